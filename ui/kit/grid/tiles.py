"""What a grid of days shows: a month of rooms, a year of one group. No Qt here."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Literal, NamedTuple

#: How a tile is drawn; every one has a shape of its own.
Kind = Literal[
    "free",
    "part",
    "permit",
    "hold",
    "applied",
    "absent",
    "full",
    "inuse",
    "done",
    "shut",
    "stop",
    "early",
    "none",
]


class Tile(NamedTuple):
    """A day: its sign over a number, under them a note where there is room for it.

    `says` is all of it in words; `ids` are the bookings behind it.
    """

    kind: Kind
    sign: str
    says: str
    text: str = ""
    note: str = ""
    ids: tuple[Hashable, ...] = ()


class TileRow(NamedTuple):
    """A room, or a month; None is no day (31 June)."""

    id: Hashable
    title: str
    note: str
    tiles: Sequence[Tile | None]


class RowHead(NamedTuple):
    """What stands before a row."""

    title: str
    note: str = ""


class DayHead(NamedTuple):
    """A day of the month; a rest day is `strong`, `above` it begins a month."""

    title: str
    note: str = ""
    strong: bool = False
    today: bool = False
    above: str = ""


class TileSheet(NamedTuple):
    """`today` is the row and column of today where one tile is it."""

    columns: Sequence[DayHead] = ()
    rows: Sequence[TileRow] = ()
    today: tuple[int, int] | None = None
    empty: str = ""
