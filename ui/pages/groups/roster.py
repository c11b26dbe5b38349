"""名簿 on a group's card: the people of a fiscal year, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.kit.wareki import fiscal_year_text, short
from ui.kit.buttons import Button
from ui.kit.layout import Scroll, col, host, row, stretched
from ui.kit.row_table import Column
from ui.kit.signs import Chip
from ui.kit.table_view import TableView
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.groups.roster_presenter import RosterShown
from ui.parts.doubts import age

if TYPE_CHECKING:
    from app.services.rosters import RosterRow

NONE = "{year}の名簿はまだありません。"
TAKE = "{year}から引き継ぐ"
#: Shown from this width of the pane on (px at 100 %): a name must be told from another.
OTHERS, OTHERS_FROM = "ほかの団体", 940


class RosterPane(QWidget):
    """The year is chosen over the table; a year without a roster offers to begin one."""

    #: by so many years
    turned = Signal(int)
    edit, take_over, printed = Signal(), Signal(), Signal()
    #: a row was opened
    opened = Signal(object)

    def __init__(self, t: Theme, today: Callable[[], date]) -> None:
        super().__init__()
        self.t, self._today = t, today
        self._year = Text(t, "", "lead")
        self._count = Text(t, "", "small", "text2")
        self._draft = Chip(t, "△ 書きかけ", "wait")
        self._none = Text(t, "", align="c", wraps=True)
        self.table = TableView(t, "名簿", self._columns())
        self.table.opened.connect(self.opened)
        self._begin, self._take = self._buttons()
        self._places = QStackedWidget()
        self._places.addWidget(self.table)
        self._places.addWidget(self._nobody())
        pad = t.pick(24, 16)
        box = host(col(t, self._places), "card")
        self.setLayout(
            stretched(col(t, self._head(), 8, box, margins=(pad, 12, pad, 16)), 2)
        )

    def show_roster(self, shown: RosterShown) -> None:
        roster = shown.roster
        year = fiscal_year_text(roster.fiscal_year)
        self._year.say(f"{year}の名簿")
        self._count.say(f"{len(roster.rows)}人" if roster.rows else "")
        self._draft.setVisible(shown.drafted)
        self.table.show_rows(roster.rows)
        self._places.setCurrentIndex(0 if roster.rows else 1)
        self._none.say(NONE.format(year=year))
        self._take.setVisible(roster.earlier is not None)
        if roster.earlier is not None:
            self._take.reword(TAKE.format(year=fiscal_year_text(roster.earlier)))
        self._edit.setVisible(bool(roster.rows))
        self._print.setVisible(bool(roster.rows))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self.t.px(OTHERS_FROM)
        for place, column in enumerate(self.table.rows.columns):
            if column.title == OTHERS:
                self.table.setColumnHidden(place, narrow)

    def _head(self) -> QWidget:
        t = self.t
        earlier = Button(t, "", "Alt+Left", icon="left", says="前の年度", show_key=False)
        earlier.clicked.connect(lambda: self.turned.emit(-1))
        later = Button(t, "", "Alt+Right", icon="right", says="次の年度", show_key=False)
        later.clicked.connect(lambda: self.turned.emit(1))
        words = "直す" if t.compact else "名簿を直す"
        self._edit = Button(t, words, "Alt+M", says="名簿を直す")
        self._edit.clicked.connect(self.edit)
        words = "印刷" if t.compact else "名簿を印刷"
        self._print = Button(t, words, "Alt+P", icon="print", says="名簿を印刷")
        self._print.clicked.connect(self.printed)
        return host(
            row(
                t,
                earlier,
                later,
                4,
                self._year,
                self._count,
                self._draft,
                None,
                self._print,
                self._edit,
            )
        )

    def _buttons(self) -> tuple[Button, Button]:
        t = self.t
        begin = Button(t, "名簿を作る", "Alt+M", height=40)
        begin.clicked.connect(self.edit)
        take = Button(t, TAKE.format(year="昨年度"), "Alt+H", height=40)
        take.clicked.connect(self.take_over)
        return begin, take

    def _nobody(self) -> QWidget:
        t = self.t
        hint = "引き継いでから直すか、Excelの一覧を貼り付けて作れます。"
        buttons = row(t, None, self._take, self._begin, None, gap=12)
        words = [self._none, Text(t, hint, "small", "text2", align="c", wraps=True)]
        inner = col(t, None, *words, 12, buttons, None, margins=(16, 16, 16, 16))
        return Scroll(t, inner)

    def _columns(self) -> Sequence[Column[RosterRow]]:
        """Where it is narrow: without what opening a person tells as well."""
        roomy = not self.t.compact
        more: list[Column[RosterRow]] = [
            Column("電話", lambda r: r.phone, width=166),
            Column(OTHERS, lambda r: "・".join(r.groups)),
        ]
        return [
            Column("氏名", lambda r: r.name, width=self.t.pick(144, 136)),
            Column("フリガナ", lambda r: r.kana, width=148 if roomy else 0),
            Column("生年月日", self._born, width=self.t.pick(156, 112)),
            Column("役職", lambda r: r.title, width=88),
            *(more if roomy else []),
            Column("保険", _insured, width=92, tone=_tone),
        ]

    def _born(self, row: RosterRow) -> str:
        """S35.4.1 66歳; S35.4.1 where it is narrow."""
        if row.born_on is None:
            return ""
        day = short(row.born_on)
        return day if self.t.compact else f"{day} {age(row.born_on, self._today())}歳"


def _insured(row: RosterRow) -> str:
    """✓ 基本: the word プラン is every plan's."""
    plans = (plan.removesuffix("プラン") or plan for plan in row.insured)
    return f"✓ {'・'.join(plans)}" if row.insured else ""


def _tone(row: RosterRow) -> str:
    return "good" if row.insured else ""
