"""The kinds of equipment that can be asked for, with what is free. No Qt here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from app.kit.checks import FieldRefused
from app.services.offered import Wanted

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.equipment import KindStock

#: Longer spans are a slip of the keyboard: what is free is told of the first days.
MOST_DAYS = 366


class UnknownKind(FieldRefused):
    """No kind has these `words` in its name."""

    code = "equipment.unknown_kind"


class JustTaken(FieldRefused):
    """What was typed is asked for now, and the fee is another one."""

    code = "equipment.just_taken"


class Stocked(NamedTuple):
    """A kind as it can be asked for: `free` on every day asked about, None: unknown."""

    id: UUID
    name: str
    home: str
    detail: str = ""
    free: int | None = None
    barcode: str = ""


def stocked(desk: Desk, first: date, last: date) -> Sequence[Stocked]:
    """All kinds in use, with what is free on every day from `first` to `last`."""
    days = min(max(1, (last - first).days + 1), MOST_DAYS)
    found = desk.equipment.stock_month(first, days)
    several = len({each.kind.home for each in found}) > 1
    return [_stocked(each, several=several) for each in found]


def _stocked(stock: KindStock, *, several: bool) -> Stocked:
    kind = stock.kind
    where = (kind.site if several else "", kind.shelf)
    free = min((day.free for day in stock.days), default=kind.total)
    detail = " ".join(words for words in where if words)
    return Stocked(kind.id, kind.name, kind.home, detail, free, kind.barcode)


def wanted(lines: Mapping[UUID, int]) -> tuple[Wanted, ...]:
    """What the use cases are asked for."""
    return tuple(Wanted(kind, count) for kind, count in lines.items())


def kept_lines(text: str) -> Mapping[UUID, int]:
    """What a draft keeps: `key:count key:count`."""
    pairs = (part.partition(":") for part in text.split())
    return {UUID(hex=key): int(count) for key, _, count in pairs}


def lines_text(lines: Mapping[UUID, int]) -> str:
    """The same the other way round."""
    return " ".join(f"{key.hex}:{count}" for key, count in lines.items())
