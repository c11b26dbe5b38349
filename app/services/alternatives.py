"""What is possible in place of a wish: another room, another time, the next days."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from app.services.offered import Alternative, BookRoom, LedgerDay, LedgerRoom
from app.services.weighing import holds

#: How far to look for another day.
DAYS_AHEAD = 14
#: Every room on a day, with what each slot costs or why it is not to be had.
DayOf = Callable[[date], LedgerDay]


def nearby(day_of: DayOf, wish: BookRoom) -> Iterator[Alternative]:
    """The same time in another room, another time, then the next days."""
    rooms = _roomy(day_of, wish, wish.day)
    same = [row for row in rooms if row.room.id == wish.room_id]
    others = [row for row in rooms if row.room.id != wish.room_id]
    yield from matching(others, wish.day, wish.slots)
    for row in same:
        for offer in row.slots:
            if offer.free and not offer.slot.covers:
                yield _alternative(row, wish.day, (offer.slot.name,), offer.fee)
    wanted = {row.room.id for row in same or rooms}
    for ahead in range(1, DAYS_AHEAD + 1):
        day = wish.day + timedelta(days=ahead)
        later = [r for r in _roomy(day_of, wish, day) if r.room.id in wanted]
        yield from matching(later, day, wish.slots)


def _roomy(day_of: DayOf, wish: BookRoom, day: date) -> Sequence[LedgerRoom]:
    """The rooms of a day that hold so many, the smallest first."""
    rooms = [row for row in day_of(day).rooms if holds(row.room, wish.users)]
    return sorted(rooms, key=lambda row: row.room.capacity)


def matching(
    rooms: Sequence[LedgerRoom], day: date, slots: tuple[str, ...]
) -> Iterator[Alternative]:
    """Rooms in which all of `slots` can be had."""
    for row in rooms:
        wanted = [offer for offer in row.slots if offer.slot.name in slots]
        if len(wanted) == len(slots) and all(offer.free for offer in wanted):
            yield _alternative(row, day, slots, sum(offer.fee for offer in wanted))


def _alternative(
    row: LedgerRoom, day: date, slots: tuple[str, ...], fee: int
) -> Alternative:
    room = row.room
    return Alternative(room.id, room.name, day, slots, fee, room.capacity)
