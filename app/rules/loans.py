"""貸出: equipment by the day, lockers and mailboxes by the month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from app.kit.money import yen
from app.kit.refusal import Refusal
from app.kit.wareki import full
from app.rules.book.base import Explained, Silent
from app.rules.book.facts import NOTHING
from app.rules.book.lending import Item, Locker
from app.rules.book.limits import Use
from app.rules.book.rulebook import Place, Rulebook
from app.rules.fees import FeeLine, LineKind
from app.rules.requirements import RegisteredOnly, explained, registered_only


class TooLong(Refusal):
    """`until` is the last day that would be allowed."""

    code = "loan.too_long"

    def __init__(self, days: int, until: date, rule: str) -> None:
        super().__init__(days=days, until=full(until), rule=rule)
        self.until = until


class TooMany(Refusal):
    code = "loan.too_many"

    def __init__(self, count: int, rule: str) -> None:
        super().__init__(count=count, rule=rule)


class NotThere(Refusal):
    """The item is for use in certain rooms."""

    code = "loan.not_there"

    def __init__(self, rooms: tuple[str, ...], rule: str) -> None:
        super().__init__(rooms="・".join(rooms), rule=rule)


class EndsBeforeStart(Refusal):
    code = "loan.ends_before_start"


@dataclass(frozen=True, slots=True)
class LoanTerms:
    """`until` is the last day, the longest allowed one where none was asked for.

    `months` is 0 for what is not lent by the month. `fee` is in yen; `lines` explain
    that of an item.
    """

    refusals: tuple[Refusal, ...]
    fee: int
    months: int
    until: date
    explained: tuple[Explained, ...]
    lines: tuple[FeeLine, ...] = ()

    @property
    def allowed(self) -> bool:
        return not self.refusals


def loan(
    book: Rulebook,
    name: str,
    first: date,
    last: date | None = None,
    *,
    registered: bool,
    units: int = 1,
    room: str = "",
    facility: str = "",
) -> LoanTerms:
    """Terms for equipment or a locker from `first` to `last`, both included.

    By the rules alone: what is in stock on those days is not asked here. Raises
    `UnknownPlace`, `EndsBeforeStart`; `Silent` for what the rulebook does not know:
    the item, how long it may be lent, the months of a locker without `last`.
    """
    if last is not None and last < first:
        raise EndsBeforeStart
    place = book.place("", facility)
    item = place.the(Item, place.on(NOTHING, first), name)
    if item is not None:
        return _item(place, item, first, last, registered, units, room)
    locker = place.the(Locker, place.on(NOTHING, first), name)
    if locker is None:
        raise Silent(f"「{name}」の貸出")
    if last is None:
        raise Silent("ロッカーの利用の終わり")
    return _locker(place, locker, first, last, registered, units)


def _item(
    place: Place,
    item: Item,
    first: date,
    last: date | None,
    registered: bool,
    units: int,
    room: str,
) -> LoanTerms:
    refusals, steps = _applicant(place, Use.ITEMS, first, registered)
    until = last or _longest(item, first)
    if item.longest_days is not None:
        longest = _longest(item, first)
        told = f"連続して{item.longest_days}日まで、{full(longest)}まで"
        steps.append(Explained(told, item.rule))
        if until > longest:
            refusals.append(TooLong(item.longest_days, longest, item.rule))
    elif until > first and not refusals:
        raise Silent(f"「{item.name}」を何日続けて借りられるか")
    if units > item.count:
        refusals.append(TooMany(item.count, item.rule))
    if room and item.only_in and room not in item.only_in:
        refusals.append(NotThere(item.only_in, item.rule))
    fee = item.yen * units
    line = FeeLine(LineKind.EQUIPMENT, item.name, "点", units, item.yen, fee, item.rule)
    free = Explained(f"{item.name} 無料", item.rule)
    steps.append(line.explained if fee else free)
    return LoanTerms(tuple(refusals), fee, 0, until, tuple(steps), (line,))


def _longest(item: Item, first: date) -> date:
    """The last day that is certainly allowed: the first, where no limit is known."""
    return first + timedelta(days=(item.longest_days or 1) - 1)


def _locker(
    place: Place, locker: Locker, first: date, last: date, registered: bool, units: int
) -> LoanTerms:
    refusals, steps = _applicant(place, Use.LOCKERS, first, registered)
    if units > locker.count:
        refusals.append(TooMany(locker.count, locker.rule))
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    fee = locker.yen_per_month * months * units
    told = (
        f"{locker.name} 月{yen(locker.yen_per_month)}×{months}か月×{units}"
        f" = {yen(fee)}(1か月に満たない月も1か月)"
    )
    steps.append(Explained(told, locker.rule))
    return LoanTerms(tuple(refusals), fee, months, last, tuple(steps))


def _applicant(
    place: Place, use: Use, day: date, registered: bool
) -> tuple[list[Refusal], list[Explained]]:
    rule = registered_only(place, use, day)
    if rule is None:
        return [], []
    refusals: list[Refusal] = [] if registered else [RegisteredOnly(use, rule.rule)]
    return refusals, [explained(use, rule)]
