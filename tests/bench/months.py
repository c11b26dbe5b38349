"""月報 of a month, from the database to the bytes of the workbook."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from app import beginning
from app.desk import Desk, open_desk
from app.kit.progress import Progress
from tests.bench import data
from tests.bench.rows import Row, Work, compare

RUNS = 30
AGAINST = "raw SQL, its cells by bare openpyxl"
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
    SELECT p.paid_at, p.number, b.number, r.name, g.name, p.amount
    FROM payment p JOIN booking b ON b.id = p.booking_id
    JOIN room r ON r.id = b.room_id JOIN "group" g ON g.id = b.group_id
    WHERE p.paid_at >= :since AND p.paid_at < :until AND p.home = 'H'
    ORDER BY p.paid_at, p.number
"""
MONTH = (data.TODAY.replace(day=1) - timedelta(days=1)).replace(day=1)


def measure(folder: Path) -> Iterator[Row]:
    own = beginning.demo(folder, data.NOW, seed=1, years=1, progress=Progress())
    desk = open_desk(own, lambda: data.NOW)
    yield of_desk(desk, own.location, RUNS)
    desk.close()


def of_desk(desk: Desk, location: Path | str, runs: int) -> Row:
    """The workbook of the desk's last month."""
    with closing(sqlite.connect(location)) as raw:

        def ours() -> object:
            return desk.reports.monthly(MONTH)

        return compare("月報", AGAINST, 1.5, ours, _floor(desk, raw), runs)


def _floor(desk: Desk, raw: sqlite.Connection) -> Work:
    made = load_workbook(BytesIO(desk.reports.monthly(MONTH).workbook))
    sheets = [(sheet.title, list(sheet.values)) for sheet in made.worksheets]
    after = (MONTH + timedelta(days=31)).replace(day=1)
    span = {"since": f"{MONTH}", "until": f"{after}"}

    def floor() -> bytes:
        for sql in (USES, INCOME):
            raw.execute(sql, span).fetchall()
        book = Workbook()
        book.remove(book.worksheets[0])
        for title, rows in sheets:
            sheet: Worksheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
        out = BytesIO()
        book.save(out)
        return out.getvalue()

    return floor
