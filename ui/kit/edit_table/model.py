"""The rows as Qt's model: what the view draws and a screen reader reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from ui.kit.edit_table.rows import Cell, EditColumn, EditedRows, EditRow

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
Role = Qt.ItemDataRole
Flag = Qt.ItemFlag


class EditModel(QAbstractTableModel):
    """Every change goes through here, so that the view learns of it."""

    def __init__(self, columns: Sequence[EditColumn]) -> None:
        super().__init__()
        self.edits = EditedRows(columns)
        self._told = len(self.edits.lines)

    def show_rows(self, rows: Iterable[EditRow]) -> None:
        self.edits.show(rows)
        self._reset()

    def put(self, cells: Mapping[Cell, str]) -> bool:
        return self._changing(lambda: self.edits.put(cells))

    def insert(self, at: int, rows: Iterable[EditRow]) -> None:
        self._changing(lambda: bool(self.edits.insert(at, rows)))

    def replace(self, rows: Iterable[EditRow]) -> None:
        self._changing(lambda: self.edits.replace(rows))

    def remove(self, first: int, last: int) -> None:
        def without() -> bool:
            self.edits.remove(range(first, last + 1))
            return True

        self._changing(without)

    def move(self, first: int, last: int, by: int) -> bool:
        return self._changing(lambda: self.edits.move(first, last, by))

    def undo(self) -> bool:
        return self._changing(self.edits.undo)

    def redo(self) -> bool:
        return self._changing(self.edits.redo)

    def tell_all(self) -> None:
        """Faults may have come or gone anywhere."""
        end = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), end)

    def _changing(self, change: Callable[[], bool]) -> bool:
        """Change the rows, and tell the view what became of them.

        A line that came at the end is told as such: an editor may be open meanwhile.
        """
        before = self.edits.lines
        changed = change()
        after = self.edits.lines
        same = [line.serial for line in after[: len(before)]] == [
            line.serial for line in before
        ]
        if same and len(after) > len(before):
            self.beginInsertRows(ROOT, len(before), len(after) - 1)
            self._told = len(after)
            self.endInsertRows()
        elif not same or len(after) != len(before):
            self._reset()
        if changed:
            self.tell_all()
        return changed

    def _reset(self) -> None:
        self.beginResetModel()
        self._told = len(self.edits.lines)
        self.endResetModel()

    # Qt

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else self._told

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.edits.columns)

    def flags(self, index: Index) -> Flag:
        return Flag.ItemIsEnabled | Flag.ItemIsSelectable | Flag.ItemIsEditable

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        text, fault = self.edits.text(row, column), self.edits.fault(row, column)
        if role in (Role.DisplayRole, Role.EditRole):
            return text
        if role == Role.ToolTipRole:
            return fault or text
        if role == Role.AccessibleTextRole:
            return f"{self.edits.columns[column].title} {text or '空'} {fault}".strip()
        return None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        return self.put({(index.row(), index.column()): str(value)})

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        upright = orientation == Qt.Orientation.Vertical
        if upright and role == Role.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        if role == Role.TextAlignmentRole and self.edits.columns[section].number:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Role.DisplayRole:
            return None
        if upright:
            last = section == self.rowCount() - 1
            return "＊" if last else str(section + 1)
        column = self.edits.columns[section]
        return f"{column.title} 必須" if column.need else column.title
