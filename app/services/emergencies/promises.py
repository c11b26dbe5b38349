"""Places promised in the time of a 臨時休館: offers to those who wait, and wishes in a
lottery that is not drawn yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from app.kit.labels import moment
from app.rules.fees.slots import SlotsOverlap, UnknownSlot
from app.services.awards.spans import Spans
from app.services.emergencies.values import Affected, Plan
from app.services.rulebooks import Rulebooks
from app.services.wishes import wishes_of
from db.journal.capture import JournaledSession
from db.queries import emergencies, promised
from db.queries.emergencies import AffectedRow, CallRow
from db.records.waiting import Waiting, WaitingStatus
from db.store import Reading


def wishes(session: Reading, rulebooks: Rulebooks, plan: Plan) -> Sequence[AffectedRow]:
    """The wishes that the draw will have to pass over."""
    spans = Spans(session, rulebooks)
    shut = emergencies.touching(session, plan.rooms)
    first, last = plan.starts.date(), plan.ends.date()
    found = []
    for request in promised.requests(session, first, last):
        for wish in wishes_of(request.wishes):
            if wish.room_id not in shut or not first <= wish.day <= last:
                continue
            try:
                span = spans.of(wish.room_id, wish.day, wish.slots)
            except (UnknownSlot, SlotsOverlap):
                continue  # rules that came since have no such slot, and no draw gives it
            if span.starts < plan.ends and span.ends > plan.starts:
                slots = "・".join(wish.slots)
                found.append((request, wish.room_id, span.starts, span.ends, slots))
    return promised.wishes_to_call(session, found)


def called_about(session: Reading, calls: Sequence[CallRow]) -> Sequence[AffectedRow]:
    """What those calls are about, as far as it is kept: the offer, the request."""
    offers = promised.offers_of(session, [c.waiting_id for c in calls if c.waiting_id])
    keys = [call.request_id for call in calls if call.request_id]
    requests = {request.id: request for request in promised.requests_of(session, keys)}
    told = [
        (requests[call.request_id], call.was_room_id, call.was_starts, call.was_ends, "")
        for call in calls
        if call.request_id in requests
    ]
    return [*offers, *promised.wishes_to_call(session, told)]


def end_offer(
    work: JournaledSession, line: Affected, cause: str, name: str, now: datetime
) -> None:
    """案内の取りやめ: the group waits on, and is asked again should the time be free."""
    record = work.get_one(Waiting, _waiting(line))
    told = f"{moment(now)} {name}：臨時休館（{cause}）のため、案内を取りやめ"
    record.note = f"{record.note}\n{told}".strip()
    record.status, record.offer_until = WaitingStatus.WAITING, None


def _waiting(line: Affected) -> UUID:
    assert line.call.waiting_id is not None
    return line.call.waiting_id
