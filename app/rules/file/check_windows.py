"""Periods of acceptance that would end before they begin, as far as it can be seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import product

from app.rules.acceptance.staged import ORDERED
from app.rules.book.acceptance import Acceptance
from app.rules.book.base import Origin, Rule
from app.rules.book.offset import Offset
from app.rules.book.stages import Stage

#: The first and last days of the months of a leap year, and the end of a short February.
#: Between them two offsets go straight towards or away from each other, so whatever is
#: ever wrong is wrong here.
DAYS = tuple(
    day
    for first, count in ((date(2028, 1, 1), 366), (date(2027, 2, 26), 35))
    for day in (first + timedelta(days=each) for each in range(count))
    if day.day <= 2 or day.day >= 27
)


@lru_cache(1_000)
def ever_before(one: Offset, other: Offset) -> bool:
    """Whether one plain offset is ever before another, whatever the day of use."""
    return any(one.of(day) < other.of(day) for day in DAYS)


def backwards(rules: Iterable[Rule]) -> Iterator[tuple[Origin, str]]:
    """The rules, and their keys, that end what has not begun on some day of use.

    What hangs on a calendar is seen only when it is asked for.
    """
    every = list(rules)
    windows = [rule for rule in every if isinstance(rule, Acceptance)]
    for begin, end in product(windows, windows):
        if _together(begin, end) and _before(end.closes, begin.opens):
            yield end.origin, "closes"
    for rule in every:
        if isinstance(rule, Stage):
            yield from ((rule.origin, key) for key in _turned(rule))


def _together(one: Rule, other: Rule) -> bool:
    """Whether the two are about the same place and class at the same time."""
    overlap = one.valid_from <= other.valid_until and other.valid_from <= one.valid_until
    return overlap and (one.where, one.when) == (other.where, other.when)


def _turned(stage: Stage) -> Iterator[str]:
    for before, after in ORDERED:
        first, last = stage.days.get(before), stage.days.get(after)
        if first and last and first.since == last.since and _before(last, first):
            yield after


def _before(last: Offset | None, first: Offset | None) -> bool:
    if last is None or first is None or not (last.plain and first.plain):
        return False
    return ever_before(last, first)
