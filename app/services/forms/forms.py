"""The use cases of 帳票."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from app.kit.clock import Clock, wall
from app.kit.outcome import Outcome
from app.kit.refusal import Refusal
from app.printing import booking_permit, group_certificate
from app.services.forms.bookings import blank_permit, permit_of
from app.services.forms.groups import blank_certificate, certificate_of
from app.services.forms.head import head_of
from app.services.forms.sheet import TITLES, Form, Sheet, sheet
from app.services.groups import group_card
from app.services.sign_in import Actor
from db.journal.entry import Act
from db.queries import bookings, payments, printouts
from db.queries.printouts import PrintoutRow
from db.records.bookings import Status
from db.records.payments import PaidFor, Printout
from db.store import Store


class NoPermit(Refusal):
    """The booking was cancelled or refused: there is nothing to permit."""

    code = "form.no_permit"


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
            head = head_of(self._store, session)
        if card.status in (Status.CANCELLED, Status.REFUSED):
            raise NoPermit(number=card.number)
        permit = permit_of(head, card, group, paid, actor.name, copies)
        title = f"{TITLES[Form.PERMIT]} {card.number} {card.group}"
        return sheet(Form.PERMIT, booking_id, title, copies, booking_permit.make(permit))

    def certificate(self, group_id: UUID) -> Sheet:
        """登録証 of a group."""
        today = wall(self._clock()).date()
        with self._store.read() as session:
            group = group_card(session, group_id)
            copies = printouts.copies(session, Form.CERTIFICATE, group_id)
            head = head_of(self._store, session)
        paper = group_certificate.make(certificate_of(head, group, today, copies))
        title = f"{TITLES[Form.CERTIFICATE]} {group.number} {group.form.name}"
        return sheet(Form.CERTIFICATE, group_id, title, copies, paper)

    def loan_permit(self, loan_id: UUID, actor: Actor) -> Sheet:
        """備品使用申請書兼許可書 of a loan; of one with a room, the booking's permit."""
        raise NotImplementedError

    def insurance_application(self, batch_id: UUID) -> Sheet:
        """加入申込書 of a batch, for the 社協."""
        raise NotImplementedError

    def insurance_roster(self, batch_id: UUID) -> Sheet:
        """加入者名簿 of a batch, which goes with its 加入申込書."""
        raise NotImplementedError

    def group_roster(self, group_id: UUID, fiscal_year: int) -> Sheet:
        """構成員名簿 of a group in a fiscal year."""
        raise NotImplementedError

    def blank(self, form: Form) -> Sheet:
        """The form without entries, to be filled in by hand."""
        with self._store.read() as session:
            head = head_of(self._store, session)
        if form is Form.PERMIT:
            paper = booking_permit.make(blank_permit(head))
        else:
            paper = group_certificate.make(blank_certificate(head))
        return sheet(form, None, f"{TITLES[form]}（未記入）", 0, paper)

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
