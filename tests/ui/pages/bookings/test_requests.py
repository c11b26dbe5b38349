"""Several days and rooms at once in the real window, by keys alone."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from app.services.blockings import Stretch
from app.services.requests import Fate
from tests.app.services.conftest import Center
from tests.app.services.test_blockings import actor, hour, wish
from tests.app.services.test_life_of_bookings import rules
from tests.app.services.test_requests import AIRCON
from tests.ui.conftest import show
from tests.ui.pages.bookings.test_page import (
    ALT,
    CONTROL,
    TUESDAY,
    Clerk,
    Key,
    at_desk,
    clerk,
)
from ui.contracts import OpenLedger
from ui.kit.buttons import Option
from ui.kit.dialog import Sheet
from ui.kit.ops import Ops
from ui.kit.review import review
from ui.kit.shots import settle

__all__ = ["clerk"]

SECOND = [date(2026, 12, 8), date(2027, 1, 12), date(2027, 2, 9)]


def told(clerk: Clerk) -> list[tuple[str, Fate]]:
    table = clerk.page.panel.list.table
    return [
        (table.rows.index(n, 1).data(), line.fate)
        for n, line in enumerate(table.rows.rows())
    ]


def options(clerk: Clerk) -> list[str]:
    [sheet] = [s for s in clerk.window.findChildren(Sheet) if s.isVisible()]
    return [option.title for option in sheet.findChildren(Option)]


def opened(clerk: Clerk, repeat: str) -> None:
    """The panel of 花の会 with a repeat, its lines shown and focused."""
    group = clerk.center.register()
    room = clerk.center.room().id
    clerk.receive(OpenLedger(TUESDAY, room, ("午後",), group, 20))
    clerk.page.panel.purpose.set_text("総会")
    clerk.chord(Key.Key_R, ALT)
    clerk.write(repeat)
    clerk.qtbot.waitUntil(lambda: bool(told(clerk)))
    clerk.wait()
    clerk.page.panel.list.table.setFocus()
    clerk.page.panel.list.table.selectRow(0)


def test_lines_are_left_out_waited_for_and_moved_by_keys(clerk: Clerk) -> None:
    other = clerk.center.register("月の会", "ツキノカイ")
    desk, staff = clerk.center.desk, clerk.center.staff
    desk.bookings.book(staff, clerk.center.wish(other, date(2026, 12, 2), "午後"))
    opened(clerk, "12/2 12/3")
    clerk.chord(Key.Key_Space)
    assert told(clerk)[0] == ("－ とばす", Fate.SKIP)
    clerk.chord(Key.Key_Space)
    assert told(clerk)[0][1] is Fate.TAKE
    clerk.chord(Key.Key_Down)
    clerk.chord(Key.Key_Return)
    found = options(clerk)
    assert found[0] == "活動室B 12/2(水) 午後" and "キャンセル待ちにする" in found
    place = found.index("キャンセル待ちにする") + 1
    clerk.chord(Key(Key.Key_0 + place), ALT)
    assert told(clerk)[1][1] is Fate.WAIT
    show(clerk.window)
    assert clerk.page.panel.list.table.hasFocus()
    clerk.chord(Key.Key_Down)
    clerk.chord(Key.Key_Return)
    assert options(clerk) == ["日や部屋を決めてずらす", "この日をとばす"]
    clerk.chord(Key.Key_1, ALT)
    clerk.write("12/4")
    clerk.chord(Key.Key_Return, CONTROL)
    show(clerk.window)
    assert told(clerk)[2] == ("→ 12/4(金) 活動室A 午後 1,000円", Fate.TAKE)
    clerk.chord(Key.Key_Return, CONTROL)
    days = [card.starts.day for card in desk.bookings.of_group(_group(clerk))]
    assert days == [4, 1]
    assert [row.starts.day for row in desk.waiting.listed()] == [2]


def _group(clerk: Clerk) -> UUID:
    return clerk.center.desk.groups.search("花の会")[0].id


def test_a_second_room_is_taken_with_the_first(clerk: Clerk) -> None:
    opened(clerk, "12/2")
    box = next(iter(clerk.page.panel.more.rooms.boxes.values()))
    box.setFocus()
    clerk.chord(Key.Key_Space)
    clerk.qtbot.waitUntil(lambda: len(told(clerk)) == 4)
    clerk.wait()
    clerk.chord(Key.Key_K, ALT)
    assert len(clerk.center.desk.bookings.of_group(_group(clerk))) == 4
    clerk.chord(Key.Key_Z, CONTROL)
    assert not clerk.center.desk.bookings.of_group(_group(clerk))


def test_the_rooms_that_are_asked_for_come_into_sight(
    center: Center, ops: Ops, qtbot: QtBot
) -> None:
    clerk = at_desk(center, ops, qtbot, 1.25)
    clerk.window.resize(1366, 768)
    settle(ops)
    group, panel = clerk.center.register(), clerk.page.panel
    room = clerk.center.room().id
    clerk.receive(OpenLedger(TUESDAY, room, ("午後",), group, 20))
    panel.users.editor().setFocus()
    clerk.chord(Key.Key_S, ALT)
    box = next(iter(panel.more.rooms.boxes.values()))
    assert box.hasFocus() and not review(clerk.window, 1.25).faults()


def test_cooling_is_ticked_where_it_is_charged(clerk: Clerk) -> None:
    rules(clerk.center, AIRCON)
    group, panel = clerk.center.register(), clerk.page.panel
    room = clerk.center.room().id
    clerk.receive(OpenLedger(TUESDAY, room, ("午後",), group, 20))
    panel.purpose.set_text("総会")
    assert panel.aircon.isVisible()
    panel.aircon.box.setFocus()
    clerk.chord(Key.Key_Space)
    clerk.qtbot.waitUntil(lambda: "冷暖房" in panel._lines.accessibleName())
    clerk.wait()
    clerk.chord(Key.Key_K, ALT)
    [card] = clerk.center.desk.bookings.of_group(group)
    assert (card.aircon, card.fee) == (True, 1500)
    other = clerk.center.room("活動室B").id
    clerk.receive(OpenLedger(TUESDAY, other, ("午後",), group, 20))
    assert panel.aircon.isHidden() and not panel.values()["aircon"]


def test_what_is_no_repeat_is_told_at_its_field(clerk: Clerk) -> None:
    group = clerk.center.register()
    room = clerk.center.room().id
    clerk.receive(OpenLedger(TUESDAY, room, ("午後",), group, 20))
    clerk.page.panel.purpose.set_text("総会")
    clerk.chord(Key.Key_R, ALT)
    clerk.write("第9火")
    repeat = clerk.page.panel.more.repeat
    clerk.qtbot.waitUntil(lambda: bool(repeat.error()))
    assert "くり返しとして読めません" in repeat.error()
    clerk.chord(Key.Key_Return, CONTROL)
    assert not clerk.center.desk.bookings.of_group(group)
    assert repeat.text() == "第9火"


def test_an_error_goes_when_another_field_mends_it(clerk: Clerk) -> None:
    opened(clerk, "毎週木")
    more = clerk.page.panel.more
    more.until.editor().setFocus()
    clerk.write("12/2")  # no Thursday before
    clerk.qtbot.waitUntil(lambda: bool(more.repeat.error()))
    assert more.until.editor().hasFocus()  # who types there goes on typing there
    clerk.write("5")
    clerk.qtbot.waitUntil(lambda: not more.repeat.error())
    clerk.wait()
    assert len(told(clerk)) == 4 and not more.until.error()


@pytest.mark.parametrize(("size", "scale"), [((1366, 768), 1.25), ((1920, 1080), 2.0)])
def test_the_list_fits(
    center: Center, ops: Ops, qtbot: QtBot, size: tuple[int, int], scale: float
) -> None:
    clerk = at_desk(center, ops, qtbot, scale)
    clerk.window.resize(*size)
    settle(ops)  # another width builds the page anew
    opened(clerk, "毎週火")
    settle(ops)
    assert review(clerk.window, scale).faults() == ()


def test_a_line_that_is_blocked_is_taken_by_an_exception(clerk: Clerk) -> None:
    center, day = clerk.center, date(2026, 12, 2)
    span = Stretch(hour(9, day), hour(21, day))
    rooms = (center.room().id,)
    shut = wish(center, rooms=rooms, stretches=(span,), allowed_by="所長")
    center.desk.blockings.block(actor(center), shut)
    opened(clerk, "12/2")
    assert told(clerk)[1][1] is Fate.SKIP
    panel = clerk.page.panel
    panel.list.table.setFocus()
    panel.list.table.selectRow(1)
    clerk.chord(Key.Key_Return)
    place = options(clerk).index("例外として認める")
    clerk.chord(Key(Key.Key_1 + place), ALT)
    show(clerk.window)
    assert panel.waiver.isVisible()
    clerk.write("市長の来訪")
    panel.typed.emit()
    clerk.wait()
    assert told(clerk)[1][1] is Fate.TAKE
    clerk.chord(Key.Key_K, ALT)
    [blocked, _] = center.desk.bookings.of_group(_group(clerk))
    assert len(center.desk.waivers.of_booking(blocked.id)) == 1
