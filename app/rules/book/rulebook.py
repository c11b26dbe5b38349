"""規則集: the rules of a center as typed data; `app/rules/file` makes it from TOML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TypeVar, cast

from app.kit.refusal import Refusal
from app.rules.book.base import By, R, Rule, Silent, Source, UnknownPlace
from app.rules.book.conditions import facts_of
from app.rules.book.facts import Facts
from app.rules.book.holidays import PRICE, Holidays
from app.rules.book.known import Known
from app.rules.book.lending import Item, Lent, Locker

T = TypeVar("T")
#: Questions that have no more in common than their days are taken up one by one.
MOST_ALIKE = 200


class Contradicting(Refusal):
    """Two rules of equal rank hold and say different things; neither is guessed."""

    code = "rulebook.contradicting"

    def __init__(self, one: Rule, other: Rule) -> None:
        super().__init__(one=one.rule, other=other.rule)


@dataclass(frozen=True, slots=True)
class Room:
    """`kind` is its class of rooms (諸室); `joins` are the rooms it unites.

    `joined_price` says what they cost together: the "sum", a price of its "own", or ""
    where the rules do not say.
    """

    name: str
    facility: str
    kind: str = ""
    joins: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    joined_price: str = ""


@dataclass(frozen=True, slots=True)
class Facility:
    """`also` are further names under which it is asked for."""

    name: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Season:
    """期間: (month, day) to (month, day), both included; may cross the year's end."""

    name: str
    first: tuple[int, int]
    last: tuple[int, int]

    def covers(self, day: date) -> bool:
        return between((day.month, day.day), self.first, self.last)


def between(day: tuple[int, int], first: tuple[int, int], last: tuple[int, int]) -> bool:
    if first <= last:
        return first <= day <= last
    return day >= first or day <= last


@dataclass(frozen=True, slots=True)
class Words:
    """What a rulebook declares besides its rules."""

    group_types: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    seasons: tuple[Season, ...] = ()
    holidays: Holidays = field(default_factory=Holidays)


Rank = tuple[int, int, int, int]
Ranked = tuple[Rank, Rule]


