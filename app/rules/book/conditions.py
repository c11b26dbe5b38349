"""`when`: for whom, for what and when a rule holds.

Three-valued: a test whose fact is unknown is neither true nor false, `not` of it
neither, and a rule whose condition stays open does not hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from typing import Protocol

from app.kit.wareki import WEEKDAYS
from app.rules.book.facts import FACTS, MEANT, MEMBERS, FactKind, Facts
from app.rules.wording import number_text

#: How a label that ends with a verb is said of what is not so.
NEGATED = {
    "ある": "ない",
    "いる": "いない",
    "する": "しない",
    "した": "していない",
    "使う": "使わない",
    "出す": "出さない",
    "られる": "られない",
}


def negated(label: str) -> str:
    """登録団体でない, 保護者の同意書がない."""
    for end, other in NEGATED.items():
        if label.endswith(end):
            return label.removesuffix(end) + other
    return f"{label}でない"


#: Facts that say how many members a group has: altogether, and of a kind.
TOTAL, OF_MEMBERS = "members_total", "members."


class Asked(Protocol):
    @property
    def label(self) -> str: ...

    def of(self, facts: Facts, refusing: bool) -> bool | None: ...


@dataclass(frozen=True, slots=True)
class Is:
    """A flag is as wanted."""

    fact: str
    wanted: bool

    @property
    def label(self) -> str:
        label = FACTS[self.fact].label
        return label if self.wanted else negated(label)

    def of(self, facts: Facts, refusing: bool) -> bool | None:
        found = facts.of(self.fact, refusing=refusing)
        return None if found is None else found is self.wanted


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of the texts holds; for slots: every chosen one is among the words."""

    fact: str
    words: frozenset[str]
    all_of: bool = False

    @property
    def label(self) -> str:
        words = [MEANT.get(word, word) for word in sorted(self.words)]
        if self.fact == "days" and len(words) == 1 and words[0] in WEEKDAYS:
            return f"{words[0]}曜日"
        return "・".join(words)

    def of(self, facts: Facts, refusing: bool) -> bool | None:
        found = facts.of(self.fact, refusing=refusing)
        if not isinstance(found, frozenset):
            return None
        if self.all_of:
            return found <= self.words if found else None
        return not self.words.isdisjoint(found)


@dataclass(frozen=True, slots=True)
class Range:
    """`least` and `most` included, `over` and `under` not; None is no border."""

    least: Decimal | None = None
    most: Decimal | None = None
    over: Decimal | None = None
    under: Decimal | None = None

    def holds(self, number: Decimal) -> bool:
        return (
            (self.least is None or number >= self.least)
            and (self.most is None or number <= self.most)
            and (self.over is None or number > self.over)
            and (self.under is None or number < self.under)
        )

    @property
    def low(self) -> tuple[Decimal, bool]:
        """The lower border; over a number is a little more than from it."""
        borders = [(self.least, False), (self.over, True)]
        given = [(number, strict) for number, strict in borders if number is not None]
        return max(given, default=(Decimal(-1), False))

    @property
    def high(self) -> tuple[Decimal, bool]:
        """The upper border; under a number is a little less than to it."""
        borders = [(self.most, True), (self.under, False)]
        given = [(number, closed) for number, closed in borders if number is not None]
        return min(given, default=(Decimal("Infinity"), True))

    def within(self, other: Range) -> bool:
        """Whether no number is in it that is not in the other."""
        return self.low >= other.low and self.high <= other.high

    def apart_from(self, other: Range) -> bool:
        """Whether no number is in both."""
        return any(
            one.low[0] > two.high[0]
            or (one.low[0] == two.high[0] and (one.low[1] or not two.high[1]))
            for one, two in ((self, other), (other, self))
        )

    def told(self, unit: str = "", of: Decimal = Decimal(1)) -> str:
        """4,000円を超える; a share of one in hundredths: 50%以上."""
        borders = {
            "以上": self.least,
            "以下": self.most,
            "を超える": self.over,
            "未満": self.under,
        }
        return "".join(
            f"{number_text(number * of)}{unit}{word}"
            for word, number in borders.items()
            if number is not None
        )

    def __str__(self) -> str:
        return self.told()


