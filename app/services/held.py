"""What is in the way of using a room: its uses, those of rooms it shares, and the time
that is needed between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol, TypeVar
from uuid import UUID

from db.queries.today import RoomRow


class Buffered(Protocol):
    """A room, with the minutes that it needs before and after each use."""

    @property
    def preparation(self) -> int: ...

    @property
    def turnaround(self) -> int: ...


class Held(Protocol):
    """A use of a room, and from when to when it keeps others out: from preparation to the
    end of cleaning up."""

    @property
    def room_id(self) -> UUID: ...

    @property
    def starts(self) -> datetime: ...

    @property
    def ends(self) -> datetime: ...

    @property
    def busy_from(self) -> datetime: ...

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


def busy(room: Buffered, starts: datetime, ends: datetime) -> tuple[datetime, datetime]:
    """From when to when a use keeps others out: with the preparation before it and the
    cleaning up after it that the room needs."""
    before, after = (timedelta(minutes=n) for n in (room.preparation, room.turnaround))
    return starts - before, ends + after


def kept_from(room: RoomRow, row: Held) -> tuple[datetime, datetime]:
    """From when to when a use keeps others of a room out, who need to be done with
    cleaning up before it, and to prepare after it."""
    before, after = (timedelta(minutes=n) for n in (room.preparation, room.turnaround))
    return row.busy_from - after, row.busy_until + before


def between(
    room: RoomRow, starts: datetime, ends: datetime, held: Iterable[Row]
) -> Row | None:
    """The first use with which only preparation or cleaning up collides, before a use
    from `starts` to `ends` or after it, of either of them."""
    since, until = busy(room, starts, ends)
    return next(
        (
            row
            for row in held
            if row.busy_from < until and since < row.busy_until
            if not (row.starts < ends and starts < row.ends)
        ),
        None,
    )
