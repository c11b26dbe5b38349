"""仮予約票: what is held, until when, and what lapses then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

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

TITLE = "仮予約票"
BLANK_UNTIL = "令和　　　年　　　月　　　日（　　）　　　　時　　　分まで"


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingHold(Letter):
    """`until` is the moment after which the room is free again; `fee` in yen."""

    use: Use | None = None
    until: datetime | None = None
    fee: int | None = None


def make(hold: BookingHold) -> Paper:
    """The paper; blank and filled are the same drawing."""
    paper = Paper(TITLE, form_no=hold.form_no, reference=hold.number)
    y = draw_head(paper, hold, TITLE, "受付番号")
    y = draw_sentence(
        paper,
        y,
        "次のとおり仮に予約をお取りしました。使用の許可ではありません。",
        "期限までに申請がないときは、この仮予約は失効します。",
    )
    fee = ""
    if hold.fee is not None:
        fee = f"{hold.fee:,}円（許可のときに納めていただく見込みの額）"
    y = draw_facts(
        paper,
        y,
        [
            *facts_of(hold.use),
            Fact("使用料", fee),
            Fact("申請の期限", _until(hold.until), 13),
        ],
    )
    draw_foot(paper, hold, y, "備考")
    annex(paper)
    return paper


def _until(until: datetime | None) -> str:
    if until is None:
        return BLANK_UNTIL
    day = wareki.on_form(until.date(), with_weekday=True)
    return f"{day}　{until.hour}時{until.minute:02}分まで"
