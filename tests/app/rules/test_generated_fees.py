"""使用料 of generated rulebooks against the slowest and plainest way to work them out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from app.rules.book.base import Explained
from app.rules.book.rulebook import Rulebook
from app.rules.file.load import load
from app.rules.questions import Answer, answer

HEAD = """
name = "試し"
default_source = "試し"
source = [{ id = "試し", title = "試しの設定" }]
facility = [{ name = "館" }]
season = [{ name = "冷房期", between = ["7/1", "9/30"] }]
[[room]]
name = "甲"
facility = "館"
[[room]]
name = "乙"
facility = "館"
[[room]]
name = "甲乙"
facility = "館"
joins = ["甲", "乙"]
joined_price = "sum"
[[slots]]
times = { "朝" = "9:00-12:00", "昼" = "13:00-17:00", "夜" = "18:00-21:00" }
"""
SLOTS = ("朝", "昼", "夜")
HOURS = {"朝": 3, "昼": 4, "夜": 3}
FLAGS = ("commercial", "advertising", "rehearsal", "exhibition")
#: An amount at the end of a step.
AMOUNT = re.compile(r" = (△?)([\d,]+)円$")


@dataclass(frozen=True)
class Adjusting:
    """A surcharge or a discount: of a kind, for a flag, in one slot or in all."""

    kind: str
    flag: str
    tenths: int
    slot: str = ""
    room: str = ""

    def text(self, part: str) -> str:
        where = f'rooms = ["{self.room}"]\n' if self.room else ""
        slot = f', slots = "{self.slot}"' if self.slot else ""
        kind = f'kind = "{self.kind}"\n' if part == "surcharge" else ""
        return (
            f"[[{part}]]\n{where}{kind}rate = {self.tenths / 10}\n"
            f"when = {{ {self.flag} = true{slot} }}"
        )

    def holds(self, flags: Sequence[str], slot: str, room: str) -> bool:
        return self.flag in flags and self.slot in ("", slot) and self.room in ("", room)

    def replaced_by(self, other: Adjusting) -> bool:
        """Another that says more of the same for the same place or a part of it."""
        wider = self.slot in ("", other.slot) and self.room in ("", other.room)
        more = (self.slot, self.room) != (other.slot, other.room)
        return self.flag == other.flag and wider and more


@dataclass(frozen=True)
class Book:
    yen: tuple[int, int, int]
    other: tuple[int, int, int]
    surcharges: tuple[Adjusting, ...]
    discounts: tuple[Adjusting, ...]
    add: bool
    aircon: int
    always: bool
    reduction: int
    of_aircon: bool
    to: int
    up: bool
    at: str
    order: int = field(default=0, compare=False)

    def text(self) -> str:
        parts = [
            self._price("甲", self.yen),
            self._price("乙", self.other),
            *(each.text("surcharge") for each in self.surcharges),
            *(each.text("discount") for each in self.discounts),
            f'[[stacking]]\nsurcharges = "{self.way}"\ndiscounts = "{self.way}"',
            f'[[aircon]]\nyen_per_hour = {self.aircon}\npart = "up"\n'
            + ('always_in = ["冷房期"]' if self.always else ""),
            f'[[reduction]]\nground = "減"\nrate = {self.reduction / 10}\n'
            + ('of = ["room", "aircon"]' if self.of_aircon else ""),
            f'[[rounding]]\nto = {self.to}\nway = "{"up" if self.up else "down"}"\n'
            f'at = "{self.at}"',
        ]
        shift = self.order % len(parts)
        return HEAD + "\n".join([*parts[shift:], *parts[:shift]])

    @property
    def way(self) -> str:
        return "add" if self.add else "multiply"

    def _price(self, room: str, yen: tuple[int, int, int]) -> str:
        told = ", ".join(f'"{s}" = {y}' for s, y in zip(SLOTS, yen, strict=True))
        return f'[[price]]\nrooms = ["{room}"]\nyen = {{ {told} }}'


@dataclass(frozen=True)
class Asked:
    slots: tuple[str, ...]
    flags: tuple[str, ...]
    aircon: bool
    hours: int | None
    ground: bool
    summer: bool

    def ask(self, **room: Any) -> dict[str, Any]:
        extras: dict[str, Any] = {"aircon": self.aircon}
        if self.hours is not None:
            extras["aircon_hours"] = self.hours
        ground = {"reduction_ground": "減"} if self.ground else {}
        return {
            "kind": "quote",
            "use_date": "2026-08-03" if self.summer else "2026-11-12",
            "slots": list(self.slots),
            "purpose": dict.fromkeys(self.flags, True),
            "extras": extras,
            **ground,
            **room,
        }


def expected(book: Book, asked: Asked, rooms: Sequence[str]) -> int:
    """Room by room, slot by slot, by the words of the handbook."""
    total = sum((_room(book, asked, room) for room in rooms), Fraction(0))
    return int(rounded(book, total) if book.at == "total" else total)


def _room(book: Book, asked: Asked, room: str) -> Fraction:
    off = Fraction(book.reduction, 10) if asked.ground else Fraction(0)
    prices = dict(zip(SLOTS, book.yen if room == "甲" else book.other, strict=True))
    lines = [_slot(book, asked, room, slot, prices[slot]) for slot in asked.slots]
    cooled = Fraction(0)
    if asked.aircon or asked.hours or (book.always and asked.summer):
        hours = asked.hours
        if hours is None:
            hours = sum(HOURS[slot] for slot in asked.slots)
        cooled = Fraction(book.aircon * hours) * (1 - off if book.of_aircon else 1)
    lines = [line * (1 - off) for line in lines]
    if book.at == "total":
        return sum(lines, cooled)
    return sum((rounded(book, line) for line in lines), rounded(book, cooled))


def _slot(book: Book, asked: Asked, room: str, slot: str, yen: int) -> Fraction:
    held = [s for s in book.surcharges if s.holds(asked.flags, slot, room)]
    kinds: dict[str, int] = {}
    for each in held:
        same = [other for other in held if other.kind == each.kind]
        if not any(each.replaced_by(other) for other in same):
            kinds[each.kind] = max(kinds.get(each.kind, 0), each.tenths)
    line = stacked(book, Fraction(yen), list(kinds.values()), 1)
    less = [d for d in book.discounts if d.holds(asked.flags, slot, room)]
    less = [d for d in less if not any(d.replaced_by(other) for other in less)]
    return max(stacked(book, line, [d.tenths for d in less], -1), Fraction(0))


def stacked(book: Book, yen: Fraction, tenths: Sequence[int], sign: int) -> Fraction:
    if book.add:
        return yen * (1 + sign * Fraction(sum(tenths), 10))
    for each in tenths:
        yen *= 1 + sign * Fraction(each, 10)
    return yen


def rounded(book: Book, yen: Fraction) -> Fraction:
    whole, rest = divmod(yen, book.to)
    return Fraction((whole + (book.up and rest > 0)) * book.to)


YEN = st.integers(0, 5_000)
ROOMS = st.sampled_from(["", "甲", "乙"])
SURCHARGES = st.builds(
    Adjusting,
    st.sampled_from(["目的", "利用者"]),
    st.sampled_from(FLAGS),
    st.integers(1, 30),
    st.sampled_from(["", *SLOTS]),
    ROOMS,
)
DISCOUNTS = st.builds(
    Adjusting,
    st.just("割引"),
    st.sampled_from(FLAGS),
    st.integers(1, 9),
    st.sampled_from(["", *SLOTS]),
    ROOMS,
)


def distinct(rules: list[Adjusting]) -> tuple[Adjusting, ...]:
    """One for the same place, slot and flag: two would contradict each other."""
    found = {(each.kind, each.flag, each.slot, each.room): each for each in rules}
    return tuple(found.values())


BOOKS = st.builds(
    Book,
    st.tuples(YEN, YEN, YEN),
    st.tuples(YEN, YEN, YEN),
    st.lists(SURCHARGES, max_size=4).map(distinct),
    st.lists(DISCOUNTS, max_size=2).map(distinct),
    st.booleans(),
    st.integers(0, 400),
    st.booleans(),
    st.integers(0, 10),
    st.booleans(),
    st.sampled_from([1, 10, 50, 100]),
    st.booleans(),
    st.sampled_from(["unit", "line", "total"]),
    st.integers(0, 20),
)
ASKED = st.builds(
    Asked,
    st.sets(st.sampled_from(SLOTS), min_size=1).map(
        lambda found: tuple(slot for slot in SLOTS if slot in found)
    ),
    st.sets(st.sampled_from(FLAGS)).map(lambda found: tuple(sorted(found))),
    st.booleans(),
    st.none() | st.integers(0, 12),
    st.booleans(),
    st.booleans(),
)


def asked_of(book: Rulebook, ask: dict[str, Any]) -> Answer:
    found = answer(book, ask)
    assert not found.unanswerable
    return found


def told_amounts(steps: Sequence[Explained]) -> list[int]:
    found = [AMOUNT.search(step.text) for step in steps]
    return [
        int(each[2].replace(",", "")) * (-1 if each[1] else 1) for each in found if each
    ]


@given(BOOKS, ASKED, st.sampled_from(["甲", "乙"]))
def test_a_fee_is_that_of_the_plainest_working_out(
    book: Book, asked: Asked, room: str
) -> None:
    found = asked_of(load(book.text()), asked.ask(room=room))
    assert found.values["fee"] == expected(book, asked, [room])


@given(BOOKS, ASKED)
def test_joined_rooms_cost_what_their_parts_cost(book: Book, asked: Asked) -> None:
    made = load(book.text())
    both = expected(book, asked, ["甲", "乙"])
    assert asked_of(made, asked.ask(room="甲乙")).values["fee"] == both
    assert asked_of(made, asked.ask(rooms=["甲", "乙"])).values["fee"] == both
    assert asked_of(made, asked.ask(rooms=["乙", "甲"])).values["fee"] == both


@given(BOOKS, ASKED)
def test_the_steps_add_up_to_the_fee_which_is_never_negative(
    book: Book, asked: Asked
) -> None:
    found = asked_of(load(book.text()), asked.ask(room="甲"))
    fee = found.values["fee"]
    assert isinstance(fee, int)
    assert fee == sum(told_amounts(found.explained)) >= 0


@given(BOOKS, ASKED, st.integers(1, 20))
def test_the_order_in_the_file_never_matters(
    book: Book, asked: Asked, shift: int
) -> None:
    turned = replace(
        book,
        surcharges=book.surcharges[::-1],
        discounts=book.discounts[::-1],
        order=shift,
    )
    one, other = (load(each.text()) for each in (book, turned))
    ask = asked.ask(rooms=["甲", "乙"])
    assert asked_of(one, ask) == asked_of(other, ask)


@given(BOOKS, ASKED)
def test_asking_again_is_answered_alike(book: Book, asked: Asked) -> None:
    """What is remembered of a place is what would be worked out."""
    made = load(book.text())
    for aircon in (True, False):
        for summer in (True, False):
            ask = asked.ask(room="甲")
            ask["extras"] = {"aircon": aircon}
            ask["use_date"] = "2026-08-03" if summer else "2026-11-12"
            assert asked_of(made, ask) == asked_of(load(book.text()), ask)


UNITS = """
[[unit]]
minutes = {minutes}
part = "up"
{grid}
[[price]]
yen_per_unit = {yen}
[[price]]
rooms = ["乙"]
yen_per_hour = {yen}
"""
MINUTES = st.sampled_from([15, 20, 30, 60, 90, 120])


def clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


@given(
    MINUTES,
    st.integers(0, 500),
    st.integers(0, 1380),
    st.integers(1, 600),
    st.none() | st.integers(0, 12),
)
def test_units_cover_the_use(
    minutes: int, yen: int, start: int, length: int, grid: int | None
) -> None:
    assume(start + length <= 1440)
    told = "" if grid is None else f'grid = "{grid}:00"'
    made = load(HEAD + UNITS.format(minutes=minutes, yen=yen, grid=told))
    span = {"from": clock(start), "to": clock(start + length)}
    found = asked_of(made, {"kind": "quote", "room": "甲", **span})
    units = found.values["units"]
    if grid is None:
        assert units == -(-length // minutes)
    else:
        blocks = {(each - grid * 60) // minutes for each in range(start, start + length)}
        assert units == len(blocks)
    assert found.values["fee"] == units * yen
    assert str(found.values["usable_from"]) <= span["from"]
    assert str(found.values["usable_to"]) >= span["to"]


@given(MINUTES, st.integers(0, 500), st.integers(1, 300), st.integers(1, 300))
def test_two_uses_never_cost_less_than_one_as_long(
    minutes: int, yen: int, first: int, second: int
) -> None:
    made = load(HEAD + UNITS.format(minutes=minutes, yen=yen, grid=""))

    def fee(start: int, end: int) -> int:
        ask = {"kind": "quote", "room": "甲", "from": clock(start), "to": clock(end)}
        found = asked_of(made, ask).values["fee"]
        assert isinstance(found, int)
        return found

    apart = fee(540, 540 + first) + fee(540 + first, 540 + first + second)
    assert fee(540, 540 + first + second) <= apart


@given(MINUTES, st.integers(0, 500), st.integers(1, 300), st.integers(0, 300))
def test_longer_uses_never_cost_less_and_the_difference_is_still_to_pay(
    minutes: int, yen: int, length: int, more: int
) -> None:
    made = load(HEAD + UNITS.format(minutes=minutes, yen=60 * yen, grid=""))
    for room in ("甲", "乙"):
        ask = {"kind": "quote", "room": room, "from": "09:00"}
        short, long = clock(540 + length), clock(540 + length + more)
        first = asked_of(made, ask | {"to": short}).values
        whole = asked_of(made, ask | {"to": long}).values
        found = asked_of(made, ask | {"to": short, "extend_to": long}).values
        before, extra = first["fee"], found["extra"]
        assert isinstance(before, int) and isinstance(extra, int) and extra >= 0
        assert found["fee"] == whole["fee"] == before + extra


@given(st.dates(date(2026, 1, 1), date(2030, 12, 31)), st.integers(0, 9_999))
def test_the_newer_surcharge_replaces_the_older(day: date, number: int) -> None:
    rules = HEAD + (
        f'[[price]]\nyen = {{ "朝" = {number} }}\n'
        '[[surcharge]]\nkind = "市外"\nfactor = 3\nwhen = { residency = "市外" }\n'
        '[[surcharge]]\nkind = "市外"\nfactor = 2\nvalid_from = 2028-04-01\n'
        'when = { residency = "市外" }\n'
    )
    ask = {"kind": "quote", "room": "甲", "use_date": day.isoformat(), "slots": ["朝"]}
    found = asked_of(load(rules), {**ask, "applicant": {"residency": "市外"}})
    assert found.values["fee"] == number * (2 if day >= date(2028, 4, 1) else 3)
