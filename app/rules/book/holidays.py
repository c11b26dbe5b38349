"""国民の祝日・振替休日・国民の休日 (国民の祝日に関する法律第3条), and local holidays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import jpholiday

from app.kit.wareki import WEEKDAYS
from app.rules.book.base import Undecided

#: Of no more days than these, some thirty years, it is remembered what they are.
KNOWN = 10_000
#: The names that the library gives to days under 第3条第2項・第3項.
SUBSTITUTE, BETWEEN = "振替休日", "国民の休日"


@dataclass(frozen=True, slots=True)
class Holiday:
    """`named` is a 国民の祝日 itself, neither 振替休日 nor 国民の休日."""

    name: str
    named: bool


@lru_cache(KNOWN)
def national(day: date) -> Holiday | None:
    name = jpholiday.is_holiday_name(day)
    if not name:
        return None
    if SUBSTITUTE in name:
        return Holiday(SUBSTITUTE, False)
    return Holiday(name, name != BETWEEN)


@dataclass(frozen=True, slots=True)
class LocalHoliday:
    """A day of every year that counts like a holiday: for closing, prices, acceptance."""

    month: int
    day: int
    name: str
    counts_for: frozenset[str]

    def falls_on(self, day: date) -> bool:
        return (day.month, day.day) == (self.month, self.day)


#: What a day can be counted for.
CLOSING, PRICE, ACCEPTANCE = "closing", "price", "acceptance"

#: The words by which rules name days; those of the last row hang on a place's calendar.
DAY_WORDS = (*WEEKDAYS, "平日", "休日", "祝日")
CALENDAR_WORDS = ("休館日", "窓口休み")


@dataclass(frozen=True, slots=True)
class Holidays:
    """How a rulebook counts holidays. `bare` decides the word 祝日.

    True: with 振替休日 and 国民の休日; False: only the named days; None: not said. It is
    `open` where a rule says 祝日 all the same: of those few days nothing is known then.
    """

    bare: bool | None = None
    local: tuple[LocalHoliday, ...] = ()
    open: bool = False

    def is_holiday(self, day: date, purpose: str = PRICE) -> bool:
        """休日 under the act, or a local holiday that counts for the purpose."""
        return national(day) is not None or self._is_local(day, purpose)

    def is_weekday(self, day: date, purpose: str = PRICE) -> bool:
        """平日: neither Saturday, Sunday nor 休日."""
        return day.weekday() < 5 and not self.is_holiday(day, purpose)

    def words(self, day: date, purpose: str = PRICE) -> frozenset[str]:
        """All the day words that hold on a day. Raises Undecided where that is open."""
        return _words(self, day, purpose)

    def name(self, day: date) -> str:
        """勤労感謝の日, 慰霊の日; empty on other days."""
        if (found := national(day)) is not None:
            return found.name
        return next((each.name for each in self.local if each.falls_on(day)), "")

    def _is_local(self, day: date, purpose: str) -> bool:
        return any(
            each.falls_on(day) and purpose in each.counts_for for each in self.local
        )


@lru_cache(KNOWN)
def _words(holidays: Holidays, day: date, purpose: str) -> frozenset[str]:
    found = {WEEKDAYS[day.weekday()]}
    if holidays.is_weekday(day, purpose):
        found.add("平日")
    if holidays.is_holiday(day, purpose):
        found.add("休日")
        under_act = national(day)
        if holidays.open and under_act is not None and not under_act.named:
            raise Undecided(f"{under_act.name}は「祝日」に入るか", "[holidays] bare")
        if under_act is None or under_act.named or holidays.bare:
            found.add("祝日")
    return frozenset(found)
