"""帳票: papers filled from what is kept, and what was printed when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from app.kit.clock import Clock, wall
from app.kit.outcome import Outcome
from app.kit.refusal import Refusal
from app.kit.settings import (
    CERTIFICATE_FORM_NO,
    CERTIFICATE_ISSUER,
    CERTIFICATE_STATEMENT,
    PERMIT_CONDITIONS,
    PERMIT_FORM_NO,
    PERMIT_ISSUER,
    Setting,
)
from app.printing import booking_permit, group_certificate
from app.printing.booking_permit import BookingPermit, FeeLine, Holder, Receipt, Use
from app.printing.group_certificate import GroupCertificate
from app.printing.kit.office import Office
from app.printing.kit.paper import Paper
from app.rules import fees
from app.rules.fees import KINDS, kept_lines
from app.services.groups import GroupCard, group_card
from app.services.sign_in import Actor
from db.journal.entry import Act
from db.queries import bookings, payments, printouts, settings, sites
from db.queries.bookings import BookingCard
from db.queries.payments import PaymentRow
from db.queries.printouts import PrintoutRow
from db.records.bookings import Status
from db.records.payments import Method, PaidFor, Printout
from db.store import Reading, Store

__all__ = ["TITLES", "Form", "Forms", "PrintoutRow", "Sheet"]

METHODS = {Method.CASH: "現金"}


class NoPermit(Refusal):
    """The booking was cancelled or refused: there is nothing to permit."""

    code = "form.no_permit"


class Form(StrEnum):
    """使用許可書兼領収書 and 団体登録証."""

    PERMIT = "booking_permit"
    CERTIFICATE = "group_certificate"


TITLES = {Form.PERMIT: booking_permit.TITLE, Form.CERTIFICATE: group_certificate.TITLE}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper ready to print. `missing` are characters that no font has: ask first.

    `subject_id` is None for a blank form, which is not listed when printed.
    """

    form: Form
    subject_id: UUID | None
    title: str
    file_name: str
    copy: int
    pdf: bytes
    missing: tuple[str, ...]


