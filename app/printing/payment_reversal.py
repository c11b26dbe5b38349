"""納付取消伝票 (赤伝票): the entry that takes back a payment or a refund, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.kit import wareki
from app.kit.money import yen
from app.printing.kit.annex import annex
from app.printing.kit.fitting import Style
from app.printing.kit.fonts import BOLD
from app.printing.kit.page import BODY, LEFT, Box
from app.printing.kit.paper import FORM, Paper
from app.printing.kit.table import Label, Table, Value
from app.printing.money_parts import Voucher, draw_seals, draw_voucher
from app.printing.permit_parts import draw_center

TITLE = "納付取消伝票（赤伝票）"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentReversal(Voucher):
    """What the paper shows. The entry `of` was made on `made`; `amount` is what this one
    adds to the account of the day (yen), below zero where a payment is taken back."""

    payer: str
    of: str
    made: date
    what: str
    amount: int
    method: str
    reason: str


def make(reversal: PaymentReversal) -> Paper:
    paper = Paper(TITLE, reference=reversal.number)
    y = draw_voucher(paper, reversal, TITLE, "取消番号", reversal.payer)
    said = "次の納付の記録を取り消し、この伝票の日の日計表に載せます。"
    paper.text(Box(LEFT, y, BODY, 6), said, FORM._replace(size=11))
    table = Table(paper, y + 9, (40.0, BODY - 40.0))
    table.row(9, Label("取り消した番号"), Value(reversal.of))
    table.row(9, Label("その年月日"), Value(wareki.on_form(reversal.made)))
    table.row(13, Label("内容"), Value(reversal.what, label="内容"))
    amount = Value(yen(reversal.amount), Style(BOLD, 18, "center"))
    table.row(16, Label("取消額", size=11), amount)
    table.row(9, Label("納付方法"), Value(reversal.method))
    table.row(24, Label("取消の理由"), Value(reversal.reason, label="取消の理由"))
    bottom = table.end()
    draw_center(paper, reversal.office, bottom + 2)
    draw_seals(paper, bottom + 12)
    annex(paper)
    return paper
