"""What a group usually asks for, against counting by hand."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from app.rules.usual import LAST, Use, pattern

ROOMS = [UUID(int=n) for n in range(3)]
TUESDAY = date(2026, 12, 1)


def use(day: date, slot: str = "午後", room: int = 0, people: int = 12) -> Use:
    return Use(ROOMS[room], day, (slot,), people)


def test_the_most_frequent_of_the_last_uses() -> None:
    weeks = [TUESDAY - timedelta(weeks=n) for n in range(3)]
    found = pattern([use(TUESDAY, "夜間"), *map(use, weeks)])
    assert found is not None
    assert (found.weekday, found.slots, found.times, found.of) == (1, ("午後",), 3, 4)
    assert found.on_or_after(date(2026, 12, 2)) == date(2026, 12, 8)
    assert found.on_or_after(TUESDAY) == TUESDAY


def test_without_a_use_nothing_is_usual() -> None:
    assert pattern([]) is None


def test_older_habits_do_not_count() -> None:
    old = [use(TUESDAY - timedelta(weeks=n), "午前") for n in range(50)]
    found = pattern([*(use(TUESDAY, "夜間") for _ in range(LAST)), *old])
    assert found is not None and found.slots == ("夜間",)


@given(
    st.lists(
        st.builds(
            use,
            st.integers(0, 30).map(lambda n: TUESDAY - timedelta(days=n)),
            st.sampled_from(("午前", "午後")),
            st.integers(0, 2),
            st.integers(1, 40),
        ),
        min_size=1,
        max_size=LAST + 5,
    )
)
def test_as_somebody_with_a_pencil_would_count(uses: list[Use]) -> None:
    found = pattern(uses)
    last = uses[:LAST]
    best, most = None, 0
    for one in last:
        like = [
            each
            for each in last
            if (each.room_id, each.slots) == (one.room_id, one.slots)
            and each.day.weekday() == one.day.weekday()
        ]
        if len(like) > most:
            best, most = like[0], len(like)
    assert found is not None and best is not None
    assert (found.room_id, found.slots, found.weekday, found.people, found.times) == (
        best.room_id,
        best.slots,
        best.day.weekday(),
        best.people,
        most,
    )
