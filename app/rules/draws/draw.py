"""The draw: who gets what, from a frozen list and a seed. Anybody can do it again.

The order is that of SHA-256 over 種/番号. In that order each request gets the first of
its wishes that is still free and within the limits; where more than one win is allowed,
the same order is gone through again. docs/抽選とキャンセル待ち.md tells it to citizens.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from app.kit.refusal import Refusal

#: A quarter of an hour of an undivided room.
Cell = tuple[str, int]
MINUTES = 15


class SameNumber(Refusal):
    """Two requests of a list have one number: their order would not be settled."""

    code = "lottery.same_number"


@dataclass(frozen=True, slots=True)
class Wish:
    """A room, for `slots` of one day. `takes` are the undivided rooms it takes up, from
    `starts` to `until` (2027-02-03T09:00), cleaning up included; `pieces` counts 区分."""

    room: str
    slots: str
    takes: tuple[str, ...]
    starts: str
    until: str
    pieces: int = 1

    @property
    def day(self) -> str:
        return self.starts[:10]


@dataclass(frozen=True, slots=True)
class Cap:
    """A limit of the rulebook: `most` uses, slots or days in `rooms` from `first` to
    `last`, both included."""

    told: str
    rule: str
    of: str
    most: int
    rooms: tuple[str, ...]
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Request:
    """The wishes of a group, the dearest first. `had` are, for each cap, the days of
    what the group has already, one for each unit."""

    number: str
    group: str
    wishes: tuple[Wish, ...]
    had: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """Time of an undivided room that is not drawn for: somebody has it already."""

    room: str
    starts: str
    until: str


@dataclass(frozen=True, slots=True)
class Gone:
    """Time of an undivided room that was on the list as free, and was not when it was
    drawn: `why` is 臨時休館：台風, 予約 H26-0031."""

    room: str
    starts: str
    until: str
    why: str

    @property
    def span(self) -> tuple[datetime, datetime]:
        return datetime.fromisoformat(self.starts), datetime.fromisoformat(self.until)


@dataclass(frozen=True, slots=True)
class FrozenList:
    """All that a draw depends on but the seed. `most` wins are allowed to a request."""

    lottery: str
    name: str
    most: int
    requests: tuple[Request, ...]
    caps: tuple[Cap, ...] = ()
    taken: tuple[Taken, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """`place` in the order from 1, its `digest`, and the wishes won (1 the dearest)."""

    place: int
    number: str
    digest: str
    won: tuple[int, ...]


def canonical(frozen: FrozenList) -> str:
    """The one text of a list, whatever the order in which its requests came."""
    told = asdict(frozen)
    told["requests"] = sorted(told["requests"], key=lambda each: str(each["number"]))
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(text: str) -> str:
    """照合値: changes with every change of the list."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def listed(told: Mapping[str, Any]) -> FrozenList:
    """A list from its JSON. Raises KeyError, TypeError, ValueError."""
    requests = tuple(
        Request(
            str(each["number"]),
            str(each["group"]),
            tuple(_wish(wish) for wish in each["wishes"]),
            tuple(tuple(map(str, days)) for days in each["had"]),
        )
        for each in told["requests"]
    )
    caps = tuple(
        Cap(**{**cap, "most": int(cap["most"]), "rooms": tuple(map(str, cap["rooms"]))})
        for cap in told["caps"]
    )
    taken = tuple(Taken(**each) for each in told["taken"])
    if any(len(request.had) != len(caps) for request in requests):
        raise ValueError("had")
    name = str(told["name"])
    return FrozenList(
        str(told["lottery"]), name, int(told["most"]), requests, caps, taken
    )


def _wish(told: Mapping[str, Any]) -> Wish:
    wish = Wish(
        **{
            **told,
            "takes": tuple(map(str, told["takes"])),
            "pieces": int(told["pieces"]),
        }
    )
    _span(wish.starts, wish.until)
    return wish


