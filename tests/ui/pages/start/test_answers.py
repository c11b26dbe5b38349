"""The answers of はじめて使う make a center that can work at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.desk import desk_on
from app.rules.fees import quote
from app.rules.file.shelf import samples
from app.rules.nearest import Asked
from app.services.bookings import BookRoom
from app.services.groups import GroupForm, PersonForm
from db.store import Store
from tests.app.services.conftest import Hand
from tests.conftest import sqlite_engine
from ui.pages.start.answers import (
    Answers,
    RoomAnswer,
    Sample,
    cities,
    published_rooms,
    years,
)

ANSWERS = Answers(
    city="春日部市",
    center="市民活動支援センター",
    address="春日部市南一丁目1番地7",
    phone="048-000-0000",
    year=2026,
    sample=Sample.BLANK,
    rooms=[RoomAnswer("会議室1", 24), RoomAnswer("和室", 0)],
    name="渡邊 千恵子",
    kana="ワタナベ チエコ",
    pin="2468",
    backups=Path("/media/usb"),
)
PUBLISHED = replace(
    ANSWERS, sample=Sample.DEMO, rooms=[RoomAnswer(name, 0) for name in published_rooms()]
)


CITY = replace(ANSWERS, sample=Sample.CITY, like="koshigaya")


def test_the_rules_of_the_nearest_city_are_for_the_own_rooms() -> None:
    center = CITY.new_center()
    book = center.rulebook.loaded()
    assert [room.name for room in book.rooms] == ["会議室1", "和室"]
    assert book.facilities == ("市民活動支援センター",)
    assert quote(book, "和室", date(2026, 12, 5), ["午前"]).fee == 800
    assert "越谷市の見本をもとにした下書き（足りない定め" in dict(CITY.lines())["規則集"]


def test_the_nearest_city_is_offered_first() -> None:
    assert cities({})[0][0] in samples()
    first, *_ = cities({Asked.FEE: "charged"})
    assert first[1].endswith("（合うところ 1/1）")
    assert "blank" not in [value for value, _ in cities({})]


@pytest.mark.parametrize("answers", [ANSWERS, PUBLISHED], ids=["blank", "published"])
def test_every_room_can_be_booked(answers: Answers, tmp_path: Path) -> None:
    engine, clock = sqlite_engine(tmp_path), Hand()
    desk = desk_on(Store(engine, "H"), "H", clock)
    staff = desk.setup.found(answers.new_center()).value.hex
    head = PersonForm(name="髙橋 節子", kana="タカハシ セツコ")
    form = GroupForm(name="花の会", kana="ハナノカイ", representative=head)
    group = desk.groups.register(staff, form).value.id
    rooms = desk.offers.day(date(2026, 12, 5)).rooms
    assert [row.room.name for row in rooms] == [room.name for room in answers.rooms]
    for after, row in enumerate(rooms):
        day = date(2026, 12, 5) + timedelta(days=after)
        desk.bookings.book(
            staff, BookRoom(row.room.id, group, day, ("午前",), "総会", 12)
        )
    engine.dispose()


def test_the_address_is_kept_for_papers(tmp_path: Path) -> None:
    engine = sqlite_engine(tmp_path)
    desk = desk_on(Store(engine, "H"), "H", Hand())
    desk.setup.found(ANSWERS.new_center())
    [site] = desk.settings.sites()
    assert (site.address, site.phone) == ("春日部市南一丁目1番地7", "048-000-0000")
    engine.dispose()


def test_all_is_read_once_more() -> None:
    lines = dict(ANSWERS.lines())
    assert lines["部屋"] == "会議室1（24人）、和室"
    assert lines["年度"] == "令和8年度から"


def test_this_fiscal_year_comes_first() -> None:
    assert [year for year, _ in years(date(2027, 3, 31))] == ["2026", "2025"]
