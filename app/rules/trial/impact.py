"""料金改定の影響額: what real bookings cost under two rulebooks, added up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from app.rules.book.conditions import OF_MEMBERS
from app.rules.book.facts import FACTS
from app.rules.book.rulebook import Rulebook
from app.rules.questions import answer
from app.rules.trial.used import facts_in, slots_in

#: What the desk keeps with a booking; the rest is asked as if it had not been said.
RECORDED = frozenset(
    {"registered", "group_type", "slots", "hours", "units", "days", "season", "room_kind"}
)
#: The parts of a rulebook that a fee is made of.
PRICING = frozenset(
    {
        *("price", "unit", "product", "slots", "extension", "aircon"),
        *("surcharge", "reduction", "discount", "stacking", "rounding"),
        *("admission", "counts_as"),
    }
)


class Change(StrEnum):
    """How a fee changes. MORE and LESS are of two known fees; LOST and FOUND are of a
    booking that only one of the rulebooks prices; UNKNOWN neither."""

    SAME = "同じ"
    MORE = "上がる"
    LESS = "下がる"
    LOST = "答えられなくなる"
    FOUND = "答えられるようになる"
    UNKNOWN = "どちらでも答えられない"


@dataclass(frozen=True, slots=True)
class Used:
    """A booking as the desk kept it; `start` and `end` are times (09:00).

    `ground` is the 減免事由 that was accepted.
    """

    number: str
    day: date
    room: str
    slots: tuple[str, ...]
    start: str
    end: str
    group: str
    group_type: str
    registered: bool
    ground: str
    recorded: int


@dataclass(frozen=True, slots=True)
class Requoted:
    """One booking under both; a fee is None where there is no answer, for `reason`."""

    used: Used
    left: int | None
    right: int | None
    reason: str = ""

    @property
    def change(self) -> Change:
        if self.left is None:
            return Change.UNKNOWN if self.right is None else Change.FOUND
        if self.right is None:
            return Change.LOST
        if self.right == self.left:
            return Change.SAME
        return Change.MORE if self.right > self.left else Change.LESS


@dataclass(frozen=True, slots=True)
class Sum:
    """Of a room or a group: bookings that both price, and their fees (yen).

    `unpriced` bookings are not in the fees: one of the two has no answer for them.
    """

    name: str
    bookings: int
    unpriced: int
    left: int
    right: int

    @property
    def change(self) -> int:
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class Impact:
    """`rows` are all bookings of the year; none is left out."""

    rows: tuple[Requoted, ...]
    by_room: tuple[Sum, ...]
    by_group: tuple[Sum, ...]
    total: Sum
    not_recorded: tuple[str, ...]

    @property
    def counts(self) -> Mapping[Change, int]:
        found = dict.fromkeys(Change, 0)
        for row in self.rows:
            found[row.change] += 1
        return found

    @property
    def unanswered(self) -> tuple[Requoted, ...]:
        return tuple(r for r in self.rows if r.left is None or r.right is None)


class Pricing:
    """Asks one rulebook for the fees of many bookings."""

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self._slots = frozenset(slots_in(book))

    def fee(self, used: Used) -> tuple[int | None, str]:
        """The fee (yen), or why there is none."""
        found = answer(self.book, self._ask(used))
        fee = found.values.get("fee")
        if isinstance(fee, int):
            return fee, ""
        partly = found.explained[-1].text if found.explained else "使用料の定めがない"
        return None, found.unanswerable or partly

    def _ask(self, used: Used) -> dict[str, Any]:
        """By its slots; by its hours where the rules know no such slots."""
        applicant: dict[str, Any] = {"registered": used.registered}
        if used.group_type in self.book.words.group_types:
            applicant["group_type"] = used.group_type
        ask: dict[str, Any] = {
            "kind": "quote",
            "room": used.room,
            "use_date": used.day.isoformat(),
            "applicant": applicant,
        }
        if self._slots.issuperset(used.slots):
            ask["slots"] = list(used.slots)
        else:
            ask |= {"from": used.start, "to": used.end}
        if used.ground:
            ask["reduction_ground"] = used.ground
        return ask


def requoted(left: Pricing, right: Pricing, used: Used) -> Requoted:
    """Both fees of one booking."""
    before, why_before = left.fee(used)
    after, why_after = right.fee(used)
    return Requoted(used, before, after, why_after or why_before)


def impact(rows: Sequence[Requoted], left: Rulebook, right: Rulebook) -> Impact:
    return Impact(
        tuple(rows),
        _sums((row.used.room, row) for row in rows),
        _sums((row.used.group, row) for row in rows),
        _sum("合計", rows),
        not_recorded(left, right),
    )


def not_recorded(*books: Rulebook) -> tuple[str, ...]:
    """Facts that decide about fees but that the desk does not keep, by their labels."""
    facts = frozenset[str]().union(*(facts_in(book, PRICING) for book in books))
    names = (name for name in facts - RECORDED if not name.startswith(OF_MEMBERS))
    return tuple(sorted(FACTS[name].label for name in names))


def _sums(named: Iterable[tuple[str, Requoted]]) -> tuple[Sum, ...]:
    """The largest change first."""
    found: defaultdict[str, list[Requoted]] = defaultdict(list)
    for name, row in named:
        found[name].append(row)
    sums = [_sum(name, rows) for name, rows in found.items()]
    return tuple(sorted(sums, key=lambda each: (-abs(each.change), each.name)))


def _sum(name: str, rows: Sequence[Requoted]) -> Sum:
    priced = list(_priced(rows))
    return Sum(
        name,
        len(rows),
        len(rows) - len(priced),
        sum(before for before, _ in priced),
        sum(after for _, after in priced),
    )


def _priced(rows: Iterable[Requoted]) -> Iterator[tuple[int, int]]:
    for row in rows:
        if row.left is not None and row.right is not None:
            yield row.left, row.right
