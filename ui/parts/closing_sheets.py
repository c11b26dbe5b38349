"""The sheets of 日締め: counting, and the days that were closed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.kit.money import yen
from app.kit.refusal import Refusal
from app.kit.wareki import full
from app.rules.closings import DENOMINATIONS, KINDS, METHODS, Issued, counted
from app.services.closings import ClosingOffer, ClosingRow, CountedDay
from app.services.sign_in import Actor
from ui.kit.dialog import Answer, Sheet
from ui.kit.fields import NumberField, TextField
from ui.kit.form import Form
from ui.kit.layout import card, col, host, line, row, stretched
from ui.kit.lines import ShortLine, ShortList
from ui.kit.page import Page
from ui.kit.row_table import Column
from ui.kit.table_view import TableView
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.parts.closing_actions import ClosingActions
from ui.parts.screen import Screen

if TYPE_CHECKING:
    from app.desk import Desk

MOST_PIECES = 9_999
MOST_REASON = 200
IN_A_ROW = 5
ALL_THERE = "差額はありません"


def closing_actions(page: Page, desk: Callable[[], Desk], actor: Actor) -> ClosingActions:
    """The actions of a page; their sheets lie over its window."""
    sheets = ClosingSheets(page, desk, actor)
    sheets.acts = ClosingActions(page.ops, desk, actor, sheets)
    return sheets.acts


class ClosingSheets(Screen):
    """What `ClosingActions` sees of the screen."""

    acts: ClosingActions

    def __init__(self, page: Page, desk: Callable[[], Desk], actor: Actor) -> None:
        super().__init__(page, desk, actor)
        self._sheet: CountSheet | None = None

    def ask_count(
        self, offer: ClosingOffer, answer: Callable[[CountedDay], None]
    ) -> None:
        self._sheet = CountSheet(self._page, offer, answer)
        self._sheet.finished.connect(self._left)
        self._sheet.open()

    def show_expected(self, offer: ClosingOffer) -> None:
        if self._sheet is not None:
            self._sheet.show_offer(offer)

    def refuse_count(self, refusal: Refusal) -> None:
        if self._sheet is None or not self._sheet.refuse(refusal):
            self._page.show_refusal(refusal)

    def counted(self) -> None:
        if self._sheet is not None:
            self._sheet.accept()

    def show_closings(self, rows: Sequence[ClosingRow]) -> None:
        ClosingsSheet(self._page, rows, self.acts.print_sheet).open()

    def _left(self, _: int) -> None:
        self._sheet = None


class PiecesField(NumberField):
    """How many notes or coins of one denomination; empty means none."""

    OPTIONAL = "枚"

    def __init__(self, t: Theme, worth: int) -> None:
        super().__init__(t, f"pieces{worth}", f"{worth:,}円", most=MOST_PIECES, width=80)
        self.worth = worth

    def pieces(self) -> int:
        """What can be read by now."""
        try:
            return self.read() or 0
        except Refusal:
            return 0


def number_lines(issued: Issued) -> Sequence[ShortLine]:
    """領収番号: from which to which, what is void, and what is missing."""
    void, missing = len(issued.void), len(issued.missing)
    return [
        *(ShortLine(f"領収番号 {first}", f"～{last}") for first, last in issued.runs),
        ShortLine("書き損じ", f"{void}件" if void else "なし"),
        *([ShortLine("欠番", f"{missing}件", role="late")] if missing else []),
    ]


class CountSheet(Sheet):
    """Enter or the space bar goes on to the next denomination."""

    WIDE = 900

    def __init__(
        self, page: Page, offer: ClosingOffer, answer: Callable[[CountedDay], None]
    ) -> None:
        t = page.t
        self._offer, self._do, self._asked = offer, answer, False
        self._pieces = [PiecesField(t, worth) for worth in DENOMINATIONS]
        self._reason = TextField(
            t,
            "reason",
            "差額の理由",
            most=MOST_REASON,
            help="差額があるときは、何があったかをことばで書きます。",
        )
        self._found, self._expected, self._differs = (
            Text(t, "", "bodyb") for _ in range(3)
        )
        first, second = self._pieces[:IN_A_ROW], self._pieces[IN_A_ROW:]
        self.form = Form(t, [first, second, self._result(t), self._reason])
        self._sums = ShortList(t)
        sums = card(t, "前の日締めからのお金", self._sums)
        sums.setFixedWidth(t.px(300))
        body = row(t, self.form, host(col(t, sums, None)), gap=16)
        super().__init__(
            t,
            page,
            f"{full(offer.day)} の日締め",
            host(stretched(body, 0)),
            answers=[
                Answer("締める", self.form.confirm, "Ctrl+Enter", "primary", closes=False)
            ],
            leave="やめる",
            icon="money",
            width=self.WIDE,
            scrolls=True,
        )
        self.form.stepped_back.connect(self.reject)
        self.form.confirmed.connect(self._confirm)
        for field in self._pieces:
            field.edited.connect(self._count)
            field.edit.installEventFilter(self)
        self.setTabOrder(self._reason.edit, self.buttons[-1])
        self.show_offer(offer)
        self._pieces[0].edit.setFocus()

    def show_offer(self, offer: ClosingOffer) -> None:
        """What should be there by now."""
        self._offer = offer
        lines = [
            ShortLine(
                f"{KINDS[each.what]} {METHODS[each.method]} {each.payments}件",
                yen(each.left),
            )
            for each in offer.sums
        ]
        lines.append(ShortLine("釣り銭準備金", yen(offer.float_kept)))
        lines += number_lines(offer.issued)
        self._sums.show_lines(lines)
        self._expected.say(yen(offer.expected))
        self._count()

    def refuse(self, refusal: Refusal) -> bool:
        """At its field; False when it belongs to none. What was typed stays."""
        self._asked = False
        return self.form.show_refusal(refusal)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Counts are typed with spaces between them, like digits."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Space
        ):
            edits = [*(field.edit for field in self._pieces), self._reason.edit]
            place = next(n for n, edit in enumerate(edits) if edit is watched)
            edits[place + 1].setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().eventFilter(watched, event)

    def _result(self, t: Theme) -> QWidget:
        told = {
            "数えた現金": self._found,
            "あるはずの現金": self._expected,
            "差額": self._differs,
        }
        columns = [
            host(col(t, Text(t, name, "small", "text2"), figure))
            for name, figure in told.items()
        ]
        return host(col(t, line(), 8, row(t, *columns, None, gap=32)))

    def _now(self) -> dict[int, int]:
        return {field.worth: field.pieces() for field in self._pieces}

    def _count(self) -> None:
        found = counted(self._now())
        difference = found - self._offer.expected
        self._found.say(yen(found))
        if difference:
            self._differs.say(yen(difference), "late")
        else:
            self._differs.say(ALL_THERE, "good")

    def _confirm(self, values: dict[str, str]) -> None:
        if self._asked:  # a key held down
            return
        self._asked, offer = True, self._offer
        self._do(CountedDay(offer.day, self._now(), offer.expected, values["reason"]))


COLUMNS: Sequence[Column[ClosingRow]] = (
    Column("締めた日", lambda row: full(row.day), width=184),
    Column("数えた現金", lambda row: yen(row.found), number=True, width=120),
    Column(
        "差額",
        lambda row: yen(row.difference) if row.difference else "なし",
        number=True,
        width=96,
        tone=lambda row: "late" if row.difference else "",
    ),
    Column("差額の理由", lambda row: row.reason),
    Column("締めた職員", lambda row: row.closed_by, width=120),
)


class ClosingsSheet(Sheet):
    """Enter prints the 日計表 of the day that is chosen."""

    def __init__(
        self, page: Page, rows: Sequence[ClosingRow], again: Callable[[UUID], None]
    ) -> None:
        t = page.t
        self._again = again
        self.table: TableView[ClosingRow] = TableView(
            t,
            "日締めの一覧",
            COLUMNS,
            "まだ日締めをしていません。「今日」の F9 で締めます。",
        )
        self.table.setMinimumHeight(t.px(280))
        answers = [Answer("日計表を印刷", self._print, "Ctrl+P", "primary", "print")]
        super().__init__(
            t,
            page,
            "日締めの一覧",
            self.table,
            answers=answers if rows else [],
            width=900,
            icon="report",
        )
        self.table.show_rows(rows)
        self.table.opened.connect(lambda _: self._print_and_leave())
        if rows:
            self.table.selectRow(0)
            self.table.setFocus()

    def _print_and_leave(self) -> None:
        self.accept()
        self._print()

    def _print(self) -> None:
        if (row := self.table.current()) is not None:
            self._again(row.id)
