"""A new loan without a screen: the offer, the draft, the permit and its money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from app.kit.clock import Clock, wall
from app.kit.dates import read_date
from app.kit.money import yen
from app.kit.outcome import Outcome
from app.kit.refusal import Refusal
from app.services.offered import LendEquipment, LoanAlternative, LoanOffer
from app.services.sign_in import Actor
from ui.contracts import Alternative, OpRunner, PaperView
from ui.parts.draft import Draft
from ui.parts.loan_words import span
from ui.parts.stocked import Stocked, kept_lines, lines_text, stocked, wanted
from ui.parts.take_back import take_back

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.loans import Lent

DRAFT = "loan.new"
#: What a draft is worth keeping for; days stand there from the beginning.
TYPED = ("group_id", "lines", "purpose")


class NewLoanView(PaperView, Protocol):
    """The panel, as the presenter knows it."""

    def offer_kinds(self, kinds: Sequence[Stocked]) -> None:
        """What can be asked for on the days that stand there."""

    def show_offer(self, offer: LoanOffer) -> None:
        """What is possible costs this."""

    def show_no(self, refusal: Refusal, ways: Sequence[Alternative]) -> None:
        """What speaks against it, and what is possible instead."""

    def show_nothing(self) -> None:
        """Nothing is asked for yet."""

    def fill_loan(self, values: Mapping[str, str]) -> None:
        """Put these into the fields."""

    def take_up_draft(self, values: Mapping[str, str]) -> None:
        """A draft that was left behind."""

    def lent(self, loan_id: UUID) -> None:
        """It is done: the panel is empty and closed."""


class NewLoanPresenter:
    def __init__(
        self, ops: OpRunner, desk: Desk, actor: Actor, clock: Clock, view: NewLoanView
    ) -> None:
        self._ops, self._desk, self._actor, self._view = ops, desk, actor, view
        self._clock, self._draft = clock, Draft(ops, desk, actor, DRAFT)
        self._asked = 0
        self._span: tuple[date, date] | None = None
        self._busy = False

    def today(self) -> date:
        return wall(self._clock()).date()

    def begin(self, values: Mapping[str, str]) -> None:
        """The panel is open; what is free may have changed."""
        self._span = None
        self.ask(values)

    def ask(self, values: Mapping[str, str]) -> None:
        """What would it cost, or why not? Answers to older questions are dropped."""
        self._asked += 1
        wish = self._wish(values)
        if wish is None:
            self._view.show_nothing()
            return
        self._ask_stock(wish.first_on, wish.last_on)
        if not wish.equipment:
            self._view.show_nothing()
            return
        asked = self._asked

        def told(offer: LoanOffer) -> None:
            if asked == self._asked:
                self._tell(offer)

        def refused(refusal: Refusal) -> None:
            if asked == self._asked:
                self._view.show_no(refusal, ())

        self._ops.query(lambda: self._desk.loans.offer(wish), told, refused)

    def lend(self, values: Mapping[str, Any], *, paid: bool) -> None:
        """Permit it. `values` are those of the fields, as they were read."""
        if self._busy:
            return
        self._busy = True
        group = values["group_id"]
        wish = LendEquipment(
            group.id,
            values["first_on"],
            values["last_on"],
            wanted(values["lines"]),
            values["purpose"],
        )

        def done(outcome: Outcome[Lent]) -> None:
            self._busy = False
            self._done(group.name, wish, outcome, paid=paid)

        def refused(refusal: Refusal) -> None:
            self._busy = False
            self._span = None
            self._ask_stock(wish.first_on, wish.last_on)
            self._view.show_no(refusal, ())

        self._ops.command(
            lambda: self._desk.loans.lend(self._actor.key, wish, paid=paid), done, refused
        )

    def keep(self, values: Mapping[str, str]) -> None:
        """Keep what is half typed, through a crash as well."""
        if any(values[name] for name in TYPED):
            self._draft.keep(values)

    def forget(self) -> None:
        """Throw the draft away."""
        self._draft.drop()

    def look_for_draft(self) -> None:
        """Take up what was half typed when the program was left."""
        self._draft.find(self._view.take_up_draft)

    # within

    def _ask_stock(self, first: date, last: date) -> None:
        if (first, last) == self._span:
            return
        self._span = first, last

        def told(kinds: Sequence[Stocked]) -> None:
            if (first, last) == self._span:
                self._view.offer_kinds(kinds)

        self._ops.query(lambda: stocked(self._desk, first, last), told)

    def _wish(self, values: Mapping[str, str]) -> LendEquipment | None:
        """As far as it can be read; None without days in order."""
        try:
            first = read_date(values["first_on"], self.today())
            last = read_date(values["last_on"], self.today())
        except Refusal:
            return None
        if last < first:
            return None
        key = values["group_id"]
        lines = wanted(kept_lines(values["lines"]))
        return LendEquipment(UUID(key) if key else None, first, last, lines)

    def _tell(self, offer: LoanOffer) -> None:
        if offer.refusal is None:
            self._view.show_offer(offer)
        else:
            ways = [self._way(other) for other in offer.alternatives]
            self._view.show_no(offer.refusal, ways)

    def _way(self, other: LoanAlternative) -> Alternative:
        lines = {each.kind_id: each.quantity for each in other.equipment}
        values = {
            "first_on": other.first_on.isoformat(),
            "last_on": other.last_on.isoformat(),
            "lines": lines_text(lines),
        }
        return Alternative(
            span(other.first_on, other.last_on),
            other.what,
            lambda: self._view.fill_loan(values),
            yen(other.fee) if other.fee else "無料",
        )

    def _done(
        self, group: str, wish: LendEquipment, outcome: Outcome[Lent], *, paid: bool
    ) -> None:
        lent = outcome.value
        self.forget()
        self._view.lent(lent.id)
        what = f"{group} {span(wish.first_on, wish.last_on)} の貸出"
        done = "仮にしました" if lent.provisional else "許可しました"
        words = f"{what}を{done}({lent.number})。"
        if lent.receipt is not None:
            words += f"{yen(lent.receipt.amount)}を受け取りました。"
        undo = take_back(
            self._ops, lambda: self._desk, self._actor, self._view, what, outcome.entry
        )
        self._view.say(words, undo)
        if paid:
            self._ops.long(
                lambda _: self._desk.forms.loan_permit(lent.id, self._actor),
                self._view.show_paper,
            )
