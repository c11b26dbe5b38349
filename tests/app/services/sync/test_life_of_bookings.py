"""What is held and decided only where the room is, and what other sites see of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.services.bookings.refusals import AwayRoom
from tests.app.services.conftest import Center
from tests.app.services.sync.conftest import carry

DAY = date(2026, 12, 7)


def test_only_the_home_of_a_room_holds_and_decides(
    center: Center, east: Center, folder: Path
) -> None:
    group = center.register()
    held = center.desk.bookings.hold(
        center.staff, center.wish(group, DAY, "午前"), date(2026, 11, 27)
    ).value.id
    carry(center, "E", east, folder)
    desk, staff = east.desk, east.staff
    card = desk.bookings.card(held)
    assert (card.status, card.held_until) == (
        "held",
        center.desk.bookings.card(held).held_until,
    )
    wish = center.wish(group, DAY, "午後")
    for act in (
        lambda: desk.bookings.hold(staff, wish, date(2026, 11, 27)),
        lambda: desk.bookings.take_application(staff, wish),
        lambda: desk.decisions.apply(staff, held),
        lambda: desk.decisions.permit(staff, held),
        lambda: desk.decisions.refuse(staff, held, "理由"),
        lambda: desk.decisions.extend(staff, held, date(2026, 11, 28)),
    ):
        with pytest.raises(AwayRoom):
            act()
    assert desk.lapses.due() == []


def test_a_hold_given_up_elsewhere_is_cancelled_at_home(
    center: Center, east: Center, folder: Path
) -> None:
    wish = center.wish(center.register(), DAY, "午前")
    held = center.desk.bookings.hold(center.staff, wish, date(2026, 11, 27)).value.id
    carry(center, "E", east, folder)
    east.desk.bookings.cancel(east.staff, held)
    assert carry(east, "H", center, folder).cancelled == 1
    card = center.desk.bookings.card(held)
    assert (card.status, card.held_until) == ("cancelled", None)
    center.desk.bookings.book(center.staff, wish)
