"""使用不許可通知書: what was applied for, and why it is not permitted.

The wording is that of the forms of 不許可通知 in the rules of city facilities: the day
of the application, the use, the reason, and a 教示 that the center sets itself.
"""

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

TITLE = "使用不許可通知書"


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingRefusal(Letter):
    """`notes` are the 教示."""

    use: Use | None = None
    reason: str = ""


def make(refusal: BookingRefusal) -> Paper:
    """The paper; blank and filled are the same drawing."""
    paper = Paper(TITLE, form_no=refusal.form_no, reference=refusal.number)
    y = draw_head(paper, refusal, TITLE, "受付番号")
    applied = wareki.on_form(refusal.applied)
    y = draw_sentence(
        paper,
        y,
        f"{applied}付けで申請のあった施設の使用については、",
        "次の理由により許可しないことに決定したので、通知します。",
    )
    facts = [*facts_of(refusal.use), Fact("不許可の理由", refusal.reason, 32)]
    y = draw_facts(paper, y, facts)
    draw_foot(paper, refusal, y, "教示")
    annex(paper)
    return paper
