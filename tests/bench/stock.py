"""How much of an item is left on each of 90 days, after many years of lending."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import timedelta
from itertools import count
from pathlib import Path
from random import Random
from uuid import UUID

import sqlcipher3.dbapi2 as sqlite

from app.services.equipment import KindForm, PieceForm
from db.queries import equipment
from tests.bench import data
from tests.bench.rows import Row, Scale, Work, compare

FULL = Scale(many=100_000, few=10_000, runs=200)
KINDS, PIECES, THERE, DAYS = 40, 5, 10, 90
#: Loans of each kind that are still to come, and of all that are out today.
TO_COME, OUT = 40, 30
LOAN = """
    INSERT INTO loan (id, number, home, group_id, purpose, first_on, last_on, status,
                      applied_on, fee, fee_lines, withdrawn)
    VALUES (:id, 'H26-0001', 'H', :group, '祭り', :first, :last, :status, :first, 0,
            '[]', FALSE)
"""
LINE = """
    INSERT INTO loan_line (id, loan_id, kind_id, home, quantity, handed_over, taken_back)
    VALUES (:id, :id, :kind, 'H', 1, :out, :back)
"""
CLAIM = """
    INSERT INTO stock_claim (line_id, day, kind_id, quantity)
    VALUES (:id, :day, :kind, 1)
"""
STOCK = """
    INSERT INTO stock (kind_id, day, total, taken)
    SELECT kind_id, day, 99, SUM(quantity) FROM stock_claim GROUP BY kind_id, day
"""
#: What `stock` answers, in one statement.
EVERY_DAY = """
    WITH RECURSIVE days(ahead) AS (
        SELECT 0 UNION ALL SELECT ahead + 1 FROM days WHERE ahead + 1 < :days
    ), late(kind_id, out) AS MATERIALIZED (
        SELECT n.kind_id, SUM(n.handed_over - n.taken_back)
        FROM loan l JOIN loan_line n ON n.loan_id = l.id
        WHERE l.status = 'handed_over' AND l.last_on < :today GROUP BY n.kind_id
    ), kind(total, out) AS MATERIALIZED (
        SELECT quantity + (SELECT COUNT(*) FROM equipment_piece p
                           WHERE p.kind_id = k.id AND p.state = 'in_service'),
               COALESCE((SELECT out FROM late WHERE late.kind_id = k.id), 0)
        FROM equipment_kind k WHERE k.id = :key
    )
    SELECT date(:today, '+' || ahead || ' days'), kind.total,
           COALESCE(s.taken, 0), kind.out
    FROM days JOIN kind LEFT JOIN stock s
        ON s.kind_id = :key AND s.day = date(:today, '+' || ahead || ' days')
"""


def measure(folder: Path, scale: Scale = FULL) -> Iterator[Row]:
    large, kinds = with_loans(folder / "large", scale.many)
    small, others = with_loans(folder / "small", scale.few)
    ours = _days(large, kinds)
    yield compare("stock, 90 days", "raw SQL", 2, ours, _raw(large, kinds), scale.runs)
    grown = f"the same after {scale.few:,}"
    yield compare(
        "stock, 10x history", grown, 1.2, ours, _days(small, others), scale.runs
    )
    month = _month(large)
    yield compare(
        "stock of all kinds", "raw SQL", 2, month, _raw_month(large), scale.runs
    )
    for center in (large, small):
        center.desk.close()


def with_loans(folder: Path, many: int) -> tuple[data.Center, Sequence[UUID]]:
    """A center that has lent so often, a tenth of it never fetched."""
    made = data.center(folder)
    add = made.desk.equipment
    kinds = []
    for n in range(KINDS):
        form = KindForm(f"備品{n:02}", str(THERE))
        kinds.append(add.add_kind(made.staff, form).value)
        for piece in range(PIECES):
            add.add_piece(made.staff, kinds[-1], PieceForm(f"{n:02}-{piece}"))
    with closing(made.plain()) as raw:
        raw.execute("PRAGMA synchronous = OFF")
        raw.execute("BEGIN IMMEDIATE")
        _fill(raw, made, kinds, many)
        raw.execute(STOCK)
        raw.execute("COMMIT")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return made, kinds


def _fill(
    raw: sqlite.Connection, made: data.Center, kinds: Sequence[UUID], many: int
) -> None:
    random, keys = Random(1), count(1)
    past = [(random.randint(1, 3650), "returned", 1, 1) for _ in range(many * 9 // 10)]
    past += [(random.randint(1, 3650), "confirmed", 0, 0) for _ in range(many // 10)]
    past += [(random.randint(0, 9), "handed_over", 1, 0) for _ in range(OUT)]
    coming = [
        (-random.randint(1, DAYS), "confirmed", 0, 0) for _ in range(TO_COME * KINDS)
    ]
    for ago, status, out, back in past + coming:
        day = data.TODAY - timedelta(days=ago)
        values = {
            "id": f"{next(keys):032x}",
            "group": made.group.hex,
            "kind": random.choice(kinds).hex,
            "first": str(day),
            "last": str(day),
            "day": str(day),
            "status": status,
            "out": out,
            "back": back,
        }
        raw.execute(LOAN, values)
        raw.execute(LINE, values)
        if status != "returned":
            raw.execute(CLAIM, values)


def _days(center: data.Center, kinds: Sequence[UUID]) -> Work:
    random, stock = Random(2), center.desk.equipment.stock
    return lambda: stock(random.choice(kinds), data.TODAY, DAYS)


def _raw(center: data.Center, kinds: Sequence[UUID]) -> Work:
    connection, random = center.plain(), Random(3)
    given = {"today": f"{data.TODAY}", "days": DAYS}

    def raw() -> object:
        key = {"key": random.choice(kinds).hex}
        return connection.execute(EVERY_DAY, {**given, **key}).fetchall()

    return raw


def _month(center: data.Center) -> Work:
    return lambda: center.desk.equipment.stock_month(data.TODAY)


def _raw_month(center: data.Center) -> Work:
    connection = center.plain()
    span = {"since": f"{data.TODAY}", "until": f"{data.TODAY + timedelta(days=31)}"}

    def raw() -> object:
        today = {"day": f"{data.TODAY}"}
        return [
            connection.execute(sql, values).fetchall()
            for sql, values in (
                (equipment.ASKED, {**span, "site": "H"}),
                (equipment.ALL_TAKEN, span),
                (equipment.CATALOGUE, today),
            )
        ]

    return raw
