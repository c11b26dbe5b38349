"""The sheets behind the 月報: 明細, 収入, 休館日, この表について."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
    fitting,
    lines,
    page,
    put,
    widths,
)
from app.excel.monthly.report import MonthlyReport, UseLine
from app.kit.fields_of_activity import short_name
from app.kit.wareki import day_text, weekday

USES, INCOME, CLOSED, ABOUT = "明細", "収入", "休館日", "この表について"
HEAD, FIRST = 3, 4
USED = "○"
#: Columns that others refer to.
FEE_BEFORE, FIRST_OF_DAY, FIRST_OF_GROUP = (
    "減免前\n使用料",
    "同日同室\n初出",
    "団体\n初出",
)
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


DAY = Column("月日", 9.5, "row_mark", ERA_DAY)
DAY_OF_WEEK = Column("曜", 4.5, "row_mark")
GROUP = Column("団体名", 40, "row_word", wrap=True)


class Columns:
    """Where the formulas of the 月報 find the columns of the 明細."""

    def __init__(self, report: MonthlyReport) -> None:
        self.columns = _use_columns(report)
        self._last = FIRST + max(1, len(report.uses)) - 1

    def cells(self, name: str) -> str:
        """All cells of a column, as a reference from another sheet."""
        at = self.letter(name)
        return f"{USES}!${at}${FIRST}:${at}${self._last}"

    def letter(self, name: str) -> str:
        return letter([column.name for column in self.columns].index(name) + 1)


def _room(report: MonthlyReport) -> Column:
    width = fitting((room.name for room in report.rooms), 10, 24, SIZE)
    return Column("室", width, "row_word", wrap=True)


def _use_columns(report: MonthlyReport) -> list[Column]:
    figure = "row_figure"
    return [
        DAY,
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
    columns = Columns(report)
    rows = (
        _use(use, row, report.slots, columns)
        for row, use in enumerate(report.uses, FIRST)
    )
    sheet = _sheet(book, look, report, USES, columns.columns, rows)
    sheet.freeze_panes = f"D{FIRST}"
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


def add_income(book: Workbook, look: Look, report: MonthlyReport) -> str:
    """One row for each payment and refund; the reference to their amounts."""
    columns = [
        Column("納付日", 9.5, "row_mark", ERA_DAY),
        DAY_OF_WEEK,
        Column("領収番号", 13, "row_mark"),
        Column("許可番号", 13, "row_mark"),
        _room(report),
        GROUP,
        Column("金額", 11, "row_figure", YEN, summed=True),
    ]
    rows = (
        (
            line.day,
            weekday(line.day),
            line.receipt,
            line.subject,
            line.what,
            line.group,
            line.amount,
        )
        for line in report.income
    )
    sheet = _sheet(book, look, report, INCOME, columns, rows)
    sheet.freeze_panes = f"A{FIRST}"
    return f"{INCOME}!$G${FIRST}:$G${FIRST + max(1, len(report.income)) - 1}"


def add_closed(book: Workbook, look: Look, report: MonthlyReport) -> str:
    """The closed days; the reference to their dates."""
    reason = Column("理由", 60, "row_word", wrap=True)
    rows = ((closed.day, weekday(closed.day), closed.reason) for closed in report.closed)
    sheet = _sheet(book, look, report, CLOSED, [DAY, DAY_OF_WEEK, reason], rows)
    sheet.freeze_panes = f"A{FIRST}"
    return f"{CLOSED}!$A${FIRST}:$A${FIRST + max(1, len(report.closed)) - 1}"


def _sheet(
    book: Workbook,
    look: Look,
    report: MonthlyReport,
    name: str,
    columns: Sequence[Column],
    rows: Iterator[Row],
) -> Worksheet:
    sheet: Worksheet = book.create_sheet(name)
    put(sheet, 1, 1, f"{report.center}　{name}　{report.title}", look("title"))
    sheet.row_dimensions[1].height = 26
    _heads(sheet, look, [column.name for column in columns])
    styles = [look(c.kind, c.number_format, c.wrap) for c in columns]
    wrapped = [(at, column.width) for at, column in enumerate(columns) if column.wrap]
    for number, row in enumerate(rows, FIRST):
        append(sheet, row, styles)
        need = max(lines(str(row[at]), width, SIZE) for at, width in wrapped)
        sheet.row_dimensions[number].height = 3 + 12 * need
    if sheet.max_row == HEAD:
        nothing: list[Value] = [None] * len(columns)
        nothing[2] = "該当なし"
        append(sheet, nothing, styles)
    if any(column.summed for column in columns):
        _sums(sheet, look, columns, sheet.max_row)
    widths(sheet, [column.width for column in columns])
    end = f"{letter(len(columns))}{sheet.max_row}"
    wide = sum(column.width for column in columns) > 110
    page(sheet, report.center, repeat=f"1:{HEAD}", area=f"A1:{end}", landscape=wide)
    return sheet


def _heads(sheet: Worksheet, look: Look, names: Sequence[str]) -> None:
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


def add_about(book: Workbook, look: Look, report: MonthlyReport) -> None:
    """What the figures mean, for the one who asks where a total comes from."""
    sheet: Worksheet = book.create_sheet(ABOUT)
    put(sheet, 1, 1, ABOUT, look("title"))
    sheet.row_dimensions[1].height = 26
    _heads(sheet, look, ["項目", "説明"])
    made = ("作成", f"{report.center}（{report.city}）　{day_text(report.made_on)}作成")
    for row, (name, text) in enumerate((*MEANINGS, made), FIRST):
        put(sheet, row, 1, name, look("word"))
        put(sheet, row, 2, text, look("word", wrap=True))
        sheet.row_dimensions[row].height = 14 * lines(text, 76) + 5
    widths(sheet, [26, 76])
    last = FIRST + len(MEANINGS)
    page(sheet, report.center, repeat=f"1:{HEAD}", area=f"A1:B{last}")


MEANINGS = (
    ("数え方", "利用は使用した日の月、収入は納付された日の月に数えます。"),
    ("計算", "月報の数字は、すべて明細・収入・休館日の表を参照する数式です。"),
    ("区分", "使われた区分の数です。午前と午後を続けて使うと2区分、1件と数えます。"),
    (
        "稼働率（ブロック単位）",
        "使われた区分の数 ÷（開館日数 × 1日の区分の数）。全国公立文化施設協会の"
        "標準的な算出方法によります。https://zenkoubun.jp/support/faq/ans_0021.html",
    ),
    (
        "稼働率（日数単位）",
        "1区分でも使われた日の数 ÷ 開館日数。出典は上と同じです。日の数は、明細の"
        "「同日同室初出」（同じ日の同じ室の最初の利用に1）の合計です。",
    ),
    ("合計の稼働率", "室ごとの分子の合計 ÷ 室ごとの分母の合計です。"),
    ("利用者数", "退室のときに数えた人数です。数えなかった利用は申請の人数です。"),
    ("使用料", "減免前使用料 － 減免額。納付済額は、その利用について納付された額です。"),
    (
        "活動分野",
        "団体の主な分野を、特定非営利活動促進法 別表の20分野で数えます。"
        "団体数は、明細の「団体初出」（その団体の月の最初の利用に1）の合計です。",
    ),
)
