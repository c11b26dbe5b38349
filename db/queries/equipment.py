"""Equipment: the catalogue, one kind with its pieces, and stock day by day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import chain, repeat
from typing import Any, NamedTuple
from uuid import UUID

from db.reader import Reader, as_day, as_key, as_known_key, as_moment

#: What is out of each kind now, and how much of it should be back by `:day`.
OUT = """
    SELECT n.kind_id AS kind_id, SUM(n.handed_over - n.taken_back) AS out,
           SUM(CASE WHEN l.last_on < :day
               THEN n.handed_over - n.taken_back ELSE 0 END) AS overdue
    FROM loan l JOIN loan_line n ON n.loan_id = l.id
    WHERE l.status = 'handed_over' GROUP BY n.kind_id
"""
PIECES = """
    SELECT kind_id, COUNT(*) AS pieces,
           SUM(CASE WHEN state = 'in_service' THEN 1 ELSE 0 END) AS usable
    FROM equipment_piece GROUP BY kind_id
"""
KINDS = f"""
    SELECT k.id, k.name, k.home, COALESCE(s.name, k.home), k.shelf, k.barcode, k.note,
           k.place, k.retired, k.quantity, COALESCE(p.pieces, 0),
           k.quantity + COALESCE(p.usable, 0), COALESCE(o.out, 0),
           COALESCE(o.overdue, 0), COALESCE(t.taken, 0)
    FROM equipment_kind k
    LEFT JOIN site s ON s.code = k.home
    LEFT JOIN ({PIECES}) p ON p.kind_id = k.id
    LEFT JOIN ({OUT}) o ON o.kind_id = k.id
    LEFT JOIN stock t ON t.kind_id = k.id AND t.day = :day
"""
CATALOGUE = f"{KINDS} ORDER BY k.retired, k.place, k.name, k.id"
KIND = f"{KINDS} WHERE k.id = :key"
OF_KIND = """
    SELECT p.id, p.barcode, p.label, p.state, p.note, l.id, l.number, g.name, l.last_on
    FROM equipment_piece p
    LEFT JOIN loan_piece o ON o.piece_id = p.id AND o.taken_back_at IS NULL
    LEFT JOIN loan_line n ON n.id = o.line_id
    LEFT JOIN loan l ON l.id = n.loan_id
    LEFT JOIN "group" g ON g.id = l.group_id
    WHERE p.kind_id = :key ORDER BY p.label, p.barcode
"""
TOTAL = """
    SELECT home, quantity + (SELECT COUNT(*) FROM equipment_piece p
        WHERE p.kind_id = k.id AND p.state = 'in_service')
    FROM equipment_kind k WHERE k.id = :key
"""
TAKEN = """
    SELECT day, taken FROM stock
    WHERE kind_id = :key AND day >= :since AND day < :until
"""
ALL_TAKEN = "SELECT kind_id, day, taken FROM stock WHERE day >= :since AND day < :until"
#: Of all kinds, as few things are out: by kind, a database would read all ever lent.
LATE = """
    SELECT n.kind_id, SUM(n.handed_over - n.taken_back)
    FROM loan l JOIN loan_line n ON n.loan_id = l.id
    WHERE l.status = 'handed_over' AND l.last_on < :day GROUP BY n.kind_id
"""
#: What is asked of kinds whose stock another site keeps, as far as it is known here. The
#: far end says that few loans are still to come, so that their days are looked up.
ASKED = """
    SELECT n.kind_id, l.first_on, l.last_on, n.quantity
    FROM loan l JOIN loan_line n ON n.loan_id = l.id
    WHERE l.last_on BETWEEN :since AND '9999-12-31' AND l.first_on < :until
      AND l.home <> :site AND NOT l.withdrawn
      AND l.status NOT IN ('returned', 'refused', 'cancelled')
"""
PIECE = """
    SELECT p.id, p.kind_id, k.name, p.home, p.barcode, p.label, p.state, o.id, l.id
    FROM equipment_piece p JOIN equipment_kind k ON k.id = p.kind_id
    LEFT JOIN loan_piece o ON o.piece_id = p.id AND o.taken_back_at IS NULL
    LEFT JOIN loan_line n ON n.id = o.line_id
    LEFT JOIN loan l ON l.id = n.loan_id
    WHERE p.barcode = :barcode AND p.state <> 'retired'
    ORDER BY p.id
