"""利用の制限: no-show and late cancellation."""

from __future__ import annotations

from app.rules.book.base import Silent
from app.rules.book.rulebook import Rulebook
from app.rules.questions.ask import Ask
from app.rules.questions.found import Found

KEYS = "events facility room apply_on channel"


def find(book: Rulebook, ask: Ask) -> Found:
    raise Silent("利用の制限")
