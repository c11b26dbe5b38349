"""A group is put on the waiting list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from app.rules.book.facts import Fact
from app.rules.use.asked import kept
from app.services.awards.spans import Spans
from db.journal.capture import JournaledSession
from db.records.waiting import Waiting


@dataclass(frozen=True, slots=True)
class Entry:
    """Who waits for what. `place` orders those who are entered at the same time; `said`
    is what was agreed with them, on the phone or at the desk, `facts` what was said of
    the use."""

    room_id: UUID
    group_id: UUID
    day: date
    slots: tuple[str, ...]
    purpose: str
    users: int
    place: int = 0
    said: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)


def enter(work: JournaledSession, spans: Spans, entry: Entry, now: datetime) -> Waiting:
    span = spans.of(entry.room_id, entry.day, entry.slots)
    waiting = Waiting(
        id=work.new_id(),
        home=span.room.home,
        room_id=entry.room_id,
        group_id=entry.group_id,
        slots="・".join(entry.slots),
        starts=span.starts,
        ends=span.ends,
        quarter=span.quarters.start,
        quarters=len(span.quarters),
        purpose=entry.purpose,
        users=entry.users,
        facts=kept(entry.facts),
        entered_at=now,
        place=entry.place,
    )
    work.add(waiting)
    return waiting
