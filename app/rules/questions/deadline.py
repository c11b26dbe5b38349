"""期限: the last day to do something about a booking."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date

from app.rules.acceptance.deadlines import Last, formal_application, payment_due
from app.rules.book.base import Silent
from app.rules.book.deadlines import Since
from app.rules.book.facts import Facts
from app.rules.book.rulebook import Place, Rulebook
from app.rules.fees.purpose import counted
from app.rules.questions.ask import Ask
from app.rules.questions.found import Found, Values, answering
from app.rules.questions.penalty import events_of
from app.rules.questions.tables import WrongFact
from app.rules.use.penalties import restricted

KEYS = "what facility room use_date provisional_on decided_on done_on channel events"
ANSWERED: Mapping[str, Callable[[Place, Facts, Mapping[Since, date]], Last]] = {
    "payment": payment_due,
    "formal_application": formal_application,
}
KNOWN = {
    "decided_on": Since.DECIDED,
    "provisional_on": Since.PROVISIONAL,
    "use_date": Since.USE,
}


@answering
def find(book: Rulebook, ask: Ask) -> Found:
    what = ask.text("what")
    if what not in ANSWERED:
        raise WrongFact(name="what")
    place = book.place(ask.room, ask.facility)
    known = {since: ask.day(key) for key, since in KNOWN.items() if key in ask.facts}
    done = ask.get("done_on", ask.day, None)
    facts = counted(place, _restricted(place, ask, next(iter(known.values()), done)))
    found = ANSWERED[what](place, facts.facts, known)
    values: Values = {"date": found.day}
    if done is not None:
        values["in_time"] = done <= found.day
    return values, (*facts.explained, *found.explained)


def _restricted(place: Place, ask: Ask, day: date | None) -> Facts:
    """Whoever is barred on the day of the decision pays by other rules."""
    if "events" not in ask.facts or day is None:
        return ask.weighed
    with suppress(Silent):
        return ask.weighed.knowing(restricted=restricted(place, events_of(ask), day))
    return ask.weighed
