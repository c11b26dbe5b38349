"""使用許可書兼領収書 of a whole 申込み: all its dates and rooms, and their sum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.printing.booking_permit import BookingPermit
from app.printing.permit_parts import Item
from app.rules.fees import kept_lines, summed
from app.services.forms.bookings import blank_permit, fee_of_lines, holder_of, use_of
from app.services.forms.head import Head
from app.services.forms.loans import items_with
from app.services.groups import group_card
from db.queries import payments
from db.queries.bookings import BookingCard
from db.queries.requests import RequestCard
from db.records.bookings import PERMITTED, Status
from db.store import Reading

#: What a permit can be for.
ON_PERMIT = (*PERMITTED, Status.PROVISIONAL, Status.NO_SHOW)


def permitted_of(request: RequestCard) -> Sequence[BookingCard]:
    return [card for card in request.bookings if card.status in ON_PERMIT]


def request_permit_of(
    session: Reading, head: Head, request: RequestCard, clerk: str, copies: int
) -> BookingPermit:
    """Equal lines of the fees stand as one, with their counts."""
    cards = permitted_of(request)
    lines = summed(line for card in cards for line in kept_lines(card.fee_lines))
    total = sum(card.fee for card in cards)
    paid = payments.of_request(session, request.id)
    return replace(
        blank_permit(head),
        number=_numbers(cards),
        issued=max(card.decided_on or card.applied_on for card in cards),
        applied=request.applied_on,
        holder=holder_of(group_card(session, request.group_id)),
        purpose="、".join(dict.fromkeys(card.purpose for card in cards)),
        uses=tuple(use_of(card) for card in cards),
        items=_items(session, cards),
        fee=fee_of_lines(lines, total, paid),
        clerk=clerk,
        reissue=copies,
        provisional=any(card.status == Status.PROVISIONAL for card in cards),
    )


def _numbers(cards: Sequence[BookingCard]) -> str:
    """Each use has a permit's number of its own."""
    first = min(card.number for card in cards)
    return f"{first} ほか{len(cards) - 1}件" if len(cards) > 1 else first


def _items(session: Reading, cards: Sequence[BookingCard]) -> tuple[Item, ...]:
    """What is lent with any of them, each once: it is asked for again on every day."""
    lent = (item for card in cards for item in items_with(session.read, card.id))
    return tuple(dict.fromkeys(lent))
