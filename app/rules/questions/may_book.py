"""予約の可否: may this be booked?"""

from __future__ import annotations

from app.rules.book.rulebook import Rulebook
from app.rules.bookings import may_book
from app.rules.questions.ask import Ask
from app.rules.questions.found import Found, told

KEYS = "use_date facility room applicant apply_on slots"


def find(book: Rulebook, ask: Ask) -> Found:
    apply_on = ask.day("apply_on") if "apply_on" in ask.facts else None
    found = may_book(
        book,
        ask.room,
        ask.day("use_date"),
        ask.get("slots", ask.texts, ()),
        registered=ask.weighed.values.get("registered") is not False,
        apply_on=apply_on,
        facility=ask.facility,
    )
    return {"allowed": found.allowed}, found.explained + told(found.refusals)
