"""What was chosen on the grids, as the panel of a new booking takes it. No Qt here."""

from __future__ import annotations

from collections.abc import Mapping
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

    @property
    def fields(self) -> Mapping[str, str]:
        """The others as the fields 一緒に使う部屋 and くり返し・日付 take them."""
        same = [each for each in self.others if each.slots == self.first.slots]
        rooms = [each.room.room.id.hex for each in same if each.day == self.first.day]
        days = [
            f"{each.day.month}/{each.day.day}"
            for each in same
            if each.day != self.first.day
        ]
        return {"rooms": " ".join(rooms), "repeat": " ".join(days)}

    @property
    def apart(self) -> tuple[Place, ...]:
        """What has other slots than the first: it is asked for by itself."""
        return tuple(each for each in self.others if each.slots != self.first.slots)
