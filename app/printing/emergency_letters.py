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
BECOMES = {
    "cancelled": "取り消しました",
    "moved": "振り替えました",
    "shortened": "短くしました",
}
HEADING = "臨時休館に伴う使用の取扱いについて"


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyLetter(Letter):
    """`was` could not be; it `became` moved or shortened and is as `now` says, or it is
    cancelled. `fee` is what it costs now, `back` what is paid back (yen), `why` by which
    rule, `places` are free ones to move to."""

    was: Use
    closed: str
    cause: str
    became: str = "cancelled"
    now: Use | None = None
    fee: int = 0
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
    becomes = BECOMES[letter.became]
    y = draw_sentence(
        paper,
        y,
        f"{letter.cause}のため臨時に休館することになり、許可した使用を次のとおり",
        f"{becomes}ので、お知らせします。ご迷惑をおかけし、申し訳ありません。",
    )
    facts = [
        Fact(
            "許可した使用" if letter.became == "shortened" else "使えない日時",
            f"{letter.was.when}　{letter.was.room}",
            13,
        ),
        Fact("臨時休館", letter.closed, 13),
        *_facts(letter),
    ]
    y = draw_facts(paper, y, facts)
    draw_foot(paper, letter, y, "備考")


def _facts(letter: EmergencyLetter) -> Sequence[Fact]:
    back = f"{yen(letter.back)}（{letter.why}）" if letter.back else "ありません"
    now = letter.now
    if now is None:
        return _cancelled(letter, back)
    told = f"{now.when}　{now.room}"
    if letter.became == "moved":
        return (
            Fact("振替後の使用", told, 13),
            Fact("使用料", "そのままです。差額はありません。"),
        )
    return (
        Fact("短縮後の使用", told, 13),
        Fact("短縮後の使用料", yen(letter.fee)),
        Fact("還付する額", back, 13),
    )


def _cancelled(letter: EmergencyLetter, back: str) -> Sequence[Fact]:
    places = "\n".join(letter.places) or "近い日に同じ時間の空きはありません。"
    return (
        Fact("還付する額", back, 13),
        Fact("振替のご案内", places, 9 * max(2, len(letter.places))),
    )
