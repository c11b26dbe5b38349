"""Shows a `RowTable`: calm rows of one height, clear lines, no zebra."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
)

from ui.kit.paint import (
    TICK,
    advance,
    draw_figures,
    draw_text,
    ring,
    tick_box,
    wrap,
)
from ui.kit.row_table import BOXED, TONE, Column, RowTable
from ui.kit.theme import CONTROL, Role, Theme

Row = TypeVar("Row")
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
Index = QModelIndex | QPersistentModelIndex


def shares(spare: int, needs: Sequence[int]) -> Sequence[int]:
    """What columns get of the spare width: alike, but none less than it needs while
    others have more than that."""
    even = spare // len(needs) if needs else 0
    wide = [need for need in needs if need > even]
    if not wide or len(wide) == len(needs):
        return [even] * len(needs)
    rest = shares(spare - sum(wide), [need for need in needs if need <= even])
    left = iter(rest)
    return [need if need > even else next(left) for need in needs]


def cell_lines(t: Theme, text: str, width: int) -> tuple[Role, Sequence[str]]:
    """How a cell of a width (device px) says it: what is longer still ends with …."""
    if advance(t, "body", text) <= width:
        return "body", [text]
    return "caption", wrap(t, text, "caption", width, 2)


class _Cell(QStyledItemDelegate):
    """One line of text in its line box, a long one smaller in two; figures under
    figures."""

    PAD = 12

    def __init__(self, t: Theme, view: QTableView) -> None:
        super().__init__(view)
        self.t, self._view = t, view

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        t, place, state = self.t, option.rect, option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(place, t.color("sel" if chosen else "surface"))
        bottom = place.bottom()
        painter.fillRect(place.x(), bottom, place.width(), 1, t.color("line"))
        text = str(index.data() or "")
        ink = "on_sel" if chosen else index.data(TONE) or "text"
        pad = t.px(self.PAD)
        if index.data(BOXED):
            place = place.adjusted(self._box(painter, place, index), 0, 0, 0)
        if index.data(Qt.ItemDataRole.TextAlignmentRole):
            y = place.y() + (place.height() - t.box("body")) / 2
            draw_figures(painter, t, place.right() - pad, y, text, "body", ink)
        else:
            self._words(painter, place.adjusted(pad, 0, -pad, 0), text, ink)
        painter.restore()

    def _words(self, q: QPainter, place: QRect, text: str, ink: str) -> None:
        role, rows = cell_lines(self.t, text, place.width())
        box = self.t.box(role)
        y = place.y() + (place.height() - box * len(rows)) / 2
        for n, row in enumerate(rows):
            draw_text(q, self.t, place.x(), y + n * box, place.width(), row, role, ink)

    def _box(self, painter: QPainter, place: QRect, index: Index) -> int:
        """The box to tick, if this row has one; answers the width it takes in all."""
        t, state = self.t, index.data(Qt.ItemDataRole.CheckStateRole)
        if state is not None:
            on = state == Qt.CheckState.Checked
            tick_box(painter, t, place.x() + t.px(self.PAD), place, on=on)
        return t.px(TICK)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        text = str(index.data() or "")
        room = option.rect.width() - 2 * self.t.px(self.PAD)
        _, rows = cell_lines(self.t, text, room)
        cut = rows[-1] != text and rows[-1].endswith("…")
        QToolTip.showText(event.globalPos(), text if cut else "", view)
        return True

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self.t.px(64), self.t.px(CONTROL))


class TableView(QTableView, Generic[Row]):
    """A list to read and to choose from: arrow keys, Enter or double click opens.

    `empty` is what stands there when there are no rows, as a whole sentence. A `whole`
    one is as high as its rows: it does not scroll by itself. Without `heads` only a
    screen reader is told the columns' titles.
    """

    #: the row chosen with Enter or a double click
    opened = Signal(object)
    #: the row the focus is on
    chosen = Signal(object)
    #: a row's box is to be ticked or not: Space, or a click on it
    ticked = Signal(object)

    def __init__(
        self,
        t: Theme,
        says: str,
        columns: Sequence[Column[Row]],
        empty: str = "まだ何もありません。",
        *,
        whole: bool = False,
        heads: bool = True,
    ) -> None:
        super().__init__()
        self.t, self.empty, self._whole = t, empty, whole
        self.rows: RowTable[Row] = RowTable(columns)
        self.setAccessibleName(says)
        self.setModel(self.rows)
        self.setItemDelegate(_Cell(t, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._heads()
        self.horizontalHeader().setVisible(heads)
        self.doubleClicked.connect(lambda _: self._open())
        self.clicked.connect(self._clicked)
        self.selectionModel().currentRowChanged.connect(self._moved)

    def _heads(self) -> None:
        side, top = self.verticalHeader(), self.horizontalHeader()
        side.hide()
        side.setMinimumSectionSize(1)
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(self.t.px(CONTROL))
        top.setFont(self.t.font("smallb"))
        top.setFixedHeight(self.t.px(32))
        top.setHighlightSections(False)
        top.setSectionsClickable(False)
        top.setMinimumSectionSize(self.t.px(40))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        top.setDefaultAlignment(left)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these; the focus stays at the same place."""
        place = self.currentIndex().row()
        self.rows.show_rows(rows)
        if self._whole:
            high = self.t.px(CONTROL) * (len(rows) or 2)
            top = self.horizontalHeader()
            self.setFixedHeight(high + (0 if top.isHidden() else top.height()))
        if rows and place >= 0:
            self.selectRow(min(place, len(rows) - 1))

    def current(self) -> Row | None:
        index = self.currentIndex()
        return self.rows.row(index) if index.isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and not event.modifiers():
            self._open()
        elif event.text().isalnum():
            event.ignore()  # what is typed over a list is for its page
        elif event.key() == Qt.Key.Key_Space and (row := self.current()) is not None:
            self.ticked.emit(row)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = self.rows.columns
        fixed = sum(self.t.px(column.width) for column in columns)
        free = [i for i, column in enumerate(columns) if not column.width]
        spare = max(0, self.viewport().width() - fixed)
        needs = [self.horizontalHeader().sectionSizeHint(i) for i in free]
        given = dict(zip(free, shares(spare, needs), strict=True))
        for i, column in enumerate(columns):
            self.setColumnWidth(i, given.get(i, self.t.px(column.width)))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        q, t, place = QPainter(self.viewport()), self.t, self.viewport().rect()
        if not self.rows.rowCount():
            top = t.px(24)
            draw_text(q, t, 0, top, place.width(), self.empty, "body", "text2", "c")
        elif self.hasFocus() and (row := self.currentIndex().row()) >= 0:
            y, high = self.rowViewportPosition(row), self.rowHeight(row)
            ring(q, t, QRect(0, y, place.width(), high))

    def _open(self) -> None:
        if (row := self.current()) is not None:
            self.opened.emit(row)

    def _clicked(self, index: QModelIndex) -> None:
        if index.data(Qt.ItemDataRole.CheckStateRole) is not None:
            self.ticked.emit(self.rows.row(index))

    def _moved(self, current: QModelIndex, before: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(self.rows.row(current))
        self.viewport().update()
