"""A list to choose from: sign, bold title, small detail under it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui.kit.paint import draw_text, frame, ring, wrap
from ui.kit.theme import Theme

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
SHOWN = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class TwoLines:
    """✓ | 花の会 | 第0123号 登録中・ハナノカイ; `role` colors the sign."""

    title: str
    detail: str = ""
    sign: str = ""
    role: str = "text2"


class _Lines(QAbstractListModel, Generic[Row]):
    def __init__(self, shown: Callable[[Row], TwoLines]) -> None:
        super().__init__()
        self._shown = shown
        self.rows: Sequence[Row] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        shown = self._shown(self.rows[index.row()])
        if role == SHOWN:
            return shown
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(p for p in (shown.sign, shown.title, shown.detail) if p)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{shown.title}\n{shown.detail}".strip()
        return None


class _Line(QStyledItemDelegate):
    HIGH = 56

    def __init__(self, t: Theme, view: QListView) -> None:
        super().__init__(view)
        self.t = t

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self.t.px(160), self.t.px(self.HIGH))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        t, place, line = self.t, option.rect, index.data(SHOWN)
        on = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        self._ground(painter, place, on=on)
        x, right = place.x() + t.px(16), place.right() - t.px(12)
        if line.sign:
            y = place.y() + (place.height() - t.box("bodyb")) / 2
            draw_text(painter, t, x, y, t.px(20), line.sign, "bodyb", line.role)
            x += t.px(28)
        both = t.box("bodyb") + t.box("small") - t.px(2)
        top = place.y() + (place.height() - both) / 2
        draw_text(painter, t, x, top, right - x, line.title, "bodyb")
        under = top + t.box("bodyb") - t.px(2)
        draw_text(painter, t, x, under, right - x, line.detail, "small", "text2")
        painter.restore()

    def _ground(self, q: QPainter, place: QRect, *, on: bool) -> None:
        t = self.t
        high = t.p.name == "contrast"
        q.fillRect(place, t.color("accent_soft" if on else "surface"))
        q.fillRect(place.x(), place.bottom(), place.width(), 1, t.color("line"))
        if on:
            q.fillRect(place.x(), place.y(), t.px(4), place.height(), t.color("accent"))
        if on and high:
            frame(q, t, place, t.color("accent"), None, radius=0, width=t.px(2))


class TwoLineList(QListView, Generic[Row]):
    """Arrow keys choose, Enter or a double click opens.

    `empty` is what stands there when there are no rows, as a whole sentence.
    """

    #: the row chosen with arrow keys or the mouse
    chosen = Signal(object)
    #: the row chosen with Enter or a double click
    opened = Signal(object)

    def __init__(
        self, t: Theme, says: str, shown: Callable[[Row], TwoLines], empty: str
    ) -> None:
        super().__init__()
        self.t, self.empty = t, empty
        self._lines: _Lines[Row] = _Lines(shown)
        self.setAccessibleName(says)
        self.setModel(self._lines)
        self.setItemDelegate(_Line(t, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setObjectName("plain")
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.doubleClicked.connect(lambda _: self.open_current())
        self.selectionModel().currentChanged.connect(self._moved)

    def rows(self) -> Sequence[Row]:
        return self._lines.rows

    def show_rows(self, rows: Sequence[Row], on: int | None = None) -> None:
        """Show these, with one of them on. Nothing is told: the caller knows."""
        chosen = self.selectionModel()
        chosen.blockSignals(True)
        self._lines.show_rows(rows)
        chosen.blockSignals(False)
        self.choose(on)

    def choose(self, place: int | None) -> None:
        """Turn a row on, or none, without telling."""
        chosen = self.selectionModel()
        chosen.blockSignals(True)
        if place is None:
            self.setCurrentIndex(ROOT)
        else:
            self.setCurrentIndex(self._lines.index(place))
            self.scrollTo(self._lines.index(place))
        chosen.blockSignals(False)
        self.viewport().update()

    def current(self) -> Row | None:
        index = self.currentIndex()
        return self._lines.rows[index.row()] if index.isValid() else None

    def step(self, by: int) -> None:
        """Choose another row, as arrow keys do."""
        most = len(self._lines.rows) - 1
        place = max(0, min(most, self.currentIndex().row() + by))
        if most >= 0:
            self.setCurrentIndex(self._lines.index(place))

    def open_current(self) -> None:
        if (row := self.current()) is not None:
            self.opened.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and not event.modifiers():
            self.open_current()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        q, t, place = QPainter(self.viewport()), self.t, self.viewport().rect()
        if not self._lines.rows:
            wide = place.width() - t.px(32)
            for i, line in enumerate(wrap(t, self.empty, "body", wide)):
                y = t.px(24) + i * t.box("body")
                draw_text(q, t, t.px(16), y, wide, line, "body", "text2", "c")
        elif self.hasFocus() and self.currentIndex().isValid():
            ring(q, t, self.visualRect(self.currentIndex()))

    def _moved(self, current: QModelIndex, before: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(self._lines.rows[current.row()])
