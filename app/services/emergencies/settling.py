"""The pass: what is affected is cancelled or cut short and paid back, or moved."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from app.kit.refusal import Refusal
from app.rules.book.base import Explained
from app.rules.refunds import reasons
from app.services.bookings.altering import lent_with
from app.services.bookings.states import TO_COME, expect
from app.services.bookings.withdrawing import withdraw
from app.services.emergencies.cutting import Cutting, write
from app.services.emergencies.places import Places
from app.services.emergencies.values import (
    Affected,
    EmergencyCard,
    PlaceTaken,
    Settlement,
    Settling,
    refund_cause,
)
from app.services.held import busy
from app.services.offered import BookRoom
from app.services.offers import Offers
from app.services.payments import Tender, pay
from app.services.under_lottery import under_lottery
from app.services.weighing import held_by_others
from db.journal.capture import JournaledSession
from db.queries import bookings
from db.records.bookings import Booking
from db.records.emergencies import Became
from db.records.loans import Loan
from db.records.payments import Method, PaidFor
from db.records.rooms import Room
from db.store import Reading

#: Nobody who is paid back stands at the counter: the drawer is left alone.
BY_ACCOUNT = Tender(method=Method.ACCOUNT)


def settlement_of(
    session: Reading,
    offers: Offers,
    cutting: Cutting,
    card: EmergencyCard,
    now: datetime,
) -> Settlement:
    """What the pass would do, with places that those who are cancelled are told of."""
    places = Places(session, offers)
    cause = refund_cause(card.row.cause)
    lines = []
    for line in (each for each in card.lines if each.open):
        if line.promise or line.goes_on:
            lines.append(Settling(line))
            continue
        booked = bookings.card(session, line.row.id)
        if line.becomes is Became.MOVED:
            refused = _moved_to(session, offers, line)[2]
            lines.append(Settling(line, refused=refused))
        elif line.becomes is Became.SHORTENED:
            assert line.cut is not None
            cut = cutting.cut(session, booked, line.cut, now, cause)
            lines.append(Settling(line, cut.back, cut.less.explained))
        else:
            back = offers.refund(session, booked, now.date(), cause)
            near = places.near(line.row)
            told = back.explained if back else ()
            lines.append(Settling(line, back.amount if back else 0, told, near))
    return Settlement(card, lines)


def cancel(
    work: JournaledSession,
    offers: Offers,
    card: EmergencyCard,
    line: Affected,
    now: datetime,
) -> int:
    """取消 and 還付; gives what is paid back (yen)."""
    booked = bookings.card(work, line.row.id)
    cause = refund_cause(card.row.cause)
    back = withdraw(work, offers, booked, now.date(), cause)
    if back is None or not back.amount:
        return 0
    return _pay_back(work, booked.id, back.amount, back.explained, now)


def shorten(
    work: JournaledSession,
    cutting: Cutting,
    card: EmergencyCard,
    line: Affected,
    now: datetime,
) -> int:
    """短縮 and 還付 of what is lost; gives what is paid back (yen)."""
    assert line.cut is not None
    booked = bookings.card(work, line.row.id)
    cut = cutting.cut(work, booked, line.cut, now, refund_cause(card.row.cause))
    write(work, cut)
    if not cut.back:
        return 0
    return _pay_back(work, booked.id, cut.back, cut.less.explained, now)


def _pay_back(
    work: JournaledSession,
    booking_id: UUID,
    amount: int,
    explained: tuple[Explained, ...],
    now: datetime,
) -> int:
    due = PaidFor.BOOKING, booking_id
    pay(work, work.site, due, -amount, now, BY_ACCOUNT, reason=reasons(explained))
    return amount


def move(work: JournaledSession, offers: Offers, line: Affected) -> None:
    """振替: fee, payments and number stay. PlaceTaken; StillOut, OutOfStock."""
    starts, ends, refused = _moved_to(work, offers, line)
    if refused is not None:
        raise refused
    assert line.call.room_id is not None
    card = bookings.card(work, line.row.id)
    booking = expect(work.get_one(Booking, line.row.id), *TO_COME)
    room = work.get_one(Room, line.call.room_id)
    for key, day in lent_with(work, card, starts.date()):
        loan = work.get_one(Loan, key)
        loan.first_on = loan.last_on = day
    booking.room_id, booking.slots = room.id, line.call.slots
    booking.starts, booking.ends = starts, ends
    booking.busy_from, booking.busy_until = busy(room, starts, ends)


def _moved_to(
    session: Reading, offers: Offers, line: Affected
) -> tuple[datetime, datetime, Refusal | None]:
    """When the use would be then, and why it cannot be."""
    call, row = line.call, line.row
    assert call.room_id is not None and call.day is not None
    room = session.get_one(Room, call.room_id)
    slots = tuple(call.slots.split("・"))
    wish = BookRoom(room.id, row.group_id, call.day, slots, row.purpose, row.users)
    starts, ends = offers.span(session, room, wish)
    held = held_by_others(session, room, starts, ends, {row.id})
    drawn = under_lottery(session, call.day).get(room.id)
    if held is None and drawn is None:
        return starts, ends, None
    taken = PlaceTaken(group=row.group, room=room.name, day=call.day, slots=call.slots)
    return starts, ends, taken
