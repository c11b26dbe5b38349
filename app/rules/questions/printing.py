"""印刷: printing and copying."""

from __future__ import annotations

from app.rules.book.base import Silent
from app.rules.book.rulebook import Rulebook
from app.rules.questions.ask import Ask
from app.rules.questions.found import Found

KEYS = "machine facility masters sheets size duplex mono color applicant"


def find(book: Rulebook, ask: Ask) -> Found:
    raise Silent("印刷の料金")
