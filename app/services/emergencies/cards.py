"""One 臨時休館 as it is: what is affected, in the order of calling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from app.kit.settings import EMERGENCY_ORDER
from app.rules.emergencies import in_call_order
from app.services.emergencies.values import Affected, EmergencyCard, Gone, Plan
from db.queries import emergencies, rooms, settings
from db.queries.emergencies import AffectedRow, CallRow, EmergencyRow
from db.queries.payments import paid_for
from db.store import Reading


def ordered(session: Reading, site: str, plan: Plan) -> Sequence[AffectedRow]:
    """Who would be called, in order."""
    found = emergencies.affected(session, plan.rooms, plan.starts, plan.ends)
    return in_call_order(found, call_order(session, site))


def call_order(session: Reading, site: str) -> str:
    return EMERGENCY_ORDER.read(settings.values(session, site)).strip()


def card_of(session: Reading, site: str, key: UUID) -> EmergencyCard:
    """What came into the time after it was closed, from another site, is called last.

    Raises Gone.
    """
    found = emergencies.emergency(session, key)
    if found is None:
        raise Gone()
    names = {room.id: room.name for room in rooms.cards(session)}
    lines = _lines(session, site, found, names)
    inside = emergencies.inside(session, found.rooms, found.starts, found.ends)
    shut = tuple(name for room, name in names.items() if room in found.rooms)
    return EmergencyCard(found, shut, lines, inside if found.settled_at is None else ())


def new_call(row: AffectedRow, place: int) -> CallRow:
    """Nobody was called yet."""
    was = row.room_id, row.starts, row.ends
    return CallRow(row.id, place, *was, "", "", None, None, "", "", "", None)


def _lines(
    session: Reading, site: str, found: EmergencyRow, names: Mapping[UUID, str]
) -> Sequence[Affected]:
    called = {call.booking_id: call for call in emergencies.calls(session, found.id)}
    still: Sequence[AffectedRow] = ()
    if found.settled_at is None:
        plan = Plan(found.rooms, found.starts, found.ends, found.cause)
        still = ordered(session, site, plan)
    came = [row for row in still if row.id not in called]
    for place, row in enumerate(came, len(called) + 1):
        called[row.id] = new_call(row, place)
    rows = emergencies.bookings_of(session, called)
    paid = paid_for(session, called)
    opened = {row.id for row in still}
    lines = [
        Affected(
            row,
            call := called[row.id],
            paid.get(row.id, 0),
            row.id in opened,
            names[call.was_room_id],
            names[call.room_id] if call.room_id else "",
        )
        for row in rows
    ]
    return sorted(lines, key=lambda line: line.call.place)
