"""Free rooms over many days: the rules as a month's picture has them, and one query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
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
        rows = [(card, pictures[card.name], _bits(card, taken)) for card in wanted]
        for n in range(days):
            day = first + timedelta(days=n)
            for card, picture, bits in rows:
                if picture[n].state is State.OPEN:
                    yield from _free(card, picture[n], slot, bits.get(day, 0))


def _bits(card: RoomCard, taken: Taken) -> Mapping[date, int]:
    """By the day, what is taken of a room or of any of its parts."""
    if not card.parts:
        return taken.get(card.id, {})
    found: defaultdict[date, int] = defaultdict(int)
    for part in card.parts:
        for day, bits in taken.get(part, {}).items():
            found[day] |= bits
    return found


def _free(
    card: RoomCard, picture: DayColor, name: str, taken: int
) -> Iterator[Alternative]:
    for color in picture.slots:
        slot, state, fee = color.slot, color.state, color.fee
        wanted = slot.name == name if name else not slot.covers
        if not wanted or state is not State.OPEN or fee is None:
            continue
        since, until = slot.start - card.preparation, slot.end + card.turnaround
        if not taken & bits_of(since, until):
            yield Alternative(
                card.id, card.name, picture.day, (slot.name,), fee, card.capacity
            )
