"""臨時休館に伴う使用許可の取扱い: to each group what becomes of its use and its fee.

A letter for each booking; behind it, where money is paid back, the 使用料還付通知書
that it speaks of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.kit.money import yen
from app.printing import refund_notice
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
)
from app.printing.refund_notice import RefundNotice

TITLE = "臨時休館のご連絡"
HEADING = "臨時休館に伴う使用の取扱いについて"


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyLetter(Letter):
    """`was` could not be; it is `now` elsewhere, or cancelled. `back` is what is paid
    back (yen), `why` by which rule, `places` are free ones to move to."""

    was: Use
    closed: str
    cause: str
    now: Use | None = None
    back: int = 0
    why: str = ""
    places: tuple[str, ...] = ()
    refund: RefundNotice | None = None


def make(letters: Sequence[EmergencyLetter]) -> Paper:
    paper = Paper(TITLE)
    for at, letter in enumerate(letters):
        if at:
            paper.new_page()
        _letter(paper, letter)
        if letter.refund is not None:
            paper.new_page()
            refund_notice.draw(paper, letter.refund)
    annex(paper)
    return paper


def _letter(paper: Paper, letter: EmergencyLetter) -> None:
    y = draw_head(paper, letter, HEADING, "許可番号")
    becomes = "振り替えました" if letter.now else "取り消しました"
    y = draw_sentence(
        paper,
        y,
        f"{letter.cause}のため臨時に休館することになり、許可した使用を次のとおり",
        f"{becomes}ので、お知らせします。ご迷惑をおかけし、申し訳ありません。",
    )
    facts = [
        Fact("使えない日時", f"{letter.was.when}　{letter.was.room}", 13),
        Fact("臨時休館", letter.closed, 13),
        *(_moved(letter.now) if letter.now else _cancelled(letter)),
    ]
    y = draw_facts(paper, y, facts)
    draw_foot(paper, letter, y, "備考")


def _moved(now: Use) -> Sequence[Fact]:
    return (
        Fact("振替後の使用", f"{now.when}　{now.room}", 13),
        Fact("使用料", "そのままです。差額はありません。"),
    )


def _cancelled(letter: EmergencyLetter) -> Sequence[Fact]:
    back = f"{yen(letter.back)}（{letter.why}）" if letter.back else "ありません"
    places = "\n".join(letter.places) or "近い日に同じ時間の空きはありません。"
    return (
        Fact("還付する額", back, 13),
        Fact("振替のご案内", places, 9 * max(2, len(letter.places))),
    )
