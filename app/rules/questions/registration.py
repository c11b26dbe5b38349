"""団体登録: how long is it valid?"""

from __future__ import annotations

from app.rules.book.rulebook import Rulebook
from app.rules.questions.ask import Ask
from app.rules.questions.found import Found
from app.rules.registrations import registration

KEYS = "facility registered_on"


def find(book: Rulebook, ask: Ask) -> Found:
    found = registration(book, ask.day("registered_on"), ask.facility)
    return {"valid_until": found.valid_until}, found.explained
