"""How much of each kind of equipment is promised on each day."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import text

from db.journal import excess
from db.journal.entry import RowKey
from db.journal.projections import Here, projects
from db.prepared import Prepared
from db.reader import Reader, as_day, as_key
from db.records.loans import HOLDING, Loan
from db.refusal import Refusal
from db.session import Session

KIND = Loan.__tablename__
NOBODY = UUID(int=0)
#: What is not back yet of each line of a loan.
WANTED = """
    SELECT n.id, n.kind_id, n.quantity - n.taken_back, k.home, l.first_on, l.last_on,
           l.status, l.applied_on, l.number
    FROM loan_line n JOIN loan l ON l.id = n.loan_id
    JOIN equipment_kind k ON k.id = n.kind_id
    WHERE n.loan_id = :key ORDER BY n.id
"""
CLAIM = "SELECT c.line_id, c.day, c.kind_id, c.quantity FROM stock_claim c"
HELD = f"{CLAIM} JOIN loan_line n ON n.id = c.line_id WHERE n.loan_id = :key"
HELD_BY_LINE = f"{CLAIM} WHERE c.line_id = :key"
TOTAL = """
    SELECT quantity + (SELECT COUNT(*) FROM equipment_piece p
        WHERE p.kind_id = k.id AND p.state = 'in_service')
    FROM equipment_kind k WHERE k.id = :key
"""
TAKEN = """
    SELECT day, taken FROM stock WHERE kind_id = :key AND day BETWEEN :first AND :last
"""
#: Loans that hold a kind from a day on, or should.
TO_COME = """
    SELECT DISTINCT n.loan_id FROM loan_line n JOIN loan l ON l.id = n.loan_id
    WHERE n.kind_id = :key AND l.last_on >= :day
      AND l.status IN ('confirmed', 'handed_over')
"""
BEYOND = """
    SELECT day, taken FROM stock
    WHERE kind_id = :key AND day >= :day AND taken > :total ORDER BY day LIMIT 1
"""
LATEST = """
    SELECT l.id FROM stock_claim c JOIN loan_line n ON n.id = c.line_id
    JOIN loan l ON l.id = n.loan_id WHERE c.kind_id = :key AND c.day = :day
    ORDER BY l.applied_on DESC, l.number DESC, l.id DESC LIMIT 1
"""
LOAN_OF = "SELECT loan_id FROM loan_line WHERE id = :key"
KIND_OF = "SELECT kind_id FROM equipment_piece WHERE id = :key"
DROP = Prepared(text("DELETE FROM stock_claim WHERE line_id = :line AND day = :on"))
RETURN = Prepared(
    text("UPDATE stock SET taken = taken - :quantity WHERE kind_id = :kind AND day = :on")
)
FORGET = Prepared(
    text("DELETE FROM stock WHERE kind_id = :kind AND day = :on AND taken = 0")
)
KEEP = Prepared(
    text("""
    INSERT INTO stock_claim (line_id, day, kind_id, quantity)
    VALUES (:line, :on, :kind, :quantity)
    """)
)
TAKE = Prepared(
    text("""
    INSERT INTO stock (kind_id, day, total, taken) VALUES (:kind, :on, :total, :taken)
    ON CONFLICT (kind_id, day)
    DO UPDATE SET total = excluded.total, taken = excluded.taken
    """)
)
RECOUNT = Prepared(
    text("UPDATE stock SET total = :total WHERE kind_id = :kind AND day >= :on")
)
HOLDER = """
    SELECT l.id, l.number, g.name, l.first_on, l.last_on, n.quantity - n.taken_back
    FROM {wanted} JOIN loan l ON l.id = n.loan_id JOIN "group" g ON g.id = l.group_id
    WHERE {found} AND l.id <> :but
    ORDER BY l.first_on, l.number
