"""日締め: what a drawer should hold, and what was counted in it. Yen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, Protocol

#: Notes and coins, the largest first.
DENOMINATIONS = (10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10, 5, 1)
#: The kinds of what is paid for, and the ways to pay, in the order of a daily sheet.
#: 保険料 goes on to the 社協: it is held, not earned.
KINDS: Mapping[str, str] = {
    "booking": "使用料",
    "loan": "備品使用料",
    "batch": "保険料（預り金）",
}
METHODS: Mapping[str, str] = {"cash": "現金", "slip": "納付書", "account": "口座"}
IN_DRAWER = "cash"


class Money(Protocol):
    """Money that came, or went when `amount` is negative."""

    @property
    def what(self) -> str: ...
    @property
    def method(self) -> str: ...
    @property
    def amount(self) -> int: ...


class Dated(Money, Protocol):
    """Money that the closing of a day has counted."""

    @property
    def closed_on(self) -> date | None: ...


class Sum(NamedTuple):
    """What came and what was given back for one kind in one way; both are positive."""

    what: str
    method: str
    payments: int
    taken: int
    given: int

    @property
    def left(self) -> int:
        return self.taken - self.given


def sums(money: Iterable[Money]) -> Sequence[Sum]:
    """One for each kind and method that occurs, in the order of a daily sheet."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for each in money:
        found[each.what, each.method].append(each.amount)
    return [
        Sum(
            what,
            method,
            len(amounts),
            sum(amount for amount in amounts if amount > 0),
            -sum(amount for amount in amounts if amount < 0),
        )
        for what in KINDS
        for method in METHODS
        if (amounts := found.get((what, method)))
    ]


class DaySums(NamedTuple):
    """What a closed day brought (yen, less what was given back), by kind and by way."""

    day: date
    kinds: Mapping[str, int]
    methods: Mapping[str, int]

    @property
    def left(self) -> int:
        return sum(self.kinds.values())


def by_day(days: Iterable[date], money: Iterable[Dated]) -> Sequence[DaySums]:
    """Each of the days with what its closing counted."""
    found: dict[date | None, list[Dated]] = defaultdict(list)
    for each in money:
        found[each.closed_on].append(each)
    return [
        DaySums(
            day,
            {what: _left(found[day], what=what) for what in KINDS},
            {method: _left(found[day], method=method) for method in METHODS},
        )
        for day in days
    ]


def _left(money: Iterable[Money], **wanted: str) -> int:
    return sum(
        each.amount
        for each in money
        if all(getattr(each, name) == value for name, value in wanted.items())
    )


def cash(found: Iterable[Sum]) -> int:
    """What of it is in the drawer; below zero when more was given back."""
    return sum(each.left for each in found if each.method == IN_DRAWER)


def counted(pieces: Mapping[int, int]) -> int:
    """The worth of so many pieces of each denomination."""
    return sum(worth * count for worth, count in pieces.items())
