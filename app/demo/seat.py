"""The desk of the demo's center, at the moments at which its people did something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from app.demo.house import CENTER, JOINED
from app.demo.parts import Group, Plan
from app.demo.rules import is_open
from app.desk import Desk, desk_on
from app.services.offered import BookRoom, LedgerRoom
from app.services.sign_in import Actor
from db.store import Store

Rooms = Sequence[LedgerRoom]

#: Looked at for what is free.
DAYS = 60


def may_book(group: Group, today: date) -> bool:
    return not group.lapsed and group.valid_until >= today


class Seat:
    """Acts by the desk's own use cases, at `now`, which only goes on.

    Ctrl+Z of who tries the demo, the first of the staff, leaves alone what the others
    did: the last does what a clerk may, the second what takes a 係長.
    """

    def __init__(self, store: Store, plan: Plan, staff: Sequence[UUID]) -> None:
        self.plan = plan
        self.now = plan.now
        self.desk: Desk = desk_on(store, store.site, lambda: self.now)
        names = {row.id: row.name for row in self.desk.staff.able()}
        self.clerk = Actor(staff[-1], names[staff[-1]])
        self.chief = Actor(staff[1], names[staff[1]])
        able = {one.name for one in plan.groups if may_book(one, self.today)}
        found = self.desk.groups.search("", limit=len(plan.groups))
        self._groups = {row.name: row.id for row in found if row.name in able}

    @property
    def today(self) -> date:
        return self.plan.now.date()

    def at(self, moment: datetime) -> Desk:
        self.now = moment
        return self.desk

    def days_before(self, first: date) -> Iterator[date]:
        """The days from `first` to yesterday on which the center was open."""
        days = (self.today - first).days
        row = (first + timedelta(days=n) for n in range(days))
        return (day for day in row if is_open(CENTER.name, day))

    def group(self, place: int) -> UUID | None:
        """By its place in the plan; None of one that may not book."""
        return self._groups.get(self.plan.groups[place].name)

    def bar(self, group: UUID) -> None:
        """From now on it may not book."""
        self._groups = {name: key for name, key in self._groups.items() if key != group}

    def groups(self) -> Sequence[UUID]:
        return list(self._groups.values())

    def ahead(self, since: int, *, whole: bool = False) -> Iterator[tuple[date, Rooms]]:
        """The days from so many on, and the center's rooms on them: the undivided ones,
        or (`whole`) those that are made of them."""
        for ahead in range(since, since + DAYS):
            day = self.today + timedelta(days=ahead)
            rooms = self.desk.offers.day(day).rooms
            yield (
                day,
                [
                    room
                    for room in rooms
                    if not room.elsewhere
                    if (room.room.name == JOINED.name) is whole
                ],
            )

    def free(self, since: int, *, whole: bool = False) -> Iterator[BookRoom]:
        """Wishes, of nobody yet, that can be had; one a day."""
        for day, rooms in self.ahead(since, whole=whole):
            offers = ((room, slot) for room in rooms for slot in room.base)
            found = next((each for each in offers if each[1].free), None)
            if found is not None:
                room, slot = found
                yield BookRoom(room.room.id, None, day, (slot.slot.name,), "定例会", 12)
