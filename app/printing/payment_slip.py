"""納付書: what is to be paid, in three parts that are cut apart at the bank.

The parts are those of the 納入通知書 of city finance rules: the notice and receipt of the
payer, the notice that goes to the city, and what the bank keeps.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.kit import wareki
from app.printing.kit.annex import annex
from app.printing.kit.fitting import Style
from app.printing.kit.fonts import GOTHIC, MINCHO
from app.printing.kit.page import BODY, LEFT, RIGHT_EDGE, Box
from app.printing.kit.paper import ENTRY, FORM, Paper
from app.printing.kit.table import Amount, Cell, Head, Label, Table, Value
from app.printing.money_parts import Voucher
from app.printing.permit_parts import draw_marks

TITLE = "納付書"
#: Title of each part, and what it says below.
PARTS = (
    ("納入通知書兼領収証書", "上記の金額を納めてください。納めた方が保管します。"),
    ("領収済通知書", "上記の金額を領収したので通知します。"),
    ("納付書（金融機関控）", "上記の金額を領収しました。"),
)
PART = 88.0
TOP = 14.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentSlip(Voucher):
    """What the paper shows: `amount` yen for `what`, until the day `due` if there is
    one. `number` is that of the permit."""

    payer: str
    what: str
    amount: int
    due: date | None = None


def make(slip: PaymentSlip) -> Paper:
    paper = Paper(TITLE, reference=slip.number)
    for place, (title, said) in enumerate(PARTS):
        _part(paper, slip, TOP + PART * place, title, said)
        if place:
            paper.cut_line(TOP + PART * place - 2)
    annex(paper)
    return paper


def _part(paper: Paper, slip: PaymentSlip, y: float, title: str, said: str) -> None:
    if y == TOP:
        draw_marks(paper, slip.reissue)
    right = Style(GOTHIC, 9, "right")
    box = Box(RIGHT_EDGE - 70, y + 3, 70, 5)
    paper.text(box, f"許可番号　{slip.number}", right)
    paper.text(box._replace(y=y + 8), f"発行　{wareki.on_form(slip.day)}", right)
    paper.heading(Box(LEFT, y + 13, BODY, 8), title, Style(MINCHO, 14), 0.4)
    table = Table(paper, y + 23, (28.0, 92.0, 55.0))
    payer = Value(f"{slip.payer}　様", ENTRY._replace(size=11, least=6), label="納入者")
    table.row(10, Label("納入者"), payer, Head("領収日付印"))
    table.row(10, Label("内容"), Value(slip.what, label="内容"), Cell(rows=3))
    table.row(12, Label("金額", size=11), Amount(slip.amount))
    due = wareki.on_form(slip.due) if slip.due else "－"
    table.row(9, Label("納期限"), Value(due))
    bottom = table.end()
    paper.text(Box(LEFT, bottom + 1, 100, 5), said, FORM._replace(size=9))
    office = f"{slip.office.center}　{slip.office.contact}"
    box = Box(LEFT, bottom + 7, BODY, 5)
    paper.text(box, office, FORM._replace(size=8.5, align="right"))
