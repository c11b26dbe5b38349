"""Months that were closed, and when they must be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from db.keys import derived
from db.records.closings import Closing, MonthClosing
from db.session import Session

LATEST = 120


@dataclass(frozen=True, slots=True)
class MonthRow:
    """月締め of the month that begins on `month`."""

    id: UUID
    home: str
    month: date
    closed_by: str
    closed_at: datetime


def month_key(site: str, month: date) -> UUID:
    """A site closes a month once."""
    return derived("month_closing", site, month.isoformat())


def month(session: Session, key: UUID) -> MonthRow | None:
    return next(iter(_rows(session, MonthClosing.id == key)), None)


def latest(session: Session, site: str, limit: int = LATEST) -> Sequence[MonthRow]:
    """The months that a site closed, the latest first."""
    return _rows(session, MonthClosing.home == site, limit=limit)


def first_open_day(session: Session, site: str, before: date) -> date | None:
    """The earliest day before a day that is closed, and in no closed month."""
    return session.scalar(
        select(func.min(Closing.day)).where(
            Closing.home == site, Closing.month.is_(None), Closing.day < before
        )
    )


def _rows(
    session: Session, *wanted: ColumnElement[bool], limit: int = LATEST
) -> Sequence[MonthRow]:
    found = session.execute(
        select(
            MonthClosing.id,
            MonthClosing.home,
            MonthClosing.month,
            MonthClosing.closed_by,
            MonthClosing.closed_at,
        )
        .where(*wanted)
        .order_by(MonthClosing.month.desc())
        .limit(limit)
    )
    return [MonthRow(*row) for row in found]
