"""Whatever is booked and said on the phone: one pass settles all, and one undo."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from uuid import UUID

import pytest
from sqlalchemy import select

from app.kit.refusal import Refusal
from app.services.emergencies import Cause, Noted, Plan, Result, Wanted
from app.services.payments import Tender
from db.journal.kinds import kinds
from db.occupancy import NotFree
from db.records.base import table_of
from db.records.bookings import Occupancy
from db.records.payments import Payment
from tests.app.services.conftest import Center
from tests.app.services.test_emergencies import AT_NIGHT, AT_ONE, DAY, Storm

SLOTS = (("午前",), ("午後",), ("夜間",), ("午前", "午後"))
ROOMS = ("活動室A", "活動室B")
Rows = dict[str, set[tuple[object, ...]]]


def rows(center: Center) -> Rows:
    """Everything that is kept, and who has which time."""
    tables = [kind.table for kind in kinds().values()] + [table_of(Occupancy)]
    with center.store.read() as session:
        return {
            table.name: {tuple(row) for row in session.execute(select(table))}
            for table in tables
        }


def book_at_random(storm: Storm, random: Random) -> list[UUID]:
    """Held, applied for, unpaid, paid in part or whole, in both rooms over four days."""
    center, desk, found = storm.center, storm.desk, []
    for n in range(12):
        slot, room = random.choice(SLOTS), random.choice(ROOMS)
        day = DAY + timedelta(days=random.randrange(4))
        group = center.register(f"会{n}", "カイ")
        wish = center.wish(group, day, *slot, room=room)
        try:
            how = random.choice(("hold", "apply", "book", "paid", "part"))
            if how == "hold":
                found.append(desk.bookings.hold(center.staff, wish, day).value.id)
            elif how == "apply":
                made = desk.bookings.take_application(center.staff, wish)
                found.append(made.value.id)
            else:
                made = desk.bookings.book(center.staff, wish, paid=how == "paid")
                found.append(made.value.id)
                if how == "part":
                    desk.payments.take(center.staff, made.value.id, Tender(100))
        except NotFree:
            continue
    return found


def call_at_random(storm: Storm, key: UUID, random: Random) -> None:
    for line in storm.desk.emergencies.card(key).lines:
        wanted = random.choice([w for w in Wanted if line.cut or w != Wanted.SHORTEN])
        place = None
        if wanted == Wanted.MOVE:
            near = storm.desk.emergencies.places(key)[line.row.id]
            if not near:
                continue
            place = random.choice(near)
        storm.note(key, line.row.id, Noted(random.choice(list(Result)), wanted, place))


def nobody_can_book(storm: Storm) -> None:
    group = storm.center.register("あとの会", "アトノカイ")
    for room in ROOMS:
        for slot in ("午後", "夜間"):
            with pytest.raises(NotFree):
                wish = storm.center.wish(group, DAY, slot, room=room)
                storm.desk.bookings.book(storm.center.staff, wish)


@pytest.mark.parametrize("seed", range(4))
def test_all_is_settled_and_all_is_taken_back(center: Center, seed: int) -> None:
    random, storm, desk = Random(seed), Storm(center), center.desk
    booked = book_at_random(storm, random)
    plan = Plan(tuple(center.room(n).id for n in ROOMS), AT_ONE, AT_NIGHT, Cause.TYPHOON)
    hit = {row.id for row in desk.emergencies.affected(plan)}
    cards = {each: desk.bookings.card(each) for each in booked}
    assert hit == {
        each
        for each, card in cards.items()
        if card.starts.date() == DAY and card.ends > AT_ONE
    }
    before = rows(center)
    closed = desk.emergencies.close(storm.actor, plan)
    nobody_can_book(storm)
    call_at_random(storm, closed.value, random)
    shown = desk.emergencies.settlement(closed.value)
    called = rows(center)
    done = desk.emergencies.settle(storm.actor, closed.value)
    assert (done.value.back, done.value.moved) == (shown.back, shown.moving)
    settled = done.value
    assert settled.cancelled + settled.moved + settled.shortened == len(hit)
    back = 0
    for each, card in cards.items():
        now = desk.bookings.card(each)
        if each not in hit:
            assert now == card
        elif now.status == "cancelled":
            assert now.paid == 0  # a disaster pays back all
            back += card.paid
        elif now.ends < card.ends and now.starts == card.starts:
            assert (now.status, now.ends, now.slots) == (card.status, AT_ONE, "午前")
            assert now.fee < card.fee and now.paid == min(card.paid, now.fee)
            back += card.paid - now.paid
        else:
            assert (now.status, now.fee, now.paid) == (card.status, card.fee, card.paid)
            assert now.starts.date() > DAY or now.ends <= AT_ONE
    assert back == done.value.back
    nobody_can_book(storm)
    assert done.entry is not None and closed.entry is not None
    desk.journal.undo(center.staff, done.entry)
    assert as_before(rows(center)) == as_before(called)
    assert desk.journal.complaints() == []
    if not desk.emergencies.card(closed.value).called:
        desk.journal.undo(center.staff, closed.entry)
        assert as_before(rows(center)) == as_before(before)


def as_before(found: Rows) -> Rows:
    """Without those who tried to book and were registered meanwhile, and without the
    numbers of payments that were taken back, which are never lost."""
    kept = {k: v for k, v in found.items() if k not in ("group", "person", "member")}
    amount = [column.name for column in table_of(Payment).columns].index("amount")
    kept["payment"] = {row for row in kept["payment"] if row[amount]}
    return kept


def test_the_closing_alone_is_taken_back(center: Center) -> None:
    storm = Storm(center)
    storm.booked("午後")
    before = rows(center)
    plan = storm.plan()
    done = center.desk.emergencies.close(storm.actor, plan)
    assert done.entry is not None
    center.desk.journal.undo(center.staff, done.entry)
    assert rows(center) == before


def test_a_second_closing_takes_what_the_first_left(center: Center) -> None:
    storm, desk = Storm(center), center.desk
    storm.closed("活動室A")
    wider = Plan(
        tuple(center.room(n).id for n in ROOMS),
        AT_ONE - timedelta(hours=4),
        AT_NIGHT + timedelta(days=1),
        Cause.BLACKOUT,
        "全館",
    )
    desk.emergencies.close(storm.actor, wider)
    nobody_can_book(storm)
    group = center.register()
    with pytest.raises(Refusal):
        desk.bookings.book(center.staff, center.wish(group, date(2026, 11, 26), "午前"))
