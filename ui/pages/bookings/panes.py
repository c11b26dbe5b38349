"""The grids of 予約台帳, one of which is shown: day and week, month, year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.kit.grid.day import GridDay
from ui.kit.grid.legend import Legend
from ui.kit.grid.tile_paint import TileLegend
from ui.kit.grid.tile_view import TileGrid
from ui.kit.grid.tiles import Tile, TileSheet
from ui.kit.grid.view import DayGrid
from ui.kit.layout import Item, col, host, row, stretched
from ui.kit.theme import Theme
from ui.pages.bookings import month, year
from ui.pages.bookings.modes import Head, Mode
from ui.parts.group_picker import GroupPicker

SAYS = {Mode.DAY: "部屋ごとの予約表", Mode.WEEK: "1週間の予約表"}


class Panes(QStackedWidget):
    """`grid` is shown for day and week: both are rows by time."""

    focused_text = Signal(str)
    #: from the month into a day: (key of the room, place of the day)
    month_opened = Signal(object, int)
    #: from the year into a day: (first of the month, place of the day)
    year_opened = Signal(object, int)

    def __init__(self, t: Theme, group: GroupPicker) -> None:
        super().__init__()
        self.t, self.group = t, group
        self.grid = DayGrid(t, movable=True)
        self.month = TileGrid(t, "部屋と日の予約表")
        self.year = TileGrid(t, "団体の1年の予約表")
        self.month.opened.connect(self.month_opened)
        self.year.opened.connect(self.year_opened)
        for each in (self.grid, self.month, self.year):
            each.focused_text.connect(self.focused_text)
        group.setMaximumWidth(t.px(440))
        self.addWidget(_pane(t, self.grid, [], Legend(t)))
        self.addWidget(_pane(t, self.month, [], *_legends(t, month.SAMPLES)))
        self.addWidget(_pane(t, self.year, [group], *_legends(t, year.SAMPLES)))

    def show_day(self, head: Head, grid: GridDay) -> None:
        self.grid.setAccessibleName(SAYS[head.mode])
        self.grid.show_day(grid)
        self._turn(0)

    def show_month(self, sheet: TileSheet) -> None:
        self.month.show_sheet(sheet)
        self._turn(1)

    def show_year(self, sheet: TileSheet) -> None:
        fresh = not self.year.tiles.sheet.rows
        self.year.show_sheet(sheet)
        self.group.setVisible(not sheet.rows)
        self._turn(2)
        if fresh and sheet.today is not None:
            row, column = sheet.today
            self.year.stand_on(sheet.rows[row].id, column)

    def shown(self) -> DayGrid | TileGrid:
        return (self.grid, self.month, self.year)[self.currentIndex()]

    def room_id(self) -> UUID | None:
        """The room of the slots that are chosen, where rows are rooms."""
        drawn = self.grid.selection()
        row_id = drawn[0].room_id if drawn else None
        return row_id if isinstance(row_id, UUID) else None

    def has_focus(self) -> bool:
        return self.shown().hasFocus()

    def start_focus(self) -> None:
        """Into the grid, or to the field that says of whom it is."""
        if self.shown() is self.year and not self.year.tiles.sheet.rows:
            self.group.setFocus()
        else:
            self.shown().setFocus()

    def stand_on(self, mode: Mode, room_id: UUID | None, day: date) -> None:
        if mode is Mode.DAY:
            self.grid.walk.stand_in(room_id)
        elif mode is Mode.WEEK:
            self.grid.walk.stand_in(day)
        elif mode is Mode.MONTH:
            rows = self.month.tiles.sheet.rows
            known = room_id in {row.id for row in rows}
            row_id = room_id if known or not rows else rows[0].id
            self.month.stand_on(row_id, day.day - 1)
        else:
            self.year.stand_on(day.replace(day=1), day.day - 1)

    def _turn(self, place: int) -> None:
        """The keys stay with the grid, whichever it is."""
        focused = self.has_focus()
        if place != self.currentIndex():
            self.setCurrentIndex(place)
            if focused:
                self.start_focus()


def _pane(t: Theme, grid: QWidget, above: Sequence[Item], *legends: QWidget) -> QWidget:
    card = host(col(t, grid, margins=(1, 8, 1, 1)), "card")
    under = [row(t, legend, None) for legend in legends]
    return host(stretched(col(t, *above, card, *under, gap=8), len(above)))


def _legends(t: Theme, samples: Sequence[tuple[Tile, str]]) -> Sequence[TileLegend]:
    """On two lines where one is too long for a narrow screen."""
    if not t.compact or len(samples) <= 6:
        return [TileLegend(t, samples)]
    half = (len(samples) + 1) // 2
    return [TileLegend(t, part) for part in (samples[:half], samples[half:])]
