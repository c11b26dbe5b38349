"""A clerk who works without a pause and says aloud what is asked and what was answered.

Runs in a process of its own, which somebody will kill.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select

from app.kit.clock import now_here
from app.kit.outcome import Outcome
from app.kit.refusal import Refusal
from app.services.backups import Backups, Generations, Kind
from app.services.bookings import BookRoom
from db.journal.entry import Dot
from db.records.bookings import Booking
from tests.app.services.conftest import JAPAN
from tests.proof.workplace import Workplace, group_form

T = TypeVar("T")
#: A record by its table and id. Its fields as they must be found, or None: it is gone.
Key = tuple[str, str]
Fields = dict[str, Any]
Rows = dict[Key, Fields | None]
FORM = "group.register"
DRAFT: Key = ("draft", FORM)
READY = "ready"
BACKUPS = "backups"
SLOTS = ("午前",), ("午後",), ("夜間",)
FIRST_DAY, DAYS = date(2026, 11, 25), 90
KEEP = Generations(newest=3, days=1, months=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """Something begins; of a draft also what it will be."""

    verb: str
    draft: Rows = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answered:
    """It is done, as staff see it: in entry `seq`, if the journal has it."""

    verb: str
    rows: Rows
    seq: int | None
    undone: int | None


@dataclass(frozen=True, slots=True)
class Refused:
    """It was not to be, so nothing may have changed."""

    verb: str
    code: str


class Clerk:
    def __init__(self, place: Workplace, seed: int, line: Connection) -> None:
        self._place, self._random, self._line = place, Random(seed), line
        if isinstance(place.location, Path):
            folder = place.location.parent / BACKUPS
            backups = Backups(place.location, folder, now_here, KEEP)
            backups.prepare()
            backups.make(Kind.START)
        self._opened = place.open()
        self._desk, self._staff = self._opened.desk, place.actor.key
        self._last: Dot | None = None

    def work(self) -> None:
        """Until the end, which is not ours to choose."""
        acts = [self.book] * 4 + [self.pay, self.check_in, self.check_out] * 2
        acts += [self.register, self.cancel, self.undo, self.draft, self.draft, self.drop]
        self._line.send(READY)
        while True:
            self._random.choice(acts)()

    def register(self) -> None:
        form = group_form(f"𠮷田さんの会{self._random.randrange(10**6)}")
        self._do(
            "register",
            lambda: self._desk.groups.register(self._staff, form),
            lambda new: _row("group", new.id, number=new.number, name=form.name),
        )

    def book(self) -> None:
        wish = BookRoom(
            self._random.choice([*self._place.parts]),
            self._random.choice(self._place.groups),
            FIRST_DAY + timedelta(days=self._random.randrange(DAYS)),
            self._random.choice(SLOTS),
            "生け花の練習",
            12,
        )
        self._do(
            "book",
            lambda: self._desk.bookings.book(self._staff, wish),
            lambda new: _row(
                "booking", new.id, number=new.number, fee=new.fee, status="confirmed"
            ),
        )

    def pay(self) -> None:
        if booking := self._one("confirmed"):
            self._do(
                "pay",
                lambda: self._desk.payments.take(self._staff, booking),
                lambda new: _row("payment", new.id, number=new.number, amount=new.amount),
            )

    def check_in(self) -> None:
        if booking := self._one("confirmed"):
            now, starts = self._opened.clock.now, self._desk.bookings.card(booking).starts
            self._opened.clock.now = starts.replace(tzinfo=JAPAN)
            check_in = self._desk.bookings.check_in
            self._do(
                "check_in",
                lambda: check_in(self._staff, booking, accept_unpaid=True),
                lambda _: _row("booking", booking, status="in_use"),
            )
            self._opened.clock.now = now

    def check_out(self) -> None:
        if booking := self._one("in_use"):
            self._do(
                "check_out",
                lambda: self._desk.bookings.check_out(self._staff, booking, 11),
                lambda _: _row("booking", booking, status="done", actual_users=11),
            )

    def cancel(self) -> None:
        if booking := self._one("confirmed"):
            self._do(
                "cancel",
                lambda: self._desk.bookings.cancel(self._staff, booking),
                lambda _: _row("booking", booking, status="cancelled"),
            )

    def undo(self) -> None:
        if entry := self._last:
            self._do(
                "undo",
                lambda: self._desk.journal.undo(self._staff, entry),
                lambda _: {},
                undone=entry.seq,
            )

    def draft(self) -> None:
        typed = {"name": f"書きかけ{self._random.randrange(10**6)}", "aim": "目的" * 500}
        keep = self._desk.drafts.keep
        self._do_draft("draft", lambda: keep(self._place.actor, FORM, typed), typed)

    def drop(self) -> None:
        drop = self._desk.drafts.drop
        self._do_draft("drop", lambda: drop(self._place.actor, FORM), None)

    def _one(self, status: str) -> UUID | None:
        """Some booking that is in this state."""
        with self._opened.store.read() as session:
            found = session.scalars(
                select(Booking.id).where(Booking.status == status)
            ).all()
        return self._random.choice(found) if found else None

    def _do_draft(
        self, verb: str, act: Callable[[], Outcome[None]], typed: dict[str, str] | None
    ) -> None:
        rows: Rows = {DRAFT: typed}
        self._line.send(Asked(verb, rows))
        act()
        self._line.send(Answered(verb, rows, None, None))

    def _do(
        self,
        verb: str,
        act: Callable[[], Outcome[T]],
        rows: Callable[[T], Rows],
        undone: int | None = None,
    ) -> None:
        self._line.send(Asked(verb))
        try:
            outcome = act()
        except Refusal as refusal:
            self._line.send(Refused(verb, refusal.code))
            return
        assert outcome.entry, f"{verb} is not in the journal"
        self._last = None if undone else outcome.entry
        rows_now = rows(outcome.value)
        self._line.send(Answered(verb, rows_now, outcome.entry.seq, undone))


def work(place: Workplace, seed: int, line: Connection) -> None:
    """All that the process does."""
    Clerk(place, seed, line).work()


def _row(kind: str, key: UUID, **fields: Any) -> Rows:
    return {(kind, key.hex): fields}
