"""The index of a rulebook: which rules hold where, worked out once at loading."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar, cast

from app.rules.book.rulebook import (
    Acceptance,
    Closed,
    Hours,
    Item,
    Locker,
    Payment,
    Place,
    Price,
    Reduction,
    RefundTiers,
    Registration,
    Requirement,
    Rule,
    Slots,
    Term,
    Tie,
)
from app.rules.file.checks import Notes
from app.rules.file.reader import Draft, Reader

R = TypeVar("R", bound=Rule)


def places(whole: Draft, readers: Iterable[Reader]) -> Mapping[tuple[str, str], Place]:
    """Every facility and room under all the names it can be asked for by."""
    index = _Index(whole, Notes(readers))
    found: dict[tuple[str, str], Place] = {}
    for facility in whole.facilities:
        found[facility, ""] = index.place(facility, "")
    rooms = [room for _, room in whole.rooms]
    for facility, room in whole.rooms:
        found[facility, room] = index.place(facility, room)
        if rooms.count(room) == 1:
            found["", room] = found[facility, room]
    if len(whole.facilities) == 1:
        found["", ""] = found[whole.facilities[0], ""]
    return found


class _Index:
    def __init__(self, whole: Draft, notes: Notes) -> None:
        self.rules = whole.rules
        self.notes = notes

    def place(self, facility: str, room: str) -> Place:
        def of(part: str, kind: type[R]) -> tuple[R, ...]:
            rules = cast(list[R], self.rules[part])
            return tuple(rule for rule in rules if rule.where.covers(facility, room))

        return Place(
            facility=facility,
            room=room,
            hours=self._tried(of("hours", Hours)),
            closed=of("closed", Closed),
            slots=self._tried(of("slots", Slots)),
            prices=self._by(of("price", Price), lambda price: price.yen),
            acceptance=self._tried(of("window", Acceptance)),
            ties=self._tried(of("tie", Tie)),
            payments=self._tried(of("payment", Payment)),
            requirements=of("requirement", Requirement),
            registrations=self._tried(of("registration", Registration)),
            terms=self._tried(of("term", Term)),
            refunds=self._tried(of("refund", RefundTiers)),
            reductions=self._by(of("reduction", Reduction), lambda rule: (rule.ground,)),
            lockers=self._by(of("locker", Locker), lambda rule: (rule.name,)),
            items=self._by(of("item", Item), lambda rule: (rule.name,)),
        )

    def _by(
        self, rules: tuple[R, ...], names: Callable[[R], Iterable[str]]
    ) -> Mapping[str, tuple[R, ...]]:
        found: dict[str, list[R]] = {}
        for rule in rules:
            for name in names(rule):
                found.setdefault(name, []).append(rule)
        return {name: self._tried(tuple(each)) for name, each in found.items()}

    def _tried(self, rules: tuple[R, ...]) -> tuple[R, ...]:
        """Narrow before wide, late before early; two of equal rank are a problem."""
        order = sorted(rules, key=_precedence)
        for before, after in itertools.pairwise(order):
            if _precedence(before) == _precedence(after):
                self.notes.twice(after.origin, str(after.origin.path[0]))
        return tuple(order)


def _precedence(rule: Rule) -> tuple[int, int]:
    return (-rule.where.rank, -rule.valid_from.toordinal())
