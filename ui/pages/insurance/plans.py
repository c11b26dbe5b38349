"""プランと保険料: what one person pays a year, and where that is published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.kit import checks, labels
from app.kit.wareki import fiscal_year_text
from ui.kit.buttons import Button
from ui.kit.edit_table.rows import EditColumn, EditRow
from ui.kit.edit_table.view import EditTable
from ui.kit.layout import col, host, row, stretched
from ui.kit.signs import note
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.insurance.plans_presenter import as_row

if TYPE_CHECKING:
    from app.services.insurance import PlanTable

MOST_PREMIUM = 1_000_000
NONE = (
    "{year}のプランと保険料はまだありません。社協の案内で確かめて入れてください。"
    "これがないと、{year}の加入の手続きはできません。"
)


def columns() -> Sequence[EditColumn]:
    def title(name: str) -> str:
        return labels.field("insurance_plan", name)

    money = partial(checks.number, "premium", least=0, most=MOST_PREMIUM)
    line = partial(checks.line, most=80)
    return [
        EditColumn("scheme", title("scheme"), 208, partial(line, "scheme"), need=True),
        EditColumn("name", title("name"), 200, partial(line, "name"), need=True),
        EditColumn(
            "premium",
            f"{title('premium')}(円)",
            144,
            money,
            need=True,
            latin=True,
            number=True,
        ),
        EditColumn(
            "source",
            title("source"),
            240,
            partial(checks.line, "source", most=300),
            need=True,
            grow=True,
        ),
    ]


class PlansPane(QWidget):
    copied, saved = Signal(), Signal()

    def __init__(self, t: Theme) -> None:
        super().__init__()
        self.t = t
        self.table = EditTable(t, "プランと保険料", columns())
        self._none = note(t, "", "wait")
        self._none_words = self._none.findChild(Text)
        self._copy = Button(t, "前年度から写す", "Alt+H")
        self._copy.clicked.connect(self.copied)
        add = Button(t, "行を足す", "Alt+I", role="small")
        add.clicked.connect(self.table.insert_row)
        drop = Button(t, "行を消す", "Alt+K", role="small")
        drop.clicked.connect(self.table.remove_rows)
        go = Button(t, "保存する", "Ctrl+Enter", height=40)
        go.clicked.connect(self.saved)
        tools = row(t, add, drop, None, self._copy, margins=(16, 8, 8, 8))
        box = host(stretched(col(t, host(tools), self.table), 1), "card")
        foot = row(t, None, go)
        self.setLayout(stretched(col(t, self._none, box, host(foot), gap=8), 1))

    def show_plans(self, table: PlanTable) -> None:
        """What is kept; rows that were typed and not saved give way to it."""
        self.table.show_rows([as_row(form) for form in table.forms])
        self._none.setVisible(not table.forms)
        year = fiscal_year_text(table.fiscal_year)
        if self._none_words is not None:
            self._none_words.say(NONE.format(year=year))
        self._copy.setVisible(bool(table.proposal))
        if table.proposed_from is not None:
            self._copy.reword(f"{fiscal_year_text(table.proposed_from)}から写す")

    def fill(self, rows: Sequence[EditRow]) -> None:
        self.table.replace_rows(rows)
        self.table.setFocus()

    def show_faults(self, faults: Mapping[tuple[int, str], str]) -> None:
        self.table.show_faults(faults)
