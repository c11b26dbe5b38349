"""無断不使用・利用の制限・点数 as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from app.rules.book.base import Needs, Rule
from app.rules.book.facts import CHANNELS
from app.rules.book.offset import Offset, months_end, shifted
from app.rules.book.parts import Parts, part
from app.rules.book.values import (
    FLAG,
    OFFSET,
    Form,
    Kind,
    ListOf,
    MapOf,
    choice,
    must,
    number,
    one_of,
    whole,
    word,
)


class EventKind(StrEnum):
    """What happened to a booking. BOOKING is one that is still to be judged; FORFEIT is
    a win in a lottery that was not claimed in time, on the last day to claim it."""

    NO_SHOW = "no_show"
    LATE_CANCEL = "late_cancel"
    CANCEL = "cancel"
    FORFEIT = "forfeit"
    BOOKING = "booking"


class Border(StrEnum):
    """A moment of the booked time; NONE: no such moment counts."""

    START = "start"
    END = "end"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoShow(Rule):
    """無断不使用: not cancelled before a moment of the use and not paid by another.

    With `paid_by` NONE a payment excuses nobody.
    """

    cancelled_before: Border
    paid_by: Border

    @property
    def told(self) -> str:
        cancelled = f"{BORDERS[self.cancelled_before]}までに取り消さ"
        if self.paid_by is Border.NONE:
            return f"{cancelled}ないと無断不使用"
        return f"{cancelled}ず、{BORDERS[self.paid_by]}までに納付もないと無断不使用"


@dataclass(frozen=True, slots=True, kw_only=True)
class LateCancel(Rule):
    """直前取消: a cancellation on this day or later, counted from the day of use."""

    since: Offset

    @property
    def told(self) -> str:
        return f"{self.since}からの取消しは直前取消"


class Starts(StrEnum):
    """From when a restriction holds, counted from the day of the event."""

    NEXT_MONTH = "next_month"
    NEXT_DAY = "next_day"
    EVENT_DAY = "event_day"

    def of(self, day: date) -> date:
        if self is Starts.NEXT_MONTH:
            return shifted(day.replace(day=1), 1)
        return day + timedelta(days=1) if self is Starts.NEXT_DAY else day


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """利用制限の期間, both days included.

    `bars` are the channels that are barred, empty: all. `partly`: only less may be
    applied for (no lottery, `most` a month), but that by every channel. `rule` is the
    article that it comes from.
    """

    first: date
    last: date
    bars: tuple[str, ...] = ()
    partly: bool = False
    no_lottery: bool = False
    most: int | None = field(default=None, compare=False)
    rule: str = field(default="", compare=False)

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last

    def follows(self, before: Period) -> bool:
        """Whether it goes on without a day between, for the same channels."""
        same = (self.bars, self.partly) == (before.bars, before.partly)
        return same and self.first <= before.last + timedelta(days=1)

    def stops(self, channel: str) -> bool:
        return not self.partly and (not self.bars or channel in self.bars)


@dataclass(frozen=True, slots=True)
class Term:
    """So many months from a start; the channels that are barred in them."""

    months: int
    starts: Starts
    bars: tuple[str, ...] = ()

    def of(self, day: date) -> Period:
        first = self.starts.of(day)
        return Period(first, months_end(first, self.months), self.bars)

    def __str__(self) -> str:
        how = "・".join(self.bars)
        barred = f"{how}では申し込めない" if how else "申し込めない"
        return f"{STARTS[self.starts]}から{self.months}か月は{barred}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Penalty(Rule):
    """利用の制限 after one event of a kind."""

    event: EventKind
    term: Term

    @property
    def topics(self) -> frozenset[str]:
        return frozenset({self.event})

    @property
    def told(self) -> str:
        return f"{EVENTS[self.event]}: {self.term}"


@dataclass(frozen=True, slots=True)
class Consequence:
    """What follows when the points reach `threshold`; `term` None: no set time."""

    threshold: Decimal
    term: Term | None = None
    cancels_registration: bool = False
    reregister_after_months: int | None = None
    no_lottery: bool = False
    most_per_month: int | None = None

    @property
    def holds(self) -> Term | None:
        """How long it holds; a cancelled registration until a new one is possible."""
        if self.term is None and self.reregister_after_months is not None:
            return Term(self.reregister_after_months, Starts.EVENT_DAY)
        return self.term

    @property
    def bars_all(self) -> bool:
        """Whether nothing may be applied for while it holds."""
        milder = self.no_lottery or self.most_per_month is not None
        return self.cancels_registration or not milder

    def __str__(self) -> str:
        month = self.most_per_month
        again = self.reregister_after_months
        words = [
            *(["登録を抹消"] if self.cancels_registration else []),
            *([f"{again}か月は再登録できない"] if again is not None else []),
            *(["抽選に申し込めない"] if self.no_lottery else []),
            *([] if month is None else [f"申込みは1か月に{month}件まで"]),
        ]
        if self.term is not None:
            words.append(
                f"{STARTS[self.term.starts]}から{self.term.months}か月"
                if words and not self.term.bars
                else str(self.term)
            )
        return f"{self.threshold.normalize():f}点で{'、'.join(words)}"


class Kept(StrEnum):
    """Over which events points are added up: all, those of one 年度, of one year."""

    ALWAYS = "always"
    FISCAL_YEAR = "fiscal_year"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Points(Rule):
    """点数 by kind of event. `kept_months`: an event counts for so long only."""

    points: Mapping[EventKind, Decimal]
    consequences: tuple[Consequence, ...]
    kept: Kept = Kept.ALWAYS
    kept_months: int | None = None

    @property
    def told(self) -> str:
        each = "、".join(
            f"{EVENTS[kind]} {points.normalize():f}点"
            for kind, points in self.points.items()
        )
        return f"{each}{self.keeping}。" + "。".join(map(str, self.consequences))

    @property
    def keeping(self) -> str:
        """(年度ごとに数える); empty where points are kept for ever."""
        if self.kept_months is not None:
            return f"({self.kept_months}か月で消える)"
        return f"({KEPT[self.kept]})" if self.kept is not Kept.ALWAYS else ""


def _penalty(
    event: EventKind,
    months: int,
    bars: tuple[str, ...] = (),
    **rest: Any,
) -> Penalty:
    starts = rest.pop("from")
    return Penalty(event=event, term=Term(months, starts, bars), **rest)


def _consequence(
    threshold: Decimal,
    months: int | None = None,
    bars: tuple[str, ...] = (),
    **rest: Any,
) -> Consequence:
    starts = rest.pop("from", None)
    if months is None:
        must(not bars and starts is None)
        must(bool(rest))
        return Consequence(threshold, **rest)
    if starts is None:
        raise Needs("from")
    return Consequence(threshold, Term(months, starts, bars), **rest)


def _points(
    points: Mapping[str, Decimal], consequences: tuple[Consequence, ...], **rest: Any
) -> Points:
    must("kept" not in rest or "kept_months" not in rest)
    by_kind = {EventKind(_event(name)): each for name, each in points.items()}
    steps = tuple(sorted(consequences, key=lambda each: each.threshold))
    must(len({each.threshold for each in steps}) == len(steps))
    return Points(points=by_kind, consequences=steps, **rest)


def _no_show(**given: Any) -> NoShow:
    must(given["cancelled_before"] is not Border.NONE)
    return NoShow(**given)


def _late(**given: Any) -> LateCancel:
    return LateCancel(since=given.pop("from"), **given)


_event = one_of(
    EventKind.NO_SHOW, EventKind.LATE_CANCEL, EventKind.CANCEL, EventKind.FORFEIT
)


def _positive(value: Any) -> Decimal:
    found = number(value)
    must(0 < found <= 1_000)
    return found


BORDERS: Mapping[Border, str] = {
    Border.START: "利用の始まり",
    Border.END: "利用の終わり",
    Border.NONE: "なし",
}
EVENTS: Mapping[EventKind, str] = {
    EventKind.NO_SHOW: "無断不使用",
    EventKind.LATE_CANCEL: "直前取消",
    EventKind.CANCEL: "取消し",
    EventKind.FORFEIT: "当選後の未手続",
}
STARTS: Mapping[Starts, str] = {
    Starts.NEXT_MONTH: "翌月",
    Starts.NEXT_DAY: "翌日",
    Starts.EVENT_DAY: "その日",
}
KEPT: Mapping[Kept, str] = {
    Kept.ALWAYS: "消えない",
    Kept.FISCAL_YEAR: "年度ごとに数える",
    Kept.YEAR: "年ごとに数える",
}
EVENT = choice(EventKind, {each.value: told for each, told in EVENTS.items()})
BORDER = choice(Border, {each.value: told for each, told in BORDERS.items()})
START = choice(Starts, {each.value: told for each, told in STARTS.items()})
MONTHS = Kind("1から120までの整数(月数)", whole(1, 120))
BARS = ListOf(word(dict.fromkeys(CHANNELS, "")))
POINTS = Kind("0を超え1,000までの点数", _positive)
CONSEQUENCE = Form(
    _consequence,
    {
        "threshold": POINTS,
        "months": MONTHS,
        "from": START,
        "bars": BARS,
        "cancels_registration": FLAG,
        "reregister_after_months": MONTHS,
        "no_lottery": FLAG,
        "most_per_month": Kind("1から100までの整数(件)", whole(1, 100)),
    },
    frozenset({"threshold"}),
)
PARTS: Parts = {
    "no_show": part(
        _no_show,
        "cancelled_before paid_by",
        cancelled_before=BORDER,
        paid_by=BORDER,
    ),
    "late_cancel": part(_late, "from", **{"from": OFFSET}),
    "penalty": part(
        _penalty,
        "event months from",
        event=EVENT,
        months=MONTHS,
        bars=BARS,
        **{"from": START},
    ),
    "points": part(
        _points,
        "points consequences",
        points=MapOf(POINTS, words={each.value: told for each, told in EVENTS.items()}),
        consequences=ListOf(CONSEQUENCE),
        kept=choice(Kept, {each.value: told for each, told in KEPT.items()}),
        kept_months=MONTHS,
    ),
}
