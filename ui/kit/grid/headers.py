"""The two edges of a grid: hours and slots above, rooms at the left."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView

from ui.kit.grid.day import clock
from ui.kit.grid.model import GridModel
from ui.kit.paint import draw_text, frame
from ui.kit.theme import Theme


class Span:
    """Where a minute stands across a width: whole pixels only."""

    #: px at 100 %, so that the first and last hour's figures are not cut
    INSET = 12

    def __init__(self, t: Theme, opens: int, closes: int, width: int) -> None:
        self._left = t.px(self.INSET)
        self._width = max(1, width - 2 * self._left)
        self._opens, self._minutes = opens, max(1, closes - opens)

    def at(self, minute: int) -> int:
        return self._left + self._width * (minute - self._opens) // self._minutes

    def minute(self, x: int) -> int:
        """What stands at a pixel."""
        return self._opens + (x - self._left) * self._minutes // self._width


class Axis(QHeaderView):
    """Slot names, hours, and the plate of the now-line."""

    HEIGHT = 52

    def __init__(self, t: Theme, model: GridModel) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.t, self._grid = t, model
        self.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setMinimumSectionSize(1)

    def sizeHint(self) -> QSize:
        return QSize(0, self.t.px(self.HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        t, day, q = self.t, self._grid.day, QPainter(self.viewport())
        q.fillRect(event.rect(), t.color("surface"))
        across = Span(t, day.opens, day.closes, self.viewport().width())
        for slot in day.slots:
            x, end = across.at(slot.start) + 1, across.at(slot.end)
            if slot.name and t.width("small", slot.name) <= end - x:
                self._slot(q, QRect(x, t.px(4), end - x, t.px(20)), slot.name)
        self._hours(q, across)
        q.fillRect(0, self.height() - 1, self.width(), 1, t.color("line_ui"))
        if day.now is not None:
            self._now(q, across.at(day.now), day.now)

    def _slot(self, q: QPainter, band: QRect, name: str) -> None:
        t = self.t
        q.fillRect(band, t.color("sunken"))
        if t.p.name == "contrast":
            q.fillRect(band.left(), band.bottom(), band.width(), t.px(1), t.color("line"))
        draw_text(q, t, band.x(), band.y(), band.width(), name, "small", "text2", "c")

    def _hours(self, q: QPainter, across: Span) -> None:
        t, day = self.t, self._grid.day
        first = -(-day.opens // 60)
        tick = self.height() - t.px(6)
        for hour in range(first, day.closes // 60 + 1):
            x = across.at(hour * 60)
            q.fillRect(x, tick, 1, t.px(6), t.color("line"))
            near = day.now is not None and abs(x - across.at(day.now)) < t.px(34)
            if not near:
                left = x - t.px(20)
                draw_text(
                    q, t, left, t.px(24), t.px(40), f"{hour}", "small", "text2", "c"
                )

    def _now(self, q: QPainter, x: int, minute: int) -> None:
        t = self.t
        width = t.width("smallb", clock(minute)) + t.px(12)
        plate = QRect(x - width // 2, t.px(25), width, t.px(20))
        q.fillRect(x - t.px(1), t.px(40), t.px(2), t.px(12), t.color("now"))
        frame(q, t, plate, None, t.color("now"), radius=3)
        words = clock(minute)
        draw_text(q, t, plate.x(), plate.y(), width, words, "smallb", "on_now", "c")


class RoomNames(QHeaderView):
    """Name and note of each room."""

    def __init__(self, t: Theme, model: GridModel) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.t, self._grid = t, model
        self.setMinimumSectionSize(1)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def sizeHint(self) -> QSize:
        t = self.t
        names = (
            max(t.width("bodyb", room.name), t.width("small", room.note))
            for room in self._grid.day.rooms
        )
        pad = t.px(t.pick(24, 12))
        least, most = t.px(t.pick(104, 80)), t.px(t.pick(168, 112))
        return QSize(min(most, max(least, pad + max(names, default=0))), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        t, q = self.t, QPainter(self.viewport())
        q.fillRect(event.rect(), t.color("surface"))
        pad = t.px(t.pick(16, 8))
        width = self.width() - pad - t.px(4)
        for i, room in enumerate(self._grid.day.rooms):
            y, h = self.sectionViewportPosition(i), self.sectionSize(i)
            q.fillRect(0, y, self.width(), 1, t.color("line"))
            if room.today:
                q.fillRect(0, y + 1, t.px(4), h - 1, t.color("now"))
            both = t.box("bodyb") + t.box("small")
            two = bool(room.note) and h >= both + t.px(4)
            top = y + (h - (both if two else t.box("bodyb"))) / 2
            draw_text(q, t, pad, top, width, room.name, "bodyb")
            if two:
                under = top + t.box("bodyb")
                draw_text(q, t, pad, under, width, room.note, "small", "text2")