class Forms:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def printouts(self, words: str = "") -> Sequence[PrintoutRow]:
        """What was printed, the latest first; `words` are part of the title."""
        with self._store.read() as session:
            return printouts.latest(session, words.strip())

    def again(self, printed: PrintoutRow, actor: Actor) -> Sheet:
        """A paper that was printed before, as it is now: a 再発行."""
        if printed.form == Form.PERMIT:
            return self.permit(printed.subject_id, actor)
        return self.certificate(printed.subject_id)

    def permit(self, booking_id: UUID, actor: Actor) -> Sheet:
        """使用許可書兼領収書 of a booking; printed again it is a 再発行."""
        with self._store.read() as session:
            card = bookings.card(session, booking_id)
            paid = payments.of_subject(session, PaidFor.BOOKING, booking_id)
            group = group_card(session, card.group_id)
            copies = printouts.copies(session, Form.PERMIT, booking_id)
            head = self._head(session)
        if card.status in (Status.CANCELLED, Status.REFUSED):
            raise NoPermit(number=card.number)
        permit = _permit(head, card, group, paid, actor.name, copies)
        title = f"{TITLES[Form.PERMIT]} {card.number} {card.group}"
        return _sheet(Form.PERMIT, booking_id, title, copies, booking_permit.make(permit))

    def certificate(self, group_id: UUID) -> Sheet:
        """登録証 of a group."""
        today = wall(self._clock()).date()
        with self._store.read() as session:
            group = group_card(session, group_id)
            copies = printouts.copies(session, Form.CERTIFICATE, group_id)
            head = self._head(session)
        paper = group_certificate.make(_certificate(head, group, today, copies))
        title = f"{TITLES[Form.CERTIFICATE]} {group.number} {group.form.name}"
        return _sheet(Form.CERTIFICATE, group_id, title, copies, paper)

    def blank(self, form: Form) -> Sheet:
        """The form without entries, to be filled in by hand."""
        with self._store.read() as session:
            head = self._head(session)
        if form is Form.PERMIT:
            paper = booking_permit.make(head.blank_permit())
        else:
            paper = group_certificate.make(head.blank_certificate())
        return _sheet(form, None, f"{TITLES[form]}（未記入）", 0, paper)

    def printed(self, staff: str, sheet: Sheet) -> Outcome[None]:
        """Note that a filled paper went to the printer."""
        now = self._clock()
        with self._store.write(Act("form.print", staff, now)) as work:
            if sheet.subject_id is not None:
                work.add(
                    Printout(
                        id=work.new_id(),
                        form=sheet.form,
                        subject_id=sheet.subject_id,
                        title=sheet.title,
                        copy=sheet.copy,
                        printed_at=wall(now),
                    )
                )
        return Outcome.of(None, work)

    def _head(self, session: Reading) -> _Head:
        here = self._store.site
        values = settings.values(session, here)
        with self._store.reader() as read:
            site = sites.of(read, here)
        return _Head(values, site.name, site.address, site.phone, site.city)


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands on every paper of this site."""

    values: dict[str, str]
    center: str
    address: str
    phone: str
    city: str

    def of(self, setting: Setting) -> str:
        return setting.read(self.values)

    def office(self, issuer: Setting) -> Office:
        return Office(
            center=self.center,
            address=self.address,
            phone=self.phone,
            issuer=self.of(issuer) or f"{self.city}長",
        )

    def blank_permit(self) -> BookingPermit:
        return BookingPermit(
            office=self.office(PERMIT_ISSUER),
            form_no=self.of(PERMIT_FORM_NO),
            conditions=tuple(self.of(PERMIT_CONDITIONS).splitlines()),
        )

    def blank_certificate(self) -> GroupCertificate:
        return GroupCertificate(
            office=self.office(CERTIFICATE_ISSUER),
            form_no=self.of(CERTIFICATE_FORM_NO),
            statement=self.of(CERTIFICATE_STATEMENT).replace("{center}", self.center),
        )


def _permit(
    head: _Head,
    card: BookingCard,
    group: GroupCard,
    paid: Sequence[PaymentRow],
    clerk: str,
    copies: int,
) -> BookingPermit:
    return replace(
        head.blank_permit(),
        number=card.number,
        issued=card.applied_on,
        applied=card.applied_on,
        holder=_holder(group),
        purpose=card.purpose,
        uses=(_use(card),),
        fees=tuple(_fee_line(line) for line in kept_lines(card.fee_lines)),
        total=card.fee,
        receipt=_receipt(paid),
        clerk=clerk,
        reissue=copies,
        provisional=card.status == Status.PROVISIONAL,
    )


def _holder(group: GroupCard) -> Holder:
    head = group.form.representative
    return Holder(
        name=group.form.name,
        number=group.number,
        title=head.title,
        representative=head.name,
        phone=group.form.phone or head.phone,
    )


def _use(card: BookingCard) -> Use:
    return Use(
        day=card.starts.date(),
        slot=card.slots,
        hours=f"{card.starts.hour}:{card.starts:%M} ～ {card.ends.hour}:{card.ends:%M}",
        room=card.room,
        people=card.users,
    )


def _fee_line(line: fees.FeeLine) -> FeeLine:
    """A line of the quote as it stands on paper."""
    return FeeLine(
        what=f"{KINDS[line.kind]} {line.what}",
        amount=line.amount,
        unit=line.price if line.unit else None,
        count=f"{line.count}{line.unit}" if line.unit else "",
        rule=line.rule,
    )


def _receipt(paid: Sequence[PaymentRow]) -> Receipt | None:
    """The latest payment, as long as the money was not paid back."""
    if sum(row.amount for row in paid) <= 0:
        return None
    last = next(row for row in paid if row.amount > 0)
    return Receipt(
        number=last.number, day=last.paid_at.date(), method=METHODS[Method(last.method)]
    )


def _certificate(
    head: _Head, group: GroupCard, today: date, copies: int
) -> GroupCertificate:
    person = group.form.representative
    return replace(
        head.blank_certificate(),
        number=group.number,
        name=group.form.name,
        kana=group.form.kana,
        title=person.title,
        representative=person.name,
        registered=group.registered_on,
        valid_from=group.registered_on,
        valid_until=group.valid_until,
        issued=today,
        reissue=copies,
    )


def _sheet(
    form: Form, subject_id: UUID | None, title: str, copies: int, paper: Paper
) -> Sheet:
    missing = tuple(dict.fromkeys(lost.character for lost in paper.missing))
    safe = "".join("_" if c in '\\/:*?"<>|' else c for c in title)
    return Sheet(form, subject_id, title, f"{safe}.pdf", copies + 1, paper.pdf(), missing)
