"""Days as tiles: rooms or months down, the days of a month across.

A real table to keyboard and screen reader: one cell per day, each a sentence.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ui.kit.grid.model import ROOT, Index
from ui.kit.grid.tile_paint import paint_tile
from ui.kit.grid.tiles import Tile, TileSheet
from ui.kit.paint import draw_text, frame, ring
from ui.kit.theme import SMALL_RADIUS, Role, Theme

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
ENDS = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}
Data = Qt.ItemDataRole
Flag = Qt.ItemFlag
#: px at 100 %: a day is never narrower, a row never lower.
DAY, ROW = 20, 36


class TileModel(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self.sheet = TileSheet()

    def show_sheet(self, sheet: TileSheet) -> None:
        """Tells only the rows that differ, when rooms and days stay the same."""
        before, self.sheet = self.sheet, sheet
        heads = [(row.id, row.title, row.note) for row in sheet.rows]
        if before.columns != sheet.columns or heads != [
            (row.id, row.title, row.note) for row in before.rows
        ]:
            self.beginResetModel()
            self.endResetModel()
            return
        for i, (old, new) in enumerate(zip(before.rows, sheet.rows, strict=True)):
            if old != new:
                last = self.index(i, len(sheet.columns) - 1)
                self.dataChanged.emit(self.index(i, 0), last)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.sheet.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.sheet.columns)

    def tile(self, index: Index) -> Tile | None:
        """What is in a cell; None where there is no such day."""
        if not index.isValid():
            return None
        return self.sheet.rows[index.row()].tiles[index.column()]

    def data(self, index: Index, role: int = Data.DisplayRole) -> Any:
        texts = (Data.DisplayRole, Data.AccessibleTextRole, Data.ToolTipRole)
        tile = self.tile(index)
        return tile.says if tile and role in texts else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        known = self.tile(index) is not None
        return Flag.ItemIsEnabled | Flag.ItemIsSelectable if known else Flag.NoItemFlags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Data.DisplayRole
    ) -> Any:
        if role != Data.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            row = self.sheet.rows[section]
            return f"{row.title} {row.note}".strip()
        column = self.sheet.columns[section]
        return f"{column.title}日 {column.note}".strip()


class _Tile(QStyledItemDelegate):
    def __init__(self, t: Theme, view: TileGrid) -> None:
        super().__init__(view)
        self.t, self._tiles = t, view.tiles

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        if (tile := self._tiles.tile(index)) is not None:
            paint_tile(painter, self.t, option.rect, tile)
            here = (index.row(), index.column())
            if here == self._tiles.sheet.today:
                mark = QRect(option.rect)
                mark.setHeight(self.t.px(3))
                painter.fillRect(mark, self.t.color("now"))


class _Days(QHeaderView):
    HEIGHT = 46

    def __init__(self, t: Theme, tiles: TileModel) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.t, self._tiles = t, tiles
        self.setMinimumSectionSize(1)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(0, self.t.px(self.HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        t, q = self.t, QPainter(self.viewport())
        q.fillRect(event.rect(), t.color("surface"))
        for place, column in enumerate(self._tiles.sheet.columns):
            x, wide = self.sectionViewportPosition(place), self.sectionSize(place)
            role: Role = "smallb" if column.strong or column.today else "small"
            ink = "text" if column.strong else "text2"
            high = t.box("small")
            top = t.px(2) if column.note else (self.height() - high) // 2
            if column.today:
                plate = QRect(x + 1, top, wide - 2, high)
                frame(q, t, plate, None, t.color("now"), radius=3)
            on = "on_now" if column.today else ink
            draw_text(q, t, x, top, wide, column.title, role, on, "c")
            draw_text(q, t, x, top + high, wide, column.note, role, ink, "c")
        q.fillRect(0, self.height() - 1, self.width(), 1, t.color("line"))


class _Names(QHeaderView):
    def __init__(self, t: Theme, tiles: TileModel) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.t, self._tiles = t, tiles
        self.setMinimumSectionSize(1)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def sizeHint(self) -> QSize:
        t, pad = self.t, self.t.px(self.t.pick(24, 12))
        widest = max(
            (
                max(t.width("bodyb", row.title), t.width("small", row.note))
                for row in self._tiles.sheet.rows
            ),
            default=0,
        )
        least, most = t.px(t.pick(88, 64)), t.px(t.pick(160, 104))
        return QSize(min(most, max(least, widest + pad)), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        t, q = self.t, QPainter(self.viewport())
        q.fillRect(event.rect(), t.color("surface"))
        pad = t.px(t.pick(16, 8))
        width = self.width() - pad - t.px(4)
        for place, row in enumerate(self._tiles.sheet.rows):
            y, high = self.sectionViewportPosition(place), self.sectionSize(place)
            both = t.box("bodyb") + t.box("small") - t.px(4)
            two = bool(row.note) and both <= high
            top = y + (high - (both if two else t.box("bodyb"))) / 2
            draw_text(q, t, pad, top, width, row.title, "bodyb")
            if two:
                under = top + t.box("bodyb") - t.px(4)
                draw_text(q, t, pad, under, width, row.note, "small", "text2")
            q.fillRect(0, y + high - 1, self.width(), 1, t.color("line"))


class TileGrid(QTableView):
    """Arrow keys walk over rows and days; Enter or a click opens a day."""

    #: (id of the row, place of the column)
    opened = Signal(object, int)
    focused_text = Signal(str)

    def __init__(self, t: Theme, says: str) -> None:
        super().__init__()
        self.t, self.tiles = t, TileModel()
        self.setAccessibleName(says)
        self.setModel(self.tiles)
        self.setHorizontalHeader(_Days(t, self.tiles))
        self.setVerticalHeader(_Names(t, self.tiles))
        self.setItemDelegate(_Tile(t, self))
        self.setCornerButtonEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentChanged.connect(self._moved)

    def show_sheet(self, sheet: TileSheet) -> None:
        """Show these; the focus stays on its cell."""
        here = self.currentIndex()
        self.tiles.show_sheet(sheet)
        self._spread()
        self.viewport().update()
        self.horizontalHeader().viewport().update()
        if sheet.rows and sheet.columns and not self.currentIndex().isValid():
            row = min(max(here.row(), 0), len(sheet.rows) - 1)
            self._stand(row, max(here.column(), 0))

    def stand_on(self, row_id: object, column: int) -> None:
        """Put the focus of the keys on a day."""
        for place, row in enumerate(self.tiles.sheet.rows):
            if row.id == row_id:
                self._stand(place, column)

    def here(self) -> tuple[object, int] | None:
        """The row and column that the focus of the keys is on."""
        index = self.currentIndex()
        if not index.isValid():
            return None
        return self.tiles.sheet.rows[index.row()].id, index.column()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.t.px(400), self.t.px(_Days.HEIGHT) + 4 * self.t.px(ROW))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()

    def _spread(self) -> None:
        """Days share the width, rows the height; below the least they scroll."""
        t, sheet = self.t, self.tiles.sheet
        if not sheet.columns or not sheet.rows:
            return
        days = len(sheet.columns)
        wide, more = divmod(max(t.px(DAY) * days, self.viewport().width()), days)
        for place in range(days):
            self.setColumnWidth(place, wide + (place < more))
        most = t.px(ROW * 2)
        high = (self.viewport().height() - 1) // len(sheet.rows)
        for place in range(len(sheet.rows)):
            self.setRowHeight(place, min(most, max(t.px(ROW), high)))
        self.updateGeometries()

    def _stand(self, row: int, column: int) -> None:
        """On that day, or on the last one that the row has."""
        tiles = self.tiles.sheet.rows[row].tiles
        known = [i for i, tile in enumerate(tiles) if tile is not None]
        if known:
            near = min(known, key=lambda i: abs(i - column))
            self.setCurrentIndex(self.tiles.index(row, near))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, here = Qt.Key(event.key()), self.currentIndex()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not here.isValid():
            event.ignore()
        elif key in STEPS:
            down, right = STEPS[key]
            row, column = here.row() + down, here.column() + right
            if 0 <= row < self.tiles.rowCount():
                self._stand(row, column)
        elif key in ENDS:
            self._stand(here.row(), ENDS[key] % self.tiles.columnCount())
        elif key in ENTER:
            self._open(here)
        else:
            event.ignore()  # what is typed over a grid is for its page

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._open(self.indexAt(event.position().toPoint()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused_text.emit(self.currentIndex().data() or "")
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        q, t, sheet = QPainter(self.viewport()), self.t, self.tiles.sheet
        for place in range(len(sheet.rows)):
            bottom = self.rowViewportPosition(place) + self.rowHeight(place) - 1
            q.fillRect(0, bottom, self.viewport().width(), 1, t.color("line"))
        if not sheet.rows:
            width = self.viewport().width()
            draw_text(q, t, 0, t.px(24), width, sheet.empty, "body", "text2", "c")
        elif self.hasFocus() and self.currentIndex().isValid():
            ring(q, t, self.visualRect(self.currentIndex()), SMALL_RADIUS)

    def _open(self, index: QModelIndex) -> None:
        if self.tiles.tile(index) is not None:
            row = self.tiles.sheet.rows[index.row()].id
            self.opened.emit(row, index.column())

    def _moved(self, current: QModelIndex, before: QModelIndex) -> None:
        if self.hasFocus():
            self.focused_text.emit(current.data() or "")
        self.viewport().update(self.visualRect(before))
        self.viewport().update(self.visualRect(current))
