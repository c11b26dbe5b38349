"""Free rooms over many days: the rules as a month's picture has them, and one query."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from app.rules.month import DayColor, State
from app.services.months import Months
from app.services.offered import Alternative
from app.services.weighing import holds
from db.queries import rooms, vacancy
from db.queries.rooms import RoomCard
from db.queries.vacancy import Taken, bits_of
from db.store import Store


class Vacancies:
    """Reads only."""

    def __init__(self, store: Store, months: Months) -> None:
        self._store, self._months = store, months

    def over(
        self,
        first: date,
        days: int,
        slot: str = "",
        people: int = 0,
        only: Collection[str] = (),
    ) -> Iterator[Alternative]:
        """What is open and free from `first` on, day by day, of each day the smallest
        room that is large enough first.

        `slot` is empty where any that no other is made of will do; `only` are the names
        of the rooms that will do, if not all.
        """
        after = first + timedelta(days=days)
        with self._store.read() as session:
            cards = rooms.cards(session)
            taken = vacancy.taken(session.read, self._store.site, first, after)
        wanted = [
            card
            for card in sorted(cards, key=lambda card: card.capacity)
            if not card.retired and holds(card, people)
            if not only or card.name in only
        ]
        pictures = self._months.days(first, after)
        for n in range(days):
            day = first + timedelta(days=n)
            for card in wanted:
                picture = pictures[card.name][n]
                if picture.state is State.OPEN:
                    yield from _free(card, picture, slot, _bits(card, day, taken))


def _bits(card: RoomCard, day: date, taken: Taken) -> int:
    """What is taken of a room, or of any of its parts."""
    found = 0
    for part in card.parts or (card.id,):
        if part in taken:
            found |= taken[part].get(day, 0)
    return found


def _free(
    card: RoomCard, picture: DayColor, name: str, bits: int
) -> Iterator[Alternative]:
    rest, day = timedelta(minutes=card.turnaround), picture.day
    for color in picture.slots:
        slot = color.slot
        if (slot.name != name if name else slot.covers) or color.fee is None:
            continue
        if color.state is not State.OPEN:
            continue
        if not bits & bits_of(day, slot.starts_on(day), slot.ends_on(day) + rest):
            yield Alternative(
                card.id, card.name, day, (slot.name,), color.fee, card.capacity
            )
