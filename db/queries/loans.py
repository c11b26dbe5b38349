"""Loans one by one, of a group, and as the desk lists them for a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from db.reader import Reader, as_day, as_key, as_known_key, as_moment

LATEST = 200
PAID = "COALESCE((SELECT SUM(p.amount) FROM payment p WHERE p.loan_id = l.id), 0)"
ROW = f"""
    SELECT l.id, l.number, l.home, l.group_id, g.name, g.phone, l.booking_id, l.purpose,
           l.first_on, l.last_on, l.status, l.fee, {PAID},
           k.name, n.quantity, n.handed_over, n.taken_back
    FROM loan l
    JOIN "group" g ON g.id = l.group_id
    JOIN loan_line n ON n.loan_id = l.id
    JOIN equipment_kind k ON k.id = n.kind_id
"""
ORDER = "l.number, l.id, k.place, k.name, n.id"
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
#: What the desk of a site hands over or waits for on a day, who is latest first.
AT_DESK = f"""{ROW}
    WHERE l.home = :site
      AND (l.status = 'handed_over' AND l.last_on <= :day
           OR l.status = 'confirmed' AND l.first_on <= :day AND l.last_on >= :day)
    ORDER BY l.last_on, {ORDER}
"""
#: NOT IN, so that the days are looked up: most of what was ever lent was returned.
UNPAID = f"""{ROW}
    WHERE l.home = :site AND l.first_on BETWEEN :since AND :until
      AND l.status NOT IN ('provisional', 'refused', 'cancelled') AND l.fee > {PAID}
    ORDER BY l.first_on, {ORDER}
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


def listed(things: Iterable[tuple[str, int]]) -> str:
    """Kinds and how many: プロジェクター、展示パネル×4"""
    return "、".join(f"{kind}×{n}" if n > 1 else kind for kind, n in things)


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


class LoanRow(NamedTuple):
    """A loan as lists show it; `lines` has (kind, asked for, handed over, back)."""

    id: UUID
    number: str
    home: str
    group_id: UUID
    group: str
    phone: str
    booking_id: UUID | None
    purpose: str
    first_on: date
    last_on: date
    status: str
    fee: int
    paid: int
    lines: tuple[tuple[str, int, int, int], ...]

    @property
    def owed(self) -> int:
        """Yen still to be paid."""
        return max(0, self.fee - self.paid)

    @property
    def what(self) -> str:
        """プロジェクター、展示パネル×4"""
        return listed((kind, quantity) for kind, quantity, *_ in self.lines)


class Borrower(NamedTuple):
    """Who may be bringing something back."""

    loan_id: UUID
    number: str
    group: str
    due: date


def card(read: Reader, loan_id: UUID) -> LoanCard:
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
    [row] = read(CARD, key)
    return _card(row, lines)


def of_group(read: Reader, group_id: UUID) -> Sequence[LoanRow]:
    """A group's loans, the latest first."""
    return _rows(read(OF_GROUP, {"key": group_id.hex}))


def of_booking(read: Reader, booking_id: UUID) -> Sequence[LoanRow]:
    return _rows(read(OF_BOOKING, {"key": booking_id.hex}))


def going_out(read: Reader, day: date) -> Sequence[LoanRow]:
    """Permitted for a day, and not yet handed over."""
    return _rows(read(GOING_OUT, {"day": str(day)}))


def due(read: Reader, day: date) -> Sequence[LoanRow]:
    """Out, and to come back on a day."""
    return _rows(read(DUE, {"day": str(day)}))


def overdue(read: Reader, day: date) -> Sequence[LoanRow]:
    """Still out, and due before a day; who is latest comes first."""
    return _rows(read(OVERDUE, {"day": str(day)}))


def at_desk(read: Reader, site: str, day: date) -> Sequence[LoanRow]:
    """What goes out from a site on a day, is due there, or overdue."""
    return _rows(read(AT_DESK, {"site": site, "day": str(day)}))


def unpaid(read: Reader, site: str, since: date, until: date) -> Sequence[LoanRow]:
    """Loans that begin from `since` to `until` and whose fee is still open."""
    span = {"since": str(since), "until": str(until)}
    return _rows(read(UNPAID, {"site": site, **span}))


def current(read: Reader, day: date) -> Sequence[LoanRow]:
    """All that is out or still to come."""
    return _rows(read(CURRENT, {"day": str(day)}))


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


def _rows(found: Sequence[Sequence[Any]]) -> Sequence[LoanRow]:
    return [
        _row(same[0], tuple((row[13], row[14], row[15], row[16]) for row in same))
        for same in (list(rows) for _, rows in groupby(found, key=lambda row: row[0]))
    ]


def _row(row: Sequence[Any], lines: tuple[tuple[str, int, int, int], ...]) -> LoanRow:
    return LoanRow(
        as_key(row[0]),
        row[1],
        row[2],
        as_known_key(row[3]),
        row[4],
        row[5],
        as_key(row[6]) if row[6] else None,
        row[7],
        as_day(row[8]),
        as_day(row[9]),
        row[10],
        row[11],
        int(row[12]),
        lines,
    )


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
