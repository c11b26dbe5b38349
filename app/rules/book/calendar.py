"""開館・休館・警報 as data."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar

from app.kit.wareki import WEEKDAYS, full
from app.rules.book.base import Minutes, Rule
from app.rules.book.offset import LAST
from app.rules.book.parts import Parts, part
from app.rules.book.values import (
    CLOCK,
    DAY,
    DAY_WORD,
    FLAG,
    MONTH_DAY,
    SPAN,
    TEXT,
    WEEKDAY,
    Form,
    Kind,
    ListOf,
    choice,
    day_word,
    must,
    names,
    whole,
)
from app.rules.wording import clock_text

Span = tuple[Minutes, Minutes]


class Of(StrEnum):
    """Whose calendar it is: of the rooms, or of the counter (受付・事務所)."""

    ROOMS = "rooms"
    COUNTER = "counter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours(Rule):
    """開館時間: one span, or several with a break between them."""

    spans: tuple[Span, ...]
    of: Of = Of.ROOMS

    @property
    def start(self) -> Minutes:
        return self.spans[0][0]

    @property
    def end(self) -> Minutes:
        return self.spans[-1][1]

    @property
    def topics(self) -> frozenset[str]:
        return frozenset({self.of})

    @property
    def told(self) -> str:
        times = "・".join(
            f"{clock_text(first)}〜{clock_text(last)}" for first, last in self.spans
        )
        return f"窓口は{times}" if self.of is Of.COUNTER else times


class Then(StrEnum):
    """What is closed in place of a holiday: nothing, the next day, the next 平日 …"""

    NOTHING = "nothing"
    NEXT_DAY = "next_day"
    NEXT_WEEKDAY = "next_weekday"
    NEXT_DAY_OR_WEEKDAY = "next_day_or_weekday"
    NEXT_NO_HOLIDAY = "next_no_holiday"


@dataclass(frozen=True, slots=True)
class IfHoliday:
    """When a closed weekday is a holiday (`word`): is it open, and what closes then?

    `NEXT_DAY_OR_WEEKDAY` is the next day, or where that is a holiday as well the first
    one that is 平日; `NEXT_NO_HOLIDAY` the next that is no `word`, be it a Saturday.
    """

    word: str
    opens: bool
    then: Then


@dataclass(frozen=True, slots=True)
class After:
    """Closed on the day after one of `word`; not if it is one of `unless`.

    A day that is one of `move` (closed anyway) hands the closing on to the next.
    """

    word: str
    unless: frozenset[str]
    move: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed(Rule):
    """休館日. `weekdays` count from Monday = 0; `nth` narrows them within the month.

    `between` holds (month, day) twice, both included, across the turn of the year
    when the first is later; `on` single days of every year, `words` kinds of days.
    With `span` or `slots` only that part of the day is closed. `alone`: for the rooms
    it names, no wider rule closes anything. A rule that names nothing says that no day
    is closed. `reason` tells the rule in words, `why` only what was said as the reason.
    """

    single: ClassVar[bool] = False

    reason: str
    why: str = ""
    weekdays: frozenset[int] = frozenset()
    nth: frozenset[int] = frozenset()
    words: frozenset[str] = frozenset()
    between: tuple[tuple[int, int], tuple[int, int]] | None = None
    on: frozenset[tuple[int, int]] = frozenset()
    dates: frozenset[date] = frozenset()
    if_holiday: IfHoliday | None = None
    after: After | None = None
    span: Span | None = None
    slots: tuple[str, ...] = ()
    of: frozenset[Of] = frozenset(Of)
    alone: bool = False

    @property
    def told(self) -> str:
        return self.reason

    @property
    def whole_day(self) -> bool:
        return self.span is None and not self.slots

    @property
    def never(self) -> bool:
        """Whether it names no day at all."""
        named = (self.weekdays, self.words, self.between, self.on, self.dates, self.after)
        return not any(named)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened(Rule):
    """臨時開館: open on these dates whatever closes them; `span` where not as usual."""

    single: ClassVar[bool] = False

    dates: frozenset[date]
    reason: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Lifted:
    """A warning lifted `by` this time: open from `opens`, None: as usual."""

    by: Minutes
    opens: Minutes | None

    @property
    def told(self) -> str:
        opens = "通常どおり" if self.opens is None else f"{clock_text(self.opens)}から"
        return f"{clock_text(self.by)}までに解除なら{opens}"


@dataclass(frozen=True, slots=True)
class Check:
    """A warning in force `at` this time: these slots cannot be used."""

    at: Minutes
    slots: frozenset[str]

    @property
    def told(self) -> str:
        slots = "・".join(sorted(self.slots))
        return f"{clock_text(self.at)}に出ていれば{slots}は使えません"


class InUse(StrEnum):
    """What becomes of a use that had begun when the warning was issued."""

    CONTINUE = "continue"
    STOP = "stop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weather(Rule):
    """警報. `usable` under the warning or not; reopening by the time of lifting.

    After the last row of `lifted` the day stays closed. `checks` look at fixed times
    instead, slot by slot.
    """

    warnings: frozenset[str]
    usable: bool = False
    lifted: tuple[Lifted, ...] = ()
    checks: tuple[Check, ...] = ()
    in_use: InUse | None = None

    @property
    def topics(self) -> frozenset[str]:
        return self.warnings

    @property
    def told(self) -> str:
        use = "使えます" if self.usable else "使えません"
        told = [f"{'・'.join(sorted(self.warnings))}が出ている間は{use}"]
        told += [row.told for row in self.lifted]
        if self.lifted:
            told.append("それより後の解除なら終日使えません")
        told += [check.told for check in self.checks]
        if self.in_use is not None:
            told.append(f"使い始めていた利用は{IN_USE[self.in_use]}")
        return "。".join(told)


def _hours(hours: tuple[Span, ...], of: Of = Of.ROOMS, **common: Any) -> Hours:
    must(bool(hours) and all(a[1] < b[0] for a, b in itertools.pairwise(hours)))
    return Hours(spans=hours, of=of, **common)


def _nth(value: Any) -> int:
    return LAST if value == "最終" else int(whole(1, 5)(value))


def _closed(
    weekdays: tuple[int, ...] = (),
    nth: tuple[int, ...] = (),
    days: tuple[str, ...] = (),
    between: tuple[tuple[int, int], ...] = (),
    on: tuple[tuple[int, int], ...] = (),
    dates: tuple[date, ...] = (),
    reason: str = "",
    of: tuple[Of, ...] = tuple(Of),
    **rest: Any,
) -> Closed:
    must(len(between) in (0, 2) and (bool(weekdays) or not nth) and bool(of))
    told = "・".join(_words(weekdays, nth, days, between, on, dates, rest.get("after")))
    told = (told or "休館日なし") + _holiday_words(rest.get("if_holiday"))
    return Closed(
        reason=f"{told}({reason})" if reason else told,
        why=reason,
        weekdays=frozenset(weekdays),
        nth=frozenset(nth),
        words=frozenset(days),
        between=(between[0], between[1]) if between else None,
        on=frozenset(on),
        dates=frozenset(dates),
        of=frozenset(of),
        **rest,
    )


def _words(
    weekdays: Iterable[int],
    nth: tuple[int, ...],
    days: Iterable[str],
    between: Iterable[tuple[int, int]],
    on: Iterable[tuple[int, int]],
    dates: Iterable[date],
    after: After | None,
) -> list[str]:
    counted = "・".join("最終" if n == LAST else str(n) for n in nth)
    counted = f"第{counted}" if counted[:1].isdigit() else counted
    words = [f"毎{'月' if nth else '週'}{counted}{WEEKDAYS[day]}曜日" for day in weekdays]
    words += [word + ("曜日" if word in WEEKDAYS else "") for word in days]
    if told := [_month_day(each) for each in between]:
        words.append("〜".join(told))
    words += map(_month_day, on)
    words += map(full, dates)
    return [*words, f"{after.word}の翌日"] if after else words


def _month_day(day: tuple[int, int]) -> str:
    return f"{day[0]}月{day[1]}日"


THEN = {
    Then.NOTHING: "",
    Then.NEXT_DAY: "翌日",
    Then.NEXT_WEEKDAY: "次の平日",
    Then.NEXT_DAY_OR_WEEKDAY: "翌日(休日なら次の平日)",
    Then.NEXT_NO_HOLIDAY: "次の休日でない日",
}


def _holiday_words(rule: IfHoliday | None) -> str:
    if rule is None:
        return ""
    then = THEN[rule.then]
    if rule.opens:
        return f"({rule.word}は開館" + (f"し{then}を休館)" if then else ")")
    return f"({rule.word}のときは{then}も休館)" if then else ""


REOPENS = Kind(
    '時刻("13:00" の形)か "usual"(通常どおり)',
    lambda value: None if value == "usual" else CLOCK.read(value),
)
WARNED = Form(
    Lifted,
    {
        "by": CLOCK,
        "opens": REOPENS,
    },
    frozenset({"by", "opens"}),
)
CHECK = Form(
    lambda at, slots: Check(at, frozenset(slots)),
    {"at": CLOCK, "slots": ListOf(names("slot"))},
    frozenset({"at", "slots"}),
)
HOLIDAY_WORD = day_word("休日", "祝日")
IF_HOLIDAY = Form(
    lambda day, open, then: IfHoliday(day, open, then),
    {
        "day": HOLIDAY_WORD,
        "open": FLAG,
        "then": choice(Then, {each.value: THEN[each] or "振替なし" for each in Then}),
    },
    frozenset({"day", "open", "then"}),
)
AFTER = Form(
    lambda of, unless=(), move=(): After(of, frozenset(unless), frozenset(move)),
    {"of": HOLIDAY_WORD, "unless": ListOf(DAY_WORD), "move": ListOf(DAY_WORD)},
    frozenset({"of"}),
)
IN_USE: Mapping[str, str] = {"continue": "続けて使える", "stop": "中止する"}
OF: Mapping[str, str] = {"rooms": "部屋", "counter": "窓口"}


def _opened(dates: tuple[date, ...], hours: Span | None = None, **rest: Any) -> Opened:
    return Opened(dates=frozenset(dates), span=hours, **rest)


def _weather(warnings: tuple[str, ...], **rest: Any) -> Weather:
    rows = rest.get("lifted", ())
    must(all(a.by < b.by for a, b in itertools.pairwise(rows)))
    return Weather(warnings=frozenset(warnings), **rest)


PARTS: Parts = {
    "hours": part(_hours, "hours", hours=ListOf(SPAN, or_one=True), of=choice(Of, OF)),
    "closed": part(
        _closed,
        weekdays=ListOf(WEEKDAY),
        nth=ListOf(Kind('1から5までの整数か "最終"(月の第何)', _nth)),
        days=ListOf(DAY_WORD),
        between=ListOf(MONTH_DAY),
        on=ListOf(MONTH_DAY),
        dates=ListOf(DAY),
        if_holiday=IF_HOLIDAY,
        after=AFTER,
        span=SPAN,
        slots=ListOf(names("slot")),
        of=ListOf(choice(Of, OF), or_one=True),
        alone=FLAG,
        reason=TEXT,
    ),
    "open": part(_opened, "dates", dates=ListOf(DAY), reason=TEXT, hours=SPAN),
    "weather": part(
        _weather,
        "warnings",
        warnings=ListOf(TEXT, or_one=True),
        usable=FLAG,
        lifted=ListOf(WARNED),
        checks=ListOf(CHECK),
        in_use=choice(InUse, IN_USE),
    ),
}
