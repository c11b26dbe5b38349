"""いつなら空くか over a page: the days, each of which opens the booking."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from ui.contracts import Answer
from ui.kit.buttons import Option
from ui.kit.dialog import Sheet
from ui.kit.layout import Item
from ui.kit.page import Page
from ui.kit.text import Text
from ui.parts.when_free import NEVER, SECTION, answers, reason, remark, usual_words

if TYPE_CHECKING:
    from app.services.finding import WhenFree


def show_when(page: Page, group_id: UUID, found: WhenFree | None, today: date) -> None:
    """Alt+1 to 5, or Enter on a day; what is passed is told with its reason."""
    t = page.t
    if found is None:
        page.say(NEVER)
        return
    usual = " ".join(usual_words(found))
    body: list[Item] = [Text(t, f"いつもの使い方: {usual}", "bodyb", wraps=True)]
    body.append(Text(t, reason(found), "small", "text2", wraps=True))
    days = list(answers(found, group_id, today, page.asked.emit))
    options = [_option(page, answer, n) for n, answer in enumerate(days, 1)]
    told = remark(found)
    body += [*options, *([Text(t, told, "small", "text2", wraps=True)] if told else [])]
    sheet = Sheet(t, page, SECTION, *body, icon="today", scrolls=True)
    for option, answer in zip(options, days, strict=True):
        option.clicked.connect(sheet.accept)
        option.clicked.connect(answer.do)
    sheet.open()
    if options:
        options[0].setFocus()


def _option(page: Page, answer: Answer, n: int) -> Option:
    return Option(
        page.t,
        answer.title,
        answer.detail,
        sign=answer.sign,
        amount=answer.amount,
        key=f"Alt+{n}",
        role=answer.role,
    )
