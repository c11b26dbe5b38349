"""Rooms that a lottery is about to give out: nobody has them first-come meanwhile."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from uuid import UUID

from app.kit.refusal import Refusal
from app.kit.wareki import full
from app.rules.draws.draw import listed
from db.occupancy import quarters, undivided
from db.queries import lotteries
from db.queries.cells import Cell
from db.reader import EPOCH, QUARTER
from db.records.lotteries import Lottery
from db.records.rooms import Room
from db.store import Reading


class UnderLottery(Refusal):
    """The list of a lottery for that day and room is frozen, and not drawn yet."""

    code = "booking.under_lottery"

    def __init__(self, name: str, draws_on: date) -> None:
        super().__init__(name=name, draws_on=full(draws_on))


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


def expect_left_out(session: Reading, room_id: UUID, span: range) -> None:
    """As `expect_all_left_out`, for quarters of an hour of a room."""
    rooms = undivided(session, [room_id])
    expect_all_left_out(session, {(room, quarter) for room in rooms for quarter in span})


def expect_all_left_out(session: Reading, cells: Collection[Cell]) -> None:
    """For whoever comes back to time, or was promised it: what a frozen list says is
    taken is not drawn for, and can be had again. UnderLottery for anything else."""
    by_day: defaultdict[date, set[Cell]] = defaultdict(set)
    for room, quarter in cells:
        by_day[(EPOCH + quarter * QUARTER).date()].add((room, quarter))
    for day, wanted in by_day.items():
        for row in lotteries.deciding(session, day):
            drawn = undivided(session, [UUID(key) for key in row.rooms.split()])
            names = {session.get_one(Room, key).name: key for key in drawn}
            asked = {cell for cell in wanted if cell[0] in drawn}
            if asked and asked - {*_left_out(session, row.id, names)}:
                raise UnderLottery(row.name, row.draws_on)


def _left_out(
    session: Reading, lottery_id: UUID, names: Mapping[str, UUID]
) -> Iterator[Cell]:
    """The time that a list says is taken."""
    text = session.get_one(Lottery, lottery_id).frozen_list
    for taken in listed(json.loads(text)).taken:
        since, until = map(datetime.fromisoformat, (taken.starts, taken.until))
        yield from ((names[taken.room], quarter) for quarter in quarters(since, until))
