"""納付・本申請・確認の期限, 空きの再受付 as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.rules.book.base import Needs, Rule, Unfit
from app.rules.book.offset import Base, Offset
from app.rules.book.offset_made import goes_back, goes_on
from app.rules.book.parts import Parts, part
from app.rules.book.values import DAYS, FLAG, OFFSET, choice


class Since(StrEnum):
    """What a deadline is counted from."""

    USE = "use"
    PROVISIONAL = "provisional"
    DECIDED = "decided"
    DRAW = "draw"


BASES: Mapping[Since, Base] = {
    Since.USE: Base(),
    Since.PROVISIONAL: Base("仮予約の日", "仮予約の月"),
    Since.DECIDED: Base("許可の日", "許可の月"),
    Since.DRAW: Base("抽選の日", "抽選の月"),
}
#: With the decision itself.
AT_ONCE = "許可を受けるとき"
CANCELLING = Base("取消しの日", "取消しの月")


@dataclass(frozen=True, slots=True, kw_only=True)
class Due(Rule):
    """A last day. `first_day_counts` where days are counted from an event (7日以内).

    Of a kind, the narrowest rule holds; of rules as narrow as each other that count from
    different days, the earlier last day.
    """

    by: Offset
    since: Since = Since.USE
    first_day_counts: bool = False
    lapses: bool = False

    @property
    def topics(self) -> frozenset[str]:
        return frozenset({self.since})

    @property
    def within(self) -> str:
        """許可の日から7日以内(初日は数えない), 利用日の5日前."""
        base, by = BASES[self.since], self.by
        counted = by.days_after or by.weeks_after or by.months_after
        if self.since is Since.DECIDED and not counted and not by.day:
            return AT_ONCE
        if self.since is Since.USE or by.day or by.nth or not counted:
            return by.told(base)
        first = "る" if self.first_day_counts else "ない"
        return f"{_so_long(by.told(base), by)}(初日は数え{first})"

    @property
    def told(self) -> str:
        return _until(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment(Due):
    """納付."""


class What(StrEnum):
    FORMAL_APPLICATION = "formal_application"
    CONFIRMATION = "confirmation"
    CLAIM = "claim"


WHATS: Mapping[str, str] = {
    What.FORMAL_APPLICATION: "本申請",
    What.CONFIRMATION: "利用の確認",
    What.CLAIM: "当選後の手続",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline(Due):
    what: What

    @property
    def topics(self) -> frozenset[str]:
        return frozenset({f"{self.what}/{self.since}"})

    @property
    def told(self) -> str:
        return f"{WHATS[self.what]}は{_until(self)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reoffer(Rule):
    """A cancelled slot is offered again on a day counted from the cancellation.

    `at_once_within` days before the use, and later, at once.
    """

    opens: Offset
    at_once_within: int | None = None

    @property
    def told(self) -> str:
        told = f"取り消された枠は{self.opens.told(CANCELLING)}から"
        if self.at_once_within is None:
            return told
        return f"{told}。利用日の{self.at_once_within}日前からはすぐに"


def _so_long(told: str, by: Offset) -> str:
    """仮予約の日から7日以内 for 仮予約の日の7日後."""
    for after, so_long in (
        (f"の{by.days_after}日後", f"から{by.days_after}日以内"),
        ("の翌日", "から1日以内"),
        (f"の{by.weeks_after}週間後", f"から{by.weeks_after}週間以内"),
        (f"の{by.months_after}か月後の同じ日", f"から{by.months_after}か月以内"),
    ):
        told = told.replace(after, so_long)
    return told


def _until(due: Due) -> str:
    within = due.within == AT_ONCE or "以内" in due.within
    told = due.within if within else f"{due.within}まで"
    return f"{told}。過ぎると取消し" if due.lapses else told


def _due(
    by: Offset, since: Since, first_day_counts: bool | None, spent: str
) -> dict[str, Any]:
    """Which day is the first of a number of days, wherever one is counted."""
    after = by.days_after or by.weeks_after or by.months_after
    counted = bool(after) and since is not Since.USE and not (by.day or by.nth)
    if counted and first_day_counts is None:
        raise Needs("first_day_counts")
    if first_day_counts is not None and not counted:
        raise Unfit("first_day_counts", "出来事から日数を数えるときだけの値")
    if since is not Since.USE and goes_back(by):
        raise Unfit(spent, "後へ数える日(…_after)")
    if by.month_only:
        raise Unfit(spent, "日まで決まる数え方")
    return {"by": by, "since": since, "first_day_counts": bool(first_day_counts)}


def _payment(
    days_after: int | None = None,
    by: Offset | None = None,
    since: Since | None = None,
    first_day_counts: bool | None = None,
    **common: Any,
) -> Payment:
    if by is None:
        if days_after is None:
            raise Needs("days_after")
        if since is not None:
            raise Unfit("since", "by と一緒に書く値")
        within = Offset(days_after=days_after)
        due = _due(within, Since.DECIDED, first_day_counts, "days_after")
        return Payment(**due, **common)
    if days_after is not None:
        raise Unfit("days_after", "by を書かないときの値")
    return Payment(**_due(by, since or Since.USE, first_day_counts, "by"), **common)


def _deadline(
    what: What,
    by: Offset,
    since: Since = Since.USE,
    first_day_counts: bool | None = None,
    **common: Any,
) -> Deadline:
    if since is Since.USE and goes_on(by):
        raise Unfit("by", "利用日より前の日(…_before)")
    return Deadline(what=what, **_due(by, since, first_day_counts, "by"), **common)


def _reoffer(opens: Offset, **common: Any) -> Reoffer:
    if goes_back(opens) or opens.month_only:
        raise Unfit("opens", "後へ数える日(…_after)")
    return Reoffer(opens=opens, **common)


SINCE = choice(Since, {since: base.day for since, base in BASES.items()})
PARTS: Parts = {
    "payment": part(
        _payment,
        days_after=DAYS,
        by=OFFSET,
        since=SINCE,
        first_day_counts=FLAG,
        lapses=FLAG,
    ),
    "deadline": part(
        _deadline,
        "what by",
        what=choice(What, WHATS),
        by=OFFSET,
        since=SINCE,
        first_day_counts=FLAG,
        lapses=FLAG,
    ),
    "reoffer": part(_reoffer, "opens", opens=OFFSET, at_once_within=DAYS),
}
