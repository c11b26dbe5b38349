"""Loans as lists and the first picture show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from db.reader import Reader, as_day, as_key, as_known_key

PAID = "COALESCE((SELECT SUM(p.amount) FROM payment p WHERE p.loan_id = l.id), 0)"
ROW = f"""
    SELECT l.id, l.number, l.home, l.group_id, g.name, g.phone, l.booking_id, l.purpose,
           l.first_on, l.last_on, l.status, l.fee, {PAID},
           k.name, n.quantity, n.handed_over, n.taken_back
    FROM loan l
    JOIN "group" g ON g.id = l.group_id
    JOIN loan_line n ON n.loan_id = l.id
    JOIN equipment_kind k ON k.id = n.kind_id
"""
ORDER = "l.number, l.id, k.place, k.name, n.id"
#: What the desk of a site hands over or waits for on a day, who is latest first.
AT_DESK = f"""{ROW}
    WHERE l.home = :site
      AND (l.status = 'handed_over' AND l.last_on <= :day
           OR l.status = 'confirmed' AND l.first_on <= :day AND l.last_on >= :day)
    ORDER BY l.last_on, {ORDER}
"""
#: NOT IN, so that the days are looked up: most of what was ever lent was returned.
UNPAID = f"""{ROW}
    WHERE l.home = :site AND l.first_on BETWEEN :since AND :until
      AND l.status NOT IN ('provisional', 'refused', 'cancelled') AND l.fee > {PAID}
    ORDER BY l.first_on, {ORDER}
"""


def listed(things: Iterable[tuple[str, int]]) -> str:
    """Kinds and how many: プロジェクター、展示パネル×4"""
    return "、".join(f"{kind}×{n}" if n > 1 else kind for kind, n in things)


class LoanRow(NamedTuple):
    """A loan as lists show it; `lines` has (kind, asked for, handed over, back)."""

    id: UUID
    number: str
    home: str
    group_id: UUID
    group: str
    phone: str
    booking_id: UUID | None
    purpose: str
    first_on: date
    last_on: date
    status: str
    fee: int
    paid: int
    lines: tuple[tuple[str, int, int, int], ...]

    @property
    def owed(self) -> int:
        """Yen still to be paid."""
        return max(0, self.fee - self.paid)

    @property
    def what(self) -> str:
        """プロジェクター、展示パネル×4"""
        return listed((kind, quantity) for kind, quantity, *_ in self.lines)


def at_desk(read: Reader, site: str, day: date) -> Sequence[LoanRow]:
    """What goes out from a site on a day, is due there, or overdue."""
    return rows(read(AT_DESK, {"site": site, "day": str(day)}))


def unpaid(read: Reader, site: str, since: date, until: date) -> Sequence[LoanRow]:
    """Loans that begin from `since` to `until` and whose fee is still open."""
    span = {"since": str(since), "until": str(until)}
    return rows(read(UNPAID, {"site": site, **span}))


def rows(found: Sequence[Sequence[Any]]) -> Sequence[LoanRow]:
    return [
        _row(same[0], tuple((row[13], row[14], row[15], row[16]) for row in same))
        for same in (list(rows) for _, rows in groupby(found, key=lambda row: row[0]))
    ]


def _row(row: Sequence[Any], lines: tuple[tuple[str, int, int, int], ...]) -> LoanRow:
    return LoanRow(
        as_key(row[0]),
        row[1],
        row[2],
        as_known_key(row[3]),
        row[4],
        row[5],
        as_key(row[6]) if row[6] else None,
        row[7],
        as_day(row[8]),
        as_day(row[9]),
        row[10],
        row[11],
        int(row[12]),
        lines,
    )
