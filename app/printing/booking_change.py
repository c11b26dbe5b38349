"""使用変更許可書: what was permitted, what is permitted now, and the difference."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.kit import wareki
from app.printing.kit.annex import annex
from app.printing.kit.page import BODY
from app.printing.kit.paper import ENTRY, Paper
from app.printing.kit.table import Cell, Head, Label, Table, Value
from app.printing.notice_parts import (
    LABEL_WIDTH,
    Letter,
    Use,
    draw_foot,
    draw_head,
    draw_sentence,
    facts_of,
)
from app.printing.permit_parts import Fee, Rows, draw_fee

TITLE = "使用変更許可書"
FEES = Rows(least=3, most=8, height=38.4)
SMALL = ENTRY._replace(size=9.5, squeeze=0.7, least=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingChange(Letter):
    """The use `before` and `after`. Amounts are yen: `fee_before`, the new `fee` with
    its lines, what is `paid` altogether and what was paid `back` with the change."""

    before: Use | None = None
    after: Use | None = None
    fee_before: int | None = None
    fee: Fee = field(default_factory=Fee)
    paid: int | None = None
    back: int = 0

    @property
    def difference(self) -> str:
        """あと500円を納めていただきます, 300円をお返ししました."""
        if self.paid is None or self.fee.total is None:
            return ""
        owed = self.fee.total - self.paid
        if owed > 0:
            return f"納付済み {self.paid:,}円　あと {owed:,}円 を納めていただきます"
        if self.back:
            return f"{self.back:,}円 をお返ししました（納付済み {self.paid:,}円）"
        return f"納付済み {self.paid:,}円　差額の納付はありません"


def make(change: BookingChange) -> Paper:
    """The paper; blank and filled are the same drawing."""
    paper = Paper(TITLE, form_no=change.form_no, reference=change.number)
    y = draw_head(paper, change, TITLE, "許可番号")
    applied = wareki.on_form(change.applied)
    y = draw_sentence(
        paper,
        y,
        f"{applied}付けで許可した施設の使用について、次のとおり変更を許可します。",
    )
    y = _uses(paper, change, y)
    y = draw_fee(paper, change.fee, y + 3, FEES)
    table = Table(paper, y + 2, (LABEL_WIDTH, BODY - LABEL_WIDTH))
    table.row(9, Label("差額", pad=2.5), Value(change.difference, label="差額"))
    draw_foot(paper, change, table.end(), "使用の条件")
    annex(paper)
    return paper


def _uses(paper: Paper, change: BookingChange, y: float) -> float:
    half = (BODY - LABEL_WIDTH) / 2
    table = Table(paper, y, (LABEL_WIDTH, half, half))
    table.row(5.5, Cell(), Head("変更前"), Head("変更後"))
    before, after = facts_of(change.before), facts_of(change.after)
    for old, new in zip(before, after, strict=True):
        same = old.text == new.text and bool(new.text)
        told = "（変更なし）" if same else new.text
        cells = Value(old.text, SMALL, label=old.label), Value(told, SMALL)
        table.row(9.5, Label(old.label, pad=2.5), *cells)
    fees = (change.fee_before, change.fee.total)
    yen = [Value(f"{fee:,}円" if fee is not None else "", SMALL) for fee in fees]
    table.row(8, Label("使用料", pad=2.5), *yen)
    return table.end()
