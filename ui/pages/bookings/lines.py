"""The rows of the day and of the week: a room on a day each, with its slots. No Qt."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from app.kit.money import yen
from app.kit.wareki import weekday
from app.rules.calendar.opening import ClosedDay
from app.rules.use.refusals import NoLongerOpen, NotOpenYet
from app.services.ledgers import LedgerWeek
from app.services.offered import LedgerDay, LedgerRoom, SlotOffer, Use
from app.services.today import EARLY, BlockingRow, BookingRow
from app.services.under_lottery import UnderLottery
from ui.kit.grid.day import (
    GridBlock,
    GridDay,
    GridFree,
    GridMove,
    GridRange,
    GridRoom,
    GridSlot,
    Sign,
    clock,
)
from ui.pages.bookings.words import (
    closed_reason,
    is_maintenance,
    is_open,
    long_day,
    room_note,
)
from ui.parts.booking_words import block, blocked, joined, minute


class Line(NamedTuple):
    """A row of the grid: in a day `id` is a room, in a week it is a day."""

    id: Hashable
    name: str
    note: str
    day: date
    room: LedgerRoom
    bookings: Sequence[BookingRow]
    blockings: Sequence[BlockingRow]


def lines_of_day(ledger: LedgerDay) -> Sequence[Line]:
    held: dict[UUID, list[BookingRow]] = {}
    for row in ledger.bookings:
        held.setdefault(row.room_id, []).append(row)
    shut: dict[UUID, list[BlockingRow]] = {}
    for blocking in ledger.blockings:
        shut.setdefault(blocking.room_id, []).append(blocking)
    return [
        Line(
            room.room.id,
            room.room.name,
            room_note(room),
            ledger.day,
            room,
            held.get(room.room.id, ()),
            shut.get(room.room.id, ()),
        )
        for room in ledger.rooms
    ]


def lines_of_week(week: LedgerWeek, today: date) -> Sequence[Line]:
    return [
        Line(
            each.day,
            f"{each.day.month}/{each.day.day}({weekday(each.day)})",
            "今日" if each.day == today else _day_note(each.room),
            each.day,
            each.room,
            each.bookings,
            each.blockings,
        )
        for each in week.days
    ]


def _day_note(room: LedgerRoom) -> str:
    if room.opening is not None:
        return "" if room.opening.open else "休館"
    return "規則集に定めなし"


def grid_of_day(ledger: LedgerDay, now: datetime) -> GridDay:
    """The day as the grid shows it; one that is closed everywhere shows only why."""
    closed = is_open(ledger) is False
    grid = _grid(lines_of_day(ledger), now)
    used = ledger.bookings or ledger.blockings
    words = closed_reason(ledger) if closed and not used else ""
    today = now.date() == ledger.day
    return grid._replace(
        frees=() if closed else grid.frees,
        now=minute(now) if today else None,
        closed=words,
        what=long_day(ledger.day),
    )


def grid_of_week(week: LedgerWeek, now: datetime) -> GridDay:
    """The week of a room; the line at `now` is in the row of today only."""
    lines = lines_of_week(week, now.date())
    grid = _grid(lines, now)
    today = any(line.day == now.date() for line in lines)
    rooms = [
        room._replace(today=line.day == now.date())
        for room, line in zip(grid.rooms, lines, strict=True)
    ]
    none = "規則集に定めがないため、区分がありません" if lines and not grid.slots else ""
    return grid._replace(
        rooms=rooms,
        now=minute(now) if today else None,
        closed=none,
        what=week.room.name if week.room else "",
    )


def _grid(lines: Sequence[Line], now: datetime) -> GridDay:
    slots = slots_of(lines)
    return GridDay(
        rooms=[_row(line, slots) for line in lines],
        slots=slots,
        blocks=[each for line in lines for each in _blocks(line, slots, now)],
        frees=[
            _free(line, offer, slots, now)
            for line in lines
            for offer in line.room.base
            if not offer.taken
        ],
    )


def _row(line: Line, slots: Sequence[GridSlot]) -> GridRoom:
    """With the places of its own slots, on which a booking can be put."""
    times = {(offer.slot.start, offer.slot.end) for offer in line.room.base}
    own = (i for i, slot in enumerate(slots) if (slot.start, slot.end) in times)
    return GridRoom(line.id, line.name, line.note, slots=tuple(own))


def _blocks(line: Line, slots: Sequence[GridSlot], now: datetime) -> list[GridBlock]:
    """Bookings, what reaches in from rooms it shares, and the blockings that have
    something of what is shown."""
    found = [block(row, now, _waits(row, now)) for row in line.bookings]
    found += joined(line.room.beside)
    shut = [blocked(row, slots) for row in line.blockings]
    found += [each for each in shut if each.start < each.end]
    return [each._replace(room_id=line.id) for each in found]


def slots_of(lines: Sequence[Line]) -> Sequence[GridSlot]:
    """Every time of a slot once, by time; a name stands over its first time only."""
    times: dict[tuple[int, int], str] = {}
    for line in lines:
        for offer in line.room.base:
            named = offer.slot.name not in times.values()
            name = offer.slot.name if named else ""
            times.setdefault((offer.slot.start, offer.slot.end), name)
    return [GridSlot(times[time], *time) for time in sorted(times)]


def _free(
    line: Line, offer: SlotOffer, slots: Sequence[GridSlot], now: datetime
) -> GridFree:
    place = next(
        i
        for i, slot in enumerate(slots)
        if (slot.start, slot.end) == (offer.slot.start, offer.slot.end)
    )
    why, sign = _why_not(offer, line.day, now)
    text = why or (yen(offer.fee) if offer.fee else "無料")
    return GridFree(line.id, place, text, closed=bool(why), sign=sign)


def _why_not(offer: SlotOffer, day: date, now: datetime) -> tuple[str, Sign]:
    """In as few words as a cell has room for; "" when it can be booked."""
    if offer.slot.ends_on(day) <= now:
        return "過ぎました", "×"
    match offer.refusal:
        case None if offer.between is not None:
            return _between(offer, day, offer.between)
        case None:
            return "", "×"
        case ClosedDay():
            if is_maintenance(str(offer.refusal.params["reason"])):
                return "点検", "点"
            return "休館", "休"
        case NotOpenYet(opens=opens):
            return f"受付前 {opens.month}/{opens.day}から", "前"
        case NoLongerOpen():
            return "受付終了", "×"
        case UnderLottery():
            return "抽選待ち", "×"
        case _:
            return "予約できません", "×"


def _between(offer: SlotOffer, day: date, other: Use) -> tuple[str, Sign]:
    """Whose preparation or cleaning up is in the way: that of the use before or after, or
    what this one would need."""
    starts, ends = offer.slot.starts_on(day), offer.slot.ends_on(day)
    since, until = clock(minute(other.busy_from)), clock(minute(other.busy_until))
    if other.starts < starts:
        if other.busy_until > starts:
            return f"{until}まで片付け", "片"
        return f"{until}からでは準備が間に合いません", "準"
    if other.busy_from < ends:
        return f"{since}から準備", "準"
    return f"{since}までに片付けが終わりません", "片"


def _waits(row: BookingRow, now: datetime) -> bool:
    return row.status == "confirmed" and row.starts - EARLY <= now < row.ends


def line_of(lines: Sequence[Line], line_id: object) -> Line | None:
    return next((line for line in lines if line.id == line_id), None)


def line_at(lines: Sequence[Line], room_id: UUID, day: date) -> Line | None:
    """The row of a room on a day, if it is shown."""
    where = (room_id, day)
    return next((each for each in lines if (each.room.room.id, each.day) == where), None)


def range_of(
    lines: Sequence[Line], room_id: UUID, day: date, names: Sequence[str]
) -> GridRange | None:
    """The part of the grid that the named slots of a room take up on a day."""
    line = line_at(lines, room_id, day)
    if line is None:
        return None
    pieces = line.room.pieces(names)
    chosen = [o.slot for o in line.room.base if o.slot.name in pieces]
    if not chosen:
        return None
    starts, ends = min(s.start for s in chosen), max(s.end for s in chosen)
    places = [
        i
        for i, slot in enumerate(slots_of(lines))
        if starts <= slot.start and slot.end <= ends
    ]
    return GridRange(line.id, places[0], places[-1], starts, ends)


def names_in(room: LedgerRoom, chosen: GridRange | GridMove) -> tuple[str, ...]:
    """The slots drawn over, as the rulebook calls them: all of a day are 全日."""
    return room.joined(
        [
            offer.slot.name
            for offer in room.base
            if chosen.start <= offer.slot.start and offer.slot.end <= chosen.end
        ]
    )


def room_of(ledger: LedgerDay, room_id: UUID) -> LedgerRoom | None:
    """The room of a day; None where it is not among them."""
    return next((room for room in ledger.rooms if room.room.id == room_id), None)
