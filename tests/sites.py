"""A center and its satellites for tests, each with a database and a few acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Engine, select

from app.kit.outcome import Outcome
from db.journal.entry import Act
from db.numbers import next_number
from db.occupancy import NotFree
from db.records.blockings import Blocking, BlockingStatus
from db.records.bookings import Booking, Status
from db.records.groups import Group, Member
from db.records.rooms import Room
from db.store import Store
from tests.make import (
    NOW,
    make_blocking,
    make_booking,
    make_group,
    make_joined,
    make_member,
    make_person,
    make_room,
)
from tests.parcels import ParcelJournal


@dataclass(frozen=True)
class Wish:
    """A room wanted for some time on 2 April 2026."""

    room: UUID
    group: UUID
    starts: datetime
    hours: float = 1


@dataclass(frozen=True)
class Town:
    """Two rooms that make a third, and a group."""

    a: UUID
    b: UUID
    both: UUID
    group: UUID

    def wish(self, room: UUID, hour: float, hours: float = 1) -> Wish:
        return Wish(room, self.group, at(hour), hours)


@dataclass(frozen=True)
class Site:
    """One open site; its acts are what services do, without their rules."""

    name: str
    engine: Engine
    store: Store
    journal: ParcelJournal

    def close(self) -> None:
        self.engine.dispose()

    def act(self, verb: str = "test.act") -> Act:
        return Act(verb, self.name.lower(), NOW)

    def register(self, name: str) -> Outcome[UUID]:
        with self.store.write(self.act("group.register")) as work:
            number = next_number(work, "group", 2026)
            group = make_group(work, name, number=f"{self.name}26-{number:04}")
        return Outcome.of(group.id, work)

    def correct(self, group_id: UUID, **fields: str) -> Outcome[None]:
        with self.store.write(self.act("group.correct")) as work:
            group = work.get_one(Group, group_id)
            for name, value in fields.items():
                setattr(group, name, value)
        return Outcome.of(None, work)

    def lapse(self, group_id: UUID, lapsed: bool = True) -> Outcome[None]:
        with self.store.write(self.act("group.lapse")) as work:
            work.get_one(Group, group_id).lapsed = lapsed
        return Outcome.of(None, work)

    def join(self, group_id: UUID, name: str = "佐藤 梅") -> Outcome[UUID]:
        with self.store.write(self.act("member.join")) as work:
            member = make_member(work, group_id, make_person(work, name).id)
        return Outcome.of(member.id, work)

    def entitle(self, member_id: UUID, title: str) -> Outcome[None]:
        with self.store.write(self.act("member.entitle")) as work:
            work.get_one(Member, member_id).title = title
        return Outcome.of(None, work)

    def leave(self, member_id: UUID) -> Outcome[None]:
        with self.store.write(self.act("member.leave")) as work:
            work.delete(work.get_one(Member, member_id))
        return Outcome.of(None, work)

    def book(self, wish: Wish) -> Outcome[UUID]:
        with self.store.write(self.act("booking.book")) as work:
            number = next_number(work, "booking", 2026)
            booking = make_booking(
                work,
                work.get_one(Room, wish.room),
                wish.group,
                wish.starts,
                wish.hours,
                number=f"{self.name}26-{number:04}",
            )
        return Outcome.of(booking.id, work)

    def block(self, wish: Wish) -> Outcome[UUID]:
        with self.store.write(self.act("blocking.block")) as work:
            room = work.get_one(Room, wish.room)
            blocking = make_blocking(work, room, wish.starts, wish.hours)
        return Outcome.of(blocking.id, work)

    def lift(self, blocking_id: UUID) -> Outcome[None]:
        with self.store.write(self.act("blocking.lift")) as work:
            work.get_one(Blocking, blocking_id).status = BlockingStatus.LIFTED
        return Outcome.of(None, work)

    def withdraw(self, booking_id: UUID) -> Outcome[None]:
        """Take a booking back, from any site; its home frees the room."""
        with self.store.write(self.act("booking.withdraw")) as work:
            booking = work.get_one(Booking, booking_id)
            booking.withdrawn = True
            if booking.home == self.name:
                booking.status = Status.CANCELLED
        return Outcome.of(None, work)

    def settle(self) -> int:
        """Confirm, refuse or cancel what other sites asked of this one."""
        with self.store.read() as session:
            asked = (Booking.status == Status.PROVISIONAL) | (
                Booking.withdrawn & (Booking.status == Status.CONFIRMED)
            )
            waiting = session.scalars(
                select(Booking.id)
                .where(Booking.home == self.name, asked)
                .order_by(Booking.applied_on, Booking.number, Booking.id)
            ).all()
        for booking_id in waiting:
            try:
                self._answer(booking_id, Status.CONFIRMED)
            except NotFree:
                self._answer(booking_id, Status.REFUSED)
        return len(waiting)

    def _answer(self, booking_id: UUID, status: Status) -> None:
        with self.store.write(self.act(f"booking.{status}")) as work:
            booking = work.get_one(Booking, booking_id)
            booking.status = Status.CANCELLED if booking.withdrawn else status

    def bookings(self) -> Sequence[Booking]:
        with self.store.read() as session:
            return session.records(select(Booking).order_by(Booking.number))

    def blockings(self) -> Sequence[Blocking]:
        with self.store.read() as session:
            return session.records(select(Blocking).order_by(Blocking.starts))

    def group_name(self, group_id: UUID) -> str:
        with self.store.read() as session:
            return session.get_one(Group, group_id).name


def open_site(name: str, engine: Engine) -> Site:
    """The site `name`; the center is H."""
    store = Store(engine, name)
    return Site(name, engine, store, ParcelJournal(store, lambda: NOW))


def send(source: Site, target: Site) -> None:
    """All that `target` lacks."""
    target.journal.receive("m", source.journal.parcel(target.journal.vector()))


def meet(*sites: Site) -> None:
    """Exchange and answer until every site holds the same entries."""
    settled = True
    while settled or len({str(sorted(s.journal.vector().items())) for s in sites}) > 1:
        for target in sites:
            for source in sites:
                if source is not target:
                    send(source, target)
        settled = any([site.settle() for site in sites])


def furnish(home: Site) -> Town:
    with home.store.write(home.act("test.furnish")) as work:
        a = make_room(work, "会議室A")
        b = make_room(work, "会議室B", turnaround=15)
        both = make_joined(work, "会議室A+B", a, b)
        group = make_group(work, number="H26-0000")
    return Town(a.id, b.id, both.id, group.id)


def at(hour: float) -> datetime:
    """A time on 2 April 2026."""
    return datetime.combine(date(2026, 4, 2), datetime.min.time()).replace(
        hour=int(hour), minute=int(hour % 1 * 60)
    )
