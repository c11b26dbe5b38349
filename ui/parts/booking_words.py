"""A booking in words and as a block of a day grid. No Qt here."""

from __future__ import annotations

from datetime import date, datetime

from app.kit.wareki import weekday
from app.services.today import BookingRow
from ui.kit.grid.day import GridBlock, State, clock

STATES: dict[str, State] = {
    "provisional": "hold",
    "confirmed": "permit",
    "in_use": "inuse",
    "done": "done",
}


def minute(moment: datetime) -> int:
    """Minutes since midnight."""
    return moment.hour * 60 + moment.minute


def short_day(day: date) -> str:
    """11/24(火)."""
    return f"{day.month}/{day.day}({weekday(day)})"


def hours(starts: datetime, ends: datetime) -> str:
    """13:00–17:00."""
    return f"{clock(minute(starts))}–{clock(minute(ends))}"


def block(row: BookingRow, at: datetime, waiting: bool) -> GridBlock:
    """A booking in a grid. `waiting`: someone may stand at the counter."""
    never_came = row.status == "confirmed" and row.ends <= at
    state = "wait" if waiting else STATES[row.status]
    mark = "来館なし" if never_came else "未納" if row.owed else ""
    more = f"{row.group} {row.purpose} {row.users}人".replace("  ", " ")
    starts = minute(row.starts)
    # a use may end at midnight, which is 24:00 of its day
    ends = starts + int((row.ends - row.starts).total_seconds()) // 60
    return GridBlock(row.id, row.room_id, starts, ends, state, row.group, mark, more)
