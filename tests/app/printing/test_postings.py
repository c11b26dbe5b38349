"""What hangs on walls and lies on the desk: a day, a door, a month; crowded and empty."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from app.printing import booking_day_sheet, booking_door_sheet, booking_free_month
from app.printing.booking_day_sheet import DaySheet, DayUse
from app.printing.booking_door_sheet import DoorSheet, DoorUse
from app.printing.booking_free_month import FreeMonth, Line, RoomMonth
from app.printing.kit.page import LANDSCAPE
from app.printing.kit.paper import Paper
from tests.app.printing.readers import fonts_of, outside, overlaps, text_of

CENTER = "越谷市市民活動支援センター"
DAY = date(2026, 11, 24)
LONG = "特定非営利活動法人 水辺のにぎわいと歩いて楽しい道づくりをすすめる市民の会"
ROOMS = [f"第{n}会議室（多目的・防音）" for n in range(1, 31)]
SIGNS = "○×休前－△?"


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 24, hour, minute)


def use(room: str, hour: int, group: str = LONG) -> DayUse:
    return DayUse(
        room,
        at(hour),
        at(hour + 3, 30),
        group,
        "歴史的建造物の保存と活用を考える連続講座の準備会",
        120,
        "プロジェクター、展示パネル×12、ワイヤレスマイク×4、長机×20",
        123_450,
        key_out=hour < 13,
        key_back=hour < 10,
    )


CROWDED_DAY = DaySheet(
    center=CENTER,
    day=DAY,
    printed=at(8, 45),
    rooms=ROOMS,
    uses=[use(room, hour) for room in ROOMS[:-1] for hour in (9, 13, 18)],
)
CROWDED_DOOR = DoorSheet(
    center=CENTER,
    room="大会議室（第1・第2・第3会議室つづき間）",
    day=DAY,
    uses=[DoorUse(at(h), at(h + 1), LONG if h % 2 else "") for h in range(7, 22)],
)
DAYS = tuple(DAY.replace(day=1) + timedelta(days=n) for n in range(30))
CROWDED_MONTH = FreeMonth(
    center=CENTER,
    contact="電話 048-000-0000（内線 1204）",
    first=date(2026, 12, 1),
    rooms=[
        RoomMonth(
            room,
            [
                Line(slot, [SIGNS[(n + at) % len(SIGNS)] for n in range(31)])
                for slot in ("午前", "午後1", "午後2（夕方）", "夜間")
            ],
        )
        for at, room in enumerate(ROOMS)
    ],
    holidays=frozenset({date(2026, 12, 23)}),
    meanings=[
        ("○", "空き"),
        ("△", "一部空き"),
        ("×", "予約済み"),
        ("休", "休館"),
        ("前", "受付前"),
        ("－", "受付終了"),
        ("?", "窓口でおたずねください"),
    ],
    printed=DAY,
)
PAPERS = {
    "day": lambda: booking_day_sheet.make(CROWDED_DAY),
    "day blank": lambda: booking_day_sheet.make(DaySheet(center=CENTER)),
    "door": lambda: booking_door_sheet.make([CROWDED_DOOR]),
    "door empty": lambda: booking_door_sheet.make(
        [DoorSheet(center=CENTER, room="活動室A", day=DAY)]
    ),
    "door blank": lambda: booking_door_sheet.make([DoorSheet(center=CENTER)]),
    "month": lambda: booking_free_month.make(CROWDED_MONTH),
    "month blank": lambda: booking_free_month.make(FreeMonth(center=CENTER)),
}
each = pytest.mark.parametrize("name", PAPERS)


@each
def test_nothing_leaves_its_place_or_lies_on_another(name: str) -> None:
    paper = PAPERS[name]()
    assert outside(paper) == [] and overlaps(paper) == []
    assert paper.missing == []


@each
def test_every_font_is_inside(name: str) -> None:
    assert all(fonts_of(PAPERS[name]().pdf()).values())


def pages(paper: Paper) -> list[str]:
    pdf = paper.pdf()
    return [text_of(pdf, n) for n in range(len(paper.pages))]


def test_the_staff_sees_who_what_and_what_is_open() -> None:
    uses = [use("活動室A", 9, "花の会"), use("活動室A", 18, "合唱団こだま")]
    day = DaySheet(
        center=CENTER, day=DAY, printed=at(8), rooms=["活動室A", "活動室B"], uses=uses
    )
    [text] = pages(booking_day_sheet.make(day))
    for told in (
        "令和8年11月24日(火)",
        "8:00 現在",
        "2件 240人",
        "2件 246,900円",
        "9:00〜12:30",
        "花の会（歴史的建造物",
        "プロジェクター、展示パネル×12",
        "■渡 ■返",
        "□渡 □返",
        "（予約はありません）",
    ):
        assert told in text, told
    assert text.count("活動室A") == 1


def test_a_crowded_day_takes_as_many_pages_as_it_needs() -> None:
    first, second, third = pages(booking_day_sheet.make(CROWDED_DAY))[:3]
    assert "1 / 3" in first and "3 / 3" in third
    assert all("本日の利用一覧" in text for text in (first, second, third))
    assert ROOMS[-1] in third and ROOMS[0] in first
    assert ROOMS[13] in first and ROOMS[13] in second  # goes on, so is named again


def test_a_door_tells_times_and_only_names_that_may_be_told() -> None:
    uses = [DoorUse(at(9), at(12), ""), DoorUse(at(13), at(17), "花の会")]
    door = DoorSheet(center=CENTER, room="活動室A", day=DAY, uses=uses)
    paper = booking_door_sheet.make([door])
    [text] = pages(paper)
    for told in ("活動室A", "9:00〜12:00", "予約あり", "13:00〜17:00", "花の会", CENTER):
        assert told in text, told
    sizes = {each.text: each.size for each in paper.page.texts}
    assert sizes["花の会"] >= 30 and sizes["活動室A"] >= 50


def test_each_room_has_its_page() -> None:
    doors = [DoorSheet(center=CENTER, room=room, day=DAY) for room in ROOMS]
    paper = booking_door_sheet.make(doors)
    assert len(paper.pages) == 30
    assert "本日の予約はありません" in pages(paper)[29]


def test_more_uses_than_a_page_holds_go_on() -> None:
    uses = [DoorUse(at(9, n), at(10, n), f"団体{n}") for n in range(40)]
    paper = booking_door_sheet.make([DoorSheet(center=CENTER, room="室", uses=uses)])
    told = pages(paper)
    assert len(told) == 3 and "団体39" in told[2] and paper.rest == []


def test_a_month_lies_on_its_side_and_tears_no_room_apart() -> None:
    paper = booking_free_month.make(CROWDED_MONTH)
    assert {page.size for page in paper.pages} == {LANDSCAPE}
    told = pages(paper)
    for text, room in ((told[0], ROOMS[0]), (told[-1], ROOMS[-1])):
        assert room in text and "令和8年12月　空き状況" in text
        assert "休 休館" in text and "水祝" in text and "31" in text
    assert [text.count("夜間") for text in told] == [6, 6, 6, 6, 6]
    assert f"{len(told)} / {len(told)}" in told[-1]


def test_a_short_month_has_no_day_too_many() -> None:
    rooms = [RoomMonth("活動室A", [Line("", "○" * 28)])]
    month = FreeMonth(center=CENTER, first=date(2027, 2, 1), rooms=rooms)
    [text] = pages(booking_free_month.make(month))
    assert "28" in text and "29" not in text and text.count("○") == 28
