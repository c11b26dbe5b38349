"""What waits at the counter: 延滞, 今日の引渡, 返却予定, これからの貸出."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.kit.money import yen
from ui.kit.layout import Scroll, col, host, row
from ui.kit.row_table import Column
from ui.kit.table_view import TableView
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.loans.words import TITLES, Lists, lead
from ui.parts.loan_words import days_late

if TYPE_CHECKING:
    from app.services.loans import LoanRow

NOTHING = "貸し出しているものも、これから貸し出すものもありません。"
HINT = "Ctrl+N で、新しい貸出を受け付けます。"


class LoanLists(QWidget):
    """Four tables under each other; the arrow keys walk through them as through one."""

    #: a loan was opened (LoanRow)
    opened = Signal(object)
    #: the loan that the focus is on (LoanRow)
    moved = Signal(object)
    #: up, over the first row
    left = Signal()

    def __init__(self, t: Theme) -> None:
        super().__init__()
        self.t, self._today = t, date.min
        self.tables = [self._table(title) for title in TITLES]
        self._heads = [Text(t, "", "lead") for _ in TITLES]
        self._boxes = [
            self._box(head, table)
            for head, table in zip(self._heads, self.tables, strict=True)
        ]
        self._nothing = host(
            col(
                t,
                Text(t, NOTHING, "lead", wraps=True),
                4,
                Text(t, HINT, "body", "text2", wraps=True),
                margins=(0, 24, 0, 0),
            )
        )
        self._nothing.hide()
        inner = col(t, self._nothing, *self._boxes, None, gap=12, margins=(16, 0, 16, 8))
        self._scroll = Scroll(t, inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)

    def show_lists(self, found: Lists, today: date) -> None:
        """Show these; the focus stays at the same place of its list."""
        self._today = today
        for place, rows in enumerate(found):
            late = place == 0
            words = f"{TITLES[place]} {len(rows)}件"
            self._heads[place].say(words, "late" if late else "text")
            self._boxes[place].setVisible(bool(rows))
            self.tables[place].show_rows(rows)
        self._nothing.setVisible(not any(found))

    def focus_first(self) -> None:
        """On the first row there is."""
        shown = self._shown()
        if shown:
            self._stand(shown[0], 0)

    def _shown(self) -> Sequence[TableView[LoanRow]]:
        return [table for table in self.tables if table.rows.rowCount()]

    def _box(self, head: Text, table: QWidget) -> QWidget:
        t = self.t
        card = host(col(t, table, margins=(1, 1, 1, 1)), "card")
        return host(col(t, host(row(t, head, None)), 4, card))

    def _table(self, title: str) -> TableView[LoanRow]:
        t = self.t
        phone: Column[LoanRow] = Column("電話", lambda r: r.phone, width=164)
        owed: Column[LoanRow] = Column(
            "未納",
            lambda r: f"未納 {yen(r.owed)}" if r.owed else "",
            number=True,
            width=164,
            tone=lambda r: "late",
        )
        columns: list[Column[LoanRow]] = [
            Column("いつ", self._lead, width=t.pick(208, 144), tone=self._tone),
            Column("団体", lambda r: r.group),
            Column("備品", lambda r: r.what),
        ]
        if not t.compact:  # a narrow list needs the room for names: its panel tells both
            columns.append(phone if title == TITLES[0] else owed)
        table: TableView[LoanRow] = TableView(t, title, columns, whole=True, heads=False)
        table.opened.connect(self.opened)
        table.chosen.connect(lambda chosen, here=table: self._moved(here, chosen))
        table.installEventFilter(self)
        return table

    def _lead(self, loan: LoanRow) -> str:
        return lead(loan, self._today, tight=self.t.compact)

    def _tone(self, loan: LoanRow) -> str:
        if days_late(loan, self._today):
            return "late"
        return "wait" if loan.status == "provisional" else ""

    def _moved(self, here: TableView[LoanRow], loan: LoanRow) -> None:
        for other in self.tables:
            if other is not here:
                other.clearSelection()
                other.setCurrentIndex(QModelIndex())
        self._bring(here)
        self.moved.emit(loan)

    def _bring(self, table: TableView[LoanRow]) -> None:
        """A whole table does not scroll; the page around it does."""
        inner = self._scroll.widget()
        assert inner is not None
        place = table.visualRect(table.currentIndex()).center()
        at = table.viewport().mapTo(inner, place)
        self._scroll.ensureVisible(at.x(), at.y(), 0, self.t.px(96))

    def _stand(self, table: TableView[LoanRow], place: int) -> None:
        table.setFocus(Qt.FocusReason.TabFocusReason)
        table.selectRow(place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        shown = self._shown()
        here = next((i for i, table in enumerate(shown) if table is watched), None)
        if here is None:
            return False
        return self._key(Qt.Key(event.key()), shown, here)

    def _key(self, key: Qt.Key, shown: Sequence[TableView[LoanRow]], here: int) -> bool:
        place = shown[here].currentIndex().row()
        last = place == shown[here].rows.rowCount() - 1
        if key == Qt.Key.Key_Down and last and here + 1 < len(shown):
            self._stand(shown[here + 1], 0)
        elif key == Qt.Key.Key_Up and place <= 0 and here:
            self._stand(shown[here - 1], shown[here - 1].rows.rowCount() - 1)
        elif key == Qt.Key.Key_Up and place <= 0:
            self.left.emit()
        else:
            return False
        return True
