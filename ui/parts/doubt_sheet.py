"""One sheet for every row of which it is not sure whom it means: 同じ人 or 別の人."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QWidget

from ui.kit.buttons import Button
from ui.kit.dialog import Answer, Sheet
from ui.kit.layout import Item, col, host, row
from ui.kit.tabs import Segments
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.parts.doubts import APART, NUMBERS, Question, Reply, told

INTRO = (
    "同じ人なら、記録は1人にまとまります。わからないときは「別の人」にしておけます。"
    "まだ何も保存していません。"
)
OPEN = "まだ答えていない行が {count}つあります。"
#: {row: reply}
Answered = Callable[[Mapping[int, Reply]], None]


class DoubtSheet(Sheet):
    """Nothing is answered beforehand, except where two facts say the same."""

    WIDTH = 820

    def __init__(
        self, over: QWidget, t: Theme, asked: Sequence[Question], answered: Answered
    ) -> None:
        self._asked, self._answered = asked, answered
        self.choices: list[Segments] = []
        self._left = Text(t, "", "small", "late")
        body: list[Item] = [Text(t, INTRO, "small", "text2", wraps=True), 4]
        if len(asked) > 2:
            body.append(self._rest(t))
        body += [self._question(t, each) for each in asked]
        go = Answer("これで続ける", self._go, "Ctrl+Enter", "primary", closes=False)
        super().__init__(
            t,
            over,
            f"だれのことか、{len(asked)}人を確かめてください",
            *body,
            self._left,
            answers=[go],
            width=self.WIDTH,
            leave="名簿に戻る",
            icon="help",
            scrolls=True,
        )
        self.choices[0].setFocus()

    def _rest(self, t: Theme) -> QWidget:
        rest = Button(t, "残りはすべて別の人", "Alt+B", role="small")
        rest.clicked.connect(self._all_apart)
        return host(row(t, None, rest))

    def _question(self, t: Theme, asked: Question) -> QWidget:
        """12行目 髙橋 節子 | what the row says, who may be meant, the choice."""
        number = Text(t, f"{asked.row + 1}行目", "small", "text2")
        name = Text(t, asked.line.name, "bodyb", shrinks=True)
        known = Text(t, told(asked.line), "small", "text2", elide=True)
        head = row(t, number, name, known, gap=12)
        block: list[Item] = [host(head)]
        several = sum(reply.person_id is not None for reply in asked.replies) > 1
        for place, reply in enumerate(asked.replies):
            if reply.told:
                sign = NUMBERS[place] if several else f"{reply.words}："
                block.append(Text(t, f"{sign}{reply.told}", "small", wraps=True))
        words = [reply.words for reply in asked.replies]
        says = f"{asked.row + 1}行目 {asked.line.name} {asked.why}"
        choice = Segments(t, says, words, asked.likely)
        choice.chosen.connect(lambda _: self._left.say(""))
        self.choices.append(choice)
        why = Text(t, asked.why, "smallb", "wait")
        block.append(host(row(t, why, None, choice, gap=12)))
        return host(col(t, *block, gap=4, margins=(12, 8, 12, 8)), "sunken")

    def _all_apart(self) -> None:
        for choice, asked in zip(self.choices, self._asked, strict=True):
            words = [reply.words for reply in asked.replies]
            if not choice.is_chosen() and APART in words:
                choice.choose(words.index(APART))

    def _go(self) -> None:
        missing = [choice for choice in self.choices if not choice.is_chosen()]
        if missing:
            self._left.say(OPEN.format(count=len(missing)))
            missing[0].setFocus()
            return
        replies = {
            asked.row: asked.replies[choice.place()]
            for choice, asked in zip(self.choices, self._asked, strict=True)
        }
        self.accept()
        self._answered(replies)
