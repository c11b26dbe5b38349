"""The free slots of a room on a day, asking the rules of no slot that is taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from app.kit.refusal import Refusal
from app.rules.book.base import Silent, UnknownPlace
from app.rules.book.hire import Slot
from app.rules.book.rulebook import Rulebook
from app.rules.fees import quote
from app.rules.fees.slots import slots_of
from app.services.held import between, overlapping
from app.services.offered import Alternative, Use
from db.queries.today import RoomRow


def places_in(
    book: Rulebook,
    room: RoomRow,
    day: date,
    slot: str,
    held: Sequence[Use],
    refused: Callable[[], Refusal | None],
) -> Sequence[Alternative]:
    """Those called `slot`, or all that no other is made of; with their fees.

    `refused` is asked once, for the day, where anything is left of it.
    """
    try:
        free = [
            each.name
            for each in slots_of(book, day, room.name)
            if (each.name == slot if slot else not each.covers)
            if not _taken(each, day, room, held)
        ]
        if not free or refused():
            return []
        return [
            Alternative(
                room.id,
                room.name,
                day,
                (name,),
                quote(book, room.name, day, (name,)).fee,
                room.capacity,
            )
            for name in free
        ]
    except (Silent, UnknownPlace):
        return []


def _taken(slot: Slot, day: date, room: RoomRow, held: Sequence[Use]) -> bool:
    starts, ends = slot.starts_on(day), slot.ends_on(day)
    used = overlapping(starts, ends, held)
    return bool(used or between(room, starts, ends, held))
