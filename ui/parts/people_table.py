"""The table of people with what is done to its rows: used by 名簿 and 保険."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.rules.people.person_rows import PersonLine
from ui.kit.buttons import Button
from ui.kit.edit_table.rows import EditRow
from ui.kit.edit_table.view import EditTable
from ui.kit.layout import col, host, line, row, stretched
from ui.kit.signs import KeyHint
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.parts.people_rows import as_line, columns


class PeopleTable(QWidget):
    """Rows are put in, taken out and moved by the buttons over them, each with its key.

    What is pasted is told (`pasted`), so that a page can show how it was understood.
    """

    pasted = Signal(str)
    edited = Signal()

    def __init__(self, t: Theme, says: str, today: Callable[[], date]) -> None:
        super().__init__()
        self.t, self._today = t, today
        self.table = EditTable(t, says, columns(today))
        self.table.pasted.connect(self.pasted)
        self.table.edited.connect(self.edited)
        self.table.model_.dataChanged.connect(self._count)
        self.table.model_.modelReset.connect(self._count)
        self._people = Text(t, "", "smallb")
        self._faults = Text(t, "", "small", "late")
        self._next = Button(t, "次へ", "Alt+N", role="small", says="次の直すところへ")
        self._next.clicked.connect(self.table.next_fault)
        self._wrong = host(row(t, self._faults, self._next))
        box = host(col(t, self._tools(), line(), self.table), "card")
        self.setLayout(stretched(col(t, box), 0))
        self._count()

    def _tools(self) -> QWidget:
        t, table = self.t, self.table
        add = Button(t, "行を足す", "Alt+I", role="small")
        add.clicked.connect(table.insert_row)
        drop = Button(t, "行を消す", "Alt+K", role="small")
        drop.clicked.connect(table.remove_rows)
        up = Button(t, "", "Alt+Up", icon="up", says="行を上へ", show_key=False)
        up.clicked.connect(lambda: table.move_rows(-1))
        down = Button(t, "", "Alt+Down", icon="down", says="行を下へ", show_key=False)
        down.clicked.connect(lambda: table.move_rows(1))
        for button in (add, drop, up, down, self._next):
            button.setFocusPolicy(button.focusPolicy() & ~button.focusPolicy().ClickFocus)
        paste = [] if t.compact else [KeyHint(t, "Ctrl+V", "Excelから貼り付け")]
        return host(
            row(
                t,
                self._people,
                4,
                add,
                drop,
                up,
                down,
                8,
                *paste,
                None,
                self._wrong,
                margins=(16, 8, 8, 8),
            )
        )

    def show_rows(self, rows: Sequence[EditRow]) -> None:
        self.table.show_rows(rows)

    def rows(self) -> Sequence[EditRow]:
        return self.table.rows()

    def take(self, rows: Sequence[EditRow], *, replaces: bool) -> None:
        """Pasted rows, after those that are there or instead of them."""
        if replaces:
            self.table.replace_rows(rows)
        else:
            self.table.add_rows(rows)
        self.table.setFocus()

    def read(self) -> Sequence[PersonLine] | None:
        """The lines, if every cell can be read; else the first that cannot is shown."""
        if not self.table.read():
            return None
        return [as_line(each, self._today()) for each in self.table.rows()]

    def show_faults(self, faults: Mapping[tuple[int, str], str]) -> None:
        self.table.show_faults(faults)

    def _count(self) -> None:
        edits = self.table.model_.edits
        faults = len(edits.faulty())
        self._people.say(f"{len(edits.filled())}人")
        self._faults.say(f"直すところ {faults}か所")
        self._wrong.setVisible(bool(faults))
