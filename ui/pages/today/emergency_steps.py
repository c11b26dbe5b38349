"""今日's rows of 臨時休館: whom to call, what to settle. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from app.kit import labels
from app.services.today import OpenEmergency as Row
from ui.contracts import OpenEmergency, Step
from ui.parts.booking_words import hours, short_day

TITLE = "臨時休館の連絡"


def emergency_rows(
    rows: Sequence[Row], ask: Callable[[OpenEmergency], None]
) -> Sequence[Step]:
    return [_row(row, ask) for row in rows]


def _row(row: Row, ask: Callable[[OpenEmergency], None]) -> Step:
    cause = labels.value("emergency", "cause", row.cause)
    left = row.calls - row.called
    told = f"連絡 あと{left}件" if left else "連絡済み・まとめて行う"
    who = f"臨時休館 {hours(row.starts, row.ends)}"
    do = partial(ask, OpenEmergency(row.id))
    return Step(short_day(row.starts.date()), who, f"{cause}・{told}", "開く", do, "late")
