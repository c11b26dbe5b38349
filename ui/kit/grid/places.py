"""Where what a day grid shows is drawn: rows by the view, times across its width."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QTableView

from ui.kit.grid.day import GridMove, GridRange
from ui.kit.grid.headers import Span
from ui.kit.grid.model import GridModel, Stop
from ui.kit.grid.moving import Grip
from ui.kit.theme import Theme

#: px at 100 %: so near to its edge a block is held there.
EDGE = 8


class Places:
    def __init__(self, t: Theme, view: QTableView, grid: GridModel) -> None:
        self.t, self._view, self._grid = t, view, grid

    def across(self) -> Span:
        day = self._grid.day
        return Span(self.t, day.opens, day.closes, self._view.viewport().width())

    def row(self, row: int) -> tuple[int, int]:
        """Its top and its height."""
        return self._view.rowViewportPosition(row), self._view.rowHeight(row)

    def cell(self, row: int, start: int, end: int) -> QRect:
        across, gap = self.across(), self.t.px(4)
        left, right = across.at(start) + 1, across.at(end)
        top, high = self.row(row)
        return QRect(left, top + gap, right - left, high - 2 * gap + 1)

    def stop(self, row: int, stop: Stop) -> QRect:
        """Where a stop is drawn: its cell, or its lane of it."""
        cell = self.cell(row, stop.start, stop.end)
        high = cell.height() // stop.lanes
        return QRect(cell.x(), cell.y() + stop.lane * high, cell.width(), high)

    def range(self, chosen: GridRange | GridMove) -> QRect:
        """None of it where its row is not shown."""
        rooms = [room.id for room in self._grid.day.rooms]
        if chosen.room_id not in rooms:
            return QRect()
        return self.cell(rooms.index(chosen.room_id), chosen.start, chosen.end)

    def grip(self, row: int, stop: Stop, at: QPoint) -> Grip:
        """What of a block is held there; a narrow one only as a whole."""
        place, edge = self.stop(row, stop), self.t.px(EDGE)
        if place.width() < 4 * edge:
            return Grip.WHOLE
        if at.x() > place.right() - edge:
            return Grip.END
        return Grip.START if at.x() < place.left() + edge else Grip.WHOLE
