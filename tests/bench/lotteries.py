"""A lottery of 2,000 requests over 400 slots, in a center with a long history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID, uuid4

from app.rules.draws.draw import FrozenList, Request, draw, hashed
from app.services.lotteries.cards import frozen_list
from app.services.lotteries.values import LotteryForm
from app.services.wishes import WishForm, wishes_text
from db.journal.entry import Act
from db.queries.lotteries import request_key
from db.records.lotteries import Lottery, LotteryRequest
from tests.bench import data
from tests.bench.rows import Row, Scale, Work, compare
from tests.make import make_group

FULL = Scale(many=400_000, few=40_000, runs=5)
REQUESTS, WISHES, ROOMS, DAYS = 2_000, 3, 20, 7
#: 20 rooms, 7 days, 3 slots: 420.
SPAN = timedelta(days=DAYS - 1)


def measure(folder: Path, scale: Scale = FULL, requests: int = REQUESTS) -> Iterator[Row]:
    large = data.with_bookings(folder / "large", scale.many)
    small = data.with_bookings(folder / "small", scale.few)
    runs = scale.runs
    towns = [Town(center, requests, runs + 2) for center in (large, small)]
    frozen = towns[0].frozen()
    seeds = count()
    yield compare(
        f"draw {requests:,} for {ROOMS * DAYS * 3}",
        "sorted by SHA-256, first free",
        3,
        lambda: draw(frozen, f"{next(seeds)}"),
        Obvious(frozen),
        3 * runs,
    )
    ours, floor = towns[0].draw(), Plain(towns[0])
    yield compare("the same, written", "its rows, raw, one commit", 4, ours, floor, runs)
    grown = f"the same after {scale.few:,}"
    again = [Town(center, requests, runs + 1, 400) for center in (large, small)]
    yield compare(
        "drawn, 10x history", grown, 1.2, again[0].draw(), again[1].draw(), runs
    )
    for center in (large, small):
        center.desk.close()


class Town:
    """Groups with a request each in lotteries that are frozen and seeded, week by week
    from `after` days on."""

    def __init__(
        self, center: data.Center, requests: int, lotteries: int, after: int = 40
    ) -> None:
        self.center = center
        self._random = Random(requests)
        with center.store.write(self._act("group.register")) as work:
            self._groups = [
                make_group(work, f"第{n}の会", number=f"H{after}-{n:05}").id
                for n in range(requests)
            ]
        self._first = data.TODAY + timedelta(days=after)
        made = [self._frozen(n) for n in range(lotteries)]
        self._made = iter(made)
        self.last = made[-1]

    def draw(self) -> Work:
        desk, staff = self.center.desk.lotteries, self.center.staff
        return lambda: desk.draw(staff, next(self._made))

    def drawn(self) -> UUID:
        """One that is drawn now."""
        key = next(self._made)
        self.center.desk.lotteries.draw(self.center.staff, key)
        return key

    def frozen(self) -> FrozenList:
        with self.center.store.read() as session:
            return frozen_list(session.get_one(Lottery, self.last))

    def _act(self, verb: str) -> Act:
        return Act(verb, self.center.staff, data.NOW)

    def _frozen(self, n: int) -> UUID:
        desk, staff = self.center.desk.lotteries, self.center.staff
        first = self._first + timedelta(days=DAYS * n)
        rooms = tuple(self.center.rooms[:ROOMS])
        form = LotteryForm(f"第{n}回", first, first + SPAN, rooms, data.TODAY, data.TODAY)
        key = desk.open(staff, form).value
        with self.center.store.write(self._act("lottery.enter")) as work:
            for group in self._groups:
                work.add(self._request(key, group, first))
        desk.freeze(staff, key, accept_early=True)
        desk.set_seed(staff, key, f"{n}", "測定")
        return key

    def _request(self, lottery: UUID, group: UUID, first: date) -> LotteryRequest:
        random = self._random
        wishes = [
            WishForm(
                self.center.rooms[random.randrange(ROOMS)],
                first + timedelta(days=random.randrange(DAYS)),
                (random.choice(data.SLOTS)[0],),
            )
            for _ in range(WISHES)
        ]
        return LotteryRequest(
            id=request_key(lottery, group),
            lottery_id=lottery,
            group_id=group,
            home="H",
            wishes=wishes_text(wishes),
            purpose="定例会",
            users=20,
            waits=True,
            revision=1,
            entered_at=datetime(2026, 11, 24, 9),
        )


class Obvious:
    """The least there is to do: no limits, and whole slots instead of time."""

    def __init__(self, frozen: FrozenList) -> None:
        self._requests, self._seeds = frozen.requests, count()
        self._slots = {
            request.number: [(w.room, w.starts) for w in request.wishes]
            for request in frozen.requests
        }

    def __call__(self) -> object:
        seed = f"{next(self._seeds)}"

        def place(request: Request) -> str:
            return hashed(seed, request.number)

        taken: set[tuple[str, str]] = set()
        for request in sorted(self._requests, key=place):
            free = (s for s in self._slots[request.number] if s not in taken)
            taken.update([*free][:1])
        return taken


class Plain:
    """The rows of a draw once more under other keys, in one durable transaction."""

    def __init__(self, town: Town) -> None:
        self._raw = raw = town.center.plain()
        self._far = count(10_000_000, 1_000_000)
        lottery = town.drawn().hex
        [[seq]] = raw.execute("SELECT seq FROM journal_head WHERE site = 'H'")
        changed = "(SELECT row_id FROM journal_change WHERE seq = :seq AND kind = :kind)"
        self._rows = {
            table: self._found(
                f"SELECT * FROM {table} WHERE {key} IN {changed}",
                {"seq": seq, "kind": kind},
            )
            for table, key, kind in (
                ("booking", "id", "booking"),
                ("occupancy", "booking_id", "booking"),
                ("waiting", "id", "waiting"),
            )
        }
        changes = "SELECT * FROM journal_change WHERE seq = :seq"
        self._changes = self._found(changes, {"seq": seq})
        self._entry = self._found(
            "SELECT * FROM journal_entry WHERE seq = :seq", {"seq": seq}
        )
        self._requests = raw.execute(
            "SELECT status, place, id FROM lottery_request WHERE lottery_id = ?",
            (lottery,),
        ).fetchall()
        self._lottery = lottery

    def __call__(self) -> None:
        raw, far = self._raw, next(self._far)
        keys: dict[str, str] = {}

        def other(key: str) -> str:
            return keys.setdefault(key, uuid4().hex)

        raw.execute("BEGIN IMMEDIATE")
        raw.execute("UPDATE counter SET last = last + 1 WHERE kind = 'booking'")
        [[seq]] = raw.execute("SELECT seq FROM journal_head WHERE site = 'H'")
        for table, rows in self._rows.items():
            named = "booking_id" if table == "occupancy" else "id"
            moved = [{**row, named: other(row[named])} for row in rows]
            if table == "occupancy":
                moved = [{**row, "quarter": row["quarter"] + far} for row in moved]
            self._insert(table, moved)
        raw.executemany(
            "UPDATE lottery_request SET status = ?, place = ? WHERE id = ?",
            self._requests,
        )
        raw.execute("UPDATE lottery SET status = 'drawn' WHERE id = ?", (self._lottery,))
        at = {"seq": seq + 1}
        self._insert("journal_entry", [row | at for row in self._entry])
        self._insert("journal_change", [row | at for row in self._changes])
        raw.execute("UPDATE journal_head SET seq = ? WHERE site = 'H'", (seq + 1,))
        raw.execute("COMMIT")

    def _found(self, sql: str, values: dict[str, Any]) -> Sequence[dict[str, Any]]:
        found = self._raw.execute(sql, values)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def _insert(self, table: str, rows: Sequence[dict[str, Any]]) -> None:
        if rows:
            names = list(rows[0])
            marks = ", ".join(f":{name}" for name in names)
            sql = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"
            self._raw.executemany(sql, rows)
