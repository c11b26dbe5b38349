"""What the desk has arranged for the weeks to come: 定期利用, two rooms, 利用停止."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from app.desk import Desk, desk_on
from app.services.blockings import BlockingKind, BlockRooms, Stretch
from app.services.offered import BookRoom, LedgerRoom, SlotOffer
from app.services.requests import AskRequest, Fate, RequestOffer
from app.services.sign_in import Actor
from db.store import Store

#: Looked at, from the first day on.
DAYS = 60
SERIES, SERIES_SLOT = "第2火曜", "午後"


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


def arrange(store: Store, now: datetime, staff: Sequence[UUID]) -> None:
    """Written by the desk's own use cases at `now`, by the last of the staff: Ctrl+Z of
    who tries the demo leaves alone what somebody else did.

    What nothing is free for is left out.
    """
    desk = desk_on(store, store.site, lambda: now)
    name = next(row.name for row in desk.staff.able() if row.id == staff[-1])
    ahead = _Ahead(desk, now.date(), Actor(staff[-1], name))
    ahead.book_series()
    ahead.book_two_rooms()
    for blocked in BLOCKED:
        ahead.block(blocked)


class _Ahead:
    def __init__(self, desk: Desk, today: date, actor: Actor) -> None:
        self._desk, self._today, self._actor = desk, today, actor
        groups = desk.groups.search("", limit=200)
        self._groups = [row.id for row in groups if not row.lapsed]

    def book_series(self) -> None:
        """Until the end of the fiscal year, in the room that has most of it free."""
        day = self._today + timedelta(days=1)
        group = self._groups[0]
        wishes = [
            BookRoom(room, group, day, (SERIES_SLOT,), "定例会", 12, series=True)
            for room in self._rooms()
        ]
        offers = [self._desk.requests.offer(AskRequest(w, SERIES)) for w in wishes]
        best = max(offers, key=lambda offer: len(offer.of(Fate.TAKE)))
        self._book(best)

    def book_two_rooms(self) -> None:
        """The same slot in all rooms of the center, under one number."""
        first, *others = self._rooms()
        for day, rooms in self._days(since=7):
            for slots in zip(*(room.base for room in rooms), strict=True):
                if all(slot.free for slot in slots):
                    name = slots[0].slot.name
                    wish = BookRoom(
                        first, self._groups[1], day, (name,), "活動発表会", 30
                    )
                    asked = AskRequest(wish, rooms=tuple(others))
                    self._book(self._desk.requests.offer(asked))
                    return

    def block(self, blocked: Blocked) -> None:
        found: dict[UUID, list[Stretch]] = {room: [] for room in self._rooms()}
        for day, rooms in self._days(blocked.since):
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

    def _book(self, offer: RequestOffer) -> None:
        if offer.refusal is None and offer.of(Fate.TAKE):
            self._desk.requests.book(self._actor.key, offer)

    def _rooms(self) -> list[UUID]:
        _, rooms = next(self._days(since=1))
        return [room.room.id for room in rooms]

    def _days(self, since: int) -> Iterator[tuple[date, Sequence[LedgerRoom]]]:
        """The center's own rooms, day by day."""
        for ahead in range(since, since + DAYS):
            day = self._today + timedelta(days=ahead)
            rooms = self._desk.offers.day(day).rooms
            yield day, [room for room in rooms if not room.elsewhere]


def _stretch(offer: SlotOffer, day: date) -> Stretch:
    return Stretch(offer.slot.starts_on(day), offer.slot.ends_on(day))
