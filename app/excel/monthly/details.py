"""The sheets of uses, income and closed days behind the 月報."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook

from app.excel.kit import COUNT, YEN, Formula, Look, fitting
from app.excel.monthly.report import (
    ClosedDay,
    IncomeLine,
    MonthlyReport,
    SpecialLine,
    UnseenLine,
    UseLine,
)
from app.excel.monthly.sheets import (
    DAY_OF_WEEK,
    FIRST,
    GROUP,
    GROUP_NUMBER,
    SIZE,
    Column,
    Columns,
    Filled,
    Row,
    add_lines,
    add_sheet,
    day,
    letter_of,
)
from app.kit.fields_of_activity import short_name
from app.kit.wareki import weekday

USES, UNSEEN, INCOME, CLOSED = "明細", "来館未確認", "収入", "休館日"
SPECIAL = "料金の変更"
USED = "○"
OF_ROOM, OF_EQUIPMENT = "施設", "備品"
#: Columns that others refer to.
FEE_BEFORE, FIRST_OF_DAY, FIRST_OF_GROUP = (
    "減免前\n使用料",
    "同日同室\n初出",
    "団体\n初出",
)


def _room(report: MonthlyReport) -> Column:
    width = fitting((room.name for room in report.rooms), 10, 24, SIZE)
    return Column("室", width, "row_word", wrap=True)


def _use_columns(report: MonthlyReport) -> list[Column]:
    figure = "row_figure"
    return [
        day("月日"),
        DAY_OF_WEEK,
        _room(report),
        *(Column(slot, 6, "row_mark") for slot in report.slots),
        GROUP_NUMBER,
        GROUP,
        Column("活動分野", 27, "row_word", wrap=True),
        Column("人数", 7, figure, COUNT, summed=True),
        Column(FEE_BEFORE, 9.5, figure, YEN, summed=True),
        Column("減免額", 9.5, figure, YEN, summed=True),
        Column("使用料", 9.5, figure, YEN, summed=True),
        Column("納付済額", 9.5, figure, YEN, summed=True),
        Column(FIRST_OF_DAY, 8.5, figure, COUNT, summed=True),
        Column(FIRST_OF_GROUP, 6, figure, COUNT, summed=True),
    ]


def add_uses(book: Workbook, look: Look, report: MonthlyReport) -> Columns:
    """One row for each use; the last two columns mark what is counted once."""
    columns = _use_columns(report)
    rows = [
        _use(use, row, report.slots, columns)
        for row, use in enumerate(report.uses, FIRST)
    ]
    return add_sheet(book, look, report, USES, columns, rows, frozen="D")


def _use(use: UseLine, row: int, slots: Sequence[str], columns: Sequence[Column]) -> Row:
    def so_far(name: str) -> str:
        at = letter_of(name, columns)
        return f"{at}${FIRST}:{at}{row}={at}{row}"

    before, reduction = letter_of(FEE_BEFORE, columns), letter_of("減免額", columns)
    same_day = f"SUMPRODUCT(({so_far('月日')})*({so_far('室')}))"
    same_group = f"SUMPRODUCT(--({so_far('団体番号')}))"
    return [
        use.day,
        weekday(use.day),
        use.room,
        *(USED if slot in use.slots else None for slot in slots),
        use.group_number,
        use.group,
        short_name(use.field),
        use.users,
        use.fee + use.reduction,
        use.reduction,
        Formula(f"={before}{row}-{reduction}{row}"),
        use.paid,
        Formula(f"=IF({same_day}=1,1,0)"),
        Formula(f"=IF({same_group}=1,1,0)"),
    ]


def add_unseen(book: Workbook, look: Look, report: MonthlyReport) -> Columns:
    """What was permitted and nobody noted coming to: not counted as used."""
    filled: Sequence[Filled[UnseenLine]] = [
        (day("月日"), lambda line: line.day),
        (DAY_OF_WEEK, lambda line: weekday(line.day)),
        (_room(report), lambda line: line.room),
        (Column("区分", 16, "row_mark", wrap=True), lambda line: line.slots),
        (GROUP_NUMBER, lambda line: line.group_number),
        (GROUP, lambda line: line.group),
        (Column("使用料", 9.5, "row_figure", YEN, summed=True), lambda line: line.fee),
    ]
    return add_lines(book, look, report, UNSEEN, filled, report.unseen)


def add_special(book: Workbook, look: Look, report: MonthlyReport) -> Columns:
    """特別の料金 of the month's uses: the fees in the other sheets include it."""
    filled: Sequence[Filled[SpecialLine]] = [
        (day("月日"), lambda line: line.day),
        (DAY_OF_WEEK, lambda line: weekday(line.day)),
        (_room(report), lambda line: line.room),
        (Column("許可番号", 12, "row_mark"), lambda line: line.number),
        (GROUP_NUMBER, lambda line: line.group_number),
        (GROUP, lambda line: line.group),
        (
            Column("変えた額", 9.5, "row_figure", YEN, summed=True),
            lambda line: line.amount,
        ),
        (Column("理由", 40, "row_word", wrap=True), lambda line: line.reason),
        (Column("決めた職員", 20, "row_word", wrap=True), lambda line: line.by),
    ]
    return add_lines(book, look, report, SPECIAL, filled, report.special)


def add_income(book: Workbook, look: Look, report: MonthlyReport) -> Columns:
    """One row for each payment and refund."""
    filled: Sequence[Filled[IncomeLine]] = [
        (day("納付日"), lambda line: line.day),
        (DAY_OF_WEEK, lambda line: weekday(line.day)),
        (Column("領収番号", 13, "row_mark"), lambda line: line.receipt),
        (
            Column("区分", 7, "row_mark"),
            lambda line: OF_ROOM if line.room else OF_EQUIPMENT,
        ),
        (Column("予約・貸出番号", 14, "row_mark"), lambda line: line.subject),
        (_room(report), lambda line: line.room),
        (GROUP, lambda line: line.group),
        (Column("金額", 11, "row_figure", YEN, summed=True), lambda line: line.amount),
    ]
    return add_lines(book, look, report, INCOME, filled, report.income)


def add_closed(book: Workbook, look: Look, report: MonthlyReport) -> Columns:
    """The closed days and why."""
    filled: Sequence[Filled[ClosedDay]] = [
        (day("月日"), lambda closed: closed.day),
        (DAY_OF_WEEK, lambda closed: weekday(closed.day)),
        (Column("理由", 60, "row_word", wrap=True), lambda closed: closed.reason),
    ]
    return add_lines(book, look, report, CLOSED, filled, report.closed)
