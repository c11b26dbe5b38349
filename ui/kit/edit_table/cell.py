"""How a cell is drawn, and the line to type into that opens in its place."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.kit.kana import katakana
from ui.kit.edit_table.model import EditModel, Index
from ui.kit.edit_table.rows import EditedRows
from ui.kit.line_edit import LineEdit
from ui.kit.paint import Align, draw_text, frame
from ui.kit.theme import CONTROL, SMALL_RADIUS, Theme

Key, Held = Qt.Key, Qt.KeyboardModifier
#: Keys that end typing into a cell, and where they go on: (cells, rows).
ENDS = {
    Key.Key_Return: (1, 0),
    Key.Key_Enter: (1, 0),
    Key.Key_Tab: (1, 0),
    Key.Key_Backtab: (-1, 0),
    Key.Key_Up: (0, -1),
    Key.Key_Down: (0, 1),
    Key.Key_Escape: (0, 0),
}


def many_copied() -> bool:
    """Whether several cells lie in the clipboard."""
    text = QGuiApplication.clipboard().text().rstrip("\r\n")
    return "\t" in text or "\n" in text


class CellEditor(QStyledItemDelegate):
    """`editor` is the line that is open, if one is."""

    #: typing ended with a key: on by so many cells and rows
    ended = Signal(int, int)
    #: several cells are to be pasted while a cell is typed into
    pasting = Signal()

    PAD = 12

    def __init__(self, t: Theme, view: QTableView, edits: EditedRows) -> None:
        super().__init__(view)
        self.t, self._edits = t, edits
        self.editor: LineEdit | None = None
        self._heard = ""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        t, place = self.t, option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        bad = bool(self._edits.fault(index.row(), index.column()))
        ground = "late_soft" if bad else "sel" if chosen else "surface"
        painter.save()
        painter.fillRect(place, t.color("surface"))
        upper = place.adjusted(0, 0, 0, t.px(CONTROL) - place.height())
        painter.fillRect(upper, t.color(ground))
        edge = t.color("line")
        painter.fillRect(place.right(), place.y(), 1, place.height(), edge)
        painter.fillRect(place.x(), place.bottom(), place.width(), 1, edge)
        if bad:
            frame(painter, t, upper, t.color("late"), None, radius=SMALL_RADIUS, width=2)
        text, pad = self._edits.text(index.row(), index.column()), t.px(self.PAD)
        top = place.y() + (t.px(CONTROL) - t.box("body")) / 2
        ink = "on_sel" if chosen and not bad else "text"
        x, wide = place.x() + pad, place.width() - 2 * pad
        align: Align = "r" if self._edits.columns[index.column()].number else "l"
        draw_text(painter, t, x, top, wide, text, "body", ink, align)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self.t.px(64), self.t.px(CONTROL))

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        column = self._edits.columns[index.column()]
        says = f"{index.row() + 1}行目 {column.title}"
        editor = self.editor = LineEdit(self.t, column.name, says)
        editor.setParent(parent)
        if column.latin:
            editor.setInputMethodHints(Qt.InputMethodHint.ImhPreferLatin)
        if column.number:
            editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._heard = ""
        editor.spoken.connect(self._hear)
        editor.mark(bad=bool(self._edits.fault(index.row(), index.column())))
        return editor

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        self.editor = None
        super().destroyEditor(editor, index)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        place = option.rect
        editor.setGeometry(place.x(), place.y(), place.width(), self.t.px(CONTROL))

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, LineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: Index
    ) -> None:
        """Also what was spoken, into the column of its kana while that is empty."""
        assert isinstance(editor, LineEdit) and isinstance(model, EditModel)
        row, columns = index.row(), model.edits.columns
        cells = {(row, index.column()): editor.text()}
        for place, column in enumerate(columns):
            follows = column.reading_of == columns[index.column()].name
            if follows and self._heard and not model.edits.text(row, place):
                cells[row, place] = katakana(self._heard)
        model.put(cells)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event) or super().eventFilter(editor, event)
        return super().eventFilter(editor, event)

    def _key(self, event: QKeyEvent) -> bool:
        key, held = Key(event.key()), event.modifiers()
        control = bool(held & Held.ControlModifier)
        if key in ENDS and not control and not held & Held.AltModifier:
            cells, rows = ENDS[key]
            back = bool(held & Held.ShiftModifier) and key in (
                Key.Key_Return,
                Key.Key_Enter,
            )
            self.ended.emit(-cells if back else cells, rows)
            return True
        if key == Key.Key_V and control and many_copied():
            self.pasting.emit()
            return True
        return False

    def _hear(self, reading: str) -> None:
        self._heard += reading
