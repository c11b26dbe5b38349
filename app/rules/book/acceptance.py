"""受付期間・同時の申込み・窓口の順番 as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.rules.book.base import Needs, Rule, Unfit
from app.rules.book.offset import Base, Offset
from app.rules.book.offset_made import goes_back
from app.rules.book.parts import Parts, part
from app.rules.book.values import FLAG, OFFSET, TOLD_CLOCK, choice, names

#: What the days of a window are counted from, besides the day of use.
ASKING = Base("申込みの日", "申込みの月")
OPENING = Base("受付開始の日", "受付開始の月")


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance(Rule):
    """受付期間, both ends included: of each topic the narrowest rule holds.

    `opens` and `closes` are counted from the day of use; `reaches` is the last day of
    use that can be booked, counted from the day of asking. `wait` puts off the opening
    day of this rule, or of whatever rule opens if this one does not. A class whose day
    is not after that of `after_group` begins the day after that. `any_time`: there is
    no opening day.
    """

    opens: Offset | None = None
    closes: Offset | None = None
    reaches: Offset | None = None
    wait: Offset | None = None
    after_group: str = ""
    any_time: bool = False

    @property
    def topics(self) -> frozenset[str]:
        return frozenset(filter(self.about, ("opens", "closes", "reaches", "wait")))

    def about(self, name: str) -> bool:
        """Of what puts off an opening day, only where the rule does not open itself."""
        if name == "opens":
            return self.opens is not None or self.any_time
        if name == "wait" and (self.opens is not None or self.reaches is not None):
            return False
        return getattr(self, name) is not None

    @property
    def told(self) -> str:
        """利用月の3か月前の月の初日から利用日の前日まで."""
        period = f"{self.opens}から" if self.opens else ""
        period += "受付開始の日の前でも、いつでも" if self.any_time else ""
        period += f"{self.closes}まで" if self.closes else ""
        steps = [period] if period else []
        if self.reaches is not None:
            steps.append(f"{self.reaches.told(ASKING)}までの利用を受け付けます")
        if self.after_group:
            steps.append(f"{self.after_group}の開始がその日以後なら、その翌日から")
        if self.wait is not None:
            steps.append(f"実際の受付は{self.wait.told(OPENING)}から")
        return "。".join(steps)

    def says(self, name: str) -> object:
        start = (self.wait, self.after_group)
        return {
            "opens": (self.opens, self.any_time, start),
            "reaches": (self.reaches, start),
            "closes": self.closes,
            "wait": self.wait,
        }[name]


class TieBreak(StrEnum):
    """How applications that come together are decided: 抽選・協議・先着."""

    LOTTERY = "lottery"
    CONSULTATION = "consultation"
    ORDER = "order"


TIES = {
    TieBreak.LOTTERY: "抽選で決めます",
    TieBreak.CONSULTATION: "協議で決めます",
    TieBreak.ORDER: "先に受け付けたものを優先します",
}


class Together(StrEnum):
    """Which applications come together: all of the first day, or those of one moment."""

    FIRST_DAY = "first_day"
    SAME_TIME = "same_time"


TOGETHER = {
    Together.FIRST_DAY: "受付の初日に重なった申込みは",
    Together.SAME_TIME: "同時の申込みは",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie(Rule):
    """`otherwise` decides when a consultation (協議) does not."""

    decided_by: TieBreak
    at: Together = Together.SAME_TIME
    otherwise: TieBreak | None = None

    @property
    def topics(self) -> frozenset[str]:
        return frozenset({self.at})

    @property
    def told(self) -> str:
        told = TOGETHER[self.at] + TIES[self.decided_by]
        return f"{told}。整わないときは{TIES[self.otherwise]}" if self.otherwise else told


class Order(StrEnum):
    LOTTERY = "lottery"
    ARRIVAL = "arrival"


QUEUES = {Order.LOTTERY: "順番を抽選で決めます", Order.ARRIVAL: "来た順です"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue(Rule):
    """窓口の順番 on the first day: number tickets until a time, then their order."""

    order: Order
    tickets_until: str = ""
    phone_after_queue: bool = False

    @property
    def told(self) -> str:
        until = f"{self.tickets_until}までに来た方は、" if self.tickets_until else ""
        told = f"受付の初日の窓口は、{until}{QUEUES[self.order]}"
        if not self.phone_after_queue:
            return told
        return f"{told}。電話は、その列が終わってから受け付けます"


def _window(
    opens: Offset | None = None,
    closes: Offset | None = None,
    reaches: Offset | None = None,
    wait: Offset | None = None,
    after_group: str = "",
    any_time: bool = False,
    **common: Any,
) -> Acceptance:
    if not (opens or closes or reaches or wait or any_time):
        raise Needs("opens")
    if any_time and (opens or reaches or wait):
        raise Unfit("any_time", "opens・reaches・wait を書かないときの値")
    if after_group and not (opens or reaches):
        raise Needs("opens")
    for key, offset in {"closes": closes, "reaches": reaches, "wait": wait}.items():
        if offset is not None and offset.month_only:
            raise Unfit(key, "日まで決まる数え方")
    if opens is not None and opens.month_only and (wait or after_group):
        raise Unfit("opens", "日まで決まる数え方")
    for key, forward in {"reaches": reaches, "wait": wait}.items():
        if forward is not None and goes_back(forward):
            raise Unfit(key, "後へ数える日(…_after)")
    return Acceptance(
        opens=opens,
        closes=closes,
        reaches=reaches,
        wait=wait,
        after_group=after_group,
        any_time=any_time,
        **common,
    )


def _tie(decided_by: TieBreak, otherwise: TieBreak | None = None, **common: Any) -> Tie:
    if otherwise is not None and decided_by is not TieBreak.CONSULTATION:
        raise Unfit("otherwise", '協議(decided_by = "consultation")のときの値')
    return Tie(decided_by=decided_by, otherwise=otherwise, **common)


TIE = choice(TieBreak, {"lottery": "抽選", "consultation": "協議", "order": "先着"})
AT = {"first_day": "受付の初日の申込み全部", "same_time": "同時の申込み"}
PARTS: Parts = {
    "window": part(
        _window,
        opens=OFFSET,
        closes=OFFSET,
        reaches=OFFSET,
        wait=OFFSET,
        after_group=names("group_type"),
        any_time=FLAG,
    ),
    "tie": part(
        _tie,
        "decided_by",
        decided_by=TIE,
        at=choice(Together, AT),
        otherwise=TIE,
    ),
    "queue": part(
        Queue,
        "order",
        order=choice(Order, {"lottery": "抽選", "arrival": "来た順"}),
        tickets_until=TOLD_CLOCK,
        phone_after_queue=FLAG,
    ),
}
