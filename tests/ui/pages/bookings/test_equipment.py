"""Equipment asked for with a room, by keys alone."""

from __future__ import annotations

from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from tests.app.services.conftest import Center
from tests.ui.pages.bookings.test_page import (
    ALT,
    CONTROL,
    TUESDAY,
    Clerk,
    Key,
    at_desk,
)
from tests.ui.pages.loans.desk import kind, lend
from ui.contracts import OpenLedger
from ui.kit.buttons import Option
from ui.kit.ops import Ops


@pytest.fixture
def clerk(center: Center, ops: Ops, qtbot: QtBot) -> Clerk:
    return at_desk(center, ops, qtbot)


@pytest.fixture
def projector(center: Center) -> UUID:
    return kind(center, "プロジェクター", 1)


@pytest.fixture
def tents(center: Center) -> UUID:
    return kind(center, "テント", 3)


def begin(clerk: Clerk, group: UUID) -> None:
    """The panel of a booking, with all but its equipment."""
    room = clerk.center.room().id
    clerk.receive(OpenLedger(TUESDAY, room, ("午後",), group, 20))
    clerk.page.panel.purpose.editor().setFocus()
    clerk.write("総会")


def test_more_than_there_is_offers_what_is_left(
    clerk: Clerk, projector: UUID, tents: UUID, qtbot: QtBot
) -> None:
    center = clerk.center
    lend(center, center.register("山﨑の会", "ヤマザキノカイ"), [(tents, 2)], TUESDAY)
    group = center.register()
    begin(clerk, group)
    panel = clerk.page.panel
    panel.lines.take(projector, 1)
    panel.lines.take(tents, 2)
    qtbot.waitUntil(lambda: not panel.go.isEnabled())
    clerk.wait()
    box = panel.boxes["lines"]
    assert box.isVisible()
    [way] = [option for option in box.findChildren(Option) if option.isVisible()]
    assert way.title == "プロジェクター、テント"
    clerk.chord(Key.Key_1, ALT)
    qtbot.waitUntil(panel.go.isEnabled)
    assert panel.lines.lines() == {projector: 1, tents: 1}
    clerk.chord(Key.Key_K, ALT)
    [booked] = center.desk.bookings.of_group(group)
    assert len(center.desk.loans.of_booking(booked.id)) == 1


def test_what_was_not_yet_taken_is_not_booked_unseen(clerk: Clerk, tents: UUID) -> None:
    center = clerk.center
    group = center.register()
    begin(clerk, group)
    clerk.chord(Key.Key_B, ALT)
    clerk.write("テント")
    clerk.chord(Key.Key_Return, CONTROL)
    assert not center.desk.bookings.of_group(group)
    lines = clerk.page.panel.lines
    assert lines.lines() == {tents: 1} and "もう一度" in lines.error()
    clerk.write("なべ")
    clerk.chord(Key.Key_Return)
    assert "「なべ」という備品はありません" in lines.error()


def test_the_panel_of_a_booking_leads_to_its_loan(clerk: Clerk, tents: UUID) -> None:
    center = clerk.center
    group = center.register()
    begin(clerk, group)
    clerk.page.panel.lines.take(tents, 1)
    clerk.chord(Key.Key_K, ALT)
    [booked] = center.desk.bookings.of_group(group)
    clerk.receive(OpenLedger(TUESDAY, booking_id=booked.id))
    asked: list[object] = []
    panel = clerk.page.booking
    assert panel is not None
    panel.loan.disconnect()  # there is no 備品 in this window
    panel.loan.connect(asked.append)
    clerk.chord(Key.Key_B, ALT)
    [loan] = center.desk.loans.of_booking(booked.id)
    assert asked == [loan.id]


def test_undo_takes_room_and_equipment_back(clerk: Clerk, tents: UUID) -> None:
    center = clerk.center
    group = center.register()
    begin(clerk, group)
    clerk.page.panel.lines.take(tents, 3)
    clerk.chord(Key.Key_K, ALT)
    assert center.desk.equipment.stock(tents, TUESDAY, 1)[0].free == 0
    clerk.chord(Key.Key_Z, CONTROL)
    assert center.desk.equipment.stock(tents, TUESDAY, 1)[0].free == 3
