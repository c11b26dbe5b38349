"""利用停止 in grids, in what is offered, and in what hangs where everybody sees it."""

from __future__ import annotations

from datetime import date

import pytest

from app.services.blockings import Stretch
from app.services.postings import Stretch as Span
from tests.app.kit.test_ical import parts, told
from tests.app.printing.readers import text_of
from tests.app.services.conftest import Center
from tests.app.services.test_blockings import DAY, actor, hour, join, wish


@pytest.fixture
def shut(center: Center) -> Center:
    """活動室A is not to be had on a morning, and for another reason in the evening."""
    block = center.desk.blockings.block
    block(actor(center), wish(center, 8.5, 12.5))
    evening = (Stretch(hour(18), hour(0, date(2026, 12, 2))),)
    block(
        actor(center),
        wish(center, stretches=evening, kind="official", reason="開票", posted=True),
    )
    return center


def test_grids_show_it_and_offer_none_of_it(shut: Center) -> None:
    desk, room = shut.desk, shut.room()
    day = desk.offers.day(DAY)
    assert [row.kind for row in day.blockings] == ["maintenance", "official"]
    [line] = [each for each in day.rooms if each.room.id == room.id]
    assert [(o.slot.name, o.taken) for o in line.base] == [
        ("午前", True),
        ("午後", False),
        ("夜間", True),
    ]
    week = desk.ledgers.week(room.id, DAY)
    assert [len(each.blockings) for each in week.days] == [0, 2, 0, 0, 0, 0, 0]
    assert [offer.taken for offer in week.days[1].room.base] == [True, False, True]
    assert len(desk.months.month(DAY).blockings) == 2
    assert {p.slots for p in desk.offers.places(DAY, rooms=[room.name])} == {("午後",)}
    shut.clock.now = shut.clock.now.replace(month=12, day=1)
    assert len(desk.today.view(shut.clock.now.replace(tzinfo=None)).blockings) == 2


def test_a_joined_room_shows_it_too(shut: Center) -> None:
    join(shut)
    whole = shut.room("活動室B")
    week = shut.desk.ledgers.week(whole.id, DAY)
    assert [row.room for row in week.days[1].blockings] == ["活動室A"] * 2


def test_the_public_learns_no_reason_that_is_not_posted(shut: Center) -> None:
    shut.clock.now = shut.clock.now.replace(month=12, day=1, hour=7)
    desk = shut.desk
    words = ["利用停止（点検・修繕）", "利用停止（公用） 開票"]
    assert [row.group for row in desk.postings.board().uses] == words
    door = text_of(desk.postings.door_sheets(DAY).pdf)
    assert "開票" in door and "空調" not in door and "18:00〜24:00" in door
    month = Span.month(DAY)
    events = parts(desk.postings.calendar(shut.room().id, month).data)
    assert [told(each["SUMMARY"]) for each in events] == words
    sheet = text_of(desk.postings.day_sheet(DAY).pdf)
    assert "空調の点検" in sheet and "0件 0人" in sheet


def test_a_month_of_free_places_knows_it(center: Center) -> None:
    def taken() -> int:
        text = text_of(center.desk.postings.free_month(DAY).pdf)
        return text.count("×")

    before = taken()
    whole = Stretch(hour(0), hour(0, date(2026, 12, 2)))
    center.desk.blockings.block(actor(center), wish(center, stretches=(whole,)))
    assert taken() == before + 3 + (before == 0)  # the legend names × with the first
