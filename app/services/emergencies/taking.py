"""Takes the time of a 臨時休館: what is free of it now, the rest when it is settled.

Each undivided room gets blockings (利用停止) of its own, which leave alone what bookings
and other blockings have: the key of the occupancy keeps them apart, as anything else.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from app.kit import labels
from app.services.blockings.blockings import lift_each, write
from app.services.blockings.values import BlockRooms, Stretch
from app.services.sign_in import Actor
from db.journal.capture import JournaledSession
from db.occupancy import quarters, undivided
from db.queries import blockings, emergencies
from db.reader import EPOCH, QUARTER
from db.records.blockings import BlockingKind
from db.records.emergencies import Emergency

#: Quarters of an hour in a day: a blocking lies within one.
A_DAY = 96


def take(
    work: JournaledSession, actor: Actor, emergency: Emergency, now: datetime
) -> None:
    """Block what nobody has, from now on."""
    cause = labels.value("emergency", "cause", emergency.cause)
    reason = "：".join(part for part in (cause, emergency.reason) if part)
    starts, ends = max(now, emergency.starts), emergency.ends
    for room in undivided(work, emergency.room_ids):
        held = emergencies.busy(work, room, starts, ends)
        taken = {q for first, last in held for q in quarters(first, last)}
        free = tuple(_runs(quarters(starts, ends), taken))
        if free:
            kind = BlockingKind.EMERGENCY
            wish = BlockRooms((room,), free, kind, reason, posted=True)
            write(work, actor, wish, now, emergency.id)


def give_back(work: JournaledSession, emergency: Emergency, now: datetime) -> None:
    """Lift what is blocked still."""
    lift_each(work, blockings.of_set(work.read, emergency.id, now))


def _runs(span: range, taken: set[int]) -> Iterator[Stretch]:
    """What is left of a span, day by day."""
    begins: int | None = None
    for quarter in (*span, span.stop):
        free = quarter in span and quarter not in taken
        if begins is not None and (not free or quarter % A_DAY == 0):
            yield Stretch(EPOCH + begins * QUARTER, EPOCH + quarter * QUARTER)
            begins = None
        if free and begins is None:
            begins = quarter
