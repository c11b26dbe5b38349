"""What was chosen on the grids, as the panel of a new booking takes it. No Qt here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.services.offered import LedgerRoom
from ui.pages.bookings.words import long_day


@dataclass(frozen=True, slots=True)
class Place:
    """What a new booking is about: a room, a day, slots as the rulebook names them."""

    room: LedgerRoom
    day: date
    slots: tuple[str, ...]

    @property
    def words(self) -> str:
        """会議室A 12月1日(火) 午後."""
        return f"{self.room.room.name} {long_day(self.day)} {'・'.join(self.slots)}"


@dataclass(frozen=True, slots=True)
class Selection:
    """Several places asked for together, in the order in which they were chosen.

    A place is there at least.
    """

    places: tuple[Place, ...]

    @property
    def first(self) -> Place:
        return self.places[0]

    @property
    def others(self) -> tuple[Place, ...]:
        return self.places[1:]
