"""One 臨時休館 as it is: what is affected, in the order of calling."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from app.kit.settings import EMERGENCY_ORDER
from app.rules.emergencies import in_call_order
from app.services.emergencies.values import Affected, EmergencyCard, Plan
from db.queries import emergencies, rooms, settings
from db.queries.emergencies import AffectedRow, CallRow, EmergencyRow
from db.queries.payments import paid_for
from db.session import Missing
from db.store import Reading


def ordered(session: Reading, site: str, plan: Plan) -> Sequence[AffectedRow]:
    """Who would be called, in order."""
    found = emergencies.affected(session, plan.rooms, plan.starts, plan.ends)
    return in_call_order(found, call_order(session, site))


def call_order(session: Reading, site: str) -> str:
    return EMERGENCY_ORDER.read(settings.values(session, site)).strip()


def card_of(session: Reading, site: str, key: UUID) -> EmergencyCard:
    """What came into the time after it was closed, from another site, is called last."""
    found = emergencies.emergency(session, key)
    if found is None:
        raise Missing(f"emergency {key}")
    names = {room.id: room.name for room in rooms.cards(session)}
    lines = _lines(session, site, found, names)
    inside = emergencies.inside(session, found.rooms, found.starts, found.ends)
    shut = tuple(name for room, name in names.items() if room in found.rooms)
    return EmergencyCard(found, shut, lines, inside if found.settled_at is None else ())


def _lines(
    session: Reading, site: str, found: EmergencyRow, names: dict[UUID, str]
) -> Sequence[Affected]:
    called = {call.booking_id: call for call in emergencies.calls(session, found.id)}
    known = emergencies.bookings_of(session, called)
    if found.settled_at is None:
        plan = Plan(found.rooms, found.starts, found.ends, found.cause)
        came = [row for row in ordered(session, site, plan) if row.id not in called]
        for place, row in enumerate(came, len(called) + 1):
            called[row.id] = CallRow(row.id, place, "", "", None, None, "", "", None)
        known = [*known, *came]
    paid = paid_for(session, [row.id for row in known])
    lines = [
        Affected(
            row,
            called[row.id],
            paid.get(row.id, 0),
            names.get(to, "") if (to := called[row.id].room_id) else "",
        )
        for row in known
    ]
    return sorted(lines, key=lambda line: line.call.place)
