"""Records for tests: complete, plausible, and with any field as the test wants it.

Each function adds the record to `work`, so that a test says only what matters to it.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from db.journal.capture import JournaledSession
from db.records.blockings import Blocking, BlockingKind, BlockingStatus
from db.records.bookings import Booking, Status
from db.records.equipment import EquipmentKind, EquipmentPiece
from db.records.groups import Group, Member, Person, Role
from db.records.loans import Loan, LoanLine, LoanStatus
from db.records.payments import Payment
from db.records.rooms import Room, RoomPart
from db.records.staff import Staff

NOW = datetime(2026, 4, 1, 9)


def make_group(
    work: JournaledSession, name: str = "合唱団こだま", **fields: Any
) -> Group:
    given: dict[str, Any] = {
        "number": "H26-0001",
        "kana": "がっしょうだんこだま",
        "registered_on": date(2026, 4, 1),
        **fields,
    }
    work.add(group := Group(id=work.new_id(), name=name, **given))
    return group


def make_person(work: JournaledSession, name: str = "髙橋 一郎", **fields: Any) -> Person:
    work.add(person := Person(id=work.new_id(), name=name, **fields))
    return person


def make_member(
    work: JournaledSession, group_id: UUID, person_id: UUID, **fields: Any
) -> Member:
    given: dict[str, Any] = {"role": Role.CONTACT, **fields}
    member = Member(id=work.new_id(), group_id=group_id, person_id=person_id, **given)
    work.add(member)
    return member


def make_room(work: JournaledSession, name: str = "会議室A", **fields: Any) -> Room:
    given: dict[str, Any] = {"home": work.site, **fields}
    work.add(room := Room(id=work.new_id(), name=name, **given))
    return room


def make_joined(work: JournaledSession, name: str, *parts: Room) -> Room:
    """A room made of others, such as 会議室A+B."""
    whole = make_room(work, name)
    work.add_all(
        RoomPart(id=work.new_id(), room_id=whole.id, part_id=part.id) for part in parts
    )
    return whole


def make_booking(
    work: JournaledSession,
    room: Room,
    group_id: UUID,
    starts: datetime,
    hours: float = 1,
    **fields: Any,
) -> Booking:
    """Confirmed where the room is at home, else provisional."""
    ends = starts + timedelta(hours=hours)
    at_home = room.home == work.site
    given: dict[str, Any] = {
        "number": "H26-0001",
        "home": room.home,
        "ends": ends,
        "busy_from": starts - timedelta(minutes=room.preparation),
        "busy_until": ends + timedelta(minutes=room.turnaround),
        "status": Status.CONFIRMED if at_home else Status.PROVISIONAL,
        "applied_on": date(2026, 4, 1),
        **fields,
    }
    booking = Booking(
        id=work.new_id(), room_id=room.id, group_id=group_id, starts=starts, **given
    )
    work.add(booking)
    return booking


def make_blocking(
    work: JournaledSession, room: Room, starts: datetime, hours: float = 1, **fields: Any
) -> Blocking:
    """In force where the room is at home, else provisional."""
    at_home = room.home == work.site
    given: dict[str, Any] = {
        "home": room.home,
        "ends": starts + timedelta(hours=hours),
        "set_id": work.new_id(),
        "kind": BlockingKind.MAINTENANCE,
        "reason": "空調の点検",
        "status": BlockingStatus.IN_FORCE if at_home else BlockingStatus.PROVISIONAL,
        "made_on": date(2026, 4, 1),
        "made_by": "渡邊 花子",
        **fields,
    }
    blocking = Blocking(id=work.new_id(), room_id=room.id, starts=starts, **given)
    work.add(blocking)
    return blocking


def make_kind(
    work: JournaledSession, name: str = "プロジェクター", **fields: Any
) -> EquipmentKind:
    given: dict[str, Any] = {"home": work.site, "quantity": 2, **fields}
    work.add(kind := EquipmentKind(id=work.new_id(), name=name, **given))
    return kind


def make_piece(
    work: JournaledSession, kind: EquipmentKind, barcode: str, **fields: Any
) -> EquipmentPiece:
    given: dict[str, Any] = {"home": kind.home, **fields}
    work.add(
        piece := EquipmentPiece(
            id=work.new_id(), kind_id=kind.id, barcode=barcode, **given
        )
    )
    return piece


def make_loan(
    work: JournaledSession,
    kind: EquipmentKind,
    group_id: UUID,
    first_on: date,
    days: int = 1,
    quantity: int = 1,
    **fields: Any,
) -> Loan:
    """Of one kind; confirmed where it is at home, else provisional."""
    at_home = kind.home == work.site
    given: dict[str, Any] = {
        "number": "H26-0001",
        "home": kind.home,
        "last_on": first_on + timedelta(days=days - 1),
        "status": LoanStatus.CONFIRMED if at_home else LoanStatus.PROVISIONAL,
        "applied_on": date(2026, 4, 1),
        **fields,
    }
    loan = Loan(id=work.new_id(), group_id=group_id, first_on=first_on, **given)
    line = LoanLine(
        id=work.new_id(),
        loan_id=loan.id,
        kind_id=kind.id,
        home=loan.home,
        quantity=quantity,
    )
    work.add_all([loan, line])
    return loan


def make_payment(work: JournaledSession, booking_id: UUID, **fields: Any) -> Payment:
    given: dict[str, Any] = {
        "number": "H26-0001",
        "home": work.site,
        "amount": 1200,
        "paid_at": NOW,
        **fields,
    }
    payment = Payment(id=work.new_id(), booking_id=booking_id, **given)
    work.add(payment)
    return payment


def make_staff(work: JournaledSession, name: str = "渡邊 花子", **fields: Any) -> Staff:
    given: dict[str, Any] = {"pin_set_at": NOW, **fields}
    work.add(staff := Staff(id=work.new_id(), name=name, **given))
    return staff
