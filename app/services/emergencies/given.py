"""What nobody can be promised any more: what others were promised, and what is closed."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from app.kit.refusal import Refusal
from app.kit.wareki import full
from app.rules.fees.slots import SlotsOverlap, UnknownSlot
from app.services.closed import PlaceClosed
from app.services.emergencies.values import PlaceGiven
from app.services.held import busy
from app.services.offered import Alternative, BookRoom
from app.services.offers import Offers
from db.queries import emergencies
from db.queries.rooms import parts_of_all
from db.records.rooms import Room
from db.store import Reading


class Taken(NamedTuple):
    """Time of undivided rooms."""

    pieces: frozenset[UUID]
    since: datetime
    until: datetime

    def meets(self, other: Taken) -> bool:
        return (
            self.since < other.until
            and other.since < self.until
            and not self.pieces.isdisjoint(other.pieces)
        )


class Given:
    """Of all closings that are not settled: a place is promised once, whatever its slots
    and rooms are called, with the preparation before it and the cleaning up after it."""

    def __init__(self, session: Reading, offers: Offers) -> None:
        self._session, self._offers = session, offers
        self._parts = parts_of_all(session)
        self._promised = emergencies.promised(session)
        self._shut = [
            Taken(self._pieces(*row.rooms), row.starts, row.ends)
            for row in emergencies.not_settled(session)
        ]

    def against(self, place: Alternative, booking_id: UUID) -> Refusal | None:
        """What stands against promising it for a booking. PlaceClosed, PlaceGiven."""
        use, taken = self._times(place.room_id, place.day, place.slots)
        where = {"room": place.room, "day": full(place.day)}
        if any(use.meets(shut) for shut in self._shut):
            return PlaceClosed(**where)
        for other in self._promised:
            if other.booking_id == booking_id or other.day != place.day:
                continue
            try:
                _, theirs = self._times(other.room_id, other.day, other.slots.split("・"))
            except (UnknownSlot, SlotsOverlap):
                continue  # rules that came since have no such slot: nobody goes there
            if taken.meets(theirs):
                return PlaceGiven(**where, group=other.group)
        return None

    def _times(
        self, room_id: UUID, day: date, slots: tuple[str, ...] | list[str]
    ) -> tuple[Taken, Taken]:
        """Of a use, and of all that keeps others out."""
        room = self._session.get_one(Room, room_id)
        wish = BookRoom(room_id, None, day, tuple(slots))
        span = self._offers.span(self._session, room, wish)
        pieces = self._pieces(room_id)
        return Taken(pieces, *span), Taken(pieces, *busy(room, *span))

    def _pieces(self, *rooms: UUID) -> frozenset[UUID]:
        return frozenset(
            piece for room in rooms for piece in self._parts.get(room) or (room,)
        )
