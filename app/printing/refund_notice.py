"""使用料還付通知書 兼 領収書: what is paid back, and that it was received."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.kit import wareki
from app.kit.money import on_form, yen
from app.printing.kit.annex import annex
from app.printing.kit.fitting import Style
from app.printing.kit.fonts import BOLD, GOTHIC, MINCHO
from app.printing.kit.office import sign
from app.printing.kit.page import BODY, HAIR, LEFT, RIGHT_EDGE, Box, Pen
from app.printing.kit.paper import FORM, Paper
from app.printing.kit.table import Label, Table, Value
from app.printing.money_parts import SMALL, Voucher, draw_voucher
from app.printing.permit_parts import Holder, draw_center

TITLE = "使用料還付通知書兼領収書"


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundNotice(Voucher):
    """What the paper shows. Of `paid`, `amount` is paid back (yen) by `method`; `permit`
    and `what` are the number and the use that the fee was for; `why` tells by which
    article so much is paid back."""

    holder: Holder
    permit: str
    what: str
    cancelled: date | None
    paid: int
    amount: int
    method: str
    why: str = ""


def make(notice: RefundNotice) -> Paper:
    paper = Paper(TITLE, reference=notice.number)
    draw(paper, notice)
    annex(paper)
    return paper


def draw(paper: Paper, notice: RefundNotice) -> None:
    """On a page of its own, perhaps among others."""
    draw_voucher(paper, notice, TITLE, "還付番号", notice.holder.name)
    sign(paper, Box(LEFT + 60, 60, BODY - 60, 14), notice.office, 11)
    said = "次のとおり使用料を還付します。"
    paper.text(Box(LEFT, 80, BODY, 6), said, FORM._replace(size=11))
    bottom = _back(paper, notice, 88)
    draw_center(paper, notice.office, bottom + 2)
    _received(paper, notice, bottom + 12)


def _back(paper: Paper, notice: RefundNotice, y: float) -> float:
    table = Table(paper, y, (40.0, BODY - 40.0))
    table.row(9, Label("許可番号"), Value(notice.permit))
    table.row(13, Label("使用の内容"), Value(notice.what, label="使用の内容"))
    if notice.cancelled is not None:
        table.row(9, Label("取消年月日"), Value(wareki.on_form(notice.cancelled)))
    table.row(9, Label("納付済額"), Value(yen(notice.paid)))
    amount = Value(on_form(notice.amount), Style(BOLD, 20, "center"))
    table.row(18, Label("還付額", size=11), amount)
    table.row(9, Label("還付しない額"), Value(yen(notice.paid - notice.amount)))
    why = Value(notice.why or "－", SMALL, label="還付の根拠")
    table.row(17, Label("還付の根拠"), why)
    table.row(9, Label("還付の方法"), Value(notice.method))
    return table.end()


def _received(paper: Paper, notice: RefundNotice, y: float) -> None:
    """Signed by whoever takes the money; the center keeps it."""
    table = Table(paper, y, (BODY,))
    table.row(62, Value(""))
    table.end()
    inner = Box(LEFT + 8, y + 5, BODY - 16, 7)
    paper.heading(inner, "領収書", Style(MINCHO, 14), 1.0)
    said = f"上記の還付額　{on_form(notice.amount)}　を領収しました。"
    paper.text(inner._replace(y=y + 16), said, FORM._replace(size=11))
    paper.text(inner._replace(y=y + 25), wareki.BLANK_DAY, FORM._replace(size=11))
    left = LEFT + 60
    for place, (name, told) in enumerate(
        {"団体名": notice.holder.name, "受領者氏名": ""}.items()
    ):
        at = y + 33 + 12 * place
        paper.spread(Box(left, at, 22, 8), name)
        box = Box(left + 26, at, RIGHT_EDGE - left - 40, 8)
        paper.text(box, told, Style(GOTHIC, 10.5, least=6), name)
        paper.rule(box.x, at + 8.5, box.x + box.w, at + 8.5, Pen(HAIR))
    paper.seal(Box(RIGHT_EDGE - 13, y + 45, 7, 7), "印")
