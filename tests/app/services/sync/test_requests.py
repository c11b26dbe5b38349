"""A 申込み taken at a satellite for rooms of the center: 仮 until the center answers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from app.services.requests import AskRequest, Decision, Fate, LineKey, Scope
from tests.app.services.conftest import Center
from tests.app.services.sync.conftest import carry

DAYS = [date(2026, 12, 2), date(2026, 12, 3), date(2026, 12, 4)]


def test_each_line_is_answered_at_home_and_all_stay_together(
    center: Center, east: Center, folder: Path
) -> None:
    group, other = center.register(), center.register("月の会", "ツキノカイ")
    carry(center, "E", east, folder)
    wish = center.wish(group, DAYS[0], "午後")
    waits = {LineKey(DAYS[2], wish.room_id): Decision(Fate.WAIT)}
    asked = AskRequest(wish, "12/3 12/4", decided=waits)
    made = east.desk.requests.book(east.staff, east.desk.requests.offer(asked)).value
    assert made.provisional and len(made.bookings) == 3
    center.desk.bookings.book(center.staff, center.wish(other, DAYS[1], "午後"))
    carry(east, "H", center, folder)
    carry(center, "E", east, folder)
    for desk in (center.desk, east.desk):
        card = desk.requests.card(made.id)
        states = [each.status for each in card.bookings]
        assert states == ["confirmed", "provisional", "confirmed"]
        assert (card.number, card.repeat) == (made.number, "")
    assert center.desk.sync.contradictions()  # the second is for a person to settle
    east.desk.series.cancel(east.staff, made.bookings[0], Scope.ALL)
    carry(east, "H", center, folder)
    states = [each.status for each in center.desk.requests.card(made.id).bookings]
    assert states == ["cancelled"] * 3
