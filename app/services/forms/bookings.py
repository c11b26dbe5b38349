"""使用許可書兼領収書 from a booking, its group and what was paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.kit.settings import PERMIT_CONDITIONS, PERMIT_FORM_NO, PERMIT_ISSUER
from app.printing.booking_permit import BookingPermit, Use
from app.printing.permit_parts import Fee, FeeLine, Holder, Item, Receipt
from app.rules import fees
from app.rules.closings import METHODS
from app.rules.fees import KINDS, kept_lines
from app.rules.use.asked import facts_in, told
from app.services.forms.head import Head
from app.services.groups import GroupCard
from db.queries.bookings import BookingCard
from db.queries.payments import PaymentRow
from db.records.bookings import Status


def blank_permit(head: Head) -> BookingPermit:
    return BookingPermit(
        office=head.office(PERMIT_ISSUER),
        form_no=head.of(PERMIT_FORM_NO),
        conditions=tuple(head.of(PERMIT_CONDITIONS).splitlines()),
    )


def permit_of(
    head: Head,
    card: BookingCard,
    group: GroupCard,
    items: tuple[Item, ...],
    paid: Sequence[PaymentRow],
    clerk: str,
    copies: int,
) -> BookingPermit:
    return replace(
        blank_permit(head),
        number=card.number,
        issued=card.decided_on or card.applied_on,
        applied=card.applied_on,
        holder=holder_of(group),
        purpose=with_facts(card.purpose, card.facts),
        uses=(use_of(card),),
        items=items,
        fee=fee_of(card.fee_lines, card.fee, paid),
        clerk=clerk,
        reissue=copies,
        provisional=card.status == Status.PROVISIONAL,
    )


def with_facts(purpose: str, facts: str) -> str:
    """総会（市外・入場料 500円）: what was said of the use and weighed."""
    said = told(facts_in(facts))
    return f"{purpose}（{said}）" if said else purpose


def holder_of(group: GroupCard) -> Holder:
    """The group, and who speaks for it."""
    head = group.form.representative
    return Holder(
        name=group.form.name,
        number=group.number,
        title=head.title,
        representative=head.name,
        contact=group.form.contact.name,
        address=group.form.address,
        phone=group.form.phone or head.phone,
    )


def use_of(card: BookingCard) -> Use:
    return Use(
        day=card.starts.date(),
        slot=card.slots,
        hours=f"{card.starts.hour}:{card.starts:%M} ～ {card.ends.hour}:{card.ends:%M}",
        room=card.room,
        people=card.users,
    )


def fee_of(kept: str, total: int, paid: Sequence[PaymentRow]) -> Fee:
    """`kept` are the lines as they were when the fee was set (JSON)."""
    return fee_of_lines(kept_lines(kept), total, paid)


def fee_of_lines(
    lines: Sequence[fees.FeeLine], total: int, paid: Sequence[PaymentRow]
) -> Fee:
    told = tuple(_fee_line(line) for line in lines)
    return Fee(lines=told, total=total, receipt=_receipt(total, paid))


def _fee_line(line: fees.FeeLine) -> FeeLine:
    """A line of the quote as it stands on paper."""
    return FeeLine(
        what=f"{KINDS[line.kind]} {line.what}",
        amount=line.amount,
        unit=line.price if line.unit else None,
        count=f"{line.count}{line.unit}" if line.unit else "",
        rule=line.rule,
    )


def _receipt(total: int, paid: Sequence[PaymentRow]) -> Receipt | None:
    """The payments that paid all, as long as they were not paid back."""
    parts: list[PaymentRow] = []
    for row in reversed([each for each in paid if each.stands]):
        parts = [*parts, row] if sum(each.amount for each in parts) + row.amount else []
    left = sum(row.amount for row in parts)
    if left <= 0 or left < total:
        return None
    taken = [row for row in parts if row.amount > 0]
    return Receipt(
        number="・".join(dict.fromkeys(row.number for row in taken)),
        day=taken[-1].paid_at.date(),
        method="・".join(dict.fromkeys(METHODS[row.method] for row in taken)),
    )
