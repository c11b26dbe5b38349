"""The desk beside its model: does an act at both, and finds them alike after each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import select

from app.kit.outcome import Outcome
from app.services.blockings import InTheWay
from app.services.bookings import BookRoom
from app.services.under_lottery import UnderLottery
from db.journal import guard
from db.journal.amend import BuiltUpon, ChangedSince
from db.journal.kinds import kinds
from db.journal.rebuild import refold
from db.occupancy import NotFree
from db.opening import url_of
from db.reader import quarters
from db.records.blockings import Blocking
from db.records.bookings import Booking, Occupancy
from db.records.lotteries import Lottery, LotteryRequest
from db.records.payments import Payment
from db.records.requests import Request as Series
from db.records.waiting import Waiting
from db.refusal import Refusal
from db.session import Session
from db.store import engine_for
from tests.proof.life import model
from tests.proof.life.model import Model, Place, Stuck, Thing, Things
from tests.proof.workplace import Opened, Workplace

T = TypeVar("T")
#: From tomorrow on; every third step is not the first one of a day.
DAYS = [date(2026, 11, 25) + timedelta(days=n) for n in (0, 1, 7, 8)]
SLOTS = st.sampled_from(["午前", "午前", "午後", "夜間", "全日"])
ANY = st.integers(0, 999)


class Clerk(RuleBasedStateMachine):
    """What rules share. `furnish` gives a new center; set by whoever runs it."""

    furnish: Callable[[], Workplace]
    where: Workplace
    opened: Opened

    def __init__(self) -> None:
        super().__init__()
        self.where = type(self).furnish()
        self.opened = self.where.open()
        self.desk, self.staff = self.opened.desk, self.where.actor.key
        self.rooms = [*self.where.parts]
        self.rest = {
            card.id: (card.preparation, card.turnaround)
            for card in self.desk.rooms.cards()
        }
        self.model = Model()

    def teardown(self) -> None:
        assert self.desk.journal.complaints() == []
        self.opened.store.close()

    @property
    def now(self) -> datetime:
        return self.opened.clock.now.replace(tzinfo=None)

    @property
    def today(self) -> date:
        return self.now.date()

    def place(self, room: int, day: int, slot: str) -> Place:
        """A place on one of the days that are still to come."""
        key = self.rooms[room % len(self.rooms)]
        later = [each for each in DAYS if each > self.today] or [
            self.today + timedelta(days=1)
        ]
        parts = frozenset(self.where.parts[key])
        return Place(key, parts, self.rest[key], later[day % len(later)], slot)

    def wish(self, place: Place, group: int) -> BookRoom:
        key = self.where.groups[group % len(self.where.groups)]
        return BookRoom(place.room, key, place.day, (place.slot,), "練習", 20)

    def pick(self, found: Mapping[UUID, T], nth: int) -> tuple[UUID, T] | None:
        """One of some things, in the order in which they were made."""
        return [*found.items()][nth % len(found)] if found else None

    def one(
        self, kind: type[Any], nth: int, fit: Callable[[Any], bool]
    ) -> tuple[UUID, Any] | None:
        """One of a kind; mostly one of those that `fit`, for which an act is meant."""
        every = self.model.of(kind)
        fitting = {key: it for key, it in every.items() if fit(it)}
        return self.pick(fitting if fitting and nth % 4 else every, nth)

    def do(
        self,
        act: Callable[[], Outcome[T]],
        *,
        taken: bool,
        drawn: bool = False,
        allowed: bool = True,
    ) -> Outcome[T] | None:
        """Run an act that must succeed, or be refused: because others have the room
        (`taken`), because a draw may give it out (`drawn`), or because it is not
        `allowed` now."""
        try:
            done = act()
        except (NotFree, InTheWay) as refusal:
            assert taken, f"told of {refusal.params}, and nobody has it"
            return None
        except UnderLottery as refusal:
            assert drawn, f"told of {refusal.params}, and nothing of it is drawn for"
            return None
        except Refusal:
            assert not allowed
            return None
        assert allowed and not taken and not drawn, "it was not to be had"
        return done

    def wrote(self, done: Outcome[Any], things: Things) -> None:
        if done.entry is None:  # it was like that already
            assert all(self.model.things.get(key) == to for key, to in things.items())
        else:
            self.model.write(done.entry, things)

    @rule(hours=st.sampled_from([1, 5, 20, 60]))
    def time_passes(self, hours: int) -> None:
        if self.now < datetime(2026, 12, 5):
            self.opened.clock.now += timedelta(hours=hours)

    @precondition(lambda self: self.model.acts)
    @rule()
    def undo_last(self) -> None:
        self._undo(0)

    @precondition(lambda self: self.model.acts)
    @rule(back=st.integers(1, 12))
    def undo_earlier(self, back: int) -> None:
        self._undo(back)

    def _undo(self, back: int) -> None:
        """What was done last, or longer ago if nothing was built on it."""
        acts = self.model.acts
        act = acts[max(0, len(acts) - 1 - back)]
        try:
            then = self.model.undone(act)
        except Stuck:
            then = None
        after = self.model if then is None else self.model.with_things(then)
        clash = [*after.clashes()]
        try:
            done = self.desk.journal.undo(self.staff, act.dot)
        except NotFree:
            assert clash
        except (ChangedSince, BuiltUpon):
            assert act is not acts[-1], "what was done last can be undone"
        else:
            assert then is not None and not clash
            self.wrote(done, then)

    @rule()
    def rebuild(self) -> None:
        """Rows and cells are what the journal says, and nothing else."""
        engine = engine_for(url_of(self.where.location))
        writing = engine.execution_options(writing=True)
        with writing.begin() as connection, guard.opened(connection):
            refold(Session(connection), self.opened.store.site, [*kinds()])
        engine.dispose()

    @invariant()
    def they_agree(self) -> None:
        with self.opened.store.read() as session:
            assert self.found(session) == self.model.things
            assert cells(session) == self.wanted_cells()

    def found(self, session: Session) -> Mapping[UUID, Thing]:
        """The database in the model's words."""
        places = {}

        def place(row: Any) -> Place:
            key = row.room_id, row.starts, row.slots
            if key not in places:
                parts = frozenset(self.where.parts[row.room_id])
                rest = self.rest[row.room_id]
                made = Place(row.room_id, parts, rest, row.starts.date(), row.slots)
                assert made.starts == row.starts
                places[key] = made
            return places[key]

        found: dict[UUID, Thing] = {}
        for row in session.execute(select(*Booking.__table__.c)):
            at = place(row)
            booked = model.Booking(
                at,
                row.status,
                row.fee,
                row.held_until,
                row.decided_on is not None,
                bool(row.reason),
                row.request_id,
                row.ends if row.ends > at.ends else None,
            )
            assert row.ends >= at.ends
            time = booked.time
            assert (row.busy_from, row.busy_until) == (time.busy_from, time.busy_until)
            found[row.id] = booked
        for row in session.execute(
            select(*Payment.__table__.c).where(
                Payment.booking_id.is_not(None)  # not what was taken back
            )
        ):
            on = row.paid_at.date()
            found[row.id] = model.Payment(row.booking_id, row.amount, on)
        for row in session.execute(select(*Waiting.__table__.c)):
            found[row.id] = model.Waiting(
                row.group_id, place(row), row.status, row.offer_until
            )
        for row in session.execute(select(*Series.__table__.c)):
            found[row.id] = model.Series(row.group_id)
        found |= self.blockings(session)
        for row in session.execute(select(*Lottery.__table__.c)):
            was = self.model.things.get(row.id)
            listed = was.listed if isinstance(was, model.Lottery) else frozenset()
            found[row.id] = model.Lottery(
                row.closes_on, row.first_on, row.last_on, row.status, listed
            )
        for row in session.execute(select(*LotteryRequest.__table__.c)):
            was = self.model.things.get(row.id)
            assert isinstance(was, model.Request)
            found[row.id] = model.Request(
                row.lottery_id, row.group_id, was.wishes, row.status, row.revision
            )
        return found

    def blockings(self, session: Session) -> dict[UUID, model.Blocking]:
        return {
            row.id: model.Blocking(
                row.room_id,
                frozenset(self.where.parts[row.room_id]),
                row.starts,
                row.ends,
                bool(row.allowed_by),
                row.set_id,
                row.status,
            )
            for row in session.execute(select(*Blocking.__table__.c))
        }

    def wanted_cells(self) -> Mapping[tuple[UUID, int], UUID]:
        return {
            (part, quarter): key
            for key, time in self.model.kept().items()
            for part in time.parts
            for quarter in quarters(time.busy_from, time.busy_until)
        }


def cells(session: Session) -> Mapping[tuple[UUID, int], UUID]:
    return {
        (row.room_id, row.quarter): row.booking_id or row.blocking_id
        for row in session.execute(select(*Occupancy.__table__.c))
    }
