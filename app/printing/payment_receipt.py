"""領収書 of one payment: a part of a fee, or all of it."""

from __future__ import annotations

from dataclasses import dataclass

from app.kit.money import on_form, yen
from app.printing.kit.annex import annex
from app.printing.kit.fitting import Style
from app.printing.kit.fonts import BOLD
from app.printing.kit.office import Office
from app.printing.kit.page import BODY, LEFT, RIGHT_EDGE, Box
from app.printing.kit.paper import ENTRY, FORM, Paper
from app.printing.kit.table import Label, Table, Value
from app.printing.money_parts import Voucher, draw_voucher

TITLE = "領収書"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentReceipt(Voucher):
    """What the paper shows. `amount` was received, of `total` altogether, and `left` is
    still to be paid (yen). `proviso` is the 但し書き; `noted` the date and the number of
    a 納付書 or of the bank. `special` is what of the total was changed by a person.
    `reversed_by` is the number of the 赤伝票 that took it
    back."""

    payer: str
    amount: int
    proviso: str
    method: str
    noted: str
    total: int
    left: int
    special: int = 0
    reversed_by: str = ""


def make(receipt: PaymentReceipt) -> Paper:
    paper = Paper(TITLE, reference=receipt.number)
    y = draw_voucher(paper, receipt, TITLE, "領収番号", receipt.payer)
    if receipt.reversed_by:
        paper.mark(Box(LEFT + 42, 15, 16, 7.5), "取消")
        said = f"取消番号 {receipt.reversed_by} で取り消しました。"
        paper.text(Box(LEFT, 23.5, 90, 5), said, FORM._replace(size=8.5))
    bottom = _amount(paper, receipt, y)
    _office(paper, receipt.office, bottom + 8)
    annex(paper)
    return paper


def _amount(paper: Paper, receipt: PaymentReceipt, y: float) -> float:
    table = Table(paper, y, (36.0, BODY - 36.0))
    amount = Style(BOLD, 22, "center")
    table.row(20, Label("領収金額", size=11), Value(on_form(receipt.amount), amount))
    proviso = Value(f"但し　{receipt.proviso}", ENTRY, label="但し書き")
    table.row(13, Label("但し書き"), proviso)
    method = "　".join(part for part in (receipt.method, receipt.noted) if part)
    table.row(9, Label("納付方法"), Value(method, label="納付方法"))
    rest = f"残り {yen(receipt.left)}" if receipt.left else "これで全額です"
    special = f"（料金の変更 {yen(receipt.special)}を含む）" if receipt.special else ""
    told = f"使用料の合計 {yen(receipt.total)}{special}のうち　{rest}"
    table.row(9, Label("残額"), Value(told))
    return table.end()


def _office(paper: Paper, office: Office, y: float) -> None:
    paper.text(
        Box(LEFT, y, BODY, 6), "上記の金額を領収しました。", FORM._replace(size=11)
    )
    right = FORM._replace(size=11, align="right")
    paper.text(Box(LEFT, y + 10, BODY - 28, 7), f"{office.center}　出納員", right)
    small = FORM._replace(size=8.5, align="right")
    paper.text(Box(LEFT, y + 17, BODY - 28, 5), office.contact, small)
    paper.seal(Box(RIGHT_EDGE - 24, y + 4, 23, 23), "領収日付印")
