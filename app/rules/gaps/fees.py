"""What a rulebook leaves open about slots, units and fees."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from itertools import combinations
from typing import TypeVar, cast

from app.rules.book.base import Rule
from app.rules.book.calendar import Hours
from app.rules.book.conditions import (
    Asked,
    Condition,
    Is,
    Not,
    OneOf,
    Within,
    facts_of,
)
from app.rules.book.extras import Admission, Aircon, Extension
from app.rules.book.fees import Charged, Price, Reduction, RoundOff
from app.rules.book.hire import Slots, Unit
from app.rules.book.rulebook import Place
from app.rules.book.surcharges import Discount, Stacking, Surcharge
from app.rules.fees.purpose import NET
from app.rules.fees.quoting import own_price
from app.rules.fees.together import replaces

#: A surcharge that makes more of a price than this is looked at twice.
MUCH = Decimal(4)
#: Facts of which one word holds at a time; of slots, in one line of a fee.
SINGLE = frozenset({"residency", "group_type", "activity", "product", "channel", "slots"})


def open_fees(place: Place) -> Iterator[str]:
    """One sentence for each gap of a room."""
    if place.joins and not own_price(place):
        if place.joined_price != "sum":
            yield "つなげた部屋の料金([[room]] joined_price)が決まっていません"
    else:
        yield from _prices(place)
    yield from _slots(place)
    yield from _stacking(place)
    yield from _amounts(place)


def _prices(place: Place) -> Iterator[str]:
    prices = place.all(Price)
    charged = {price.charged for price in prices if price.span is None}
    if Charged.SLOT in charged or not charged:
        for name in dict.fromkeys(n for rule in place.all(Slots) for n in rule.slots):
            if not any(name in price.yen for price in prices):
                yield f"{name}の使用料の定めがありません"
    units = place.all(Unit)
    if units and charged.isdisjoint({Charged.UNIT, Charged.HOUR, Charged.USE}):
        yield "時間で使うときの使用料の定めがありません"
    if not units and Charged.UNIT in charged:
        yield "1単位の長さ([[unit]])の定めがありません"
    if not units and Charged.HOUR in charged:
        yield "1時間に満たない時間の数え方([[unit]] part)が決まっていません"


def _slots(place: Place) -> Iterator[str]:
    hours = place.all(Hours)
    for rule in place.all(Slots):
        for slot in rule.slots.values():
            if hours and not any(
                each.start <= slot.start and slot.end <= each.end for each in hours
            ):
                yield f"{slot.name}({slot.hours})が開館時間の外です"


def _stacking(place: Place) -> Iterator[str]:
    """Two that can meet, where it is not said what then happens."""
    pairs = {
        "surcharges": _meeting(place, Surcharge, lambda rule: rule.kind),
        "discounts": _meeting(place, Discount, lambda _: None),
        "reductions": _meeting(place, Reduction, lambda _: None),
    }
    said = {topic for rule in place.all(Stacking) for topic in rule.topics}
    for topic, found in pairs.items():
        if found and topic not in said:
            told = "と".join(found)
            yield f"{told}が重なったとき([[stacking]] {topic})が決まっていません"
    unsaid = any(rule.surcharged is None for rule in place.all(Extension))
    if place.all(Surcharge) and unsaid:
        yield "延長に加算がかかるか([[extension]] surcharged)が決まっていません"


A = TypeVar("A", Surcharge, Discount, Reduction)


def _meeting(place: Place, kind: type[A], once: Callable[[A], object]) -> tuple[str, ...]:
    """The names of the first two that can meet; of those alike `once` one counts."""
    ranked = [(rank, cast(A, rule)) for rank, rule in place.rules.get(kind, ())]
    for one, other in combinations(ranked, 2):
        first, second = one[1], other[1]
        alone = once(first)
        if alone is not None and alone == once(second):
            continue
        if alone is None and (replaces(one, other) or replaces(other, one)):
            continue
        if _can_meet(first, second):
            return first.named, second.named
    return ()


def _can_meet(one: Rule, other: Rule) -> bool:
    if isinstance(one, Reduction) and isinstance(other, Reduction):
        grounds = {one.ground, other.ground}
        # A question shows one ground; rules about different parts do not meet.
        if len(grounds - {""}) > 1 or set(one.of).isdisjoint(other.of):
            return False
    apart = one.valid_until < other.valid_from or other.valid_until < one.valid_from
    return not apart and not _exclude(one.when, other.when)


def _exclude(one: Condition, other: Condition) -> bool:
    """Whether no case of the one goes with any of the other."""
    return bool(one.cases and other.cases) and all(
        any(_apart(test, with_) for test in case for with_ in against)
        for case in one.cases
        for against in other.cases
    )


def _apart(test: Asked, other: Asked) -> bool:
    match test, other:
        case (Not(inner), against) | (against, Not(inner)) if not isinstance(
            against, Not
        ):
            return any(_implies(against, case) for case in inner.cases)
        case Is(fact, wanted), Is(same, against) if fact == same:
            return wanted is not against
        case OneOf(fact, words), OneOf(same, others) if fact == same and fact in SINGLE:
            return words.isdisjoint(others)
        case Within(fact, inner), Within(same, outer) if fact == same:
            return inner.apart_from(outer)
    return False


def _implies(test: Asked, case: tuple[Asked, ...]) -> bool:
    """Whether whatever passes the test is of a case."""
    match test, case:
        case OneOf(fact, words), (OneOf(same, others),) if fact == same:
            return words <= others
        case Within(fact, inner), (Within(same, outer),) if fact == same:
            return inner.within(outer)
    return case == (test,)


def _amounts(place: Place) -> Iterator[str]:
    for surcharge in place.all(Surcharge):
        if surcharge.rate > MUCH:
            yield f"加算「{surcharge.named}」が大きいので、確かめてください"
    if not place.all(RoundOff) and _leaves_odd(place):
        yield "円未満の端数の処理([[rounding]])が決まっていません"
    every = (rule for ranked in place.rules.values() for _, rule in ranked)
    if not place.all(Admission) and any(NET in facts_of(each.when) for each in every):
        yield "入場料の実額の出し方([[admission]])が決まっていません"


def _leaves_odd(place: Place) -> bool:
    """Whether a rate of a price of the table is no whole number of yen."""
    rates = [
        *(rule.rate for rule in place.all(Surcharge)),
        *(rule.rate for rule in place.all(Discount)),
        *(rule.rate for rule in place.all(Aircon) if rule.rate is not None),
        *(rule.rate for rule in place.all(Reduction) if rule.rounding is None),
    ]
    prices = [price for rule in place.all(Price) for price in _yen(rule)]
    return any(price * rate % 1 for price in prices for rate in rates)


def _yen(price: Price) -> Iterable[int]:
    return price.yen.values() or (price.amount,)
