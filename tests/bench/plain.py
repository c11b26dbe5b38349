"""The floor of a booking: the rows it leaves, written by the raw driver."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

from db.occupancy import quarters
from db.reader import stamp
from tests.bench import data

#: Room, day, and the slot with its hours.
Slot = tuple[int, date, tuple[str, int, int]]


class Plain:
    """One booking in one durable transaction: number, row, cells, entry."""

    def __init__(self, center: data.Center) -> None:
        self._center, self._raw = center, center.plain()
        self._slots = data.slots_from(data.TODAY + timedelta(days=20))
        self._keys = (f"ffff{n:028x}" for n in count(1))
        room, day, (slot, _, _) = next(self._slots)
        wish = center.wish(room, day, slot)
        made = center.desk.bookings.book(center.staff, wish).value.id.hex
        self._booking = self._pattern("booking", "id", made)
        self._entry = self._pattern("journal_entry", "seq", self._seq())
        self._change = self._pattern("journal_change", "row_id", made)

    def __call__(self) -> None:
        self.write([next(self._slots)])

    def write(self, slots: Sequence[Slot]) -> None:
        """So many of them in one transaction."""
        raw = self._raw
        raw.execute("BEGIN IMMEDIATE")
        raw.execute(
            "UPDATE counter SET last = last + ? WHERE kind = 'booking'", (len(slots),)
        )
        seq = self._seq() + 1
        self._write(self._entry, {"seq": seq})
        for place, slot in enumerate(slots):
            self._booked({"seq": seq, "place": place}, *slot)
        raw.execute("UPDATE journal_head SET seq = ? WHERE site = 'H'", (seq,))
        raw.execute("COMMIT")

    def _booked(
        self, change: dict[str, int], room: int, day: date, hours: tuple[str, int, int]
    ) -> None:
        starts, ends = (datetime.combine(day, time(hour)) for hour in hours[1:])
        key, room_id, until = next(self._keys), self._center.rooms[room].hex, stamp(ends)
        own = {"id": key, "room_id": room_id, "starts": stamp(starts)}
        own["busy_from"] = own["starts"]
        self._write(self._booking, own | {"ends": until, "busy_until": until})
        self._raw.executemany(
            "INSERT INTO occupancy (room_id, quarter, booking_id) VALUES (?, ?, ?)",
            [(room_id, quarter, key) for quarter in quarters(starts, ends)],
        )
        self._write(self._change, change | {"row_id": key})

    def _seq(self) -> int:
        [[seq]] = self._raw.execute("SELECT seq FROM journal_head WHERE site = 'H'")
        return int(seq)

    def _pattern(
        self, table: str, column: str, key: str | int
    ) -> tuple[str, dict[str, Any]]:
        """An INSERT, and the values of a row that is there."""
        found = self._raw.execute(f"SELECT * FROM {table} WHERE {column} = ?", (key,))
        names = [column[0] for column in found.description]
        marks = ", ".join(f":{name}" for name in names)
        sql = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"
        return sql, dict(zip(names, found.fetchone(), strict=True))

    def _write(self, pattern: tuple[str, dict[str, Any]], own: dict[str, Any]) -> None:
        sql, values = pattern
        self._raw.execute(sql, values | own)
