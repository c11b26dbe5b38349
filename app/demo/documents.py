"""会則 of groups that handed theirs in: what a card's 添付書類 look like."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from app.demo.parts import Document, Group
from app.demo.rosters import LARGE
from app.kit import wareki
from app.printing.kit.fitting import Style
from app.printing.kit.fonts import MINCHO
from app.printing.kit.page import Box
from app.printing.kit.paper import Paper

#: Groups whose rules are on their card.
WITH_RULES = (LARGE, "手話サークル　はなみずき")
TITLE = "会則"
ARTICLES = (
    ("名称", "この会は、{name}という。"),
    ("目的", "この会は、{aim}"),
    ("活動", "この会は、前条の目的のために、{activities}を行う。"),
    ("会員", "この会の目的に賛同し、総会の承認を得た人を会員とする。"),
    ("会費", "会費は次のとおりとする。{dues}"),
    ("役員", "この会に、代表、会計および会計監査を置き、総会で選ぶ。"),
    ("総会", "総会は年1回開き、会員の過半数の出席で成り立つ。"),
    ("年度", "この会の年度は、4月1日から翌年3月31日までとする。"),
)
STEP = 21.0


def documents(groups: Sequence[Group]) -> tuple[Document, ...]:
    """Handed in a little after the group registered."""
    found = []
    for place, group in enumerate(groups):
        if group.name in WITH_RULES:
            name = f"{TITLE}_{group.name.replace('　', '')}.pdf"
            at = datetime.combine(group.registered_on, time(10, 45))
            found.append(Document(place, name, at, _rules(group)))
    return tuple(found)


def _rules(group: Group) -> bytes:
    paper = Paper(TITLE)
    paper.heading(Box(20, 24, 170, 12), f"{group.name} {TITLE}", Style(MINCHO, 18), 0.2)
    words = {
        "name": group.name.replace("　", " "),
        "aim": group.aim,
        "activities": group.activities,
        "dues": group.dues,
    }
    for nth, (title, text) in enumerate(ARTICLES):
        top = 50 + nth * STEP
        paper.text(Box(25, top, 160, 6), f"（{title}）", Style(MINCHO, 11))
        article = f"第{nth + 1}条　{text.format(**words)}"
        paper.text(Box(25, top + 6, 160, 13), article, Style(MINCHO, 11, top=True))
    began = wareki.full(group.registered_on)
    end = f"附則　この会則は、{began}から施行する。"
    paper.text(Box(25, 50 + len(ARTICLES) * STEP, 160, 6), end, Style(MINCHO, 11))
    return paper.pdf()
