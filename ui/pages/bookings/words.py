"""予約台帳 in words: the grid of a day, the heads of the panels. No Qt here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from app.kit.money import yen
from app.kit.refusal import Refusal
from app.kit.wareki import weekday
from app.rules.acceptance.windows import Window
from app.rules.calendar.opening import ClosedDay
from app.rules.use.refusals import NoLongerOpen, NotOpenYet
from app.services.offered import LedgerDay, LedgerRoom, SlotOffer
from app.services.today import EARLY
from ui.kit.grid.day import GridDay, GridFree, GridRange, GridRoom, GridSlot
from ui.parts.booking_words import block, hours, minute, short_day


def long_day(day: date) -> str:
    """12月1日(火)."""
    return f"{day.month}月{day.day}日({weekday(day)})"


def when(starts: datetime, ends: datetime, slots: str) -> str:
    """12月1日(火) 午後 13:00–17:00."""
    return f"{long_day(starts.date())} {slots} {hours(starts, ends)}"


def window_text(window: Window) -> str:
    """受付期間の内です 9/1(火)–11/30(月), as far as the rules name the days."""
    opens = short_day(window.opens) if window.opens else ""
    closes = short_day(window.closes) if window.closes else ""
    return f"受付期間の内です {opens}–{closes}" if opens or closes else "受付期間の内です"


def window_rule(window: Window) -> str:
    """The article of the window; opening and closing mostly come from the same."""
    return window.opening_rule or window.closing_rule


def room_note(room: LedgerRoom) -> str:
    """定員 24人, where it is, or that the rules say too little to book it."""
    if room.refusal is not None:
        return "規則集に定めなし"
    holds = f"{room.room.capacity}人" if room.room.capacity else ""
    if room.elsewhere:
        return f"{holds} {room.elsewhere}".strip()
    return f"定員 {holds}" if holds else ""


def is_open(ledger: LedgerDay) -> bool | None:
    """Whether any room is open that day; None where the rules do not say."""
    known = [room.opening.open for room in ledger.rooms if room.opening is not None]
    return any(known) if known else None


def closed_reason(ledger: LedgerDay) -> str:
    """Why every room is closed: 休館日です(第3月曜)."""
    for room in ledger.rooms:
        if room.opening is not None and not room.opening.open:
            return room.opening.explained[0].text.partition("は")[2]
    return ""


def grid_of(ledger: LedgerDay, now: datetime) -> GridDay:
    """The day as the grid shows it."""
    today = now.date() == ledger.day
    slots = slots_of(ledger)
    closed = is_open(ledger) is False
    return GridDay(
        rooms=[GridRoom(r.room.id, r.room.name, room_note(r)) for r in ledger.rooms],
        slots=slots,
        blocks=[
            block(row, now, _waits(row.status, row.starts, row.ends, now))
            for row in ledger.bookings
        ],
        frees=()
        if closed
        else [
            _free(room, offer, slots, ledger.day, now)
            for room in ledger.rooms
            for offer in room.base
            if not offer.taken
        ],
        now=minute(now) if today else None,
        closed=closed_reason(ledger) if closed and not ledger.bookings else "",
    )


def slots_of(ledger: LedgerDay) -> Sequence[GridSlot]:
    """Every time of a slot once, by time; a name stands over its first time only."""
    times: dict[tuple[int, int], str] = {}
    for room in ledger.rooms:
        for offer in room.base:
            named = offer.slot.name not in times.values()
            name = offer.slot.name if named else ""
            times.setdefault((offer.slot.start, offer.slot.end), name)
    return [GridSlot(times[time], *time) for time in sorted(times)]


def _free(
    room: LedgerRoom,
    offer: SlotOffer,
    slots: Sequence[GridSlot],
    day: date,
    now: datetime,
) -> GridFree:
    place = next(
        i
        for i, slot in enumerate(slots)
        if (slot.start, slot.end) == (offer.slot.start, offer.slot.end)
    )
    why = _why_not(offer, day, now)
    text = why or (yen(offer.fee) if offer.fee else "無料")
    return GridFree(room.room.id, place, text, closed=bool(why))


def _why_not(offer: SlotOffer, day: date, now: datetime) -> str:
    """In as few words as a cell has room for; "" when it can be booked."""
    if offer.slot.ends_on(day) <= now:
        return "過ぎました"
    match offer.refusal:
        case None:
            return ""
        case ClosedDay():
            return "休館"
        case NotOpenYet(opens=opens):
            return f"受付前 {opens.month}/{opens.day}から"
        case NoLongerOpen():
            return "受付終了"
        case _:
            return "予約できません"


def _waits(status: str, starts: datetime, ends: datetime, now: datetime) -> bool:
    return status == "confirmed" and starts - EARLY <= now < ends


def range_of(ledger: LedgerDay, room_id: UUID, names: Sequence[str]) -> GridRange | None:
    """The part of the grid that the named slots of a room take up."""
    room = room_of(ledger, room_id)
    if room is None:
        return None
    pieces = room.pieces(names)
    chosen = [o.slot for o in room.base if o.slot.name in pieces]
    if not chosen:
        return None
    starts, ends = min(s.start for s in chosen), max(s.end for s in chosen)
    places = [
        i
        for i, slot in enumerate(slots_of(ledger))
        if starts <= slot.start and slot.end <= ends
    ]
    return GridRange(room_id, places[0], places[-1], starts, ends)


def names_in(room: LedgerRoom, chosen: GridRange) -> tuple[str, ...]:
    """The slots drawn over, as the rulebook calls them: all of a day are 全日."""
    return room.joined(
        [
            offer.slot.name
            for offer in room.base
            if chosen.start <= offer.slot.start and offer.slot.end <= chosen.end
        ]
    )


def room_of(ledger: LedgerDay, room_id: object) -> LedgerRoom | None:
    return next((room for room in ledger.rooms if room.room.id == room_id), None)


def place_of(refusal: Refusal) -> str:
    """The field of the panel that a refusal is about; "" for room, day and slot."""
    if refusal.code == "group.registered_only":
        return "group_id"
    if refusal.code.startswith("loan."):
        return "lines"
    return str(getattr(refusal, "field", ""))
