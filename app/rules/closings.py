"""日締め: what a drawer should hold, and what was counted in it. Yen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from app.rules.numbering import human_number, in_order, read_number

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


class Given(Protocol):
    """A receipt number that was given out, with what stands under it (yen)."""

    @property
    def number(self) -> str: ...
    @property
    def amount(self) -> int: ...


class Issued(NamedTuple):
    """The receipt numbers of some entries. `runs` go from the first to the last of each
    fiscal year; of all `given` numbers, `void` were undone before they were counted, and
    `missing` lie in a run without being among them."""

    runs: tuple[tuple[str, str], ...]
    given: int
    void: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def told(self) -> str:
        """H26-0001 から H26-0012 まで（12件）."""
        runs = "、".join(
            f"{first} から {last} まで" if first != last else first
            for first, last in self.runs
        )
        return f"{runs}（{self.given:,}件）" if runs else "なし"


def issued(entries: Iterable[Given]) -> Issued:
    """Several entries may bear one number; it is void when none of them has an amount."""
    amounts: dict[str, list[int]] = defaultdict(list)
    for each in entries:
        amounts[each.number].append(each.amount)
    numbers = in_order(amounts)
    runs: dict[tuple[str, int], list[str]] = defaultdict(list)
    for text in numbers:
        site, year, _ = _read(text)
        runs[site, year].append(text)
    return Issued(
        tuple((run[0], run[-1]) for run in runs.values()),
        len(numbers),
        tuple(text for text in numbers if not any(amounts[text])),
        tuple(
            text
            for (site, year), run in runs.items()
            for text in _between(site, year, _read(run[0])[2], _read(run[-1])[2])
            if text not in amounts
        ),
    )


def _between(site: str, year: int, first: int, last: int) -> Iterable[str]:
    return (human_number(site, year, number) for number in range(first, last + 1))


def _read(text: str) -> tuple[str, int, int]:
    found = read_number(text)
    assert found is not None
    return found


def cash(found: Iterable[Sum]) -> int:
    """What of it is in the drawer; below zero when more was given back."""
    return sum(each.left for each in found if each.method == IN_DRAWER)


def counted(pieces: Mapping[int, int]) -> int:
    """The worth of so many pieces of each denomination."""
    return sum(worth * count for worth, count in pieces.items())
