"""取消の理由 on the panel of a booking that its group did not give up itself."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from app.services.emergencies import Cause, Plan
from app.services.sign_in import Actor
from tests.app.services.conftest import Center
from tests.ui.pages.bookings.test_life import booked
from tests.ui.pages.bookings.test_page import Clerk, at_desk
from ui.contracts import OpenLedger
from ui.kit.lines import FactList
from ui.kit.ops import Ops


@pytest.fixture
def clerk(center: Center, ops: Ops, qtbot: QtBot) -> Clerk:
    return at_desk(center, ops, qtbot)


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
    assert causes(clerk, booking) == [told]


def test_a_mistake_is_told_and_what_the_group_gave_up_says_nothing(clerk: Clerk) -> None:
    desk, staff, booking = clerk.center.desk, clerk.center.staff, booked(clerk, "午後")
    done = desk.bookings.mistaken(staff, booking, "一日ちがい")
    assert causes(clerk, booking) == ["入力の誤り"]
    assert done.entry is not None
    desk.journal.undo(staff, done.entry)
    desk.bookings.cancel(staff, booking)
    assert causes(clerk, booking) == []
