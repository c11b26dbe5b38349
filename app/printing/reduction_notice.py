"""使用料減免決定通知書: what was asked for, what was decided, and what is to be paid."""

from __future__ import annotations

from dataclasses import dataclass

from app.kit import wareki
from app.printing.kit.annex import annex
from app.printing.kit.paper import Paper
from app.printing.notice_parts import (
    Fact,
    Letter,
    Use,
    draw_facts,
    draw_foot,
    draw_head,
    draw_sentence,
    facts_of,
)

TITLE = "使用料減免決定通知書"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReductionNotice(Letter):
    """`rule` is the article of the 減免事由 `ground`. Of the fee `before` (yen), `fee` is
    left; `reason` says why it was not approved. `notes` are the 教示."""

    use: Use
    ground: str
    rule: str
    approved: bool
    reason: str
    before: int
    fee: int

    @property
    def decision(self) -> str:
        return "承認します" if self.approved else f"承認しません　理由　{self.reason}"


def make(notice: ReductionNotice) -> Paper:
    paper = Paper(TITLE, form_no=notice.form_no, reference=notice.number)
    y = draw_head(paper, notice, TITLE, "許可番号")
    y = draw_sentence(
        paper,
        y,
        f"{wareki.on_form(notice.applied)}付けで申請のあった使用料の減免については、",
        "次のとおり決定したので、通知します。",
    )
    rule = f"［{notice.rule}］" if notice.rule else ""
    amounts = (
        f"{notice.before:,}円 － {notice.before - notice.fee:,}円 ＝ {notice.fee:,}円"
    )
    facts = (
        Fact("減免の事由", f"{notice.ground}{rule}", 13),
        Fact("決定", notice.decision, 18),
        Fact("使用料", f"{amounts}（減免前の額 － 減免額 ＝ 納める額）"),
    )
    y = draw_facts(paper, y, [*facts_of(notice.use), *facts])
    draw_foot(paper, notice, y, "教示")
    annex(paper)
    return paper
