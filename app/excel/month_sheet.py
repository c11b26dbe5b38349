"""月計表 as a workbook: every day of the month, and every entry behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from openpyxl import Workbook
from openpyxl.utils import get_column_letter as letter

from app.excel.kit import COUNT, ERA_DAY, YEN, Formula, Look, put
from app.excel.listing import FIRST, HEAD, Column, Row, add_list

DAYS, PIECES, ENTRIES = "日別", "番号と金種", "明細"


@dataclass(frozen=True, slots=True)
class DayRow:
    """A closed day; yen in the drawer beyond what should have been, and why; its receipt
    numbers in words, which of them are void or missing, and the cash that was counted,
    by pieces of each denomination and in yen."""

    day: date
    difference: int
    reason: str
    closed_by: str
    numbers: str
    void: str
    missing: str
    pieces: Sequence[int]
    found: int


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A payment (yen; below zero what was given back) that the closing of a day counted.

    `note` says what it corrects, or that its number was given out in vain.
    """

    day: date
    number: str
    kind: str
    method: str
    subject: str
    amount: int
    note: str


@dataclass(frozen=True, slots=True)
class MonthBook:
    center: str
    title: str
    kinds: Sequence[str]
    methods: Sequence[str]
    denominations: Sequence[int]
    days: Sequence[DayRow]
    entries: Sequence[EntryRow]


def month_book(month: MonthBook) -> bytes:
    """The workbook (.xlsx); sums are calculated from its entries when it is opened."""
    book = Workbook()
    look = Look(book)
    book.remove(book.worksheets[0])
    heading = month.center, month.title
    last = FIRST + len(month.days)
    sheet = add_list(book, look, heading, DAYS, _day_columns(month), _day_rows(month))
    put(sheet, last, 1, "計", look("sum_word"))
    for column in range(2, _width(month) + 1):
        at = letter(column)
        total = Formula(f"=SUM({at}{FIRST}:{at}{last - 1})") if month.days else 0
        put(sheet, last, column, total, look("sum", YEN))
    for column in (_width(month) + 1, _width(month) + 2):
        put(sheet, last, column, None, look("sum_word"))
    sheet.print_area = f"A1:{letter(_width(month) + 2)}{last}"
    pieces: list[Row] = [
        (
            *(each.day, each.numbers, each.void, each.missing),
            *each.pieces,
            each.found,
        )
        for each in month.days
    ]
    add_list(book, look, heading, PIECES, _piece_columns(month), pieces)
    entries = [
        (
            *(each.day, each.number, each.kind, each.method),
            *(each.subject, each.amount, each.note),
        )
        for each in month.entries
    ]
    add_list(book, look, heading, ENTRIES, ENTRY_COLUMNS, entries)
    book.properties.title = month.title
    book.properties.creator = month.center
    book.calculation.fullCalcOnLoad = True
    file = BytesIO()
    book.save(file)
    return file.getvalue()


ENTRY_COLUMNS = (
    Column("日締めの日", 11, "row_mark", ERA_DAY),
    Column("番号", 15, "row_mark"),
    Column("種別", 18, "row_word"),
    Column("納付方法", 10, "row_mark"),
    Column("許可番号など", 15, "row_mark"),
    Column("金額", 12, "row_figure", YEN),
    Column("備考", 50, "row_word"),
)


def _width(month: MonthBook) -> int:
    """Columns of a day up to the difference."""
    return 3 + len(month.kinds) + len(month.methods)


def _day_columns(month: MonthBook) -> Sequence[Column]:
    amounts = (*month.kinds, "計", *month.methods, "現金の差額")
    return [
        Column("日締めの日", 11, "row_mark", ERA_DAY),
        *(Column(name, 13, "row_figure", YEN) for name in amounts),
        Column("差額の理由", 40, "row_word"),
        Column("締めた職員", 16, "row_word"),
    ]


def _piece_columns(month: MonthBook) -> Sequence[Column]:
    return [
        Column("日締めの日", 11, "row_mark", ERA_DAY),
        Column("領収番号", 42, "row_word"),
        Column("書き損じの番号", 20, "row_word"),
        Column("欠番", 20, "row_word"),
        *(
            Column(f"{worth:,}円の枚数", 8, "row_figure", COUNT)
            for worth in month.denominations
        ),
        Column("数えた現金", 13, "row_figure", YEN),
    ]


def _day_rows(month: MonthBook) -> Sequence[Row]:
    return [_day_row(month, day, row) for row, day in enumerate(month.days, FIRST)]


def _day_row(month: MonthBook, day: DayRow, row: int) -> Row:
    kinds = [_sum_of(month, "C", column, row) for column in range(len(month.kinds))]
    first, last = letter(2), letter(1 + len(kinds))
    offset = len(kinds) + 1
    methods = [
        _sum_of(month, "D", offset + place, row) for place in range(len(month.methods))
    ]
    total = Formula(f"=SUM({first}{row}:{last}{row})")
    return (day.day, *kinds, total, *methods, day.difference, day.reason, day.closed_by)


def _sum_of(month: MonthBook, of: str, place: int, row: int) -> Formula:
    """The entries of a day whose kind or way is what the head of a column says."""
    last = max(FIRST, FIRST + len(month.entries) - 1)
    days, names, amounts = (
        f"{ENTRIES}!${column}${FIRST}:${column}${last}" for column in ("A", of, "F")
    )
    head = f"{letter(2 + place)}${HEAD}"
    return Formula(f"=SUMIFS({amounts},{days},$A{row},{names},{head})")