def hashed(seed: str, number: str) -> str:
    """What a request is sorted by."""
    return hashlib.sha256(f"{seed}/{number}".encode()).hexdigest()


def draw(frozen: FrozenList, seed: str, gone: Sequence[Gone] = ()) -> tuple[Outcome, ...]:
    """Every request in the order of the draw; wishes for what is `gone` are passed over.
    Raises SameNumber."""
    numbers = [request.number for request in frozen.requests]
    if len(set(numbers)) < len(numbers):
        twice = next(number for number in numbers if numbers.count(number) > 1)
        raise SameNumber(number=twice)
    order = sorted(
        frozen.requests, key=lambda each: (hashed(seed, each.number), each.number)
    )
    taken: set[Cell] = set()
    for each in frozen.taken:
        taken.update(cells((each.room,), each.starts, each.until))
    for lost in gone:
        taken.update(cells((lost.room,), lost.starts, lost.until))
    won: dict[str, list[int]] = {number: [] for number in numbers}
    for _ in range(frozen.most):
        if not _gone_through(frozen, order, taken, won):
            break
    return tuple(
        Outcome(
            place,
            request.number,
            hashed(seed, request.number),
            tuple(won[request.number]),
        )
        for place, request in enumerate(order, 1)
    )


def passed_over(
    frozen: FrozenList, gone: Sequence[Gone]
) -> Mapping[str, Mapping[int, Gone]]:
    """By the numbers of requests: the wishes (1 the dearest) that nobody can win, each
    with the first of what is gone of its time."""
    found: dict[str, dict[int, Gone]] = {}
    lost = [(each, cells((each.room,), each.starts, each.until)) for each in gone]
    for request in frozen.requests:
        for place, wish in enumerate(request.wishes, 1):
            wanted = cells(wish.takes, wish.starts, wish.until)
            why = next((each for each, time in lost if not wanted.isdisjoint(time)), None)
            if why is not None:
                found.setdefault(request.number, {})[place] = why
    return found


def _gone_through(
    frozen: FrozenList,
    order: Sequence[Request],
    taken: set[Cell],
    won: Mapping[str, list[int]],
) -> bool:
    """Each gets one more, if there is one; whether anybody got anything."""
    any_won = False
    for request in order:
        mine = won[request.number]
        for place, wish in enumerate(request.wishes, 1):
            own = [request.wishes[each - 1] for each in mine]
            wanted = cells(wish.takes, wish.starts, wish.until)
            if taken.isdisjoint(wanted) and within(frozen.caps, request, own, wish):
                taken |= wanted
                mine.append(place)
                any_won = True
                break
    return any_won


def within(
    caps: Sequence[Cap], request: Request, own: Collection[Wish], wish: Wish
) -> bool:
    """Whether one wish more is within every limit, with what the group has and won."""
    for cap, had in zip(caps, request.had, strict=True):
        if wish.room in cap.rooms and cap.first <= wish.day <= cap.last:
            days = list(had)
            for each in (*own, wish):
                if each.room in cap.rooms and cap.first <= each.day <= cap.last:
                    days += [each.day] * (each.pieces if cap.of == "slots" else 1)
            if (len(set(days)) if cap.of == "days" else len(days)) > cap.most:
                return False
    return True


@lru_cache(20_000)
def cells(rooms: tuple[str, ...], starts: str, until: str) -> frozenset[Cell]:
    """Every quarter of an hour of every room that is taken up, even in part."""
    first, last = _span(starts, until)
    return frozenset((room, quarter) for room in rooms for quarter in range(first, last))


def _span(starts: str, until: str) -> tuple[int, int]:
    first, last = _minutes(starts), _minutes(until)
    if first >= last:
        raise ValueError("span")
    return first // MINUTES, -(-last // MINUTES)


def _minutes(text: str) -> int:
    at = datetime.fromisoformat(text)
    return (at.toordinal() * 24 + at.hour) * 60 + at.minute
