"""A small rulebook about terms, lending and printing, and questions to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.rules.book.rulebook import Rulebook
from app.rules.file.load import load
from app.rules.questions import answer

HEAD = """
name = "試し"
default_source = "試し"
source = [{ id = "試し", title = "規則" }]
facility = [{ name = "館" }]
room = [
    { name = "甲", facility = "館", kind = "諸室" },
    { name = "乙", facility = "館", kind = "諸室" },
    { name = "甲乙", facility = "館", joins = ["甲", "乙"] },
]
[[slots]]
times = { "朝" = "9:00-12:00", "昼" = "13:00-17:00", "終日" = "9:00-17:00" }
covers = { "終日" = ["朝", "昼"] }
"""
TIERS = "[[refund]]\ntiers = [{ by = { days_before = 7 }, rate = 0.5 }]\n"


def book(rules: str) -> Rulebook:
    return load(HEAD + rules)


def asked(rules: str, **ask: Any) -> Mapping[str, object]:
    found = answer(book(rules), {key.rstrip("_"): value for key, value in ask.items()})
    assert not found.unanswerable, found.unanswerable
    return found.values


def refund(rules: str, **ask: Any) -> Mapping[str, object]:
    return asked(rules, kind="refund", use_date="2026-11-20", **ask)
