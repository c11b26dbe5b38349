"""A person over the page: groups, insurance, history; 個人情報を消去する."""

from __future__ import annotations

from collections.abc import Sequence

from ui.kit.dialog import Answer, Sheet
from ui.kit.layout import Item
from ui.kit.layout import card as boxed
from ui.kit.lines import FactList, ShortLine, ShortList
from ui.kit.page import Page
from ui.kit.text import Text
from ui.parts.person import PersonShown


class PersonSheet(Sheet):
    WIDTH = 640

    def __init__(
        self, page: Page, shown: PersonShown, answers: Sequence[Answer] = ()
    ) -> None:
        t = page.t
        none = Text(t, "ほかにわかっていることはありません。", "small", "text2")
        facts: Item = FactList(t, shown.facts) if shown.facts else none
        body = [boxed(t, "この人", facts, note="窓口のみ")]
        for title, lines, empty in (
            ("名簿", shown.standings, "どの名簿にも載っていません。"),
            ("保険", shown.insured, "加入したことはありません。"),
            ("履歴", shown.history, "記録はありません。"),
        ):
            body.append(boxed(t, title, _lines(page, lines, empty)))
        super().__init__(
            t,
            page,
            shown.name,
            *body,
            answers=answers,
            width=self.WIDTH,
            icon="person",
            scrolls=True,
        )


def _lines(page: Page, lines: Sequence[ShortLine], empty: str) -> Item:
    if lines:
        return ShortList(page.t, lines)
    return Text(page.t, empty, "small", "text2")
