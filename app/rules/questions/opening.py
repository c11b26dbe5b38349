"""開館・休館: is it open, and when?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.rules.book.base import Silent
from app.rules.book.calendar import Closed, Hours, Of
from app.rules.book.facts import Facts
from app.rules.book.hire import Slot, Slots
from app.rules.book.rulebook import Place, Rulebook
from app.rules.calendar.closing import closed_by
from app.rules.calendar.opening import Opening, not_closed, opening_at, within_hours
from app.rules.calendar.weather import Sheltered, Warned, under
from app.rules.fees.purpose import counted
from app.rules.fees.slots import UnknownSlot, chosen, picked, slots_for
from app.rules.questions.ask import Ask
from app.rules.questions.found import Found, Values, answering, clock
from app.rules.questions.tables import WrongFact

KEYS = "date facility room time from to slot applicant weather"


@answering
def find(book: Rulebook, ask: Ask) -> Found:
    day, place = ask.day("date"), book.place(ask.room, ask.facility)
    known = counted(place, place.on(ask.weighed, day))
    facts = known.facts
    shelter = _shelter(place, ask, facts) if "weather" in ask.facts else None
    found = _opening(place, day, facts, shelter is not None)
    values: Values = {"open": found.open}
    steps = (*known.explained, *found.explained)
    if shelter is not None and found.open:
        values["delayed"] = shelter.opens is not None
        values["open"] = shelter.open
        found = _from(found, shelter)
        steps = (*steps, shelter.explained)
    if values["open"]:
        values["open"] = _usable(place, ask, day, found)
        if found.spans:
            values |= {"from": clock(found.start), "to": clock(found.end)}
        elif shelter is not None and shelter.opens is not None:
            values["from"] = clock(shelter.opens)
    if shelter is not None:
        return values, steps  # Warnings are about rooms; 受付 may go on or not.
    return values | _counter(place, day, facts), steps


def _opening(place: Place, day: date, facts: Facts, warned: bool) -> Opening:
    """A day whose calendar is not known counts as open where a warning is asked about."""
    if warned and not place.all(Closed):
        return within_hours(place, day, facts=facts)
    found = opening_at(place, day, facts=facts)
    if not found.open:
        return found
    steps = (*not_closed(place, day, facts=facts), *found.explained)
    return replace(found, explained=steps)


def _shelter(place: Place, ask: Ask, facts: Facts) -> Sheltered:
    weather = ask.table("weather")
    warned = Warned(
        weather.text("warning"),
        weather.flag("in_use") if "in_use" in weather.facts else None,
        weather.clock("in_force_at") if "in_force_at" in weather.facts else None,
        weather.clock("lifted_at") if "lifted_at" in weather.facts else None,
    )
    return under(place, warned, facts, _slots(place, ask, facts))


def _slots(place: Place, ask: Ask, facts: Facts) -> tuple[Slot, ...]:
    """The slots of the use: the one that is named, else those that its time lies in."""
    rule = place.the(Slots, facts)
    if "slot" in ask.facts:
        name = ask.text("slot")
        try:
            return picked(slots_for(place, facts), [name])
        except (Silent, UnknownSlot):
            return (Slot(name, 0, 0),)
    first = ask.get("time", ask.clock, ask.get("from", ask.clock, None))
    if rule is None or first is None:
        return ()
    last = first + 1 if "time" in ask.facts else ask.get("to", ask.clock, first + 1)
    single = [slot for slot in rule.slots.values() if not slot.covers]
    return tuple(slot for slot in single if slot.start < last and first < slot.end)


def _from(found: Opening, shelter: Sheltered) -> Opening:
    """The hours that are left after a delayed opening."""
    if shelter.opens is None or not found.spans:
        return found
    left = [(max(a, shelter.opens), b) for a, b in found.spans if b > shelter.opens]
    return replace(found, open=bool(left), spans=tuple(left))


def _usable(place: Place, ask: Ask, day: date, found: Opening) -> bool:
    """Whether the time, span or slot that was asked for lies within the hours."""
    if "slot" in ask.facts:
        [slot] = chosen(place, day, [ask.text("slot")])
        if found.spans is None:
            return not found.shuts(slot.start, slot.end)
        return found.covers(slot.start, slot.end)
    if "time" in ask.facts:
        at = ask.clock("time")
        return found.covers(at, at + 1)
    if "from" not in ask.facts and "to" not in ask.facts:
        return found.open
    first = ask.get("from", ask.clock, found.start)
    last = ask.get("to", ask.clock, found.end)
    if last <= first:
        raise WrongFact(name="to")
    return found.covers(first, last)


def _counter(place: Place, day: date, facts: Facts) -> Values:
    """受付・事務所, where the rulebook tells it from the rooms."""
    apart = [rule for rule in place.all(Closed) if len(rule.of) == 1]
    if not apart and not any(rule.of is Of.COUNTER for rule in place.all(Hours)):
        return {}
    closed = closed_by(place, day, Of.COUNTER, facts) is not None
    found = within_hours(place, day, Of.COUNTER, facts)
    if closed or not found.open:
        return {"counter_open": False}
    if not found.spans:
        return {"counter_open": True}
    hours = {"counter_from": clock(found.start), "counter_to": clock(found.end)}
    return {"counter_open": True, **hours}
