"""What was understood of rows pasted from a workbook, before they are taken over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from app.rules.people.pasted_rows import Pasted
from ui.kit.dialog import Answer, Sheet
from ui.kit.edit_table.rows import EditRow
from ui.kit.layout import Item
from ui.kit.signs import note
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.parts.people_rows import as_row, title
from ui.parts.people_table import PeopleTable

#: (rows, whether they replace what stands there)
Taken = Callable[[Sequence[EditRow], bool], None]


class PasteSheet(Sheet):
    """The rows can be corrected here already; Esc leaves everything as it was."""

    WIDTH, HIGH = 1180, 360

    def __init__(
        self,
        over: QWidget,
        t: Theme,
        pasted: Pasted,
        today: Callable[[], date],
        taken: Taken,
        *,
        replaces: bool,
    ) -> None:
        self._taken = taken
        self.people = PeopleTable(t, "貼り付けた行", today)
        self.people.setFixedHeight(t.px(self.HIGH))
        self.people.show_rows(rows_of(pasted))
        answers = [Answer("加える", self._add, "Ctrl+Enter", "primary")]
        if replaces:
            answers.insert(0, Answer("いまの行と入れかえる", self._swap, "Alt+R"))
        super().__init__(
            t,
            over,
            f"{len(pasted.rows)}人を読み取りました",
            *_understood(t, pasted),
            self.people,
            answers=answers,
            width=min(self.WIDTH, round(over.window().width() / t.scale) - 32),
            leave="やめる",
            icon="info",
        )
        self.people.table.look_over()
        self.people.table.setFocus()

    def _add(self) -> None:
        self._taken(self.people.rows(), False)

    def _swap(self) -> None:
        self._taken(self.people.rows(), True)


def rows_of(pasted: Pasted) -> Sequence[EditRow]:
    """The rows as a table shows them, with what could not be read as it was written."""
    return [as_row(each.line, each.born) for each in pasted.rows]


def _understood(t: Theme, pasted: Pasted) -> Sequence[Item]:
    """The columns found, and whatever is not taken over."""
    found = "・".join(title(name) for name in pasted.columns if name != "plan")
    told: list[Item] = [Text(t, f"読み取った列：{found}", "small", "text2", wraps=True)]
    left = []
    if pasted.unknown:
        left.append(f"使わない列：{'・'.join(pasted.unknown)}")
    if pasted.above:
        left.append(f"見出しより上の行：{'／'.join(pasted.above)}")
    if left:
        told.append(note(t, "　".join(left), "wait", "info"))
    return told
