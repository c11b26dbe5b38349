"""Finding room: what is nearest to a wish, and when a group's usual time is free."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import partial
from itertools import groupby, islice
from uuid import UUID

from app.kit.clock import Clock, wall
from app.kit.refusal import Refusal
from app.rules.requirements import RegisteredOnly
from app.rules.use.refusals import NoLongerOpen, NotOpenYet
from app.rules.usual import LAST, Pattern, Use, pattern
from app.services.offers import Alternative, BookRoom, Offers
from app.services.vacancies import Vacancies
from db.queries import bookings, today
from db.records.bookings import OCCUPYING, Status
from db.store import Store

__all__ = ["Finding", "Near", "Nearness", "Passed", "Pattern", "WhenFree"]

#: How far to look, and how many of each sort are shown.
DAYS_AHEAD, WEEKS_AHEAD, SAME_DAY, DAYS, WEEKS = 14, 8, 3, 3, 2
#: A usual time is looked for in so many weeks, until it was found so often.
USUAL_WEEKS, USUAL = 26, 5
USED = (*OCCUPYING, Status.PROVISIONAL)


class Nearness(StrEnum):
    """In the order in which people take it."""

    OTHER_ROOM = "other_room"
    OTHER_TIME = "other_time"
    NEXT_DAYS = "next_days"
    SAME_WEEKDAY = "same_weekday"


@dataclass(frozen=True, slots=True)
class Near:
    """Something possible in place of a wish, and what it has in common with it."""

    nearness: Nearness
    place: Alternative


@dataclass(frozen=True, slots=True)
class Passed:
    """A day on which it cannot be, and why."""

    day: date
    why: Refusal


@dataclass(frozen=True, slots=True)
class WhenFree:
    """When a group can have what it usually has. `ended` says why nothing later was
    looked at: the acceptance has not begun, or the registration is over."""

    usual: Pattern
    room: str
    places: Sequence[Alternative]
    passed: Sequence[Passed]
    ended: Refusal | None


class Finding:
    """Reads only."""

    def __init__(
        self, store: Store, clock: Clock, offers: Offers, vacancies: Vacancies
    ) -> None:
        self._store, self._clock, self._offers = store, clock, offers
        self._vacancies = vacancies

    def near(
        self, day: date, slot: str, people: int = 0, rooms: Collection[str] = ()
    ) -> Sequence[Near]:
        """In place of a wish for which nothing is free: the same time in another room,
        another time of the day, the next days, the same weekday. `rooms` are those that
        were named, if any; `slot` is empty where any will do."""
        places = partial(self._offers.places, slot=slot, people=people)
        found: list[Near] = []
        if slot and rooms:
            others = (place for place in places(day) if place.room not in rooms)
            found += [Near(Nearness.OTHER_ROOM, p) for p in islice(others, SAME_DAY)]
        if slot:
            times = self._offers.places(day, "", people, rooms)
            found += [Near(Nearness.OTHER_TIME, p) for p in islice(times, SAME_DAY)]
        days = list(islice(self._later(day, DAYS_AHEAD, slot, people, rooms), DAYS))
        found += [Near(Nearness.NEXT_DAYS, place) for place in days]
        told = {near.place.day for near in found}
        same = (
            place
            for place in self._later(day, 7 * WEEKS_AHEAD, slot, people, rooms)
            if place.day.weekday() == day.weekday() and place.day not in told
        )
        found += [Near(Nearness.SAME_WEEKDAY, p) for p in islice(same, WEEKS)]
        return found

    def within(
        self,
        first: date,
        last: date,
        slot: str,
        people: int = 0,
        rooms: Collection[str] = (),
    ) -> Iterator[Alternative]:
        """On each day of a period that has it, from today on, the smallest room that is
        large enough."""
        now = wall(self._clock()).date()
        if first <= now <= last:
            yield from islice(self._offers.places(now, slot, people, rooms), 1)
        before = max(first - timedelta(days=1), now)
        yield from self._later(before, (last - before).days, slot, people, rooms)

    def _later(
        self, day: date, days: int, slot: str, people: int, rooms: Collection[str]
    ) -> Iterator[Alternative]:
        """The smallest room that is large enough, on each day after one that has it."""
        first = day + timedelta(days=1)
        free = self._vacancies.over(first, days, slot, people, rooms)
        for _, places in groupby(free, key=lambda place: place.day):
            yield from islice(filter(self._offers.stands, places), 1)

    def usual(self, group_id: UUID) -> Pattern | None:
        """What the group usually has; None where it had nothing that still exists."""
        with self._store.read() as session:
            rooms = {room.id for room in today.rooms(session.read)}
            cards = bookings.of_group(session, group_id, 2 * LAST)
        return pattern(
            [
                Use(
                    card.room_id,
                    card.starts.date(),
                    tuple(card.slots.split("・")),
                    card.users,
                )
                for card in cards
                if card.status in USED and card.room_id in rooms and card.slots
            ]
        )

    def when_free(self, group_id: UUID) -> WhenFree | None:
        """The next days on which the group can have its usual room and time."""
        usual = self.usual(group_id)
        if usual is None:
            return None
        with self._store.reader() as read:
            [room] = [row.name for row in today.rooms(read) if row.id == usual.room_id]
        places: list[Alternative] = []
        passed: list[Passed] = []
        first = usual.on_or_after(wall(self._clock()).date())
        for week in range(USUAL_WEEKS):
            day = first + timedelta(weeks=week)
            wish = BookRoom(usual.room_id, group_id, day, usual.slots, users=usual.people)
            found = self._offers.verdict(wish)
            if isinstance(found, Alternative):
                places.append(found)
            elif isinstance(found, NotOpenYet | RegisteredOnly):
                return WhenFree(usual, room, places, passed, found)
            elif not isinstance(found, NoLongerOpen):  # today, mostly: nothing to tell
                passed.append(Passed(day, found))
            if len(places) == USUAL:
                break
        return WhenFree(usual, room, places, passed, None)
