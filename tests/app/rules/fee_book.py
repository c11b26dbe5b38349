"""A small rulebook about fees, and questions to it."""

from __future__ import annotations

from typing import Any

from app.rules.book.rulebook import Rulebook
from app.rules.file.load import load
from app.rules.questions import Answer, answer

HEAD = """
name = "試し"
default_source = "試し"
source = [{ id = "試し", title = "試しの設定" }]
facility = [{ name = "館" }]
product = [{ name = "時間貸し" }]
season = [
    { name = "夏", between = ["7/1", "9/30"] },
    { name = "冬", between = ["12/1", "2/28"] },
]
[[room]]
name = "室"
facility = "館"
[[room]]
name = "隣"
facility = "館"
[[slots]]
times = { "朝" = "9:00-12:00", "昼" = "13:00-17:00", "全日" = "9:00-17:00" }
"""
PRICE = '[[price]]\nyen = { "朝" = 1000, "昼" = 1500, "全日" = 2000 }\n'
OUTSIDE = """
[[surcharge]]
kind = "市外"
factor = 1.5
when = { residency = "市外" }
"""
TRADE = """
[[surcharge]]
kind = "営利"
factor = 2
when = { commercial = true }
"""
BOTH = {"applicant": {"residency": "市外"}, "purpose": {"commercial": True}}


def book(rules: str, head: str = HEAD) -> Rulebook:
    return load(head + rules)


def asked(rules: str, **ask: Any) -> Answer:
    room = {} if "room" in ask or "rooms" in ask else {"room": "室"}
    day = {"kind": "quote", "use_date": "2026-11-12"}
    return answer(book(rules), {**day, **room, **ask})


def fee(rules: str, **ask: Any) -> object:
    return asked(rules, **ask).values.get("fee")


def why(rules: str, **ask: Any) -> str:
    """Why there is no fee: at the end of what else is known, or of nothing."""
    found = asked(rules, **ask)
    assert "fee" not in found.values
    return found.unanswerable or found.explained[-1].text
