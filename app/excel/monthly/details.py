"""The sheets of uses, income and closed days behind the 月報."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook

from app.excel.kit import COUNT, YEN, Formula, Look, fitting
from app.excel.monthly.report import MonthlyReport, UseLine
from app.excel.monthly.sheets import (
    DAY_OF_WEEK,
    FIRST,
    GROUP,
    SIZE,
    Column,
    Columns,
    Row,
    add_sheet,
    day,
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
        Column("団体番号", 10.5, "row_mark"),
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
    columns = Columns(USES, _use_columns(report), len(report.uses))
    rows = (
        _use(use, row, report.slots, columns)
        for row, use in enumerate(report.uses, FIRST)
    )
    add_sheet(book, look, report, columns, rows, frozen="D")
    return columns


def _use(use: UseLine, row: int, slots: Sequence[str], columns: Columns) -> Row:
    def so_far(name: str) -> str:
        at = columns.letter(name)
        return f"{at}${FIRST}:{at}{row}={at}{row}"

    before, reduction = columns.letter(FEE_BEFORE), columns.letter("減免額")
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
    shown = [
        day("月日"),
        DAY_OF_WEEK,
        _room(report),
        Column("区分", 16, "row_mark", wrap=True),
        Column("団体番号", 10.5, "row_mark"),
        GROUP,
        Column("使用料", 9.5, "row_figure", YEN, summed=True),
    ]
    columns = Columns(UNSEEN, shown, len(report.unseen))
    rows = (
        (
            line.day,
            weekday(line.day),
            line.room,
            line.slots,
            line.group_number,
            line.group,
            line.fee,
        )
        for line in report.unseen
    )
    add_sheet(book, look, report, columns, rows)
    return columns


def add_special(book: Workbook, look: Look, report: MonthlyReport) -> Columns:
    """特別の料金 of the month's uses: the fees in the other sheets include it."""
    shown = [
        day("月日"),
        DAY_OF_WEEK,
        _room(report),
        Column("許可番号", 12, "row_mark"),
        Column("団体番号", 10.5, "row_mark"),
        GROUP,
        Column("変えた額", 9.5, "row_figure", YEN, summed=True),
        Column("理由", 40, "row_word", wrap=True),
        Column("決めた職員", 20, "row_word", wrap=True),
    ]
    columns = Columns(SPECIAL, shown, len(report.special))
    rows = (
        (
            line.day,
            weekday(line.day),
            line.room,
            line.number,
            line.group_number,
            line.group,
            line.amount,
            line.reason,
            line.by,
        )
        for line in report.special
    )
    add_sheet(book, look, report, columns, rows)
    return columns


def add_income(book: Workbook, look: Look, report: MonthlyReport) -> Columns:
    """One row for each payment and refund."""
    shown = [
        day("納付日"),
        DAY_OF_WEEK,
        Column("領収番号", 13, "row_mark"),
        Column("区分", 7, "row_mark"),
        Column("予約・貸出番号", 14, "row_mark"),
        _room(report),
        GROUP,
        Column("金額", 11, "row_figure", YEN, summed=True),
    ]
    columns = Columns(INCOME, shown, len(report.income))
    rows = (
        (
            line.day,
            weekday(line.day),
            line.receipt,
            OF_ROOM if line.room else OF_EQUIPMENT,
            line.subject,
            line.room,
            line.group,
            line.amount,
        )
        for line in report.income
    )
    add_sheet(book, look, report, columns, rows)
    return columns


def add_closed(book: Workbook, look: Look, report: MonthlyReport) -> Columns:
    """The closed days and why."""
    reason = Column("理由", 60, "row_word", wrap=True)
    columns = Columns(CLOSED, [day("月日"), DAY_OF_WEEK, reason], len(report.closed))
    rows = ((closed.day, weekday(closed.day), closed.reason) for closed in report.closed)
    add_sheet(book, look, report, columns, rows)
    return columns
