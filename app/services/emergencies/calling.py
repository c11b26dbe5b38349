"""A call to a group of a 臨時休館: what came of it, and what it wants instead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from app.kit.wareki import full
from app.services.bookings.refusals import AwayRoom
from app.services.emergencies.values import (
    Affected,
    EmergencyCard,
    NotAffected,
    Noted,
    PlaceGiven,
)
from app.services.offered import Alternative, BookRoom
from app.services.offers import Offers
from db.journal.capture import JournaledSession
from db.queries.emergencies import CallRow
from db.records.emergencies import EmergencyCall, Wanted
from db.records.rooms import Room


def line_of(card: EmergencyCard, booking_id: UUID) -> Affected:
    """Raises NotAffected."""
    found = next((line for line in card.lines if line.row.id == booking_id), None)
    if found is None:
        raise NotAffected()
    return found


def new_record(emergency_id: UUID, call: CallRow) -> EmergencyCall:
    return EmergencyCall(
        id=call.id,
        emergency_id=emergency_id,
        booking_id=call.booking_id,
        waiting_id=call.waiting_id,
        request_id=call.request_id,
        place=call.place,
        was_room_id=call.was_room_id,
        was_starts=call.was_starts,
        was_ends=call.was_ends,
    )


def keep_call(
    work: JournaledSession, card: EmergencyCard, line: Affected
) -> EmergencyCall:
    """The record of a call; of what came later from another site it is made now."""
    found = work.get(EmergencyCall, line.call.id)
    if found is None:
        found = new_record(card.row.id, line.call)
        work.add(found)
    return found


def write_call(
    work: JournaledSession,
    card: EmergencyCard,
    line: Affected,
    noted: Noted,
    name: str,
    at: datetime,
) -> None:
    """What came of it takes the place of what was noted before. Who is in the house, or
    was only promised a place, has nothing to choose."""
    call = keep_call(work, card, line)
    place = noted.place if noted.wanted == Wanted.MOVE else None
    free = not (line.promise or line.inside)
    call.result, call.wanted = noted.result, noted.wanted if free else Wanted.UNKNOWN
    call.room_id = place.room_id if place else None
    call.day = place.day if place else None
    call.slots = "・".join(place.slots) if place else ""
    call.called_by, call.called_at = name, at


def promised_to(lines: Sequence[Affected], place: Alternative) -> Affected | None:
    """Who was promised some of a place."""
    for line in lines:
        call = line.call
        same = (call.room_id, call.day) == (place.room_id, place.day)
        if same and not set(call.slots.split("・")).isdisjoint(place.slots):
            return line
    return None


def check_place(
    work: JournaledSession,
    offers: Offers,
    card: EmergencyCard,
    line: Affected,
    place: Alternative,
) -> None:
    """Whether a group can be promised it. PlaceGiven, AwayRoom, what the rules say, and
    RoomTaken with who has it."""
    row = line.row
    if row.home != work.site:
        raise AwayRoom(room=row.room)
    others = [other for other in card.lines if other.row.id != row.id]
    if (other := promised_to(others, place)) is not None:
        raise PlaceGiven(room=place.room, day=full(place.day), group=other.row.group)
    wish = BookRoom(
        place.room_id, row.group_id, place.day, place.slots, row.purpose, row.users
    )
    if work.get_one(Room, place.room_id).home != work.site:
        raise AwayRoom(room=place.room)
    found = offers.weighed(work, wish, [row.id])
    if not isinstance(found, Alternative):
        raise found
