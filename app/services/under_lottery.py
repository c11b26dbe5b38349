"""Rooms that a lottery is about to give out: nobody has them first-come meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from app.kit.refusal import Refusal
from app.kit.wareki import full
from db.queries import lotteries
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
