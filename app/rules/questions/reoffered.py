"""When a cancelled slot is offered again, beside what comes back for it."""

from __future__ import annotations

from app.rules.acceptance.reoffer import offered_from
from app.rules.book.rulebook import Place
from app.rules.questions.ask import Ask
from app.rules.questions.found import Found


def with_offer(found: Found, place: Place, ask: Ask) -> Found:
    """The answer with `offered_from`, where a rule says and both days are given."""
    if "use_date" not in ask.facts or "cancel_on" not in ask.facts:
        return found
    use_date, cancel_on = ask.day("use_date"), ask.day("cancel_on")
    offer = offered_from(place, use_date, cancel_on, ask.weighed)
    if offer is None:
        return found
    values, steps = found
    return {**values, "offered_from": offer[0]}, (*steps, offer[1])
