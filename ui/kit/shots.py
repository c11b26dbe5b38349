"""Pictures of the real window, for the tour, the handbook and tests."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QCoreApplication, QEvent, QPoint
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QDialog, QWidget

from ui.kit.ops import Ops
from ui.kit.review import Review, cut_texts, review, sticking_out

__all__ = ["Grew", "Shot", "cut_texts", "review", "settle", "shoot", "sticking_out"]

#: Work that is not done by then (s) hangs.
PATIENCE = 60
#: Rounds in which nothing is asked; a wrapped text tells one layout more in each.
QUIET = 6


class Grew(Exception):
    """The window did not take the size asked for: its layout needs more room."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture, and what was found when its window (or dialog) was looked over."""

    path: Path
    review: Review


def settle(ops: Ops) -> None:
    """Let everything asked for be answered, laid out and painted."""
    end = monotonic() + PATIENCE
    quiet = 0
    while quiet < QUIET:
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        quiet = quiet + 1 if ops.idle() else 0
        if monotonic() > end:
            raise TimeoutError("the window does not come to rest")


def shoot(
    window: QWidget, path: Path, size: tuple[int, int], ops: Ops, scale: float = 1.0
) -> Shot:
    """Show a window at a size and write its picture, open dialogs on top.

    Raises `Grew` when the window is larger than asked.
    """
    window.resize(*size)
    window.show()
    settle(ops)
    picture = window.grab()
    if (picture.width(), picture.height()) != size:
        raise Grew(f"{path.name}: {picture.width()}×{picture.height()} for {size}")
    top = window
    for sheet in window.findChildren(QDialog):
        if sheet.isVisible():
            _lay_over(picture, sheet)
            top = sheet
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(str(path))
    return Shot(path, review(top, scale))


def _lay_over(picture: QPixmap, sheet: QDialog) -> None:
    """The dialog in the middle, the window behind it dimmed, as a screen shows them."""
    painter = QPainter(picture)
    painter.fillRect(picture.rect(), QColor(16, 24, 32, 102))
    above = sheet.grab()
    room = picture.size() - above.size()
    at = QPoint(max(0, room.width() // 2), max(0, room.height() // 2))
    painter.drawPixmap(at, above)
    painter.end()
