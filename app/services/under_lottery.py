"""Rooms that a lottery is about to give out: nobody has them first-come meanwhile."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from uuid import UUID

from app.kit.refusal import Refusal
from app.kit.wareki import full
from app.rules.draws.draw import listed
from db.occupancy import quarters, undivided
from db.queries import lotteries
from db.records.lotteries import Lottery
from db.records.rooms import Room
from db.store import Reading


class UnderLottery(Refusal):
    """The list of a lottery for that day and room is frozen, and not drawn yet."""

    code = "booking.under_lottery"

    def __init__(self, name: str, draws_on: date) -> None:
        super().__init__(name=name, draws_on=full(draws_on))

    @property
    def told(self) -> str:
        """抽選「令和9年2月分」の抽選待ち（抽選は令和8年12月1日(火)）."""
        name, day = self.params["name"], self.params["draws_on"]
        return f"抽選「{name}」の抽選待ち（抽選は{day}）"


def expect_undrawn(session: Reading, room_id: UUID, day: date) -> None:
    """UnderLottery."""
    if no := under_lottery(session, day).get(room_id):
        raise no


def under_lottery(session: Reading, day: date) -> Mapping[UUID, UnderLottery]:
    """By the rooms that cannot be booked on a day, those that share a part included."""
    found: dict[UUID, UnderLottery] = {}
    deciding = lotteries.deciding(session, day)
    parts = lotteries.parts(session) if deciding else {}
    for row in deciding:
        drawn = {part for key in row.rooms.split() for part in parts[UUID(key)]}
        no = UnderLottery(row.name, row.draws_on)
        for room, taken in parts.items():
            if not drawn.isdisjoint(taken):
                found.setdefault(room, no)
    return found


def expect_left_out(session: Reading, room_id: UUID, day: date, span: range) -> None:
    """For whoever comes back to time of a day, or was promised it: what a frozen list
    says is taken is not drawn for, and can be had again. UnderLottery for the rest.

    `span` are quarters of an hour.
    """
    wanted = undivided(session, [room_id])
    for row in lotteries.deciding(session, day):
        drawn = undivided(session, [UUID(key) for key in row.rooms.split()])
        names = {session.get_one(Room, key).name for key in drawn if key in wanted}
        asked = {(name, quarter) for name in names for quarter in span}
        if asked - {*_left_out(session, row.id)}:
            raise UnderLottery(row.name, row.draws_on)


def _left_out(session: Reading, lottery_id: UUID) -> Iterator[tuple[str, int]]:
    """The time that a list says is taken, by the names of undivided rooms."""
    text = session.get_one(Lottery, lottery_id).frozen_list
    for taken in listed(json.loads(text)).taken:
        since, until = map(datetime.fromisoformat, (taken.starts, taken.until))
        yield from ((taken.room, quarter) for quarter in quarters(since, until))
