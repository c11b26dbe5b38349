"""The tiles of a month and of a year: sign, number, sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.book.hire import Slot
from app.services.ledgers import LedgerYear
from app.services.months import DayColor, LedgerMonth, MonthRow, SlotColor, State
from app.services.today import BookingRow
from db.queries.today import RoomRow
from ui.kit.grid.tiles import Tile
from ui.pages.bookings.lines import Line, slots_of
from ui.pages.bookings.modes import Mode, stepped
from ui.pages.bookings.month import month_sheet
from ui.pages.bookings.year import year_sheet

NOW = datetime(2026, 12, 10, 14, 7)
ROOM = RoomRow(UUID(int=1), "会議室A", "H", "センター", 24)
#: The key of a room that it is part of.
JOINED = UUID(int=2)
BASE = (
    Slot("午前", 540, 720),
    Slot("午後", 780, 1020),
    Slot("夜間", 1080, 1290),
)
SLOTS = (*BASE, Slot("全日", 540, 1290, ("午前", "午後", "夜間")))
FREE = DayColor(
    date(2026, 12, 11),
    State.OPEN,
    None,
    tuple(SlotColor(slot, State.OPEN, 800 + n) for n, slot in enumerate(SLOTS)),
)


def booked(slot: Slot, day: date, status: str = "confirmed") -> BookingRow:
    starts, ends = slot.starts_on(day), slot.ends_on(day)
    return BookingRow(
        UUID(int=starts.toordinal() * 2000 + slot.start),
        "H26-0001", ROOM.id, ROOM.name, UUID(int=9), "花の会", "総会", slot.name,
        starts, ends, starts, ends, status, 20, 800, 0,
    )  # fmt: skip


def in_month(slot: Slot, day: date, status: str = "confirmed", **more: Any) -> MonthRow:
    starts, ends = slot.starts_on(day), slot.ends_on(day)
    row = MonthRow(ROOM.id, "花の会", slot.name, starts, ends, starts, ends, status)
    return row._replace(**more)


def tile(color: DayColor, *rows: MonthRow, room: RoomRow = ROOM) -> Tile:
    colors, joined = {room.name: (color,)}, {room.id: frozenset({JOINED})}
    month = LedgerMonth(date(2026, 12, 1), [room], colors, rows, joined)
    found = month_sheet(month, NOW).rows[0].tiles[0]
    assert found is not None
    return found


def on(day: int, state: State = State.OPEN) -> DayColor:
    return replace(FREE, day=date(2026, 12, day), state=state)


def test_a_free_day_says_its_slots_and_its_price() -> None:
    found = tile(FREE)
    assert (found.kind, found.sign, found.text, found.note) == ("free", "○", "3", "800")
    assert found.says == "会議室A 12月11日(金) 空き 午前・午後・夜間 800円から802円"


def test_what_is_left_of_a_day() -> None:
    found = tile(FREE, in_month(BASE[1], FREE.day))
    assert (found.kind, found.text) == ("part", "2")
    assert found.says.endswith("予約 1件 午後 花の会")


def test_a_room_that_is_joined_is_used_by_its_parts() -> None:
    found = tile(FREE, in_month(BASE[1], FREE.day, room_id=JOINED))
    assert (found.kind, found.text) == ("part", "2")
    assert found.says.endswith("つながる部屋の予約 1件 午後 花の会")


def test_what_is_still_cleaned_up_is_not_free() -> None:
    """After the use before, and after what would be booked."""
    late = datetime.combine(FREE.day, time(13, 15))
    assert tile(FREE, in_month(BASE[0], FREE.day, busy_until=late)).text == "1"
    slow = ROOM._replace(turnaround=90)
    assert tile(FREE, in_month(BASE[1], FREE.day), room=slow).text == "1"


def test_today_has_only_what_is_still_to_come() -> None:
    assert tile(on(10)).says.split()[3] == "午後・夜間"


@pytest.mark.parametrize(
    ("statuses", "kind", "sign"),
    [
        (("confirmed", "confirmed", "confirmed"), "full", "×"),
        (("confirmed", "provisional", "confirmed"), "hold", "△"),
        (("confirmed", "in_use", "confirmed"), "inuse", "●"),
    ],
)
def test_a_day_with_nothing_left(statuses: tuple[str, ...], kind: str, sign: str) -> None:
    rows = [
        in_month(s, FREE.day, status) for s, status in zip(BASE, statuses, strict=True)
    ]
    found = tile(FREE, *rows)
    assert (found.kind, found.sign) == (kind, sign)


@pytest.mark.parametrize(
    ("why", "kind", "sign"),
    [
        ("令和8年12月21日(月)は休館日です(第3月曜)", "shut", "休"),
        ("令和8年12月21日(月)は休館日です(設備点検)", "stop", "点"),
    ],
)
def test_a_closed_day_says_why(why: str, kind: str, sign: str) -> None:
    found = tile(replace(on(21, State.CLOSED), why=why))
    assert (found.kind, found.sign) == (kind, sign)
    assert found.says.endswith(why.partition("は")[2])
    row = in_month(BASE[0], date(2026, 12, 21))
    still = tile(replace(on(21, State.CLOSED), why=why), row)
    assert still.kind == kind and still.says.endswith("予約 1件 午前 花の会")


def test_what_is_too_early_says_since_when() -> None:
    found = tile(replace(on(31, State.TOO_EARLY), opens=date(2026, 12, 15)))
    assert (found.kind, found.note) == ("early", "12/15")
    assert found.says == "会議室A 12月31日(木) 受付前 12/15(火)から"


def test_days_behind_show_what_was_used() -> None:
    assert tile(on(9)).says.endswith("予約なし")
    found = tile(on(9), in_month(BASE[0], date(2026, 12, 9), "done"))
    assert (found.kind, found.sign, found.text) == ("done", "✓", "1")


def test_no_rules_no_promise() -> None:
    assert tile(DayColor(FREE.day, State.UNKNOWN, None, ())).sign == "？"
    closed = tuple(replace(each, state=State.CLOSED) for each in FREE.slots)
    assert tile(replace(FREE, slots=closed)).kind == "none"
    over = tuple(replace(each, state=State.OVER) for each in FREE.slots)
    assert tile(replace(on(11, State.OVER), slots=over)).says.endswith("受付終了")


def test_a_year_is_april_to_march() -> None:
    rows = [
        booked(BASE[0], date(2026, 12, 10), "in_use"),
        booked(BASE[1], date(2026, 12, 10)),
        booked(BASE[2], date(2027, 2, 28), "provisional"),
    ]
    sheet = year_sheet(LedgerYear(2026, UUID(int=9), "花の会", rows), NOW)
    assert [row.title for row in sheet.rows[::11]] == ["4月", "3月"]
    assert sheet.today == (8, 9)
    december, february = sheet.rows[8].tiles, sheet.rows[10].tiles
    busy, held = december[9], february[27]
    assert busy is not None and held is not None
    assert (busy.kind, busy.text, len(busy.ids)) == ("inuse", "2", 2)
    assert busy.says.startswith(
        "12月10日(木) 午前 9:00–12:00 会議室A ● 使用中 総会 20人、"
    )
    assert held.sign == "△"
    assert february[28:] == [None] * 3 and sheet.rows[10].note == "1件"


def test_another_year_has_no_today() -> None:
    assert year_sheet(LedgerYear(2025, UUID(int=9), "花の会", ()), NOW).today is None


DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))


@given(DAYS, st.integers(-30, 30))
def test_steps_land_in_the_month_or_year_meant(day: date, by: int) -> None:
    there = stepped(Mode.MONTH, day, by)
    slow = day.replace(day=1)
    for _ in range(abs(by)):
        slow += timedelta(days=31) if by > 0 else timedelta(days=-1)
        slow = slow.replace(day=1)
    assert there.replace(day=1) == slow and there.day <= day.day
    assert stepped(Mode.YEAR, day, by).year == day.year + by
    assert stepped(Mode.WEEK, day, by).weekday() == day.weekday()


def test_no_line_has_no_slots() -> None:
    lines: list[Line] = []
    assert not slots_of(lines)
