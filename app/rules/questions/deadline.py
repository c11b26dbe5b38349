"""期限: the last day to do something about a booking."""

from __future__ import annotations

from app.rules.book.base import Silent
from app.rules.book.rulebook import Rulebook
from app.rules.payments import payment_due
from app.rules.questions.ask import Ask
from app.rules.questions.found import Found, Values

KEYS = "what facility room decided_on done_on"


def find(book: Rulebook, ask: Ask) -> Found:
    if ask.text("what") != "payment":
        raise Silent("本申請の期限")
    found = payment_due(book, ask.day("decided_on"), ask.room, ask.facility)
    values: Values = {"date": found.by}
    if "done_on" in ask.facts:
        values["in_time"] = ask.day("done_on") <= found.by
    return values, found.explained
