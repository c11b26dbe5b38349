"""貸出: equipment and lockers."""

from __future__ import annotations

from app.rules.book.rulebook import Rulebook
from app.rules.loans import loan
from app.rules.questions.ask import Ask
from app.rules.questions.found import Found, Values, told

KEYS = "item from to units facility room applicant"


def find(book: Rulebook, ask: Ask) -> Found:
    found = loan(
        book,
        ask.text("item"),
        ask.day("from"),
        ask.day("to") if "to" in ask.facts else None,
        registered=ask.weighed.values.get("registered") is not False,
        units=ask.get("units", ask.count, 1),
        room=ask.room,
        facility=ask.facility,
    )
    values: Values = {"allowed": found.allowed, "fee": found.fee, "until": found.until}
    if found.months:
        values["months"] = found.months
    return values, found.explained + told(found.refusals)
