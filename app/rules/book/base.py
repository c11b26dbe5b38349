"""What every part of a rulebook is made of: a scope, an article, a date, a condition."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import ClassVar, TypeVar

from app.kit.refusal import Refusal
from app.rules.book.conditions import ALWAYS, Condition

#: A time of day as minutes after midnight; 24:00 is 1440.
Minutes = int


class UnknownPlace(Refusal):
    """The rulebook has no such room or facility, or the question does not say which."""

    code = "rulebook.unknown_place"


class Silent(Refusal):
    """The rulebook does not say; whoever guessed would answer wrong."""

    code = "rulebook.silent"

    def __init__(self, what: str) -> None:
        super().__init__(what=what)


class Undecided(Silent):
    """The answer hangs on a setting that the rulebook leaves open; it is not guessed.

    `key` is where it is set: `[[stacking]] surcharges`.
    """

    code = "rulebook.undecided"

    def __init__(self, what: str, key: str) -> None:
        Refusal.__init__(self, what=what, key=key)


class NotGiven(Silent):
    """The answer hangs on something that the question does not say (`what`)."""

    code = "rulebook.not_given"


class Needs(ValueError):
    """A table says something that another key of it must decide; raised by builders."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class Unfit(ValueError):
    """A key that does not go with the other keys of its table; raised by builders.

    `expected` says what may stand there, in the words of the refusal.
    """

    def __init__(self, key: str, expected: str) -> None:
        super().__init__(key)
        self.key, self.expected = key, expected


@dataclass(frozen=True, slots=True)
class Explained:
    """One step of an answer, and the article (条・項) or setting it comes from."""

    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where rules are published; a center's own setting has no address."""

    id: str
    title: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Where:
    """What a rule is about; empty means all facilities, all rooms.

    `rooms` holds names of rooms and of kinds of rooms (諸室).
    """

    facilities: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()

    def rank(self, facility: str, room: str, kind: str) -> int | None:
        """How narrowly a place is meant: a room 4, a kind of rooms 2, a facility 1.

        None where it is not meant at all.
        """
        if self.facilities and facility not in self.facilities:
            return None
        named = 1 if self.facilities else 0
        if not self.rooms:
            return named
        if room and room in self.rooms:
            return named + 4
        return named + 2 if kind and kind in self.rooms else None


@dataclass(frozen=True, slots=True)
class Origin:
    """The place in a file that a rule was read from."""

    file: str
    path: tuple[str | int, ...]


class By(StrEnum):
    """The date that picks the version of a rule: of use, of application, of decision."""

    USE = "use"
    APPLY = "apply"
    DECIDE = "decide"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What every rule has: scope, article, first and last day it holds, condition.

    `prefer` is an explicit precedence, for rules of otherwise equal rank.
    """

    where: Where
    rule: str
    valid_from: date = date.min
    valid_until: date = date.max
    valid_by: By = By.USE
    when: Condition = ALWAYS
    prefer: int = 0
    origin: Origin = field(compare=False, repr=False)

    #: Whether only one rule of its kind can hold; otherwise all that hold add up.
    single: ClassVar[bool] = True

    @property
    def always(self) -> bool:
        """Whether it holds on every day, in one version."""
        return self.valid_from == date.min and self.valid_until == date.max

    @property
    def topics(self) -> frozenset[str]:
        """The slots, items or grounds it speaks of; most rules name none."""
        return frozenset()

    def about(self, name: str) -> bool:
        return name in self.topics

    def meets(self, other: Rule) -> bool:
        """Whether both could be asked about the same thing."""
        return not self.topics or not self.topics.isdisjoint(other.topics)

    @property
    def told(self) -> str:
        """What it says in a sentence; empty where it is told key by key."""
        return ""

    def says(self, name: str) -> object:
        """What it says about one of its topics: equal for rules that agree in it."""
        return self.answers

    @property
    def answers(self) -> tuple[object, ...]:
        """What it says, apart from where and when: equal for rules that agree."""
        own = set(self.__dataclass_fields__) - set(Rule.__dataclass_fields__)
        return tuple(getattr(self, name) for name in sorted(own))


R = TypeVar("R", bound=Rule)


def at(day: date, minutes: Minutes) -> datetime:
    return datetime.combine(day, time.min) + timedelta(minutes=minutes)
