"""Free places for those who cannot have theirs: the same time, as near as it can be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice

from app.services.alternatives import DAYS_AHEAD, matching
from app.services.emergencies.given import Given
from app.services.offered import Alternative, BookRoom, LedgerRoom
from app.services.offers import MOST_ALTERNATIVES, Offers
from app.services.weighing import holds
from db.queries.emergencies import AffectedRow
from db.store import Reading


class Places:
    """Looks at each day once, for however many who look for a place.

    What others were promised on the phone is not offered again, nor what is closed.
    """

    def __init__(self, session: Reading, offers: Offers) -> None:
        self._offers = offers
        self._given = Given(session, offers)
        self._days: dict[date, Sequence[LedgerRoom]] = {}

    def near(
        self, row: AffectedRow, most: int = MOST_ALTERNATIVES
    ) -> Sequence[Alternative]:
        """Of each day the same room first; then others that are large enough."""
        return list(islice(self._found(row), most))

    def _found(self, row: AffectedRow) -> Iterator[Alternative]:
        slots = tuple(row.slots.split("・"))
        first = row.starts.date()
        for ahead in range(DAYS_AHEAD + 1):
            day = first + timedelta(days=ahead)
            for place in matching(self._rooms(row, day), day, slots):
                if self._given.against(place, row.id) is not None:
                    continue
                wish = BookRoom(
                    place.room_id, row.group_id, day, slots, row.purpose, row.users
                )
                found = self._offers.verdict(wish, [row.id])
                if isinstance(found, Alternative):
                    yield found

    def _rooms(self, row: AffectedRow, day: date) -> Sequence[LedgerRoom]:
        if day not in self._days:
            own = [room for room in self._offers.day(day).rooms if not room.elsewhere]
            self._days[day] = own
        roomy = [room for room in self._days[day] if holds(room.room, row.users)]
        return sorted(
            roomy, key=lambda each: (each.room.id != row.room_id, each.room.capacity)
        )
