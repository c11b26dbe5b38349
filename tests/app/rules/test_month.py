"""The month at a glance says what each of its cells says when it is asked alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from random import Random

import pytest

from app.kit.refusal import Refusal
from app.rules.acceptance.windows import window
from app.rules.book.rulebook import Rulebook
from app.rules.calendar.opening import opening_at
from app.rules.fees import quote
from app.rules.fees.slots import slots_of
from app.rules.file.load import load
from app.rules.file.shelf import sample
from app.rules.month import DayColor, MonthColors, SlotColor, State

CITY = """
name = "市"
default_source = "規"
source = [{ id = "規", title = "条例" }]
facility = [{ name = "東館" }, { name = "西館" }]
season = [{ name = "冬", between = ["11/16", "3/15"] }]
holidays = { bare = "with_substitutes" }
[[closed]]
weekdays = ["月"]
[[closed]]
facilities = ["西館"]
dates = [2026-11-18]
reason = "点検"
[[closed]]
facilities = ["東館"]
dates = [2026-11-19]
span = "13:00-17:00"
reason = "清掃"
[[open]]
dates = [2026-11-09]
reason = "祭り"
[[hours]]
hours = "9:00-21:00"
[[hours]]
when = { days = ["日"] }
hours = "9:00-17:00"
[[slots]]
times = { "朝" = "9:00-12:00", "昼" = "13:00-17:00", "夜" = "18:00-21:00" }
[[window]]
opens = { months_before = 2, day = 1 }
closes = { days_before = 3 }
[[window]]
facilities = ["西館"]
opens = { days_before = 20 }
closes = { days_before = 1 }
"""
FIRST = date(2026, 11, 1)
DAYS = [FIRST + timedelta(days=n) for n in range(30)]
CONDITIONS = (
    "",
    'when = { days = ["土", "日", "祝日"] }',
    'when = { season = ["冬"] }',
    'when = { season = ["冬"], days = ["日"] }',
    "valid_from = 2026-11-10",
    "valid_until = 2026-11-20\nprefer = 1",
    'when = { room_kind = ["広い"] }',
    "when = { days_ahead = { from = 5 } }",
)


def city(seed: int) -> Rulebook:
    """Rooms with prices that hang on whatever a price can hang on."""
    dice, text = Random(seed), [CITY]
    for number in range(8):
        house, kind = dice.choice("東西"), dice.choice(["広い", "狭い"])
        text.append(
            f'[[room]]\nname = "室{number}"\nfacility = "{house}館"\nkind = "{kind}"'
        )
    text.append('[[room]]\nname = "広"\nfacility = "東館"\nkind = "広い"')
    for condition in dice.sample(CONDITIONS, 5):
        rooms = dice.choice(["", 'rooms = ["室1", "室2"]', 'rooms = ["広い"]'])
        price = dice.randrange(100, 900, 10)
        yen = f'yen = {{ "朝" = {price}, "昼" = {price + 100} }}'
        text.append(f"[[price]]\n{rooms}\n{condition}\n{yen}")
    return load("\n".join(text))


def alone(book: Rulebook, room: str, asked: date) -> Iterator[DayColor]:
    """Every cell for itself."""
    place = book.place(room)
    for day in DAYS:
        try:
            opening = opening_at(place, day)
        except Refusal:
            opening = None
        opens: date | None = None
        closes: date | None = None
        with suppress(Refusal):
            span = window(book, day, room)
            opens, closes = span.opens, span.closes
        if opening is not None and not opening.open:
            state = State.CLOSED
        elif opens is not None and asked < opens:
            state = State.TOO_EARLY
        elif closes is not None and asked > closes:
            state = State.OVER
        else:
            state = State.OPEN if opening and opens else State.UNKNOWN
        slots = []
        for slot in slots_of(book, day, room):
            try:
                fee = quote(book, room, day, (slot.name,)).fee
            except Refusal:
                fee = None
            open_ = opening is None or opening.covers(slot.start, slot.end)
            slots.append(SlotColor(slot, state if open_ else State.CLOSED, fee))
        why = opening.explained[0].text if opening and state is State.CLOSED else ""
        yield DayColor(day, state, opens, tuple(slots), why)


@pytest.mark.parametrize("seed", range(12))
def test_a_cell_is_the_same_alone_and_among_others(seed: int) -> None:
    book, asked = city(seed), date(2026, 11, 5)
    colors, rooms = MonthColors(book), [room.name for room in book.rooms]
    for _ in range(2):
        found = colors.of(rooms, DAYS, asked)
        assert all(found[room] == tuple(alone(book, room, asked)) for room in rooms)


def test_all_states_are_seen() -> None:
    book = city(1)
    rooms = [room.name for room in book.rooms]
    found = MonthColors(book).of(rooms, DAYS, date(2026, 11, 5))
    states = {slot.state for days in found.values() for day in days for slot in day.slots}
    assert states == {State.OPEN, State.CLOSED, State.TOO_EARLY, State.OVER}


def test_what_the_rules_do_not_say_is_not_known() -> None:
    book = sample("koshigaya")
    found = MonthColors(book).of(["活動室A", "どこか"], DAYS, date(2026, 10, 5))
    assert {day.state for day in found["活動室A"]} == {State.UNKNOWN}
    assert found["活動室A"][0].slots[0].fee == 800
    assert {day.state for day in found["どこか"]} == {State.UNKNOWN}
