"""The nearest sample: a few plain questions rank the rulebooks on the shelf."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum

from app.kit.wareki import WEEKDAYS
from app.rules.book.acceptance import Acceptance
from app.rules.book.calendar import Closed
from app.rules.book.fees import Price
from app.rules.book.limits import Requirement, Use
from app.rules.book.offset import Offset
from app.rules.book.rulebook import Rulebook
from app.rules.trial.used import parts_of, rules_of


class Asked(StrEnum):
    """The questions, in the order in which they are asked."""

    HIRE = "貸し方"
    FEE = "使用料"
    CLOSED = "休館日"
    MONTHS = "受付の始まり"
    WHO = "利用できる方"
    REDUCTION = "減免"


#: The answers to each question, as values and words; None of them: it does not matter.
CHOICES: Mapping[Asked, Sequence[tuple[str, str]]] = {
    Asked.HIRE: (("slots", "午前・午後・夜間などの区分"), ("unit", "1時間などの時間")),
    Asked.FEE: (("charged", "有料"), ("free", "無料")),
    Asked.CLOSED: (
        *((day, f"毎週{day}曜") for day in WEEKDAYS),
        ("month", "月に一日か二日"),
        ("none", "年末年始だけ"),
    ),
    Asked.MONTHS: tuple((str(n), f"{n}か月前") for n in range(1, 7)),
    Asked.WHO: (("registered", "登録した団体だけ"), ("all", "だれでも")),
    Asked.REDUCTION: (("yes", "ある"), ("no", "ない")),
}
WORDS: Mapping[Asked, Mapping[str, str]] = {
    asked: dict(choices) for asked, choices in CHOICES.items()
}

SIGNS = {True: "○", False: "×", None: "－"}


@dataclass(frozen=True, slots=True)
class Reason:
    """How a sample answers a question that was answered; None where it does not say."""

    asked: Asked
    like: bool | None
    sample: str

    @property
    def text(self) -> str:
        return f"{SIGNS[self.like]} {self.asked.value}: {self.sample}"


@dataclass(frozen=True, slots=True)
class Near:
    """A sample, and why it stands where it stands."""

    name: str
    title: str
    reasons: tuple[Reason, ...]

    @property
    def matches(self) -> int:
        return sum(reason.like is True for reason in self.reasons)

    @property
    def unlike(self) -> int:
        return sum(reason.like is False for reason in self.reasons)


def nearest(
    wishes: Mapping[Asked, str], samples: Mapping[str, Rulebook]
) -> tuple[Near, ...]:
    """All samples, the one that answers most questions as wished first.

    Of equals, one that does not say stands before one that says otherwise.
    """
    found = []
    for name, book in samples.items():
        traits = traits_of(book)
        reasons = tuple(
            Reason(asked, _like(wish, traits[asked]), _told(asked, traits[asked]))
            for asked, wish in wishes.items()
            if wish
        )
        found.append(Near(name, book.name, reasons))
    return tuple(sorted(found, key=lambda near: (-near.matches, near.unlike, near.title)))


def _like(wish: str, traits: frozenset[str]) -> bool | None:
    return wish in traits if traits else None


def traits_of(book: Rulebook) -> Mapping[Asked, frozenset[str]]:
    """What holds anywhere in a rulebook; several things at once, or nothing."""
    parts = parts_of(book)
    return {
        Asked.HIRE: parts & {"slots", "unit"},
        Asked.FEE: frozenset(_fees(book)),
        Asked.CLOSED: frozenset(_closed(book)),
        Asked.MONTHS: frozenset(_months(book)),
        Asked.WHO: frozenset(_who(book)),
        Asked.REDUCTION: frozenset(_reduced(book)),
    }


def _told(asked: Asked, traits: frozenset[str]) -> str:
    words = (word for value, word in WORDS[asked].items() if value in traits)
    return "・".join(words) or "定めがない"


def _fees(book: Rulebook) -> Iterator[str]:
    prices = [rule for rule in rules_of(book) if isinstance(rule, Price)]
    if prices:
        yield "charged" if any(_costs(price.answers) for price in prices) else "free"


def _costs(value: object) -> bool:
    """Whether an amount above zero stands anywhere in it."""
    if isinstance(value, Mapping):
        return any(map(_costs, value.values()))
    if isinstance(value, tuple):
        return any(map(_costs, value))
    if is_dataclass(value):
        return any(_costs(getattr(value, field.name)) for field in fields(value))
    return isinstance(value, int) and value > 0


def _who(book: Rulebook) -> Iterator[str]:
    """Who names what is for the registered, and no room, leaves the rooms to all."""
    rules = [rule for rule in rules_of(book) if isinstance(rule, Requirement)]
    if any(Use.ROOMS in rule.registered_only for rule in rules):
        yield "registered"
    elif rules:
        yield "all"


def _reduced(book: Rulebook) -> Iterator[str]:
    """Where nothing costs anything there is nothing to reduce."""
    if "reduction" in parts_of(book):
        yield "yes"
    elif "free" in _fees(book):
        yield "no"


def _closed(book: Rulebook) -> Iterator[str]:
    """A rulebook that does not say when it is closed is like none."""
    rules = [rule for rule in rules_of(book) if isinstance(rule, Closed)]
    if rules and not any(rule.weekdays for rule in rules):
        yield "none"
    for rule in rules:
        if rule.nth:
            yield "month"
        else:
            yield from (WEEKDAYS[day] for day in rule.weekdays)


def _months(book: Rulebook) -> Iterator[str]:
    for rule in rules_of(book):
        if isinstance(rule, Acceptance):
            opens, reaches = rule.opens or Offset(), rule.reaches or Offset()
            if months := opens.months_before or reaches.months_after:
                yield str(months)
