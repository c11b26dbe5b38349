"""A day grid as it is painted, from its lines to the ring around the cursor."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from ui.kit.grid.day import GridBlock, GridFree, GridRange, Sign, span
from ui.kit.grid.model import GridModel, Stop
from ui.kit.grid.moving import Moving
from ui.kit.grid.paint import (
    hatch,
    is_cut,
    paint_block,
    paint_buffer,
    paint_choice,
    paint_free,
    paint_ghost,
    paint_picked,
    paint_plate,
)
from ui.kit.grid.places import Places
from ui.kit.paint import draw_text
from ui.kit.theme import Theme


class Picture:
    def __init__(self, t: Theme, grid: GridModel, places: Places, whole: QRect) -> None:
        self.t, self._grid, self._places, self._whole = t, grid, places, whole

    def ground(self, q: QPainter, dirty: QRect) -> None:
        """Lines, and what covers the whole day."""
        day = self._grid.day
        q.fillRect(dirty, self.t.color("surface"))
        self._lines(q)
        if day.closed:
            self._closed(q, day.closed)
        if day.now is not None:
            self._now(q, day.now)

    def stops(self, q: QPainter, dirty: QRect, choice: Sequence[GridRange]) -> None:
        """What is there, apart from what the choice covers."""
        for row in range(self._grid.rowCount()):
            top, high = self._places.row(row)
            if top > dirty.bottom() or top + high < dirty.top():
                continue
            self._buffers(q, row)
            for stop in self._grid.stops(row):
                place = self._places.stop(row, stop)
                if place.intersects(dirty):
                    self._stop(q, place, stop, choice)

    def choice(
        self, q: QPainter, chosen: GridRange, label: str, *, refused: bool
    ) -> None:
        place, when = self._places.range(chosen), span(chosen.start, chosen.end)
        paint_choice(q, self.t, place, when, label, refused=refused)

    def picked(self, q: QPainter, chosen: GridRange) -> None:
        paint_picked(q, self.t, self._places.range(chosen))

    def ghost(self, q: QPainter, moving: Moving) -> None:
        if moving.ghost is not None:
            place = self._places.range(moving.ghost)
            label, no = moving.label, moving.refused
            paint_ghost(q, self.t, place, self._whole, label, refused=no)

    def name(self, q: QPainter, row: int, stop: Stop) -> None:
        """The whole name of a block that has no room for it."""
        place, what = self._places.stop(row, stop), stop.what
        if isinstance(what, GridBlock) and is_cut(self.t, place, what):
            paint_plate(q, self.t, place, self._whole, what.title, "line_ui", "text")

    def _buffers(self, q: QPainter, row: int) -> None:
        """Preparation before each use and cleaning up after it, as far as nothing else is
        there."""
        stops, day = self._grid.stops(row), self._grid.day
        for stop in stops:
            if not isinstance(stop.what, GridBlock):
                continue
            if stop.what.lead:
                ends = [s.end for s in stops if s.end <= stop.start]
                since = max(stop.start - stop.what.lead, *ends, day.opens)
                self._buffer(q, row, since, stop.start, "準")
            if stop.what.swept:
                starts = [s.start for s in stops if s.start >= stop.end]
                until = min(stop.what.busy, *starts, day.closes)
                self._buffer(q, row, stop.end, until, "片")

    def _buffer(self, q: QPainter, row: int, since: int, until: int, sign: Sign) -> None:
        if since < until:
            paint_buffer(q, self.t, self._places.cell(row, since, until), sign)

    def _now(self, q: QPainter, now: int) -> None:
        t, x = self.t, self._places.across().at(now) - self.t.px(1)
        rows = [row for row, room in enumerate(self._grid.day.rooms) if room.today]
        spans = [self._places.row(row) for row in rows]
        for top, high in spans or [(0, self._whole.height())]:
            q.fillRect(x, top, t.px(2), high, t.color("now"))

    def _stop(
        self, q: QPainter, place: QRect, stop: Stop, choice: Sequence[GridRange]
    ) -> None:
        if isinstance(stop.what, GridBlock):
            paint_block(q, self.t, place, stop.what)
        elif not any(_covers(each, stop.what) for each in choice):
            paint_free(q, self.t, place, stop.what)

    def _lines(self, q: QPainter) -> None:
        t, day, across = self.t, self._grid.day, self._places.across()
        rows = self._grid.rowCount()
        bottom = sum(self._places.row(rows - 1))
        hours = range(-(-day.opens // 60) * 60, day.closes + 1, 60)
        edges = {minute for slot in day.slots for minute in (slot.start, slot.end)}
        for minute in edges.union(hours):
            q.fillRect(across.at(minute), 0, 1, bottom, t.color("line"))
        for row in range(rows):
            y, _ = self._places.row(row)
            q.fillRect(0, y, self._whole.width(), 1, t.color("line"))

    def _closed(self, q: QPainter, words: str) -> None:
        t, whole = self.t, self._whole
        hatch(q, t, whole, "hatch", 12)
        width = min(t.width("lead", words) + t.px(48), whole.width())
        plate = QRect(0, 0, width, t.px(64))
        plate.moveCenter(whole.center())
        q.fillRect(plate, t.color("surface"))
        top, pad = plate.center().y() - t.box("lead") / 2, t.px(8)
        inner = plate.width() - 2 * pad
        draw_text(q, t, plate.x() + pad, top, inner, words, "lead", "text2", "c")


def _covers(choice: GridRange, free: GridFree) -> bool:
    return choice.room_id == free.room_id and choice.first <= free.slot <= choice.last
