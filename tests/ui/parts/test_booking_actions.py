"""What the desk does with one booking, without a screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

import pytest

from app.kit.refusal import Refusal
from app.services.bookings import BookingCard, RefundDue
from app.services.forms import Sheet
from app.services.payments import Tender
from app.services.sign_in import Actor
from tests.app.services.conftest import Center
from tests.ui.inline import InlineOps
from ui.contracts import Alternative, Undo
from ui.parts.booking_actions import Action, BookingActions, BookingFacts, possible

TUESDAY = date(2026, 12, 1)


@dataclass
class Clerk:
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

    def ask_users(self, booking: BookingFacts, answer: Callable[[int], None]) -> None:
        answer(18)

    def ask_payment(self, card: BookingCard, answer: Callable[[Tender], None]) -> None:
        self.asked.append(card.owed)
        answer(self.tender)

    def ask_cancel(
        self, card: BookingCard, back: RefundDue | None, answer: Callable[[], None]
    ) -> None:
        self.asked.append(back and back.amount)
        answer()

    def show_paper(self, sheet: Sheet) -> None:
        self.papers.append(sheet.title)


@dataclass
class Counter:
    """A booking at the counter, and what the desk can do with it."""

    center: Center
    clerk: Clerk
    actions: BookingActions
    id: UUID

    def card(self) -> BookingCard:
        return self.center.desk.bookings.card(self.id)


@pytest.fixture
def counter(center: Center) -> Counter:
    wish = center.wish(center.register(), TUESDAY, "午後")
    booking = center.desk.bookings.book(center.staff, wish).value.id
    clerk, actor = Clerk(), Actor(UUID(center.staff), "渡邊 千恵子")
    actions = BookingActions(InlineOps(), lambda: center.desk, actor, clerk)
    return Counter(center, clerk, actions, booking)


def test_a_key_goes_out_and_comes_back(counter: Counter) -> None:
    counter.center.desk.payments.take(counter.center.staff, counter.id)
    counter.center.clock.now += timedelta(days=7)
    counter.actions.give_key(counter.card())
    assert counter.card().status == "in_use"
    counter.actions.take_key(counter.card())
    assert (counter.card().status, counter.card().actual_users) == ("done", 18)
    assert counter.clerk.said == [
        "花の会に活動室Aの鍵を渡しました。",
        "花の会から活動室Aの鍵を受け取りました(18人)。",
    ]


def test_every_action_can_be_taken_back(counter: Counter) -> None:
    counter.actions.take_payment(counter.card())
    assert counter.card().owed == 0
    assert counter.clerk.undo is not None
    counter.clerk.undo.do()
    assert counter.card().owed == 1000
    assert counter.clerk.said[-1] == "花の会の使用料 1,000円の受け取りを元に戻しました。"


def test_an_unpaid_key_waits_for_an_answer(counter: Counter) -> None:
    counter.center.clock.now += timedelta(days=7)
    counter.actions.give_key(counter.card())
    assert counter.clerk.refusals == ["booking.unpaid"]
    assert counter.card().status == "confirmed"
    pay_first, _ = counter.clerk.ways
    pay_first.do()
    assert counter.clerk.asked == [1000]
    assert (counter.card().status, counter.card().owed) == ("in_use", 0)
    assert counter.clerk.papers == ["使用許可書兼領収書 H26-0001 花の会"]


def test_an_unpaid_key_may_go_out_all_the_same(counter: Counter) -> None:
    counter.center.clock.now += timedelta(days=7)
    counter.actions.give_key(counter.card())
    _, unpaid = counter.clerk.ways
    unpaid.do()
    assert (counter.card().status, counter.card().owed) == ("in_use", 1000)


def test_a_key_of_another_day_is_refused(counter: Counter) -> None:
    counter.actions.give_key(counter.card())
    assert counter.clerk.refusals == ["booking.not_today"]


def test_cancelling_tells_what_is_paid_back(counter: Counter) -> None:
    counter.actions.cancel(counter.card())
    assert counter.clerk.said == ["花の会 12/1(火) 午後 活動室A の予約を取り消しました。"]
    assert counter.clerk.undo is not None
    counter.clerk.undo.do()
    counter.actions.take_payment(counter.card())
    counter.actions.cancel(counter.card())
    assert counter.clerk.asked == [None, 1000, 1000]
    assert counter.clerk.said[-1].endswith("取り消しました。1,000円を返してください。")


def test_the_state_of_a_booking_says_what_can_be_done(counter: Counter) -> None:
    before = possible(counter.card(), TUESDAY - timedelta(days=1))
    assert before == [Action.TAKE_PAYMENT, Action.PRINT_PERMIT, Action.CANCEL]
    assert possible(counter.card(), TUESDAY)[0] == Action.GIVE_KEY
    counter.center.clock.now += timedelta(days=7)
    for action in (Action.TAKE_PAYMENT, Action.GIVE_KEY, Action.TAKE_KEY):
        counter.actions.do(action, counter.card())
    assert possible(counter.card(), TUESDAY) == [Action.PRINT_PERMIT]
    counter.actions.do(Action.PRINT_PERMIT, counter.card())
    assert len(counter.clerk.papers) == 2
