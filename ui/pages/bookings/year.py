"""A fiscal year of one group in tiles: months down, days across. No Qt here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from app.services.ledgers import LedgerYear
from app.services.today import BookingRow
from ui.kit.grid.day import WORDS
from ui.kit.grid.tiles import DayHead, Kind, Tile, TileRow, TileSheet
from ui.pages.bookings.words import long_day
from ui.parts.booking_words import STATES, hours

#: Kind and sign of each state; the weightiest of a day comes first.
LOOKS: dict[str, tuple[Kind, str]] = {
    "in_use": ("inuse", "●"),
    "provisional": ("hold", "△"),
    "held": ("hold", "△"),
    "applied": ("applied", "□"),
    "confirmed": ("permit", "許"),
    "done": ("done", "✓"),
    "no_show": ("absent", "－"),
}
SAMPLES = tuple(
    (Tile(kind, sign, ""), WORDS[STATES[status]].rpartition(" ")[2])
    for status, (kind, sign) in LOOKS.items()
    if status != "held"
)


def year_sheet(year: LedgerYear, now: datetime) -> TileSheet:
    held: defaultdict[date, list[BookingRow]] = defaultdict(list)
    for row in year.bookings:
        held[row.starts.date()].append(row)
    firsts = [date(year.year + n // 12, n % 12 + 1, 1) for n in range(3, 15)]
    rows = [_row(first, held) for first in firsts]
    today = now.date()
    here = None
    if (month := today.replace(day=1)) in firsts:
        here = (firsts.index(month), today.day - 1)
    return TileSheet([DayHead(str(n)) for n in range(1, 32)], rows, here)


def _row(first: date, held: dict[date, list[BookingRow]]) -> TileRow:
    days = [first + timedelta(days=n) for n in range(31)]
    tiles = [_tile(day, held.get(day, ())) for day in days if day.month == first.month]
    count = sum(len(tile.ids) for tile in tiles)
    none = [None] * (31 - len(tiles))
    note = f"{count}件" if count else ""
    return TileRow(first, f"{first.month}月", note, [*tiles, *none])


def _tile(day: date, rows: Sequence[BookingRow]) -> Tile:
    if not rows:
        return Tile("none", "", f"{long_day(day)} 予約なし")
    states = {row.status for row in rows}
    kind, sign = next(LOOKS[status] for status in LOOKS if status in states)
    told = "、".join(_told(row) for row in rows)
    text = str(len(rows)) if len(rows) > 1 else ""
    ids = tuple(row.id for row in rows)
    return Tile(kind, sign, f"{long_day(day)} {told}", text, ids=ids)


def _told(row: BookingRow) -> str:
    """午後 13:00–17:00 会議室A 許可 生け花の練習 20人."""
    parts = (
        row.slots,
        hours(row.starts, row.ends),
        row.room,
        WORDS[STATES[row.status]],
        row.purpose,
        f"{row.users}人",
    )
    return " ".join(filter(None, parts))
