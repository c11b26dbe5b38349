"""月報 of a month, from the database to the bytes of the workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from copy import copy
from datetime import timedelta
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite
from openpyxl import Workbook, load_workbook
from openpyxl.styles import NamedStyle
from openpyxl.worksheet.worksheet import Worksheet

from app import beginning
from app.desk import Desk, open_desk
from app.kit.progress import Progress
from tests.bench import data
from tests.bench.rows import Row, compare

RUNS = 30
PARTS = ("font", "fill", "border", "alignment", "number_format")
USES = """
    SELECT b.starts, b.ends, r.name, b.slots, g.number, g.name, g.field1, b.purpose,
           COALESCE(b.actual_users, b.users), b.fee, b.reduction,
           COALESCE((SELECT SUM(p.amount) FROM payment p WHERE p.booking_id = b.id), 0)
    FROM booking b JOIN room r ON r.id = b.room_id JOIN "group" g ON g.id = b.group_id
    WHERE b.starts >= :since AND b.starts < :until AND b.home = 'H'
      AND b.status IN ('confirmed', 'in_use', 'done')
    ORDER BY b.starts, r.place, b.number
"""
INCOME = """
    SELECT p.paid_at, p.number, COALESCE(b.number, l.number), r.name, g.name, p.amount
    FROM payment p LEFT JOIN booking b ON b.id = p.booking_id
    LEFT JOIN room r ON r.id = b.room_id LEFT JOIN loan l ON l.id = p.loan_id
    JOIN "group" g ON g.id = COALESCE(b.group_id, l.group_id)
    WHERE p.paid_at >= :since AND p.paid_at < :until AND p.home = 'H'
    ORDER BY p.paid_at, p.number
"""
LENT = """
    SELECT l.first_on, l.last_on, l.number, b.number, g.number, g.name, k.name,
           n.quantity, COALESCE(b.fee_lines, l.fee_lines)
    FROM loan_line n JOIN loan l ON l.id = n.loan_id
    JOIN equipment_kind k ON k.id = n.kind_id JOIN "group" g ON g.id = l.group_id
    LEFT JOIN booking b ON b.id = l.booking_id
    WHERE l.first_on >= :since AND l.first_on < :until AND l.home = 'H'
      AND l.status IN ('confirmed', 'handed_over', 'returned')
    ORDER BY l.first_on, l.number, l.id, k.place, k.name
"""
INSURED = """
    SELECT b.applied_at, b.number, g.name, b.delivered_on, p.scheme, p.fiscal_year,
           p.name, e.premium, COUNT(*), SUM(e.premium)
    FROM insurance_enrolment e JOIN insurance_batch b ON b.id = e.batch_id
    JOIN insurance_plan p ON p.id = e.plan_id LEFT JOIN "group" g ON g.id = b.group_id
    WHERE b.applied_at >= :since AND b.applied_at < :until AND b.home = 'H'
    GROUP BY b.id, p.id, e.premium ORDER BY b.applied_at, b.number, p.place
"""
DEPOSITS = """
    SELECT p.paid_at, p.number, b.number, g.name, p.amount
    FROM payment p JOIN insurance_batch b ON b.id = p.batch_id
    LEFT JOIN "group" g ON g.id = b.group_id
    WHERE p.paid_at >= :since AND p.paid_at < :until AND p.home = 'H'
"""
MONTH = (data.TODAY.replace(day=1) - timedelta(days=1)).replace(day=1)


def measure(folder: Path) -> Iterator[Row]:
    own = beginning.demo(folder, data.NOW, seed=1, years=1, progress=Progress())
    desk = open_desk(own, lambda: data.NOW)
    yield from of_desk(desk, own.location, RUNS)
    desk.close()


def of_desk(desk: Desk, location: Path | str, runs: int) -> Iterator[Row]:
    """The workbook of the desk's last month."""

    def ours() -> object:
        return desk.reports.monthly(MONTH)

    made = load_workbook(BytesIO(desk.reports.monthly(MONTH).workbook))
    with closing(sqlite.connect(location)) as raw:
        for what, fill in (("values", _values(made)), ("cells", _cells(made))):
            against = f"raw SQL, its {what} by bare openpyxl"
            floor = partial(_floor, raw, fill)
            yield compare("月報", against, 1.5, ours, floor, runs)


def _floor(raw: sqlite.Connection, fill: Callable[[Workbook], None]) -> bytes:
    after = (MONTH + timedelta(days=31)).replace(day=1)
    for sql in (USES, INCOME, LENT, INSURED, DEPOSITS):
        raw.execute(sql, {"since": f"{MONTH}", "until": f"{after}"}).fetchall()
    book = Workbook()
    book.remove(book.worksheets[0])
    fill(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _values(made: Workbook) -> Callable[[Workbook], None]:
    """Row by row, without any style."""
    sheets = [(sheet.title, list(sheet.values)) for sheet in made.worksheets]

    def fill(book: Workbook) -> None:
        for title, rows in sheets:
            sheet: Worksheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)

    return fill


def _cells(made: Workbook) -> Callable[[Workbook], None]:
    """Cell by cell with its style, empty ones that have a frame included."""
    looks: dict[str, Mapping[str, Any]] = {}
    cells = []
    for sheet in made.worksheets:
        styled = [cell for row in sheet.iter_rows() for cell in row if cell.has_style]
        for cell in styled:
            name = f"own {cell.style}"
            looks[name] = {part: copy(getattr(cell, part)) for part in PARTS}
            cells.append((sheet.title, cell.row, cell.column, cell.value, name))

    def fill(book: Workbook) -> None:
        for name, look in looks.items():
            book.add_named_style(NamedStyle(name, **look))
        sheets = {sheet.title: book.create_sheet(sheet.title) for sheet in made}
        for title, row, column, value, name in cells:
            sheets[title].cell(row, column, value).style = name

    return fill
