"""The use cases of 帳票."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from uuid import UUID

from app.kit.clock import Clock, wall
from app.kit.outcome import Outcome
from app.kit.refusal import Refusal
from app.kit.wareki import fiscal_year, fiscal_year_text
from app.printing import (
    booking_change,
    booking_hold,
    booking_permit,
    booking_refusal,
    group_certificate,
    group_roster,
    insurance_application,
    insurance_roster,
    loan_permit,
    lottery_minutes,
    opening_calendar,
)
from app.printing.kit.paper import Paper
from app.services.forms.blanks import BLANKS
from app.services.forms.bookings import permit_of
from app.services.forms.emergencies import EmergencyPapers
from app.services.forms.groups import certificate_of
from app.services.forms.head import Head, head_of, headed
from app.services.forms.insurance import application_of, roster_of
from app.services.forms.letters import change_of, hold_of, last_change, refusal_of
from app.services.forms.loans import GONE, items_with, loan_permit_of
from app.services.forms.lotteries import asked_at, given_of, lottery_of
from app.services.forms.money import MoneyForms
from app.services.forms.opening_calendar import Version, calendar_pages
from app.services.forms.requests import permitted_of, request_permit_of
from app.services.forms.rosters import group_roster_of
from app.services.forms.sheet import TITLES, Form, Sheet, sheet, sheet_of, together
from app.services.groups import group_card
from app.services.lotteries.cards import card_of
from app.services.lotteries.values import NotDrawn, NotFrozen
from app.services.offers import Offers
from app.services.rulebooks import Rulebooks
from app.services.sign_in import Actor
from db.journal.entry import Act
from db.queries import (
    bookings,
    insurance,
    loans,
    payments,
    printouts,
    requests,
    rosters,
)
from db.queries.bookings import BookingCard
from db.queries.printouts import PrintoutRow
from db.records.bookings import PERMITTED, Status
from db.records.payments import PaidFor, Printout
from db.store import Reading, Store


class NoPermit(Refusal):
    """The booking or loan was cancelled or refused: there is nothing to permit."""

    code = "form.no_permit"


class NoLetter(Refusal):
    """A booking that is not held, was not refused, or was never changed."""

    code = "form.no_letter"


class NobodyEnrolled(Refusal):
    """The batch has no people, or has them no more."""

    code = "form.nobody_enrolled"


class Forms:
    """Papers by noun; printed again they carry 再発行 and how often."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        rulebooks: Rulebooks,
        money: MoneyForms,
        offers: Offers,
    ) -> None:
        self._store, self._clock, self._rulebooks = store, clock, rulebooks
        self._money = money
        self.emergencies = EmergencyPapers(store, clock, offers)

    def printouts(self, words: str = "") -> Sequence[PrintoutRow]:
        """What was printed, the latest first; `words` are part of the title."""
        with self._store.read() as session:
            return printouts.latest(session, words.strip())

    def again(self, printed: PrintoutRow, actor: Actor) -> Sheet:
        """A paper that was printed before, as it is now: a 再発行."""
        key, year = printed.subject_id, printed.fiscal_year
        papers: Mapping[Form, Callable[[], Sheet]] = {
            Form.PERMIT: lambda: self.permit(key, actor),
            Form.REQUEST_PERMIT: lambda: self.request_permit(key, actor),
            **{
                letter: partial(made, key, actor)
                for letter, made in self._letters().items()
            },
            Form.LOAN_PERMIT: lambda: self.loan_permit(key, actor),
            Form.CERTIFICATE: lambda: self.certificate(key),
            Form.GROUP_ROSTER: lambda: self.group_roster(key, year),
            Form.INSURANCE_APPLICATION: lambda: self.insurance_application(key),
            Form.INSURANCE_ROSTER: lambda: self.insurance_roster(key),
            Form.OPENING_CALENDAR: lambda: self.opening_calendar(year),
            Form.LOTTERY_MINUTES: lambda: self.lottery_minutes(key),
            Form.LOTTERY_RESULTS: lambda: self.lottery_results(key),
            Form.RECEIPT: lambda: self._money.receipt(key),
            Form.REFUND: lambda: self._money.receipt(key),
            Form.REVERSAL: lambda: self._money.receipt(key),
            Form.SLIP: lambda: self._money.slip(key),
            Form.REDUCTION: lambda: self._money.reduction_notice(key, actor),
            Form.DAILY_SHEET: lambda: self._money.daily_sheet(key),
            Form.MONTH_SHEET: lambda: self._money.month_sheet_again(key),
            **self.emergencies.again(key, actor),
        }
        return papers[Form(printed.form)]()

    def permit(self, booking_id: UUID, actor: Actor) -> Sheet:
        """使用許可書兼領収書 of a booking, with the equipment that goes with it."""
        return self._permit(booking_id, actor)[0]

    def permits(self, ids: Sequence[UUID], actor: Actor) -> Sheet:
        """The permits of several bookings as one job, in their order; where some were
        asked for together, that of the whole 申込み in place of theirs."""
        with self._store.read() as session:
            asked = {key: bookings.card(session, key).request_id for key in ids}
        of = Counter(asked.values())
        papers = (
            (request if request and of[request] > 1 else None, key)
            for key, request in asked.items()
        )
        made = [
            self._request_permit(request, actor) if request else self._permit(key, actor)
            for request, key in {one[0] or one[1]: one for one in papers}.values()
        ]
        return together(Form.PERMIT, made)

    def _permit(self, booking_id: UUID, actor: Actor) -> tuple[Sheet, Paper]:
        with self._store.read() as session:
            card = bookings.card(session, booking_id)
            head = head_of(session, card.home)
            paid = payments.of_subject(session, PaidFor.BOOKING, booking_id)
            group = group_card(session, card.group_id)
            items = items_with(session.read, booking_id)
            copies = printouts.copies(session, Form.PERMIT, booking_id)
        if card.status not in (*PERMITTED, Status.PROVISIONAL, Status.NO_SHOW):
            raise NoPermit(number=card.number)
        permit = permit_of(head, card, group, items, paid, actor.name, copies)
        paper = booking_permit.make(permit)
        return sheet_of(Form.PERMIT, card, copies, paper), paper

    def request_permit(self, request_id: UUID, actor: Actor) -> Sheet:
        """使用許可書兼領収書 of all that is permitted of a 申込み. NoPermit."""
        return self._request_permit(request_id, actor)[0]

    def _request_permit(self, request_id: UUID, actor: Actor) -> tuple[Sheet, Paper]:
        form = Form.REQUEST_PERMIT
        with headed(self._store) as (session, head):
            request = requests.card(session, request_id)
            if not permitted_of(request):
                raise NoPermit(number=request.number)
            copies = printouts.copies(session, form, request_id)
            permit = request_permit_of(session, head, request, actor.name, copies)
        paper = booking_permit.make(permit)
        return sheet_of(form, request, copies, paper), paper

    def hold_slip(self, booking_id: UUID, actor: Actor) -> Sheet:
        """仮予約票 of a booking that is held. NoLetter."""
        with self._booking(booking_id, Form.HOLD) as (session, card, head, copies):
            group = group_card(session, card.group_id)
        if card.status != Status.HELD:
            raise NoLetter(number=card.number)
        paper = booking_hold.make(hold_of(head, card, group, actor.name, copies))
        return sheet_of(Form.HOLD, card, copies, paper)

    def refusal_notice(self, booking_id: UUID, actor: Actor) -> Sheet:
        """使用不許可通知書 of a booking that was refused. NoLetter."""
        with self._booking(booking_id, Form.REFUSAL) as (session, card, head, copies):
            group = group_card(session, card.group_id)
        if card.status != Status.REFUSED:
            raise NoLetter(number=card.number)
        paper = booking_refusal.make(refusal_of(head, card, group, actor.name, copies))
        return sheet_of(Form.REFUSAL, card, copies, paper)

    def change_permit(self, booking_id: UUID, actor: Actor) -> Sheet:
        """使用変更許可書 of the last change of a permitted booking. NoLetter."""
        with self._booking(booking_id, Form.CHANGE) as (session, card, head, copies):
            changed = last_change(session, booking_id)
            if changed is None or card.status not in PERMITTED:
                raise NoLetter(number=card.number)
            group = group_card(session, card.group_id)
            paid = payments.of_subject(session, PaidFor.BOOKING, booking_id)
            told = head, session, card, changed, group, paid, actor.name, copies
            paper = booking_change.make(change_of(*told))
        return sheet_of(Form.CHANGE, card, copies, paper)

    def _letters(self) -> Mapping[Form, Callable[[UUID, Actor], Sheet]]:
        return {
            Form.HOLD: self.hold_slip,
            Form.CHANGE: self.change_permit,
            Form.REFUSAL: self.refusal_notice,
        }

    def certificate(self, group_id: UUID) -> Sheet:
        """登録証 of a group."""
        with headed(self._store) as (session, head):
            group = group_card(session, group_id)
            copies = printouts.copies(session, Form.CERTIFICATE, group_id)
        certificate = certificate_of(head, group, self._today, copies)
        paper = group_certificate.make(certificate)
        title = f"{TITLES[Form.CERTIFICATE]} {group.number} {group.form.name}"
        return sheet(Form.CERTIFICATE, group_id, title, copies, paper)

    def loan_permit(self, loan_id: UUID, actor: Actor) -> Sheet:
        """備品使用申請書兼許可書 of a loan; of one with a room, the booking's permit."""
        with self._store.read() as session:
            card = loans.card(session.read, loan_id)
            head = head_of(session, card.home)
            paid = payments.of_subject(session, PaidFor.LOAN, loan_id)
            group = group_card(session, card.group_id)
            copies = printouts.copies(session, Form.LOAN_PERMIT, loan_id)
        if card.booking_id is not None:
            return self.permit(card.booking_id, actor)
        if card.status in GONE:
            raise NoPermit(number=card.number)
        permit = loan_permit_of(head, card, group, paid, actor.name, copies)
        return sheet_of(Form.LOAN_PERMIT, card, copies, loan_permit.make(permit))

    def insurance_application(self, batch_id: UUID) -> Sheet:
        """加入申込書 of a batch, for the 社協."""
        form = Form.INSURANCE_APPLICATION
        with headed(self._store) as (session, head):
            batch = insurance.batch(session, batch_id)
            group = group_card(session, batch.group_id) if batch.group_id else None
            people = insurance.of_batch(session, batch_id)
            copies = printouts.copies(session, form, batch_id)
        if not people:
            raise NobodyEnrolled(number=batch.number)
        application = application_of(head, batch, group, people, copies)
        return sheet_of(form, batch, copies, insurance_application.make(application))

    def insurance_roster(self, batch_id: UUID) -> Sheet:
        """加入者名簿 of a batch, which goes with its 加入申込書."""
        form = Form.INSURANCE_ROSTER
        with headed(self._store) as (session, head):
            batch = insurance.batch(session, batch_id)
            people = insurance.of_batch(session, batch_id)
            copies = printouts.copies(session, form, batch_id)
        if not people:
            raise NobodyEnrolled(number=batch.number)
        paper = insurance_roster.make(roster_of(head, batch, people, copies))
        return sheet_of(form, batch, copies, paper)

    def group_roster(self, group_id: UUID, fiscal_year: int) -> Sheet:
        """構成員名簿 of a group in a fiscal year; with nobody on it, rows to write in."""
        form = Form.GROUP_ROSTER
        with headed(self._store) as (session, head):
            group = group_card(session, group_id)
            people = rosters.of_group(session, group_id, fiscal_year)
            copies = printouts.copies(session, form, group_id, fiscal_year)
        roster = group_roster_of(head, group, fiscal_year, people, self._today, copies)
        year = fiscal_year_text(fiscal_year)
        title = f"{TITLES[form]} {year} {group.number} {group.form.name}"
        made = sheet(form, group_id, title, copies, group_roster.make(roster))
        return replace(made, fiscal_year=fiscal_year)

    def opening_calendar(self, year: int) -> Sheet:
        """開館カレンダー of a fiscal year: a page for each facility, and for its rooms
        that have days of their own. Raises Silent where the rules tell of none."""
        rows = self._rulebooks.versions()
        with headed(self._store) as (session, head):
            versions = [
                Version(
                    row.name, row.valid_from, self._rulebooks.version(session, row.id)
                )
                for row in rows
            ]
        pages = calendar_pages(head, versions, year, self._today)
        form = Form.OPENING_CALENDAR
        title = f"{TITLES[form]} {fiscal_year_text(year)} {head.center}"
        made = sheet(form, None, title, 0, opening_calendar.make(pages))
        return replace(made, fiscal_year=year)

    def lottery_minutes(self, lottery_id: UUID) -> Sheet:
        """抽選録 of a lottery; before the draw its 抽選申込一覧. NotFrozen."""
        form = Form.LOTTERY_MINUTES
        with headed(self._store) as (session, head):
            card = card_of(session, self._rulebooks, lottery_id)
            copies = printouts.copies(session, form, lottery_id)
        if card.frozen_at is None:
            raise NotFrozen(name=card.name)
        told = lottery_of(head, card, copies)
        title = f"{lottery_minutes.title_of(told)} {card.number} {card.name}"
        return sheet(form, lottery_id, title, copies, lottery_minutes.make(told))

    def lottery_results(self, lottery_id: UUID) -> Sheet:
        """抽選結果 of a lottery, to be posted. NotDrawn."""
        form = Form.LOTTERY_RESULTS
        with headed(self._store) as (session, head):
            card = card_of(session, self._rulebooks, lottery_id)
            copies = printouts.copies(session, form, lottery_id)
        if card.drawn_at is None:
            raise NotDrawn(name=card.name)
        told = lottery_of(head, card, copies)
        title = f"{TITLES[form]} {card.number} {card.name}"
        paper = lottery_minutes.make_results(told, given_of(card))
        return sheet(form, lottery_id, title, copies, paper)

    def blank(self, form: Form) -> Sheet:
        """The form without entries, to be filled in by hand: one of `BLANKS`."""
        with headed(self._store) as (session, head):
            asked = asked_at(session, self._rulebooks, self._store.site, self._today)
            paper = BLANKS[form](head, asked)
        return sheet(form, None, f"{TITLES[form]}（未記入）", 0, paper)

    def printed(self, staff: str, sheet: Sheet) -> Outcome[None]:
        """Note that a filled paper went to the printer."""
        now = self._clock()
        with self._store.write(Act("form.print", staff, now)) as work:
            work.add_all(
                Printout(
                    id=work.new_id(),
                    form=each.form,
                    subject_id=each.subject_id,
                    title=each.title,
                    copy=each.copy,
                    fiscal_year=each.fiscal_year,
                    printed_at=wall(now),
                )
                for each in sheet.parts or (sheet,)
                if each.subject_id is not None
            )
        return Outcome.of(None, work)

    @property
    def fiscal_year(self) -> int:
        """That of today."""
        return fiscal_year(self._today)

    @property
    def _today(self) -> date:
        return wall(self._clock()).date()

    @contextmanager
    def _booking(
        self, booking_id: UUID, form: Form
    ) -> Iterator[tuple[Reading, BookingCard, Head, int]]:
        """A booking, what its home writes on papers, and how often this was printed."""
        with self._store.read() as session:
            card = bookings.card(session, booking_id)
            copies = printouts.copies(session, form, booking_id)
            yield session, card, head_of(session, card.home), copies
