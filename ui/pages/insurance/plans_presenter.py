"""プランと保険料 of a fiscal year without a screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from app.kit.messages import text_of
from app.kit.wareki import fiscal_year_text
from app.rules.insurance import PlanForm
from app.rules.people.person_rows import RowsRefused
from app.services.rosters import StaleForm
from app.services.sign_in import Actor
from ui.contracts import OpRunner, Speaker
from ui.kit.edit_table.rows import EditRow
from ui.parts.take_back import take_back

if TYPE_CHECKING:
    from app.desk import Desk
    from app.kit.outcome import Outcome
    from app.kit.refusal import Refusal
    from app.services.insurance import PlanTable


class PlansView(Speaker, Protocol):
    def show_plans(self, table: PlanTable) -> None: ...

    def fill_plans(self, rows: Sequence[EditRow]) -> None:
        """Other rows into the table."""

    def show_plan_faults(self, faults: Mapping[tuple[int, str], str]) -> None: ...


class PlansPresenter:
    """`table` is what was read; what is typed stays on the screen until it is saved."""

    def __init__(self, ops: OpRunner, desk: Desk, actor: Actor, view: PlansView) -> None:
        self._ops, self._desk, self._actor, self._view = ops, desk, actor, view
        self.table: PlanTable | None = None

    def show(self, year: int) -> None:
        def read(table: PlanTable) -> None:
            self.table = table
            self._view.show_plans(table)

        self._ops.query(lambda: self._desk.insurance.plan_table(year), read)

    def copy_last_year(self) -> None:
        """前年度から写す: the premiums are to be checked, and their source said anew."""
        if self.table is not None:
            self._view.fill_plans([as_row(form) for form in self.table.proposal])

    def save(self, rows: Sequence[EditRow]) -> None:
        if (table := self.table) is None:
            return
        year = fiscal_year_text(table.fiscal_year)

        def saved(outcome: Outcome[Any]) -> None:
            desk, what = self._desk, f"{year}のプランの変更"
            undo = take_back(
                self._ops, lambda: desk, self._actor, self._view, what, outcome.entry
            )
            self._view.say(f"{year}のプランと保険料を保存しました。", undo)
            self.show(table.fiscal_year)

        forms = [as_form(row) for row in rows]
        self._ops.command(
            lambda: self._desk.insurance.save_plans(
                self._actor.key, table.fiscal_year, forms, table.loaded
            ),
            saved,
            self._refused,
        )

    def _refused(self, refusal: Refusal) -> None:
        if isinstance(refusal, StaleForm) and self.table is not None:
            # a warning: what was typed stays, and is kept when it is saved again
            self.table = replace(self.table, loaded=refusal.loaded)
        if isinstance(refusal, RowsRefused):
            faults = {(p.row, p.field): text_of(p.refusal) for p in refusal.problems}
            self._view.show_plan_faults(faults)
        else:
            self._view.show_refusal(refusal)


def as_row(form: PlanForm) -> EditRow:
    return EditRow((form.scheme, form.name, str(form.premium), form.source), form.id)


def as_form(row: EditRow) -> PlanForm:
    """The form of a readable row."""
    scheme, name, premium, source = row.texts
    number = int(premium.replace(",", "")) if premium.strip() else 0
    plan_id = row.key if isinstance(row.key, UUID) else None
    return PlanForm(scheme, name, number, source, plan_id)
