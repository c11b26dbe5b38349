"""Taking in what a satellite did, and packing a month of it."""

from __future__ import annotations

import shutil
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path

from db.journal import exchange, log
from db.journal.capture import JournaledSession
from db.journal.entry import Act, Entry, Vector, canonical
from db.keys import uuid7
from db.records.bookings import Booking, Status
from db.records.payments import Payment
from db.session import Session
from db.store import Store, engine_for
from tests.bench import data
from tests.bench.rows import Row, Scale, Work, compare

FULL = Scale(many=200_000, few=20_000, runs=7)
ENTRIES, MONTH = 10_000, 600
SATELLITE = "E"
#: Tables that an entry leaves rows in, with their keys.
LEFT = {
    "booking": "id",
    "payment": "id",
    "journal_entry": "site, seq",
    "journal_change": "site, seq, place",
}
Rows = tuple[str, Sequence[tuple[object, ...]]]


class Undone(Exception):
    """Ends a transaction without keeping it."""


def measure(folder: Path, scale: Scale = FULL, entries: int = ENTRIES) -> Iterator[Row]:
    large = data.with_bookings(folder / "large", scale.many)
    small = data.with_bookings(folder / "small", scale.few)
    runs, grown = scale.runs, f"the same after {scale.few:,}"
    for center in (large, small):
        satellite = _satellite(center, folder / f"{center.path.parent.name}.db", entries)
        chunks = list(_chunks(satellite, entries))
        ours = partial(_apply, center, chunks)
        if center is large:
            floor = _upserts(center, chunks)
            yield compare(f"apply {entries:,}", "its rows, raw", 5, ours, floor, runs)
            of_large = ours
            yield from _packing(satellite, min(MONTH, entries), runs)
        satellite.close()
    yield compare("apply, 10x history", grown, 1.2, of_large, ours, runs)
    for center in (large, small):
        center.desk.close()


def _satellite(center: data.Center, path: Path, entries: int) -> Store:
    """A copy that went on by itself: bookings of the center's rooms, and their money."""
    shutil.copy(center.path, path)
    store = Store(engine_for(f"sqlite:///{path}"), SATELLITE)
    engine = engine_for(f"sqlite:///{path}").execution_options(writing=True)
    with engine.begin() as connection:
        for number in range(0, entries, 2):
            at = data.NOW + timedelta(minutes=number)
            work = JournaledSession(
                connection, SATELLITE, Act("booking.book", "", at), uuid7
            )
            booking = _booking(center, work, number)
            work.add(booking)
            work.seal()
            work = JournaledSession(
                connection, SATELLITE, Act("payment.take", "", at), uuid7
            )
            work.add(_payment(work, booking, number))
            work.seal()
    engine.dispose()
    return store


def _booking(center: data.Center, work: JournaledSession, number: int) -> Booking:
    day, room = divmod(number // 2, data.ROOMS)
    starts = datetime.combine(data.TODAY + timedelta(days=day + 9), time(9))
    ends = starts + timedelta(hours=3)
    return Booking(
        id=work.new_id(),
        number=f"E26-{number:04}",
        home="H",
        room_id=center.rooms[room],
        group_id=center.group,
        purpose="定例会",
        users=20,
        slots="午前",
        starts=starts,
        ends=ends,
        busy_from=starts,
        busy_until=ends,
        status=Status.PROVISIONAL,
        applied_on=data.TODAY,
    )


def _payment(work: JournaledSession, booking: Booking, number: int) -> Payment:
    return Payment(
        id=work.new_id(),
        number=f"E26-{number:04}",
        home=SATELLITE,
        booking_id=booking.id,
        amount=1200,
        paid_at=booking.starts,
    )


def _lacking(session: Session, entries: int) -> Iterator[Entry]:
    """The satellite's last entries, and they alone: the center's are no real ones."""
    known: Vector = dict(log.vector(session))
    known = {**known, SATELLITE: known[SATELLITE] - entries}
    return (e for e in log.entries(session, known) if e.dot.site == SATELLITE)


def _chunks(satellite: Store, entries: int) -> Iterator[bytes]:
    with satellite.read() as session:
        for some in log.chunks(_lacking(session, entries)):
            yield exchange.pack(some)


def _apply(
    center: data.Center,
    chunks: Sequence[bytes],
    look: Callable[[JournaledSession], None] = lambda _: None,
) -> None:
    with suppress(Undone), center.store.write(Act("bench", "", data.NOW)) as work:
        entries = (entry for chunk in chunks for entry in exchange.unpack(chunk))
        exchange.receive(work, entries)
        look(work)
        raise Undone


def _upserts(center: data.Center, chunks: Sequence[bytes]) -> Work:
    """The rows that applying leaves, written by the raw driver."""
    rows: list[Rows] = []
    _apply(center, chunks, lambda work: rows.extend(_left(work)))
    raw = center.plain()

    def upsert() -> None:
        raw.execute("BEGIN IMMEDIATE")
        for sql, values in rows:
            raw.executemany(sql, values)
        raw.execute("ROLLBACK")

    return upsert


def _left(work: JournaledSession) -> Iterator[Rows]:
    connection = work.connection()
    for table, key in LEFT.items():
        own = "number LIKE 'E26-%'" if key == "id" else f"site = '{SATELLITE}'"
        found = connection.exec_driver_sql(f"SELECT * FROM {table} WHERE {own}")
        names = list(found.keys())
        marks = ", ".join("?" * len(names))
        given = ", ".join(f"{name} = excluded.{name}" for name in names)
        sql = (
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks}) "
            f"ON CONFLICT ({key}) DO UPDATE SET {given}"
        )
        yield sql, [tuple(row) for row in found]


def _packing(satellite: Store, entries: int, runs: int) -> Iterator[Row]:
    """A month of a small satellite; the second row is in bytes, not milliseconds."""
    with satellite.read() as session:
        few = list(_lacking(session, entries))
    bare = "\n".join(canonical([c.body.told for c in entry.changes]) for entry in few)

    def ours() -> object:
        return list(_chunks(satellite, entries))

    def floor() -> object:
        return zlib.compress(bare.encode(), 6)

    yield compare(f"pack {entries:,}", "its values, compressed", None, ours, floor, runs)
    size = sum(map(len, _chunks(satellite, entries))) / entries
    least = len(zlib.compress(bare.encode(), 6)) / entries
    yield Row("bytes an entry", size, least, "its values, compressed (bytes)", None)
