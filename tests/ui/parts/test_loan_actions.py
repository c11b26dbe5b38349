"""What the desk does with one loan, without a screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

import pytest

from app.kit.refusal import Refusal
from app.rules.refunds import RefundDue
from app.services.forms import Sheet
from app.services.loans import LoanCard
from app.services.payments import Tender
from app.services.sign_in import Actor
from tests.app.services.conftest import Center
from tests.ui.inline import InlineOps
from tests.ui.pages.loans.desk import TODAY, kind, lend, piece
from ui.contracts import Alternative, OpenLoan, Undo
from ui.parts.loan_actions import LoanAction, LoanActions, possible


@dataclass
class LoanClerk:
    """A view that agrees to everything, and remembers what was said and shown."""

    said: list[str] = field(default_factory=list)
    undo: Undo | None = None
    refusals: list[str] = field(default_factory=list)
    ways: Sequence[Alternative] = ()
    asked: list[object] = field(default_factory=list)
    papers: list[str] = field(default_factory=list)
    tender: Tender = field(default_factory=Tender)

    def say(self, text: str, undo: Undo | None = None) -> None:
        self.said.append(text)
        self.undo = undo

    def show_refusal(self, refusal: Refusal) -> None:
        self.refusals.append(refusal.code)

    def offer(self, refusal: Refusal, ways: Sequence[Alternative]) -> None:
        self.refusals.append(refusal.code)
        self.ways = ways

    def ask_loan_payment(self, card: LoanCard, answer: Callable[[Tender], None]) -> None:
        self.asked.append(card.owed)
        answer(self.tender)

    def ask_loan_cancel(
        self, card: LoanCard, back: RefundDue | None, answer: Callable[[], None]
    ) -> None:
        self.asked.append(back and back.amount)
        answer()

    def ask_scans(self, request: OpenLoan) -> None:
        self.asked.append(request.loan_id)

    def show_paper(self, sheet: Sheet) -> None:
        self.papers.append(sheet.title)


@dataclass
class Counter:
    """A loan of two tents at the counter, and what the desk can do with it."""

    center: Center
    clerk: LoanClerk
    actions: LoanActions
    id: UUID

    def card(self) -> LoanCard:
        return self.center.desk.loans.card(self.id)


@pytest.fixture
def counter(center: Center) -> Counter:
    tents = kind(center, "テント", 3)
    loan = lend(center, center.register(), [(tents, 2)], paid=False)
    clerk, actor = LoanClerk(), Actor(UUID(center.staff), "渡邊 千恵子")
    actions = LoanActions(InlineOps(), lambda: center.desk, actor, clerk)
    return Counter(center, clerk, actions, loan)


def test_unpaid_equipment_waits_for_an_answer(counter: Counter) -> None:
    counter.actions.hand_over(counter.card())
    assert counter.clerk.refusals == ["loan.unpaid"]
    pay_first, _ = counter.clerk.ways
    pay_first.do()
    assert counter.clerk.asked == [600]
    assert (counter.card().status, counter.card().owed) == ("handed_over", 0)
    assert len(counter.clerk.papers) == 1


def test_it_goes_out_and_comes_back_and_each_can_be_undone(counter: Counter) -> None:
    counter.actions.hand_over(counter.card())
    _, unpaid = counter.clerk.ways
    unpaid.do()
    counter.actions.take_all_back(counter.card())
    assert counter.card().status == "returned"
    assert counter.clerk.said == [
        "花の会にテント×2を渡しました。",
        "花の会からテント×2がすべて戻りました。",
    ]
    assert counter.clerk.undo is not None
    counter.clerk.undo.do()
    assert counter.card().status == "handed_over"


def test_what_bears_labels_is_asked_for_by_scan(counter: Counter) -> None:
    center = counter.center
    key = kind(center, "プロジェクター")
    piece(center, key, "2001")
    loan = lend(center, center.register("山﨑の会", "ヤマザキノカイ"), [(key, 1)])
    counter.actions.hand_over(center.desk.loans.card(loan))
    assert counter.clerk.asked == [loan] and not counter.clerk.said


def test_a_day_too_early_is_refused(counter: Counter) -> None:
    counter.center.clock.now -= timedelta(days=1)
    counter.actions.hand_over(counter.card())
    assert counter.clerk.refusals == ["loan.not_its_day"]


def test_cancelling_tells_what_is_paid_back(counter: Counter) -> None:
    counter.actions.take_payment(counter.card())
    counter.actions.cancel(counter.card())
    assert counter.card().status == "cancelled"
    assert "取り消しました。" in counter.clerk.said[-1]


def test_the_state_of_a_loan_says_what_can_be_done(counter: Counter) -> None:
    before = possible(counter.card(), TODAY - timedelta(days=1))
    assert before == [
        LoanAction.TAKE_PAYMENT,
        LoanAction.PRINT_PERMIT,
        LoanAction.CANCEL,
    ]
    assert possible(counter.card(), TODAY)[0] == LoanAction.HAND_OVER
    counter.actions.do(LoanAction.TAKE_PAYMENT, counter.card())
    counter.actions.do(LoanAction.HAND_OVER, counter.card())
    assert possible(counter.card(), TODAY)[0] == LoanAction.TAKE_BACK
    counter.actions.do(LoanAction.TAKE_BACK, counter.card())
    assert possible(counter.card(), TODAY) == [LoanAction.PRINT_PERMIT]
    counter.actions.do(LoanAction.PRINT_PERMIT, counter.card())
    assert len(counter.clerk.papers) == 2
