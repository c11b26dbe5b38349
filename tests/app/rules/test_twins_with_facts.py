"""Rooms that differ in their prices only share what is known of them, whatever is said
of the use: a rulebook that was asked before answers as one that never was."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from app.rules.book.facts import NOTHING, Fact, one
from app.rules.book.rulebook import Rulebook
from app.rules.fees import quote
from app.rules.file.load import load
from app.rules.use.asked import questions
from app.rules.use.bookings import judged
from app.rules.use.wishes import Said, Wish

RULES = """
name = "試し"
default_source = "試し"
source = [{ id = "試し", title = "試しの設定" }]
facility = [{ name = "館" }]
room = [{ name = "甲", facility = "館" }, { name = "乙", facility = "館" }]
[[slots]]
times = { "朝" = "9:00-12:00", "昼" = "13:00-17:00" }
[[price]]
rooms = ["甲"]
yen = { "朝" = 300, "昼" = 400 }
[[price]]
rooms = ["乙"]
yen = { "朝" = 500, "昼" = 600 }
[[price]]
rooms = ["乙"]
yen = { "朝" = 900, "昼" = 900 }
when = { drinking = true }
[[surcharge]]
kind = "営利"
rate = 1
when = { commercial = true }
[[counts_as]]
fact = "commercial"
when = { admission_fee = { over = 1000 } }
[[refuse]]
reason = "市外の営利はお断りします"
when = { commercial = true, residency = "市外" }
[[window]]
opens = { months_before = 3, day = 1 }
[[window]]
when = { residency = "市外" }
opens = { months_before = 1, day = 1 }
"""
DAY, APPLIED = date(2027, 3, 10), date(2027, 1, 5)
FACTS: Mapping[str, st.SearchStrategy[Fact]] = {
    "residency": st.sampled_from([one("市内"), one("市外")]),
    "commercial": st.booleans(),
    "drinking": st.booleans(),
    "admission_fee": st.sampled_from([Decimal(0), Decimal(500), Decimal(2000)]),
}
ASKED = st.tuples(
    st.sampled_from(["甲", "乙"]), st.fixed_dictionaries({}, optional=dict(FACTS))
)


def found(book: Rulebook, room: str, said: Mapping[str, Fact]) -> object:
    place = book.place(room)
    facts = NOTHING.knowing(registered=True, **said)
    wish = Wish(days=(DAY,), apply_on=APPLIED)
    verdict = judged(place, facts.on(DAY, APPLIED), wish, Said(("朝",)))
    no = [(refusal.code, refusal.params) for refusal in verdict.refusals]
    fee = quote(book, room, DAY, ("朝",), facts=facts).fee
    return no, verdict.explained, fee, [each.name for each in questions(place)]


@settings(max_examples=25)
@given(st.lists(ASKED, min_size=2, max_size=6))
def test_what_was_asked_before_changes_no_answer(
    asked: list[tuple[str, dict[str, Fact]]],
) -> None:
    book = load(RULES)
    for room, said in asked:
        assert found(book, room, said) == found(load(RULES), room, said)


def test_twins_are_asked_of_what_their_own_prices_hang_on() -> None:
    book = load(RULES)
    asked = {
        room: [each.name for each in questions(book.place(room))] for room in ("甲", "乙")
    }
    assert "drinking" in asked["乙"] and "drinking" not in asked["甲"]
    assert book.place("甲").twins is book.place("乙").twins
