"""A desk is killed again and again: nothing that was confirmed is ever lost.

`kill -9` stops a process where it stands. What a failing machine would do beyond that is
up to its disk, for which both databases wait at every commit (synchronous=FULL, fsync).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from time import monotonic, sleep

from sqlalchemy import select

from db import backup
from db.journal import log
from db.journal.entry import Dot
from db.opening import CannotOpen, check_pages
from db.records.bookings import Booking
from db.records.groups import Group
from db.records.payments import Payment
from db.session import Session
from tests.proof.checks import complaints
from tests.proof.clerk import (
    BACKUPS,
    DRAFT,
    FORM,
    READY,
    Answered,
    Asked,
    Fields,
    Key,
    Refused,
    Rows,
    work,
)
from tests.proof.exchange import exchange
from tests.proof.rows import Row
from tests.proof.workplace import (
    DATABASES,
    SITE,
    Opened,
    Workplace,
    on_sqlite,
    processes,
)

#: Seconds a process lives, at most: from its start, or from its first act.
AT_START, AT_WORK = 0.15, 0.4
#: Everything is read through after so many kills, and at the end.
FULL_READING = 20


@dataclass
class Ledger:
    """What staff were told, and so must be found."""

    rows: Rows = field(default_factory=dict)
    draft: Fields | None = None
    seq: int = 0
    before: dict[int, Rows] = field(default_factory=dict)
    asked: Asked | None = None
    answered: int = 0
    cut_short: int = 0
    wrong: list[str] = field(default_factory=list)

    def hear(self, said: object) -> None:
        if isinstance(said, Asked):
            self.asked = said
        elif isinstance(said, Refused):
            self.asked = None
        elif isinstance(said, Answered):
            self.asked = None
            self.answered += 1
            self._note(said)

    def _note(self, said: Answered) -> None:
        if said.seq is None:
            self.draft = said.rows[DRAFT]
            return
        self.seq = said.seq
        if said.undone:
            self.rows |= self.before[said.undone]
            return
        self.before[said.seq] = {
            key: self.rows.get(key) or without(key, fields)
            for key, fields in said.rows.items()
        }
        for key, fields in said.rows.items():
            self.rows[key] = {**(self.rows.get(key) or {}), **(fields or {})}


def prove(kills: int = 60) -> Iterator[Row]:
    for name, database in DATABASES.items():
        with database() as place:
            yield kill(f"kill on {name}", place, kills)
    with on_sqlite() as place:
        yield exchange("kill at a restore", place, kills)


def kill(name: str, place: Workplace, kills: int) -> Row:
    random, ledger = Random(1), Ledger()
    opened = place.open()
    ledger.seq = opened.desk.journal.vector()[SITE]
    opened.store.close()
    for number in range(kills):
        let_work_and_kill(place, random, number, ledger)
        await_silence(place)
        opened = place.open()
        ledger.wrong += compare(place, ledger, opened)
        if number % FULL_READING == FULL_READING - 1 or number == kills - 1:
            ledger.wrong += complaints(place, opened)
        opened.store.close()
    ledger.wrong += bad_backups(place)
    if not ledger.answered:
        ledger.wrong.append("nothing was done")
    result = (
        f"{ledger.answered:,} confirmed actions, {ledger.cut_short} more were complete "
        f"but not yet told; {len(ledger.wrong)} lost, half saved or otherwise wrong"
    )
    done = "a desk at work is killed (SIGKILL) and started again"
    return Row(
        name, done, kills, "; ".join([result, *ledger.wrong[:3]]), held=not ledger.wrong
    )


def let_work_and_kill(
    place: Workplace, random: Random, seed: int, ledger: Ledger
) -> None:
    """One life of a desk: it ends while starting, or somewhere in its work."""
    context = processes()
    hearing, saying = context.Pipe(duplex=False)
    desk = context.Process(target=work, args=(place, seed, saying))
    desk.start()
    saying.close()
    dies_early = random.random() < 0.2
    if dies_early:
        sleep(random.uniform(0, AT_START))
    else:
        assert hearing.recv() == READY
        hear_first(hearing, ledger)  # however slow the machine is just now
        listen(hearing, random.uniform(0, AT_WORK), ledger)
    desk.kill()
    desk.join()
    listen(hearing, 0, ledger)
    hearing.close()


def hear_first(hearing: Connection, ledger: Ledger) -> None:
    """Up to the first act that is answered."""
    before = ledger.answered
    while ledger.answered == before:
        ledger.hear(hearing.recv())


def listen(hearing: Connection, seconds: float, ledger: Ledger) -> None:
    """Note what is said for some time; what was cut off in mid-word was not said."""
    end = monotonic() + seconds
    while hearing.poll(max(0, end - monotonic())):
        try:
            ledger.hear(hearing.recv())
        except (EOFError, OSError):
            return


def await_silence(place: Workplace) -> None:
    """A server goes on for a moment with what a killed client had asked of it."""
    if isinstance(place.location, Path):
        return
    others = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    opened = place.open()
    busy = True
    while busy:  # in a new transaction each time: in one, the answer stays the same
        with opened.store.reader() as read:
            busy = read(others, {}) != [(0,)]
        sleep(0.01)
    opened.store.close()


def compare(place: Workplace, ledger: Ledger, opened: Opened) -> list[str]:
    """Where the database is not as staff were told."""
    with opened.store.read() as session:
        found, seq = kept_rows(session), log.vector(session)[SITE]
        if seq == ledger.seq + 1 and ledger.asked and not ledger.asked.draft:
            ledger.cut_short += 1  # complete, though nobody was told: so it holds
            ledger.seq = seq
            for change in log.entry(session, Dot(SITE, seq)).changes:
                key = (change.row.kind, change.row.id.hex)
                known = (ledger.rows.get(key) or {}).keys()
                ledger.rows[key] = only(known, found.get(key))
    wrong = [] if seq == ledger.seq else [f"{ledger.seq} entries were told of, not {seq}"]
    for key, fields in ledger.rows.items():
        kept = only((fields or {}).keys(), found.get(key))
        if kept != fields:
            wrong.append(f"{key} is {kept}, not {fields}")
    draft = opened.desk.drafts.find(place.actor, FORM)
    possible = [ledger.draft, *(ledger.asked.draft.values() if ledger.asked else ())]
    if draft not in possible:
        wrong.append(f"the draft is {draft}")
    ledger.draft, ledger.asked = draft, None
    return wrong


def without(key: Key, fields: Fields | None) -> Fields | None:
    """What a new row is once it is taken back: gone, but no receipt loses its number."""
    if key[0] != Payment.__tablename__:
        return None
    return {**(fields or {}), "amount": 0}


def only(names: Collection[str], row: Fields | None) -> Fields | None:
    """Those fields of a row that staff were told of."""
    return row and {name: row[name] for name in names}


def kept_rows(session: Session) -> dict[Key, Fields]:
    """Every record that the clerk has to do with, by table and id."""
    return {
        (record.__tablename__, row.id.hex): dict(row._mapping)
        for record in (Group, Booking, Payment)
        for row in session.execute(select(*record.__table__.columns))
    }


def bad_backups(place: Workplace) -> Iterator[str]:
    """Backups that bear a name but cannot be used; each start has made one."""
    if isinstance(place.location, Path):
        found = backup.found(place.location.parent / BACKUPS)
        if not found:
            yield "no backup was made"
        for one in found:
            try:
                check_pages(one.path)
            except CannotOpen as refusal:
                yield f"{one.path.name}: {refusal}"
