"""A lottery does not give what is blocked."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from app.services.blockings import BlockRooms, Stretch
from app.services.sign_in import Actor
from tests.app.services.conftest import Center
from tests.app.services.lotteries.town import DAY, drawn, enter, form


def test_what_is_blocked_is_not_drawn_for(center: Center) -> None:
    desk, staff = center.desk, center.staff
    lottery = desk.lotteries.open(staff, form(center)).value
    enter(center, lottery, "花の会", ("活動室A", 3, "午後"), ("活動室B", 3, "午後"))
    noon = datetime(DAY.year, DAY.month, DAY.day, 12)
    shut = (Stretch(noon, noon.replace(hour=18)),)
    wish = BlockRooms((center.room().id,), shut, "official", "選挙")
    desk.blockings.block(Actor(UUID(staff), "渡邊 千恵子"), wish)
    drawn(center, lottery)
    [line] = desk.lotteries.card(lottery).requests
    assert line.outcome is not None and line.outcome.won == (2,)
