"""What happened to a thing, as its panel tells it: what was done, by whom, when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from app.kit import labels
from app.kit.clock import Clock
from ui.kit.lines import ShortLine
from ui.parts.booking_words import short_day

if TYPE_CHECKING:
    from app.services.journal import Event


def deed_lines(events: Iterable[Event], clock: Clock) -> Sequence[ShortLine]:
    """The latest first, each entry once, in the time of the desk."""
    entries = {event.entry: event for event in events}
    latest = sorted(entries.values(), key=lambda e: (e.at, e.entry.seq), reverse=True)
    return [_line(event, clock) for event in latest]


def _line(event: Event, clock: Clock) -> ShortLine:
    at = event.at.astimezone(clock().tzinfo)
    words = f"{labels.verb(event.verb)}  {event.staff or '自動'}"
    return ShortLine(words, f"{short_day(at.date())} {at:%H:%M}")
