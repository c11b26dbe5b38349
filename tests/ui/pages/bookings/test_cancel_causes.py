"""取消の理由 on the panel of a booking: whose doing it was, and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from app.services.emergencies import Cause, Plan
from app.services.sign_in import Actor
from tests.app.services.conftest import Center
from tests.ui.pages.bookings.test_life import booked
from tests.ui.pages.bookings.test_page import Clerk, at_desk
from ui.contracts import OpenLedger
from ui.kit.lines import FactLine, FactList
from ui.kit.ops import Ops
from ui.pages.bookings.booking_panel import BookingPanel


@pytest.fixture
def clerk(center: Center, ops: Ops, qtbot: QtBot) -> Clerk:
    return at_desk(center, ops, qtbot)


#: The day of the desk.
DAY = "11/24(火)"


def causes(clerk: Clerk, booking: UUID) -> list[str]:
    """What the panel says of it."""
    found = clerk.center.desk.bookings.card(booking)
    clerk.receive(OpenLedger(found.starts.date(), booking_id=booking))
    assert clerk.page.booking is not None
    [facts] = clerk.page.booking.findChildren(FactList)
    return [line.value for line in facts.lines if line.label == "取消の理由"]


@pytest.mark.parametrize(
    ("cause", "told"), [(Cause.TYPHOON, "災害"), (Cause.BLACKOUT, "施設の都合")]
)
def test_what_a_closing_cancelled_says_whose_doing_it_was(
    clerk: Clerk, cause: Cause, told: str
) -> None:
    desk, booking = clerk.center.desk, booked(clerk, "午後")
    assert causes(clerk, booking) == []
    actor = Actor(UUID(clerk.center.staff), "渡邊 千恵子")
    shut = datetime(2026, 12, 1, 9), datetime(2026, 12, 1, 21)
    plan = Plan((clerk.center.room().id,), *shut, cause)
    desk.emergencies.settle(actor, desk.emergencies.close(actor, plan).value)
    assert causes(clerk, booking) == [f"{DAY} {told}"]


def test_a_mistake_is_told_from_what_the_group_gave_up(clerk: Clerk) -> None:
    desk, staff, booking = clerk.center.desk, clerk.center.staff, booked(clerk, "午後")
    done = desk.bookings.mistaken(staff, booking, "一日ちがい")
    assert causes(clerk, booking) == [f"{DAY} 入力の誤り"]
    assert done.entry is not None
    desk.journal.undo(staff, done.entry)
    desk.bookings.cancel(staff, booking)
    assert causes(clerk, booking) == [f"{DAY} 団体の取消"]


def test_what_was_won_and_not_claimed_was_given_up_by_nobody(
    clerk: Clerk, qtbot: QtBot
) -> None:
    booking = booked(clerk, "午後")
    causes(clerk, booking)
    assert clerk.page.booking is not None
    opened = clerk.page.booking.opened
    lost = replace(opened.card, status="cancelled", cancelled_on=date(2026, 11, 24))
    lapsed = replace(opened, card=lost)
    panel = BookingPanel(clerk.page.t, lapsed, clerk.center.clock)
    qtbot.addWidget(panel)
    told = f"{DAY} 本申請がなかったため"
    assert FactLine("取消の理由", told) in panel._facts()
