"""Those in the house whom the rules of a warning let go on, in the real window."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.app.services.conftest import Center
from tests.app.services.test_emergencies import Storm
from tests.app.services.test_emergencies_in_use import begun, warned, weather
from tests.ui.conftest import show
from tests.ui.pages.emergencies.house import TOMORROW, Clerk, at_desk
from tests.ui.tray import Tray
from ui.contracts import CloseRooms
from ui.kit.ops import Ops
from ui.kit.review import review
from ui.kit.text import Text
from ui.pages.emergencies import words
from ui.pages.emergencies.sheets import CallSheet, SettleSheet

Key, Held = Qt.Key, Qt.KeyboardModifier
CONTROL, ALT = Held.ControlModifier, Held.AltModifier


@pytest.fixture
def inside(center: Center) -> UUID:
    weather(center, warned("continue"))
    [booking] = begun(Storm(center), "活動室A")
    return booking


@pytest.fixture
def clerk(center: Center, inside: UUID, ops: Ops, qtbot: QtBot, tray: Tray) -> Clerk:
    clerk = at_desk(center, ops, qtbot)
    clerk.window.open_page("emergencies", CloseRooms(TOMORROW, 13 * 60))
    clerk.wait()
    return clerk


def texts(clerk: Clerk) -> list[str]:
    found = clerk.page.findChildren(Text)
    return [text.text() for text in found if text.isVisible()]


def test_they_are_told_from_those_who_leave(clerk: Clerk, inside: UUID) -> None:
    desk = clerk.center.desk
    before = desk.bookings.card(inside)
    assert any("続けて使えます" in text for text in texts(clerk))
    clerk.chord(Key.Key_Return, CONTROL)
    clerk.chord(Key.Key_Escape)
    staying = "規則集により、使用中の1件は利用を続けます：活動室A 花の会1"
    assert staying in texts(clerk)
    assert not any("退室" in text for text in texts(clerk))
    clerk.chord(Key.Key_S, ALT)
    sheet = clerk.sheet(SettleSheet)
    assert isinstance(sheet, SettleSheet)
    [row] = sheet.table.rows.rows()
    assert words.becomes(row) == "17:00まで利用を続ける"
    assert review(sheet).faults() == ()
    clerk.chord(Key.Key_Return, CONTROL)
    assert "利用を続ける 1件" in clerk.said()
    assert desk.bookings.card(inside) == before
    show(clerk.window)
    assert review(clerk.window).faults() == ()


def test_a_group_that_ends_all_the_same_is_cut_short(clerk: Clerk, inside: UUID) -> None:
    clerk.chord(Key.Key_Return, CONTROL)
    clerk.chord(Key.Key_Escape)
    clerk.chord(Key.Key_Return)
    assert clerk.sheet(CallSheet) is not None
    clerk.chord(Key.Key_2, ALT)
    [line] = clerk.center.desk.emergencies.card(
        clerk.center.desk.emergencies.latest()[0].id
    ).lines
    assert not line.goes_on
    assert any("退室をお願いしてください：活動室A" in text for text in texts(clerk))
