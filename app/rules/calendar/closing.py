"""休館日: which days a place is closed, and by which rule."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from app.rules.book.base import Silent
from app.rules.book.calendar import After, Closed, IfHoliday, Of, Opened, Then
from app.rules.book.facts import NOTHING, Facts
from app.rules.book.holidays import ACCEPTANCE, CLOSING, Holidays
from app.rules.book.offset import LAST, first_day
from app.rules.book.rulebook import Contradicting, Place, between

#: How far behind a closed day the holiday can lie that it stands in for.
BEHIND = 10
DAY = timedelta(days=1)


def closings(place: Place, day: date, of: Of, facts: Facts) -> Iterable[Closed]:
    """The rules that close a place on a day, wholly or in part; Silent without any."""
    if not place.all(Closed):
        raise Silent("休館日")
    facts = place.on(facts, day, purpose=CLOSING)
    alone = any(rule.alone for rule in place.own(Closed))
    own = place.own(Closed)
    for rule in place.holding(Closed, facts):
        known = of in rule.of and (not alone or rule in own)
        if known and closes(rule, day, place.words.holidays):
            yield rule


def opened_by(place: Place, day: date, facts: Facts = NOTHING) -> Opened | None:
    """臨時開館; the narrowest. Raises Contradicting where hours of two differ."""
    holding = place.holding(Opened, place.on(facts, day, purpose=CLOSING))
    found = [rule for rule in holding if day in rule.dates]
    own = set(place.own(Opened))
    found.sort(key=lambda rule: rule not in own)
    for other in found[1:]:
        if (other in own) is (found[0] in own) and other.span != found[0].span:
            raise Contradicting(found[0], other)
    return found[0] if found else None


def closed_by(
    place: Place, day: date, of: Of = Of.ROOMS, facts: Facts = NOTHING
) -> Closed | None:
    """The rule that closes a place for a whole day; Silent where none is known."""
    whole = [rule for rule in closings(place, day, of, facts) if rule.whole_day]
    if not whole or opened_by(place, day, facts) is not None:
        return None
    return min(whole, key=lambda rule: (not rule.dates, rule.reason, rule.rule))


def closes(rule: Closed, day: date, holidays: Holidays) -> bool:
    if rule.after is not None and _follows(rule.after, day, holidays):
        return True
    if rule.if_holiday is None:
        return _regular(rule, day, holidays)
    return _shifted(rule, rule.if_holiday, day, holidays)


def _regular(rule: Closed, day: date, holidays: Holidays) -> bool:
    if day.weekday() in rule.weekdays and _nth(rule, day):
        return True
    month_day = (day.month, day.day)
    if day in rule.dates or month_day in rule.on:
        return True
    if rule.words and not rule.words.isdisjoint(holidays.words(day, CLOSING)):
        return True
    return rule.between is not None and between(month_day, *rule.between)


def _nth(rule: Closed, day: date) -> bool:
    last = day.day + 7 > monthrange(day.year, day.month)[1]
    number = (day.day - 1) // 7 + 1
    return not rule.nth or number in rule.nth or (last and LAST in rule.nth)


def _shifted(rule: Closed, holiday: IfHoliday, day: date, holidays: Holidays) -> bool:
    """A regular day that is a holiday opens or not, and closes another one instead."""
    if _regular(rule, day, holidays):
        is_holiday = holiday.word in holidays.words(day, CLOSING)
        if not (is_holiday and holiday.opens):
            return True
    for count in range(1, BEHIND + 1):
        before = day - count * DAY
        if holiday.word not in holidays.words(before, CLOSING):
            continue
        if _regular(rule, before, holidays) and instead(holiday, before, holidays) == day:
            return True
    return False


def instead(rule: IfHoliday, day: date, holidays: Holidays) -> date | None:
    """The day that is closed in place of (or besides) a holiday."""
    following = day + DAY
    if rule.then is Then.NOTHING:
        return None
    both = rule.word in holidays.words(following, CLOSING)
    if rule.then is Then.NEXT_DAY or (rule.then is Then.NEXT_DAY_OR_WEEKDAY and not both):
        return following
    if rule.then is Then.NEXT_NO_HOLIDAY:
        usual = partial(_is_no, rule.word, holidays)
        return first_day(following, 1, usual)
    return first_day(following, 1, lambda each: holidays.is_weekday(each, CLOSING))


def _is_no(word: str, holidays: Holidays, day: date) -> bool:
    return word not in holidays.words(day, CLOSING)


def _follows(after: After, day: date, holidays: Holidays) -> bool:
    if not after.unless.isdisjoint(holidays.words(day, CLOSING)):
        return False
    for count in range(1, BEHIND + 1):
        before = day - count * DAY
        if after.word in holidays.words(before, CLOSING):
            moved = first_day(
                before + DAY,
                1,
                lambda each: after.move.isdisjoint(holidays.words(each, CLOSING)),
            )
            if moved == day:
                return True
    return False


@dataclass(slots=True)
class PlaceDays:
    """The calendar of a place for counting days: 土・休日・休館日・窓口休み.

    `closed_days` are closed besides those that the rulebook fixes; given, even an empty
    set, they make the calendar known. Raises Silent for 休館日 that are not known.
    """

    place: Place
    closed_days: Collection[date] | None = None
    facts: Facts = NOTHING

    def is_any(self, day: date, words: Collection[str]) -> bool:
        found = self.place.words.holidays.words(day, ACCEPTANCE)
        if not found.isdisjoint(words):
            return True
        if "休館日" in words and self.is_closed(day, Of.ROOMS):
            return True
        return "窓口休み" in words and self.is_closed(day, Of.COUNTER)

    def is_closed(self, day: date, of: Of) -> bool:
        if self.closed_days is not None and day in self.closed_days:
            return True
        if self.closed_days is not None and not self.place.all(Closed):
            return False
        return closed_by(self.place, day, of, self.facts) is not None
