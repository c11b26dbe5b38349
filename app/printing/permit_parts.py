"""What every permit shows: who holds it, its marks, its fee and the receipt of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from app.kit import wareki
from app.printing.kit.fitting import Style
from app.printing.kit.fonts import BOLD, GOTHIC, MINCHO
from app.printing.kit.office import Office
from app.printing.kit.page import BODY, HAIR, LEFT, RIGHT_EDGE, Box, Pen
from app.printing.kit.paper import ENTRY, FORM, Paper, Rest
from app.printing.kit.table import (
    CENTERED,
    RIGHT_ALIGNED,
    Amount,
    Cell,
    Head,
    Label,
    Table,
    Value,
    signed,
)

BLANK_NUMBER = "　　　　　　　　"
FEE_COLUMNS = (65.0, 42.0, 20.0, 18.0, 30.0)
RECEIPT_COLUMNS = (9.0, 25.0, 47.0, 25.0, 37.0, 32.0)
FEE_HEADS = ("使用料等の内訳", "根拠", "単価", "数量", "金額（円）")
SMALL = ENTRY._replace(size=9)
RULE = ENTRY._replace(size=8, least=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """The group that may use what is permitted, and who speaks for it."""

    name: str = ""
    number: str = ""
    address: str = ""
    title: str = ""
    representative: str = ""
    contact: str = ""
    phone: str = ""

    @property
    def person(self) -> str:
        return "　".join(part for part in (self.title, self.representative) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeLine:
    """One line of the fee, in yen; a reduction is below zero. `rule` is its article."""

    what: str
    amount: int
    unit: int | None = None
    count: str = ""
    rule: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        unit = f"{self.unit:,}円" if self.unit is not None else ""
        return self.what, self.rule, unit, self.count, signed(self.amount)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The money taken; `method` in words, 現金."""

    number: str
    day: date
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """So many of a kind of equipment; `labels` are those of pieces handed over.

    `handed_over` and `taken_back` count what went and came, 0 while nothing did.
    """

    name: str
    quantity: int
    labels: tuple[str, ...] = ()
    handed_over: int = 0
    taken_back: int = 0

    @property
    def named(self) -> str:
        """プロジェクター（1号機）."""
        return f"{self.name}（{'・'.join(self.labels)}）" if self.labels else self.name

    @property
    def counted(self) -> str:
        return f"{self.quantity:,}点"

    @property
    def text(self) -> str:
        """プロジェクター（1号機） 1点."""
        return f"{self.named} {self.counted}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """What is to be paid (yen), line by line; without `receipt` it is not paid yet.

    `total` is None on a blank form.
    """

    lines: tuple[FeeLine, ...] = ()
    total: int | None = None
    receipt: Receipt | None = None

    @property
    def unpaid(self) -> bool:
        return bool(self.total) and self.receipt is None


class Rows(NamedTuple):
    """How many rows a list has on the paper, and their height altogether (mm)."""

    least: int
    most: int
    height: float


def draw_marks(paper: Paper, reissue: int, *, waits_for: str = "") -> None:
    """再発行 with its count, 仮 with whose answer it waits for."""
    x = LEFT
    if reissue:
        paper.mark(Box(x, 15, 38, 7.5), f"再発行（{reissue}回目）")
        x += 42
    if waits_for:
        paper.mark(Box(x, 15, 12, 7.5), "仮")
        said = f"{waits_for}の確認により確定します。"
        paper.text(Box(x + 14, 15, 60, 7.5), said, FORM._replace(size=8.5))


def draw_number(paper: Paper, number: str, issued: date | None) -> None:
    """Number and day of the permit, at the top right."""
    right = Style(GOTHIC if number else MINCHO, 10, "right")
    box = Box(RIGHT_EDGE - 70, 13.5, 70, 5)
    paper.text(box, f"許可番号　{number or BLANK_NUMBER}", right)
    day = right._replace(face=GOTHIC if issued else MINCHO)
    paper.text(box._replace(y=18.7), wareki.on_form(issued), day)


def draw_applicant(paper: Paper, holder: Holder, y: float, who: str = "申請者") -> float:
    """The group at the right, a ruled line for each; the y below the last."""
    left, label, step = 96.0, 24.0, 7.1
    lines = {
        "団体名": holder.name,
        "所在地": holder.address,
        "代表者": holder.person,
        "担当者": holder.contact,
        "電話番号": holder.phone,
    }
    paper.text(Box(left - 16, y, 15, step), who, FORM)
    for n, (name, said) in enumerate(lines.items()):
        at = y + step * n
        paper.spread(Box(left, at, label - 5, step), name)
        value = Box(left + label, at + 0.4, RIGHT_EDGE - left - label, step - 1.2)
        paper.text(value, said, ENTRY._replace(squeeze=0.7, least=6), name)
        below = at + step
        paper.rule(value.x - 1, below, RIGHT_EDGE, below, Pen(HAIR))
    return y + step * len(lines)


def draw_fee(paper: Paper, fee: Fee, y: float, rows: Rows) -> float:
    """The lines and their sum; the y below it."""
    table = Table(paper, y, FEE_COLUMNS)
    table.row(5.2, *map(Head, FEE_HEADS))
    lines = _shown(paper, fee.lines, rows.most)
    count = min(rows.most, max(rows.least, len(lines)))
    for n in range(count):
        table.row(rows.height / count, *_fee_cells(lines, n))
    label = Label("合計", size=10.5, pad=50, span=4)
    table.row(9, label, Amount(fee.total))
    return table.end()


def _shown(paper: Paper, lines: tuple[FeeLine, ...], most: int) -> tuple[FeeLine, ...]:
    """Those that find room; the others go on elsewhere, and here their sum."""
    if len(lines) <= most:
        return lines
    beyond = lines[most - 1 :]
    rows = tuple(line.columns for line in beyond)
    paper.rest.append(Rest("使用料等の内訳", heads=FEE_HEADS, rows=rows))
    said = f"（ほか{len(beyond)}件の計。別紙のとおり）"
    summed = FeeLine(what=said, amount=sum(line.amount for line in beyond))
    return (*lines[: most - 1], summed)


def _fee_cells(lines: Sequence[FeeLine], n: int) -> Sequence[Cell]:
    if n >= len(lines):
        said = "（以下余白）" if lines and n == len(lines) else ""
        return Value(said, SMALL), *[Cell()] * 4
    styles = (ENTRY, RULE, RIGHT_ALIGNED, RIGHT_ALIGNED, RIGHT_ALIGNED)
    columns = zip(lines[n].columns, styles, FEE_HEADS, strict=True)
    return [Value(text, style, label=label) for text, style, label in columns]


def draw_receipt(paper: Paper, fee: Fee, office: Office, y: float) -> float:
    """領収書, or that nothing was or is to be paid; the y below it."""
    receipt = fee.receipt
    table = Table(paper, y, RECEIPT_COLUMNS)
    seal_box = Box(table.edges[5] + 4.5, y + 1.5, 23, 23)
    table.row(
        9,
        Label("領\n収\n書", size=10, pad=1, rows=3, tinted=True),
        Label("領収金額", pad=2.5),
        paid_amount(fee),
        Label("領収番号", pad=2.5),
        Value(receipt.number if receipt else ""),
        Cell(rows=3),
    )
    table.row(
        8.5,
        Label("領収年月日", pad=2.5),
        paid_day(fee),
        Label("納付方法", pad=2.5),
        Value(receipt.method if receipt else ""),
    )
    said = _acknowledgement(fee, office)
    table.row(8.5, Value(said, FORM._replace(size=9), span=4))
    paper.seal(seal_box, "領収日付印")
    return table.end()


def paid_amount(fee: Fee) -> Cell:
    if fee.unpaid:
        return Value("未　納", Style(BOLD, 12, "center"))
    if fee.total == 0:
        return Value("な　し", CENTERED)
    return Amount(fee.total)


def paid_day(fee: Fee) -> Cell:
    if fee.receipt:
        return Value(wareki.on_form(fee.receipt.day))
    return Value("", blank="" if fee.total == 0 else wareki.BLANK_DAY)


def _acknowledgement(fee: Fee, office: Office) -> str:
    if fee.unpaid:
        return (
            "使用料は、まだ納付されていません。この書面を添えて受付で納付してください。"
        )
    if fee.total == 0:
        return "納付する使用料はありません。"
    return f"上記の金額を領収しました。　{office.center}　出納員"


def draw_center(paper: Paper, office: Office, y: float) -> None:
    """Where one asks."""
    words = f"{office.center}　{office.contact}"
    paper.text(Box(LEFT, y, BODY, 5), words, FORM._replace(size=8.5, align="right"))
