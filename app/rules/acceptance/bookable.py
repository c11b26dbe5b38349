"""予約できる最後の日: how far ahead a use can be booked on a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from app.kit.wareki import full
from app.rules.acceptance.windows import NoPeriod, Window, window_at
from app.rules.book.acceptance import Acceptance
from app.rules.book.base import Explained, Silent
from app.rules.book.facts import Facts
from app.rules.book.offset import Days
from app.rules.book.rulebook import Place
from app.rules.book.stages import Stage

DAY = timedelta(days=1)


def bookable_until(
    place: Place, on: date, facts: Facts, days: Days
) -> tuple[date, tuple[Explained, ...]]:
    """The last day of use whose application is taken on a day, and why.

    Raises Silent, also where no such day is found.
    """
    facts = facts.on(apply_on=on)
    for ahead in range(_horizon(place), -1, -1):
        day = on + ahead * DAY
        found = _taken(place, on, day, facts, days)
        if found is not None:
            told = f"{full(on)}に申し込めるのは、利用日が{full(day)}までのもの"
            later = _next_text(place, day + DAY, facts, days)
            return day, (*found.explained, Explained(told, found.opening_rule), *later)
    raise Silent(f"{full(on)}に申し込める利用日")


def _horizon(place: Place) -> int:
    """No use that is further ahead than so many days can be booked yet."""
    rules = place.all(Acceptance)
    opens = [each.farthest for r in rules for each in (r.opens, r.reaches) if each]
    stages = [rule.days.values() for rule in place.all(Stage)]
    drawn = [sum(each.farthest for each in days) for days in stages]
    return max((*opens, *drawn), default=0)


def _taken(place: Place, on: date, day: date, facts: Facts, days: Days) -> Window | None:
    """The window of a day of use if it is open."""
    try:
        found = window_at(place, day, facts, days)
    except NoPeriod:
        return None
    if found.any_time:
        raise Silent("予約できる最後の日(いつでも申し込めるため)")
    if found.opens is None and (found.unknown or found.opens_month):
        raise found.silent
    begun = found.opens is not None and found.opens <= on
    taken = found.in_priority(on) or (begun and on <= found.latest)
    return found if taken else None


def _next_text(place: Place, day: date, facts: Facts, days: Days) -> Iterator[Explained]:
    try:
        found = window_at(place, day, facts, days)
    except NoPeriod:
        return
    if found.opens is not None:
        told = f"次の利用日{full(day)}の受付は{full(found.opens)}から"
        yield Explained(told, found.opening_rule)
