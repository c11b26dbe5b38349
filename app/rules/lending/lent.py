"""貸出: what is asked for, what the rules make of it, and why not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from app.kit.refusal import Refusal
from app.kit.wareki import full
from app.rules.book.base import Explained, Minutes, Silent
from app.rules.book.facts import Facts
from app.rules.book.hire import Slot
from app.rules.book.lending import Lent
from app.rules.book.limits import About, Use
from app.rules.book.rulebook import Place
from app.rules.fees import FeeLine
from app.rules.requirements import RegisteredOnly, explained, kept_to_registered, refused


class TooLong(Refusal):
    """`until` is the last day that would be allowed."""

    code = "loan.too_long"

    def __init__(self, days: int, until: date, rule: str) -> None:
        super().__init__(days=days, until=full(until), rule=rule)
        self.until = until


class TermOver(Refusal):
    """A locker's or booth's term ends on `until`, the last day that would be allowed."""

    code = "loan.term_over"

    def __init__(self, until: date, rule: str) -> None:
        super().__init__(until=full(until), rule=rule)
        self.until = until


class TooManyYears(Refusal):
    code = "loan.too_many_years"

    def __init__(self, years: int, rule: str) -> None:
        super().__init__(years=years, rule=rule)


class TooMany(Refusal):
    code = "loan.too_many"

    def __init__(self, count: int, rule: str) -> None:
        super().__init__(count=count, rule=rule)


class NotFree(Refusal):
    """Fewer are free than asked for."""

    code = "loan.not_free"

    def __init__(self, vacant: int, rule: str) -> None:
        super().__init__(vacant=vacant, rule=rule)


class TooManyForGroup(Refusal):
    """`count` is what one group may have altogether."""

    code = "loan.too_many_for_group"

    def __init__(self, count: int, held: int, rule: str) -> None:
        super().__init__(count=count, held=held, rule=rule)


class NotThere(Refusal):
    """The item is for use in certain rooms."""

    code = "loan.not_there"

    def __init__(self, rooms: tuple[str, ...], rule: str) -> None:
        super().__init__(rooms="・".join(rooms), rule=rule)


class NotOutside(Refusal):
    """The item stays in the building."""

    code = "loan.not_outside"

    def __init__(self, name: str, rule: str) -> None:
        super().__init__(name=name, rule=rule)


class EndsBeforeStart(Refusal):
    code = "loan.ends_before_start"


@dataclass(frozen=True, slots=True)
class RoomUse:
    """How many undivided slots a room is used, and from when to when."""

    slots: int
    start: Minutes
    end: Minutes

    @classmethod
    def of(cls, slots: Sequence[Slot]) -> RoomUse:
        """Of at least one slot; a longer one counts as those that it is made of."""
        count = sum(len(slot.covers) or 1 for slot in slots)
        first, last = min(s.start for s in slots), max(s.end for s in slots)
        return cls(count, first, last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """`units` pieces of something from `first` to `last`, both included.

    None is what was not said. `start` and `end` are times of a loan inside one day;
    `slots` is how many slots of a room it is used in, `room` the name of that room.
    """

    name: str
    first: date | None = None
    last: date | None = None
    units: int = 1
    start: Minutes | None = None
    end: Minutes | None = None
    slots: int | None = None
    room: str = ""
    one_day: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanTerms:
    """`until` is the last day: as asked, or the last that would be allowed.

    `months` and `units` count what is charged by time, 0 where nothing is. `fee` is in
    yen; `lines` explain that of an item. `unknown` holds the values that the rules do
    not give, by name, and why.
    """

    refusals: tuple[Refusal, ...]
    explained: tuple[Explained, ...]
    fee: int = 0
    months: int = 0
    units: int = 0
    until: date | None = None
    lines: tuple[FeeLine, ...] = ()
    unknown: Mapping[str, Silent] = field(default_factory=dict)

    @property
    def allowed(self) -> bool:
        return not self.refusals


def against(
    place: Place, rule: Lent, wish: Wish, facts: Facts, use: Use
) -> tuple[list[Refusal], list[Explained]]:
    """What speaks against lending so many to this applicant, whenever it is."""
    refusals: list[Refusal] = []
    steps: list[Explained] = []
    only = kept_to_registered(place, use, facts)
    if only is not None:
        steps.append(explained(use, only))
        if facts.of("registered", refusing=True) is False:
            refusals.append(RegisteredOnly(use, only.rule))
    for refusal, why in refused(place, facts, About.LOAN):
        refusals.append(refusal)
        steps.append(why)
    refusals += _stock(rule, wish.units, facts)
    return refusals, steps


def _stock(rule: Lent, units: int, facts: Facts) -> Iterator[Refusal]:
    if rule.count is not None and units > rule.count:
        yield TooMany(rule.count, rule.rule)
    vacant = facts.of("vacant")
    if isinstance(vacant, Decimal) and units > vacant:
        yield NotFree(int(vacant), rule.rule)
