"""利用の制限: whether an applicant is barred from booking as usual on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.rules.book.rulebook import Place


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: no_show, late_cancel, cancel; `count` times."""

    kind: str
    use_date: date | None = None
    count: int = 1


def restricted(
    place: Place, events: Sequence[Event], day: date, channel: str = ""
) -> bool:
    return False
