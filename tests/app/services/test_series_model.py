"""Series that are written, changed, cancelled and undone leave the rooms as a simple
model has them: which booking holds which part of a room, on which day, in which slot."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.services.bookings import as_it_is
from app.services.requests import AskRequest, Decision, Fate, LineKey, Scope
from app.services.rooms import RoomForm
from db.journal.entry import Dot
from db.reader import EPOCH, QUARTER
from db.records.bookings import Occupancy
from tests.app.services.conftest import Center, found
from tests.conftest import sqlite_engine

FIRST = date(2026, 12, 1)
SLOTS = ("午前", "午後", "夜間")
STARTS = {9: "午前", 13: "午後", 18: "夜間"}
REPEATS = ("", "毎週", "隔週", "第1・第3火", "毎月10日", "12/2 12/9", "毎週火木")
#: Room, day, slot.
Cell = tuple[UUID, date, str]


@dataclass
class Model:
    """What each booking holds; a state for each act that can be undone."""

    parts: dict[UUID, tuple[UUID, ...]]
    held: dict[UUID, frozenset[Cell]] = field(default_factory=dict)
    done: list[tuple[Dot, dict[UUID, frozenset[Cell]]]] = field(default_factory=list)

    def cells(self, room: UUID, day: date, slot: str) -> frozenset[Cell]:
        return frozenset((part, day, slot) for part in self.parts[room])

    def fits(self, after: dict[UUID, frozenset[Cell]]) -> bool:
        """Whether nothing is held twice."""
        every = [cell for cells in after.values() for cell in cells]
        return len(every) == len(set(every))

    def act(self, entry: Dot | None, after: dict[UUID, frozenset[Cell]]) -> None:
        assert entry is not None and self.fits(after)
        self.done.append((entry, self.held))
        self.held = after


@contextmanager
def center() -> Iterator[tuple[Center, UUID]]:
    """活動室A is made of 活動室B and itself no longer undivided."""
    with TemporaryDirectory() as folder:
        engine = sqlite_engine(Path(folder))
        made = found(engine)
        a, b = made.room("活動室A"), made.room("活動室B")
        made.desk.rooms.correct(
            made.staff, a.id, RoomForm("活動室A", "24", parts=(b.id,))
        )
        yield made, made.register()
        engine.dispose()


def occupied(made: Center) -> dict[UUID, frozenset[Cell]]:
    """What the database holds, slot by slot."""
    held: dict[UUID, set[Cell]] = {}
    with made.store.read() as session:
        rows = session.execute(
            select(Occupancy.booking_id, Occupancy.room_id, Occupancy.quarter)
        )
        for booking, room, quarter in rows:
            at = EPOCH + quarter * QUARTER
            if booking is not None and (slot := STARTS.get(at.hour)):
                held.setdefault(booking, set()).add((room, at.date(), slot))
    return {key: frozenset(cells) for key, cells in held.items()}


def book(made: Center, group: UUID, model: Model, random: Random) -> None:
    """A request with some lines left out; what is offered as free must be free."""
    rooms = [made.room(name).id for name in ("活動室A", "活動室B")]
    first = FIRST + timedelta(days=random.randrange(28))
    slot = random.choice(SLOTS)
    wish = made.wish(group, first, slot, room=random.choice(("活動室A", "活動室B")))
    skip = {LineKey(first, room): Decision(Fate.SKIP) for room in rooms}
    asked = AskRequest(
        wish,
        random.choice(REPEATS),
        date(2027, 2, 20),
        tuple(random.sample(rooms, random.randrange(2))),
        skip if random.random() < 0.3 else {},
    )
    offer = made.desk.requests.offer(asked)
    if offer.refusal is not None or not (lines := offer.of(Fate.TAKE)):
        return
    outcome = made.desk.requests.book(made.staff, offer, paid=random.random() < 0.5)
    new = {
        key: model.cells(line.wish.room_id, line.wish.day, slot)
        for key, line in zip(outcome.value.bookings, lines, strict=True)
    }
    model.act(outcome.entry, model.held | new)


def change(made: Center, model: Model, random: Random) -> None:
    key = random.choice(sorted(model.held))
    scope = random.choice(list(Scope))
    wish = as_it_is(made.desk.bookings.card(key))
    by = timedelta(days=random.choice((-7, -1, 0, 1, 7)))
    slots = random.choice(((random.choice(SLOTS),), wish.slots))
    wish = replace(wish, day=wish.day + by, slots=slots)
    offered = made.desk.series.changing(key, scope, wish)
    leave = offered.refused
    moved = {
        line.before.id: model.cells(
            line.after.room_id, line.after.day, line.after.slots[0]
        )
        for line in offered.lines
        if line.before.id not in leave
    }
    if moved:
        loaded = made.desk.series.loaded(key)
        outcome = made.desk.series.change(made.staff, key, scope, wish, loaded, leave)
        model.act(outcome.entry, model.held | moved)


def cancel(made: Center, model: Model, random: Random) -> None:
    key, scope = random.choice(sorted(model.held)), random.choice(list(Scope))
    gone = {line.card.id for line in made.desk.series.cancelling(key, scope).lines}
    outcome = made.desk.series.cancel(made.staff, key, scope)
    kept = {each: cells for each, cells in model.held.items() if each not in gone}
    model.act(outcome.entry, kept)


def undo(made: Center, model: Model) -> None:
    """What was undone is a later change of what came before, which then stays."""
    entry, before = model.done.pop()
    made.desk.journal.undo(made.staff, entry)
    model.held, model.done = before, []


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 10_000))
def test_rooms_are_as_a_simple_model_has_them(seed: int) -> None:
    random = Random(seed)
    with center() as (made, group):
        a, b = made.room("活動室A").id, made.room("活動室B").id
        model = Model({a: (b,), b: (b,)})
        for _ in range(10):
            acts = ["book", "book"]
            acts += ["change", "change", "cancel"] if model.held else []
            acts += ["undo"] if model.done else []
            act = random.choice(acts)
            if act == "book":
                book(made, group, model, random)
            elif act == "change":
                change(made, model, random)
            elif act == "cancel":
                cancel(made, model, random)
            else:
                undo(made, model)
            assert occupied(made) == model.held, act
