"""A small rulebook to add rules to, and questions to it."""

from __future__ import annotations

from functools import cache
from typing import Any

from app.rules.book.rulebook import Rulebook
from app.rules.file.load import load
from app.rules.questions import Answer, answer

HEAD = """
name = "試し"
default_source = "試し"
[[source]]
id = "試し"
title = "試しの設定"
[[facility]]
name = "館"
also = ["本館"]
[[room]]
name = "室"
facility = "館"
kind = "諸室"
[[room]]
name = "ホール"
facility = "館"
[[group_type]]
name = "個人"
[[slots]]
times = { "朝" = "9:00-12:00", "昼" = "13:00-17:00", "夜" = "18:00-21:00" }
"""


@cache
def book(rules: str) -> Rulebook:
    return load(HEAD + rules)


def ask(rules: str, kind: str = "may_book", **facts: Any) -> Answer:
    return answer(book(rules), {"kind": kind, **facts})


def allowed(rules: str, **facts: Any) -> object:
    found = ask(rules, **facts)
    assert not found.unanswerable
    return found.values["allowed"]
