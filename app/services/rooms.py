"""Use cases of rooms: what they are called, hold, are made of, and need between uses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from app.kit import checks
from app.kit.clock import Clock, wall
from app.kit.outcome import Outcome
from app.kit.refusal import Refusal
from db.journal.capture import JournaledSession
from db.journal.entry import Act
from db.keys import derived
from db.occupancy import RoomBlocked, RoomTaken
from db.queries import rooms, sites
from db.queries.rooms import RoomCard
from db.records.rooms import Room, RoomPart
from db.store import Store

__all__ = ["RoomCard", "RoomForm", "Rooms"]

MOST_PEOPLE, MOST_MINUTES = 9_999, 24 * 60


class OtherSite(Refusal):
    """A room is set up where it is at home."""

    code = "room.other_site"


class BadParts(Refusal):
    """A room is made of undivided rooms of the same site, not of itself."""

    code = "room.bad_parts"


class PartsTaken(Refusal):
    """Bookings of the whole and of a part would meet: says with which, as `RoomTaken`."""

    code = "room.parts_taken"


class PartsBlocked(Refusal):
    """The same with a blocking, as `RoomBlocked`."""

    code = "room.parts_blocked"


class StillBooked(Refusal):
    """A room that is booked cannot be retired: `count` bookings are to come."""

    code = "room.still_booked"


@dataclass(frozen=True, slots=True)
class RoomForm:
    """A room as it is typed. New `preparation` and `turnaround` (minutes) hold for
    new bookings."""

    name: str
    capacity: str
    preparation: str = "0"
    turnaround: str = "0"
    parts: tuple[UUID, ...] = ()
    retired: bool = False


class Rooms:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def cards(self) -> Sequence[RoomCard]:
        with self._store.read() as session:
            return rooms.cards(session)

    def correct(self, staff: str, room_id: UUID, form: RoomForm) -> Outcome[None]:
        """Change a room. What is booked takes up the new parts from now on.

        FieldRefused, OtherSite, BadParts, PartsTaken, PartsBlocked, StillBooked.
        """
        name = checks.line("name", form.name, most=40, required=True)
        capacity = checks.number("capacity", form.capacity, least=0, most=MOST_PEOPLE)
        before = checks.number(
            "preparation", form.preparation, least=0, most=MOST_MINUTES
        )
        after = checks.number("turnaround", form.turnaround, least=0, most=MOST_MINUTES)
        act = Act("room.correct", staff, self._clock())
        try:
            with self._store.write(act) as work:
                room = work.get_one(Room, room_id)
                if room.home != work.site:
                    home = sites.name_of(work.read, room.home)
                    raise OtherSite(name=room.name, home=home)
                if form.retired and not room.retired:
                    _refuse_booked(work, room, act)
                room.name, room.capacity = name, capacity
                room.preparation, room.turnaround = before, after
                room.retired = form.retired
                _divide(work, room, set(form.parts))
        except RoomTaken as taken:
            raise PartsTaken(**taken.params) from taken
        except RoomBlocked as blocked:
            raise PartsBlocked(**blocked.params) from blocked
        return Outcome.of(None, work)


def _refuse_booked(work: JournaledSession, room: Room, act: Act) -> None:
    if count := rooms.to_come(work, room.id, wall(act.now)):
        raise StillBooked(name=room.name, count=count)


def _divide(work: JournaledSession, room: Room, wanted: set[UUID]) -> None:
    now = {part.part_id: part for part in rooms.part_records(work, room.id)}
    if wanted == now.keys():
        return
    wholes = rooms.parts_of_all(work)
    inside = {part for parts in wholes.values() for part in parts}
    of_site = {card.id for card in rooms.cards(work) if card.home == room.home}
    if wanted and (
        room.id in inside | wanted or wanted & wholes.keys() or wanted - of_site
    ):
        raise BadParts(name=room.name)
    for part in wanted - now.keys():
        key = derived("room_part", room.id, part)
        work.add(RoomPart(id=key, room_id=room.id, part_id=part))
    for part in now.keys() - wanted:
        work.delete(now[part])
