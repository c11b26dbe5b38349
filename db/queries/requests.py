"""申込み: bookings that were asked for together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from db.queries import bookings
from db.queries.bookings import BookingCard
from db.records.bookings import PERMITTED, Status
from db.records.groups import Group
from db.records.requests import Request
from db.session import Session

#: Those that are still meant to be, or were.
LIVING = (Status.PROVISIONAL, Status.HELD, Status.APPLIED, *PERMITTED, Status.NO_SHOW)


@dataclass(frozen=True, slots=True)
class RequestCard:
    """All of one 申込み; `bookings` are all of it, the earliest first."""

    id: UUID
    number: str
    home: str
    group_id: UUID
    group: str
    applied_on: date
    repeat: str
    bookings: Sequence[BookingCard]

    @property
    def living(self) -> Sequence[BookingCard]:
        """Without what was cancelled, refused or has lapsed."""
        return [card for card in self.bookings if card.status in LIVING]

    @property
    def fee(self) -> int:
        """Yen, of all that is left of it."""
        return sum(card.fee for card in self.living)

    @property
    def owed(self) -> int:
        """Yen still to be paid."""
        return sum(card.owed for card in self.living)


def card(session: Session, request_id: UUID) -> RequestCard:
    found = session.execute(
        select(
            Request.id,
            Request.number,
            Request.home,
            Request.group_id,
            Group.name,
            Request.applied_on,
            Request.repeat,
        )
        .join(Group, Group.id == Request.group_id)
        .where(Request.id == request_id)
    ).one()
    return RequestCard(*found, bookings.of_request(session, request_id))
