"""Gives the wishes their rooms, in the order in which they were applied for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from random import Random

from app.demo import rules
from app.demo.diary import Wish
from app.demo.house import ROOMS
from app.demo.parts import Booking, Group, Room

Applied = tuple[datetime, Wish]

#: How many days after acceptance begins a regular group asks: many on the first.
HASTE = (0, 0, 0, 0, 1, 1, 2, 3, 4, 6, 8, 11)


class Schedule:
    """The rooms' calendar; nobody gets a room that another has."""

    def __init__(
        self,
        random: Random,
        groups: Sequence[Group],
        grounds: Sequence[str],
        now: datetime,
    ) -> None:
        self._random = random
        self._groups = groups
        self._grounds = grounds
        self._now = now
        self._taken: set[tuple[str, date, str]] = set()
        self._present: set[tuple[int, date, str]] = set()
        self.bookings: list[Booking] = []

    def take_all(self, wishes: Iterable[Wish]) -> None:
        """First come, first served; some go home without a room."""
        asked = [applied for wish in wishes for applied in self._asked(wish)]
        for at, wish in sorted(asked, key=lambda applied: applied[0]):
            self._take(at, wish)

    def take_one(self, wish: Wish) -> None:
        for at, asked in self._asked(wish):
            self._take(at, asked)

    def is_free(self, key: str, day: date, slot: str) -> bool:
        return (key, day, slot) not in self._taken

    def _take(self, at: datetime, wish: Wish) -> None:
        for room in self._rooms(wish):
            pieces = rules.pieces(room, wish.day, wish.slots)
            cells = {(room.key, wish.day, piece) for piece in pieces}
            # A group that is here already does not come to a second room.
            here = {(wish.group, wish.day, piece) for piece in pieces}
            is_open = rules.is_open(room.facility, wish.day)
            if is_open and not cells & self._taken and not here & self._present:
                self._taken |= cells
                self._present |= here
                self.bookings.append(self._booking(at, wish, room))
                return

    def _asked(self, wish: Wish) -> Iterator[Applied]:
        """When the group came to ask, unless that is yet to happen, or too late."""
        room = _room(wish.room)
        opens = rules.first_day(room, wish.day)
        if wish.lead is None:
            ask = opens + timedelta(self._random.choice(HASTE))
        else:
            ask = max(opens, wish.day - timedelta(wish.lead))
        at = self._moment(rules.open_day(room.facility, ask))
        if at <= self._now and at.date() < wish.day and self._may(wish, at.date()):
            yield at, wish

    def _moment(self, day: date) -> datetime:
        """A minute at which the desk takes applications."""
        return datetime.combine(day, time(9, 5)) + timedelta(
            minutes=self._random.randrange(510)
        )

    def _may(self, wish: Wish, asked_on: date) -> bool:
        group = self._groups[wish.group]
        lasts = group.valid_until >= self._now.date() or wish.day <= group.valid_until
        return group.registered_on < asked_on and lasts

    def _rooms(self, wish: Wish) -> Iterator[Room]:
        """The usual room, else another that is large enough; some would go elsewhere."""
        usual = _room(wish.room)
        yield usual
        large = [room for room in ROOMS if room.capacity >= wish.users and room != usual]
        yield from (room for room in large if room.facility == usual.facility)
        if self._random.random() < 0.35:
            yield from (room for room in large if room.facility != usual.facility)

    def _booking(self, at: datetime, wish: Wish, room: Room) -> Booking:
        starts, ends = rules.hours(room, wish.day, wish.slots)
        return Booking(
            group=wish.group,
            room=ROOMS.index(room),
            purpose=wish.purpose,
            users=min(wish.users, room.capacity),
            slots=wish.slots,
            starts=starts,
            ends=ends,
            applied_at=at,
            ground=self._grounds[wish.group],
            quote=rules.fee(room, wish.day, wish.slots, self._grounds[wish.group]),
        )


def _room(key: str) -> Room:
    return next(room for room in ROOMS if room.key == key)
