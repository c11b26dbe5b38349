"""Centers with a long history, filled by SQL alone.

One booking is made by its use case; its rows are the pattern of all others, so that
tables have the size and the width that years at the desk would give them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from uuid import UUID

import sqlcipher3.dbapi2 as sqlite

from app.desk import Desk, desk_on
from app.rules.file.shelf import own_text, sample_text
from app.services.bookings import BookRoom
from app.services.groups import GroupForm, PersonForm
from app.services.rulebooks import NewRulebook
from app.services.setup import NewCenter, NewRoom
from app.services.staff import NewStaff
from db.journal.entry import Act
from db.opening import create, open_store
from db.search import index_groups
from db.store import Store
from tests.app.services.conftest import Hand

SLOTS = (("午前", 9, 12), ("午後", 13, 17), ("夜間", 18, 21))
PIN = "0000"
HITS, CHUNK = 40, 500
KANJI = "花鳥風月春夏秋冬東西南北青白赤黒緑光星空海川森林田畑橋町市子母父友手話音楽書茶舞"
KANA = "アイウエオカキクケコシスセソタチツテナニヌネノハヒフヘホミムメモユヨラリルレロワ"
#: The clock of every bench stands here; history ends the day before.
NOW = Hand().now
TODAY = NOW.date()


@dataclass(frozen=True)
class Shape:
    """How large a center is: its rooms, the slots of a day, and how many days of what
    is booked are still to come. `rules` are added to かんたんな規則集."""

    rooms: int
    slots: Sequence[tuple[str, int, int]]
    ahead: int = 0
    rules: str = ""

    @property
    def a_day(self) -> int:
        """Bookings, when nothing is left free."""
        return self.rooms * len(self.slots)


USUAL = Shape(30, SLOTS)
ROOMS = USUAL.rooms


@dataclass(frozen=True)
class Center:
    """An open center in a file, with one group and the rooms of its shape."""

    path: Path
    store: Store
    desk: Desk
    staff: str
    group: UUID
    rooms: Sequence[UUID]

    def wish(self, room: int, day: date, slot: str) -> BookRoom:
        return BookRoom(self.rooms[room], self.group, day, (slot,), "定例会", 20)

    def plain(self) -> sqlite.Connection:
        """A raw connection, as careful about the disk as ours."""
        connection = sqlite.connect(self.path, isolation_level=None, timeout=10)
        connection.execute("PRAGMA synchronous = FULL")
        return connection


@cache
def _created() -> bytes:
    """A new database, made once for all benches."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "center.db"
        create(path)
        return path.read_bytes()


def center(folder: Path, shape: Shape = USUAL) -> Center:
    """A new center whose rules are those of かんたんな規則集, and of its shape."""
    folder.mkdir(parents=True)
    path = folder / "center.db"
    path.write_bytes(_created())
    store = open_store(path, "H")
    desk = desk_on(store, "H", Hand())
    names = [f"会議室{n:02}" for n in range(1, shape.rooms + 1)]
    text = own_text("blank", "試験用", "センター", names) + shape.rules
    rules = NewRulebook("試験用", date(1990, 4, 1), text, {"blank": sample_text("blank")})
    founded = NewCenter(
        "センター",
        "試験市",
        rules,
        [NewRoom(name, 24) for name in names],
        NewStaff("職員", "ショクイン", PIN),
    )
    staff = desk.setup.found(founded).value.hex
    head = PersonForm(name="髙橋 節子", kana="タカハシ セツコ")
    form = GroupForm(name="花の会", kana="ハナノカイ", representative=head)
    group = desk.groups.register(staff, form).value.id
    rooms = [room.id for room in desk.today.view(NOW.replace(tzinfo=None)).rooms]
    return Center(path, store, desk, staff, group, rooms)


def slots_from(day: date) -> Iterator[tuple[int, date, tuple[str, int, int]]]:
    """Room, day and slot, one after the other from a day on."""
    for n in count():
        days, rest = divmod(n, ROOMS * len(SLOTS))
        room, slot = divmod(rest, len(SLOTS))
        yield room, day + timedelta(days=days), SLOTS[slot]


def with_bookings(folder: Path, many: int, shape: Shape = USUAL) -> Center:
    """A center with so many bookings: all there can be, up to yesterday or as many days
    ahead as its shape says, but for every seventh of those to come."""
    made = center(folder, shape)
    wish = made.wish(0, TODAY + timedelta(days=shape.ahead + 1), shape.slots[0][0])
    pattern = made.desk.bookings.book(made.staff, wish).value.id.hex
    with closing(made.plain()) as raw:
        raw.execute("PRAGMA synchronous = OFF")
        raw.execute("BEGIN IMMEDIATE")
        _bookings(raw, made, pattern, many, shape)
        _cells(raw)
        _entries(raw, pattern)
        raw.execute("COMMIT")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return made


def _columns(raw: sqlite.Connection, table: str, **given: str) -> tuple[str, str]:
    """Names, and what is selected from the pattern `p` with `given` in its place."""
    names = [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]
    return ", ".join(names), ", ".join(given.get(name, f"p.{name}") for name in names)


