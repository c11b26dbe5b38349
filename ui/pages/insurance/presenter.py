"""保険 without a screen: who is enrolled, what is open, what goes to the 社協."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from app.kit.clock import Clock, wall
from app.kit.kana import fold
from app.kit.money import yen
from app.kit.wareki import fiscal_year
from app.services.sign_in import Actor
from ui.contracts import OpRunner, Speaker
from ui.parts.insurance_actions import InsuranceActions
from ui.parts.take_back import taking_back

if TYPE_CHECKING:
    from app.desk import Desk
    from app.kit.outcome import Outcome
    from app.services.forms import Sheet
    from app.services.insurance import BatchCard, BatchRow, EnrolmentRow, Owed

#: The views, in the order of their tabs.
PEOPLE, BATCHES, PLANS = range(3)
#: How far before and after this fiscal year is looked at.
BACK, AHEAD = 10, 1


@dataclass(frozen=True, slots=True)
class YearShown:
    """A fiscal year as the page shows it; `owed` is of every year."""

    year: int
    people: Sequence[EnrolmentRow]
    batches: Sequence[BatchRow]
    owed: Owed
    has_plans: bool


class InsuranceView(Speaker, Protocol):
    def show_year(self, shown: YearShown) -> None: ...

    def show_batch(self, card: BatchCard) -> None: ...

    def show_paper(self, paper: Sheet, then: Callable[[], None] | None) -> None:
        """As it will be printed; `then` once it was printed or saved."""


class InsurancePresenter:
    def __init__(
        self, ops: OpRunner, desk: Desk, actor: Actor, clock: Clock, view: InsuranceView
    ) -> None:
        self._ops, self._desk, self._actor = ops, desk, actor
        self._clock, self._view = clock, view
        self._undo = taking_back(ops, lambda: desk, actor, view)
        self._asked = 0
        self.acts = InsuranceActions(ops, lambda: desk, actor, clock, view)
        self.year = self.this_year
        self.words = ""

    @property
    def this_year(self) -> int:
        return fiscal_year(wall(self._clock()).date())

    def reload(self) -> None:
        self._asked += 1
        asked, year, words = self._asked, self.year, self.words
        insurance = self._desk.insurance

        def read() -> YearShown:
            return YearShown(
                year,
                insurance.people(year, words),
                [row for row in insurance.batches(year) if _meant(row, words)],
                insurance.owed(),
                any(not plan.retired for plan in insurance.plans(year)),
            )

        def done(shown: YearShown) -> None:
            if asked == self._asked:
                self._view.show_year(shown)

        self._ops.query(read, done)

    def turn(self, by: int) -> None:
        """Another fiscal year."""
        this = self.this_year
        self.year = max(this - BACK, min(this + AHEAD, self.year + by))
        self.reload()

    def search(self, words: str) -> None:
        self.words = words
        self.reload()

    # one application

    def open_batch(self, batch_id: UUID) -> None:
        self._ops.query(
            lambda: self._desk.insurance.batch(batch_id), self._view.show_batch
        )

    def cancel(self, batch: BatchRow) -> None:
        """The application is taken back, with what was paid for it."""

        def cancelled(outcome: Outcome[int]) -> None:
            words = f"{batch.number} の申込を取り消しました。"
            if outcome.value:
                words += f"{yen(outcome.value)}を返してください。"
            undo = self._undo(f"{batch.number} の取消", outcome)
            self._view.say(words, undo)

        self._ops.command(
            lambda: self._desk.insurance.cancel(self._actor.key, batch.id), cancelled
        )

    def print_batch(self, batch_id: UUID) -> None:
        """加入申込書, then 加入者名簿, each as it will be printed."""
        forms, show = self._desk.forms, self._view.show_paper

        def roster() -> None:
            self._ops.long(
                lambda _: forms.insurance_roster(batch_id),
                lambda paper: show(paper, None),
            )

        self._ops.long(
            lambda _: forms.insurance_application(batch_id),
            lambda paper: show(paper, roster),
        )


def _meant(batch: BatchRow, words: str) -> bool:
    """Applications that were taken back have nobody in them."""
    told = fold(f"{batch.group} {batch.number}")
    return bool(batch.people) and fold(words) in told