"""
SHELF = """
    SELECT id, name, home, barcode FROM equipment_kind
    WHERE barcode = :barcode AND NOT retired
    ORDER BY id
"""
BEARER = """
    SELECT k.name || ' ' || p.label FROM equipment_piece p
    JOIN equipment_kind k ON k.id = p.kind_id
    WHERE p.barcode = :barcode AND p.home = :home AND p.state <> 'retired'
      AND p.id <> :key
    UNION ALL
    SELECT name FROM equipment_kind
    WHERE barcode = :barcode AND home = :home AND NOT retired AND id <> :key
"""
NAMED = """
    SELECT 1 FROM equipment_kind
    WHERE name = :name AND home = :home AND NOT retired AND id <> :key
"""
WHERE = """
    SELECT l.number, g.name FROM loan_piece o JOIN loan_line n ON n.id = o.line_id
    JOIN loan l ON l.id = n.loan_id JOIN "group" g ON g.id = l.group_id
    WHERE o.piece_id = :key AND o.taken_back_at IS NULL
"""
BACK = """
    SELECT l.number, g.name, o.taken_back_at
    FROM loan_piece o JOIN loan_line n ON n.id = o.line_id
    JOIN loan l ON l.id = n.loan_id JOIN "group" g ON g.id = l.group_id
    WHERE o.piece_id = :key AND o.taken_back_at IS NOT NULL
    ORDER BY o.taken_back_at DESC LIMIT 1