@dataclass(frozen=True, slots=True)
class Place:
    """All rules that hold in one room; or in one facility, when `room` is empty.

    `rules` are by their kind, each with its rank, in the order in which they are tried.
    `known` is for answers that hang on nothing but what they are found by, `twins` for
    those that do not hang on its name or its prices either: it is one for all places of
    a facility that have the same other rules.
    """

    facility: str
    room: str
    kind: str
    joins: tuple[str, ...]
    words: Words
    rules: Mapping[type[Rule], tuple[Ranked, ...]]
    joined_price: str = ""
    twins: Known = field(default_factory=Known, compare=False, repr=False)
    known: Known = field(init=False, default_factory=Known, compare=False, repr=False)

    @property
    def name(self) -> str:
        return self.room or self.facility

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """Every rule of a kind that is about this place, whenever it holds."""
        if kind not in self.rules:
            return ()
        found: tuple[R, ...] | None = self.known.get(kind)
        if found is None:
            rules = tuple([cast(R, rule) for _, rule in self.rules[kind]])
            found = self.known.keep(kind, rules)
        return found

    def own(self, kind: type[R]) -> tuple[R, ...]:
        """Those rules of a kind that name this room or its kind of rooms."""
        ranked = self.rules.get(kind, ())
        return cast(tuple[R, ...], tuple(rule for rank, rule in ranked if rank[1] > 1))

    def holding(self, kind: type[R], facts: Facts) -> Iterator[R]:
        """The rules of a kind that hold now, for what adds up."""
        for _, rule in self.rules.get(kind, ()):
            if in_force(rule, facts) and rule.when.holds(facts):
                yield cast(R, rule)

    def refusing(self, kind: type[R], facts: Facts) -> Iterator[R]:
        """The rules of a kind that speak against it: only by facts that were given."""
        for _, rule in self.rules.get(kind, ()):
            if in_force(rule, facts) and rule.when.refuses(facts):
                yield cast(R, rule)

    def the(self, kind: type[R], facts: Facts, name: str = "") -> R | None:
        """The one rule of a kind that holds: the narrowest. Raises `Contradicting`.

        `name` picks among rules that are about named things (`Rule.about`).
        """
        found = self._ranked(kind, facts, name)
        return None if found is None else found[1]

    def narrowest(
        self, kind: type[R], facts: Facts, names: Iterable[str]
    ) -> tuple[R, ...]:
        """Of the rules that hold for each name, those that are as narrow as any other."""
        found = [each for name in names if (each := self._ranked(kind, facts, name))]
        best = max((rank for rank, _ in found), default=None)
        return tuple(rule for rank, rule in found if rank == best)

    def _ranked(self, kind: type[R], facts: Facts, name: str) -> tuple[Rank, R] | None:
        if kind not in self.rules:
            return None
        if not self.steady(kind):
            return self._picked(kind, facts, name)
        found: tuple[tuple[Rank, R] | None] | None = self.known.get((kind, name))
        if found is None:
            found = self.known.keep((kind, name), (self._picked(kind, facts, name),))
        return found[0]

    def steady(self, kind: type[Rule]) -> bool:
        """Whether the rules of a kind hold always and for everybody."""
        found: bool | None = self.known.get(("steady", kind))
        if found is None:
            rules = [rule for _, rule in self.rules.get(kind, ())]
            steady = all(rule.always and not rule.when.cases for rule in rules)
            found = self.known.keep(("steady", kind), steady)
        return found

    def _picked(self, kind: type[R], facts: Facts, name: str) -> tuple[Rank, R] | None:
        found: tuple[Rank, R] | None = None
        for rank, rule in self.rules.get(kind, ()):
            if found is not None and rank != found[0]:
                break
            if name and not rule.about(name):
                continue
            if not in_force(rule, facts) or not rule.when.holds(facts):
                continue
            if found is None:
                found = rank, cast(R, rule)
            elif rule.says(name) != found[1].says(name):
                raise Contradicting(found[1], rule)
        return found

    def on(
        self,
        facts: Facts,
        use_date: date | None,
        apply_on: date | None = None,
        purpose: str = PRICE,
    ) -> Facts:
        """The facts with those that follow from the dates and from the place."""
        day, asked = use_date or facts.use_date, apply_on or facts.apply_on
        values = dict(facts.values)
        if self.kind:
            values["room_kind"] = frozenset({self.kind})
        if items := facts.texts("item"):
            values["item"] = items | self._kinds_of(items)
        if day is not None:
            words = self.words
            if "days" in self._asked:
                values["days"] = words.holidays.words(day, purpose)
            values["season"] = frozenset([s.name for s in words.seasons if s.covers(day)])
            if asked is not None:
                values["days_ahead"] = Decimal((day - asked).days)
                values["same_day"] = facts.flag("same_day") or day == asked
        return Facts(values, facts.members, day, asked, facts.decided_on)

    @property
    def _asked(self) -> frozenset[str]:
        """The facts that any rule asks for: what holidays are is not asked in vain."""
        found: frozenset[str] | None = self.known.get("asked")
        if found is None:
            rules = [rule for ranked in self.rules.values() for _, rule in ranked]
            names = frozenset(name for rule in rules for name in facts_of(rule.when))
            found = self.known.keep("asked", names)
        return found

    def _kinds_of(self, items: frozenset[str]) -> frozenset[str]:
        """The kinds and the proper names of things that are lent."""
        return self.known.once(("kinds", items), lambda: self._found_kinds(items))

    def _found_kinds(self, items: frozenset[str]) -> frozenset[str]:
        lent: tuple[Lent, ...] = (*self.all(Item), *self.all(Locker))
        found = [rule for rule in lent if not rule.topics.isdisjoint(items)]
        return frozenset(
            name for rule in found for name in (rule.name, rule.kind) if name
        )


def in_force(rule: Rule, facts: Facts) -> bool:
    """Whether its version holds, by the date that the rule itself names.

    A date that is not known is no reason against the first version; for a later one it
    must be known.
    """
    if rule.always:
        return True
    dates = {
        By.USE: facts.use_date,
        By.APPLY: facts.apply_on,
        By.DECIDE: facts.decided_on,
    }
    day = dates[rule.valid_by] or facts.use_date or facts.apply_on or facts.decided_on
    if day is None:
        raise Silent("どの日の規則で答えるか(日付が問いにないとき)")
    return rule.valid_from <= day <= rule.valid_until


@dataclass(frozen=True, slots=True)
class Rulebook:
    """`rooms` in the order of the file.

    `places` is found by (facility, room); the facility may be empty where the room
    alone says which, both where there is one facility only. `known` is for what
    questions have in common.
    """

    name: str
    facilities: tuple[str, ...]
    rooms: tuple[Room, ...]
    sources: tuple[Source, ...]
    words: Words
    places: Mapping[tuple[str, str], Place]
    known: Known = field(
        init=False, default_factory=partial(Known, MOST_ALIKE), compare=False, repr=False
    )

    def place(self, room: str = "", facility: str = "") -> Place:
        """Raises `UnknownPlace`."""
        found = self.places.get((facility, room))
        if found is None:
            raise UnknownPlace(name=room or facility)
        return found

    def rooms_of(self, facility: str) -> tuple[Room, ...]:
        return tuple(room for room in self.rooms if room.facility == facility)
