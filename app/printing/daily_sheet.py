"""日計表: what a day brought by kind and way, what was counted, and what differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.kit import wareki
from app.kit.money import yen
from app.printing.kit.annex import annex
from app.printing.kit.fitting import Style
from app.printing.kit.fonts import BOLD, GOTHIC, MINCHO
from app.printing.kit.page import BODY, LEFT, RIGHT_EDGE, Box
from app.printing.kit.paper import ENTRY, FORM, Paper
from app.printing.kit.table import RIGHT_ALIGNED, Head, Label, Table, Value
from app.printing.money_parts import (
    ROW,
    STRONG,
    CorrectionLine,
    NumberLine,
    SumLine,
    draw_corrections,
    draw_numbers,
    draw_seals,
    draw_sums,
)
from app.printing.permit_parts import draw_marks

TITLE = "日計表"
COUNT_COLUMNS = (26.0, 20.0, 32.0)
SIDE_COLUMNS = (36.0, 51.0)
COUNT_HEADS = ("金種", "枚数", "金額")


@dataclass(frozen=True, slots=True, kw_only=True)
class DailySheet:
    """What the paper shows; yen. `held` are the sums that go on to others (預り金)."""

    center: str
    day: date
    earned: Sequence[SumLine]
    held: Sequence[SumLine]
    numbers: NumberLine
    corrections: Sequence[CorrectionLine]
    counted: Mapping[int, int]
    found: int
    expected: int
    float_kept: int
    reason: str
    closed_by: str
    closed_at: datetime
    reissue: int = 0

    @property
    def difference(self) -> int:
        return self.found - self.expected


def make(sheet: DailySheet) -> Paper:
    paper = Paper(TITLE, reference=wareki.day_text(sheet.day))
    _head(paper, sheet)
    bottom = draw_sums(paper, sheet.earned, sheet.held, 42)
    bottom = draw_numbers(paper, sheet.numbers, bottom + 3)
    top = bottom + 5
    bottom = max(_counted(paper, sheet, top), _checked(paper, sheet, top))
    draw_corrections(paper, sheet.corrections, bottom + 8, BODY - 50.0, most=4)
    draw_seals(paper, bottom + 8)
    annex(paper)
    return paper


def _head(paper: Paper, sheet: DailySheet) -> None:
    draw_marks(paper, sheet.reissue)
    right = Style(GOTHIC, 10, "right")
    paper.text(Box(RIGHT_EDGE - 100, 15, 100, 5), sheet.center, right)
    paper.heading(Box(LEFT, 24, BODY, 9), TITLE, Style(MINCHO, 18), 0.8)
    paper.text(Box(LEFT, 35, 90, 5), wareki.full(sheet.day), Style(BOLD, 11))
    at = f"{sheet.closed_at.hour}:{sheet.closed_at:%M}"
    said = f"締めた日時　{wareki.day_text(sheet.closed_at.date())} {at}"
    paper.text(
        Box(LEFT + 80, 35, BODY - 80, 5), said, FORM._replace(size=9, align="right")
    )


def _counted(paper: Paper, sheet: DailySheet, y: float) -> float:
    table = Table(paper, y, COUNT_COLUMNS)
    table.row(6, *map(Head, COUNT_HEADS))
    for worth, pieces in sheet.counted.items():
        told = (f"{worth:,}円", f"{pieces:,}", f"{worth * pieces:,}")
        table.row(ROW, *(Value(text, RIGHT_ALIGNED) for text in told))
    table.row(
        ROW + 0.6,
        Label("数えた現金", span=2, pad=8, size=10),
        Value(f"{sheet.found:,}", STRONG),
    )
    return table.end()


def _checked(paper: Paper, sheet: DailySheet, y: float) -> float:
    """What should be there, what is, and why they differ."""
    table = Table(paper, y, SIDE_COLUMNS, LEFT + BODY - sum(SIDE_COLUMNS))
    cash = sheet.expected - sheet.float_kept
    rows: Mapping[str, int] = {
        "釣り銭準備金": sheet.float_kept,
        "現金の出入り": cash,
        "あるはずの現金": sheet.expected,
        "数えた現金": sheet.found,
    }
    table.row(6, Head("現金の照合"), Head("金額"))
    for name, amount in rows.items():
        table.row(ROW, Label(name), Value(yen(amount), RIGHT_ALIGNED))
    difference = yen(sheet.difference) if sheet.difference else "なし"
    table.row(ROW + 0.6, Label("差額"), Value(difference, STRONG))
    reason = Value(sheet.reason or "－", ENTRY._replace(size=9.5), label="差額の理由")
    table.row(26, Label("差額の理由"), reason)
    table.row(ROW + 1, Label("締めた職員"), Value(sheet.closed_by))
    return table.end()
