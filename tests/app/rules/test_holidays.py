"""国民の祝日 of our library against another one, every day from 2000 to 2050."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest

from app.rules.book.holidays import CLOSING, Holidays, LocalHoliday, national

FIRST, LAST = date(2000, 1, 1), date(2050, 12, 31)
#: As the other library calls what is no 国民の祝日 itself.
OTHERS = ("振替休日", "国民の休日")


def test_two_libraries_know_the_same_holidays() -> None:
    others = holidays.country_holidays("JP", years=range(2000, 2051), language="ja")
    differing = []
    for number in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=number)
        found = national(day)
        other = others.get(day)
        ours = None if found is None else found.named
        theirs = None if other is None else other not in OTHERS
        if ours is not theirs:
            differing.append((day, found, other))
    assert differing == []
    assert len(others) > 15 * 51


@pytest.mark.parametrize(
    ("day", "only_named", "with_substitutes"),
    [
        (date(2026, 5, 5), True, True),
        (date(2026, 5, 6), False, True),
        (date(2026, 9, 22), False, True),
        (date(2026, 5, 7), False, False),
    ],
)
def test_the_bare_word_is_what_the_rulebook_says(
    day: date, only_named: bool, with_substitutes: bool
) -> None:
    assert ("祝日" in Holidays(bare=False).words(day)) is only_named
    assert ("祝日" in Holidays(bare=True).words(day)) is with_substitutes
    assert ("休日" in Holidays(bare=False).words(day)) is with_substitutes


def test_a_local_holiday_counts_for_what_it_says_only() -> None:
    memorial = LocalHoliday(6, 23, "慰霊の日", frozenset({CLOSING}))
    known, day = Holidays(bare=False, local=(memorial,)), date(2026, 6, 23)
    assert known.name(day) == "慰霊の日"
    assert {"休日", "祝日"} <= known.words(day, CLOSING) and "平日" in known.words(day)
