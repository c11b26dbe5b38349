"""Looks a window over for what a person could not read, reach or press."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QHeaderView,
    QScrollArea,
    QTableView,
    QWidget,
)

from ui.kit.text import Text
from ui.kit.theme import CONTROL

NEVER = Qt.ScrollBarPolicy.ScrollBarAlwaysOff


@dataclass(frozen=True, slots=True)
class Review:
    """What was found, each as words that name it.

    `cut`: texts drawn with an ellipsis (their tool tip has the whole); `outside`: widgets
    that stick out of theirs, and titles of columns wider than these; `nameless`: controls
    a screen reader could not name; `doubled`: keys that two visible buttons claim, so
    that neither gets them; `small`: targets under 36 px at 100 %; `unseen`: what has the
    focus, but was scrolled away.
    """

    cut: tuple[str, ...]
    outside: tuple[str, ...]
    nameless: tuple[str, ...]
    doubled: tuple[str, ...]
    small: tuple[str, ...]
    unseen: tuple[str, ...]

    def faults(self) -> tuple[str, ...]:
        """All but the cut texts, which crowded pages may have."""
        return (*self.outside, *self.nameless, *self.doubled, *self.small, *self.unseen)


def review(window: QWidget, scale: float = 1.0) -> Review:
    """Look over everything visible in a window at a scale of the theme."""
    return Review(
        cut=tuple(cut_texts(window)),
        outside=(*sticking_out(window), *_heads(window)),
        nameless=tuple(_nameless(window)),
        doubled=tuple(_doubled(window)),
        small=tuple(_small(window, round(CONTROL * scale))),
        unseen=tuple(_unseen(window, round(CONTROL * scale))),
    )


def _seen(window: QWidget) -> Iterator[QWidget]:
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and widget.window() is window.window():
            yield widget


def _words(widget: QWidget) -> str:
    name = widget.accessibleName() or widget.objectName()
    return f"{type(widget).__name__} {name}".strip()


def cut_texts(window: QWidget) -> list[str]:
    """The whole words of every visible `Text` that is drawn cut."""
    texts = (widget for widget in _seen(window) if isinstance(widget, Text))
    return [text.text() for text in texts if text.is_cut()]


def sticking_out(window: QWidget) -> list[str]:
    """Visible widgets that reach beyond their parent, but for what can be scrolled to."""
    found = []
    for widget in _seen(window):
        parent = widget.parentWidget()
        if parent is None or widget.isWindow():
            continue
        scrolls = isinstance(parent, QAbstractScrollArea)
        scrolled = scrolls or isinstance(parent.parentWidget(), QScrollArea)
        if scrolled:
            out = _too_wide(widget, parent)
        else:
            out = not parent.rect().contains(widget.geometry())
        if out:
            found.append(f"{_words(widget)} in {_words(parent)}")
    return found


def _heads(window: QWidget) -> Iterator[str]:
    """Titles of columns that are cut, and columns beyond the side of their table."""
    for table in _seen(window):
        if not isinstance(table, QTableView):
            continue
        top = table.horizontalHeader()
        if type(top) is not QHeaderView:
            continue  # grids draw their own as it fits
        model, wide = table.model(), table.viewport().width()
        if table.horizontalScrollBarPolicy() == NEVER and top.length() > wide + 1:
            yield f"columns in {_words(table)}"
        for place in range(0 if top.isHidden() else model.columnCount()):
            if top.sectionSize(place) < top.sectionSizeHint(place):
                title = model.headerData(place, Qt.Orientation.Horizontal)
                yield f"title {title} in {_words(table)}"


def _too_wide(content: QWidget, viewport: QWidget) -> bool:
    """Content that is scrolled upright only, and cut at its sides."""
    area = viewport.parentWidget()
    return (
        isinstance(area, QScrollArea)
        and area.horizontalScrollBarPolicy() == NEVER
        and content.width() > viewport.width()
    )


def _nameless(window: QWidget) -> Iterator[str]:
    for widget in _seen(window):
        own = getattr(widget, "text", lambda: "")
        reached = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if reached and not widget.accessibleName() and not own():
            yield _words(widget)


def _doubled(window: QWidget) -> Iterator[str]:
    keys: Counter[str] = Counter()
    for shortcut in window.findChildren(QShortcut):
        owner = shortcut.parent()
        if isinstance(owner, QWidget) and owner.isVisible() and owner.isEnabled():
            claimed = shortcut.keys()
            keys.update({key.toString() for key in claimed})
    yield from (key for key, count in keys.items() if count > 1)


def _small(window: QWidget, least: int) -> Iterator[str]:
    for widget in _seen(window):
        if isinstance(widget, QAbstractButton) and widget.height() < least:
            yield f"{_words(widget)} {widget.height()} px"


def _unseen(window: QWidget, least: int) -> Iterator[str]:
    """What has the focus within something that scrolls, unless a line of it is seen."""
    focus = QApplication.focusWidget()
    areas = window.findChildren(QScrollArea)
    if focus is None or not any(area.isAncestorOf(focus) for area in areas):
        return
    if focus.visibleRegion().boundingRect().height() < min(focus.height(), least):
        yield _words(focus)
