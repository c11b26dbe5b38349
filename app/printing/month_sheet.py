"""月計表: what the closed days of a month brought, what differed, what is not closed.

The first page is what one signs, the second has every day, the third the receipt numbers
and the cash that was counted on each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from app.kit import wareki
from app.kit.money import yen
from app.printing.kit.annex import annex
from app.printing.kit.fitting import Style
from app.printing.kit.fonts import BOLD, GOTHIC, MINCHO
from app.printing.kit.page import BODY, LEFT, RIGHT_EDGE, Box
from app.printing.kit.paper import ENTRY, FORM, Paper, Rest
from app.printing.kit.table import Cell, Head, Label, Table, Value, signed
from app.printing.money_parts import (
    SMALL,
    CorrectionLine,
    NumberLine,
    SumLine,
    draw_corrections,
    draw_numbers,
    draw_seals,
    draw_sums,
)
from app.printing.permit_parts import draw_marks

TITLE = "月計表"
DAY_WIDTH = 25.0
#: 日締めの日, 領収番号 and 書き損じ before the denominations, 数えた現金 behind them.
PIECE_COLUMNS = (17.0, 41.0, 9.0, 20.0)
DIFFERENCE_HEADS = ("日締めの日", "差額", "差額の理由")
MOST_DIFFERENCES, MOST_CORRECTIONS = 6, 6
FIGURE = SMALL._replace(size=9, align="right", squeeze=0.7)


class DayLine(NamedTuple):
    """A closed day: yen by kind and by way, in the order of the sheet, what was in the
    drawer beyond what should have been, its receipt numbers, and the cash that was
    counted, by pieces of each denomination and in yen."""

    day: date
    kinds: tuple[int, ...]
    methods: tuple[int, ...]
    difference: int
    reason: str
    numbers: NumberLine
    pieces: tuple[int, ...]
    found: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthSheet:
    """What the paper shows; yen. `held` are the sums that go on to others (預り金).

    `open_days` have money that no 日締め has counted, `quiet_days` have neither.
    `closed_at` is None before the 月締め.
    """

    center: str
    month: date
    kinds: Sequence[str]
    methods: Sequence[str]
    denominations: Sequence[int]
    days: Sequence[DayLine]
    earned: Sequence[SumLine]
    held: Sequence[SumLine]
    numbers: NumberLine
    corrections: Sequence[CorrectionLine]
    open_days: Sequence[date]
    quiet_days: Sequence[date]
    closed_by: str = ""
    closed_at: datetime | None = None
    reissue: int = 0

    @property
    def difference(self) -> int:
        return sum(line.difference for line in self.days)


def make(sheet: MonthSheet) -> Paper:
    paper = Paper(TITLE, reference=wareki.month_text(sheet.month))
    _head(paper, sheet)
    bottom = draw_sums(paper, sheet.earned, sheet.held, 42)
    bottom = draw_numbers(paper, sheet.numbers, bottom + 4)
    bottom = _closed_days(paper, sheet, bottom + 4)
    bottom = _differences(paper, sheet, bottom + 4)
    width = BODY - 50.0
    draw_corrections(paper, sheet.corrections, bottom + 4, width, most=MOST_CORRECTIONS)
    draw_seals(paper, bottom + 4)
    paper.new_page()
    _head(paper, sheet)
    _by_day(paper, sheet, 42)
    paper.new_page()
    _head(paper, sheet)
    _by_piece(paper, sheet, 42)
    annex(paper)
    return paper


def _head(paper: Paper, sheet: MonthSheet) -> None:
    draw_marks(paper, sheet.reissue)
    right = Style(GOTHIC, 10, "right")
    paper.text(Box(RIGHT_EDGE - 100, 15, 100, 5), sheet.center, right)
    paper.heading(Box(LEFT, 24, BODY, 9), TITLE, Style(MINCHO, 18), 0.8)
    paper.text(Box(LEFT, 35, 60, 5), wareki.month_text(sheet.month), Style(BOLD, 11))
    said = "月締めの前の数です"
    if at := sheet.closed_at:
        day = wareki.day_text(at.date())
        said = f"月締め　{day} {at.hour}:{at:%M}　{sheet.closed_by}"
    box = Box(LEFT + 60, 35, BODY - 60, 5)
    paper.text(box, said, FORM._replace(size=9, align="right"))


def _closed_days(paper: Paper, sheet: MonthSheet, y: float) -> float:
    """How many days are closed, and which are not."""
    table = Table(paper, y, (42.0, BODY - 42.0))
    told: Mapping[str, str] = {
        "日締めをした日": f"{len(sheet.days)}日",
        "締めていない日": _days(sheet.open_days) or "なし",
        "お金の動きのない日": _days(sheet.quiet_days) or "なし",
        "現金の差額の計": yen(sheet.difference) if sheet.difference else "なし",
    }
    for label, text in told.items():
        table.row(7.5, Label(label, pad=2), Value(text, SMALL, label=label))
    return table.end()


def _days(days: Sequence[date]) -> str:
    return "、".join(f"{day.day}日" for day in days)


def _differences(paper: Paper, sheet: MonthSheet, y: float) -> float:
    lines = [line for line in sheet.days if line.difference]
    if not lines:
        return y
    shown = lines if len(lines) <= MOST_DIFFERENCES else lines[: MOST_DIFFERENCES - 1]
    table = Table(paper, y, (36.0, 24.0, BODY - 60.0))
    table.row(5.2, *map(Head, DIFFERENCE_HEADS))
    for line in shown:
        day, amount, reason = _difference(line)
        cells = Value(day, SMALL), Value(amount, FIGURE), Value(reason, SMALL)
        table.row(6.2, *cells)
    if beyond := lines[len(shown) :]:
        table.row(5.2, Value(f"（ほか{len(beyond)}日は別紙のとおり）", SMALL, span=3))
        rows = tuple(_difference(line) for line in beyond)
        paper.rest.append(Rest("現金の差額", heads=DIFFERENCE_HEADS, rows=rows))
    return table.end()


def _difference(line: DayLine) -> tuple[str, str, str]:
    return wareki.short(line.day), signed(line.difference), line.reason


def _by_day(paper: Paper, sheet: MonthSheet, y: float) -> None:
    names = (*sheet.kinds, "計", *sheet.methods, "差額")
    width = (BODY - DAY_WIDTH) / len(names)
    table = Table(paper, y, (DAY_WIDTH, *(width for _ in names)))
    kinds = _over("種別ごと", len(sheet.kinds) + 1)
    methods = _over("うち納付方法ごと", len(sheet.methods))
    table.row(5, Cell(), kinds, methods, Cell())
    table.row(6, Head("日締めの日"), *map(Head, names))
    for line in sheet.days:
        day = Value(wareki.short(line.day), SMALL)
        table.row(6, day, *(Value(text, FIGURE) for text in _figures(line)))
    strong = FIGURE._replace(face=BOLD)
    totals = zip(*(_amounts(line) for line in sheet.days), strict=True)
    sums = [sum(column) for column in totals] or [0] * len(names)
    cells = (Value(signed(amount), strong) for amount in sums)
    table.row(7.5, Label("計", pad=8), *cells)
    table.end()


def _by_piece(paper: Paper, sheet: MonthSheet, y: float) -> None:
    """領収番号 and 金種 of every day."""
    width = (BODY - sum(PIECE_COLUMNS)) / len(sheet.denominations)
    pieces = [width] * len(sheet.denominations)
    table = Table(paper, y, (*PIECE_COLUMNS[:3], *pieces, PIECE_COLUMNS[3]))
    over = _over("数えた現金の枚数（金種 円）", len(pieces))
    table.row(5, Cell(), Cell(span=2), over, Cell())
    worths = [f"{worth:,}" for worth in sheet.denominations]
    heads = ("日締めの日", "領収番号", "書き損じ", *worths, "数えた現金")
    table.row(6, *map(Head, heads))
    for line in sheet.days:
        counts = len(line.numbers.void), *line.pieces
        figures = [str(count or "") for count in counts]
        table.row(
            6,
            Value(wareki.short(line.day), SMALL),
            Value(line.numbers.told, FIGURE._replace(align="left", least=5)),
            *(Value(text, FIGURE) for text in figures),
            Value(f"{line.found:,}", FIGURE),
        )
    table.end()


def _over(text: str, span: int) -> Value:
    return Value(text, ENTRY._replace(size=8, align="center"), span=span)


def _amounts(line: DayLine) -> tuple[int, ...]:
    return (*line.kinds, sum(line.kinds), *line.methods, line.difference)


def _figures(line: DayLine) -> Sequence[str]:
    return [signed(amount) if amount else "" for amount in _amounts(line)]
