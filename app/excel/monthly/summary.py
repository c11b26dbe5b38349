"""The 月報 itself: every figure is a formula over the sheets behind it."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.utils import get_column_letter as letter
from openpyxl.worksheet.worksheet import Worksheet

from app.excel.kit import (
    COUNT,
    EACH,
    RATE,
    ROW,
    YEN,
    Formula,
    Look,
    fitting,
    page,
    put,
    spread,
    widths,
)
from app.excel.monthly.chart import add_chart
from app.excel.monthly.details import (
    FEE_BEFORE,
    FIRST_OF_DAY,
    FIRST_OF_GROUP,
    OF_EQUIPMENT,
    OF_ROOM,
    USED,
)
from app.excel.monthly.report import MonthlyReport, RoomLine
from app.excel.monthly.sheets import Columns
from app.excel.monthly.tables import Figure, Table, share, write_moves
from app.kit.fields_of_activity import FIELDS, NONE
from app.kit.wareki import day_text

TITLE = "月報"
#: Widths of the columns behind the 区分 in the table of rooms.
BEHIND_SLOTS = (7.5, 7.5, 8.5, 8.5, 8.5, 10.5, 8.5, 8.5, 8.5)
FEWEST_COLUMNS = 12
TOP = 6
#: The table of fields ends before this column; income and chart stand beside it.
BESIDE = 8
#: Rows from the head of the income to that of the chart.
INCOME_ROWS = 7
#: Of the income: name, number, amount.
SPANS = (BESIDE, BESIDE + 1), (BESIDE + 2, BESIDE + 2), (BESIDE + 3, BESIDE + 4)


def write_summary(
    sheet: Worksheet,
    look: Look,
    report: MonthlyReport,
    columns: Columns,
    income: Columns,
    closed: Columns,
) -> None:
    """`columns`, `income` and `closed` are the sheets that it is counted from."""
    rooms = [(room.name, room) for room in report.rooms]
    of_rooms = _of_rooms(report, columns)
    of_columns = _widths(report)
    write_title(sheet, look, report, len(of_columns))
    _days(sheet, look, report, closed.cells("月日"))

    section(sheet, look, TOP - 1, 1, "1　施設の利用")
    first, last = of_rooms.write(sheet, look, TOP, rooms)
    _rates_of_slots(sheet, look, report, first)

    section(sheet, look, last + 4, 1, "2　使用料と減免（円）")
    _, last_of_money = _of_money(report, columns).write(sheet, look, last + 5, rooms)

    row = last_of_money + 3
    fields = [(name, None) for name in (*(field.short for field in FIELDS), NONE)]
    section(sheet, look, row, 1, "3　活動分野別の利用")
    _, end = _of_fields(columns).write(sheet, look, row + 1, fields)
    section(sheet, look, row, BESIDE, "4　この月の収入（円）")
    write_moves(sheet, look, row + 1, SPANS, _moves(income), income.cells("金額"))
    section(sheet, look, row + INCOME_ROWS, BESIDE, "5　室と区分の利用")
    corner = row + INCOME_ROWS + 1, BESIDE
    add_chart(sheet, report, (TOP, first, last), corner, (end + 1, len(of_columns)))

    widths(sheet, of_columns)
    sheet.freeze_panes = "A3"
    area = f"A1:{letter(len(of_columns))}{end + 1}"
    page(sheet, report.center, repeat="1:2", area=area)


def _widths(report: MonthlyReport) -> list[float]:
    slots = len(report.slots)
    of_slots = [7.5 if slots <= 4 else 5.5] * slots
    spare = [8.5] * (FEWEST_COLUMNS - 1 - slots - len(BEHIND_SLOTS))
    return [_of_names(report), *of_slots, *BEHIND_SLOTS, *spare]


def _of_names(report: MonthlyReport) -> float:
    return fitting((room.name for room in report.rooms), 15, 26)


def section(sheet: Worksheet, look: Look, row: int, column: int, name: str) -> None:
    """The name of a part of the page."""
    put(sheet, row, column, name, look("section"))
    sheet.row_dimensions[row].height = 20


def write_title(sheet: Worksheet, look: Look, report: MonthlyReport, last: int) -> None:
    """Whose month it is, over all columns up to `last`."""
    put(sheet, 1, 1, f"{report.name}　{TITLE}", look("title"))
    put(sheet, 2, 1, report.title, look("section"))
    put(sheet, 2, last, f"{day_text(report.made_on)}作成", look("note_right"))
    for row, height in ((1, 28), (2, 20)):
        sheet.row_dimensions[row].height = height


def _days(sheet: Worksheet, look: Look, report: MonthlyReport, closed: str) -> None:
    days = f"COUNT({closed})"
    put(sheet, 3, 1, "開館日数", look("head"))
    put(sheet, 3, 2, Formula(f"={report.days}-{days}"), look("figure", '0"日"_ '))
    spread(sheet, 3, (4, 5), "休館日数", look("head"))
    put(sheet, 3, 6, Formula(f"={days}"), look("figure", '0"日"_ '))
    for row, height in ((3, ROW), (4, 6)):
        sheet.row_dimensions[row].height = height


def _moves(income: Columns) -> Sequence[tuple[str, str]]:
    """Money taken and given back, by the day of payment."""
    amounts, kind = income.cells("金額"), income.cells("区分")
    return [
        *(
            (f"{name}の収納", f'({kind}="{name}")*({amounts}>0)')
            for name in (OF_ROOM, OF_EQUIPMENT)
        ),
        ("還付", f"1*({amounts}<0)"),
    ]


def _of_rooms(report: MonthlyReport, columns: Columns) -> Table[RoomLine]:
    room = f"{columns.cells('室')}=$A#"
    slots = len(report.slots)
    spans = [(at, at) for at in range(2, slots + 11)]
    total, uses, users, days, able, _, used_days = map(
        letter, range(slots + 2, slots + 9)
    )
    figures: list[Figure[RoomLine]] = [
        Figure(
            slot, span, COUNT, f'SUMPRODUCT(({room})*({columns.cells(slot)}="{USED}"))'
        )
        for slot, span in zip(report.slots, spans, strict=False)
    ]
    behind = spans[slots:]
    added = f"SUM(B#:{letter(slots + 1)}#)"
    people = f"SUMPRODUCT(({room})*{columns.cells('人数')})"
    first_of_day = f"SUMPRODUCT(({room})*{columns.cells(FIRST_OF_DAY)})"
    by_slot, by_day, each = share(total, able), share(used_days, days), share(users, uses)
    figures += [
        Figure("計\n(区分)", behind[0], COUNT, added),
        Figure("件数\n(件)", behind[1], COUNT, f"SUMPRODUCT(--({room}))"),
        Figure("利用者数\n(人)", behind[2], COUNT, people),
        Figure("開館日数\n(日)", behind[3], COUNT, lambda of: of.open_days),
        Figure(
            "利用可能\n(区分)", behind[4], COUNT, lambda of: f"{days}#*{len(of.slots)}"
        ),
        Figure("稼働率\n(ブロック)", behind[5], RATE, by_slot, by_slot),
        Figure("利用日数\n(日)", behind[6], COUNT, first_of_day),
        Figure("稼働率\n(日数)", behind[7], RATE, by_day, by_day),
        Figure("1件当り\n(人)", behind[8], EACH, each, each),
    ]
    return Table("室", 1, _of_names(report), figures)


def _rates_of_slots(
    sheet: Worksheet, look: Look, report: MonthlyReport, first: int
) -> None:
    """Below the table of rooms: how often a 区分 was used where there is one."""
    total = first + len(report.rooms)
    days = letter(len(report.slots) + 5)
    put(sheet, total + 1, 1, "区分の稼働率", look("head"))
    for at, slot in enumerate(report.slots, 2):
        open_days = "+".join(
            f"{days}{row}"
            for row, room in enumerate(report.rooms, first)
            if slot in room.slots
        )
        rate = f"=IF({open_days}=0,0,{letter(at)}{total}/({open_days}))"
        put(sheet, total + 1, at, Formula(rate), look("figure", RATE))
    sheet.row_dimensions[total + 1].height = ROW


def _of_money(report: MonthlyReport, columns: Columns) -> Table[RoomLine]:
    room = f"{columns.cells('室')}=$A#"

    def of_room(column: str) -> str:
        return f"SUMPRODUCT(({room})*{columns.cells(column)})"

    reduced = f"SUMPRODUCT(({room})*({columns.cells('減免額')}>0))"
    return Table(
        "室",
        1,
        _of_names(report),
        [
            Figure("減免前使用料", (2, 3), YEN, of_room(FEE_BEFORE)),
            Figure("減免額", (4, 5), YEN, of_room("減免額")),
            Figure("減免件数", (6, 6), COUNT, reduced),
            Figure("使用料", (7, 8), YEN, "B#-D#"),
            Figure("納付済額", (9, 10), YEN, of_room("納付済額")),
            Figure("未納額", (11, 12), YEN, "G#-I#"),
        ],
    )


def _of_fields(columns: Columns) -> Table[None]:
    field = f"{columns.cells('活動分野')}=$A#"
    groups = f"SUMPRODUCT(({field})*{columns.cells(FIRST_OF_GROUP)})"
    people = f"SUMPRODUCT(({field})*{columns.cells('人数')})"
    return Table(
        "活動分野",
        3,
        30,
        [
            Figure("団体数", (4, 4), COUNT, groups),
            Figure("件数", (5, 5), COUNT, f"SUMPRODUCT(--({field}))"),
            Figure("人数", (6, 6), COUNT, people),
        ],
    )
