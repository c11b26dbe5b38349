"""仮予約票, 不許可・変更許可・減免決定の書面 from a booking and its history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.kit.settings import (
    CHANGE_FORM_NO,
    PERMIT_CONDITIONS,
    PERMIT_ISSUER,
    REFUSAL_FORM_NO,
    REFUSAL_NOTE,
)
from app.printing.booking_change import BookingChange
from app.printing.booking_hold import BookingHold
from app.printing.booking_refusal import BookingRefusal
from app.printing.notice_parts import Use
from app.printing.reduction_notice import ReductionNotice
from app.rules.fees import LineKind, kept_lines
from app.services.forms.bookings import fee_of, holder_of, with_facts
from app.services.forms.head import Head
from app.services.groups import GroupCard
from db.queries import history
from db.queries.bookings import BookingCard
from db.queries.history import Event
from db.queries.payments import PaymentRow
from db.records.bookings import Approval
from db.records.rooms import Room
from db.store import Reading

CHANGES = ("booking.change", "series.change")
HOLD_NOTES = (
    "申請のときは、この票を窓口へお持ちください。",
    "使用をやめるときは、早めにお知らせください。",
    "使用料は、許可のときの規則によります。",
)


def hold_of(
    head: Head, card: BookingCard, group: GroupCard, clerk: str, copies: int
) -> BookingHold:
    return BookingHold(
        office=head.office(PERMIT_ISSUER),
        number=card.number,
        issued=card.applied_on,
        holder=holder_of(group),
        use=_use(card),
        until=card.held_until,
        fee=card.fee,
        clerk=clerk,
        notes=HOLD_NOTES,
        reissue=copies,
    )


def blank_hold(head: Head) -> BookingHold:
    return BookingHold(office=head.office(PERMIT_ISSUER), notes=HOLD_NOTES)


def refusal_of(
    head: Head, card: BookingCard, group: GroupCard, clerk: str, copies: int
) -> BookingRefusal:
    return BookingRefusal(
        office=head.office(PERMIT_ISSUER),
        form_no=head.of(REFUSAL_FORM_NO),
        number=card.number,
        issued=card.decided_on,
        applied=card.applied_on,
        holder=holder_of(group),
        use=_use(card),
        reason=card.reason,
        clerk=clerk,
        notes=tuple(head.of(REFUSAL_NOTE).splitlines()),
        reissue=copies,
    )


def blank_refusal(head: Head) -> BookingRefusal:
    return BookingRefusal(
        office=head.office(PERMIT_ISSUER),
        form_no=head.of(REFUSAL_FORM_NO),
        notes=tuple(head.of(REFUSAL_NOTE).splitlines()),
    )


def last_change(session: Reading, booking_id: UUID) -> Event | None:
    """The last time a booking was changed."""
    events = history.of_row(session, "booking", booking_id)
    return next((e for e in reversed(events) if e.verb in CHANGES), None)


def change_of(
    head: Head,
    session: Reading,
    card: BookingCard,
    changed: Event,
    group: GroupCard,
    paid: Sequence[PaymentRow],
    clerk: str,
    copies: int,
) -> BookingChange:
    """`changed` is the entry of the change: what it replaced is the use before."""
    old: dict[str, Any] = {name: was for name, was, _ in changed.fields}
    at = changed.at.replace(tzinfo=None, microsecond=0)
    back = sum(-row.amount for row in paid if row.amount < 0 and row.paid_at >= at)
    return BookingChange(
        office=head.office(PERMIT_ISSUER),
        form_no=head.of(CHANGE_FORM_NO),
        number=card.number,
        issued=changed.at.date(),
        applied=card.decided_on or card.applied_on,
        holder=holder_of(group),
        before=_use_before(session, card, old),
        after=_use(card),
        fee_before=int(old.get("fee", card.fee)),
        fee=fee_of(card.fee_lines, card.fee, paid),
        paid=card.paid,
        back=back,
        clerk=clerk,
        notes=tuple(head.of(PERMIT_CONDITIONS).splitlines()),
        reissue=copies,
    )


def blank_change(head: Head) -> BookingChange:
    return BookingChange(
        office=head.office(PERMIT_ISSUER),
        form_no=head.of(CHANGE_FORM_NO),
        notes=tuple(head.of(PERMIT_CONDITIONS).splitlines()),
    )


def reduction_of(
    head: Head,
    session: Reading,
    card: BookingCard,
    group: GroupCard,
    clerk: str,
    copies: int,
) -> ReductionNotice:
    """Of a reduction that was decided on."""
    approved = card.approval == Approval.GIVEN
    lines = card.fee_lines if approved else _lines_before(session, card)
    rules = [line.rule for line in kept_lines(lines) if line.kind is LineKind.REDUCTION]
    return ReductionNotice(
        office=head.office(PERMIT_ISSUER),
        number=card.number,
        issued=card.approved_on,
        applied=card.applied_on,
        holder=holder_of(group),
        use=_use(card),
        ground=card.ground,
        rule="・".join(dict.fromkeys(rules)),
        approved=approved,
        reason=card.approval_reason,
        before=card.fee + card.reduction,
        fee=card.fee,
        clerk=clerk,
        notes=tuple(head.of(REFUSAL_NOTE).splitlines()),
        reissue=copies,
    )


def _lines_before(session: Reading, card: BookingCard) -> str:
    """The lines of the fee before its reduction was denied (JSON)."""
    events = history.of_row(session, "booking", card.id)
    denied = next(e for e in reversed(events) if e.verb == "booking.deny_reduction")
    old = {name: was for name, was, _ in denied.fields}
    return str(old.get("fee_lines", card.fee_lines))


def _use(card: BookingCard) -> Use:
    purpose = with_facts(card.purpose, card.facts)
    return _told(card.starts, card.ends, card.slots, card.room, card.users, purpose)


def _use_before(session: Reading, card: BookingCard, old: Mapping[str, Any]) -> Use:
    room = card.room
    if "room_id" in old:
        room = session.get_one(Room, UUID(str(old["room_id"]))).name
    return _told(
        _moment(old.get("starts", card.starts)),
        _moment(old.get("ends", card.ends)),
        str(old.get("slots", card.slots)),
        room,
        int(old.get("users", card.users)),
        with_facts(
            str(old.get("purpose", card.purpose)), str(old.get("facts", card.facts))
        ),
    )


def _moment(value: Any) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(str(value))


def _told(
    starts: datetime, ends: datetime, slots: str, room: str, users: int, purpose: str
) -> Use:
    hours = f"{starts.hour}:{starts:%M} ～ {ends.hour}:{ends:%M}"
    day: date = starts.date()
    return Use(day=day, slot=slots, hours=hours, room=room, people=users, purpose=purpose)
