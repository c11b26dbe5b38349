"""祝日 without [holidays] bare: only of the few days that hang on it nothing is known."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.rules.acceptance.windows import window
from app.rules.book.base import Undecided
from app.rules.book.rulebook import Rulebook
from app.rules.calendar.opening import opening
from app.rules.fees import quote
from app.rules.file.load import load
from app.rules.gaps import gaps
from app.rules.month import MonthColors, State
from app.rules.questions import answer

BOOK = """
name = "市"
default_source = "規"
source = [{ id = "規", title = "条例" }]
facility = [{ name = "館" }]
room = [{ name = "室", facility = "館" }]
[[hours]]
hours = "9:00-17:00"
[[closed]]
days = ["月"]
[[slots]]
times = { "午前" = "9:00-12:00" }
[[window]]
opens = { months_before = 2, day = 1 }
closes = { days_before = 1 }
[[price]]
yen = { "午前" = 500 }
[[price]]
yen = { "午前" = 800 }
when = { days = ["祝日"] }
"""
#: 憲法記念日 2026 is a Sunday, so that the Wednesday after こどもの日 stands in for it.
NAMED, INSTEAD, PLAIN = date(2026, 5, 5), date(2026, 5, 6), date(2026, 5, 7)


def book(text: str = BOOK) -> Rulebook:
    return load(text)


def fee(rules: Rulebook, day: date) -> int:
    return quote(rules, "室", day, ["午前"]).fee


def test_other_days_are_answered() -> None:
    assert (fee(book(), NAMED), fee(book(), PLAIN)) == (800, 500)
    assert opening(book(), NAMED, "室").open


def test_of_a_substitute_nothing_is_guessed() -> None:
    with pytest.raises(Undecided) as refused:
        fee(book(), INSTEAD)
    assert refused.value.params["key"] == "[holidays] bare"
    ask = {"kind": "quote", "room": "室", "use_date": str(INSTEAD), "slots": ["午前"]}
    assert "[holidays] bare" in answer(book(), ask).unanswerable


def test_what_never_says_it_is_not_asked() -> None:
    silent = book(BOOK.replace("祝日", "休日"))
    assert fee(silent, INSTEAD) == 800
    assert not [gap for gap in gaps(silent) if "祝日" in gap]


def test_it_is_told_as_a_gap_until_it_is_said() -> None:
    assert [gap for gap in gaps(book()) if "[holidays] bare" in gap]
    said = book(BOOK.replace("[[hours]]", '[holidays]\nbare = "only_named"\n[[hours]]'))
    assert not [gap for gap in gaps(said) if "[holidays]" in gap]
    assert fee(said, INSTEAD) == 500


def test_in_a_month_only_that_day_is_not_known() -> None:
    days = [date(2026, 5, 1) + timedelta(days=n) for n in range(31)]
    for order in (days, days[::-1]):
        [cells] = MonthColors(book()).of(["室"], order, date(2026, 4, 1)).values()
        unknown = {cell.day for cell in cells if cell.state is State.UNKNOWN}
        fees = {cell.day: cell.slots[0].fee for cell in cells if cell.slots}
        assert unknown <= {INSTEAD} and fees.get(INSTEAD) is None
        assert (fees[NAMED], fees[PLAIN]) == (800, 500)
    assert window(book(), PLAIN, "室").opens == date(2026, 3, 1)
