"""Loans one by one, of a group, and as the desk lists them for a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from db.queries.loans_today import ORDER, PAID, ROW, LoanRow, rows
from db.reader import Reader, as_day, as_key, as_known_key, as_moment
from db.refusal import RowGone

LATEST = 200
OF_GROUP = f"""{ROW}
    WHERE l.id IN (SELECT id FROM loan WHERE group_id = :key
                   ORDER BY first_on DESC, id DESC LIMIT {LATEST})
    ORDER BY l.first_on DESC, {ORDER}
"""
OF_BOOKING = f"{ROW} WHERE l.booking_id = :key ORDER BY {ORDER}"
GOING_OUT = f"""{ROW}
    WHERE l.status = 'confirmed' AND l.first_on <= :day AND l.last_on >= :day
    ORDER BY l.first_on, {ORDER}
"""
DUE = f"""{ROW}
    WHERE l.status = 'handed_over' AND l.last_on = :day ORDER BY {ORDER}
"""
OVERDUE = f"""{ROW}
    WHERE l.status = 'handed_over' AND l.last_on < :day ORDER BY l.last_on, {ORDER}
"""
CURRENT = f"""{ROW}
    WHERE l.status = 'handed_over'
       OR (l.status IN ('provisional', 'confirmed') AND l.last_on >= :day)
    ORDER BY l.first_on, {ORDER}
"""
CARD = f"""
    SELECT l.id, l.number, l.home, COALESCE(s.name, l.home), l.group_id, g.name,
           l.booking_id, b.number, l.purpose, l.first_on, l.last_on, l.status,
           l.applied_on, l.fee, l.fee_lines, l.handed_over_at, l.returned_at,
           l.cancelled_on, l.withdrawn, {PAID}
    FROM loan l JOIN "group" g ON g.id = l.group_id
    LEFT JOIN site s ON s.code = l.home
    LEFT JOIN booking b ON b.id = l.booking_id
    WHERE l.id = :key
"""
LINES = """
    SELECT n.id, n.kind_id, k.name, k.shelf, n.quantity, n.handed_over, n.taken_back
    FROM loan_line n JOIN equipment_kind k ON k.id = n.kind_id
    WHERE n.loan_id = :key ORDER BY k.place, k.name, n.id
"""
PIECES = """
    SELECT o.line_id, o.id, o.piece_id, p.barcode, p.label, o.handed_over_at,
           o.taken_back_at
    FROM loan_piece o JOIN loan_line n ON n.id = o.line_id
    JOIN equipment_piece p ON p.id = o.piece_id
    WHERE n.loan_id = :key ORDER BY o.handed_over_at, p.label, o.id
"""
#: Few loans are out, so they come first: CROSS JOIN keeps SQLite from starting with all
#: that a kind was ever lent on.
UNLABELLED = """
    SELECT l.id, l.number, g.name, l.last_on FROM loan l
    CROSS JOIN loan_line n JOIN "group" g ON g.id = l.group_id
    WHERE l.status = 'handed_over' AND n.loan_id = l.id AND n.kind_id = :key
      AND n.handed_over - n.taken_back > (SELECT COUNT(*) FROM loan_piece o
          WHERE o.line_id = n.id AND o.taken_back_at IS NULL)
    ORDER BY l.last_on, l.number
"""
UNLABELLED_OUT = """
    SELECT COALESCE(SUM(n.handed_over - n.taken_back - (
        SELECT COUNT(*) FROM loan_piece o
        WHERE o.line_id = n.id AND o.taken_back_at IS NULL)), 0)
    FROM loan l CROSS JOIN loan_line n
    WHERE l.status = 'handed_over' AND n.loan_id = l.id AND n.kind_id = :key
