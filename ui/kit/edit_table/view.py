"""The table on the screen: keys, pasting, and what is wrong under each row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from ui.kit import icons
from ui.kit.edit_table.cell import CellEditor, many_copied
from ui.kit.edit_table.model import EditModel
from ui.kit.edit_table.rows import Cell, EditColumn, EditRow
from ui.kit.form import PAUSE
from ui.kit.paint import draw_text, ring, wrap
from ui.kit.theme import CONTROL, SMALL_RADIUS, Theme

Key, Held = Qt.Key, Qt.KeyboardModifier
Trigger = QAbstractItemView.EditTrigger
ENTER = (Key.Key_Return, Key.Key_Enter)
#: What walks about by itself, as in every table of Qt.
WALKS = (
    *(Key.Key_Up, Key.Key_Down, Key.Key_Left, Key.Key_Right),
    *(Key.Key_Home, Key.Key_End, Key.Key_PageUp, Key.Key_PageDown),
    Key.Key_F2,
)
Chords = dict[QKeySequence.StandardKey, Callable[[], object]]


class EditTable(QTableView):
    """Nothing typed is lost: a cell that is left is taken over, Ctrl+Z takes it back."""

    #: something changed, told once per pause: time to keep `rows()` as a draft
    edited = Signal()
    #: several cells were pasted: their text, tabs between them
    pasted = Signal(str)
    #: Esc, while no cell is typed into
    stepped_back = Signal()
    #: how many cells are wrong now
    found_faults = Signal(int)

    #: px at 100 %: the sign before what is wrong, the numbers at the left
    SIGN, SIDE = 26, 48

    def __init__(self, t: Theme, says: str, columns: Sequence[EditColumn]) -> None:
        super().__init__()
        self.t, self.model_ = t, EditModel(columns)
        self._cell = CellEditor(t, self, self.model_.edits)
        self._here = (0, 0)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.edited)
        self.setAccessibleName(says)
        self.setModel(self.model_)
        self.setItemDelegate(self._cell)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(
            Trigger.AnyKeyPressed | Trigger.EditKeyPressed | Trigger.DoubleClicked
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._heads()
        self._cell.ended.connect(self._ended)
        self._cell.pasting.connect(self._paste_over)
        self.model_.modelAboutToBeReset.connect(self._leave_place)
        self.model_.modelReset.connect(self._take_place)
        self.model_.dataChanged.connect(self._changed)
        self._standard: Chords = {
            QKeySequence.StandardKey.Copy: self.copy,
            QKeySequence.StandardKey.Paste: self.paste,
            QKeySequence.StandardKey.Undo: self.undo,
            QKeySequence.StandardKey.Redo: self.model_.redo,
            QKeySequence.StandardKey.SelectAll: self.selectAll,
        }

    def _heads(self) -> None:
        t, side, top = self.t, self.verticalHeader(), self.horizontalHeader()
        for head in (side, top):
            head.setFont(t.font("smallb" if head is top else "small"))
            head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            head.setHighlightSections(False)
        side.setFixedWidth(t.px(self.SIDE))
        side.setMinimumSectionSize(1)
        side.setDefaultSectionSize(t.px(CONTROL))
        top.setFixedHeight(t.px(CONTROL))
        top.setSectionsClickable(False)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        top.setDefaultAlignment(left)

    # what pages ask

    def show_rows(self, rows: Iterable[EditRow]) -> None:
        self._here = (0, 0)
        self.model_.show_rows(rows)
        self._pause.stop()
        self._fit()

    def rows(self) -> Sequence[EditRow]:
        """Those with something in them."""
        self.finish()
        return self.model_.edits.rows()

    def look_over(self) -> bool:
        """Say what is wrong or missing anywhere; whether nothing is."""
        self.finish()
        whole = self.model_.edits.check()
        self.model_.tell_all()
        self._pause.stop()
        return whole

    def read(self) -> bool:
        """Whether every cell can be read; if not, the first that cannot has the focus."""
        if whole := self.look_over():
            return whole
        self._show_fault(self.model_.edits.faulty()[0])
        return False

    def show_faults(self, faults: Mapping[tuple[int, str], str]) -> None:
        """What a use case says: {(row of `rows()`, name of the column): sentence}."""
        self.model_.edits.show_faults(faults)
        self.model_.tell_all()
        self._pause.stop()
        self._show_fault(self.model_.edits.faulty()[0])

    def next_fault(self) -> None:
        """Go to the cell that is wrong next after this one, else to the first."""
        self.finish()
        faulty = self.model_.edits.faulty()
        if faulty:
            later = [cell for cell in faulty if cell > self._place()]
            self._show_fault((later or faulty)[0])

    def _show_fault(self, cell: Cell) -> None:
        self.setFocus()
        self._stand(*cell)

    def add_rows(self, rows: Sequence[EditRow]) -> None:
        """After those that are there; the first of them gets the focus."""
        self.finish()
        at = self.model_.rowCount() - 1
        self.model_.insert(at, rows)
        self._stand(at, 0)

    def replace_rows(self, rows: Sequence[EditRow]) -> None:
        """Instead of those that are there; Ctrl+Z brings them back."""
        self.finish()
        self.model_.replace(rows)
        self._stand(0, 0)

    def insert_row(self) -> None:
        self.finish()
        row = self._place()[0]
        blank = EditRow(("",) * self.model_.columnCount())
        self.model_.insert(row, [blank])
        self._stand(row, 0)
        self.setFocus()

    def remove_rows(self) -> None:
        """Those that the selection touches."""
        self.finish()
        first, last = self._span()
        self.model_.remove(first, min(last, self.model_.rowCount() - 2))
        self.setFocus()

    def move_rows(self, by: int) -> None:
        """The selected ones up (-1) or down (1)."""
        self.finish()
        (first, last), column = self._span(), self._place()[1]
        if self.model_.move(first, last, by):
            self._stand(first + by, column)
        self.setFocus()

    def undo(self) -> None:
        self.finish()
        self.model_.undo()

    def can_undo(self) -> bool:
        return self.model_.edits.can_undo()

    def start_focus(self) -> None:
        """On the first cell of the first blank line: where typing goes on."""
        self.setFocus()
        self._stand(self.model_.rowCount() - 1, 0)

    def finish(self) -> None:
        """Take over what is being typed."""
        if (editor := self._cell.editor) is not None:
            self.commitData(editor)
            self.closeEditor(editor, CellEditor.EndEditHint.NoHint)

    def go(self, cells: int, rows: int) -> None:
        """On by so many cells, over the ends of rows, or by so many rows."""
        row, column = self._place()
        wide = self.model_.columnCount()
        place = row * wide + column + cells + rows * wide
        if 0 <= place < self.model_.rowCount() * wide:
            self._stand(*divmod(place, wide))

    def paste(self) -> None:
        """One value goes into every selected cell, several are told as `pasted`."""
        text = QGuiApplication.clipboard().text()
        if many_copied():
            self.pasted.emit(text)
        elif text:
            self._fill(text.rstrip("\r\n"))

    def copy(self) -> None:
        first, last = self._span()
        columns = sorted({i.column() for i in self.selectedIndexes()})
        edits = self.model_.edits
        lines = [
            "\t".join(edits.text(row, column) for column in columns)
            for row in range(first, last + 1)
        ]
        QGuiApplication.clipboard().setText("\n".join(lines))

    # keys

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z belongs to the table as long as there is something to take back."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            undoes = event.matches(QKeySequence.StandardKey.Undo) and self.can_undo()
            if undoes or event.matches(QKeySequence.StandardKey.Redo):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Key(event.key()), event.modifiers()
        back = bool(held & Held.ShiftModifier)
        chord = next((c for c in self._standard if event.matches(c)), None)
        if chord is not None:
            self._standard[chord]()
        elif key in (*ENTER, Key.Key_Tab, Key.Key_Backtab):
            self._next(-1 if back or key == Key.Key_Backtab else 1)
        elif key in (Key.Key_Delete, Key.Key_Backspace) and not held:
            self._fill("")
        elif key == Key.Key_Escape:
            self.stepped_back.emit()
        elif held & (Held.ControlModifier | Held.AltModifier) and key not in WALKS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _next(self, by: int) -> None:
        """The next cell; from the blank line's first cell out of the table."""
        place = self._place()
        last = (self.model_.rowCount() - 1, 0)
        if place == (last if by > 0 else (0, 0)):
            self.setTabKeyNavigation(False)
            self.focusNextPrevChild(by > 0)
            self.setTabKeyNavigation(True)
        else:
            self.go(by, 0)

    def _ended(self, cells: int, rows: int) -> None:
        self.finish()
        self.go(cells, rows)

    def _paste_over(self) -> None:
        self.finish()
        self.paste()

    def _fill(self, text: str) -> None:
        cells = {(i.row(), i.column()): text for i in self.selectedIndexes()}
        self.model_.put(cells)

    # places

    def _place(self) -> tuple[int, int]:
        index = self.currentIndex()
        return (index.row(), index.column()) if index.isValid() else self._here

    def _span(self) -> tuple[int, int]:
        rows = [index.row() for index in self.selectedIndexes()] or [self._place()[0]]
        return min(rows), max(rows)

    def _stand(self, row: int, column: int) -> None:
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        index = self.model_.index(row, column)
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)

    def _leave_place(self) -> None:
        self._here = self._place()

    def _take_place(self) -> None:
        row, column = self._here
        self._fit()
        self._stand(min(row, self.model_.rowCount() - 1), column)

    def _changed(self) -> None:
        self._pause.start()
        self._fit()
        self.found_faults.emit(len(self.model_.edits.faulty()))
        self.viewport().update()

    def _fit(self) -> None:
        """A row with faults is higher by the line that tells them."""
        side, edits = self.verticalHeader(), self.model_.edits
        plain = self.t.px(CONTROL)
        for row in range(self.model_.rowCount()):
            high = plain
            if edits.faults(row):
                high += len(self._told(row)) * self.t.box("small") + self.t.px(4)
            if side.sectionSize(row) != high:
                side.resizeSection(row, high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = self.model_.edits.columns
        spare = self.viewport().width() - sum(self.t.px(c.width) for c in columns)
        growing = sum(column.grow for column in columns)
        for i, column in enumerate(columns):
            more = max(0, spare) // growing if column.grow else 0
            self.setColumnWidth(i, self.t.px(column.width) + more)
        self._fit()

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        q = QPainter(self.viewport())
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        last = last if last >= 0 else self.model_.rowCount() - 1
        for row in range(max(0, first), last + 1):
            if lines := self._told(row):
                self._tell(q, row, lines)
        index = self.currentIndex()
        if self.hasFocus() and index.isValid():
            place = self.visualRect(index)
            ring(q, self.t, _upper(self.t, place), SMALL_RADIUS)

    def _told(self, row: int) -> Sequence[str]:
        """What is wrong with a row, in lines that the table has room for."""
        t, columns = self.t, self.model_.edits.columns
        room = self.viewport().width() - t.px(self.SIGN + 12)
        lines: list[str] = []
        for column, fault in self.model_.edits.faults(row):
            title = columns[column].title
            words = fault if fault.startswith(title) else f"{title}：{fault}"
            lines += wrap(t, words, "small", room)
        return lines

    def _tell(self, q: QPainter, row: int, lines: Sequence[str]) -> None:
        """Under the first cell concerned, as far as there is room."""
        t = self.t
        [first, *_] = self.model_.edits.faults(row)
        wide = max(t.width("small", words) for words in lines) + t.px(self.SIGN + 8)
        whole, high = self.viewport().width(), t.box("small")
        x = max(0, min(self.columnViewportPosition(first[0]), whole - wide))
        y = self.rowViewportPosition(row) + t.px(CONTROL) + t.px(2)
        size, tint = t.px(14), t.name("late")
        icons.draw(q, "warn", x + t.px(8), y + (high - size) // 2, size, tint)
        for place, words in enumerate(lines):
            left, top = x + t.px(self.SIGN), y + place * high
            draw_text(q, t, left, top, 0, words, "small", "late")


def _upper(t: Theme, place: QRect) -> QRect:
    """The cell without the line of faults under it."""
    return QRect(place.x(), place.y(), place.width(), t.px(CONTROL))
