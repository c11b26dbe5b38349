"""A sheet that is a list: a title, a head, and a row for each thing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.utils import get_column_letter as letter
from openpyxl.worksheet.worksheet import Worksheet

from app.excel.kit import TEXT, Formula, Look, Value, append, page, put, widths

HEAD, FIRST = 3, 4
#: Columns that are together wider than this lie across the paper.
UPRIGHT = 110


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    width: float
    kind: str
    number_format: str = TEXT


Row = Sequence[Value | Formula]


def add_list(
    book: Workbook,
    look: Look,
    heading: tuple[str, str],
    name: str,
    columns: Sequence[Column],
    rows: Iterable[Row],
) -> Worksheet:
    """The sheet `name`; `heading` are the center and what the workbook is."""
    center, title = heading
    sheet: Worksheet = book.create_sheet(name)
    put(sheet, 1, 1, f"{center}　{title}　{name}", look("title"))
    sheet.row_dimensions[1].height = 26
    for at, column in enumerate(columns, 1):
        put(sheet, HEAD, at, column.name, look("head", wrap=True))
    sheet.row_dimensions[HEAD].height = 42
    styles = [look(column.kind, column.number_format) for column in columns]
    for row in rows:
        append(sheet, row, styles)
    widths(sheet, [column.width for column in columns])
    sheet.freeze_panes = f"A{FIRST}"
    end = f"{letter(len(columns))}{max(sheet.max_row, HEAD)}"
    wide = sum(column.width for column in columns) > UPRIGHT
    page(sheet, center, repeat=f"1:{HEAD}", area=f"A1:{end}", landscape=wide)
    return sheet
