"""名簿を直す: the table to type into, over the place of the card."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.kit.buttons import Button
from ui.kit.edit_table.rows import EditRow
from ui.kit.layout import clear, col, host, put, row, stretched
from ui.kit.signs import note
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.groups.roster_draft import RosterEditing
from ui.parts.people_table import PeopleTable

DRAFTED = "書きかけの名簿を出しました。このまま続けるか、消してはじめから直せます。"


class RosterTable(QWidget):
    left, thrown_away, confirmed = Signal(), Signal(), Signal()

    def __init__(
        self,
        t: Theme,
        editing: RosterEditing,
        rows: Sequence[EditRow],
        today: Callable[[], date],
        *,
        drafted: bool,
    ) -> None:
        super().__init__()
        self.t = t
        self.people = PeopleTable(t, editing.title, today)
        self.people.show_rows(rows)
        self.people.table.stepped_back.connect(self.left)
        go = Button(t, "保存する", "Ctrl+Enter", "primary", height=40)
        go.clicked.connect(self.confirmed)
        away = Button(t, "やめる", "Esc", height=40)
        away.clicked.connect(self.left)
        pad = t.pick(24, 16)
        title = row(t, Text(t, editing.title, "title", elide=True))
        self._notes = col(t, gap=8)
        if drafted:
            self._notes.addWidget(self._drafted())
        body = col(t, host(self._notes), self.people, gap=8, margins=(pad, 12, pad, 12))
        foot = host(row(t, away, None, go, margins=(pad, 8, pad, 12)), "foot")
        head = host(col(t, title, margins=(pad, 12, pad, 8)), "header")
        self.setLayout(stretched(col(t, head, host(stretched(body, 1)), foot), 1))

    def start_focus(self) -> None:
        """On the blank line of a new roster, on the first person of one that is there."""
        if self.people.rows():
            self.people.table.setFocus()
            self.people.table.setCurrentIndex(self.people.table.model_.index(0, 0))
        else:
            self.people.table.start_focus()

    def show_merged(
        self, rows: Sequence[EditRow], faults: Mapping[tuple[int, str], str], words: str
    ) -> None:
        """Both clerks' changes, with what to look at again."""
        self.people.show_rows(rows)
        clear(self._notes)
        put(self._notes, note(self.t, words, "wait", "warn"))
        if faults:
            self.people.show_faults(faults)

    def _drafted(self) -> QWidget:
        t = self.t
        drop = Button(t, "消す", "Alt+D", role="small")
        drop.clicked.connect(self.thrown_away)
        return host(stretched(row(t, note(t, DRAFTED, "wait", "info"), drop), 0))
