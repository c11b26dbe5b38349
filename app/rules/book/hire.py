"""区分と単位: the pieces of time in which a room is hired, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app.rules.book.base import Minutes, Rule, at
from app.rules.book.parts import Parts, part
from app.rules.book.values import (
    CLOCK,
    COUNT,
    SPAN,
    Kind,
    ListOf,
    MapOf,
    choice,
    names,
    whole,
)
from app.rules.wording import clock_text, minutes_text


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

    def contains(self, other: Slot) -> bool:
        """Whether the other one is a piece of it."""
        return (
            self.start <= other.start
            and other.end <= self.end
            and (self.start, self.end) != (other.start, other.end)
        )


class Interval(StrEnum):
    """Whether the time between consecutive chosen slots can be used without charge."""

    INCLUDED = "included"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots(Rule):
    """`interval` is None where the rules do not say."""

    slots: Mapping[str, Slot]
    interval: Interval | None = None

    @property
    def told(self) -> str:
        each = []
        for slot in self.slots.values():
            within = f"({'・'.join(slot.covers)})" if slot.covers else ""
            times = "" if slot.name[0].isdecimal() else f" {slot.hours}"
            each.append(f"{slot.name}{times}{within}")
        gap = f"。間の時間は{INTERVAL.choices[self.interval]}" if self.interval else ""
        return "、".join(each) + gap

    def pieces(self, slot: Slot) -> int:
        """Of how many undivided slots it is made: 3 for 全日, 1 for 午前."""
        if slot.covers:
            return len(slot.covers)
        inner = [each for each in self.slots.values() if slot.contains(each)]
        single = [e for e in inner if not any(e.contains(other) for other in inner)]
        return max(1, len(single))


class PartUnit(StrEnum):
    """What becomes of a time that is no multiple of the unit."""

    UP = "up"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit(Rule):
    """単位: a room is hired by so many minutes.

    With `grid` the units are コマ that follow each other from that time on, and a use is
    charged for every one it touches. `least` and `most` are units of one use; no `most`
    is no limit.
    """

    minutes: int
    part: PartUnit
    grid: Minutes | None = None
    least: int = 1
    most: int | None = None

    @property
    def told(self) -> str:
        told = [f"{self.name}単位", PART.choices[self.part]]
        if self.grid is not None:
            told[0] = f"{clock_text(self.grid)}からの{self.name}のコマ"
        if self.least > 1:
            told.append(f"1回{self.least}単位から")
        if self.most is not None:
            told.append(f"1回{self.most}単位まで")
        return "、".join(told)

    @property
    def name(self) -> str:
        """30分, 1時間."""
        return minutes_text(self.minutes)


def _slots(
    times: Mapping[str, tuple[int, int]],
    covers: Mapping[str, tuple[str, ...]] | None = None,
    **own: Any,
) -> Slots:
    within = covers or {}
    made = {
        name: Slot(name, start, end, within.get(name, ()))
        for name, (start, end) in times.items()
    }
    return Slots(slots=made, **own)


INTERVAL = choice(
    Interval, {"included": "続けて使うとき無料で使える", "excluded": "使えない"}
)
PART = choice(
    PartUnit,
    {"up": "単位に満たない時間も1単位", "refuse": "単位ちょうどだけ"},
)
PARTS: Parts = {
    "slots": part(
        _slots,
        "times",
        times=MapOf(SPAN),
        covers=MapOf(ListOf(names("slot")), names="slot"),
        interval=INTERVAL,
    ),
    "unit": part(
        Unit,
        "minutes part",
        minutes=Kind("5から720までの整数(分)", whole(5, 720)),
        part=PART,
        grid=CLOCK,
        least=COUNT,
        most=COUNT,
    ),
}
