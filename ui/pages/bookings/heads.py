"""What stands above each grid of 予約台帳. No Qt here."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.kit.wareki import fiscal_year_text, full, month_text, short
from app.services.offered import LedgerDay
from ui.pages.bookings.modes import Head, Mode
from ui.pages.bookings.words import is_open

if TYPE_CHECKING:
    from app.services.ledgers import LedgerWeek, LedgerYear
    from app.services.months import LedgerMonth


def head_of_day(ledger: LedgerDay) -> Head:
    return Head(Mode.DAY, full(ledger.day), is_open(ledger))


def head_of_week(week: LedgerWeek) -> Head:
    rooms = tuple((room.id.hex, room.name) for room in week.rooms)
    key = week.room.id.hex if week.room else ""
    return Head(Mode.WEEK, _week(week.first), rooms=rooms, room=key)


def head_of_month(month: LedgerMonth) -> Head:
    return Head(Mode.MONTH, month_text(month.first))


def head_of_year(year: LedgerYear) -> Head:
    title = f"{fiscal_year_text(year.year)} {year.group}"
    return Head(Mode.YEAR, title, group=True)


def _week(first: date) -> str:
    """R8.11.30–12.6: a week is always Monday to Sunday, as its rows say."""
    last = first + timedelta(days=6)
    return f"{short(first)}–{last.month}.{last.day}"
