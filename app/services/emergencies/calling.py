"""A call to a group of a 臨時休館: what came of it, and what it wants instead."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from app.services.bookings.refusals import AwayRoom
from app.services.emergencies.given import Given
from app.services.emergencies.values import (
    Affected,
    EmergencyCard,
    NotAffected,
    Noted,
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
        wanted=call.wanted,
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
    """What came of it takes the place of what was noted before."""
    call = keep_call(work, card, line)
    place = noted.place if noted.wanted == Wanted.MOVE else None
    call.result, call.wanted = noted.result, _wanted(line, noted.wanted)
    call.room_id = place.room_id if place else None
    call.day = place.day if place else None
    call.slots = "・".join(place.slots) if place else ""
    call.called_by, call.called_at = name, at


def _wanted(line: Affected, said: str) -> str:
    """Who is in the house, or was only promised a place, has nothing to choose, but that
    who may go on may as well end. A call that reached nobody leaves it at that."""
    if line.call.wanted == Wanted.CONTINUE:
        ends = said == Wanted.SHORTEN if line.inside else bool(said)
        return said if ends else Wanted.CONTINUE
    return Wanted.UNKNOWN if line.promise or line.inside else said


def check_place(
    work: JournaledSession,
    offers: Offers,
    line: Affected,
    place: Alternative,
) -> None:
    """Whether a group can be promised it. PlaceClosed, PlaceGiven, AwayRoom, what the
    rules say, and RoomTaken with who has it."""
    row = line.row
    if row.home != work.site:
        raise AwayRoom(room=row.room)
    if (no := Given(work, offers).against(place, row.id)) is not None:
        raise no
    wish = BookRoom(
        place.room_id, row.group_id, place.day, place.slots, row.purpose, row.users
    )
    if work.get_one(Room, place.room_id).home != work.site:
        raise AwayRoom(room=place.room)
    found = offers.weighed(work, wish, [row.id])
    if not isinstance(found, Alternative):
        raise found
