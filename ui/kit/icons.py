"""Own icons: strokes on a 24-unit square, tinted when drawn. No icon font, no files."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

#: name: SVG path data
PATHS: dict[str, str] = {
    "today": "M4 5h16v15H4z M4 9.5h16 M8 3v4 M16 3v4 M8 14h4",
    "ledger": "M3.5 5h17v14h-17z M3.5 9.7h17 M3.5 14.3h17 M9 5v14 M14.8 5v14",
    "equipment": (
        "M12 3l8 4.2v9.6L12 21l-8-4.2V7.2z M4.2 7.3L12 11.5l7.8-4.2 M12 11.5V21"
    ),
    "group": (
        "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z M2.5 20c0-3.6 2.9-6 6.5-6s6.5 "
        "2.4 6.5 6 M16 4.4a3.5 3.5 0 0 1 0 6.3 M18 14.6c2.1.9 3.5 2.8 3.5 5.4"
    ),
    "insurance": (
        "M12 3l8 3v5.5c0 4.7-3.2 8.2-8 9.5-4.8-1.3-8-4.8-8-9.5V6z M8.5 12l2.5 2.5 4.5-5"
    ),
    "lottery": (
        "M4.5 4.5h15v15h-15z M8.6 8.6v.4 M15.4 8.6v.4 M12 12v.4 M8.6 15.4v.4 "
        "M15.4 15.4v.4"
    ),
    "forms": "M6 3h8.5L19 7.5V21H6z M14 3v5h5 M9 12.5h7 M9 16.5h7",
    "report": "M4 20h16 M6.5 16.5v-5 M12 16.5V5 M17.5 16.5V9",
    "sync": (
        "M4.5 10a8 8 0 0 1 14-3.2L20 8.5 M20 4v4.5h-4.5 M19.5 14a8 8 0 0 1-14 3.2L4 "
        "15.5 M4 20v-4.5h4.5"
    ),
    "settings": (
        "M4 7h9 M17 7h3 M4 17h3 M11 17h9 M15 9.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 "
        "0 4.4z M9 19.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z"
    ),
    "search": "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13z M15.3 15.3L20.5 20.5",
    "person": (
        "M12 11.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8z M4.5 20.5c0-4 3.4-6.5 7.5-6.5s7.5 "
        "2.5 7.5 6.5"
    ),
    "warn": "M12 3.5L22 20.5H2z M12 10v5 M12 17.6v.4",
    "check": "M4.5 12.5l5 5 10-11",
    "undo": "M8.5 5L4 9.5 8.5 14 M4.5 9.5H14a5.5 5.5 0 0 1 0 11H9",
    "print": "M7 9V3.5h10V9 M4 9h16v8h-3 M7 17H4v-3 M7 14h10v6.5H7z",
    "left": "M14.5 5l-7 7 7 7",
    "right": "M9.5 5l7 7-7 7",
    "close": "M5.5 5.5l13 13 M18.5 5.5l-13 13",
    "eye": (
        "M2 12c2.5-4.5 6-6.5 10-6.5s7.5 2 10 6.5c-2.5 4.5-6 6.5-10 6.5S4.5 16.5 2 "
        "12z M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z"
    ),
    "lock": "M5.5 11h13v9.5h-13z M8.5 11V7.5a3.5 3.5 0 0 1 7 0V11",
    "desk": "M3 10h18 M5 10v10 M19 10v10 M5 15h14 M9 10V6.5h6V10",
    "info": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z M12 11v5.5 M12 7.4v.4",
    "down": "M5 9l7 7 7-7",
    "up": "M5 15l7-7 7 7",
    "plus": "M12 5v14 M5 12h14",
    "help": (
        "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z M9.2 9.3a2.9 2.9 0 1 1 4.4 2.5c-1 "
        ".6-1.6 1.1-1.6 2.2 M12 17v.4"
    ),
    "save": "M12 4v11 M7.5 10.8L12 15.3l4.5-4.5 M4.5 19.5h15",
    "money": (
        "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z M8.5 7l3.5 5 3.5-5 M12 12v5 M9 12.5h6 "
        "M9 15h6"
    ),
    "key": (
        "M14.5 13a4.5 4.5 0 1 0-4.2-2.9L4 16.4V20h3.6v-2.4H10v-2.4l1.4-1.4a4.5 4.5 "
        "0 0 0 3.1-.8z M15.6 8.4v.01"
    ),
}


@lru_cache(maxsize=512)
def image(name: str, size: int, color: str, stroke: float = 1.8) -> QImage:
    """An icon of `size` px. An image, not a pixmap: it may outlive the application."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">'
        f'<path d="{PATHS[name]}" fill="none" stroke="{color}" stroke-width="{stroke}" '
        'stroke-linecap="round" stroke-linejoin="round"/></svg>'
    )
    drawn = QImage(size * 2, size * 2, QImage.Format.Format_ARGB32_Premultiplied)
    drawn.setDevicePixelRatio(2)  # stamped down: crisp at every ratio
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return drawn


def draw(
    painter: QPainter,
    name: str,
    x: int,
    y: int,
    size: int,
    color: str,
    stroke: float = 1.8,
) -> None:
    painter.drawImage(x, y, image(name, size, color, stroke))
