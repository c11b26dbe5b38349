"""Bookings, blockings, exceptions, liftings and undo, against squared paper."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from uuid import UUID

from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.services.blockings import BlockRooms, InTheWay, Stretch, write
from app.services.blockings.exempting import exempt
from app.services.sign_in import Actor
from db.journal.entry import Dot
from db.occupancy import NotFree
from db.queries import waivers
from db.records.blockings import Blocking, BlockingStatus
from db.records.bookings import OCCUPYING, Booking, Occupancy
from db.records.rooms import Room
from db.records.staff import Role, Staff
from tests.conftest import sqlite_engine
from tests.make import NOW, make_booking
from tests.sites import Site, Town, at, furnish, open_site

QUARTER = timedelta(minutes=15)
ACTOR = Actor(UUID(int=1), "渡邊 花子")
#: Who has a quarter of a room: the key of a booking, or that it is blocked.
BLOCKED = UUID(int=0)
Paper = dict[tuple[UUID, datetime], UUID]


class Step(NamedTuple):
    """`room` is one of three, `start` and `length` are half hours after 9:00."""

    what: str
    room: int
    start: int
    length: int


steps = st.lists(
    st.builds(
        Step,
        st.sampled_from(["book", "book", "exempt", "exempt", "block", "block"])
        | st.sampled_from(["lift", "cancel", "undo", "undo"]),
        st.integers(0, 2),
        st.integers(0, 11),
        st.integers(1, 5),
    ),
    min_size=6,
    max_size=14,
)


class Desk:
    """A site, and what was done there last."""

    def __init__(self, site: Site, town: Town) -> None:
        self.site, self.town = site, town
        self.rooms = (town.a, town.b, town.both)
        self.units = {town.both: (town.a, town.b)}
        self.before: Paper = {}
        self.last: Dot | None = None
        with site.store.write(site.act("staff.add")) as work:
            head = Staff(id=ACTOR.id, name=ACTOR.name, pin_set_at=NOW, role=Role.HEAD)
            work.add(head)

    def paper(self) -> Paper:
        """What the records say, one quarter after the other; two never meet."""
        found: Paper = {}
        with self.site.store.read() as session:
            for b in session.records(select(Booking)):
                if b.status in OCCUPYING:
                    self._mark(found, b.room_id, b.starts, b.busy_until, b.id)
            for k in session.records(select(Blocking)):
                if k.status == BlockingStatus.IN_FORCE:
                    self._mark(found, k.room_id, k.starts, k.ends, BLOCKED)
            cells = session.execute(select(Occupancy.room_id, Occupancy.booking_id)).all()
        held = sorted((room, who or BLOCKED) for room, who in cells)
        assert held == sorted((room, who) for (room, _), who in found.items())
        return found

    def _mark(
        self, paper: Paper, room: UUID, starts: datetime, ends: datetime, who: UUID
    ) -> None:
        for unit in self.units.get(room, (room,)):
            moment = starts
            while moment < ends:
                assert (unit, moment) not in paper, "two have the same quarter"
                paper[unit, moment] = who
                moment += QUARTER

    def wanted(self, step: Step, *, cleaned: bool) -> Paper:
        room = self.rooms[step.room]
        starts = at(9 + step.start / 2)
        ends = starts + timedelta(minutes=30 * step.length)
        if cleaned and room == self.town.b:
            ends += QUARTER
        found: Paper = {}
        self._mark(found, room, starts, ends, BLOCKED)
        return found

    def do(self, step: Step) -> None:
        before = self.paper()
        match step.what:
            case "book" | "exempt":
                self._book(step, before)
            case "block":
                self._block(step, before)
            case "lift" | "cancel":
                self._give_up(step, before)
            case "undo" if self.last is not None:
                self.site.journal.undo("h", self.last)
                assert self.paper() == self.before
                self.last = None

    def _book(self, step: Step, before: Paper) -> None:
        exempted = step.what == "exempt"
        wanted = self.wanted(step, cleaned=True)
        holders = {before[cell] for cell in wanted if cell in before}
        fits = not holders or (exempted and holders == {BLOCKED})
        key: UUID | None = None
        try:
            act = replace(self.site.act("booking.book"), staff=ACTOR.key)
            with self.site.store.write(act) as work:
                room = work.get_one(Room, self.rooms[step.room])
                hours = step.length / 2
                starts = at(9 + step.start / 2)
                booking = make_booking(work, room, self.town.group, starts, hours)
                work.delete(booking)  # it comes after what gives way to it
                if exempted:
                    use = booking.starts, booking.busy_until
                    exempt(work, booking.id, booking.room_id, use, "市長の来訪")
                work.add(booking)
                key = booking.id
            self.before, self.last = before, work.entry
        except NotFree:
            assert not fits and self.paper() == before
            return
        assert fits and key is not None
        with self.site.store.read() as session:
            kept = waivers.of_booking(session, key)
        assert bool(kept) == (holders == {BLOCKED})
        assert self.paper() == {**before, **dict.fromkeys(wanted, key)}

    def _block(self, step: Step, before: Paper) -> None:
        wanted = self.wanted(step, cleaned=False)
        starts = at(9 + step.start / 2)
        span = Stretch(starts, starts + timedelta(minutes=30 * step.length))
        room = (self.rooms[step.room],)
        wish = BlockRooms(room, (span,), "official", "選挙", allowed_by="所長")
        try:
            with self.site.store.write(self.site.act("blocking.block")) as work:
                write(work, ACTOR, wish, NOW)
            self.before, self.last = before, work.entry
        except (InTheWay, NotFree):
            assert wanted.keys() & before.keys() and self.paper() == before
            return
        assert not wanted.keys() & before.keys()
        assert self.paper() == {**before, **wanted}

    def _give_up(self, step: Step, before: Paper) -> None:
        """A blocking is lifted or a booking cancelled, whichever `start` points at."""
        with self.site.store.write(self.site.act(step.what)) as work:
            if step.what == "lift":
                rows = work.records(
                    select(Blocking)
                    .where(Blocking.status == BlockingStatus.IN_FORCE)
                    .order_by(Blocking.id)
                )
                for row in rows[step.start : step.start + 1]:
                    row.status = BlockingStatus.LIFTED
            else:
                found = select(Booking).where(Booking.status == "confirmed")
                for booking in work.records(found.order_by(Booking.id))[: step.length]:
                    booking.status = "cancelled"
        if work.entry is not None:
            self.before, self.last = before, work.entry
        assert self.paper().items() <= before.items()


@contextmanager
def a_desk() -> Iterator[Desk]:
    with TemporaryDirectory() as folder:
        site = open_site("H", sqlite_engine(Path(folder)))
        yield Desk(site, furnish(site))
        site.close()


@settings(max_examples=20)
@given(steps)
@example([Step("block", 2, 0, 4), Step("exempt", 0, 1, 2), Step("undo", 0, 0, 1)])
def test_quarters_are_as_on_paper(done: list[Step]) -> None:
    with a_desk() as desk:
        for step in done:
            desk.do(step)
        assert desk.site.journal.complaints() == []
