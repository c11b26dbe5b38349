"""ロッカー・メールボックス・ブース: by the month, by the year, to the end of the 年度."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.kit.money import yen
from app.kit.refusal import Refusal
from app.kit.wareki import fiscal_year, full
from app.rules.book.base import Explained, NotGiven, Silent
from app.rules.book.facts import Facts
from app.rules.book.hanging import hangs_on
from app.rules.book.lending import Item, Locker, Month
from app.rules.book.limits import Refuse, Requirement, Use
from app.rules.book.offset import months_end, years_end
from app.rules.book.rulebook import Place
from app.rules.lending.lent import (
    LoanTerms,
    TermOver,
    TooManyForGroup,
    TooManyYears,
    Wish,
    against,
)

#: The rules that the terms of a locker hang on.
KINDS = (Item, Locker, Requirement, Refuse)


@dataclass(frozen=True, slots=True)
class Charged:
    """So many months, or years, at a price (yen) for each locker."""

    price: int
    times: int
    unit: str
    months: int = 0


def locker_terms(place: Place, locker: Locker, wish: Wish, facts: Facts) -> LoanTerms:
    """Without an end the term of the rulebook counts: the 年度, the years, the year."""
    refusals, steps = against(place, locker, wish, facts, Use.LOCKERS)
    years = _years(locker, wish, facts)
    until = _until(locker, wish, years)
    refusals += _for_group(locker, wish.units, facts)
    over = _over(locker, wish.first, until, years)
    refusals += over
    try:
        charged = _charged(locker, wish, until, years)
    except Silent as silent:
        unknown = {name: silent for name in ("fee", "months", "until")}
        return LoanTerms(
            refusals=tuple(refusals), explained=tuple(steps), unknown=unknown
        )
    fee = charged.price * charged.times * wish.units
    steps += _told(locker, wish, charged, until, fee)
    return LoanTerms(
        refusals=tuple(refusals),
        explained=tuple(steps),
        fee=fee,
        months=charged.months,
        units=charged.times,
        until=next((no.until for no in over if isinstance(no, TermOver)), until),
    )


def endless(place: Place, name: str) -> Locker | None:
    """The one locker of a name that is let as long as is asked for, on the same terms
    from every day on."""
    if hangs_on(place, KINDS).use_date or any(e.about(name) for e in place.all(Item)):
        return None
    named = [each for each in place.all(Locker) if each.about(name)]
    free = [each for each in named if each.ends is None and each.longest_years is None]
    return free[0] if len(named) == len(free) == 1 else None


def charged(locker: Locker, first: date, last: date) -> Charged:
    """How long such a locker is let: loans that agree in it differ in their days only."""
    return _between(locker, first, last, _months(locker, first, last), 0)


def _years(locker: Locker, wish: Wish, facts: Facts) -> int:
    """The years asked for; one, where it is let by the year only and no end is said."""
    asked = int(facts.number("years"))
    by_year = locker.yen_per_month is None
    return asked or int(by_year and wish.last is None)


def _until(locker: Locker, wish: Wish, years: int) -> date | None:
    if wish.first is None or wish.last is not None:
        return wish.last
    if locker.ends is not None or years:
        return _end_of(locker, wish.first, years or 1)
    return None


def _end_of(locker: Locker, first: date, years: int) -> date:
    """The last day of so many years of use, or 年度, counting the first."""
    if locker.ends is not None:
        return date(fiscal_year(first) + years, 3, 31)
    return years_end(first, years)


def _for_group(locker: Locker, units: int, facts: Facts) -> list[Refusal]:
    """More than a group may have; while some are free perhaps more."""
    held, vacant = int(facts.number("held")), facts.of("vacant")
    most = locker.per_group
    if most is None:
        return []
    free = isinstance(vacant, Decimal) and vacant >= units
    if free and locker.most_while_vacant is not None:
        most = locker.most_while_vacant
    elif free and locker.more_while_vacant:
        return []
    if held + units <= most:
        return []
    return [TooManyForGroup(most, held, locker.rule)]


def _over(
    locker: Locker, first: date | None, until: date | None, years: int
) -> list[Refusal]:
    """Longer than all terms together; a term that ends with the 年度 is one 年度."""
    most = locker.longest_years or (1 if locker.ends is not None else None)
    if most is None:
        return []
    if first is None or until is None:
        return [TooManyYears(most, locker.rule)] if years > most else []
    last = _end_of(locker, first, most)
    return [TermOver(last, locker.rule)] if until > last else []


def _charged(locker: Locker, wish: Wish, until: date | None, years: int) -> Charged:
    """By the year where the use is whole years and there is such a price."""
    first, price = wish.first, locker.yen_per_year
    if first is None or until is None:
        if not years:
            raise NotGiven("ロッカーの利用の終わり")
        if price is not None:
            return Charged(price, years, "年")
        return _by_month(locker, 12 * years)
    by_years = years if wish.last is None and locker.ends is None else 0
    months = 12 * by_years or _months(locker, first, until)
    return _between(locker, first, until, months, years)


def _between(
    locker: Locker, first: date, until: date, months: int, years: int
) -> Charged:
    price = locker.yen_per_year
    if locker.yen_per_month is None:
        assert price is not None
        return Charged(price, years or _years_touched(locker, first, until), "年")
    whole = _whole_years(months, first, until)
    if price is not None and whole:
        return Charged(price, whole, "年", 12 * whole)
    return _by_month(locker, months)


def _by_month(locker: Locker, months: int) -> Charged:
    assert locker.yen_per_month is not None
    return Charged(locker.yen_per_month, months, "か月", months)


def _months(locker: Locker, first: date, last: date) -> int:
    """Months that are touched."""
    between = (last.year - first.year) * 12 + last.month - first.month
    if locker.month is Month.CALENDAR:
        return between + 1
    return between + (months_end(first, between) < last)


def _whole_years(months: int, first: date, last: date) -> int:
    """How many years a use is exactly, by its months or by its days; 0 for others."""
    if months % 12 == 0:
        return months // 12
    years = last.year - first.year
    return years if years and years_end(first, years) == last else 0


def _years_touched(locker: Locker, first: date, last: date) -> int:
    years = 1
    while _end_of(locker, first, years) < last:
        years += 1
    return years


def _told(
    locker: Locker, wish: Wish, charged: Charged, until: date | None, fee: int
) -> list[Explained]:
    times = f"{charged.times}{charged.unit}×{wish.units}"
    each = "月" if charged.unit == "か月" else "年"
    part = "(1か月に満たない月も1か月)" if each == "月" else ""
    told = f"{locker.name} {each}{yen(charged.price)}×{times} = {yen(fee)}{part}"
    steps = [Explained(told, locker.rule)]
    if until is not None and wish.last is None:
        ends = "年度の末日、" if locker.ends is not None else ""
        steps.append(Explained(f"期間は{ends}{full(until)}まで", locker.rule))
    if locker.longest_years is not None:
        told = f"更新を含めて{locker.longest_years}年まで"
        steps.append(Explained(told, locker.rule))
    if locker.paid_ahead:
        steps.append(Explained("料金は前納です", locker.rule))
    if locker.reapply:
        told = "次の期間も使うときは、あらためて申し込みます"
        steps.append(Explained(told, locker.rule))
    return steps
