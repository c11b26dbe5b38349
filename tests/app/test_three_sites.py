"""Three sites, random work, parcels lost, doubled and shuffled: they agree in the end."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from itertools import combinations
from typing import Any
from uuid import UUID

import sqlcipher3.dbapi2 as driver
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
)
from sqlalchemy import Engine, select
from sqlalchemy.pool import StaticPool

from app.kit.outcome import Outcome
from db.journal import log
from db.journal.entry import Dot, Json
from db.journal.exchange import pack, unpack
from db.journal.kinds import kinds
from db.migrate import upgrade
from db.queries.conflicts import Conflict
from db.records.base import Record
from db.records.bookings import Booking, Occupancy, Status
from db.records.groups import Group, Member
from db.refusal import Refusal
from db.store import engine_for
from tests.make import make_room
from tests.sites import Site, furnish, meet, open_site, send

SITES = st.sampled_from("HAB")
TEXTS = st.sampled_from("pqr")
ROOMS = st.sampled_from(["a", "b", "both", "far"])
Known = frozenset[Dot]


@cache
def template() -> driver.Connection:
    """A database in memory as the migrations make it, to be copied."""
    connection = driver.connect(":memory:", check_same_thread=False)
    engine = engine_for("sqlite://", poolclass=StaticPool, creator=lambda: connection)
    with engine.begin() as migrating:
        upgrade(migrating)
    return connection


def memory_engine() -> Engine:
    def connect() -> driver.Connection:
        connection = driver.connect(":memory:", check_same_thread=False)
        template().backup(connection)
        return connection

    return engine_for("sqlite://", poolclass=StaticPool, creator=connect)


class ThreeSites(RuleBasedStateMachine):
    groups: Bundle[UUID] = Bundle("groups")
    members: Bundle[UUID] = Bundle("members")
    bookings: Bundle[UUID] = Bundle("bookings")

    @initialize(target=groups)
    def open(self) -> UUID:
        self.sites = {name: open_site(name, memory_engine()) for name in "HAB"}
        self.town = furnish(self.sites["H"])
        for name in "AB":
            send(self.sites["H"], self.sites[name])
        a = self.sites["A"]
        with a.store.write(a.act("test.furnish")) as work:
            far = make_room(work, "分館 和室")
        send(a, self.sites["H"])
        send(self.sites["H"], self.sites["B"])
        self.rooms = vars(self.town) | {"far": far.id}
        self.entries: list[Dot] = []
        self.writes = defaultdict[tuple[UUID, str], list[tuple[Dot, Known, Json]]](list)
        return self.town.group

    def teardown(self) -> None:
        if hasattr(self, "sites"):
            self.agree()
            for site in self.sites.values():
                site.close()

    # What people do.

    @rule(target=groups, site=SITES, name=TEXTS)
    def register(self, site: str, name: str) -> Any:
        return self.value_of(site, lambda s: s.register(name))

    @rule(site=SITES, group=groups, field=st.sampled_from(["name", "phone"]), text=TEXTS)
    def correct(self, site: str, group: UUID, field: str, text: str) -> None:
        if self.knows(site, Group, group):
            known = self.known(site)
            done = self.do(site, lambda s: s.correct(group, **{field: text}))
            if done and done.entry:
                self.writes[group, field].append((done.entry, known, text))

    @rule(site=SITES, group=groups, lapsed=st.booleans())
    def lapse(self, site: str, group: UUID, lapsed: bool) -> None:
        if self.knows(site, Group, group):
            self.do(site, lambda s: s.lapse(group, lapsed))

    @rule(target=members, site=SITES, group=groups)
    def join(self, site: str, group: UUID) -> Any:
        if not self.knows(site, Group, group):
            return multiple()
        return self.value_of(site, lambda s: s.join(group))

    @rule(site=SITES, member=members, title=TEXTS)
    def entitle(self, site: str, member: UUID, title: str) -> None:
        if self.knows(site, Member, member):
            self.do(site, lambda s: s.entitle(member, title))

    @rule(site=SITES, member=members)
    def leave(self, site: str, member: UUID) -> None:
        if self.knows(site, Member, member):
            self.do(site, lambda s: s.leave(member))

    @rule(target=bookings, site=SITES, room=ROOMS, hour=st.integers(9, 12))
    def book(self, site: str, room: str, hour: int) -> Any:
        wish = self.town.wish(self.rooms[room], hour, 1.5)
        return self.value_of(site, lambda s: s.book(wish))

    @rule(site=SITES, booking=bookings)
    def withdraw(self, site: str, booking: UUID) -> None:
        if self.knows(site, Booking, booking):
            self.do(site, lambda s: s.withdraw(booking))

    @rule(site=SITES, nth=st.integers(0, 5))
    def undo(self, site: str, nth: int) -> None:
        own = [entry for entry in self.entries if entry.site == site][-1 - nth :]
        if own:
            self.do(site, lambda s: s.journal.undo(site, own[0]))

    @rule(nth=st.integers(0, 3), side=st.integers(0, 3))
    def decide(self, nth: int, side: int) -> None:
        for conflict in self.sites["H"].journal.conflicts()[nth : nth + 1]:
            self.decide_one(conflict, conflict.sides[side % len(conflict.sides)].value)

    def decide_one(self, conflict: Conflict, value: Json) -> None:
        known = self.known("H")
        done = self.do("H", lambda s: s.journal.decide("H", conflict, value))
        if done and done.entry:
            field = conflict.row_id, conflict.field
            self.writes[field].append((done.entry, known, value))

    # What the network does.

    @rule(source=SITES, to=SITES, chance=st.randoms(use_true_random=False))
    def exchange(self, source: str, to: str, chance: random.Random) -> None:
        vector = chance.choice([{}, self.sites[to].journal.vector()])
        entries = unpack(self.sites[source].journal.parcel(vector))
        some = [e for e in entries if chance.random() < 0.7]
        some += [e for e in entries if chance.random() < 0.2]
        chance.shuffle(some)
        self.sites[to].journal.receive(to, pack(some))

    @rule(site=SITES)
    def settle(self, site: str) -> None:
        self.sites[site].settle()

    # What must hold.

    @invariant()
    def no_double_booking(self) -> None:
        for site in getattr(self, "sites", {}).values():
            confirmed = [b for b in site.bookings() if b.status == Status.CONFIRMED]
            parts = {self.town.both: {self.town.a, self.town.b}}
            for x, y in combinations(confirmed, 2):
                here, there = (parts.get(b.room_id, {b.room_id}) for b in (x, y))
                apart = x.busy_until <= y.busy_from or y.busy_until <= x.busy_from
                assert apart or not here & there

    def agree(self) -> None:
        sites = list(self.sites.values())
        meet(*sites)
        assert all(site.journal.complaints() == [] for site in sites)
        assert len({self.snapshot(site) for site in sites}) == 1
        dots = self.dots("H")
        assert dots >= set(self.entries) and dots == self.dots("A") == self.dots("B")
        self.conflicts_are_what_nobody_saw()
        self.cells_are_the_confirmed_bookings()

    def conflicts_are_what_nobody_saw(self) -> None:
        """An oracle over sets of entries, which knows no vectors and no clock."""
        found = {
            (c.row_id, c.field): {s.value for s in c.sides}
            for c in self.sites["A"].journal.conflicts()
            if c.kind == "group"
        }
        undone = self.undone()
        for key, writes in self.writes.items():
            if key[0] in undone or key[1] == "":
                continue
            left = {
                value
                for entry, _, value in writes
                if not any(entry in known for _, known, _ in writes)
            }
            assert found.pop(key, None) == (left if len(left) > 1 else None)
        assert all(row in undone for row, _ in found)

    def undone(self) -> set[UUID]:
        """Rows that an undo wrote, which the oracle leaves out."""
        with self.sites["H"].store.read() as session:
            return {
                change.row.id
                for entry in log.entries(session, {})
                if entry.verb == "journal.undo"
                for change in entry.changes
            }

    def cells_are_the_confirmed_bookings(self) -> None:
        for site in self.sites.values():
            with site.store.read() as session:
                taken = set(session.scalars(select(Occupancy.booking_id)))
                confirmed = select(Booking.id).where(
                    Booking.status == Status.CONFIRMED, Booking.home == site.name
                )
                assert taken == set(session.scalars(confirmed))

    # Help.

    def do(self, site: str, act: Callable[[Site], Outcome[Any]]) -> Outcome[Any] | None:
        try:
            done = act(self.sites[site])
        except Refusal:
            return None
        if done.entry:
            self.entries.append(done.entry)
        return done

    def value_of(self, site: str, act: Callable[[Site], Outcome[UUID]]) -> Any:
        """What goes into a bundle: nothing when the act was refused."""
        done = self.do(site, act)
        return multiple() if done is None else done.value

    def knows(self, site: str, record: type[Record], row_id: UUID) -> bool:
        with self.sites[site].store.read() as session:
            return session.get(record, row_id) is not None

    def known(self, site: str) -> Known:
        return frozenset(self.dots(site))

    def dots(self, site: str) -> set[Dot]:
        with self.sites[site].store.read() as session:
            return {entry.dot for entry in log.entries(session, {})}

    def snapshot(self, site: Site) -> str:
        with site.store.read() as session:
            return repr(
                [
                    session.execute(select(kind.table).order_by(kind.table.c.id)).all()
                    for kind in kinds().values()
                ]
            )


ThreeSites.TestCase.settings = settings(
    max_examples=settings().max_examples // 5,
    stateful_step_count=settings().stateful_step_count * 3 // 5,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestThreeSites = ThreeSites.TestCase
