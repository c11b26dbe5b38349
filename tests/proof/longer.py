"""A clerk of a race lets uses last longer while they last."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from db.journal.entry import Dot
from db.occupancy import NotFree
from tests.proof.at_desk import AtDesk

#: When the house closes.
CLOSES = time(21, 30)


class Longer:
    def __init__(self, at: AtDesk) -> None:
        self._at = at
        #: The entries of what was lengthened, to be taken back from the last on.
        self._longer: list[tuple[Dot, Dot]] = []

    def lengthen(self) -> str:
        """A use that has begun goes on, unless somebody has the time after it."""
        row = self._at.some()
        if row is None or row.ends.time() >= CLOSES:
            return "nothing there"
        desk, staff = self._at.desk, self._at.staff
        with self._at.at(row.starts):
            begun = desk.bookings.check_in(staff, row.id, accept_unpaid=True).entry
            changing, since = desk.changes.changing(row.id), self._at.entries()
            card = changing.card
            hours = timedelta(minutes=60 * self._at.random.randint(1, 6))
            until = min(card.ends + hours, datetime.combine(card.ends, CLOSES))
            assert begun is not None
            try:
                done = desk.extending.extend(staff, row.id, until, changing.loaded)
            except NotFree as taken:
                self._at.lost([(card.room_id, card.starts, until)], since, taken)
                desk.journal.undo(staff, begun)
                return "told who has it"
        assert done.entry is not None
        self._longer.append((done.entry, begun))
        return "lengthened"

    def end(self) -> str:
        """All of it is taken back, so that the room can be had again."""
        if not self._longer:
            return "nothing there"
        for entry in self._longer.pop(0):
            self._at.desk.journal.undo(self._at.staff, entry)
        return "ended a use"
