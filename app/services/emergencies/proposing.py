"""What the rulebook's [[weather]] makes of a warning, room by room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from app.rules.book.base import Explained, Silent, UnknownPlace
from app.rules.book.rulebook import Rulebook
from app.rules.calendar.shutting import Shut, shut_by, warnings_of
from app.rules.calendar.weather import Warned
from app.services.emergencies.values import Proposal
from db.queries.today import RoomRow


def warnings_in(book: Rulebook, rooms: Sequence[RoomRow]) -> Sequence[str]:
    """The warnings that the rules of these rooms speak of."""
    found: set[str] = set()
    for room in rooms:
        try:
            found |= warnings_of(book.place(room.name))
        except UnknownPlace:
            continue
    return sorted(found)


def proposed(
    book: Rulebook, rooms: Sequence[RoomRow], day: date, warned: Warned
) -> Proposal:
    """Of rooms whose rules differ the longest closing."""
    shut: list[tuple[RoomRow, Shut]] = []
    silent: list[str] = []
    for room in rooms:
        try:
            found = shut_by(book.place(room.name), day, warned)
        except (Silent, UnknownPlace):
            silent.append(room.name)
            continue
        if found is not None:
            shut.append((room, found))
    told: dict[Explained, None] = {}
    for _, each in shut:
        told.update(dict.fromkeys(each.explained))
    begun = [(room, each.begun) for room, each in shut if each.begun is not None]
    told.update(dict.fromkeys(each.explained for _, each in begun))
    midnight = datetime.combine(day, time.min)
    first = min((each.starts for _, each in shut), default=0)
    last = max((each.ends for _, each in shut), default=0)
    return Proposal(
        day,
        tuple(room.id for room, _ in shut),
        midnight + timedelta(minutes=first),
        midnight + timedelta(minutes=last),
        tuple(told),
        tuple(silent),
        tuple(room.id for room, each in begun if each.open),
    )
