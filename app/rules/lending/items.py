"""備品の貸出: by the use, the day, so many hours or over night."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.kit.wareki import full
from app.rules.book.base import Explained, NotGiven, Silent
from app.rules.book.calendar import Hours, Of
from app.rules.book.facts import Facts
from app.rules.book.lending import Item, Per
from app.rules.book.limits import Use
from app.rules.book.rulebook import Place
from app.rules.calendar.opening import within_hours
from app.rules.fees import FeeLine, LineKind
from app.rules.lending.lent import (
    LoanTerms,
    NotOutside,
    NotThere,
    TooLong,
    Wish,
    against,
)

if TYPE_CHECKING:
    from app.kit.refusal import Refusal

DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Charged:
    """So many units of time at a price (yen) for each piece; a flat price has none."""

    price: int
    times: int = 0
    unit: str = ""
    why: str = ""


def item_terms(place: Place, item: Item, wish: Wish, facts: Facts) -> LoanTerms:
    span = _Span(wish, facts)
    refusals, steps = against(place, item, wish, facts, Use.ITEMS)
    unknown: dict[str, Silent] = {}
    until = span.last
    if item.longest_days is not None:
        told = f"連続して{item.longest_days}日まで"
        if wish.first is not None:
            longest = wish.first + timedelta(days=item.longest_days - 1)
            told += f"、{full(longest)}まで"
            if span.days > item.longest_days:
                refusals.append(TooLong(item.longest_days, longest, item.rule))
            until = min(until or longest, longest)
        steps.append(Explained(told, item.rule))
    elif span.days > 1 and not (span.nights == 1 and item.overnight_yen is not None):
        unknown["allowed"] = Silent(f"「{item.name}」を何日続けて借りられるか")
    refusals += _where(place, item, wish, facts)
    lines: tuple[FeeLine, ...] = ()
    times = 0
    try:
        charged = _charged(place, item, wish, span, facts)
    except Silent as silent:
        unknown["fee"] = silent
    else:
        lines, times = tuple(_lines(item, wish.units, charged)), charged.times
        if charged.why:
            steps.append(Explained(charged.why, item.rule))
        steps += _told(item, lines)
    return LoanTerms(
        refusals=tuple(refusals),
        explained=tuple(steps),
        fee=sum(line.amount for line in lines),
        units=times,
        until=until,
        lines=lines,
        unknown=unknown,
    )


class _Span:
    """How long a loan is: `days` and `nights` as far as they are known."""

    def __init__(self, wish: Wish, facts: Facts) -> None:
        self.last: date | None = wish.last
        overnight = facts.flag("overnight")
        self.nights = 1 if overnight else 0
        if wish.first is not None and wish.last is not None:
            self.nights = max((wish.last - wish.first).days, self.nights)
        if wish.first is not None and overnight:
            self.last = wish.first + timedelta(days=self.nights)
        self.days = self.nights + 1
        self.known = overnight or wish.one_day or wish.last is not None

    def minutes(self, wish: Wish) -> int:
        """Silent where times were not said."""
        if wish.start is None or wish.end is None:
            raise NotGiven("借りる時刻と返す時刻")
        return self.nights * DAY + wish.end - wish.start


def _where(place: Place, item: Item, wish: Wish, facts: Facts) -> Iterator[Refusal]:
    """Its rooms, and the building."""
    here = {wish.room, place.room, place.kind, *place.joins}
    if wish.room and item.only_in and here.isdisjoint(item.only_in):
        yield NotThere(item.only_in, item.rule)
    if not item.outside and facts.flag("outside"):
        yield NotOutside(item.name, item.rule)


def _charged(place: Place, item: Item, wish: Wish, span: _Span, facts: Facts) -> Charged:
    """Silent where the price hangs on a length of time that was not said."""
    if span.nights and item.overnight_yen is not None:
        return Charged(item.overnight_yen, span.nights, "泊")
    if item.per is Per.USE or not item.yen:
        return Charged(item.yen)
    if item.per is Per.SLOT:
        if wish.slots is None:
            raise NotGiven("使う区分")
        return Charged(item.yen, wish.slots, "区分")
    if item.per is Per.DAY:
        if not span.known:
            raise NotGiven("返す日")
        return Charged(item.yen, span.days, "日")
    return _by_hours(place, item, wish, span, facts)


def _by_hours(place: Place, item: Item, wish: Wish, span: _Span, facts: Facts) -> Charged:
    minutes, why = span.minutes(wish), ""
    cap = item.cap_hours
    if cap is not None and minutes > cap * 60 and _in_hours(place, wish, span, facts):
        minutes, why = cap * 60, f"開館時間内の貸出の料金は{cap}時間分まで"
    times = -(-minutes // (item.hours * 60))
    unit = "時間" if item.hours == 1 else f"×{item.hours}時間"
    return Charged(item.yen, times, unit, why)


def _in_hours(place: Place, wish: Wish, span: _Span, facts: Facts) -> bool:
    """Whether a loan lies inside the opening hours; one of a day does where they are
    not known."""
    if span.nights or wish.start is None or wish.end is None:
        return False
    if wish.first is not None:
        spans = within_hours(place, wish.first, facts=facts).spans
    else:
        rule = place.the(Hours, facts, Of.ROOMS)
        spans = rule.spans if rule is not None else None
    within = (a <= wish.start and wish.end <= b for a, b in spans or ())
    return spans is None or any(within)


def _lines(item: Item, units: int, charged: Charged) -> Iterator[FeeLine]:
    """The price and the cleaning of all pieces."""
    count = units * (charged.times or 1)
    what = item.name
    if charged.times:
        what = f"{item.name}({units}点、{charged.times}{charged.unit})"
    amount = charged.price * count
    kind, rule = LineKind.EQUIPMENT, item.rule
    unit = "点分" if charged.times else "点"
    yield FeeLine(kind, what, unit, count, charged.price, amount, rule)
    if item.cleaning_yen:
        what, price = f"{item.name} 清掃料", item.cleaning_yen
        yield FeeLine(kind, what, "点", units, price, price * units, rule)


def _told(item: Item, lines: tuple[FeeLine, ...]) -> Iterator[Explained]:
    if not any(line.amount for line in lines):
        yield Explained(f"{item.name} 無料", item.rule)
    yield from (line.explained for line in lines if line.amount)
