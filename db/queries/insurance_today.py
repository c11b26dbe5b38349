"""Batches that still want something, as the first picture shows them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from db.reader import Reader, as_day, as_key, as_known_key, as_moment

#: How far back money is looked for that a delivered batch still owes.
LOOK_BACK = timedelta(days=62)
DUE = """
    SELECT b.id, b.number, b.scheme, b.fiscal_year, b.group_id, COALESCE(g.name, ''),
           b.applied_at, b.delivered_on, COUNT(e.id), COALESCE(SUM(e.premium), 0),
           MIN(e.starts_on),
           COALESCE((SELECT SUM(p.amount) FROM payment p WHERE p.batch_id = b.id), 0)
    FROM insurance_batch b
    LEFT JOIN "group" g ON g.id = b.group_id
    LEFT JOIN insurance_enrolment e ON e.batch_id = b.id
    WHERE b.home = :site AND (b.delivered_on IS NULL OR b.delivered_on >= :since)
    GROUP BY b.id, b.number, b.scheme, b.fiscal_year, b.group_id, g.name, b.applied_at,
             b.delivered_on
    ORDER BY b.applied_at, b.number
"""


class DueBatch(NamedTuple):
    """A batch at the desk. `premium` is what its people cost, `paid` what came (yen);
    `starts_on` is the first day that somebody in it is insured, None without anybody."""

    id: UUID
    number: str
    scheme: str
    fiscal_year: int
    group_id: UUID | None
    group: str
    applied_on: date
    delivered_on: date | None
    people: int
    premium: int
    starts_on: date | None
    paid: int

    @property
    def owed(self) -> int:
        """Yen still to be taken from the group."""
        return max(0, self.premium - self.paid)

    @property
    def too_much(self) -> int:
        """Yen to be given back to the group."""
        return max(0, self.paid - self.premium)


def due(read: Reader, site: str, day: date) -> Sequence[DueBatch]:
    """What a site has not delivered, or not been paid for, the oldest first."""
    found = read(DUE, {"site": site, "since": f"{day - LOOK_BACK}"})
    rows = [
        DueBatch(
            as_key(key), number, scheme, year, group_id and as_known_key(group_id), group,
            as_moment(applied).date(), delivered and as_day(delivered), people,
            int(premium), starts and as_day(starts), int(paid),
        )
        for (
            key, number, scheme, year, group_id, group, applied, delivered, people,
            premium, starts, paid,
        ) in found
    ]  # fmt: skip
    return [
        row
        for row in rows
        if row.owed or row.too_much or (row.people and not row.delivered_on)
    ]
