"""What the desk does with one booking, without a screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from app.kit.refusal import Refusal
from app.services.bookings import Absence, BookingCard, RefundDue
from app.services.forms import Sheet
from app.services.payments import Tender
from app.services.sign_in import Actor
from tests.app.services.conftest import Center
from tests.ui.inline import InlineOps
from tests.ui.parts.purse import Purse
from ui.contracts import Alternative, Undo
from ui.parts.booking_actions import Action, BookingActions, possible
from ui.parts.booking_steps import BookingFacts
from ui.parts.money_actions import MoneyActions

TUESDAY = date(2026, 12, 1)

NOON = datetime(2026, 12, 1, 12)


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
    mistake: str = ""
    seen: tuple[Callable[[], None], Callable[[], None]] | None = None

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
        self,
        card: BookingCard,
        back: RefundDue | None,
        answer: Callable[[], None],
        mistaken: Callable[[], None],
    ) -> None:
        self.asked.append(back and back.amount)
        if self.mistake:
            mistaken()
        else:
            answer()

    def ask_mistake(self, what: str, paid: int, answer: Callable[[str], None]) -> None:
        self.asked.append(paid)
        answer(self.mistake)

    def ask_which(
        self,
        waiting: Sequence[BookingFacts],
        answer: Callable[[Sequence[BookingFacts]], None],
    ) -> None:
        answer(waiting)

    def ask_reason(self, booking: BookingFacts, answer: Callable[[str], None]) -> None:
        answer("営利を目的とするため")

    def ask_deadline(
        self,
        booking: BookingFacts,
        usual: date,
        why: str,
        answer: Callable[[date], None],
    ) -> None:
        self.asked.append(usual)
        answer(usual)

    def ask_seen(
        self, absence: Absence, absent: Callable[[], None], came: Callable[[], None]
    ) -> None:
        self.asked.append(absence.told)
        self.seen = absent, came

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
    money = MoneyActions(InlineOps(), lambda: center.desk, actor, Purse())
    actions = BookingActions(InlineOps(), lambda: center.desk, actor, clerk, money)
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


def test_a_mistake_is_taken_back_at_full_value(counter: Counter) -> None:
    counter.center.desk.payments.take(counter.center.staff, counter.id)
    counter.center.clock.now += timedelta(days=6)
    counter.clerk.mistake = "一日ちがい"
    counter.actions.cancel(counter.card())
    assert counter.clerk.asked == [500, 1000]
    assert counter.clerk.said[-1].endswith("1,000円を返してください。")
    assert (counter.card().status, counter.card().paid) == ("cancelled", 0)


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
    before = possible(counter.card(), NOON - timedelta(days=1))
    assert before == [
        Action.TAKE_PAYMENT,
        Action.PRINT_PERMIT,
        Action.CHANGE,
        Action.CANCEL,
    ]
    assert possible(counter.card(), NOON)[0] == Action.GIVE_KEY
    over = possible(counter.card(), NOON + timedelta(days=1))
    assert over[0] == Action.SEE and Action.CHANGE not in over
    counter.center.clock.now += timedelta(days=7)
    for action in (Action.TAKE_PAYMENT, Action.GIVE_KEY, Action.TAKE_KEY):
        counter.actions.do(action, counter.card())
    assert possible(counter.card(), NOON) == [Action.PRINT_PERMIT]
    counter.actions.do(Action.PRINT_PERMIT, counter.card())
    assert len(counter.clerk.papers) == 2


@pytest.fixture
def held(counter: Counter) -> Counter:
    """The same, with a booking that is only held."""
    desk, staff = counter.center.desk, counter.center.staff
    group = counter.card().group_id
    wish = counter.center.wish(group, TUESDAY, "午前")
    counter.id = desk.bookings.hold(staff, wish, date(2026, 11, 27)).value.id
    return counter


def test_a_hold_goes_its_way(held: Counter) -> None:
    assert possible(held.card(), NOON - timedelta(days=5)) == [
        Action.APPLY,
        Action.PERMIT,
        Action.PRINT_HOLD,
        Action.CHANGE,
        Action.EXTEND,
        Action.CANCEL,
    ]
    held.actions.do(Action.PRINT_HOLD, held.card())
    held.actions.do(Action.EXTEND, held.card())
    assert held.clerk.asked == [date(2026, 11, 30)]  # three days more
    held.actions.do(Action.APPLY, held.card())
    assert possible(held.card(), NOON - timedelta(days=5))[0] == Action.PERMIT
    held.actions.do(Action.PERMIT, held.card())
    assert held.card().status == "confirmed"
    assert held.clerk.papers == [
        "仮予約票 H26-0002 花の会",
        "使用許可書兼領収書 H26-0002 花の会",
    ]
    assert held.clerk.undo is not None
    held.clerk.undo.do()
    assert held.card().status == "applied"
    held.actions.do(Action.REFUSE, held.card())
    assert held.card().reason == "営利を目的とするため"
    assert held.clerk.papers[-1] == "使用不許可通知書 H26-0002 花の会"
    assert possible(held.card(), NOON) == [Action.PRINT_REFUSAL]


def test_what_lapses_is_told_with_its_undo(held: Counter) -> None:
    held.actions.steps.lapse()
    assert held.clerk.said == []  # nothing is due yet
    held.center.clock.now += timedelta(days=4)
    held.actions.steps.lapse()
    assert held.clerk.said == [
        "期限を過ぎた 花の会 12/1(火) 午前 活動室A を失効にしました。"
    ]
    assert possible(held.card(), NOON - timedelta(days=3)) == [Action.EXTEND]
    assert held.clerk.undo is not None
    held.clerk.undo.do()
    assert held.card().status == "held"
    held.actions.steps.lapse()
    assert held.card().status == "held"  # a person wanted it kept


def test_whether_anybody_came_is_asked_afterwards(counter: Counter) -> None:
    counter.center.clock.now += timedelta(days=8)
    counter.actions.do(Action.SEE, counter.card())
    assert counter.clerk.seen is not None
    absent, came = counter.clerk.seen
    absent()
    assert counter.card().status == "no_show"
    assert counter.clerk.undo is not None
    counter.clerk.undo.do()
    came()
    assert (counter.card().status, counter.card().actual_users) == ("done", 18)
