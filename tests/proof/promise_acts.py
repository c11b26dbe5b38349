"""What a desk does with rooms, equipment and money."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select

from db.journal.capture import JournaledSession
from db.keys import derived
from db.records.base import Record
from db.records.bookings import OCCUPYING, Booking, Status
from db.records.equipment import EquipmentKind, EquipmentPiece, PieceState
from db.records.groups import Group
from db.records.insurance import InsuranceBatch
from db.records.loans import Loan, LoanLine, LoanPiece, LoanStatus
from db.records.payments import Payment
from db.records.rooms import Room, RoomPart
from tests.make import make_booking
from tests.proof.office import Office, days, one, some

Homed = Booking | Loan | EquipmentKind | EquipmentPiece
PAID: dict[type[Record], str] = {
    Booking: "booking_id",
    Loan: "loan_id",
    InsuranceBatch: "batch_id",
}


class PromiseActs:
    """Each does one thing, if there is anything to do it with."""

    def __init__(self, office: Office) -> None:
        self._office, self._random = office, office.random

    def book(self, work: JournaledSession) -> None:
        """A room, now and then with equipment of the same home."""
        room, group = one(work, self._random, Room), one(work, self._random, Group)
        if not (room and group):
            return
        found = work.get_one(Room, room)
        booking = make_booking(
            work, found, group, self._moment(), self._random.choice([1, 2, 4])
        )
        if self._random.random() < 0.4:
            day = booking.starts.date()
            self._lend(work, group, (day, day), found.home, booking.id)

    def move(self, work: JournaledSession) -> None:
        if key := self._own(work, Booking, Booking.status.in_(OCCUPYING)):
            booking = work.get_one(Booking, key)
            by = self._moment() - booking.starts
            for name in ("busy_from", "starts", "ends", "busy_until"):
                setattr(booking, name, getattr(booking, name) + by)

    def withdraw(self, work: JournaledSession) -> None:
        """From any site; the home frees the room, and the equipment with it."""
        if key := one(work, self._random, Booking):
            booking = work.get_one(Booking, key)
            booking.withdrawn = True
            if booking.home == work.site:
                booking.status = Status.CANCELLED
                for loan in some(work, self._random, Loan, 9, Loan.booking_id == key):
                    work.get_one(Loan, loan).status = LoanStatus.CANCELLED

    def lend(self, work: JournaledSession) -> None:
        group, home = one(work, self._random, Group), self._random.choice("HA")
        first, last = days(self._random, 4)
        if group:
            self._lend(work, group, (first, last), home, None)

    def hand_over(self, work: JournaledSession) -> None:
        """With the pieces that are not out, as far as there are any."""
        confirmed = Loan.status == LoanStatus.CONFIRMED
        if key := self._own(work, Loan, confirmed):
            work.get_one(Loan, key).status = LoanStatus.HANDED_OVER
            for line_id in some(work, self._random, LoanLine, 9, LoanLine.loan_id == key):
                line = work.get_one(LoanLine, line_id)
                line.handed_over = line.quantity
                self._take_pieces(work, line)

    def take_back(self, work: JournaledSession) -> None:
        if key := self._own(work, Loan, Loan.status == LoanStatus.HANDED_OVER):
            work.get_one(Loan, key).status = LoanStatus.RETURNED
            for line_id in some(work, self._random, LoanLine, 9, LoanLine.loan_id == key):
                line = work.get_one(LoanLine, line_id)
                line.taken_back = line.handed_over
                out = LoanPiece.line_id == line_id
                for piece in some(work, self._random, LoanPiece, 9, out):
                    work.get_one(LoanPiece, piece).taken_back_at = self._office.here

    def cancel_loan(self, work: JournaledSession) -> None:
        if key := one(work, self._random, Loan, Loan.booking_id.is_(None)):
            loan = work.get_one(Loan, key)
            loan.withdrawn = True
            if loan.home == work.site:
                loan.status = LoanStatus.CANCELLED

    def count(self, work: JournaledSession) -> None:
        """More or fewer of a kind, which may be promised already."""
        if key := self._own(work, EquipmentKind):
            work.get_one(EquipmentKind, key).quantity = self._random.randrange(5)

    def label(self, work: JournaledSession) -> None:
        if kind := self._own(work, EquipmentKind):
            key = work.new_id()
            piece = EquipmentPiece(
                id=key, kind_id=kind, home=work.site, barcode=key.hex[-8:]
            )
            work.add(piece)

    def repair(self, work: JournaledSession) -> None:
        if key := self._own(work, EquipmentPiece):
            work.get_one(EquipmentPiece, key).state = self._random.choice([*PieceState])

    def divide(self, work: JournaledSession) -> None:
        """At whatever site: the room's home may hear of it too late."""
        rooms = some(work, self._random, Room, 2, Room.home == self._random.choice("HA"))
        if len(rooms) < 2:
            return
        whole, part = rooms
        parts = select(RoomPart.id).where(
            or_(RoomPart.part_id == whole, RoomPart.room_id == part)
        )
        key = derived("room_part", whole, part)
        if not work.scalars(parts).all() and work.get(RoomPart, key) is None:
            work.add(RoomPart(id=key, room_id=whole, part_id=part))

    def undivide(self, work: JournaledSession) -> None:
        if key := one(work, self._random, RoomPart):
            work.delete(work.get_one(RoomPart, key))

    def pay(self, work: JournaledSession) -> None:
        record = self._random.choice([*PAID])
        if key := one(work, self._random, record):
            payment = Payment(
                id=work.new_id(),
                number="",
                home=work.site,
                amount=self._random.choice([1200, 400, -400]),
                paid_at=self._office.here,
            )
            setattr(payment, PAID[record], key)
            work.add(payment)

    def pay_back(self, work: JournaledSession) -> None:
        if key := one(work, self._random, Payment):
            work.delete(work.get_one(Payment, key))

    def answer(self) -> int:
        """Confirm, refuse or cancel what is waited for here; gives how much was done."""
        done = 0
        for record in (Booking, Loan):
            with self._office.store.read() as session:
                waits = record.status == Status.PROVISIONAL
                wished = record.withdrawn & (record.status == Status.CONFIRMED)
                asked = select(record.id).where(
                    record.home == self._office.name, waits | wished
                )
                waiting = session.scalars(
                    asked.order_by(record.applied_on, record.id)
                ).all()
            done += sum(self._answer(record, key) for key in waiting)
        return done

    def _answer(self, record: type[Booking] | type[Loan], key: UUID) -> bool:
        def say(status: str) -> bool:
            def work(session: JournaledSession) -> None:
                found = session.get_one(record, key)
                found.status = Status.CANCELLED if found.withdrawn else status

            return self._office.do("test.answer", work)

        return say(Status.CONFIRMED) or say(Status.REFUSED)

    def _moment(self) -> datetime:
        day, _ = days(self._random, 1)
        quarter = timedelta(minutes=15 * self._random.randrange(20))
        return datetime.combine(day, time(9)) + quarter

    def _lend(
        self,
        work: JournaledSession,
        group: UUID,
        span: tuple[date, date],
        home: str,
        booking: UUID | None,
    ) -> None:
        kinds = some(work, self._random, EquipmentKind, 2, EquipmentKind.home == home)
        if not kinds:
            return
        at_home = home == work.site
        loan = Loan(
            id=work.new_id(),
            number="",
            home=home,
            group_id=group,
            booking_id=booking,
            first_on=span[0],
            last_on=span[1],
            status=LoanStatus.CONFIRMED if at_home else LoanStatus.PROVISIONAL,
            applied_on=self._office.here.date(),
        )
        work.add(loan)
        for kind in kinds:
            line = LoanLine(
                id=work.new_id(),
                loan_id=loan.id,
                kind_id=kind,
                home=home,
                quantity=self._random.choice([1, 1, 2, 3]),
            )
            work.add(line)

    def _take_pieces(self, work: JournaledSession, line: LoanLine) -> None:
        out = select(LoanPiece.piece_id).where(LoanPiece.taken_back_at.is_(None))
        free = EquipmentPiece.kind_id == line.kind_id, EquipmentPiece.id.not_in(out)
        for piece in some(work, self._random, EquipmentPiece, line.quantity, *free):
            work.add(
                LoanPiece(
                    id=work.new_id(),
                    line_id=line.id,
                    piece_id=piece,
                    home=line.home,
                    handed_over_at=self._office.here,
                )
            )

    def _own(
        self, work: JournaledSession, record: type[Homed], *where: ColumnElement[bool]
    ) -> UUID | None:
        return one(work, self._random, record, record.home == work.site, *where)
