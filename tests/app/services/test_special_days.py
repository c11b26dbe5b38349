"""臨時休館・臨時開館 as rules of every version that holds on the days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.kit.refusal import Refusal
from app.services.special_days import SpecialDay
from tests.app.services.conftest import Center, demo_rules

DAY = date(2026, 12, 1)
CLOSING = SpecialDay(False, DAY, DAY, "床の工事")


def lines(center: Center, day: date) -> str:
    book = center.desk.rulebooks.outline(day)
    return " ".join(line.text for part in book for line in part.lines)


def test_it_holds_in_every_version_and_the_newest_stays_in_force(center: Center) -> None:
    rulebooks = center.desk.rulebooks
    next_year = date(2027, 4, 1)
    text = demo_rules().text
    for number in (1000, 1200):
        changed = text.replace('"午前" = 400', f'"午前" = {number}')
        version = replace(demo_rules(), valid_from=next_year, text=changed)
        rulebooks.enact(center.staff, version)
    for day in (1, 2):
        closing = date(2026, 12, day)
        wish = SpecialDay(False, closing, closing, "床の工事")
        center.desk.special_days.declare(center.staff, wish)
    assert "1,200円" in lines(center, next_year)
    assert "床の工事" in lines(center, next_year)
    assert "400円" in lines(center, DAY)
    assert len(center.desk.special_days.coming()) == 2


def test_a_day_of_one_room_leaves_the_others(center: Center) -> None:
    desk = center.desk
    booked = center.register()
    desk.bookings.book(center.staff, center.wish(booked, DAY, "午前", room="活動室B"))
    wish = replace(CLOSING, rooms=("活動室A",))
    assert not desk.special_days.touched(wish)
    assert [row.room for row in desk.special_days.touched(CLOSING)] == ["活動室B"]
    assert not desk.special_days.touched(replace(CLOSING, opens=True))


def test_it_is_revoked_and_undone(center: Center) -> None:
    desk = center.desk
    done = desk.special_days.declare(center.staff, CLOSING)
    assert desk.special_days.coming() == [CLOSING]
    revoked = desk.special_days.revoke(center.staff, CLOSING)
    assert desk.special_days.coming() == []
    assert revoked.entry is not None and done.entry is not None
    desk.journal.undo(center.staff, revoked.entry)
    assert desk.special_days.coming() == [CLOSING]
    desk.journal.undo(center.staff, done.entry)
    assert len(desk.rulebooks.versions()) == 1


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        (date(2026, 11, 23), DAY, "special_days.past"),
        (DAY, date(2026, 11, 30), "special_days.span"),
        (DAY, date(2027, 4, 1), "special_days.span"),
    ],
)
def test_days_that_make_no_sense_are_refused(
    center: Center, first: date, last: date, code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        center.desk.special_days.declare(
            center.staff, replace(CLOSING, first=first, last=last)
        )
    assert refused.value.code == code
    assert len(center.desk.rulebooks.versions()) == 1
