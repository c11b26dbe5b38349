"""Whether sites that exchanged everything agree, and whether that can be true."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import Select, select, text

from db.journal import excess, log
from db.journal.kinds import kinds
from db.records.base import Base
from db.records.bookings import OCCUPYING, Booking, Occupancy
from db.records.equipment import EquipmentKind, EquipmentPiece, PieceState
from db.records.journal import HeldRow
from db.records.loans import HOLDING, Loan, LoanLine
from db.records.rooms import Room, RoomPart
from db.session import Session
from tests.proof.checks import foul_pages
from tests.proof.office import Office


def complaints(offices: Sequence[Office]) -> Iterator[str]:
    """Everything that is wrong; nothing when all is well."""
    yield from differences(offices)
    for office in offices:
        with office.store.read() as session:
            found = [
                *office.journal.complaints(),
                *foul_pages(session),
                *crowded_rooms(session, office.name),
                *short_stock(session, office.name),
                *lost(session, offices),
                *remembered(session, office),
            ]
        yield from (f"{office.name}: {complaint}" for complaint in found)


def differences(offices: Sequence[Office]) -> Iterator[str]:
    """Rows, conflicts and entries that not all sites hold alike."""
    for name, kind in kinds().items():
        every = select(kind.table).order_by(kind.table.c.id)
        if len({repr(rows(office, every)) for office in offices}) > 1:
            yield f"rows of {name} differ"
    if len({repr(told_conflicts(office)) for office in offices}) > 1:
        yield "conflicts differ"


def rows(office: Office, statement: Select[*tuple[Any, ...]]) -> object:
    with office.store.read() as session:
        return session.execute(statement).all()


def told_conflicts(office: Office) -> Sequence[object]:
    """Without the names of staff and the times."""
    return [
        (c.kind, c.row_id, c.field, [(s.site, s.value) for s in c.sides])
        for c in office.journal.conflicts()
    ]


def crowded_rooms(session: Session, site: str) -> Iterator[str]:
    """Bookings that overlap though none is listed, and those listed for no reason."""
    parts = defaultdict[UUID, list[UUID]](list)
    for whole, part in session.execute(select(RoomPart.room_id, RoomPart.part_id)):
        parts[whole].append(part)
    found = session.execute(
        select(Booking.id, Booking.room_id, Booking.busy_from, Booking.busy_until)
        .join(Room, Room.id == Booking.room_id)
        .where(Room.home == site, Booking.status.in_(OCCUPYING))
    ).all()
    listed = excess.listed(session, "booking")
    booked = {
        key: ({*(parts[room] or [room])}, since, until)
        for key, room, since, until in found
    }

    def meet(one: UUID, other: UUID) -> bool:
        (rooms, since, until), (theirs, begins, ends) = booked[one], booked[other]
        return bool(rooms & theirs) and since < ends and begins < until

    kept = booked.keys() - listed
    yield from (f"{a} and {b} overlap" for a, b in combinations(kept, 2) if meet(a, b))
    for key in listed:
        if key not in booked:
            yield f"booking {key} is listed and needs no room"
        elif not any(meet(key, other) for other in kept):
            yield f"booking {key} is listed though its room is free"
    holding = set(session.scalars(select(Occupancy.booking_id)))
    yield from (f"{key} has the wrong cells" for key in holding ^ kept)


def short_stock(session: Session, site: str) -> Iterator[str]:
    """Days on which more is promised than there is."""
    total, taken = there_is(session, site), promised(session, site)
    for (kind, day), count in taken.items():
        if count > total[kind]:
            yield f"{count} of {kind} are promised on {day}, of {total[kind]}"
    claimed = session.execute(text("SELECT day, taken, total FROM stock")).all()
    for day, has, of in claimed:
        if not 0 <= has <= of:
            yield f"{has} of {of} on {day}"
    if sum(taken.values()) != sum(has for _, has, _ in claimed):
        yield "the stock table has other promises than the loans"


def there_is(session: Session, site: str) -> Counter[UUID]:
    """How many of each kind a site has."""
    own = EquipmentKind.home == site
    counted = session.execute(select(EquipmentKind.id, EquipmentKind.quantity).where(own))
    total = Counter({key: quantity for key, quantity in counted})
    in_service = EquipmentPiece.state == PieceState.IN_SERVICE
    of_piece = select(EquipmentPiece.kind_id).where(in_service)
    total.update(kind for kind in session.scalars(of_piece) if kind in total)
    return total


def promised(session: Session, site: str) -> Counter[tuple[UUID, date]]:
    """How many of each kind of a site are promised and kept, day by day."""
    listed = excess.listed(session, "loan")
    taken = Counter[tuple[UUID, date]]()
    left = LoanLine.quantity - LoanLine.taken_back
    for loan, kind, count, first, last in session.execute(
        select(Loan.id, LoanLine.kind_id, left, Loan.first_on, Loan.last_on)
        .join(Loan, Loan.id == LoanLine.loan_id)
        .join(EquipmentKind, EquipmentKind.id == LoanLine.kind_id)
        .where(Loan.status.in_(HOLDING), EquipmentKind.home == site)
    ):
        if loan not in listed:
            for ahead in range((last - first).days + 1):
                taken[kind, first + timedelta(days=ahead)] += count
    return taken


def lost(session: Session, offices: Sequence[Office]) -> Iterator[str]:
    """Entries that were written and are not applied."""
    here = {entry.dot for entry in log.entries(session, {})}
    written = {dot for office in offices for dot in office.entries}
    yield from (f"{site}-{seq} is not here" for site, seq in written - here)
    yield from (f"{row} still waits" for row in session.scalars(select(HeldRow.site)))


def remembered(session: Session, office: Office) -> Iterator[str]:
    """Words about people and files that were forgotten."""
    words = [
        word for key in office.words.forgotten for word in office.words.of.get(key, ())
    ]
    if session.connection().dialect.name == "sqlite":
        path = Path(str(office.engine.url.database))
        session.connection().rollback()
        with closing(sqlite.connect(path)) as raw:
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        data = path.read_bytes()
        yield from (f"{word} is in the file" for word in words if word.encode() in data)
        return
    for table in Base.metadata.sorted_tables:
        for (row,) in session.execute(text(f'SELECT t::text FROM "{table.name}" t')):
            yield from (f"{word} is in {table.name}" for word in words if word in row)
