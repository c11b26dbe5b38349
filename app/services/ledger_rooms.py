"""A room on a day, slot by slot, as anybody may ask for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.kit.refusal import Refusal
from app.rules.book.base import Silent, UnknownPlace
from app.rules.book.facts import Facts
from app.rules.book.rulebook import Rulebook
from app.rules.calendar.opening import Opening, opening
from app.rules.fees import quote
from app.rules.fees.slots import slots_of
from app.services.held import between, overlapping
from app.services.offered import BookRoom, LedgerRoom, SlotOffer, Use
from app.services.weighing import refusal
from db.queries.today import BookingRow, RoomRow


def opening_of(book: Rulebook, room: RoomRow, day: date) -> Opening | None:
    """When a room is open; None where the rules do not say."""
    try:
        return opening(book, day, room.name)
    except (Silent, UnknownPlace):
        return None


def ledger_room(
    book: Rulebook,
    room: RoomRow,
    day: date,
    asked: date,
    held: Sequence[Use],
    beside: Sequence[BookingRow],
    drawn: Refusal | None = None,
) -> LedgerRoom:
    """A room on a day: what each slot costs on `asked`, or why it is not to be had.

    `drawn`: a lottery is about to give it out.
    """
    hours = opening_of(book, room, day)
    try:
        slots = _slots(book, room, day, asked, [*held, *beside], drawn)
        return LedgerRoom(room, hours, slots, beside=beside)
    except (Silent, UnknownPlace) as unknown:
        return LedgerRoom(room, hours, (), unknown, beside=beside)


def _slots(
    book: Rulebook,
    room: RoomRow,
    day: date,
    asked: date,
    held: Sequence[Use],
    drawn: Refusal | None,
) -> Sequence[SlotOffer]:
    # The same for every slot: only together they may be too far apart.
    wish = BookRoom(room.id, None, day, ())
    anybody = Facts({"registered": True}, apply_on=asked)
    no = drawn or refusal(book, room.name, wish, anybody)
    offers = []
    for slot in slots_of(book, day, room.name):
        starts, ends = slot.starts_on(day), slot.ends_on(day)
        taken = overlapping(starts, ends, held) is not None
        near = None if taken else between(room, starts, ends, held)
        fee = quote(book, room.name, day, (slot.name,), facts=anybody).fee
        offers.append(SlotOffer(slot, fee, taken, no, near))
    return offers
