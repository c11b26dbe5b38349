"""The center closes a satellite's room: the satellite, its home, has the last word."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest

from app.services.bookings.refusals import AwayRoom
from app.services.emergencies import Became, Cause, Noted, Plan, Result, Wanted
from app.services.offered import Alternative
from app.services.sign_in import Actor
from app.services.waiting import Entry
from db.occupancy import NotFree
from db.queries import fairness
from tests.app.services.conftest import Center
from tests.app.services.lotteries.town import crowded
from tests.app.services.sync.conftest import carry
from tests.app.services.test_emergencies import AT_NIGHT, AT_ONE, DAY

ROOM = "東部 会議室1"
WISHED = datetime(2027, 2, 3, 13)
AT_EVENING = AT_NIGHT.replace(hour=17, minute=0)


def test_what_a_satellite_has_is_withdrawn_and_its_room_blocked(
    center: Center, east: Center, folder: Path
) -> None:
    actor = Actor(UUID(center.staff), "渡邊 千恵子")
    group = center.register()
    carry(center, "E", east, folder)
    wish = replace(east.wish(group, DAY, "午後", room=ROOM), users=8)
    booked = east.desk.bookings.book(east.staff, wish, paid=True).value.id
    carry(east, "H", center, folder)
    room = center.room(ROOM)
    plan = Plan((room.id,), AT_ONE, AT_NIGHT, Cause.TYPHOON)
    key = center.desk.emergencies.close(actor, plan).value
    place = Alternative(room.id, ROOM, DAY, ("午前",), 0, 12)
    with pytest.raises(AwayRoom):
        moved = Noted(Result.REACHED, Wanted.MOVE, place)
        center.desk.emergencies.note(actor, key, booked, moved)
    done = center.desk.emergencies.settle(actor, key).value
    assert (done.cancelled, done.back) == (1, center.desk.bookings.card(booked).fee)
    applied = carry(center, "E", east, folder)
    assert applied.cancelled == 1 and applied.waiting == 0
    assert east.desk.bookings.card(booked).status == "cancelled"
    assert east.desk.bookings.card(booked).paid == 0
    with pytest.raises(NotFree):
        east.desk.bookings.book(east.staff, wish)
    (line,) = east.desk.emergencies.card(key).lines
    assert line.call.became == "cancelled"


def test_what_another_site_closed_is_not_given_up_by_the_group(
    center: Center, east: Center, folder: Path
) -> None:
    actor = Actor(UUID(center.staff), "渡邊 千恵子")
    group = center.register()
    carry(center, "E", east, folder)
    wish = replace(east.wish(group, DAY, "午後", room=ROOM), users=8)
    own = replace(wish, slots=("夜間",))
    booked = [east.desk.bookings.book(east.staff, each).value.id for each in (wish, own)]
    carry(east, "H", center, folder)
    plan = Plan((center.room(ROOM).id,), AT_ONE, AT_EVENING, Cause.TYPHOON)
    key = center.desk.emergencies.close(actor, plan).value
    center.desk.emergencies.settle(actor, key)
    center.desk.bookings.cancel(center.staff, booked[1])  # that one is the group's own
    carry(center, "E", east, folder)
    with east.store.read() as session:
        missed = fairness.missed(session, group, DAY)
    states = [east.desk.bookings.card(each).status for each in booked]
    assert states == ["cancelled", "cancelled"]
    assert [row.starts.hour for row in missed] == [18]


def test_an_offer_of_a_satellite_is_ended_there(
    center: Center, east: Center, folder: Path
) -> None:
    actor = Actor(UUID(center.staff), "渡邊 千恵子")
    group = center.register()
    carry(center, "E", east, folder)
    entry = Entry(east.room(ROOM).id, group, DAY, ("午後",), "練習", 8)
    offered = east.desk.waiting.enter(east.staff, entry).value
    east.desk.waiting.offer(east.staff, offered, DAY)
    carry(east, "H", center, folder)
    wish = center.wish(group, DAY, "午後")
    booked = center.desk.bookings.book(center.staff, wish).value.id
    rooms = center.room(ROOM).id, wish.room_id
    key = center.desk.emergencies.close(
        actor, Plan(rooms, AT_ONE, AT_NIGHT, Cause.TYPHOON)
    ).value
    lines = center.desk.emergencies.card(key).lines
    assert {line.row.id: line.elsewhere for line in lines} == {
        offered: "東部",
        booked: "",
    }
    assert center.desk.emergencies.settlement(key).count(Became.ENDED) == 0
    done = center.desk.emergencies.settle(actor, key).value
    assert (done.cancelled, done.promises) == (1, 0)
    assert center.desk.waiting.entry(offered).status == "offered"


@pytest.mark.parametrize("first", ["center", "east"])
def test_a_request_stays_withdrawn_although_another_site_called_about_it(
    center: Center, east: Center, folder: Path, first: str
) -> None:
    desk, lottery = center.desk, crowded(center, 2)
    actor = Actor(UUID(center.staff), "渡邊 千恵子")
    rooms = (center.room("活動室A").id,)
    plan = Plan(rooms, WISHED, WISHED.replace(hour=21), Cause.BREAKDOWN)
    key = desk.emergencies.close(actor, plan).value
    gone = desk.emergencies.card(key).lines[0].row
    request = gone.request_id
    assert request is not None
    carry(center, "E", east, folder)
    east.desk.emergencies.note(
        Actor(UUID(east.staff), "佐藤 花子"), key, gone.id, Noted(Result.REACHED)
    )
    done = desk.lotteries.withdraw(center.staff, request)
    ways = [(center, "E", east), (east, "H", center)]
    for source, to, target in ways if first == "center" else ways[::-1]:
        carry(source, to, target, folder)
    carry(center, "E", east, folder)
    for site in (center, east):
        with site.store.read() as session:
            assert fairness.pending(session, gone.group_id) == []
        left = site.desk.lotteries.card(lottery).requests
        assert [line.row.group_id for line in left] != [] and len(left) == 1
        assert left[0].row.id != request
        assert [r.requests for r in site.desk.lotteries.latest()] == [1]
        open_ = [line for line in site.desk.emergencies.card(key).lines if line.open]
        assert request not in {line.row.request_id for line in open_}
        assert site.desk.journal.complaints() == []
    assert done.entry is not None
    desk.journal.undo(center.staff, done.entry)
    carry(center, "E", east, folder)
    for site in (center, east):
        assert len(site.desk.lotteries.card(lottery).requests) == 2
