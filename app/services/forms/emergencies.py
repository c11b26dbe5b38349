"""The papers of 臨時休館: whom to call, what hangs at the door, a letter to each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from app.kit import labels
from app.kit.clock import Clock, wall
from app.kit.refusal import Refusal
from app.kit.settings import PERMIT_ISSUER
from app.kit.wareki import on_form
from app.printing import emergency_calls, emergency_door, emergency_letters
from app.printing.emergency_calls import Call, CallSheet
from app.printing.emergency_door import DoorNotice
from app.printing.emergency_letters import EmergencyLetter
from app.printing.kit.paper import Paper
from app.printing.notice_parts import Use
from app.printing.refund_notice import RefundNotice
from app.rules.fees import LineKind, kept_lines
from app.services.emergencies.cards import card_of
from app.services.emergencies.places import Places
from app.services.emergencies.values import Affected, EmergencyCard, refund_cause
from app.services.forms.bookings import holder_of
from app.services.forms.head import Head, headed
from app.services.forms.receipts import refund_of
from app.services.forms.sheet import TITLES, Form, Sheet, sheet
from app.services.groups import group_card
from app.services.offers import Offers
from app.services.sign_in import Actor
from db.queries import bookings, printouts, rooms
from db.queries.payments import refunds_at
from db.records.emergencies import Became
from db.records.payments import Payment
from db.store import Reading, Store

ALL_ROOMS = "全館"
NOTE = (
    "振り替えるときは、空いているうちに窓口か電話でお申し出ください。"
    "先に申し込まれた方が優先です。"
)


class NotSettled(Refusal):
    """What becomes of the uses is not settled, or was taken back."""

    code = "form.not_settled"


class EmergencyPapers:
    def __init__(self, store: Store, clock: Clock, offers: Offers) -> None:
        self._store, self._clock, self._offers = store, clock, offers

    def calls(self, key: UUID) -> Sheet:
        """連絡表; printed again it bears what was noted meanwhile."""
        form = Form.EMERGENCY_CALLS
        with headed(self._store) as (session, head):
            card = self._card(session, key)
            copies = printouts.copies(session, form, key)
        told = CallSheet(
            center=head.center,
            span=span_text(card),
            rooms="・".join(card.rooms),
            cause=cause_text(card),
            printed=wall(self._clock()),
            calls=[_call(line) for line in card.lines],
            reissue=copies,
        )
        return _sheet(form, card, copies, emergency_calls.make(told))

    def door(self, key: UUID) -> Sheet:
        """臨時休館のお知らせ."""
        form = Form.EMERGENCY_DOOR
        with headed(self._store) as (session, head):
            card = self._card(session, key)
            names = _rooms(session, card, self._store.site)
            copies = printouts.copies(session, form, key)
        notice = DoorNotice(
            center=head.center,
            phone=head.phone,
            cause=cause_text(card),
            reason=card.row.reason,
            starts=card.row.starts,
            ends=card.row.ends,
            rooms=names,
            told_on=card.row.declared_at,
        )
        return _sheet(form, card, copies, emergency_door.make(notice))

    def letters(self, key: UUID, actor: Actor) -> Sheet:
        """A letter for each booking that is not as it was, each with its 還付通知書.
        NotSettled."""
        form = Form.EMERGENCY_LETTERS
        with headed(self._store) as (session, head):
            card = self._card(session, key)
            settled = card.row.settled_at
            lines = [
                line
                for line in card.lines
                if line.call.became not in (Became.OPEN, Became.CONTINUED)
                if line.call.booking_id is not None
            ]
            if settled is None or not lines:
                raise NotSettled()
            copies = printouts.copies(session, form, key)
            refunds = dict(refunds_at(session, [ln.row.id for ln in lines], settled))
            writer = _Writer(session, head, self._offers, card, actor.name, copies)
            letters = [
                writer.letter(line, settled, refunds.get(line.row.id)) for line in lines
            ]
        return _sheet(form, card, copies, emergency_letters.make(letters))

    def _card(self, session: Reading, key: UUID) -> EmergencyCard:
        return card_of(session, self._store.site, key, wall(self._clock()))

    def again(self, key: UUID, actor: Actor) -> Mapping[Form, Callable[[], Sheet]]:
        """How each is made once more, as it is now."""
        return {
            Form.EMERGENCY_CALLS: lambda: self.calls(key),
            Form.EMERGENCY_DOOR: lambda: self.door(key),
            Form.EMERGENCY_LETTERS: lambda: self.letters(key, actor),
        }


class _Writer:
    """Fills the letters of one pass."""

    def __init__(
        self,
        session: Reading,
        head: Head,
        offers: Offers,
        card: EmergencyCard,
        clerk: str,
        copies: int,
    ) -> None:
        self._session, self._head, self._offers = session, head, offers
        self._card, self._clerk, self._copies = card, clerk, copies
        self._places = Places(session, offers)

    def letter(
        self, line: Affected, settled: datetime, payment_id: UUID | None
    ) -> EmergencyLetter:
        row, call = line.row, line.call
        kept = call.became != Became.CANCELLED
        use = (row.room, row.starts, row.ends, row.slots)
        refund = self._refund(payment_id)
        return EmergencyLetter(
            office=self._head.office(PERMIT_ISSUER),
            number=row.number,
            issued=settled.date(),
            holder=holder_of(group_card(self._session, row.group_id)),
            clerk=self._clerk,
            notes=() if kept else (NOTE,),
            reissue=self._copies,
            was=_use(line, line.was_room, call.was_starts, call.was_ends, ""),
            closed=span_text(self._card),
            cause=cause_text(self._card),
            became=Became(call.became).value,
            now=_use(line, *use) if kept else None,
            fee=row.fee,
            back=refund.amount if refund else 0,
            why=self._why(line, refund, settled.date()),
            places=() if kept else self._free(line),
            refund=refund,
        )

    def _refund(self, payment_id: UUID | None) -> RefundNotice | None:
        if payment_id is None:
            return None
        payment = self._session.get_one(Payment, payment_id)
        return refund_of(self._session, self._head, payment, self._copies)

    def _why(self, line: Affected, refund: RefundNotice | None, settled: date) -> str:
        """The article that it was paid back by."""
        if refund is None:
            return ""
        if line.call.became == Became.SHORTENED:
            lines = kept_lines(bookings.card(self._session, line.row.id).fee_lines)
            return next(ln.rule for ln in lines if ln.kind is LineKind.CUT)
        was = replace(bookings.card(self._session, line.row.id), paid=refund.paid)
        cause = refund_cause(self._card.row.cause)
        back = self._offers.refund(self._session, was, settled, cause)
        return back.explained[0].rule if back else ""

    def _free(self, line: Affected) -> tuple[str, ...]:
        return tuple(
            f"{on_form(place.day, with_weekday=True)}　{'・'.join(place.slots)}　"
            f"{place.room}"
            for place in self._places.near(line.row)
        )


def cause_text(card: EmergencyCard) -> str:
    return labels.value("emergency", "cause", card.row.cause)


def span_text(card: EmergencyCard) -> str:
    """令和8年11月25日（水） 13:00 から 21:30 まで."""
    first, last = card.row.starts, card.row.ends
    day = on_form(first.date(), with_weekday=True)
    until = on_form(last.date(), with_weekday=True) + " "
    if first.date() == last.date():
        until = ""
    return f"{day} {_clock(first)} から {until}{_clock(last)} まで"


def _call(line: Affected) -> Call:
    row, call = line.row, line.call
    where = ""
    if call.room_id is not None and call.day is not None:
        where = f"{call.day.month}/{call.day.day} {call.slots} {line.to_room} へ"
    return Call(
        call.was_starts,
        call.was_ends,
        f"{line.was_room}　{kind_text(line)}".rstrip(),
        row.group,
        row.contact,
        row.users,
        row.phones,
        call.result,
        line.wanted,
        where or _cut_text(line),
    )


def kind_text(line: Affected) -> str:
    """What it is, where it is no booking that is to come."""
    if line.promise:
        return labels.value("emergency_call", "about", line.row.about)
    return labels.value("booking", "status", line.row.status) if line.inside else ""


def _cut_text(line: Affected) -> str:
    """短縮できる予約, and to when; who goes on, until when."""
    if line.cut is None or not line.open:
        return ""
    if line.goes_on:
        return f"{_clock(line.row.ends)}まで利用を続ける"
    told = "終了" if line.inside else "短縮できる"
    return f"{_clock(line.cut)}までで{told}"


def _use(line: Affected, room: str, starts: datetime, ends: datetime, slots: str) -> Use:
    hours = f"{_clock(starts)} ～ {_clock(ends)}"
    row = line.row
    return Use(
        day=starts.date(),
        slot=slots,
        hours=hours,
        room=room,
        people=row.users,
        purpose=row.purpose,
    )


def _rooms(session: Reading, card: EmergencyCard, site: str) -> str:
    """全館 where no room of this site is left."""
    own = [room for room in rooms.cards(session) if room.home == site]
    left = [room for room in own if not room.retired and room.id not in card.row.rooms]
    return "・".join(card.rooms) if left else ALL_ROOMS


def _sheet(form: Form, card: EmergencyCard, copies: int, paper: Paper) -> Sheet:
    title = f"{TITLES[form]} {span_text(card)}"
    return sheet(form, card.row.id, title, copies, paper)


def _clock(moment: datetime) -> str:
    return f"{moment.hour}:{moment:%M}"
