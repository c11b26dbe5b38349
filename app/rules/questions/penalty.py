"""利用の制限: no-show and late cancellation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.rules.book.base import Explained, Silent
from app.rules.book.penalties import EventKind, Period
from app.rules.book.rulebook import Rulebook
from app.rules.questions.ask import Ask
from app.rules.questions.found import Found, Values, answering
from app.rules.questions.tables import Table, WrongFact
from app.rules.use.penalties import Event, Standing, no_show, standing

KEYS = "events facility room apply_on channel"
NOTHING_FOLLOWS = Explained("利用を制限する決まりに当たることは、ありません", "")
EVENT = {
    "type",
    "use_date",
    "from",
    "to",
    "cancelled_on",
    "cancelled_at",
    "paid_at",
    "count",
}


@answering
def find(book: Rulebook, ask: Ask) -> Found:
    place, events = book.place(ask.room, ask.facility), events_of(ask)
    apply_on = ask.get("apply_on", ask.day, None)
    channel = ask.get("channel", ask.text, "")
    values: Values = {}
    steps: tuple[Explained, ...] = ()
    judged = [event for event in events if event.kind is EventKind.BOOKING]
    if judged:
        values["no_show"], why = no_show(place, judged[-1])
        steps = (why,)
    try:
        found = standing(place, events, apply_on)
    except Silent:
        if not values:
            raise
        return values, steps
    values |= _standing(found)
    if (allowed := _allowed(found, apply_on, channel)) is not None:
        values["allowed"] = allowed
    if period := _shown(found, apply_on):
        values |= {"restricted_from": period.first, "restricted_to": period.last}
    return values, (*steps, *found.explained) or (NOTHING_FOLLOWS,)


def events_of(ask: Ask) -> tuple[Event, ...]:
    """The events of a question, also of one about a deadline."""
    return tuple(_event(each) for each in ask.tables("events", EVENT))


def _event(table: Table) -> Event:
    kind = table.text("type")
    if kind not in tuple(EventKind):
        raise WrongFact(name="type")
    return Event(
        EventKind(kind),
        table.get("use_date", table.day, None),
        _clock(table, "from"),
        _clock(table, "to"),
        table.get("cancelled_on", table.day, None),
        _clock(table, "cancelled_at"),
        _clock(table, "paid_at"),
        table.get("count", table.count, 1),
    )


def _clock(table: Table, name: str) -> int | None:
    return table.clock(name) if name in table.facts else None


def _standing(found: Standing) -> Values:
    if found.points is None:
        return {}
    values: Values = {"points": float(found.points)}
    values["registration_cancelled"] = any(c.cancels_registration for c in found.reached)
    months = [c.reregister_after_months for c in found.reached]
    if waits := [each for each in months if each is not None]:
        values["reregister_after_months"] = max(waits)
    return values


def _allowed(found: Standing, apply_on: date | None, channel: str) -> bool | None:
    """Whether an application is taken; None where that hangs on what was not said."""
    if found.undated:
        return None
    if not found.periods:
        return True
    if apply_on is None:
        return None
    held = [each for each in found.periods if each.covers(apply_on)]
    if channel or not any(each.bars for each in held):
        return not any(each.stops(channel) for each in held)
    return None


def _shown(found: Standing, apply_on: date | None) -> Period | None:
    """The restriction that holds on a day, else the last; those that meet are one."""
    joined: list[Period] = []
    for each in sorted(found.periods, key=lambda each: (each.partly, each.bars, each)):
        before = joined[-1] if joined else None
        if before is not None and each.follows(before):
            joined[-1] = replace(before, last=max(before.last, each.last))
        else:
            joined.append(each)
    held = [each for each in joined if apply_on is not None and each.covers(apply_on)]
    return max(held or joined, key=lambda each: each.last, default=None)
