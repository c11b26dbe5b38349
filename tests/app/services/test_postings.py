"""For the public, from what is booked: no name that a group did not allow."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from app.services.equipment import KindForm
from app.services.forms import ELSEWHERE, Form
from app.services.offered import Wanted
from app.services.postings import Stretch
from app.services.rooms import RoomForm
from tests.app.kit.test_ical import parts, told
from tests.app.printing.readers import text_of
from tests.app.services.conftest import Center

TODAY = date(2026, 11, 24)


def agree(center: Center, group: UUID) -> None:
    card = center.desk.groups.card(group)
    form = replace(card.form, posted=True)
    center.desk.groups.correct(center.staff, group, form, card.loaded)


@pytest.fixture
def busy(center: Center) -> Center:
    """花の会 agreed to be named, 匿名の会 did not; both booked in time and come today."""
    center.clock.now -= timedelta(days=10)
    flowers, shy = center.register(), center.register("匿名の会", "トクメイノカイ")
    agree(center, flowers)
    for group, slot in ((flowers, "午前"), (shy, "午後")):
        center.desk.bookings.book(center.staff, center.wish(group, TODAY, slot))
    center.clock.now += timedelta(days=10)
    return center


def test_a_name_is_shown_only_where_the_group_agreed(busy: Center) -> None:
    board = busy.desk.postings.board()
    assert (board.center, board.day) == ("市民活動支援センター", TODAY)
    assert [(row.starts.hour, row.group) for row in board.uses] == [
        (9, "花の会"),
        (13, ""),
    ]


def test_the_board_is_of_the_day_it_is(busy: Center) -> None:
    busy.clock.now += timedelta(days=1)
    board = busy.desk.postings.board()
    assert (board.day, board.uses) == (TODAY + timedelta(days=1), [])


def test_consent_is_taken_back_like_any_correction(busy: Center) -> None:
    group = busy.desk.groups.search("花の会")[0].id
    card = busy.desk.groups.card(group)
    form = replace(card.form, posted=False)
    entry = busy.desk.groups.correct(busy.staff, group, form, card.loaded).entry
    assert {row.group for row in busy.desk.postings.board().uses} == {""}
    assert entry is not None
    busy.desk.journal.undo(busy.staff, entry)
    assert {row.group for row in busy.desk.postings.board().uses} == {"花の会", ""}


def test_the_sheet_of_the_staff_tells_all(busy: Center) -> None:
    desk = busy.desk
    kind = desk.equipment.add_kind(busy.staff, KindForm("プロジェクター", "2", "", "K1"))
    group = desk.groups.search("匿名の会")[0].id
    wish = busy.wish(group, TODAY, "夜間", room="活動室B")
    wish = replace(wish, equipment=(Wanted(kind.value),))
    busy.clock.now -= timedelta(days=10)
    desk.bookings.book(busy.staff, wish)
    busy.clock.now += timedelta(days=10)
    sheet = desk.postings.day_sheet(TODAY)
    text = text_of(sheet.pdf)
    for word in ("花の会", "匿名の会", "プロジェクター", "3件 60人", "活動室B"):
        assert word in text, word
    assert sheet.file_name == "本日の利用一覧 令和8年11月24日(火).pdf"


def test_doors_name_only_who_agreed(busy: Center) -> None:
    sheet = busy.desk.postings.door_sheets(TODAY)
    text, other = text_of(sheet.pdf), text_of(sheet.pdf, 1)
    assert "花の会" in text and "予約あり" in text and "匿名の会" not in text
    assert "活動室B" in other and "本日の予約はありません" in other


def join(center: Center) -> UUID:
    """活動室B is made of 活動室A now, as a hall is of its halves."""
    whole, part = center.room("活動室B"), center.room("活動室A")
    form = RoomForm(whole.name, "48", parts=(part.id,))
    center.desk.rooms.correct(center.staff, whole.id, form)
    return whole.id


def test_what_is_used_as_a_whole_is_used_in_its_parts(busy: Center) -> None:
    whole = join(busy)
    desk = busy.desk
    sheet = desk.postings.door_sheets(TODAY)
    assert "活動室B" not in text_of(sheet.pdf)
    found = desk.postings.calendar(whole, Stretch.month(TODAY))
    assert found.count == 2
    lines = text_of(desk.postings.free_month(TODAY).pdf).splitlines()
    assert sum("×" in line for line in lines) >= 2


def test_the_month_has_signs_and_no_name(busy: Center) -> None:
    busy.clock.now -= timedelta(days=10)
    sheet = busy.desk.postings.free_month(TODAY)
    text = text_of(sheet.pdf)
    for word in (
        "令和8年11月",
        "活動室A",
        "○ 空き",
        "× 予約済み",
        "休 休館",
        "－ 受付終了",
    ):
        assert word in text, word
    assert "花の会" not in text
    assert text.count("×") == 3  # two uses, and what the sign means


def test_what_is_prepared_is_not_free_and_not_shown_as_used(busy: Center) -> None:
    """午前 and 午後 are used: who would come in 夜間 could not prepare after them."""
    busy.clock.now -= timedelta(days=10)
    desk, room = busy.desk, busy.room()
    free = text_of(desk.postings.free_month(TODAY).pdf).count("×")
    board, doors = desk.postings.board(), desk.postings.door_sheets(TODAY)
    form = RoomForm(room.name, "24", preparation="75")
    desk.rooms.correct(busy.staff, room.id, form)
    assert text_of(desk.postings.free_month(TODAY).pdf).count("×") == free + 1
    assert desk.postings.board().uses == board.uses
    assert text_of(desk.postings.door_sheets(TODAY).pdf) == text_of(doors.pdf)


def test_a_room_as_a_calendar(busy: Center) -> None:
    room = busy.room().id
    plain = busy.desk.postings.calendar(room, Stretch.month(TODAY))
    assert (plain.file_name, plain.count) == ("活動室A 令和8年11月.ics", 2)
    assert [told(each["SUMMARY"]) for each in parts(plain.data)] == ["予約あり"] * 2
    named = busy.desk.postings.calendar(room, Stretch.year(TODAY), named=True)
    assert [told(each["SUMMARY"]) for each in parts(named.data)] == ["花の会", "予約あり"]
    uids = [[each["UID"] for each in parts(file.data)] for file in (plain, named)]
    assert uids[0] == uids[1] and len(set(uids[0])) == 2


def test_a_month_and_a_fiscal_year() -> None:
    month, year = Stretch.month(date(2026, 12, 31)), Stretch.year(date(2027, 3, 31))
    assert (month.first, month.after) == (date(2026, 12, 1), date(2027, 1, 1))
    assert (year.first, year.after) == (date(2026, 4, 1), date(2027, 4, 1))
    assert year.name == "令和8年度" and len(list(year.months())) == 12


@pytest.mark.parametrize("form", ELSEWHERE)
def test_blank_ones(center: Center, form: Form) -> None:
    sheet = center.desk.forms.blank(form)
    assert "市民活動支援センター" in text_of(sheet.pdf) and sheet.subject_id is None
    center.desk.forms.printed(center.staff, sheet)
    assert center.desk.forms.printouts() == []
