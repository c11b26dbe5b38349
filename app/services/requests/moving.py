"""Which bookings of a change can be as they shall be, when some have to stay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from app.kit.refusal import Refusal
from app.services.bookings.altering import Altered
from app.services.requests.weigh import OwnClash, Taken
from app.services.weighing import held_by_others
from db.queries import lotteries
from db.store import Reading


@dataclass(slots=True)
class Moving:
    """The bookings that move, but for those that somebody stands in the way of.

    Whoever stays keeps its time, which may be in the way of the next.
    """

    session: Reading
    altered: Sequence[Altered]

    def refused(self) -> Mapping[UUID, Refusal]:
        """What stands against each that has to stay."""
        found: dict[UUID, Refusal] = {}
        parts = lotteries.parts(self.session)
        while more := dict(self._against(found, parts)):
            found.update(more)
        return found

    def _against(
        self, stays: Mapping[UUID, Refusal], parts: Mapping[UUID, tuple[UUID, ...]]
    ) -> Iterator[tuple[UUID, Refusal]]:
        """Those that have to stay as well, once the others do."""
        moving = [each for each in self.altered if each.card.id not in stays]
        keys = [each.card.id for each in moving]
        taken: list[Taken] = []
        for each in moving:
            starts = each.terms.starts
            until = each.terms.busy_until(each.room.turnaround)
            wanted = Taken(frozenset(parts[each.room.id]), starts, until, each.room.name)
            no: Refusal | None = held_by_others(
                self.session,
                each.room,
                starts,
                each.terms.ends,
                keys,
                waiver=each.wish.waiver,
            )
            no = no or OwnClash.among(taken, wanted)
            if no is not None:
                yield each.card.id, no
            else:
                taken.append(wanted)
