"""帳票: blank forms to print, and what was printed when."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.kit import wareki
from app.kit.clock import Clock, wall
from app.services.forms import BLANKS, ELSEWHERE, TITLES, Form, PrintoutRow, Sheet
from app.services.sign_in import Actor
from ui.kit.buttons import Button, Option
from ui.kit.layout import Scroll, col, host, line, row, stretched
from ui.kit.line_edit import LineEdit
from ui.kit.ops import Ops
from ui.kit.page import Page
from ui.kit.row_table import Column
from ui.kit.signs import Icon
from ui.kit.table_view import TableView
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.forms.presenter import FormsPresenter
from ui.parts.paper_sheet import show_paper
from ui.parts.posting_sheet import ask_posting

if TYPE_CHECKING:
    from app.desk import Desk

#: Typing rests this long before it is looked for (ms).
REST = 200
#: Forms in a line where they stand above what was printed.
ABREAST = 3
HELP = """
手書き用の用紙を印刷し、いつ何を印刷したかを見ます。

左の用紙を選ぶと、未記入の見本が出ます。Ctrl+P で印刷します。

「開館カレンダー」は、1年の開館日と休館日を規則集から1枚にまとめます。

「掲示・一覧」では、本日の利用一覧、部屋の掲示、月の空き状況を、日を選んで印刷します。

右は印刷の記録です。選んで Enter を押すと、もう一度印刷できます。
2回目からは「再発行」と回数が入ります。

記入済みの許可書は「予約台帳」と「備品」から、登録証と構成員名簿は「団体」から、
加入申込書と加入者名簿は「保険」から印刷します。
"""


#: What prints each form, in their order.
KEYS = [f"Alt+{sign}" for sign in "123456789QWER"]


class FormsPage(Page):
    topics = frozenset({"printout"})
    hints = (("↑↓", "選ぶ"), ("Enter", "もう一度印刷"))
    help = HELP

    def __init__(
        self, t: Theme, ops: Ops, desk: Desk, actor: Actor, clock: Clock
    ) -> None:
        super().__init__(t, ops)
        self._desk, self._actor, self._clock = desk, actor, clock
        self.presenter = FormsPresenter(self.ops, desk, actor, self)
        handed = [form for form in BLANKS if form not in ELSEWHERE]
        self.blanks = [self._blank(place, form) for place, form in enumerate(handed, 1)]
        self.calendars = self._calendars()
        self.posting = self._posting()
        self._again = Button(t, "もう一度印刷", "Ctrl+P", icon="print")
        self._again.clicked.connect(self._print_again)
        self._again.setEnabled(False)
        self.table = TableView(t, "印刷の記録", _columns(t), "まだ何も印刷していません。")
        self.table.opened.connect(self.presenter.again)
        self.table.chosen.connect(lambda _: self._again.setEnabled(True))
        self.narrow = LineEdit(t, "words", "印刷の記録からさがす", t.pick(280, 200))
        self.narrow.setPlaceholderText("団体名・番号")
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(lambda: self.presenter.look_for(self.narrow.text()))
        self.narrow.textChanged.connect(self._rest.start)
        title = Text(t, "帳票", "title")
        whole = col(t, title, self._body(), gap=12, margins=(16, 12, 16, 16))
        self.setLayout(stretched(whole, 1))

    # what the presenter asks

    def show_printouts(self, rows: Sequence[PrintoutRow]) -> None:
        self.table.empty = (
            "あてはまる記録はありません。"
            if self.narrow.text().strip()
            else "まだ何も印刷していません。"
        )
        self.table.show_rows(rows)
        self._again.setEnabled(self.table.current() is not None)

    def show_paper(self, paper: Sheet) -> None:
        show_paper(self, lambda: self._desk, self._actor, paper)

    # what the window asks

    def reload(self) -> None:
        self.presenter.reload()

    def keep(self) -> object:
        return self.narrow.text()

    def take_up(self, kept: object) -> None:
        if isinstance(kept, str):
            self.presenter.words = kept
            self.narrow.setText(kept)

    def start_focus(self) -> None:
        self.blanks[0].setFocus()

    # within

    def _blank(self, place: int, form: Form) -> Option:
        option = Option(self.t, TITLES[form], "未記入で印刷する", key=KEYS[place - 1])
        option.clicked.connect(partial(self.presenter.blank, form))
        return option

    def _calendars(self) -> list[Option]:
        """Of this fiscal year and of the next."""
        this = self.presenter.fiscal_year
        made = []
        for at, year in enumerate((this, this + 1), len(self.blanks) + 1):
            words = f"{TITLES[Form.OPENING_CALENDAR]} {wareki.fiscal_year_text(year)}"
            option = Option(self.t, words, "開館日と休館日の1年", key=KEYS[at - 1])
            option.clicked.connect(partial(self.presenter.opening_calendar, year))
            made.append(option)
        return made

    def _posting(self) -> Option:
        place = len(self.blanks) + len(self.calendars) + 1
        told = "利用一覧・部屋・空き状況"
        option = Option(self.t, "掲示・一覧", told, key=KEYS[place - 1])
        option.clicked.connect(self._ask_posting)
        return option

    def _ask_posting(self) -> None:
        day = wall(self._clock()).date()
        ask_posting(self, lambda: self._desk, self._actor, self._clock, day)

    def _body(self) -> QBoxLayout:
        """The forms beside what was printed, or above it where there is less room."""
        t = self.t
        head = Text(t, "用紙", "bodyb")
        told = Text(t, "手で書いてもらうとき、掲示するときに。", "small", "text2")
        abreast = ABREAST if t.compact else 1
        options = (*self.blanks, *self.calendars, self.posting)
        lines = [
            stretched(row(t, *options[at : at + abreast], gap=8), *range(abreast))
            for at in range(0, len(options), abreast)
        ]
        forms = col(t, *lines, gap=8)
        titles = row(t, head, told, None)
        card = host(col(t, titles, forms, gap=8, margins=(16, 12, 16, 12)), "card")
        if t.compact:
            scroll = Scroll(t, col(t, card))
            return stretched(col(t, scroll, self._printed(), gap=12), 0, 1)
        scroll = Scroll(t, col(t, card, None))
        scroll.setFixedWidth(t.px(376))
        return stretched(row(t, scroll, self._printed(), gap=16), 1)

    def _printed(self) -> QWidget:
        t = self.t
        search = (Icon(t, "search"), self.narrow, 8, self._again)
        words = Text(t, "印刷の記録", "bodyb")
        head = row(t, words, None, *search, margins=(12, 8, 12, 8))
        inner = col(t, host(head), line(), self.table, margins=(1, 1, 1, 1))
        return host(stretched(inner, 2), "card")

    def _print_again(self) -> None:
        if (chosen := self.table.current()) is not None:
            self.presenter.again(chosen)


def _columns(t: Theme) -> Sequence[Column[PrintoutRow]]:
    return [
        Column("印刷した日時", _moment, width=176),
        Column("帳票", lambda row: TITLES[Form(row.form)], width=t.pick(200, 176)),
        Column("番号・団体", _subject),
        Column("回数", _copy, width=104, tone=_tone),
    ]


def _moment(row: PrintoutRow) -> str:
    return f"{wareki.short(row.printed_at.date())} {row.printed_at:%H:%M}"


def _subject(row: PrintoutRow) -> str:
    return row.title.removeprefix(TITLES[Form(row.form)]).strip()


def _copy(row: PrintoutRow) -> str:
    return "はじめて" if row.copy == 1 else f"再発行 {row.copy - 1}"


def _tone(row: PrintoutRow) -> str:
    return "" if row.copy == 1 else "wait"
