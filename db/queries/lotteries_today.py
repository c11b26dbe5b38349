"""Winners who have not claimed yet, as the first picture shows them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from db.reader import Reader, as_day, as_key

#: How far ahead and back the last day of claiming is looked for.
AHEAD, BACK = timedelta(days=3), timedelta(days=31)
DUE = """
    SELECT l.id, l.number, l.name, l.claim_by, l.lapses,
           (SELECT COUNT(*) FROM lottery_request q
            WHERE q.lottery_id = l.id AND q.status = 'won')
    FROM lottery l WHERE l.home = :site AND l.claim_by BETWEEN :since AND :until
    ORDER BY l.claim_by, l.number
"""
TO_DRAW = """
    SELECT l.id, l.number, l.name, l.closes_on, l.draws_on, l.status FROM lottery l
    WHERE l.home = :site AND l.first_on >= :day
      AND (l.status = 'open' AND l.closes_on < :day
           OR l.status IN ('frozen', 'seeded') AND l.draws_on <= :day)
    ORDER BY l.draws_on, l.number
"""


class DueClaims(NamedTuple):
    """How many winners of a lottery have not claimed; whether they lose it by rule."""

    id: UUID
    number: str
    name: str
    claim_by: date
    lapses: bool
    winners: int


class DueDraw(NamedTuple):
    """A lottery to be frozen (`open`) or drawn."""

    id: UUID
    number: str
    name: str
    closes_on: date
    draws_on: date
    status: str


def due_claims(read: Reader, site: str, day: date) -> Sequence[DueClaims]:
    """Of each lottery in which some winner has not."""
    found = read(DUE, {"site": site, "since": f"{day - BACK}", "until": f"{day + AHEAD}"})
    return [
        DueClaims(as_key(key), number, name, as_day(by), bool(lapses), winners)
        for key, number, name, by, lapses, winners in found
        if winners
    ]


def due_draws(read: Reader, site: str, day: date) -> Sequence[DueDraw]:
    return [
        DueDraw(as_key(key), number, name, as_day(closes), as_day(draws), status)
        for key, number, name, closes, draws, status in read(
            TO_DRAW, {"site": site, "day": f"{day}"}
        )
    ]
