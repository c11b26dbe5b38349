"""One of several sites that work apart, straight on records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from sqlalchemy import ColumnElement, Engine, select

from db.journal.capture import JournaledSession
from db.journal.entry import Act, Dot
from db.records.base import Record
from db.records.sites import Setting
from db.refusal import Refusal
from db.store import Store
from tests.parcels import ParcelJournal

CENTER = "H"
BEGINNING = datetime(2026, 4, 1, 9)
#: What is booked and lent lies so far ahead that no clock ever comes near it.
AHEAD = date(2026, 5, 11)


@dataclass
class Words:
    """What was said of people who may ask to be forgotten."""

    count: int = 0
    of: dict[UUID, list[str]] = field(default_factory=dict)
    forgotten: set[UUID] = field(default_factory=set)

    def new(self, of: UUID) -> str:
        """A word that stands nowhere else."""
        self.count += 1
        word = f"髙橋{self.count:06}渡邊"
        self.of.setdefault(of, []).append(word)
        return word


@dataclass
class Office:
    """A site whose clock is wrong by some hours."""

    name: str
    engine: Engine
    store: Store
    random: Random
    words: Words
    wrong: timedelta
    now: datetime = BEGINNING
    entries: list[Dot] = field(default_factory=list)
    refused: int = 0

    def __post_init__(self) -> None:
        self.journal = ParcelJournal(self.store, lambda: self.here)

    @property
    def here(self) -> datetime:
        return self.now + self.wrong

    def do(self, verb: str, work: Callable[[JournaledSession], object]) -> bool:
        """One transaction; whether it was allowed."""
        self.now += timedelta(minutes=self.random.randint(0, 9))
        try:
            with self.store.write(
                Act(f"{verb}", self.name.lower(), self.here)
            ) as session:
                work(session)
        except Refusal:
            self.refused += 1
            return False
        if session.entry:
            self.entries.append(session.entry)
        return True

    def undo(self) -> None:
        """One of the last things done here, if it can be undone."""
        if self.entries:
            with suppress(Refusal):
                done = self.journal.undo(
                    self.name.lower(), self.random.choice(self.entries[-8:])
                )
                self.entries += [done.entry] if done.entry else []

    def decide(self) -> None:
        """Settle a conflict by one of its sides, or by keeping or dropping the row."""
        found = self.journal.conflicts() if self.name == CENTER else ()
        for conflict in self.random.sample(found, min(1, len(found))):
            side = self.random.choice(conflict.sides)
            with suppress(Refusal):
                done = self.journal.decide("h", conflict, side.value)
                self.entries += [done.entry] if done.entry else []

    def set_something(self, work: JournaledSession) -> None:
        name = self.random.choice(["a", "b"])
        key = UUID(int=ord(name))
        found = work.get(Setting, key)
        if found is None:
            value = f"{self.random.random()}"
            work.add(Setting(id=key, name=name, scope="", value=value))
        elif self.random.random() < 0.3:
            work.delete(found)
        else:
            found.value = f"{self.random.randrange(3)}"


def one(
    work: JournaledSession,
    random: Random,
    record: type[Record],
    *where: ColumnElement[bool],
) -> UUID | None:
    """Any row that there is here, if there is one."""
    found = work.scalars(select(record.id).where(*where).order_by(record.id)).all()
    return random.choice(found) if found else None


def some(
    work: JournaledSession,
    random: Random,
    record: type[Record],
    most: int,
    *where: ColumnElement[bool],
) -> Sequence[UUID]:
    found = work.scalars(select(record.id).where(*where).order_by(record.id)).all()
    return random.sample(found, min(most, len(found)))


def days(random: Random, most: int) -> Iterator[date]:
    """The first and the last day of a few."""
    first = AHEAD + timedelta(days=random.randrange(8))
    yield first
    yield first + timedelta(days=random.randrange(most))
