"""利用の条件と上限 as data: who may use what, how often and how long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar

from app.kit.wareki import WEEKDAYS
from app.rules.book.base import Minutes, Needs, Rule
from app.rules.book.parts import Parts, part
from app.rules.book.values import (
    FLAG,
    SPAN,
    TEXT,
    WEEKDAY,
    Kind,
    ListOf,
    choice,
    must,
    number,
    whole,
)
from app.rules.wording import clock_text, minutes_text


class Use(StrEnum):
    ROOMS = "rooms"
    ITEMS = "items"
    LOCKERS = "lockers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement(Rule):
    """Uses that are open to registered groups only."""

    single: ClassVar[bool] = False

    registered_only: frozenset[Use]

    @property
    def told(self) -> str:
        uses = "・".join(USES[use] for use in sorted(self.registered_only))
        return f"{uses}は登録団体だけ"


class About(StrEnum):
    """What is refused: a use of rooms, a request in a lottery, a registration, a loan."""

    BOOKING = "booking"
    LOTTERY = "lottery"
    REGISTRATION = "registration"
    LOAN = "loan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refuse(Rule):
    """Refused when the condition is certainly true; `instead` tells what is possible."""

    single: ClassVar[bool] = False

    reason: str
    instead: str = ""
    what: About = About.BOOKING

    @property
    def told(self) -> str:
        end = f"。{self.instead}" if self.instead else ""
        where = "" if self.what is About.BOOKING else f"{ABOUT[self.what]}について: "
        return f"{where}{self.reason.rstrip('。')}{end}"


class Per(StrEnum):
    """The period over which a limit counts."""

    DAY = "day"
    WEEK = "week"
    HALF_MONTH = "half_month"
    MONTH = "month"
    HALF_YEAR = "half_year"
    YEAR = "year"
    FISCAL_YEAR = "fiscal_year"


class Counted(StrEnum):
    """What a limit counts. The last two are of a lottery: its requests, their slots."""

    USES = "uses"
    SLOTS = "slots"
    DAYS = "days"
    REQUESTS = "requests"
    REQUESTED_SLOTS = "requested_slots"


LOTTERY = frozenset({Counted.REQUESTS, Counted.REQUESTED_SLOTS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit(Rule):
    """`most` of what is counted, for one applicant within a period.

    `together` counts over all facilities, which is another thing. None is not decided:
    whether `pending` requests of a lottery count, whether an application on the day of
    use counts. A half month begins anew on day `half_begins`, a week on `week_begins`
    (Monday 0).
    """

    most: int
    per: Per
    of: Counted
    together: bool = False
    pending: bool | None = None
    same_day_counts: bool | None = None
    half_begins: int = 16
    week_begins: int | None = None

    @property
    def topics(self) -> frozenset[str]:
        where = " together" if self.together else ""
        return frozenset({f"{self.of} {self.per}{where}"})

    @property
    def unit(self) -> str:
        return UNITS[self.of]

    @property
    def phrase(self) -> str:
        what = "抽選の申込みは" if self.of in LOTTERY else ""
        return f"{what}{PERIODS[self.per]}に{self.most}{self.unit}まで"

    @property
    def told(self) -> str:
        notes = [
            *(["施設を通して数える"] if self.together else []),
            *_decided(self.pending, "抽選の申込みも数える", "抽選の申込みは数えない"),
            *_decided(
                self.same_day_counts, "当日の申込みも数える", "当日の申込みは数えない"
            ),
            *([f"{self.half_begins}日で分ける"] if self.per is Per.HALF_MONTH else []),
            *(
                []
                if self.week_begins is None
                else [f"{WEEKDAYS[self.week_begins]}曜から"]
            ),
        ]
        return self.phrase + (f"({'、'.join(notes)})" if notes else "")


class Within(StrEnum):
    """What a longest time is of: one use, a day, a day of one group."""

    USE = "use"
    DAY = "day"
    GROUP_DAY = "group_day"


#: What the longest hours are of; of a day of one group is of the day as well.
HOURS_OF_USE, HOURS_OF_DAY = "hours of a use", "hours of a day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Longest(Rule):
    """Exactly one of: `hours` of a use (or a day), a run of `units`, a run of `days`."""

    hours: Decimal | None = None
    units: int | None = None
    days: int | None = None
    per: Within = Within.USE

    @property
    def topics(self) -> frozenset[str]:
        if self.hours is not None:
            return frozenset({HOURS_OF_USE if self.per is Within.USE else HOURS_OF_DAY})
        return frozenset({"units" if self.units is not None else "days"})

    @property
    def told(self) -> str:
        if self.hours is not None:
            return f"{WITHIN[self.per]}{minutes_text(int(self.hours * 60))}まで"
        if self.units is not None:
            return f"続けて{self.units}単位(コマ・区分)まで"
        return f"続けて{self.days}日まで"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge(Rule):
    """A time between blocks, for uses with `each_side` minutes before and after it."""

    single: ClassVar[bool] = False

    span: tuple[Minutes, Minutes]
    each_side: Minutes

    @property
    def hours(self) -> str:
        return f"{clock_text(self.span[0])}〜{clock_text(self.span[1])}"

    @property
    def told(self) -> str:
        return f"{self.hours}は、前後に{self.each_side}分以上ずつ続けて使うときだけ"


def _decided(flag: bool | None, yes: str, no: str) -> list[str]:
    return [] if flag is None else [yes if flag else no]


def _requirement(registered_only: tuple[Use, ...], **common: Any) -> Requirement:
    return Requirement(registered_only=frozenset(registered_only), **common)


def _refuse(about: About = About.BOOKING, **given: Any) -> Refuse:
    return Refuse(what=about, **given)


def _limit(**given: Any) -> Limit:
    if given["per"] is Per.HALF_MONTH and "half_begins" not in given:
        raise Needs("half_begins")
    must("half_begins" not in given or given["per"] is Per.HALF_MONTH)
    must("week_begins" not in given or given["per"] is Per.WEEK)
    must("pending" not in given or given["of"] not in LOTTERY)
    return Limit(**given)


def _longest(**given: Any) -> Longest:
    chosen = [key for key in ("hours", "units", "days") if key in given]
    if not chosen:
        raise Needs("hours")
    must(len(chosen) == 1 and ("per" not in given or chosen == ["hours"]))
    return Longest(**given)


def _bridge(**given: Any) -> Bridge:
    (start, end), side = given["span"], given["each_side"]
    must(side <= start and end + side <= 24 * 60)
    return Bridge(**given)


def _hours(value: Any) -> Decimal:
    found = number(value)
    must(0 < found <= 24)
    return found


ABOUT: Mapping[About, str] = {
    About.BOOKING: "利用",
    About.LOTTERY: "抽選の申込み",
    About.REGISTRATION: "団体登録",
    About.LOAN: "貸出",
}
PERIODS: Mapping[Per, str] = {
    Per.DAY: "1日",
    Per.WEEK: "1週間",
    Per.HALF_MONTH: "半月",
    Per.MONTH: "1か月",
    Per.HALF_YEAR: "半年度",
    Per.YEAR: "1年",
    Per.FISCAL_YEAR: "1年度",
}
UNITS: Mapping[Counted, str] = {
    Counted.USES: "回",
    Counted.SLOTS: "区分",
    Counted.DAYS: "日",
    Counted.REQUESTS: "件",
    Counted.REQUESTED_SLOTS: "区分",
}
WITHIN: Mapping[Within, str] = {
    Within.USE: "1回",
    Within.DAY: "1日",
    Within.GROUP_DAY: "1団体1日",
}
COUNTED = {
    "uses": "利用の回数",
    "slots": "区分・コマの数",
    "days": "利用の日数",
    "requests": "抽選の申込みの件数",
    "requested_slots": "抽選に申し込む区分・コマの数",
}
USES: Mapping[Use, str] = {
    Use.ROOMS: "部屋",
    Use.ITEMS: "備品",
    Use.LOCKERS: "ロッカー",
}
USE = choice(Use, {each.value: told for each, told in USES.items()})
MINUTES = Kind("1から480までの整数(分)", whole(1, 480))
PARTS: Parts = {
    "requirement": part(_requirement, "registered_only", registered_only=ListOf(USE)),
    "refuse": part(
        _refuse,
        "reason when",
        reason=TEXT,
        instead=TEXT,
        about=choice(About, {each.value: told for each, told in ABOUT.items()}),
    ),
    "limit": part(
        _limit,
        "most per of",
        most=Kind("1から1,000までの整数", whole(1, 1_000)),
        per=choice(Per, {each.value: told for each, told in PERIODS.items()}),
        of=choice(Counted, COUNTED),
        together=FLAG,
        pending=FLAG,
        same_day_counts=FLAG,
        half_begins=Kind("15か16(月の後半の初めの日)", whole(15, 16)),
        week_begins=WEEKDAY,
    ),
    "longest": part(
        _longest,
        hours=Kind("0を超え24までの時間数(1時間半は 1.5)", _hours),
        units=Kind("1から100までの整数(単位の数)", whole(1, 100)),
        days=Kind("1から366までの整数(日数)", whole(1, 366)),
        per=choice(Within, {each.value: told for each, told in WITHIN.items()}),
    ),
    "bridge": part(_bridge, "span each_side", span=SPAN, each_side=MINUTES),
}