"""


class KindRow(NamedTuple):
    """A kind as the catalogue shows it.

    `total` is what can be lent: `quantity` without labels and the usable of `pieces`.
    `out` is out now, `overdue` of it should be back; `free` can still be promised today.
    `site` is the name of its `home`.
    """

    id: UUID
    name: str
    home: str
    site: str
    shelf: str
    barcode: str
    note: str
    place: int
    retired: bool
    quantity: int
    pieces: int
    total: int
    out: int
    overdue: int
    taken: int

    @property
    def free(self) -> int:
        return max(0, self.total - self.taken - self.overdue)

    @property
    def here(self) -> int:
        """How much of it is on the shelf now."""
        return max(0, self.total - self.out)


class PieceRow(NamedTuple):
    """A piece; `loan_id`, `loan`, `group` and `due` say where it is, if it is out."""

    id: UUID
    barcode: str
    label: str
    state: str
    note: str
    loan_id: UUID | None
    loan: str
    group: str
    due: date | None


class DayStock(NamedTuple):
    """A day's stock: of `total`, `taken` is promised. `overdue` is out past its day and
    has not been promised to anybody."""

    day: date
    total: int
    taken: int
    overdue: int

    @property
    def free(self) -> int:
        """What can still be promised, if what is overdue comes back in time."""
        return max(0, self.total - self.taken)


class ScannedPiece(NamedTuple):
    """A piece found by its barcode; `out_id` is its row on the loan it is out on."""

    id: UUID
    kind_id: UUID
    kind: str
    home: str
    barcode: str
    label: str
    state: str
    out_id: UUID | None
    loan_id: UUID | None


class ScannedShelf(NamedTuple):
    """A kind found by the label on its shelf."""

    id: UUID
    name: str
    home: str
    barcode: str


class LastBack(NamedTuple):
    """When a piece came back last, and from whom."""

    number: str
    group: str
    at: datetime


def catalogue(read: Reader, day: date) -> Sequence[KindRow]:
    """Every kind of every site, those that are given up last."""
    return [_kind(row) for row in read(CATALOGUE, {"day": str(day)})]


def kind(read: Reader, kind_id: UUID, day: date) -> KindRow:
    [row] = read(KIND, {"day": str(day), "key": kind_id.hex})
    return _kind(row)


def pieces(read: Reader, kind_id: UUID) -> Sequence[PieceRow]:
    return [
        PieceRow._make(
            [
                as_key(row[0]),
                *row[1:5],
                as_key(row[5]) if row[5] else None,
                row[6] or "",
                row[7] or "",
                as_day(row[8]) if row[8] else None,
            ]
        )
        for row in read(OF_KIND, {"key": kind_id.hex})
    ]


def days(
    read: Reader, site: str, kind_id: UUID, since: date, count: int, today: date
) -> Sequence[DayStock]:
    """The stock of a kind on `count` days from `since`."""
    [(home, total)] = read(TOTAL, {"key": kind_id.hex})
    span = {"since": str(since), "until": str(since + timedelta(days=count))}
    if home == site:
        found = read(TAKEN, {**span, "key": kind_id.hex})
        taken = {as_day(day): held for day, held in found}
    else:
        taken = _asked(read, site, span).get(kind_id, {})
    late = {as_known_key(key): int(out) for key, out in read(LATE, {"day": str(today)})}
    return _days(since, count, int(total), taken, late.get(kind_id, 0), today)


def month(
    read: Reader, site: str, since: date, count: int, today: date
) -> Sequence[tuple[KindRow, Sequence[DayStock]]]:
    """All kinds in use, each with its stock on `count` days from `since`."""
    span = {"since": str(since), "until": str(since + timedelta(days=count))}
    taken = _asked(read, site, span)
    for key, day, held in read(ALL_TAKEN, span):
        taken[as_known_key(key)][as_day(day)] = held
    return [
        (row, _days(since, count, row.total, taken[row.id], row.overdue, today))
        for row in catalogue(read, today)
        if not row.retired
    ]


def where(read: Reader, piece_id: UUID) -> tuple[str, str] | None:
    """The number and the group of the loan that a piece is out on."""
    for number, group in read(WHERE, {"key": piece_id.hex}):
        return number, group
    return None


def bearer(read: Reader, home: str, barcode: str, but: UUID) -> str:
    """What else in use at a site bears a barcode; empty when nothing does."""
    given = {"home": home, "barcode": barcode, "key": but.hex}
    return "・".join(what.strip() for (what,) in read(BEARER, given))


def named(read: Reader, home: str, name: str, but: UUID) -> bool:
    """Whether another kind in use at a site has a name."""
    return bool(read(NAMED, {"home": home, "name": name, "key": but.hex}))


def scanned(read: Reader, site: str, barcode: str) -> ScannedPiece | ScannedShelf | None:
    """What bears a barcode; sites may use the same one, so what is at `site` first."""
    found: list[ScannedPiece | ScannedShelf] = [*_pieces(read, barcode)]
    found += _shelves(read, barcode)
    return min(found, key=lambda thing: thing.home != site, default=None)


def _pieces(read: Reader, barcode: str) -> Sequence[ScannedPiece]:
    return [
        ScannedPiece._make(
            [
                as_key(row[0]),
                as_key(row[1]),
                *row[2:7],
                as_key(row[7]) if row[7] else None,
                as_key(row[8]) if row[8] else None,
            ]
        )
        for row in read(PIECE, {"barcode": barcode})
    ]


def _shelves(read: Reader, barcode: str) -> Sequence[ScannedShelf]:
    found = read(SHELF, {"barcode": barcode})
    return [ScannedShelf._make([as_key(row[0]), *row[1:]]) for row in found]


def last_back(read: Reader, piece_id: UUID) -> LastBack | None:
    for number, group, at in read(BACK, {"key": piece_id.hex}):
        return LastBack(number, group, as_moment(at))
    return None


def _kind(row: Sequence[Any]) -> KindRow:
    return KindRow._make(
        [as_known_key(row[0]), *row[1:8], bool(row[8]), *(int(n) for n in row[9:])]
    )


def _asked(
    read: Reader, site: str, span: Mapping[str, str]
) -> defaultdict[UUID, dict[date, int]]:
    found: defaultdict[UUID, dict[date, int]] = defaultdict(dict)
    for key, first, last, quantity in read(ASKED, {**span, "site": site}):
        of_kind = found[as_known_key(key)]
        first, last = as_day(first), as_day(last)
        for ahead in range((last - first).days + 1):
            day = first + timedelta(days=ahead)
            of_kind[day] = of_kind.get(day, 0) + quantity
    return found


def _days(
    since: date,
    count: int,
    total: int,
    taken: Mapping[date, int],
    late: int,
    today: date,
) -> Sequence[DayStock]:
    """What is overdue is missing today and, for all anybody knows, later."""
    days = _span(since, count)
    past = min(max(0, (today - since).days), count)
    held = [taken.get(day, 0) for day in days] if taken else repeat(0)
    overdue = chain(repeat(0, past), repeat(late))
    return list(map(DayStock._make, zip(days, repeat(total), held, overdue)))


@lru_cache(64)
def _span(since: date, count: int) -> Sequence[date]:
    """Days in a row: a grid asks for the same ones for every kind."""
    return [since + timedelta(days=ahead) for ahead in range(count)]
