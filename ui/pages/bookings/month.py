"""A month of all rooms in tiles: what is free, what it costs, why not. No Qt here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from app.kit.money import yen
from app.kit.wareki import weekday
from app.services.held import between, overlapping
from app.services.months import DayColor, LedgerMonth, MonthRow, SlotColor, State
from app.services.today import BlockingRow, RoomRow
from ui.kit.grid.tiles import DayHead, Tile, TileRow, TileSheet
from ui.pages.bookings.words import is_maintenance, long_day
from ui.parts.booking_words import hours, kind_of, short_day, stop_sign

#: What may still come free: 仮 from elsewhere, 仮予約.
UNSURE = ("provisional", "held")
#: What the legend shows, in this order.
SAMPLES = (
    (Tile("free", "○", ""), "空き(区分の数・円)"),
    (Tile("part", "○", ""), "一部空き"),
    (Tile("hold", "△", ""), "空きなし(仮あり)"),
    (Tile("full", "×", ""), "空きなし"),
    (Tile("inuse", "●", ""), "使用中"),
    (Tile("done", "✓", ""), "過ぎた予約"),
    (Tile("shut", "休", ""), "休館"),
    (Tile("stop", "点", ""), "点検"),
    (Tile("stop", "公", ""), "公用"),
    (Tile("stop", "停", ""), "利用停止"),
    (Tile("early", "前", ""), "受付前"),
)


class _Taken(NamedTuple):
    """What takes up a room on a day; `beside` are the uses of rooms it shares."""

    rows: Sequence[MonthRow]
    beside: Sequence[MonthRow]
    shut: Sequence[BlockingRow]


def month_sheet(month: LedgerMonth, now: datetime) -> TileSheet:
    days = _days(month.first)
    held: defaultdict[tuple[UUID, date], list[MonthRow]] = defaultdict(list)
    for row in month.bookings:
        held[row.room_id, row.starts.date()].append(row)
    shut: defaultdict[tuple[UUID, date], list[BlockingRow]] = defaultdict(list)
    for blocking in month.blockings:
        shut[blocking.room_id, blocking.starts.date()].append(blocking)

    def taken(room_id: UUID, day: date) -> _Taken:
        sharing = month.sharing.get(room_id, ())
        beside = [row for other in sharing for row in held.get((other, day), ())]
        return _Taken(held.get((room_id, day), ()), beside, shut.get((room_id, day), ()))

    today = now.date()
    rows = [
        TileRow(
            room.id,
            room.name,
            f"定員 {room.capacity}人" if room.capacity else "",
            [
                _tile(room, color, taken(room.id, color.day), now)
                for color in month.colors[room.name]
            ],
        )
        for room in month.rooms
    ]
    columns = [
        DayHead(str(day.day), weekday(day), weekday(day) in "土日", day == today)
        for day in days
    ]
    return TileSheet(columns, rows, empty="部屋はまだありません。")


def _days(first: date) -> Sequence[date]:
    days = [first + timedelta(days=n) for n in range(31)]
    return [day for day in days if day.month == first.month]


def _tile(room: RoomRow, color: DayColor, taken: _Taken, now: datetime) -> Tile:
    tile = _look(room, color, taken, now)
    words = [
        room.name,
        long_day(color.day),
        tile.says,
        _booked(taken.rows),
        _beside(taken.beside),
        _stopped(taken.shut),
    ]
    return tile._replace(says=" ".join(filter(None, words)))


def _look(
    room: RoomRow,
    color: DayColor,
    taken: _Taken,
    now: datetime,
) -> Tile:
    """Sign and words of a day, the weightiest first."""
    rows = taken.rows
    if any(row.status == "in_use" for row in rows):
        return Tile("inuse", "●", "使用中")
    if color.day < now.date():
        count = str(len(rows))
        return Tile("done", "✓", "", count) if rows else Tile("none", "", "予約なし")
    if color.state is State.CLOSED:
        return _shut(color)
    if color.state is State.TOO_EARLY:
        return _early(color)
    if color.state is State.UNKNOWN:
        return Tile("none", "？", "規則集に定めなし")
    return _open(room, color, taken, now)


def _shut(color: DayColor) -> Tile:
    words = color.why.partition("は")[2] or "休館"
    if is_maintenance(words):
        return Tile("stop", "点", words)
    return Tile("shut", "休", words)


def _early(color: DayColor) -> Tile:
    if color.opens is None:
        return Tile("early", "前", "受付前")
    since = f"{color.opens.month}/{color.opens.day}"
    return Tile("early", "前", f"受付前 {short_day(color.opens)}から", "", since)


def _open(room: RoomRow, color: DayColor, taken: _Taken, now: datetime) -> Tile:
    rows, shut = [*taken.rows, *taken.beside], taken.shut
    base = [each for each in color.slots if not each.slot.covers]
    spare = [e for e in base if not _used(room, e, color.day, [*rows, *shut])]
    free = [
        each
        for each in spare
        if each.state is State.OPEN and each.slot.ends_on(color.day) > now
    ]
    if free:
        names = "・".join(each.slot.name for each in free)
        fee, note = _fees(free)
        part = len(free) < len(base)
        says = f"空き {names} {fee}".strip()
        return Tile("part" if part else "free", "○", says, str(len(free)), note)
    if shut and not spare:
        return Tile("stop", stop_sign(shut[0].kind), "利用停止")
    if rows and not spare:
        if any(row.status in UNSURE for row in rows):
            return Tile("hold", "△", "空きなし")
        return Tile("full", "×", "空きなし")
    if color.state is State.OVER:
        return Tile("none", "－", "受付終了")
    return Tile("none", "－", "予約できる区分はありません")


def _used(
    room: RoomRow, each: SlotColor, day: date, rows: Sequence[MonthRow | BlockingRow]
) -> bool:
    starts, ends = each.slot.starts_on(day), each.slot.ends_on(day)
    used = overlapping(starts, ends, rows)
    return bool(used or between(room, starts, ends, rows))


def _fees(free: Sequence[SlotColor]) -> tuple[str, str]:
    """What the free slots cost, in words and as figures for a narrow cell."""
    known = sorted({each.fee for each in free if each.fee is not None})
    if not known:
        return "", ""
    least, most = (yen(fee) if fee else "無料" for fee in (known[0], known[-1]))
    words = least if least == most else f"{least}から{most}"
    # without its comma it fits where a day is as narrow as on most screens
    return words, str(known[0]) if known[0] else "無料"


def _beside(rows: Sequence[MonthRow]) -> str:
    """つながる部屋の予約 1件 午後 花の会: what takes the room by way of another."""
    names = "、".join(f"{row.slots} {row.group}".strip() for row in rows)
    return f"つながる部屋の予約 {len(rows)}件 {names}" if rows else ""


def _stopped(shut: Sequence[BlockingRow]) -> str:
    """利用停止 9:00–12:00 点検・修繕 空調の点検."""
    told = [f"{hours(row.starts, row.ends)} {kind_of(row)} {row.reason}" for row in shut]
    return f"利用停止 {'、'.join(told)}" if told else ""


def _booked(rows: Sequence[MonthRow]) -> str:
    held = sum(row.status in UNSURE for row in rows)
    names = "、".join(f"{row.slots} {row.group}".strip() for row in rows)
    asked = f"(仮 {held}件)" if held else ""
    return f"予約 {len(rows)}件{asked} {names}" if rows else ""
