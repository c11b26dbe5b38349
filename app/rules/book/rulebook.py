"""規則集: the rules of a center as typed data; `app/rules/file` makes it from TOML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from app.kit.refusal import Refusal
from app.rules.book.offset import Offset
from app.rules.wording import clock_text

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
    """What a rule is about; empty means all facilities, all rooms."""

    facilities: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()

    def covers(self, facility: str, room: str) -> bool:
        of_facility = not self.facilities or facility in self.facilities
        return of_facility and (not self.rooms or room in self.rooms)

    @property
    def rank(self) -> int:
        """The narrower rule wins: one that names rooms before one that does not."""
        return 2 * bool(self.rooms) + bool(self.facilities)


@dataclass(frozen=True, slots=True)
class Origin:
    """The place in a file that a rule was read from."""

    file: str
    path: tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What every rule has: its scope, its article, the day of use it begins to hold."""

    where: Where
    rule: str
    valid_from: date = date.min
    origin: Origin = field(compare=False, repr=False)


R = TypeVar("R", bound=Rule)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours(Rule):
    """開館時間."""

    start: Minutes
    end: Minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed(Rule):
    """休館日. `weekdays` count from Monday = 0; `nth` narrows them within the month.

    `between` holds (month, day) twice, both included, across the turn of the year
    when the first is later. A rule that names nothing says that no day is closed.
    """

    reason: str
    weekdays: frozenset[int] = frozenset()
    nth: frozenset[int] = frozenset()
    between: tuple[tuple[int, int], tuple[int, int]] | None = None
    dates: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Slot:
    """区分; `covers` names the slots that a longer one (全日) is made of."""

    name: str
    start: Minutes
    end: Minutes
    covers: tuple[str, ...] = ()

    @property
    def hours(self) -> str:
        return f"{clock_text(self.start)}〜{clock_text(self.end)}"

    def starts_on(self, day: date) -> datetime:
        return at(day, self.start)

    def ends_on(self, day: date) -> datetime:
        return at(day, self.end)


def at(day: date, minutes: Minutes) -> datetime:
    return datetime.combine(day, time.min) + timedelta(minutes=minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots(Rule):
    slots: Mapping[str, Slot]


@dataclass(frozen=True, slots=True, kw_only=True)
class Price(Rule):
    """使用料 per slot (yen)."""

    yen: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance(Rule):
    """受付期間, both ends included, counted from the day of use."""

    opens: Offset
    closes: Offset


class TieBreak(StrEnum):
    """How applications that come together are decided: 抽選・協議・先着."""

    LOTTERY = "lottery"
    CONSULTATION = "consultation"
    ORDER = "order"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie(Rule):
    decided_by: TieBreak


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment(Rule):
    """納付: due `days_after` days after the decision; 0 is with the permit."""

    days_after: int


class Use(StrEnum):
    ROOMS = "rooms"
    ITEMS = "items"
    LOCKERS = "lockers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement(Rule):
    """Uses that are open to registered groups only."""

    registered_only: frozenset[Use]


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration(Rule):
    """団体登録: papers that come with the application."""

    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Rule):
    """Registration holds for so many 年度, counting the one it falls in."""

    fiscal_years: int


@dataclass(frozen=True, slots=True)
class Rounding:
    """端数: to a multiple of `to` yen."""

    to: int
    up: bool

    def of(self, amount: Decimal) -> int:
        whole, rest = divmod(amount, self.to)
        return (int(whole) + (self.up and rest > 0)) * self.to


@dataclass(frozen=True, slots=True)
class Tier:
    """Cancelled `by` this day (included), `rate` of the fee is paid back."""

    by: Offset
    rate: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundTiers(Rule):
    """還付; after the last tier nothing is paid back."""

    tiers: tuple[Tier, ...]
    rounding: Rounding


@dataclass(frozen=True, slots=True, kw_only=True)
class Reduction(Rule):
    """減免: `rate` is taken off when `ground` is shown and accepted."""

    ground: str
    rate: Decimal
    rounding: Rounding


@dataclass(frozen=True, slots=True, kw_only=True)
class Locker(Rule):
    """ロッカー・メールボックス by the calendar month; a part of a month is a month."""

    name: str
    count: int
    yen_per_month: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Rule):
    """備品. `longest_days` is None where it is not known."""

    name: str
    yen: int
    count: int
    longest_days: int | None = None
    only_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """All rules that hold in one room; or in one facility, when `room` is empty.

    Where only one rule can hold, the tuples are in the order in which rules are
    tried: narrow before wide, late before early (`in_force`).
    """

    facility: str
    room: str
    hours: tuple[Hours, ...]
    closed: tuple[Closed, ...]
    slots: tuple[Slots, ...]
    prices: Mapping[str, tuple[Price, ...]]
    acceptance: tuple[Acceptance, ...]
    ties: tuple[Tie, ...]
    payments: tuple[Payment, ...]
    requirements: tuple[Requirement, ...]
    registrations: tuple[Registration, ...]
    terms: tuple[Term, ...]
    refunds: tuple[RefundTiers, ...]
    reductions: Mapping[str, tuple[Reduction, ...]]
    lockers: Mapping[str, tuple[Locker, ...]]
    items: Mapping[str, tuple[Item, ...]]

    @property
    def name(self) -> str:
        return self.room or self.facility


def in_force(rules: tuple[R, ...], day: date) -> R | None:
    """The one rule that holds on a day of use."""
    for rule in rules:
        if rule.valid_from <= day:
            return rule
    return None


@dataclass(frozen=True, slots=True)
class Rulebook:
    """`rooms` are (facility, room), in the order of the file.

    `places` is found by (facility, room); the facility may be empty where the room
    alone says which, both where there is one facility only.
    """

    name: str
    facilities: tuple[str, ...]
    rooms: tuple[tuple[str, str], ...]
    sources: tuple[Source, ...]
    places: Mapping[tuple[str, str], Place]

    def place(self, room: str = "", facility: str = "") -> Place:
        """Raises `UnknownPlace`."""
        found = self.places.get((facility, room))
        if found is None:
            raise UnknownPlace(name=room or facility)
        return found
