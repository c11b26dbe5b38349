"""領収書 of one payment: a part of a fee, or all of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.kit import wareki
from app.kit.money import on_form, yen
from app.printing.kit.annex import annex
from app.printing.kit.fitting import Style
from app.printing.kit.fonts import BOLD, GOTHIC, MINCHO
from app.printing.kit.office import Office
from app.printing.kit.page import BODY, LEFT, RIGHT_EDGE, Box
from app.printing.kit.paper import ENTRY, FORM, Paper
from app.printing.kit.table import Label, Table, Value
from app.printing.permit_parts import draw_marks

TITLE = "領収書"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentReceipt:
    """What the paper shows. `amount` was received, of `total` altogether, and `left` is
    still to be paid (yen). `proviso` is the 但し書き; `noted` the date and the number of
    a 納付書 or of the bank."""

    office: Office
    number: str
    day: date
    payer: str
    amount: int
    proviso: str
    method: str
    noted: str
    total: int
    left: int
    reissue: int = 0


def make(receipt: PaymentReceipt) -> Paper:
    paper = Paper(TITLE, reference=receipt.number)
    draw_marks(paper, receipt.reissue, provisional=False)
    right = Style(GOTHIC, 10, "right")
    box = Box(RIGHT_EDGE - 80, 15, 80, 5)
    paper.text(box, f"領収番号　{receipt.number}", right)
    paper.text(box._replace(y=20.2), wareki.on_form(receipt.day), right)
    paper.heading(Box(LEFT, 28, BODY, 11), TITLE, Style(MINCHO, 20), 1.2)
    payer = Box(LEFT, 44, BODY - 20, 10)
    paper.text(payer, f"{receipt.payer}　様", Style(GOTHIC, 13, least=7), "宛名")
    paper.rule(LEFT, 54.5, LEFT + BODY - 20, 54.5)
    bottom = _amount(paper, receipt, 60)
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
    told = f"使用料の合計 {yen(receipt.total)}のうち　{rest}"
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
