"""上限 and 利用の制限 of a group, read as facts that the rules weigh."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from app.kit.refusal import Refusal
from app.rules.book.base import UnknownPlace
from app.rules.book.facts import Facts
from app.rules.book.offset import month_end
from app.rules.book.penalties import EventKind, NoShow, Penalty, Period, Points
from app.rules.book.rulebook import Place, Rulebook
from app.rules.use import restrictions
from app.rules.use.asked import facts_in
from app.rules.use.counted import (
    Used,
    Uses,
    around_counts,
    pending_counts,
    span_of,
)
from app.rules.use.limits import NOTHING_YET, Already
from app.rules.use.penalties import Event, Standing, as_kind, standing
from app.services.offered import BookRoom
from app.services.wishes import wishes_of
from db.queries import fairness
from db.queries.fairness import MissedRow
from db.records.bookings import Status
from db.records.rooms import Room
from db.store import Reading

#: How applications at the desk are made, unless it was said otherwise.
AT_DESK = "窓口"
#: What was never more than asked for.
NEVER = (Status.REFUSED, Status.LAPSED)


@dataclass(frozen=True, slots=True)
class Past:
    """What happened to a group's bookings, and where it stands by the rules of a place.

    `found` is None where they know no consequences.
    """

    place: Place
    on: date
    events: Sequence[Event] = ()
    found: Standing | None = None
    _applied: int = field(default=0)

    @property
    def periods(self) -> Sequence[Period]:
        """The restrictions that hold on the day."""
        return restrictions.in_force(self.found, self.on) if self.found else ()

    def against(self, channel: str = AT_DESK, *, lottery: bool = False) -> Refusal | None:
        """What a restriction has against an application on that day."""
        if self.found is None:
            return None
        return restrictions.against(
            self.found,
            self.events,
            self.on,
            channel,
            applied=self._applied,
            lottery=lottery,
        )

    def ahead(self) -> restrictions.Ahead | None:
        """What follows from the next 無断不使用."""
        return restrictions.ahead(self.place, self.events, self.on)

    @property
    def told(self) -> Sequence[str]:
        """In force, coming, and about to: for a card. Nothing of a clean record."""
        if self.found is None or not self.events:
            return ()
        last = [each for each in self.found.periods if each.last >= self.on]
        lines = [f"{restrictions.of_period(each)} [{each.rule}]" for each in last]
        coming = self.ahead()
        if coming is not None and (self.found.points or last):
            lines.append(f"{coming.told} [{coming.period.rule}]")
        return lines


def past(
    session: Reading, book: Rulebook, place: Place, group_id: UUID | None, on: date
) -> Past:
    """Of a group at a place, as it is on a day."""
    since = restrictions.look_back(place, on)
    if group_id is None or since is None:
        return Past(place, on)
    kinds = restrictions.counted_kinds(place)
    rows = fairness.missed(session, group_id, since)
    happened = [_event(place, row) for row in rows if _same_rules(book, place, row.room)]
    events = [event for event in happened if event.kind in kinds]
    found = standing(place, events, on)
    past = Past(place, on, events, found)
    if any(period.most is not None for period in past.periods):
        month = on.replace(day=1)
        count = fairness.applied(session, group_id, month, month_end(on), NEVER)
        past = Past(place, on, events, found, count)
    return past


def _event(place: Place, row: MissedRow) -> Event:
    """As what it counts for."""
    day = row.starts.date()
    start, end = minute_of(row.starts, row.starts), minute_of(row.starts, row.ends)
    if row.status == Status.CANCELLED:
        kind, paid_at = EventKind.CANCEL, None
    else:
        paid_at = paid_minute(row.starts, row.paid_at if row.paid >= row.fee else None)
        kind = EventKind.BOOKING if place.all(NoShow) else EventKind.NO_SHOW
    event = Event(kind, day, start, end, row.cancelled_on, paid_at=paid_at)
    return as_kind(place, event)


def paid_minute(day: datetime, settled: datetime | None) -> int | None:
    """When the last of a fee was paid, from midnight of the day of use on."""
    return None if settled is None else max(0, minute_of(day, settled))


def minute_of(day: datetime, moment: datetime) -> int:
    """After midnight of a day; before that day it is below zero."""
    midnight = day.replace(hour=0, minute=0, second=0, microsecond=0)
    return int((moment - midnight).total_seconds()) // 60


def _same_rules(book: Rulebook, place: Place, room: str) -> bool:
    """Whether what happened there has its consequences here."""
    there = place_in(book, room)
    if there is None:
        return False
    here = {id(rule) for kind in (Penalty, Points) for rule in place.all(kind)}
    return any(id(rule) in here for kind in (Penalty, Points) for rule in there.all(kind))


def had(
    session: Reading,
    book: Rulebook,
    place: Place,
    wish: BookRoom,
    facts: Facts,
    besides: Collection[UUID] = (),
    beside: Sequence[BookRoom] = (),
) -> Already:
    """What a group has already around a day of use; nothing is read that no rule counts.

    `facts` are those of the group, `besides` are the bookings that ask, `beside` what is
    asked for at the same time.
    """
    group_id, span = wish.group_id, span_of(place, wish.day)
    if group_id is None or span is None:
        return NOTHING_YET
    uses = [
        Used(
            row.room,
            row.starts.date(),
            tuple(row.slots.split("・")),
            facts.knowing(**facts_in(row.facts)),
            row.applied_on,
        )
        for row in fairness.used(session, group_id, *span, besides)
        if place_in(book, row.room) is not None
    ]
    uses += [_asked(session, each, facts) for each in beside]
    pending = _pending(session, book, group_id, facts) if pending_counts(place) else []
    return Uses(book, place, uses, pending)


def _asked(session: Reading, wish: BookRoom, facts: Facts) -> Used:
    room = session.get_one(Room, wish.room_id).name
    facts = facts.knowing(**wish.facts)
    return Used(room, wish.day, wish.slots, facts, facts.apply_on)


def _pending(
    session: Reading, book: Rulebook, group_id: UUID, facts: Facts
) -> list[Used]:
    return [
        Used(room, wish.day, wish.slots, facts, request=row.id.hex)
        for row in fairness.pending(session, group_id)
        for wish in wishes_of(row.wishes)
        if place_in(book, room := session.get_one(Room, wish.room_id).name) is not None
    ]


def place_in(book: Rulebook, room: str) -> Place | None:
    """None of a room that the rulebook does not know."""
    try:
        return book.place(room)
    except UnknownPlace:
        return None


def counted(place: Place, day: date, facts: Facts, already: Already) -> Facts:
    """With the numbers of uses that rules name as facts."""
    if isinstance(already, Uses) and around_counts(place):
        return facts.knowing(**dict(already.around(day)))
    return facts