"""
HOLDERS = HOLDER.format(
    wanted="stock_claim c JOIN loan_line n ON n.id = c.line_id",
    found="c.kind_id = :key AND c.day = :day",
)
#: What another site keeps has no claims here, but loans that are known.
ELSEWHERE = HOLDER.format(
    wanted="loan_line n",
    found="""n.kind_id = :key AND l.first_on <= :day AND l.last_on >= :day
      AND l.status IN ('confirmed', 'handed_over')""",
)
NAME = "SELECT name FROM equipment_kind WHERE id = :key"


class OutOfStock(Refusal):
    """Says what is short: `kind`, the `day`, how many are `free` then, how many were
    `asked` for, and `who` has them."""

    code = "loan.out_of_stock"


class Promised(Refusal):
    """There would be less than is promised: `kind`, the `day`, how many are `taken`
    then, the `total` there would be, and `who` has them."""

    code = "equipment.promised"


class Held(NamedTuple):
    """What a line takes of a kind on a day."""

    line: UUID
    day: date
    kind: UUID
    quantity: int


class Claim(NamedTuple):
    """What a loan needs, or nothing (any more); who applied first comes first."""

    loan: UUID
    order: tuple[Any, ...]
    wanted: Sequence[Held]


@projects("loan")
def claim(session: Session, here: Here, ids: Collection[UUID]) -> None:
    """Take stock for what is promised here at home, free that of other loans.

    A loan has all it needs or nothing. Where several want the same, who applied first
    has it.
    """
    kept_out = excess.listed(session, KIND).keys()
    _claim(session, here, ids, kept_out)
    if kept_out - ids:  # something may have become free for them
        _claim(session, here._replace(lenient=True), kept_out - ids, kept_out)


@projects("loan_line")
def claim_lines(session: Session, here: Here, ids: Collection[UUID]) -> None:
    """Lines that are gone hold nothing; the loans of the others are claimed anew."""
    loans = set()
    for key in ids:
        found = session.read(LOAN_OF, {"key": key.hex})
        loans |= {as_key(loan) for (loan,) in found}
        if not found:
            _free(session, _held(session, HELD_BY_LINE, key))
    claim(session, here, loans)


@projects("equipment_kind")
def recount(session: Session, here: Here, ids: Collection[UUID]) -> None:
    """What is still promised of kinds is promised of what there is now.

    Raises `Promised` where there is less; a merge lists who applied last.
    """
    today = str(here.now.date())
    for key in ids:
        of_kind = {"key": key.hex, "day": today}
        total = _total(session, key)
        while beyond := session.read(BEYOND, {**of_kind, "total": total}):
            [(day, taken)] = beyond
            if not here.lenient:
                raise _promised(session.read, key, as_day(day), taken, total)
            [(last,)] = session.read(LATEST, {"key": key.hex, "day": str(day)})
            loan = as_key(last)
            _keep_out(session, loan, _holding(session, key, as_day(day), loan))
        values = {"kind": key.hex, "on": today, "total": total}
        RECOUNT.run(session.connection(), values)
        to_come = {as_key(loan) for (loan,) in session.read(TO_COME, of_kind)}
        claim(session, here, to_come - excess.listed(session, KIND).keys())


@projects("equipment_piece")
def recount_kinds(session: Session, here: Here, ids: Collection[UUID]) -> None:
    """A piece is never deleted, but it may be repaired."""
    found = [session.read(KIND_OF, {"key": key.hex}) for key in ids]
    recount(session, here, {as_key(kind) for rows in found for (kind,) in rows})


def _claim(
    session: Session, here: Here, ids: Collection[UUID], kept_out: Collection[UUID]
) -> None:
    for claim in sorted(_claims(session, here, ids), key=lambda it: it.order):
        against = _take(session, here, claim)
        if against is not None:
            _keep_out(session, claim.loan, against)
        elif claim.loan in kept_out:
            excess.clear(session, RowKey(KIND, claim.loan))


def _claims(session: Session, here: Here, ids: Collection[UUID]) -> Sequence[Claim]:
    """What loans need and do not have yet; what they have too much is given up."""
    found = []
    for key in ids:
        rows = session.read(WANTED, {"key": key.hex})
        wanted = [held for row in rows for held in _wanted(here.site, row)]
        held = _held(session, HELD, key)
        if set(held) == set(wanted):
            wanted = []
        else:
            _free(session, held)
        order = (as_day(rows[0][7]), rows[0][8], key) if rows else (date.min, "", key)
        found.append(Claim(key, order, wanted))
    return found


def _wanted(site: str, row: Sequence[Any]) -> Iterator[Held]:
    line, kind, quantity, home, first, last, status, *_ = row
    if home != site or status not in HOLDING or quantity <= 0:
        return
    first, last = as_day(first), as_day(last)
    for ahead in range((last - first).days + 1):
        yield Held(as_key(line), first + timedelta(days=ahead), as_key(kind), quantity)


def _held(session: Session, sql: str, key: UUID) -> Sequence[Held]:
    return [
        Held(as_key(line), as_day(day), as_key(kind), quantity)
        for line, day, kind, quantity in session.read(sql, {"key": key.hex})
    ]


def _free(session: Session, held: Sequence[Held]) -> None:
    if held:
        values = [_values(each) for each in held]
        for statement in (DROP, RETURN, FORGET):
            statement.run(session.connection(), *values)


def _take(session: Session, here: Here, claim: Claim) -> Collection[RowKey] | None:
    """Take all that a loan needs; what stands against it, if it is not all there."""
    for _, of_line in groupby(claim.wanted, key=lambda held: held.line):
        days = list(of_line)
        kind, quantity = days[0].kind, days[0].quantity
        total, taken = _total(session, kind), _taken(session, kind, days)
        values = []
        for held in days:
            then = taken.get(held.day, 0)
            if held.day >= here.now.date() and then + quantity > total:
                if not here.lenient:
                    free = max(0, total - then)
                    asked = quantity, claim.loan
                    raise out_of_stock(session.read, kind, held.day, free, *asked)
                return _holding(session, kind, held.day, claim.loan)
            # A day that is over may have been promised when there was more.
            now = {"taken": then + quantity, "total": max(total, then + quantity)}
            values.append({**_values(held), **now})
        TAKE.run(session.connection(), *values)
        KEEP.run(session.connection(), *values)
    return None


def _keep_out(session: Session, loan: UUID, against: Collection[RowKey]) -> None:
    _free(session, _held(session, HELD, loan))
    excess.put(session, RowKey(KIND, loan), against)


def _holding(session: Session, kind: UUID, day: date, but: UUID) -> Sequence[RowKey]:
    found = holders(session.read, kind, day, but)
    return [RowKey(KIND, row.loan_id) for row in found]


def _values(held: Held) -> Mapping[str, Any]:
    return {
        "line": held.line.hex,
        "on": str(held.day),
        "kind": held.kind.hex,
        "quantity": held.quantity,
    }


def _total(session: Session, kind: UUID) -> int:
    [(total,)] = session.read(TOTAL, {"key": kind.hex})
    return int(total)


def _taken(session: Session, kind: UUID, days: Sequence[Held]) -> Mapping[date, int]:
    span = {"first": str(days[0].day), "last": str(days[-1].day)}
    found = session.read(TAKEN, {"key": kind.hex, **span})
    return {as_day(day): taken for day, taken in found}


class HolderRow(NamedTuple):
    """A loan that holds some of a kind on a day."""

    loan_id: UUID
    number: str
    group: str
    first_on: date
    last_on: date
    quantity: int


def holders(
    read: Reader, kind_id: UUID, day: date, but: UUID = NOBODY
) -> Sequence[HolderRow]:
    """Who has a kind on a day, as it is promised, without the loan `but`."""
    given = {"key": kind_id.hex, "day": str(day), "but": but.hex}
    found = read(HOLDERS, given) or read(ELSEWHERE, given)
    return [
        HolderRow(as_key(row[0]), row[1], row[2], as_day(row[3]), as_day(row[4]), row[5])
        for row in found
    ]


def out_of_stock(
    read: Reader, kind_id: UUID, day: date, free: int, asked: int, by: UUID = NOBODY
) -> OutOfStock:
    """The refusal, with the groups that have what is asked for `by` a loan."""
    [(kind,)] = read(NAME, {"key": kind_id.hex})
    who = _who(read, kind_id, day, by)
    return OutOfStock(kind=kind, day=day, free=free, asked=asked, who=who)


def _promised(read: Reader, kind_id: UUID, day: date, taken: int, total: int) -> Promised:
    [(kind,)] = read(NAME, {"key": kind_id.hex})
    who = _who(read, kind_id, day)
    return Promised(kind=kind, day=day, taken=taken, total=total, who=who)


def _who(read: Reader, kind_id: UUID, day: date, but: UUID = NOBODY) -> str:
    has = holders(read, kind_id, day, but)
    return (
        "、".join(f"{row.group}（{row.number}）{row.quantity}" for row in has) or "なし"
    )
