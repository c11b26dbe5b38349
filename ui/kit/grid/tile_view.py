"""Days as tiles: rooms or months down, the days of a month across."""

from __future__ import annotations

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ui.kit.grid.day_table import DayModel, DayTable, Measures
from ui.kit.grid.model import Index
from ui.kit.grid.tile_paint import paint_tile
from ui.kit.grid.tiles import RowHead, Tile, TileSheet
from ui.kit.theme import Theme

#: px at 100 %
DAY, ROW = 20, 36


class TileModel(DayModel):
    def __init__(self) -> None:
        super().__init__()
        self.sheet = TileSheet()

    def show_sheet(self, sheet: TileSheet) -> None:
        """Tells only the rows that differ, when rooms and days stay the same."""
        heads = [RowHead(row.title, row.note) for row in sheet.rows]
        ids = [row.id for row in sheet.rows]
        same = (self.days, self.heads) == (sheet.columns, heads)
        before, self.sheet = self.sheet, sheet
        if not same or ids != [row.id for row in before.rows]:
            self.beginResetModel()
            self.days, self.heads = sheet.columns, heads
            self.endResetModel()
            return
        for i, (old, new) in enumerate(zip(before.rows, sheet.rows, strict=True)):
            if old != new:
                last = self.index(i, len(sheet.columns) - 1)
                self.dataChanged.emit(self.index(i, 0), last)

    def tile(self, index: Index) -> Tile | None:
        """What is in a cell; None where there is no such day."""
        return self.sheet.rows[index.row()].tiles[index.column()]

    def sentence(self, index: Index) -> str:
        tile = self.tile(index)
        return tile.says if tile else ""


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


class TileGrid(DayTable):
    #: (id of the row, place of the column)
    opened = Signal(object, int)

    def __init__(self, t: Theme, says: str) -> None:
        self.tiles = TileModel()
        names = (t.pick(88, 64), t.pick(160, 104))
        super().__init__(t, says, self.tiles, Measures(DAY, (ROW, 2 * ROW), names))
        self.setItemDelegate(_Tile(t, self))

    def show_sheet(self, sheet: TileSheet) -> None:
        """Show these; the focus stays on its cell."""
        here = self.currentIndex()
        self.empty = sheet.empty
        self.tiles.show_sheet(sheet)
        self.arrange(here)

    def stand_on(self, row_id: object, column: int) -> None:
        """Put the focus of the keys on a day."""
        for place, row in enumerate(self.tiles.sheet.rows):
            if row.id == row_id:
                self.stand(place, column)

    def here(self) -> tuple[object, int] | None:
        """The row and column that the focus of the keys is on."""
        index = self.currentIndex()
        if not index.isValid():
            return None
        return self.tiles.sheet.rows[index.row()].id, index.column()

    def open_cell(self, row: int, column: int) -> None:
        self.opened.emit(self.tiles.sheet.rows[row].id, column)
