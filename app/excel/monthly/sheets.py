"""A sheet of rows behind the 月報, and where its formulas find the columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from openpyxl import Workbook
from openpyxl.utils import get_column_letter as letter
from openpyxl.worksheet.worksheet import Worksheet

from app.excel.kit import (
    ERA_DAY,
    ROW,
    TEXT,
    Formula,
    Look,
    Value,
    append,
    lines,
    page,
    put,
    widths,
)
from app.excel.monthly.report import MonthlyReport

HEAD, FIRST = 3, 4
NOTHING = "該当なし"
SIZE = 9

Row = Sequence[Value | Formula]


@dataclass(frozen=True, slots=True)
class Column:
    """`kind` and `number_format` are those of `app.excel.kit`."""

    name: str
    width: float
    kind: str
    number_format: str = TEXT
    summed: bool = False
    wrap: bool = False


def day(name: str) -> Column:
    return Column(name, 9.5, "row_mark", ERA_DAY)


L = TypeVar("L")
#: A column, and what stands in it of a line.
Filled = tuple[Column, Callable[[L], Value]]

DAY_OF_WEEK = Column("曜", 4.5, "row_mark")
GROUP_NUMBER = Column("団体番号", 10.5, "row_mark")
GROUP = Column("団体名", 40, "row_word", wrap=True)


class Columns:
    """Where the formulas of the 月報 find the columns of a sheet."""

    def __init__(self, sheet: str, columns: Sequence[Column], rows: int) -> None:
        self.sheet, self.columns = sheet, columns
        self._last = FIRST + max(1, rows) - 1

    def cells(self, name: str) -> str:
        """All cells of a column, as a reference from another sheet."""
        at = self.letter(name)
        return f"{self.sheet}!${at}${FIRST}:${at}${self._last}"

    def letter(self, name: str) -> str:
        return letter_of(name, self.columns)


def letter_of(name: str, columns: Sequence[Column]) -> str:
    return letter([column.name for column in columns].index(name) + 1)


def add_lines(
    book: Workbook,
    look: Look,
    report: MonthlyReport,
    name: str,
    filled: Sequence[Filled[L]],
    lines: Sequence[L],
    frozen: str = "A",
) -> Columns:
    """A sheet with a row for each line."""
    rows = [[of(line) for _, of in filled] for line in lines]
    columns = [column for column, _ in filled]
    return add_sheet(book, look, report, name, columns, rows, frozen)


def add_sheet(
    book: Workbook,
    look: Look,
    report: MonthlyReport,
    name: str,
    columns: Sequence[Column],
    rows: Sequence[Row],
    frozen: str = "A",
) -> Columns:
    """The rows under their heads, summed; those before column `frozen` stay in sight."""
    sheet: Worksheet = book.create_sheet(name)
    put(sheet, 1, 1, f"{report.center}　{name}　{report.title}", look("title"))
    sheet.row_dimensions[1].height = 26
    heads(sheet, look, [column.name for column in columns])
    styles = [look(c.kind, c.number_format, c.wrap) for c in columns]
    wrapped = [(at, column.width) for at, column in enumerate(columns) if column.wrap]
    for number, row in enumerate(rows, FIRST):
        append(sheet, row, styles)
        need = max(lines(str(row[at]), width, SIZE) for at, width in wrapped)
        sheet.row_dimensions[number].height = 3 + 12 * need
    if sheet.max_row == HEAD:
        nothing: list[Value] = [None] * len(columns)
        nothing[2] = NOTHING
        append(sheet, nothing, styles)
    if any(column.summed for column in columns):
        _sums(sheet, look, columns, sheet.max_row)
    widths(sheet, [column.width for column in columns])
    end = f"{letter(len(columns))}{sheet.max_row}"
    wide = sum(column.width for column in columns) > 110
    page(sheet, report.center, repeat=f"1:{HEAD}", area=f"A1:{end}", landscape=wide)
    sheet.freeze_panes = f"{frozen}{FIRST}"
    return Columns(name, columns, len(rows))


def heads(sheet: Worksheet, look: Look, names: Sequence[str]) -> None:
    for column, name in enumerate(names, 1):
        put(sheet, HEAD, column, name, look("head", wrap=True))
    sheet.row_dimensions[HEAD].height = 28 if any("\n" in n for n in names) else ROW


def _sums(sheet: Worksheet, look: Look, columns: Sequence[Column], last: int) -> None:
    for at, column in enumerate(columns, 1):
        here = letter(at)
        total = Formula(f"=SUM({here}{FIRST}:{here}{last})") if column.summed else None
        style = look("sum", column.number_format) if column.summed else look("sum_word")
        put(sheet, last + 1, at, "合計" if at == 1 else total, style)
    sheet.row_dimensions[last + 1].height = ROW
