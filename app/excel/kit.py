"""What every workbook of the house looks like: type, rules, formats, pages."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter as letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

#: On every Windows since 10; elsewhere the program that opens the book picks another.
FACE = "BIZ UDゴシック"
#: The locale code must come first in a format, or LibreOffice prints it.
ERA_DAY = "[$-411]ge.m.d"
#: "_ " leaves the width of a blank before the rule; programs disagree on right indents.
YEN = '#,##0_ ;"△"#,##0_ ;0_ '
COUNT = '#,##0_ ;"△"#,##0_ ;"－"_ '
RATE = "0.0%_ "
EACH = '0.0_ ;;"－"_ '
TEXT = "@"

LINE = Side("thin", color="808080")
GRID = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
SHADE = PatternFill("solid", fgColor="E8ECEF")
PALE = PatternFill("solid", fgColor="F4F6F7")
A4, MILLIMETRE = 9, 1 / 25.4
ROW = 18.0
#: Pixels: what an indented text needs beside its characters, and what one unit of a
#: column's width is.
INDENT, CHARACTER = 22, 7

Value = str | int | date | None


@dataclass(frozen=True, slots=True)
class Formula:
    """A calculation; a plain text is never one, whatever it begins with."""

    text: str


class Look:
    """The styles of one workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._styles: dict[tuple[str, str, bool], StyleArray] = {}

    def __call__(
        self, kind: str, number_format: str = "General", wrap: bool = False
    ) -> StyleArray:
        """`kind` is one of `KINDS`; made once, then shared by all cells."""
        key = (kind, number_format, wrap)
        if key not in self._styles:
            style = _style(f"窓口 {len(self._styles) + 1}", *key)
            self._book.add_named_style(style)
            self._styles[key] = style.as_tuple()
        return self._styles[key]


def _style(name: str, kind: str, number_format: str, wrap: bool) -> NamedStyle:
    size, bold, across, fill, ruled = KINDS[kind]
    return NamedStyle(
        name,
        font=Font(name=FACE, size=size, bold=bold),
        fill=fill or PatternFill(),
        border=GRID if ruled else Border(),
        number_format=number_format,
        alignment=Alignment(
            horizontal=across,
            vertical="center",
            wrap_text=wrap,
            indent=1 if ruled and across == "left" else 0,
        ),
    )


#: Size, bold, horizontal place, shade, ruled.
KINDS: dict[str, tuple[float, bool, Any, PatternFill | None, bool]] = {
    "title": (16, True, "left", None, False),
    "section": (11, True, "left", None, False),
    "note": (9, False, "left", None, False),
    "note_right": (9, False, "right", None, False),
    "head": (9, False, "center", SHADE, True),
    "word": (10, False, "left", None, True),
    "mark": (10, False, "center", None, True),
    "figure": (10, False, "right", None, True),
    "sum_word": (10, True, "center", PALE, True),
    "sum": (10, True, "right", PALE, True),
    "row_word": (9, False, "left", None, True),
    "row_mark": (9, False, "center", None, True),
    "row_figure": (9, False, "right", None, True),
}


def put(
    sheet: Worksheet, row: int, column: int, value: Value | Formula, style: StyleArray
) -> None:
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    _fill(cell, value, style)


def spread(
    sheet: Worksheet,
    row: int,
    span: tuple[int, int],
    value: Value | Formula,
    style: StyleArray,
) -> None:
    """A value over several columns of a row, first to last.

    Not by `merge_cells`, which works the borders out again: the cells have theirs.
    """
    first, last = span
    for column in range(first, last + 1):
        put(sheet, row, column, value if column == first else None, style)
    if first < last:
        sheet.merged_cells.add(f"{letter(first)}{row}:{letter(last)}{row}")


def append(
    sheet: Worksheet, values: Sequence[Value | Formula], styles: Sequence[StyleArray]
) -> None:
    """A row below the last."""
    cells = [Cell(sheet, 1, 1) for _ in styles]
    for cell, value, style in zip(cells, values, styles, strict=True):
        _fill(cell, value, style)
    sheet.append(cells)


def _fill(cell: Cell, value: Value | Formula, style: StyleArray) -> None:
    """A text stays a text, even one that begins with =.

    All cells of a look share its style: to look it up for each by its name took longer
    than writing the cell.
    """
    styled: Any = cell
    styled._style = style
    if isinstance(value, Formula):
        cell.value = value.text
        return
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def widths(sheet: Worksheet, of_columns: Sequence[float]) -> None:
    for column, width in enumerate(of_columns, 1):
        sheet.column_dimensions[letter(column)].width = width


def lines(text: str, width: float, size: float = 10) -> int:
    """How many lines a text of `size` points needs in a column of this width."""
    return max(1, math.ceil(_pixels(text, size) / (width * CHARACTER)))


def fitting(texts: Iterable[str], least: float, most: float, size: float = 10) -> float:
    """The width of a column for these texts; longer ones wrap at `most`."""
    wide = max((_pixels(text, size) for text in texts), default=0)
    return min(most, max(least, math.ceil(wide / CHARACTER)))


def _pixels(text: str, size: float) -> float:
    """At 96 dpi, with the indent; half-width characters are half as wide as high."""
    halves = sum(1 + (unicodedata.east_asian_width(c) in "WFA") for c in text)
    return INDENT + halves * size / 2 * 96 / 72


def page(
    sheet: Worksheet, center: str, *, repeat: str, area: str, landscape: bool = False
) -> None:
    """A4, as wide as the paper, with the head repeated and a foot on every page."""
    sheet.page_setup.paperSize = A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left, margins.right = 20 * MILLIMETRE, 13 * MILLIMETRE
    margins.top = margins.bottom = 16 * MILLIMETRE
    margins.header = margins.footer = 8 * MILLIMETRE
    sheet.print_options.horizontalCentered = True
    foot = sheet.oddFooter
    assert foot is not None
    names = (center.replace("&", "&&"), "&P / &N", "&A")
    for part, text in zip((foot.left, foot.center, foot.right), names, strict=True):
        part.text, part.size = text, 8
    sheet.print_title_rows = repeat
    sheet.print_area = area
    sheet.sheet_view.showGridLines = False
