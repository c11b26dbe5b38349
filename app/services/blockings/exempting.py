"""例外: a booking has time of a 利用停止, because somebody who may allows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from app.kit import checks, labels
from app.services.blockings.refusals import NotAllowedBy
from app.services.offered import Exemption
from app.services.waivers import BLOCKING, keep, noted
from db.journal.capture import JournaledSession
from db.occupancy import holding, undivided
from db.reader import EPOCH, QUARTER, quarters
from db.records.blockings import Blocking, BlockingStatus
from db.records.bookings import Booking

MOST_NAME, MOST_REASON = 40, 100


def exempt(work: JournaledSession, booking: Booking, exemption: Exemption) -> None:
    """Give the booking's time up in every blocking that has some of it.

    In the same entry, so that undoing gives it back; who allowed it and why is kept as
    of any exception. NotAllowedBy, FieldRefused.
    """
    by = checks.line("exempted_by", exemption.by, most=MOST_NAME, required=True)
    why = checks.line("exempted_why", exemption.why, most=MOST_REASON, required=True)
    span = quarters(booking.starts, booking.busy_until)
    starts, ends = EPOCH + span.start * QUARTER, EPOCH + span.stop * QUARTER
    for key in sorted(holding(work, "blocking", [booking.room_id], [span])):
        blocking = work.get_one(Blocking, key)
        if by not in blocking.allowed_by.split("・"):
            raise NotAllowedBy("exempted_by", names=blocking.allowed_by or "なし")
        kind = labels.value("blocking", "kind", blocking.kind)
        told = f"利用停止（{kind}：{blocking.reason}）。{by}が認めた"
        keep(work, booking.id, BLOCKING, told, noted(work, why))
        _give_up(work, blocking, booking.room_id, starts, ends)


def _give_up(
    work: JournaledSession,
    blocking: Blocking,
    room_id: UUID,
    starts: datetime,
    ends: datetime,
) -> None:
    """Leave of a blocking what the use of a room does not need: before, after, and the
    parts that are not used."""
    whole = blocking.room_id
    unused = {*undivided(work, [whole])} - {*undivided(work, [room_id])}
    during = max(starts, blocking.starts), min(ends, blocking.ends)
    rest = [(whole, *span) for span in _around(blocking, starts, ends)]
    rest += [(part, *during) for part in sorted(unused)]
    if not rest:
        blocking.status = BlockingStatus.LIFTED
        return
    work.add_all(
        replace(blocking, id=work.new_id(), room_id=room, starts=since, ends=until)
        for room, since, until in rest[1:]
    )
    blocking.room_id, blocking.starts, blocking.ends = rest[0]


def _around(
    blocking: Blocking, starts: datetime, ends: datetime
) -> Iterator[tuple[datetime, datetime]]:
    if blocking.starts < starts:
        yield blocking.starts, starts
    if ends < blocking.ends:
        yield ends, blocking.ends
