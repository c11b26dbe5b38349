"""料金改定の影響額 as a workbook: the totals, and every booking behind them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from openpyxl import Workbook
from openpyxl.utils import get_column_letter as letter
from openpyxl.worksheet.worksheet import Worksheet

from app.excel.kit import (
    COUNT,
    ERA_DAY,
    ROW,
    TEXT,
    YEN,
    Formula,
    Look,
    Value,
    append,
    page,
    put,
    widths,
)

HEAD, FIRST = 3, 4
SUMMARY, BOOKINGS = "まとめ", "予約"


@dataclass(frozen=True, slots=True)
class SumLine:
    """Fees (yen) of what both versions price, and how many bookings they do not."""

    name: str
    bookings: int
    unpriced: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class BookingLine:
    """One booking; a fee is None where a version has no answer, for `reason`."""

    day: date
    number: str
    room: str
    slots: str
    group: str
    ground: str
    recorded: int
    left: int | None
    right: int | None
    change: str
    reason: str


@dataclass(frozen=True, slots=True)
class ImpactReport:
    """`facts` are label and text, in the order in which they are read."""

    center: str
    title: str
    left: str
    right: str
    facts: Sequence[tuple[str, str]]
    counts: Sequence[tuple[str, int]]
    rooms: Sequence[SumLine]
    groups: Sequence[SumLine]
    bookings: Sequence[BookingLine]


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    width: float
    kind: str
    number_format: str = TEXT


def impact_book(report: ImpactReport) -> bytes:
    """The workbook (.xlsx); differences are calculated when it is opened."""
    book = Workbook()
    look = Look(book)
    sheet = book.worksheets[0]
    sheet.title = SUMMARY
    _write_summary(sheet, look, report)
    _add_sums(book, look, report, "部屋別", "部屋", report.rooms)
    _add_sums(book, look, report, "団体別", "団体", report.groups)
    _add_bookings(book, look, report, BOOKINGS, report.bookings)
    silent = [line for line in report.bookings if None in (line.left, line.right)]
    _add_bookings(book, look, report, "答えのない予約", silent)
    book.properties.title = report.title
    book.properties.creator = report.center
    book.calculation.fullCalcOnLoad = True
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _write_summary(sheet: Worksheet, look: Look, report: ImpactReport) -> None:
    put(sheet, 1, 1, f"{report.center}　{report.title}", look("title"))
    sheet.row_dimensions[1].height = 26
    row = HEAD
    for label, text in report.facts:
        put(sheet, row, 1, label, look("word"))
        put(sheet, row, 2, text, look("word", wrap=True))
        sheet.row_dimensions[row].height = ROW * max(1, -(-len(text) // 32))
        row += 1
    row += 1
    for label, bookings in report.counts:
        put(sheet, row, 1, label, look("word"))
        put(sheet, row, 2, bookings, look("figure", f'{COUNT.split(";")[0]}"件"'))
        row += 1
    row += 1
    amounts = (
        (report.left, Formula(_sum_of(report.rooms, "D"))),
        (report.right, Formula(_sum_of(report.rooms, "E"))),
        ("影響額", Formula(f"=B{row + 1}-B{row}")),
    )
    for label, formula in amounts:
        put(sheet, row, 1, label, look("sum_word", wrap=True))
        put(sheet, row, 2, formula, look("sum", YEN))
        sheet.row_dimensions[row].height = ROW * max(1, -(-len(label) // 12))
        row += 1
    widths(sheet, [30, 66])
    page(sheet, report.center, repeat="1:1", area=f"A1:B{row}")


def _sum_of(rooms: Sequence[SumLine], column: str) -> str:
    last = FIRST + max(1, len(rooms)) - 1
    return f"=SUM(部屋別!${column}${FIRST}:${column}${last})"


def _add_sums(
    book: Workbook,
    look: Look,
    report: ImpactReport,
    name: str,
    of: str,
    lines: Sequence[SumLine],
) -> None:
    columns = [
        _Column(of, 40, "row_word"),
        _Column("予約", 9, "row_figure", COUNT),
        _Column("うち答え\nなし", 9, "row_figure", COUNT),
        _Column(report.left, 16, "row_figure", YEN),
        _Column(report.right, 16, "row_figure", YEN),
        _Column("差", 14, "row_figure", YEN),
    ]
    rows: list[Sequence[Value | Formula]] = [
        (
            *(line.name, line.bookings, line.unpriced, line.left, line.right),
            Formula(f"=E{at}-D{at}"),
        )
        for at, line in enumerate(lines, FIRST)
    ]
    _add(book, look, report, name, columns, rows)


def _add_bookings(
    book: Workbook,
    look: Look,
    report: ImpactReport,
    name: str,
    lines: Sequence[BookingLine],
) -> None:
    columns = [
        _Column("使用日", 10, "row_mark", ERA_DAY),
        _Column("予約番号", 13, "row_mark"),
        _Column("部屋", 20, "row_word"),
        _Column("区分", 16, "row_word"),
        _Column("団体", 30, "row_word"),
        _Column("減免", 16, "row_word"),
        _Column("記録された\n使用料", 12, "row_figure", YEN),
        _Column(report.left, 14, "row_figure", YEN),
        _Column(report.right, 14, "row_figure", YEN),
        _Column("変わり方", 16, "row_mark"),
        _Column("答えのない理由", 50, "row_word"),
    ]
    rows: list[Sequence[Value | Formula]] = [
        (
            *(line.day, line.number, line.room, line.slots, line.group, line.ground),
            *(line.recorded, line.left, line.right, line.change, line.reason),
        )
        for line in lines
    ]
    _add(book, look, report, name, columns, rows)


def _add(
    book: Workbook,
    look: Look,
    report: ImpactReport,
    name: str,
    columns: Sequence[_Column],
    rows: Iterable[Sequence[Value | Formula]],
) -> None:
    sheet: Worksheet = book.create_sheet(name)
    put(sheet, 1, 1, f"{report.center}　{report.title}　{name}", look("title"))
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
    wide = sum(column.width for column in columns) > 110
    page(sheet, report.center, repeat=f"1:{HEAD}", area=f"A1:{end}", landscape=wide)
