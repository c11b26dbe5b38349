"""予約台帳 without a screen: choosing, being offered, being refused, booking, drafts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

import pytest

from app.desk import desk_on
from app.kit.refusal import Refusal
from app.services.sign_in import Actor
from tests.app.services.conftest import Center
from tests.ui.inline import InlineOps
from tests.ui.pages.bookings.screen import NOTHING, Book, Screen
from ui.contracts import OpenLedger
from ui.kit.grid.day import GridDay, GridRange
from ui.pages.bookings.modes import Mode
from ui.pages.bookings.new_presenter import DRAFT, NewBooking
from ui.pages.bookings.presenter import LedgerPresenter

if TYPE_CHECKING:
    from app.desk import Desk

T = TypeVar("T")
TUESDAY = date(2026, 12, 1)


def at(center: Center, desk: Desk) -> Book:
    screen, ops = Screen(), InlineOps()
    actor = Actor(UUID(center.staff), "渡邊 千恵子")
    ledger = LedgerPresenter(ops, desk, center.clock, screen)
    new = NewBooking(ops, desk, actor, screen, ledger.choose)
    screen.begin = new.begin
    return Book(center, screen, ledger, new, center.register())


@pytest.fixture
def book(center: Center) -> Book:
    return at(center, center.desk)


def test_what_another_site_decides_is_not_offered_to_be_undone(center: Center) -> None:
    """It would be refused; the booking is cancelled instead."""
    book = at(center, desk_on(center.store.beside("E"), "H", center.clock))
    book.choose("午後")
    book.new.book(book.fields(), paid=True)
    assert "を仮に受け付けました(E26-0001)" in book.screen.said[-1]
    assert book.screen.undo is None


def free(grid: GridDay) -> list[tuple[int, str]]:
    return [(each.slot, each.text) for each in grid.frees]


def test_a_day_says_what_is_free_and_what_it_costs(book: Book) -> None:
    wish = book.center.wish(book.group, TUESDAY, "午後")
    book.center.desk.bookings.book(book.center.staff, wish)
    book.ledger.go(TUESDAY)
    [grid] = book.screen.days
    assert free(grid)[:2] == [(0, "800円"), (2, "900円")]
    [taken] = grid.blocks
    assert (taken.start, taken.end, taken.state) == (780, 1020, "permit")
    assert (taken.title, taken.mark) == ("花の会", "未納")


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2027, 3, 2), "受付前 12/1から"),  # 規則第5条: three months before
        (date(2026, 11, 24), "過ぎました"),
        (date(2026, 11, 23), "過ぎました"),
    ],
)
def test_a_slot_says_why_it_is_not_to_be_had(book: Book, day: date, told: str) -> None:
    book.ledger.go(day)
    first = book.screen.days[-1].frees[0]
    assert (first.text, first.closed) == (told, True)


def test_the_evening_of_today_is_too_late(book: Book) -> None:
    book.ledger.reload()
    assert [text for _, text in free(book.screen.days[-1])[:3]] == [
        "過ぎました",
        "受付終了",
        "受付終了",
    ]
    assert book.screen.days[-1].now == 14 * 60 + 7


def test_a_closed_day_is_covered(book: Book) -> None:
    book.ledger.go(date(2026, 12, 21))
    assert book.screen.days[-1].closed == "休館日です(毎月第3月曜日)"
    assert not book.screen.days[-1].frees


class SlowOps(InlineOps):
    """Answers when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[Callable[[], None]] = []

    def query(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        refused: Callable[[Refusal], None] | None = None,
    ) -> None:
        self.waiting.append(lambda: InlineOps.query(self, work, done, refused))

    def answer(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()


def test_answers_about_another_day_are_dropped(center: Center) -> None:
    screen, ops = Screen(), SlowOps()
    ledger = LedgerPresenter(ops, center.desk, center.clock, screen)
    ledger.step(1)
    ledger.step(6)
    ops.answer()
    assert ledger.day == TUESDAY
    assert len(screen.days) == 1


def test_an_answer_is_taken_though_the_keys_moved_on(center: Center) -> None:
    screen, ops = Screen(), SlowOps()
    ledger = LedgerPresenter(ops, center.desk, center.clock, screen)
    ledger.turn(Mode.WEEK)
    ops.answer()
    ledger.reload()
    ledger.stood(TUESDAY - timedelta(days=2))
    ops.answer()
    assert len(screen.days) == 2
    ledger.reload()
    ledger.step(1)
    ops.answer()
    assert len(screen.days) == 3


def test_the_keys_go_on_where_they_were(book: Book) -> None:
    room = book.center.room("活動室B").id
    book.ledger.go(TUESDAY)
    book.ledger.stood(room)
    for mode in (Mode.WEEK, Mode.MONTH, Mode.DAY):
        book.ledger.turn(mode)
        assert book.screen.stands[-1] == (room, TUESDAY)
    assert book.screen.heads[-2].rooms and not book.screen.heads[-1].rooms


def test_the_months_beside_the_one_that_is_shown_are_made_ready(book: Book) -> None:
    book.ledger.turn(Mode.MONTH)
    assert book.center.desk.months.ahead() == []
    book.ledger.step(1)
    assert book.center.desk.months.ahead() == []


def test_a_way_out_stays_in_the_week(book: Book) -> None:
    """A chosen alternative in another room shows the week of that room."""
    book.ledger.turn(Mode.WEEK)
    book.choose("午後", room="活動室B")
    place = book.screen.places[-1]
    assert (place.room.room.name, place.day) == ("活動室B", TUESDAY)
    assert book.ledger.mode is Mode.WEEK
    assert [each.room_id for each in book.ledger.chosen()] == [TUESDAY]


def test_offers_of_older_wishes_are_dropped(center: Center) -> None:
    screen, ops = Screen(), SlowOps()
    actor = Actor(UUID(center.staff), "渡邊 千恵子")
    ledger = LedgerPresenter(ops, center.desk, center.clock, screen)
    new = NewBooking(ops, center.desk, actor, screen, ledger.choose)
    ledger.choose(TUESDAY, center.room().id, ["午後"])
    ops.answer()
    new.begin(screen.places[0], NOTHING)
    new.ask(NOTHING | {"users": "30"})
    new.ask(NOTHING | {"users": "3"})
    ops.answer()
    assert (len(screen.offers), screen.refusals) == (1, [])


def test_all_slots_of_a_day_are_the_whole_day(book: Book) -> None:
    book.ledger.go(TUESDAY)
    whole = GridRange(book.center.room().id, 0, 2, 540, 1290)
    book.ledger.draw([whole])
    assert book.screen.places[-1].slots == ("全日",)
    assert book.ledger.chosen() == [whole]
    book.ledger.step(1)
    assert book.ledger.chosen() == []


def test_several_rooms_are_carried_to_the_panel(book: Book) -> None:
    book.ledger.go(TUESDAY)
    a, b = (book.center.room(name).id for name in ("活動室A", "活動室B"))
    ranges = [GridRange(b, 1, 1, 780, 1020), GridRange(a, 0, 1, 540, 1020)]
    book.ledger.draw(ranges)
    assert book.screen.places[-1].words == "活動室B 12月1日(火) 午後"
    assert [other.words for other in book.screen.others] == [
        "活動室A 12月1日(火) 午前・午後"
    ]
    assert book.ledger.chosen() == ranges


def test_the_offer_follows_what_is_typed(book: Book) -> None:
    book.choose("午後")
    assert book.screen.offers[-1].quote.fee == 1000
    ground = "市内の学校または社会福祉施設が行う活動"
    book.new.ask(NOTHING | {"users": "20", "ground": ground})
    assert book.screen.offers[-1].quote.fee == 500
    book.new.ask(NOTHING | {"users": "何人か"})
    assert book.screen.offers[-1].quote.fee == 1000


def test_too_many_people_are_told_what_they_can_do(book: Book) -> None:
    book.choose("午後")
    book.new.ask(NOTHING | {"users": "30"})
    assert book.screen.refusals == ["booking.too_many_for_room"]
    assert not book.screen.ways


def test_an_alternative_moves_the_choice(book: Book) -> None:
    desk, staff = book.center.desk, book.center.staff
    desk.bookings.book(staff, book.center.wish(book.group, TUESDAY, "午後"))
    book.choose("午後")
    assert book.screen.refusals == ["booking.room_taken"]
    assert [(way.title, way.detail, way.amount) for way in book.screen.ways] == [
        ("活動室B 午後", "定員24人・12/1(火)・同じ日", "1,000円"),
        ("活動室A 午前", "同じ部屋・12/1(火)・同じ日", "800円"),
        ("活動室A 夜間", "同じ部屋・12/1(火)・同じ日", "900円"),
    ]
    book.screen.ways[0].do()
    assert book.screen.places[-1].room.room.name == "活動室B"


def test_permit_money_and_paper_in_one_go(book: Book) -> None:
    book.choose("午後")
    book.new.book(book.fields(), paid=True)
    assert book.screen.said == [
        "花の会 12/1(火) 午後 活動室A を許可しました(H26-0001)。1,000円を受け取りました。"
    ]
    assert book.screen.papers == ["使用許可書兼領収書 H26-0001 花の会"]
    assert book.screen.undo is not None
    book.screen.undo.do()
    book.ledger.go(TUESDAY)
    assert not book.screen.days[-1].blocks


def test_the_money_may_come_later(book: Book) -> None:
    book.choose("午後")
    book.new.book(book.fields(), paid=False)
    assert book.screen.papers == []
    [card] = book.center.desk.bookings.of_group(book.group)
    assert card.owed == 1000


def test_the_second_of_two_windows_hears_who_was_first(book: Book) -> None:
    book.choose("午後")
    desk, staff = book.center.desk, book.center.staff
    other = book.center.register("山﨑の会", "ヤマザキノカイ")
    desk.bookings.book(staff, book.center.wish(other, TUESDAY, "午後"))
    book.new.book(book.fields(), paid=True)
    assert set(book.screen.refusals) == {"booking.room_taken"}
    assert book.screen.days[-1].blocks[0].title == "山﨑の会"
    assert book.screen.ways[0].title == "活動室B 午後"
    assert book.screen.said == []


def test_what_a_group_usually_does_is_offered(book: Book) -> None:
    desk, staff = book.center.desk, book.center.staff
    desk.bookings.book(staff, book.center.wish(book.group, TUESDAY, "午後"))
    book.new.pick(desk.groups.row(book.group))
    assert book.screen.usual is not None
    assert (book.screen.usual.purposes, book.screen.usual.users) == (
        ("生け花の練習",),
        20,
    )


def test_a_draft_is_taken_up_where_it_was_left(book: Book) -> None:
    book.choose("午前", "午後")
    typed = {**NOTHING, "group_id": book.group.hex, "purpose": "総会"}
    book.new.keep(typed)
    actor, ops, screen = Actor(UUID(book.center.staff), ""), InlineOps(), Screen()
    ledger = LedgerPresenter(ops, book.center.desk, book.center.clock, screen)
    new = NewBooking(ops, book.center.desk, actor, screen, ledger.choose)
    new.look_for_draft()
    assert screen.drafts == [typed]
    assert (screen.places[0].day, screen.places[0].slots) == (TUESDAY, ("午前", "午後"))
    new.forget()
    assert book.center.desk.drafts.find(actor, DRAFT) is None


def test_nothing_typed_is_no_draft(book: Book) -> None:
    book.choose("午前")
    book.new.keep(NOTHING)
    assert book.center.desk.drafts.find(Actor(UUID(book.center.staff), ""), DRAFT) is None


def test_a_draft_ends_with_its_booking(book: Book) -> None:
    book.choose("午後")
    book.new.keep(NOTHING | {"purpose": "総会"})
    book.new.book(book.fields(), paid=False)
    assert book.center.desk.drafts.find(Actor(UUID(book.center.staff), ""), DRAFT) is None


def test_a_booking_opens_with_its_history(book: Book) -> None:
    desk, staff = book.center.desk, book.center.staff
    wish = book.center.wish(book.group, TUESDAY, "午後")
    booking = desk.bookings.book(staff, wish, paid=True).value.id
    book.ledger.receive(OpenLedger(TUESDAY, booking_id=booking))
    [opened] = book.screen.opened
    assert book.ledger.day == TUESDAY
    assert [each.amount for each in opened.payments] == [1000]
    assert [(e.verb, e.staff) for e in opened.events] == [("booking.book", "渡邊 千恵子")]
    book.center.clock.now += timedelta(days=7)
    desk.bookings.check_in(staff, booking)
    book.ledger.reload()
    assert book.screen.opened[-1].card.status == "in_use"


def test_another_page_asks_for_a_slot(book: Book) -> None:
    room = book.center.room().id
    book.ledger.receive(OpenLedger(TUESDAY, room, ("夜間",)))
    assert book.screen.places[-1].slots == ("夜間",)
    book.ledger.receive(OpenLedger(TUESDAY, room, ("深夜",)))
    assert len(book.screen.places) == 1
