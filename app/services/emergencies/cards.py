"""One 臨時休館 as it is: what is affected, in the order of calling."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from app.kit.settings import EMERGENCY_ORDER
from app.rules.emergencies import cut_at, in_call_order, leaves_at
from app.services.emergencies.promises import called_about
from app.services.emergencies.values import Affected, EmergencyCard, Gone, Plan
from db.queries import emergencies, promised, rooms, settings, sites
from db.queries.emergencies import (
    About,
    AffectedRow,
    CallRow,
    EmergencyRow,
    call_key,
)
from db.queries.payments import paid_for
from db.reader import QUARTER
from db.records.bookings import Status
from db.records.emergencies import Wanted
from db.records.lotteries import Fate
from db.store import Reading


def ordered(
    session: Reading, site: str, plan: Plan, wishes: Sequence[AffectedRow] = ()
) -> Sequence[AffectedRow]:
    """Who would be called, in order. Who is in a house of another site is told there."""
    span = plan.rooms, plan.starts, plan.ends
    found = [
        row
        for row in emergencies.affected(session, *span)
        if row.status != Status.IN_USE or row.home == site
    ]
    found += [*promised.offers(session, *span), *wishes]
    return in_call_order(found, call_order(session, site))


def going_on(session: Reading, plan: Plan, go_on: Collection[UUID]) -> set[UUID]:
    """All rooms in which who is in the house goes on: not where a part has to be left."""
    stay = set(plan.rooms).intersection(go_on)
    leave = set(plan.rooms) - stay
    return emergencies.touching(session, stay) - emergencies.touching(session, leave)


def call_order(session: Reading, site: str) -> str:
    return EMERGENCY_ORDER.read(settings.values(session, site)).strip()


def card_of(session: Reading, site: str, key: UUID, now: datetime) -> EmergencyCard:
    """What came into the time after it was closed, from another site, is called last.

    Raises Gone.
    """
    found = emergencies.emergency(session, key)
    if found is None:
        raise Gone()
    names = {room.id: room.name for room in rooms.cards(session)}
    lines = _lines(session, site, found, names, now)
    shut = tuple(name for room, name in names.items() if room in found.rooms)
    return EmergencyCard(found, shut, lines)


def new_call(
    emergency_id: UUID, row: AffectedRow, place: int, wanted: Wanted = Wanted.UNKNOWN
) -> CallRow:
    """Nobody was called yet."""
    about = (
        row.id if row.about is About.BOOKING else None,
        row.id if row.about is About.OFFER else None,
        row.request_id,
    )
    was = row.room_id, row.starts, row.ends
    key = call_key(emergency_id, row.id)
    return CallRow(key, *about, place, *was, "", wanted, None, None, "", "", "", None)


def _lines(
    session: Reading,
    site: str,
    found: EmergencyRow,
    names: Mapping[UUID, str],
    now: datetime,
) -> Sequence[Affected]:
    called = {call.id: call for call in emergencies.calls(session, found.id)}
    still: Sequence[AffectedRow] = ()
    if found.settled_at is None:
        plan = Plan(found.rooms, found.starts, found.ends, found.cause)
        still = ordered(session, site, plan)
    came = [row for row in still if call_key(found.id, row.id) not in called]
    for place, row in enumerate(came, len(called) + 1):
        call = new_call(found.id, row, place)
        called[call.id] = call
    calls = list(called.values())
    booked = [call.booking_id for call in calls if call.booking_id]
    rows = [*emergencies.bookings_of(session, booked), *called_about(session, calls)]
    paid = paid_for(session, booked)
    opened = {row.id for row in still}
    lines = []
    for row in rows:
        call = called[call_key(found.id, row.id)]
        cut = _cut(site, found, row, now)
        lines.append(
            Affected(
                row,
                call,
                paid.get(row.id, 0),
                _is_open(found, row, opened, cut),
                names[call.was_room_id],
                names[call.room_id] if call.room_id else "",
                cut,
                _elsewhere(session, site, row),
            )
        )
    return sorted(lines, key=lambda line: line.call.place)


def _is_open(
    found: EmergencyRow, row: AffectedRow, opened: set[UUID], cut: datetime | None
) -> bool:
    if row.about is About.WISH:
        return found.settled_at is None and row.status == Fate.ENTERED
    over = row.status == Status.IN_USE and cut is None
    return row.id in opened and not over


def _elsewhere(session: Reading, site: str, row: AffectedRow) -> str:
    """Who ends an offer of another site's; here it is only called about."""
    if row.about is not About.OFFER or row.home == site:
        return ""
    return sites.name_of(session.read, row.home)


def _cut(
    site: str, found: EmergencyRow, row: AffectedRow, now: datetime
) -> datetime | None:
    """When a use of a room of this site could end instead."""
    if row.about is not About.BOOKING or row.home != site:
        return None
    if row.status == Status.IN_USE:
        until = leaves_at(row.starts, found.starts, now, QUARTER)
        return cut_at(row.starts, row.ends, until)
    return cut_at(row.starts, row.ends, found.starts)
