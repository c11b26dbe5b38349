"""What papers of money share: number and addressee, sums by kind and way, corrections,
seals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from app.kit import wareki
from app.printing.kit.fitting import Style
from app.printing.kit.fonts import BOLD, GOTHIC, MINCHO
from app.printing.kit.office import Office
from app.printing.kit.page import BODY, LEFT, RIGHT_EDGE, Box
from app.printing.kit.paper import ENTRY, Paper, Rest
from app.printing.kit.table import (
    CENTERED,
    RIGHT_ALIGNED,
    Cell,
    Head,
    Label,
    Table,
    Value,
    signed,
)
from app.printing.permit_parts import draw_marks

SUM_COLUMNS = (42.0, 27.0, 18.0, 30.0, 28.0, 30.0)
SUM_HEADS = ("種別", "納付方法", "件数", "受け取った額", "返した額", "差引")
CORRECTION_HEADS = ("取消番号", "取り消した番号", "金額", "理由")
ROW = 6.6
STRONG = Style(BOLD, 10.5, "right")
SMALL = ENTRY._replace(size=8.5, least=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voucher:
    """A paper of one payment: its number and day, and whom it is for."""

    office: Office
    number: str
    day: date
    reissue: int = 0


class SumLine(NamedTuple):
    """What came and what was given back (yen) for one kind in one way."""

    what: str
    method: str
    payments: int
    taken: int
    given: int

    @property
    def left(self) -> int:
        return self.taken - self.given


class NumberLine(NamedTuple):
    """領収番号: from which to which and how many; those that are void, and those that are
    missing in between."""

    told: str
    void: tuple[str, ...]
    missing: tuple[str, ...]


class CorrectionLine(NamedTuple):
    """赤伝票: an entry that takes another back (yen, below zero when money went)."""

    number: str
    of: str
    amount: int
    reason: str

    @property
    def columns(self) -> tuple[str, ...]:
        return self.number, self.of, signed(self.amount), self.reason


def draw_voucher(
    paper: Paper, voucher: Voucher, title: str, numbered: str, payer: str
) -> float:
    """Number, day, title and addressee; the y below them."""
    draw_marks(paper, voucher.reissue)
    right = Style(GOTHIC, 10, "right")
    box = Box(RIGHT_EDGE - 80, 15, 80, 5)
    paper.text(box, f"{numbered}　{voucher.number}", right)
    paper.text(box._replace(y=20.2), wareki.on_form(voucher.day), right)
    paper.heading(Box(LEFT, 28, BODY, 11), title, Style(MINCHO, 18), 0.6)
    style = Style(GOTHIC, 13, least=7)
    paper.text(Box(LEFT, 44, BODY - 20, 10), f"{payer}　様", style, "宛名")
    paper.rule(LEFT, 54.5, LEFT + BODY - 20, 54.5)
    return 60.0


def draw_sums(
    paper: Paper, earned: Sequence[SumLine], held: Sequence[SumLine], y: float
) -> float:
    """Income, then what is held for others (預り金); the y below."""
    table = Table(paper, y, SUM_COLUMNS)
    table.row(6, *map(Head, SUM_HEADS))
    for line in earned:
        _sum(table, line)
    _total(table, "収入の計", earned)
    for line in held:
        _sum(table, line)
    if held:
        _total(table, "預り金の計", held)
        _total(table, "合計", [*earned, *held])
    return table.end()


def _sum(table: Table, line: SumLine) -> None:
    amounts = (line.taken, line.given, line.left)
    table.row(
        ROW,
        Value(line.what),
        Value(line.method, CENTERED),
        Value(f"{line.payments:,}", RIGHT_ALIGNED),
        *(Value(signed(amount), RIGHT_ALIGNED) for amount in amounts),
    )


def _total(table: Table, name: str, lines: Sequence[SumLine]) -> None:
    taken, given = sum(line.taken for line in lines), sum(line.given for line in lines)
    table.row(
        ROW + 0.6,
        Label(name, span=2, pad=18, size=10),
        Value(f"{sum(line.payments for line in lines):,}", STRONG),
        *(Value(signed(amount), STRONG) for amount in (taken, given, taken - given)),
    )


def draw_numbers(paper: Paper, numbers: NumberLine, y: float) -> float:
    """What an audit asks of receipt numbers; the y below."""
    table = Table(paper, y, (42.0, BODY - 42.0))
    told = {
        "領収番号": numbers.told,
        "書き損じの番号": "、".join(numbers.void) or "なし",
        "欠番": "、".join(numbers.missing) or "なし",
    }
    for label, text in told.items():
        table.row(ROW - 0.4, Label(label), Value(text, SMALL, label=label))
    return table.end()


def draw_corrections(
    paper: Paper, lines: Sequence[CorrectionLine], y: float, width: float, most: int
) -> float:
    """取消（赤伝票）, those that find room; none are no table. The y below."""
    if not lines:
        return y
    columns = (31.0, 31.0, 22.0, width - 84.0)
    shown = lines if len(lines) <= most else lines[: most - 1]
    table = Table(paper, y, columns)
    table.row(5.2, *map(Head, CORRECTION_HEADS))
    for line in shown:
        styles = (SMALL, SMALL, SMALL._replace(align="right"), SMALL)
        cells = zip(line.columns, styles, CORRECTION_HEADS, strict=True)
        table.row(5.2, *(Value(text, style, label=label) for text, style, label in cells))
    if beyond := lines[len(shown) :]:
        table.row(5.2, Value(f"（ほか{len(beyond)}件は別紙のとおり）", SMALL, span=4))
        rows = tuple(line.columns for line in beyond)
        paper.rest.append(Rest("取消（赤伝票）", heads=CORRECTION_HEADS, rows=rows))
    return table.end()


def draw_seals(paper: Paper, y: float) -> None:
    """Who counted and who checked."""
    table = Table(paper, y, (22.0, 22.0), RIGHT_EDGE - 44.0)
    table.row(6, Head("取扱者"), Head("確認者"))
    table.row(20, Cell(), Cell())
    table.end()
