"""利用の制限: no-show and late cancellation."""

from __future__ import annotations

from app.rules.book.base import Silent
from app.rules.book.rulebook import Rulebook
from app.rules.penalties import Event
from app.rules.questions.ask import Ask
from app.rules.questions.found import Found

KEYS = "events facility room apply_on channel"


def find(book: Rulebook, ask: Ask) -> Found:
    raise Silent("利用の制限")


def events_of(ask: Ask) -> tuple[Event, ...]:
    """The events of a question, also of one about a deadline."""
    known = ("type", "use_date", "count")
    return tuple(
        Event(
            each.text("type"),
            each.get("use_date", each.day_or_none, None),
            each.get("count", each.count, 1),
        )
        for each in ask.tables("events", known)
    )
