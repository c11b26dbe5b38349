"""How a tile is drawn, in a grid and in its legend."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.kit.grid.paint import hatch, paint_shut, paint_state
from ui.kit.grid.tiles import Kind, Tile
from ui.kit.paint import draw_text, frame
from ui.kit.theme import SMALL_RADIUS, Role, Theme

INKS: dict[Kind, str] = {
    "free": "good",
    "part": "accent",
    "permit": "accent",
    "hold": "wait",
    "applied": "accent",
    "absent": "text2",
    "full": "text",
    "inuse": "good",
    "done": "text2",
    "shut": "off",
    "stop": "off",
    "early": "text2",
    "none": "text3",
}

#: A bar begins these, so wide (px at 100 %) with the air after it: no figure touches it.
BARRED, BAR = ("part", "permit"), 5
#: Between the figures and both edges together (px at 100 %).
AIR = 3


def paint_tile(q: QPainter, t: Theme, place: QRect, tile: Tile) -> None:
    """Sign over number, and the note below where there is room for all three."""
    gap = t.px(1)
    box = place.adjusted(gap, gap, -gap, -gap)
    q.save()
    _ground(q, t, box, tile.kind)
    inner = box.adjusted(t.px(BAR), 0, 0, 0) if tile.kind in BARRED else box
    lines = _lines(t, inner, tile)
    high = sum(t.box(role) - t.px(4) for _, role in lines)
    y = place.y() + (place.height() - high) / 2 - t.px(2)
    if tile.kind in ("shut", "stop") and lines:
        wide = max(t.width(role, words) for words, role in lines) + t.px(4)
        plate = QRect(0, 0, min(wide, box.width() - 2), high)
        plate.moveCenter(place.center())
        q.fillRect(plate, t.color("surface"))
    for words, role in lines:
        ink = INKS[tile.kind]
        draw_text(q, t, inner.x(), y, inner.width(), words, role, ink, "c")
        y += t.box(role) - t.px(4)
    q.restore()


def _lines(t: Theme, box: QRect, tile: Tile) -> list[tuple[str, Role]]:
    """The sign always; what does not fit is left to the words of the focus."""
    found: list[tuple[str, Role]] = [(tile.sign, "smallb")] if tile.sign else []
    high = t.box("smallb") - t.px(4)
    more: tuple[tuple[str, Role], ...] = ((tile.text, "small"), (tile.note, "caption"))
    for words, role in more:
        high += t.box(role) - t.px(4)
        if (
            words
            and t.width(role, words) + t.px(AIR) <= box.width()
            and high <= box.height()
        ):
            found.append((words, role))
    return found


def _ground(q: QPainter, t: Theme, box: QRect, kind: Kind) -> None:
    match kind:
        case "part" | "permit":
            paint_state(q, t, box, "permit")
        case "hold" | "applied" | "done" | "absent":
            paint_state(q, t, box, kind)
        case "full":
            edge = t.color("line_ui")
            frame(q, t, box, edge, t.color("sunken"), radius=SMALL_RADIUS)
        case "inuse":
            edge, fill = t.color("good"), t.color("good_soft")
            frame(q, t, box, edge, fill, radius=SMALL_RADIUS, width=t.px(2))
        case "shut":
            hatch(q, t, box, "hatch", 6)
        case "stop":
            paint_shut(q, t, box, "点")
        case "early":
            paint_shut(q, t, box, "前")


class TileLegend(QLabel):
    """What the shapes mean, drawn by what draws the grid."""

    WIDE = 26

    def __init__(self, t: Theme, samples: Sequence[tuple[Tile, str]]) -> None:
        super().__init__()
        self.t, self._samples = t, samples
        told = "、".join(f"{tile.sign} {words}" for tile, words in samples)
        self.setAccessibleName(f"記号の説明 {told}")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        t, gap = self.t, self.t.px(self.t.pick(44, 38))
        width = sum(t.width("small", words) + gap for _, words in self._samples)
        return QSize(width, t.px(26))

    def minimumSizeHint(self) -> QSize:
        """A grid that is not shown must not widen the window for the sake of this."""
        return QSize(self.t.px(120), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        q, t, x = QPainter(self), self.t, 0
        for tile, words in self._samples:
            shape = QRect(x, 0, t.px(self.WIDE), self.height())
            paint_tile(q, t, shape, tile._replace(text="", note=""))
            at = x + t.px(self.WIDE + 4)
            y = (self.height() - t.box("small")) / 2
            draw_text(q, t, at, y, 0, words, "small", "text2")
            x += t.width("small", words) + t.px(t.pick(44, 38))
