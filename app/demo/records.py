"""Parts of a plan as the records that keep them."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from uuid import UUID

from app.demo import parts
from app.services.offers import Terms
from db.records.bookings import Booking, Status
from db.records.equipment import EquipmentKind, EquipmentPiece
from db.records.groups import Group, Member, Person
from db.records.insurance import InsurancePlan
from db.records.loans import Loan, LoanStatus
from db.records.payments import Method, PaidFor, Payment
from db.records.rooms import Room
from db.records.sites import Site

#: Parts of a group that its record spells otherwise.
APART = ("postal", "fields", "on_card")


def site(key: UUID, code: str, kind: str, place: parts.Place) -> Site:
    return Site(
        id=key,
        code=code,
        kind=kind,
        name=place.name,
        city=place.city,
        postal_code=place.postal,
        address=place.address,
        phone=place.phone,
    )


def room(key: UUID, home: str, room: parts.Room, place: int) -> Room:
    """Between two of them there is a place for one that is made of them."""
    return Room(
        id=key,
        name=room.name,
        home=home,
        capacity=room.capacity,
        preparation=room.preparation,
        turnaround=room.turnaround,
        place=2 * place,
    )


def joined(key: UUID, home: str, room: parts.Joined, place: int) -> Room:
    return Room(
        id=key,
        name=room.name,
        home=home,
        capacity=room.capacity,
        turnaround=room.turnaround,
        place=2 * place + 1,
    )


def person(key: UUID, person: parts.Person) -> Person:
    return Person(
        id=key,
        name=person.name,
        kana=person.kana,
        postal_code=person.postal,
        address=person.address,
        phone=person.phone,
        born_on=person.born_on,
    )


def group(key: UUID, number: str, group: parts.Group) -> Group:
    same = {name: value for name, value in asdict(group).items() if name not in APART}
    field1, field2, field3 = (*group.fields, 0, 0)[:3]
    return Group(
        id=key,
        number=number,
        postal_code=group.postal,
        field1=field1,
        field2=field2,
        field3=field3,
        **same,
    )


def member(
    key: UUID, group_id: UUID, person_id: UUID, member: parts.Member, place: int
) -> Member:
    return Member(
        id=key,
        group_id=group_id,
        person_id=person_id,
        role=member.role,
        title=member.title,
        place=place,
    )


def booking(
    key: UUID,
    number: str,
    home: str,
    room_id: UUID,
    group_id: UUID,
    booking: parts.Booking,
    room: parts.Room,
) -> Booking:
    terms = Terms(booking.starts, booking.ends, booking.purpose, booking.quote)
    return Booking(
        id=key,
        number=number,
        home=home,
        room_id=room_id,
        group_id=group_id,
        purpose=booking.purpose,
        users=booking.users,
        slots="・".join(booking.slots),
        starts=booking.starts,
        ends=booking.ends,
        busy_from=terms.starts - timedelta(minutes=room.preparation),
        busy_until=terms.ends + timedelta(minutes=room.turnaround),
        status=_status(booking),
        applied_on=booking.applied_at.date(),
        decided_on=booking.applied_at.date(),
        fee=booking.quote.fee,
        reduction=booking.quote.reduction,
        ground=booking.ground if booking.quote.reduction else "",
        fee_lines=terms.fee_lines,
        checked_in_at=booking.checked_in_at,
        checked_out_at=booking.checked_out_at,
        actual_users=booking.actual_users,
        cancelled_on=booking.cancelled_on,
        withdrawn=booking.cancelled_on is not None,
    )


def payment(
    key: UUID, number: str, home: str, due: tuple[PaidFor, UUID], money: parts.Money
) -> Payment:
    paid_for, subject_id = due
    made = Payment(
        id=key,
        number=number,
        home=home,
        amount=money.amount,
        method=Method.CASH,
        paid_at=money.at,
    )
    setattr(made, f"{paid_for}_id", subject_id)
    return made


def _status(booking: parts.Booking) -> Status:
    if booking.cancelled_on:
        return Status.CANCELLED
    if booking.checked_out_at:
        return Status.DONE
    return Status.IN_USE if booking.checked_in_at else Status.CONFIRMED


def equipment_kind(
    key: UUID, home: str, kind: parts.EquipmentKind, place: int
) -> EquipmentKind:
    return EquipmentKind(
        id=key,
        name=kind.name,
        home=home,
        quantity=kind.quantity,
        barcode=kind.barcode,
        shelf=kind.shelf,
        note=kind.note,
        place=place,
    )


def equipment_piece(
    key: UUID, kind_id: UUID, home: str, piece: parts.Piece
) -> EquipmentPiece:
    return EquipmentPiece(id=key, kind_id=kind_id, home=home, **asdict(piece))


def loan(
    key: UUID,
    number: str,
    home: str,
    group_id: UUID,
    booking_id: UUID | None,
    loan: parts.Loan,
) -> Loan:
    """As it was when it was asked for, or cancelled."""
    is_cancelled = loan.cancelled_on is not None
    return Loan(
        id=key,
        number=number,
        home=home,
        group_id=group_id,
        booking_id=booking_id,
        purpose=loan.purpose,
        first_on=loan.first_on,
        last_on=loan.last_on,
        status=LoanStatus.CANCELLED if is_cancelled else LoanStatus.CONFIRMED,
        applied_on=loan.applied_at.date(),
        fee=loan.fee,
        fee_lines=loan.fee_lines,
        cancelled_on=loan.cancelled_on,
        withdrawn=is_cancelled,
    )


def insurance_plan(key: UUID, plan: parts.InsurancePlan, place: int) -> InsurancePlan:
    return InsurancePlan(id=key, place=place, **asdict(plan))
