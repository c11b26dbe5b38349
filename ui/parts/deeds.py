"""What happened to a thing, as its panel tells it: what was done, by whom, when."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from app.kit import labels
from app.kit.clock import Clock
from ui.kit.lines import ShortLine
from ui.parts.booking_words import short_day

if TYPE_CHECKING:
    from app.services.journal import Event


def deed_lines(
    events: Iterable[Event], clock: Clock, kind: str = "", told: Collection[str] = ()
) -> Sequence[ShortLine]:
    """The latest first, each entry once, in the time of the desk. Of a record of a `kind`
    the fields in `told` follow under it: what they were, what they became."""
    entries = {event.entry: event for event in events}
    latest = sorted(entries.values(), key=lambda e: (e.at, e.entry.seq), reverse=True)
    return [
        line
        for event in latest
        for line in (_line(event, clock), *_noted(event), *_changes(event, kind, told))
    ]


def _line(event: Event, clock: Clock) -> ShortLine:
    at = event.at.astimezone(clock().tzinfo)
    words = f"{labels.verb(event.verb)}  {event.staff or '自動'}"
    return ShortLine(words, f"{short_day(at.date())} {at:%H:%M}")


def _noted(event: Event) -> Iterator[ShortLine]:
    """Why it was done, in the words of who did it."""
    if event.note:
        yield ShortLine(event.note, sign="・")


def _changes(event: Event, kind: str, told: Collection[str]) -> Iterator[ShortLine]:
    for name, old, new in event.fields:
        if name in told and old is not None:
            before, after = (labels.value(kind, name, each) for each in (old, new))
            yield ShortLine(f"{labels.field(kind, name)} {before} → {after}", sign="・")
