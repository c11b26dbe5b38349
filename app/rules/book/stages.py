"""抽選などの段階 as data: when requests are taken, drawn, told and claimed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.rules.book.base import Needs, Rule, Unfit
from app.rules.book.offset import Base, Offset
from app.rules.book.parts import Parts, part
from app.rules.book.values import FLAG, TEXT, choice, offset_since


class StageKind(StrEnum):
    """優先 for a favoured class · 抽選 · requests collected, no draw named · 先着."""

    PRIORITY = "priority"
    LOTTERY = "lottery"
    REQUEST = "request"
    FIRST_COME = "first_come"


KINDS: Mapping[str, str] = {
    StageKind.PRIORITY: "優先受付",
    StageKind.LOTTERY: "抽選",
    StageKind.REQUEST: "申込みの取りまとめ",
    StageKind.FIRST_COME: "先着・随時の受付",
}
#: The days of a stage in the order of the calendar, and what they are called.
STEPS: Mapping[str, str] = {
    "from": "申込みの初日",
    "to": "申込みの末日",
    "draw_on": "抽選日",
    "result_from": "結果発表の初日",
    "result_to": "結果発表の末日",
    "fixed_on": "確定日",
    "claim_from": "手続の初日",
    "claim_by": "手続の末日",
}
#: Steps that are told together: from one day to another.
PERIODS = (
    ("申込み", "from", "to"),
    ("抽選", "draw_on", "draw_on"),
    ("結果発表", "result_from", "result_to"),
    ("確定", "fixed_on", "fixed_on"),
    ("手続", "claim_from", "claim_by"),
)
BASES: Mapping[str, Base] = {
    "": Base(),
    **{step: Base(told, f"{told}の月") for step, told in STEPS.items()},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage(Rule):
    """One of the steps in which uses are given out; of a kind and name, the narrowest.

    `days` are by `STEPS`. A day that counts from another (`Offset.since`) means the one
    of this stage, or of the stage that it `follows` (by name or kind). `lapses`: who has
    not claimed by the last day has lost it.
    """

    kind: StageKind
    name: str = ""
    days: Mapping[str, Offset]
    follows: str = ""
    lapses: bool = False

    @property
    def topics(self) -> frozenset[str]:
        return frozenset({f"{self.kind}/{self.name}"})

    @property
    def told(self) -> str:
        days = {
            step: offset.told(BASES[offset.since]) for step, offset in self.days.items()
        }
        steps = [
            f"{name}は{told}"
            for name, first, last in PERIODS
            if (told := _period(first, last, days))
        ]
        told = f"{KINDS[self.kind]}　{'、'.join(steps)}"
        if self.follows:
            told += f"(「{KINDS.get(self.follows, self.follows)}」に続く)"
        return told + ("。手続をしないと当選は無効" if self.lapses else "")

    @property
    def title(self) -> str:
        return self.name or KINDS[self.kind]


def _period(first: str, last: str, days: Mapping[str, str]) -> str:
    """利用月の2か月前の月の初日から10日まで."""
    one, other = days.get(first, ""), days.get(last, "")
    if first == last or not one or not other:
        word = "" if first == last else "から" if one else "まで"
        return f"{one or other}{word}" if one or other else ""
    month = "".join(one.rpartition("の月の")[:2])
    return f"{one}から{other.removeprefix(month)}まで"


def _stage(follows: str = "", **values: Any) -> Stage:
    days = {step: values.pop(step) for step in STEPS if step in values}
    if not days:
        raise Needs("from")
    for step, offset in days.items():
        if offset.month_only:
            raise Unfit(step, "日まで決まる数え方")
        if not follows and (missing := _missing(offset, days)):
            raise Needs(missing)
        if _turns(step, days):
            raise Unfit(step, "自分から数えない日")
    if follows and all(offset.since in ("", *days) for offset in days.values()):
        raise Unfit("follows", "その段階の日から数える日(since)があるときの値")
    return Stage(days=days, follows=follows, **values)


def _missing(offset: Offset, days: Mapping[str, Offset]) -> str:
    return "" if offset.since in ("", *days) else offset.since


def _turns(step: str, days: Mapping[str, Offset]) -> bool:
    """Whether a day is counted, over others, from itself."""
    seen = {step}
    while (step := days[step].since) in days:
        if step in seen:
            return True
        seen.add(step)
    return False


DAY = offset_since(STEPS)
PARTS: Parts = {
    "stage": part(
        _stage,
        "kind",
        kind=choice(StageKind, KINDS),
        name=TEXT,
        follows=TEXT,
        lapses=FLAG,
        **dict.fromkeys(STEPS, DAY),
    ),
}
