"""What a rulebook must not say about rooms and units, well-formed as it may be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.rules.book.hire import Unit
from app.rules.book.rulebook import Room
from app.rules.file.reader import Draft, Reader
from app.rules.file.refusals import Backwards, JoinsItself, MissingKey

Rooms = Mapping[tuple[str, str], Room]


def check_hire(whole: Draft, readers: Iterable[Reader]) -> None:
    """Joined rooms are made of others in their facility; a least is no more than a
    most."""
    rooms = {(room.facility, room.name): room for room in whole.rooms}
    for reader in readers:
        for number, room in enumerate(reader.draft.rooms):
            path = ("room", number, "joins")
            known = [name for facility, name in rooms if facility == room.facility]
            for name in room.joins:
                if name not in known:
                    reader.unknown(path, name, known)
            if _within(room, room, rooms, set()):
                reader.problem(JoinsItself, path, name=room.name)
            if room.joined_price and not room.joins:
                reader.problem(MissingKey, ("room", number), name="joins")
        for rule in reader.draft.rules.get("unit", ()):
            if isinstance(rule, Unit) and rule.most and rule.least > rule.most:
                reader.problem(Backwards, (*rule.origin.path, "most"), name="most")


def _within(wanted: Room, room: Room, rooms: Rooms, seen: set[str]) -> bool:
    """Whether a room is among the parts of another, or among theirs."""
    for name in room.joins:
        part = rooms.get((room.facility, name))
        if part is wanted:
            return True
        if part is not None and name not in seen:
            seen.add(name)
            if _within(wanted, part, rooms, seen):
                return True
    return False
