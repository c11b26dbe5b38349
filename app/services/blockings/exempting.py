"""例外: a booking has time of a 利用停止, since one of those whom it names decides so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from app.kit import checks, labels
from app.rules.use.waiving import Waived
from app.services.blockings.refusals import NotAllowedBy
from app.services.offered import MOST_WAIVER
from app.services.rights import expect_decider
from app.services.waivers import BLOCKING, keep, may_except, noted
from db.journal.capture import JournaledSession
from db.occupancy import holding, undivided
from db.reader import EPOCH, QUARTER, quarters
from db.records.blockings import Blocking, BlockingStatus
from db.store import Reading


def excepted(session: Reading, room_id: UUID, span: range) -> tuple[Waived, ...] | None:
    """The blockings in the way, as what an exception is made from; None where one of
    them lets nobody make any."""
    found = _in_the_way(session, room_id, span)
    if not all(blocking.allowed_by for blocking in found):
        return None
    return tuple(
        Waived(BLOCKING, _told(each), f"{each.allowed_by}が認めるとき") for each in found
    )


def exempt(
    work: JournaledSession,
    booking_id: UUID,
    room_id: UUID,
    use: tuple[datetime, datetime],
    reason: str,
) -> None:
    """Give a use's time, with preparation and cleaning up, up in every blocking that has
    some of it.

    In the same entry, so that undoing gives it back; before the booking takes it. Who
    acts must be one of those whom the blocking names, and is kept as of any exception. A
    blocking that names nobody keeps its time. NotDeciding, NotAllowedBy, FieldRefused.
    """
    span = quarters(*use)
    starts, ends = EPOCH + span.start * QUARTER, EPOCH + span.stop * QUARTER
    for blocking in _in_the_way(work, room_id, span):
        if not blocking.allowed_by:
            continue
        why = checks.line("waiver", reason, most=MOST_WAIVER, required=True)
        who = expect_decider(work, work.act.staff)
        if not may_except(who, blocking.allowed_by):
            raise NotAllowedBy(names=blocking.allowed_by)
        keep(work, booking_id, BLOCKING, _told(blocking), noted(work, why))
        _give_up(work, blocking, room_id, starts, ends)


def _in_the_way(session: Reading, room_id: UUID, span: range) -> Sequence[Blocking]:
    keys = holding(session, "blocking", [room_id], [span])
    return [session.get_one(Blocking, key) for key in sorted(keys)]


def _told(blocking: Blocking) -> str:
    kind = labels.value("blocking", "kind", blocking.kind)
    return f"利用停止（{kind}：{blocking.reason}）"


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
