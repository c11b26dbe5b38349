"""What the desk has arranged for the weeks to come: 定期利用, two rooms, 利用停止."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from app.demo.seat import Seat
from app.services.blockings import BlockingKind, BlockRooms, Stretch
from app.services.offered import BookRoom, SlotOffer
from app.services.requests import AskRequest, Decision, Fate, RequestLine, RequestOffer

SERIES, SERIES_SLOT = "第2・第4火曜", "午後"


@dataclass(frozen=True, slots=True)
class Blocked:
    """A slot that is taken on so many days in a row, the first free from `since` on."""

    since: int
    days: int
    slot: str
    kind: BlockingKind
    reason: str
    posted: bool = False
    allowed_by: str = ""


BLOCKED = (
    Blocked(8, 3, "午後", BlockingKind.MAINTENANCE, "床の張り替え", posted=True),
    Blocked(
        9,
        1,
        "午前",
        BlockingKind.OFFICIAL,
        "市民参加推進会議(市民協働課)",
        allowed_by="所長・係長",
    ),
    Blocked(13, 1, "夜間", BlockingKind.MAINTENANCE, "空調設備の点検"),
)


def arrange(seat: Seat) -> None:
    """At the moment of the plan. What nothing is free for is left out."""
    seat.at(seat.plan.now)
    ahead = _Ahead(seat)
    ahead.book_series()
    ahead.book_two_rooms()
    ahead.book_joined()
    for blocked in BLOCKED:
        ahead.block(blocked)


class _Ahead:
    def __init__(self, seat: Seat) -> None:
        self._seat, self._desk, self._actor = seat, seat.desk, seat.clerk
        self._groups = seat.groups()

    def book_series(self) -> None:
        """Until the end of the fiscal year, in the room that has most of it free; one
        day they cannot come."""
        day = self._seat.today + timedelta(days=1)
        group = self._groups[0]
        asked = [
            AskRequest(
                BookRoom(room, group, day, (SERIES_SLOT,), "定例会", 12, series=True),
                SERIES,
            )
            for room in self._rooms()
        ]
        best = max(asked, key=lambda each: len(self._taken(each)))
        lines = self._taken(best)
        skipped = {line.key: Decision(Fate.SKIP) for line in lines[1:2]}
        self._book(self._desk.requests.offer(replace(best, decided=skipped)))

    def book_two_rooms(self) -> None:
        """The same slot in all rooms of the center, under one number."""
        first, *others = self._rooms()
        for day, rooms in self._seat.ahead(7):
            for slots in zip(*(room.base for room in rooms), strict=True):
                if all(slot.free for slot in slots):
                    name = slots[0].slot.name
                    wish = BookRoom(
                        first, self._groups[1], day, (name,), "活動発表会", 30
                    )
                    asked = AskRequest(wish, rooms=tuple(others))
                    self._book(self._desk.requests.offer(asked))
                    return

    def book_joined(self) -> None:
        """With the partition between two rooms open, and put back after it."""
        for wish in self._seat.free(10, whole=True):
            own = replace(wish, group_id=self._groups[2], purpose="講演会", users=55)
            self._desk.bookings.book(self._actor.key, own, paid=True)
            return

    def block(self, blocked: Blocked) -> None:
        found: dict[UUID, list[Stretch]] = {room: [] for room in self._rooms()}
        for day, rooms in self._seat.ahead(blocked.since):
            for room in rooms:
                row = found[room.room.id]
                slot = next(it for it in room.base if it.slot.name == blocked.slot)
                row[:] = [*row, _stretch(slot, day)] if slot.free else []
                if len(row) == blocked.days:
                    self._block(blocked, room.room.id, row)
                    return

    def _block(self, blocked: Blocked, room: UUID, stretches: Sequence[Stretch]) -> None:
        self._desk.blockings.block(
            self._actor,
            BlockRooms(
                (room,),
                tuple(stretches),
                blocked.kind,
                blocked.reason,
                blocked.posted,
                blocked.allowed_by,
            ),
        )

    def _taken(self, asked: AskRequest) -> Sequence[RequestLine]:
        return self._desk.requests.offer(asked).of(Fate.TAKE)

    def _book(self, offer: RequestOffer) -> None:
        if offer.refusal is None and offer.of(Fate.TAKE):
            self._desk.requests.book(self._actor.key, offer)

    def _rooms(self) -> list[UUID]:
        _, rooms = next(self._seat.ahead(1))
        return [room.room.id for room in rooms]


def _stretch(offer: SlotOffer, day: date) -> Stretch:
    return Stretch(offer.slot.starts_on(day), offer.slot.ends_on(day))
