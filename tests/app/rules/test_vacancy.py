"""空き状況: each sign of a day, and of many 区分 against a slow, plain version."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.rules.book.hire import Slot
from app.rules.month import DayColor, SlotColor, State
from app.rules.vacancy import MEANINGS, MOST_LINES, Sign, Span, lines

TODAY = date(2026, 12, 10)
NOON = [Slot("午前", 540, 720), Slot("午後", 780, 1020)]
ALL_DAY = Slot("全日", 540, 1020, ("午前", "午後"))


def day(number: int, *states: State, whole: State = State.OPEN) -> DayColor:
    colors = [SlotColor(s, st, 0) for s, st in zip(NOON, states, strict=False)]
    if colors:
        colors.append(SlotColor(ALL_DAY, whole, 0))
    return DayColor(date(2026, 12, number), whole, None, tuple(colors))


def used(number: int, first: int, last: int) -> Span:
    midnight = datetime(2026, 12, number)
    return midnight + timedelta(hours=first), midnight + timedelta(hours=last)


def test_a_line_for_each_slot() -> None:
    days = [
        day(9, State.OPEN, State.OPEN),
        day(10, State.OPEN, State.OPEN),
        day(11, State.CLOSED, State.TOO_EARLY),
        day(12, State.OVER, State.UNKNOWN),
        day(13, whole=State.CLOSED),
    ]
    held = [used(10, 11, 13), used(11, 13, 14)]
    assert lines(days, held, TODAY) == [
        ("午前", (Sign.OVER, Sign.TAKEN, Sign.CLOSED, Sign.OVER, Sign.CLOSED)),
        ("午後", (Sign.OVER, Sign.FREE, Sign.TAKEN, Sign.UNKNOWN, Sign.CLOSED)),
    ]


def test_a_use_that_ends_as_the_slot_begins_takes_nothing() -> None:
    [_, (_, signs)] = lines([day(10, State.OPEN, State.OPEN)], [used(10, 9, 13)], TODAY)
    assert signs == (Sign.FREE,)


def test_a_slot_that_one_day_does_not_have() -> None:
    short = day(11, State.OPEN)
    names = dict(lines([day(10, State.OPEN, State.OPEN), short], [], TODAY))
    assert names["午後"] == (Sign.FREE, Sign.NONE)


def test_without_any_slots_the_day_alone_is_told() -> None:
    days = [day(9, whole=State.UNKNOWN), day(10, whole=State.UNKNOWN)]
    assert lines(days, [], TODAY) == [("", (Sign.OVER, Sign.UNKNOWN))]


def test_every_sign_on_paper_is_explained() -> None:
    assert MEANINGS.keys() == set(Sign) - {Sign.NONE}


HOURS = [Slot(f"{h}時", h * 60, h * 60 + 60) for h in range(9, 9 + MOST_LINES + 4)]


def slow(color: DayColor, held: list[Span]) -> Sign:
    """What one would say looking at one hour after the other."""
    free = shut = early = over = unknown = 0
    for each in color.slots:
        busy = any(
            s < each.slot.ends_on(color.day) and each.slot.starts_on(color.day) < e
            for s, e in held
        )
        shut += each.state is State.CLOSED
        past = color.day < TODAY and each.state is not State.CLOSED
        over += past or (not busy and each.state is State.OVER)
        open_ = not busy and not past
        free += open_ and each.state is State.OPEN
        early += open_ and each.state is State.TOO_EARLY
        unknown += open_ and each.state is State.UNKNOWN
    if free:
        return Sign.FREE if free + shut == len(color.slots) else Sign.PARTLY
    if shut == len(color.slots):
        return Sign.CLOSED
    if shut + early + over + unknown < len(color.slots):
        return Sign.TAKEN
    return Sign.EARLY if early else Sign.OVER if over else Sign.UNKNOWN


@given(
    st.integers(8, 12),
    st.lists(st.sampled_from(State), min_size=len(HOURS), max_size=len(HOURS)),
    st.lists(st.tuples(st.integers(8, 17), st.integers(1, 4)), max_size=3),
)
def test_a_day_of_many_slots_has_one_sign(
    number: int, states: list[State], uses: list[tuple[int, int]]
) -> None:
    slots = tuple(SlotColor(s, st, 0) for s, st in zip(HOURS, states, strict=True))
    color = DayColor(date(2026, 12, number), State.OPEN, None, slots)
    held = [used(number, first, first + hours) for first, hours in uses]
    assert lines([color], held, TODAY) == [("", (slow(color, held),))]
