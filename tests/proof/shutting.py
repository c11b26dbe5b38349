"""A clerk of a race blocks rooms, excepts from that, and closes them for a storm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from uuid import UUID

from app.services.blockings import (
    BlockingKind,
    BlockingRow,
    BlockRooms,
    InTheWay,
    Stretch,
)
from app.services.bookings import BookRoom
from app.services.emergencies import (
    Affected,
    Cause,
    Noted,
    PlaceClosed,
    PlaceGiven,
    PlaceTaken,
    Plan,
    Result,
    Wanted,
)
from app.services.offered import Alternative
from db.journal import log
from db.journal.entry import Dot
from db.occupancy import NotFree
from db.queries.blockings import blockings_in
from db.records.emergencies import Became as Call
from tests.proof.at_desk import DAYS, AtDesk
from tests.proof.told import Became, Kept, Span, Undo

#: Who may allow a use in spite of a 利用停止.
BOSS = "所長"
HOURS = (9, 22), (9, 13), (13, 22), (16, 19)


class Shutting:
    def __init__(self, at: AtDesk) -> None:
        self._at = at
        self._actor = at.place.actor
        #: Closings of this clerk that are not ended.
        self._closings: list[UUID] = []

    def block(self) -> str:
        """A room is not to be had; who has booked it is named."""
        span, since = self._at.asked(self._at.wish()), self._at.entries()
        blocks = BlockRooms(
            (span[0],),
            (Stretch(*span[1:]),),
            BlockingKind.MAINTENANCE,
            "点検",
            allowed_by=BOSS,
        )
        try:
            done = self._at.desk.blockings.block(self._actor, blocks)
        except (InTheWay, NotFree) as refused:
            self._at.lost([span], since, refused)
            return "told who has it"
        assert done.entry is not None
        self._at.undo = Undo(done.entry)
        return "blocked"

    def lift(self) -> str:
        """All that was blocked at once."""
        if not (rows := self._blocked()):
            return "nothing there"
        looked = self._at.desk.blockings.looked_at(self._at.random.choice(rows).id)
        keys = [looked.card.id, *looked.others]
        done = self._at.desk.blockings.lift(self._actor, keys)
        assert done.entry is not None
        self._at.undo = Undo(done.entry, needs=self._changed(done.entry))
        return "lifted"

    def exempt(self) -> str:
        """Somebody uses a room all the same, because that is allowed."""
        if not (rows := self._blocked()):
            return "nothing there"
        row = self._at.random.choice(rows)
        wish = replace(self._at.wish(), room_id=row.room_id, day=row.starts.date())
        wish = replace(wish, waiver="ほかに部屋がないため")
        return self._at.won(wish, "exempted", self._at.desk.bookings.book)

    def close(self) -> str:
        """A storm: what nobody has is shut at once, the rest when it is settled."""
        random = self._at.random
        rooms = tuple(random.sample([*self._at.place.parts], random.choice((1, 1, 3))))
        day, (first, last) = random.choice(DAYS), random.choice(HOURS)
        begins = datetime.combine(day, time(first))
        plan = Plan(rooms, begins, begins.replace(hour=last), Cause.TYPHOON)
        done = self._at.desk.emergencies.close(self._actor, plan)
        assert done.entry is not None
        self._closings.append(done.value)
        self._at.undo = Undo(done.entry)
        return "closed"

    def end(self) -> str:
        """It is called off, or settled: some move, the others are cancelled."""
        if not self._closings:
            return "nothing there"
        key = self._closings.pop()
        if self._at.random.random() < 0.3:
            return self._call_off(key)
        for line in self._at.desk.emergencies.card(key).lines:
            if line.open and self._at.random.random() < 0.3:
                self._promise(key, line)
        try:
            return self._settle(key)
        except (PlaceTaken, PlaceClosed):
            self._call_off(key)
            return "found a promised place gone"

    def _call_off(self, key: UUID) -> str:
        done = self._at.desk.emergencies.call_off(self._actor, key)
        assert done.entry is not None
        self._at.undo = Undo(done.entry, needs=self._changed(done.entry))
        return "called off"

    def _promise(self, key: UUID, line: Affected) -> None:
        """Another place on the phone, if it is free just then."""
        wish, row = self._at.wish(), line.row
        wish = BookRoom(
            wish.room_id, row.group_id, wish.day, wish.slots, row.purpose, row.users
        )
        place = self._at.desk.offers.verdict(wish, [row.id])
        if not isinstance(place, Alternative):
            return
        noted = Noted(Result.REACHED, Wanted.MOVE, place)
        try:
            self._at.desk.emergencies.note(self._actor, key, row.id, noted)
        except (NotFree, PlaceGiven):
            return

    def _settle(self, key: UUID) -> str:
        emergencies = self._at.desk.emergencies
        done = emergencies.settle(self._actor, key)
        assert done.entry is not None
        with self._at.opened.store.read() as session:
            changed = {change.row.id for change in log.entry(session, done.entry).changes}
        then: dict[str, Became] = {}
        needs: list[Span] = []
        for line in emergencies.card(key).lines:
            row, call = line.row, line.call
            if row.id not in changed:
                continue
            needs.append((call.was_room_id, call.was_starts, call.was_ends))
            if call.became == Call.CANCELLED:
                then[row.number] = Became.BACK
                self._at.gone(row.number, done.entry)
            elif call.became == Call.MOVED:
                assert call.room_id is not None and call.day is not None
                then[row.number] = Became.MOVED_BACK
                kept = Kept(call.room_id, call.day, call.slots)
                self._at.told.note(row.number, done.entry, kept)
        self._at.undo = Undo(done.entry, then, tuple(needs))
        return "settled a closing"

    def _blocked(self) -> Sequence[BlockingRow]:
        day = datetime.combine(self._at.random.choice(DAYS), time.min)
        with self._at.opened.store.reader() as read:
            return blockings_in(read, day, day + timedelta(days=1))

    def _changed(self, entry: Dot) -> tuple[Span, ...]:
        """The time of the blockings that an entry lifted."""
        with self._at.opened.store.read() as session:
            rows = {change.row for change in log.entry(session, entry).changes}
        looked_at = self._at.desk.blockings.looked_at
        cards = [looked_at(row.id).card for row in rows if row.kind == "blocking"]
        return tuple((card.room_id, card.starts, card.ends) for card in cards)
