"""今日 in words: the head line, the steps, the blocks of the timeline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.kit.money import yen
from app.services.today import BookingRow, Step, StepKind, TodayView
from ui.kit.grid.day import clock
from ui.parts.booking_words import hours, minute, short_day

#: Steps that must be taken before a deadline.
LAPSING = StepKind.APPLY, StepKind.PAY_SOON
#: Steps that are told by the day of use.
DAYS = StepKind.DECIDE, StepKind.APPROVE, StepKind.SEE
#: How many free rooms the head line names.
MOST_NAMED = 3


def lead(step: Step, at: datetime) -> str:
    """When, or how much."""
    row = step.booking
    if step.kind is StepKind.PAY:
        return yen(row.owed)
    if step.kind in LAPSING and row.held_until is not None:
        day = row.held_until.date()
        return clock(minute(row.held_until)) if day == at.date() else short_day(day)
    if step.kind in DAYS:
        return short_day(row.starts)
    moment = row.starts if step.kind is StepKind.CHECK_IN else row.ends
    return clock(minute(moment)) if moment.date() == at.date() else short_day(moment)


def detail(step: Step, at: datetime) -> str:
    """Where, and what is out of the ordinary."""
    return "・".join([step.booking.room, *_details(step, at)])


def _details(step: Step, at: datetime) -> Sequence[str]:
    row = step.booking
    if step.kind is StepKind.PAY:
        return [_when(row, at), *(["使用済み"] if row.status == "done" else [])]
    if step.kind in LAPSING:
        owing = [f"未納 {yen(row.owed)}"] if step.kind is StepKind.PAY_SOON else []
        late = ["期限を過ぎています"] if _past(row, at) else []
        return [_when(row, at), *owing, *late]
    if step.kind in DAYS:
        return [row.slots, f"{row.users}人"]
    if step.kind is StepKind.CHECK_OUT:
        return [late_by(row.ends, at) if step.late else f"{row.users}人"]
    owing = ["未納"] if row.owed else []
    if not step.late:
        return [f"{row.users}人", *owing]
    return [late_by(row.starts, at) if row.starts <= at else "まもなく", *owing]


def _past(row: BookingRow, at: datetime) -> bool:
    return row.held_until is not None and row.held_until <= at


def _when(row: BookingRow, at: datetime) -> str:
    if row.starts.date() == at.date():
        return hours(row.starts, row.ends)
    return short_day(row.starts)


def late_by(moment: datetime, at: datetime) -> str:
    """7分過ぎています, 1時間5分過ぎています."""
    minutes = int((at - moment).total_seconds()) // 60
    if moment.date() != at.date():
        return f"{clock(minute(moment))}に返るはずでした"
    if minutes < 1:
        return "時間です"
    over, rest = divmod(minutes, 60)
    told = f"{over}時間" * bool(over) + f"{rest}分" * bool(rest)
    return f"{told}過ぎています"


def tone(step: Step) -> str:
    """Only what is out of the ordinary has a color."""
    if not step.late:
        return "text2"
    return "wait" if step.kind is StepKind.CHECK_IN else "late"


def headline(view: TodayView, closes: int | None) -> str:
    """使用中 2室 ・ 来館待ち 1件 ・ 空き 調理室(14:30まで); nothing is not counted."""
    own = {room.id for room in view.rooms if room.home == view.site}
    using = {row.room_id for row in view.bookings if row.status == "in_use"} & own
    waiting = [s for s in view.steps if s.kind is StepKind.CHECK_IN and s.late]
    parts = {
        f"使用中 {len(using)}室": bool(using),
        f"来館待ち {len(waiting)}件": bool(waiting),
        f"空き {_free(view)}": closes is None or minute(view.at) < closes,
    }
    return "  ・  ".join(part for part, told in parts.items() if told)


def _free(view: TodayView) -> str:
    """The free rooms of this site, and until when where the day goes on."""
    found = []
    for room in (room for room in view.rooms if room.home == view.site):
        rows = [
            row
            for row in view.bookings
            if row.room_id == room.id and row.status != "done" and row.ends > view.at
        ]
        if any(row.starts <= view.at for row in rows):
            continue
        nexts = [clock(minute(row.starts)) for row in rows[:1]]
        found.append(room.name + "".join(f"({until}まで)" for until in nexts))
    rest = len(found) - MOST_NAMED
    named = "、".join(found[:MOST_NAMED]) + (f" ほか{rest}室" if rest > 0 else "")
    return named or "なし"