def _bookings(
    raw: sqlite.Connection, made: Center, pattern: str, many: int, shape: Shape
) -> None:
    raw.execute("CREATE TEMP TABLE slot (n, starts, ends)")
    times = [
        (n, f" {first:02}:00:00.000000", f" {last:02}:00:00.000000")
        for n, (_, first, last) in enumerate(shape.slots)
    ]
    raw.executemany("INSERT INTO slot VALUES (?, ?, ?)", times)
    raw.execute("CREATE TEMP TABLE place (n, id)")
    raw.executemany(
        "INSERT INTO place VALUES (?, ?)", [(n, r.hex) for n, r in enumerate(made.rooms)]
    )
    names, selected = _columns(
        raw,
        "booking",
        id="printf('0000%028x', k.n)",
        number="printf('H%02d-%04d', k.n / 1000 % 100, k.n % 10000)",
        room_id="place.id",
        starts="k.day || slot.starts",
        ends="k.day || slot.ends",
        busy_from="k.day || slot.starts",
        busy_until="k.day || slot.ends",
        status="'done'",
        actual_users="17",
    )
    raw.execute(
        f"""
        WITH RECURSIVE days(d) AS (
            SELECT 1 UNION ALL SELECT d + 1 FROM days WHERE d < :days
        ), k AS (
            SELECT (d - 1) * {shape.a_day} + place.n * {len(shape.slots)} + slot.n AS n,
                   place.n AS room, slot.n AS slot,
                   date(:today, ({shape.ahead} - d) || ' days') AS day
            FROM days, place, slot
        )
        INSERT INTO booking ({names}) SELECT {selected}
        FROM k JOIN place ON place.n = k.room JOIN slot ON slot.n = k.slot
        JOIN (SELECT * FROM booking WHERE id = :pattern) p
        WHERE k.n < :many AND (k.day < :today OR k.n % 7)
        ORDER BY k.n DESC
        """,
        {
            "days": -(-many // shape.a_day),
            "today": f"{TODAY}",
            "pattern": pattern,
            "many": many,
        },
    )


def _cells(raw: sqlite.Connection) -> None:
    raw.execute(
        """
        WITH RECURSIVE q(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM q WHERE n < 15)
        INSERT INTO occupancy (room_id, quarter, booking_id)
        SELECT b.room_id, b.first + q.n, b.id FROM (
            SELECT id, room_id, (unixepoch(ends) - unixepoch(starts)) / 900 AS length,
                   (unixepoch(starts) - unixepoch('2000-01-01')) / 900 AS first
            FROM booking WHERE status = 'done'
        ) b JOIN q ON q.n < b.length ORDER BY b.room_id, b.first
        """
    )


def _entries(raw: sqlite.Connection, pattern: str) -> None:
    """One entry and one change for every booking; the chain goes on at the end."""
    [last] = raw.execute("SELECT seq FROM journal_head WHERE site = 'H'").fetchone()
    change, of_change = _columns(
        raw, "journal_change", seq=":last + b.rowid", row_id="b.id"
    )
    entry, of_entry = _columns(raw, "journal_entry", seq=":last + b.rowid")
    given = {"last": last, "pattern": pattern}
    for table, names, selected, found in (
        ("journal_entry", entry, of_entry, "seq = :last AND site = 'H'"),
        ("journal_change", change, of_change, "row_id = :pattern"),
    ):
        raw.execute(
            f"INSERT INTO {table} ({names}) SELECT {selected} FROM booking b "
            f"JOIN (SELECT * FROM {table} WHERE {found}) p WHERE b.id <> :pattern",
            given,
        )
    raw.execute(
        "UPDATE journal_head SET seq = (SELECT MAX(seq) FROM journal_entry)"
        " WHERE site = 'H'"
    )


def with_groups(folder: Path, many: int) -> Center:
    """A center with so many groups, of which `HITS` have 里山 in their names."""
    made = center(folder)
    with closing(made.plain()) as raw:
        raw.execute("PRAGMA synchronous = OFF")
        raw.execute("BEGIN IMMEDIATE")
        names, selected = _columns(
            raw, '"group"', id=":id", number=":number", name=":name", kana=":kana"
        )
        raw.executemany(
            f'INSERT INTO "group" ({names}) SELECT {selected} FROM "group" p LIMIT 1',
            list(_groups(many)),
        )
        raw.execute("COMMIT")
    with made.store.write(Act("bench.fill", "", NOW)) as work:
        for start in range(0, many, CHUNK):
            index_groups(
                work, work.here, [UUID(int=n) for n in range(start, start + CHUNK)]
            )
    return made


def _groups(many: int) -> Iterator[dict[str, str]]:
    """Names of two words, as different as real ones; some are the ones looked for."""
    random = Random(1)
    for n in range(many):
        wanted = n % (many // HITS) == 0
        first = "里山" if wanted else "".join(random.choices(KANJI, k=2))
        name = f"{first}{''.join(random.choices(KANJI, k=3))}の会"
        kana = "".join(random.choices(KANA, k=8))
        yield {
            "id": UUID(int=n).hex,
            "number": f"H{n // 10_000:02}-{n % 10_000:04}",
            "name": name,
            "kana": f"サトヤマ{kana}" if wanted else kana,
        }
