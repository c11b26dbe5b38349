"""Rows, columns, cards and scrolling. All numbers are px at 100 %."""

from __future__ import annotations

from typing import Literal, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.kit.text import Text
from ui.kit.theme import Theme

#: A widget, a layout, a space in px, or None: what is left over.
Item = QWidget | QLayout | int | None
Margins = tuple[int, int, int, int]
Ground = Literal[
    "page",
    "surface",
    "card",
    "sunken",
    "panel",
    "list",
    "foot",
    "header",
    "rail",
    "status",
]
Box = TypeVar("Box", bound=QBoxLayout)
NONE: Margins = (0, 0, 0, 0)


def row(t: Theme, *items: Item, gap: int = 8, margins: Margins = NONE) -> QHBoxLayout:
    """Side by side; an eliding `Text` takes the spare width, None gets none then."""
    return _fill(t, QHBoxLayout(), items, gap, margins)


def col(t: Theme, *items: Item, gap: int = 0, margins: Margins = NONE) -> QVBoxLayout:
    """One under the other."""
    return _fill(t, QVBoxLayout(), items, gap, margins)


def _fill(t: Theme, box: Box, items: tuple[Item, ...], gap: int, margins: Margins) -> Box:
    box.setContentsMargins(*(t.px(m) for m in margins))
    box.setSpacing(t.px(gap))
    greedy = any(isinstance(item, Text) and item.elide for item in items)
    for item in items:
        if item is None:
            box.addStretch(0 if greedy else 1)
        elif isinstance(item, int):
            box.addSpacing(t.px(item))
        elif isinstance(item, QWidget):
            box.addWidget(item, 1 if isinstance(item, Text) and item.elide else 0)
        else:
            box.addLayout(item)
    return box


def wrapped(t: Theme, room: int, *items: QWidget, gap: int = 8) -> QVBoxLayout:
    """As many items beside each other as `room` (device px) has place for, row by row."""
    rows: list[list[QWidget]] = [[]]
    left = room
    for item in items:
        width = item.sizeHint().width()
        if rows[-1] and width > left:
            rows.append([])
            left = room
        rows[-1].append(item)
        left -= width + t.px(gap)
    return col(t, *(row(t, *each, None, gap=gap) for each in rows), gap=0)


def stretched(box: Box, *places: int) -> Box:
    """The items at these places share what width or height is left."""
    for place in places:
        box.setStretch(place, 1)
    return box


def high(layout: QLayout, width: int) -> int:
    """How high a layout wants to be at a width."""
    if layout.hasHeightForWidth():
        return layout.totalHeightForWidth(width)
    return layout.totalSizeHint().height()


def host(layout: QLayout, ground: Ground | None = None) -> QWidget:
    """A widget around a layout, on a ground of the style sheet (None: transparent)."""
    widget = QWidget() if ground is None else QFrame()
    if ground is not None:
        widget.setObjectName(ground)
        widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
    widget.setLayout(layout)
    return widget


def card(t: Theme, title: str, *items: Item, note: str = "", gap: int = 0) -> QWidget:
    """A titled box; `note` stands small at the right of the title."""
    head = row(t, Text(t, title, "bodyb"), None, Text(t, note, "small", "text2"))
    return host(col(t, head, 4, *items, gap=gap, margins=(16, 8, 16, 8)), "card")


def line(*, upright: bool = False) -> QFrame:
    """A hairline that divides."""
    hair = QFrame()
    hair.setObjectName("sep")
    if upright:
        hair.setFixedWidth(1)
    else:
        hair.setFixedHeight(1)
    return hair


class Scroll(QScrollArea):
    """Scrolls upright; its content's right margin gives way to the bar.

    So columns above, within and below keep one right edge. Whatever gets the focus by
    whatever key, and from wherever, is brought into sight with `LABEL` px above it, so
    that its label is seen too; it stays there when what is around it grows. Under a
    pressed button of the mouse nothing moves.
    """

    BAR, LABEL = 12, 48

    def __init__(self, t: Theme, layout: QBoxLayout) -> None:
        super().__init__()
        self.t = t
        self._box, self._margins = layout, layout.contentsMargins()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(host(layout))
        self.verticalScrollBar().rangeChanged.connect(self._give_way)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)

    def whole_height(self, width: int) -> int:
        """How high it would have to be at a width in order not to scroll."""
        return high(self._box, width)

    def show_whole(self, widget: QWidget) -> None:
        inner = self.widget()
        assert inner is not None
        foot = widget.mapTo(inner, widget.rect().bottomLeft())
        self.ensureVisible(foot.x(), foot.y(), 0, self.t.px(4))  # Qt sees to the cursor
        self.ensureWidgetVisible(widget, 0, self.t.px(self.LABEL))

    def show_too(self, widget: QWidget) -> None:
        """As much of it as there is room for beside what has the focus."""
        self.show_whole(widget)
        self._follow(None, QApplication.focusWidget())

    def _give_way(self, least: int, most: int) -> None:
        m = self._margins
        bar = self.t.px(self.BAR) if most > least else 0
        right = max(0, m.right() - bar)
        self._box.setContentsMargins(m.left(), m.top(), right, m.bottom())
        self._follow(None, QApplication.focusWidget())

    def _follow(self, _: QWidget | None, focus: QWidget | None) -> None:
        inner = self.widget()
        if focus is None or inner is None or not inner.isAncestorOf(focus):
            return
        if QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self.show_whole(focus)


def put(box: QBoxLayout, widget: QWidget) -> None:
    """Add to a layout that is already on the screen, shown at once.

    Else it has neither height nor focus before the next turn of the event loop.
    """
    box.addWidget(widget)
    widget.show()


def clear(layout: QLayout) -> None:
    """Take everything out and delete its widgets."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)