def measured(label: str, range_: Range) -> str:
    """入場料(円) becomes 入場料が4,000円を超える."""
    name, _, unit = label.removesuffix(")").partition("(")
    return f"{name}が{range_.told(unit)}"


def shared(members: str, range_: Range) -> str:
    """65歳以上の構成員の割合が50%以上."""
    return f"{MEMBERS[members]}の割合が{range_.told('%', Decimal(100))}"


def joined(tests: Iterable[str]) -> str:
    """What must all hold."""
    return " かつ ".join(tests)


def other_than(told: str) -> str:
    """Only one word goes without brackets: 窓口以外, 「会議・研修」以外."""
    plain = not any(mark in told for mark in "・ が")
    return f"{told}以外" if plain else f"「{told}」以外"


@dataclass(frozen=True, slots=True)
class Within:
    """A number lies in a range."""

    fact: str
    range: Range

    @property
    def label(self) -> str:
        return measured(FACTS[self.fact].label, self.range)

    def of(self, facts: Facts, refusing: bool) -> bool | None:
        found = facts.of(self.fact, refusing=refusing)
        if isinstance(found, Decimal):
            return self.range.holds(found)
        return None


@dataclass(frozen=True, slots=True)
class Share:
    """The share of a kind of members among all of them, 0 to 1."""

    of_members: str
    range: Range

    @property
    def label(self) -> str:
        return shared(self.of_members, self.range)

    def of(self, facts: Facts, refusing: bool) -> bool | None:
        total, part = facts.members.get("total"), facts.members.get(self.of_members)
        return None if not total or part is None else self.range.holds(part / total)


@dataclass(frozen=True, slots=True)
class Not:
    condition: Condition

    @property
    def label(self) -> str:
        return other_than(str(self.condition))

    def of(self, facts: Facts, refusing: bool) -> bool | None:
        found = self.condition.of(facts, refusing)
        return None if found is None else not found


@dataclass(frozen=True, slots=True)
class Condition:
    """Any of `cases` holds, in which all tests hold; without cases it always does."""

    cases: tuple[tuple[Asked, ...], ...] = ()

    def holds(self, facts: Facts) -> bool:
        """For selecting a rule: what is not given is neutral."""
        return not self.cases or self.of(facts, False) is True

    def refuses(self, facts: Facts) -> bool:
        """For refusing: what is not given is unknown and refuses nobody."""
        return not self.cases or self.of(facts, True) is True

    def of(self, facts: Facts, refusing: bool) -> bool | None:
        found = [_all(case, facts, refusing) for case in self.cases]
        if True in found or not found:
            return True
        return None if None in found else False

    @property
    def rank(self) -> int:
        """The number of facts that it narrows by."""
        return min((len(case) for case in self.cases), default=0)

    def __str__(self) -> str:
        return " または ".join(joined(test.label for test in case) for case in self.cases)


def _all(case: Iterable[Asked], facts: Facts, refusing: bool) -> bool | None:
    open_ = False
    for test in case:
        found = test.of(facts, refusing)
        if found is False:
            return False
        open_ = open_ or found is None
    return None if open_ else True


ALWAYS = Condition()


def test_of(name: str, value: object) -> Asked:
    """A test from plain values that the reader has checked."""
    if name == "not":
        assert isinstance(value, Condition)
        return Not(value)
    if name == "share":
        assert isinstance(value, Share)
        return value
    kind = FACTS[name].kind
    if kind is FactKind.FLAG:
        return Is(name, value is True)
    if kind is FactKind.NUMBER:
        assert isinstance(value, Range)
        return Within(name, value)
    assert isinstance(value, tuple)
    return OneOf(name, frozenset(value), all_of=name == "slots")


def condition_of(cases: Iterable[Mapping[str, object]]) -> Condition:
    return Condition(
        tuple(
            tuple(test_of(name, value) for name, value in case.items()) for case in cases
        )
    )


def facts_of(condition: Condition) -> Iterator[str]:
    """The names of the facts that a condition asks for; members as `members.age65`."""
    for test in chain.from_iterable(condition.cases):
        match test:
            case Not(inner):
                yield from facts_of(inner)
            case Share(kind):
                yield from (TOTAL, f"{OF_MEMBERS}{kind}")
            case Is(name) | OneOf(name) | Within(name):
                yield name