"""


class PieceOut(NamedTuple):
    """A labelled piece that went out on a line."""

    id: UUID
    piece_id: UUID
    barcode: str
    label: str
    handed_over_at: datetime
    taken_back_at: datetime | None


class LineRow(NamedTuple):
    """So many of a kind on a loan, and the labelled ones among what went out."""

    id: UUID
    kind_id: UUID
    kind: str
    shelf: str
    quantity: int
    handed_over: int
    taken_back: int
    pieces: tuple[PieceOut, ...]

    @property
    def out(self) -> int:
        return self.handed_over - self.taken_back

    @property
    def unlabelled(self) -> int:
        """How many are out that no barcode tells apart."""
        return self.out - sum(piece.taken_back_at is None for piece in self.pieces)


class LoanCard(NamedTuple):
    """All of one loan. `fee` and `paid` are yen; `fee_lines` is JSON.

    A loan with `booking_id` is paid and permitted with that booking.
    """

    id: UUID
    number: str
    home: str
    site: str
    group_id: UUID
    group: str
    booking_id: UUID | None
    booking: str
    purpose: str
    first_on: date
    last_on: date
    status: str
    applied_on: date
    fee: int
    fee_lines: str
    handed_over_at: datetime | None
    returned_at: datetime | None
    cancelled_on: date | None
    withdrawn: bool
    paid: int
    lines: tuple[LineRow, ...]

    @property
    def owed(self) -> int:
        """Yen still to be paid."""
        return max(0, self.fee - self.paid)


class Borrower(NamedTuple):
    """Who may be bringing something back."""

    loan_id: UUID
    number: str
    group: str
    due: date


def card(read: Reader, loan_id: UUID) -> LoanCard:
    """RowGone where its making was taken back meanwhile."""
    key = {"key": loan_id.hex}
    pieces: defaultdict[UUID, list[PieceOut]] = defaultdict(list)
    for line_id, out_id, piece_id, barcode, label, out, back in read(PIECES, key):
        pieces[as_key(line_id)].append(
            PieceOut(
                as_key(out_id),
                as_key(piece_id),
                barcode,
                label,
                as_moment(out),
                as_moment(back) if back else None,
            )
        )
    lines = tuple(
        LineRow._make(
            [
                as_key(line_id),
                as_known_key(kind_id),
                *rest,
                tuple(pieces[as_key(line_id)]),
            ]
        )
        for line_id, kind_id, *rest in read(LINES, key)
    )
    for row in read(CARD, key):
        return _card(row, lines)
    raise RowGone()


def of_group(read: Reader, group_id: UUID) -> Sequence[LoanRow]:
    """A group's loans, the latest first."""
    return rows(read(OF_GROUP, {"key": group_id.hex}))


def of_booking(read: Reader, booking_id: UUID) -> Sequence[LoanRow]:
    return rows(read(OF_BOOKING, {"key": booking_id.hex}))


def going_out(read: Reader, day: date) -> Sequence[LoanRow]:
    """Permitted for a day, and not yet handed over."""
    return rows(read(GOING_OUT, {"day": str(day)}))


def due(read: Reader, day: date) -> Sequence[LoanRow]:
    """Out, and to come back on a day."""
    return rows(read(DUE, {"day": str(day)}))


def overdue(read: Reader, day: date) -> Sequence[LoanRow]:
    """Still out, and due before a day; who is latest comes first."""
    return rows(read(OVERDUE, {"day": str(day)}))


def current(read: Reader, day: date) -> Sequence[LoanRow]:
    """All that is out or still to come."""
    return rows(read(CURRENT, {"day": str(day)}))


def unlabelled(read: Reader, kind_id: UUID) -> Sequence[Borrower]:
    """Loans that something without a label of its own may come back from."""
    return [
        Borrower(as_key(key), number, group, as_day(due))
        for key, number, group, due in read(UNLABELLED, {"key": kind_id.hex})
    ]


def unlabelled_out(read: Reader, kind_id: UUID) -> int:
    """How much of a kind is out that no barcode tells apart."""
    [(count,)] = read(UNLABELLED_OUT, {"key": kind_id.hex})
    return int(count)


def _card(row: Sequence[Any], lines: tuple[LineRow, ...]) -> LoanCard:
    return LoanCard._make(
        [
            as_key(row[0]),
            *row[1:4],
            as_known_key(row[4]),
            row[5],
            as_key(row[6]) if row[6] else None,
            row[7] or "",
            row[8],
            as_day(row[9]),
            as_day(row[10]),
            row[11],
            as_day(row[12]),
            row[13],
            row[14],
            as_moment(row[15]) if row[15] else None,
            as_moment(row[16]) if row[16] else None,
            as_day(row[17]) if row[17] else None,
            bool(row[18]),
            int(row[19]),
            lines,
        ]
    )
