"""料金改定の影響額 as a workbook: the totals, and every booking behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from app.excel.kit import (
    COUNT,
    ERA_DAY,
    ROW,
    YEN,
    Formula,
    Look,
    Value,
    page,
    put,
    widths,
)
from app.excel.listing import FIRST, HEAD, Column, add_list

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
        Column(of, 40, "row_word"),
        Column("予約", 9, "row_figure", COUNT),
        Column("うち答え\nなし", 9, "row_figure", COUNT),
        Column(report.left, 16, "row_figure", YEN),
        Column(report.right, 16, "row_figure", YEN),
        Column("差", 14, "row_figure", YEN),
    ]
    rows: list[Sequence[Value | Formula]] = [
        (
            *(line.name, line.bookings, line.unpriced, line.left, line.right),
            Formula(f"=E{at}-D{at}"),
        )
        for at, line in enumerate(lines, FIRST)
    ]
    add_list(book, look, (report.center, report.title), name, columns, rows)


def _add_bookings(
    book: Workbook,
    look: Look,
    report: ImpactReport,
    name: str,
    lines: Sequence[BookingLine],
) -> None:
    columns = [
        Column("使用日", 10, "row_mark", ERA_DAY),
        Column("予約番号", 13, "row_mark"),
        Column("部屋", 20, "row_word"),
        Column("区分", 16, "row_word"),
        Column("団体", 30, "row_word"),
        Column("減免", 16, "row_word"),
        Column("記録された\n使用料", 12, "row_figure", YEN),
        Column(report.left, 14, "row_figure", YEN),
        Column(report.right, 14, "row_figure", YEN),
        Column("変わり方", 16, "row_mark"),
        Column("答えのない理由", 50, "row_word"),
    ]
    rows: list[Sequence[Value | Formula]] = [
        (
            *(line.day, line.number, line.room, line.slots, line.group, line.ground),
            *(line.recorded, line.left, line.right, line.change, line.reason),
        )
        for line in lines
    ]
    add_list(book, look, (report.center, report.title), name, columns, rows)
