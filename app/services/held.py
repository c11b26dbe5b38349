"""What is in the way of using a room: its uses, those of rooms it shares, cleaning up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol, TypeVar
from uuid import UUID


class Held(Protocol):
    """A use of a room, and until when the room is cleaned up after it."""

    @property
    def room_id(self) -> UUID: ...

    @property
    def starts(self) -> datetime: ...

    @property
    def ends(self) -> datetime: ...

    @property
    def busy_until(self) -> datetime: ...


Row = TypeVar("Row", bound=Held)


def by_room(rows: Iterable[Row]) -> Mapping[UUID, Sequence[Row]]:
    """The uses of each room; none for a room that is not used."""
    found: defaultdict[UUID, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.room_id].append(row)
    return found


def beside(
    held: Mapping[UUID, Sequence[Row]],
    sharing: Mapping[UUID, frozenset[UUID]],
    room_id: UUID,
) -> Sequence[Row]:
    """What takes up a room by way of another: one that it is part of, or made of."""
    others = sharing.get(room_id)
    if not others:
        return ()
    rows = [row for other in others for row in held.get(other, ())]
    return sorted(rows, key=lambda row: row.starts)


def overlapping(starts: datetime, ends: datetime, held: Iterable[Row]) -> Row | None:
    """The first use within that time."""
    return next((row for row in held if row.starts < ends and starts < row.ends), None)


def cleaning(
    starts: datetime, ends: datetime, turnaround: int, held: Iterable[Row]
) -> Row | None:
    """The first use with which only cleaning up collides: after it, or before it.

    `turnaround` minutes are needed after a use from `starts` to `ends`.
    """
    busy = ends + timedelta(minutes=turnaround)
    return next(
        (
            row
            for row in held
            if row.starts < busy and starts < row.busy_until
            if not (row.starts < ends and starts < row.ends)
        ),
        None,
    )
