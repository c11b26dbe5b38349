"""How much of each kind of equipment is promised on each day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from db.reader import Reader, as_day, as_key
from db.refusal import Refusal

HOLDERS = """
    SELECT l.id, l.number, g.name, l.first_on, l.last_on, n.quantity
    FROM loan_line n JOIN loan l ON l.id = n.loan_id
    JOIN "group" g ON g.id = l.group_id
    WHERE n.kind_id = :key AND l.first_on <= :day AND l.last_on >= :day
      AND l.status IN ('confirmed', 'handed_over')
    ORDER BY l.first_on, l.number
"""
NAME = "SELECT name FROM equipment_kind WHERE id = :key"


class OutOfStock(Refusal):
    """Says what is short: `kind`, the `day`, how many are `free` then, how many were
    `asked` for, and `who` has them."""

    code = "loan.out_of_stock"


class HolderRow(NamedTuple):
    """A loan that holds some of a kind on a day."""

    loan_id: UUID
    number: str
    group: str
    first_on: date
    last_on: date
    quantity: int


def holders(read: Reader, kind_id: UUID, day: date) -> Sequence[HolderRow]:
    """Who has a kind on a day, as it is promised."""
    found = read(HOLDERS, {"key": kind_id.hex, "day": str(day)})
    return [
        HolderRow(as_key(row[0]), row[1], row[2], as_day(row[3]), as_day(row[4]), row[5])
        for row in found
    ]


def out_of_stock(
    read: Reader, kind_id: UUID, day: date, free: int, asked: int
) -> OutOfStock:
    """The refusal, with the groups that have what is asked for."""
    [(kind,)] = read(NAME, {"key": kind_id.hex})
    has = holders(read, kind_id, day)
    who = "、".join(f"{row.group}（{row.number}）{row.quantity}" for row in has)
    return OutOfStock(kind=kind, day=day, free=free, asked=asked, who=who or "なし")
