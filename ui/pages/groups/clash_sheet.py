"""The sheet for the second of two clerks: what the other changed, and what to do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.kit.wareki import short
from ui.kit.dialog import Answer, Sheet
from ui.kit.layout import Item, col, host, row, stretched
from ui.kit.tabs import Segments
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.groups.clash import Change, Clash
from ui.pages.groups.values import label, told

MET = (
    "あなたがこの画面を開いたあとに直されました。"
    "まだ何も保存していません。入力したものは残っています。"
)
THEIRS, MINE = "相手のもの", "自分のもの"
#: (fields of both where mine stays, whether to save at once)
Settled = Callable[[frozenset[str], bool], None]


class ClashSheet(Sheet):
    """Esc and もう一度見直す go back to the form; what was typed stays there."""

    WIDTH = 760

    def __init__(self, over: QWidget, t: Theme, found: Clash, settled: Settled) -> None:
        self._found, self._settled = found, settled
        self._choices: dict[str, Segments] = {}
        body: list[Item] = [Text(t, MET, wraps=True)]
        if any(change.both for change in found.changes):
            both = "「どちらも直した」ところは、どちらを残すか選んでください。"
            body.append(Text(t, both, "small", "text2", wraps=True))
        body += [*(self._line(t, change) for change in found.changes), None]
        save = Answer(
            "相手の変更を残して、自分の変更だけ保存", self._save, "Ctrl+Enter", "primary"
        )
        super().__init__(
            t,
            over,
            f"{found.staff}さんが先に直しています",
            *body,
            answers=[save],
            width=self.WIDTH,
            leave="もう一度見直す",
            icon="warn",
            role="wait",
            scrolls=True,
        )
        self.rejected.connect(self._review)

    def _line(self, t: Theme, change: Change) -> QWidget:
        """電話番号 | もと, 相手, あなた; of both one is chosen."""
        who = f"{change.staff}さん {short(change.at.date())} {change.at:%H:%M}"
        head = row(t, Text(t, label(change.name), "bodyb"), None, Text(t, who, "small"))
        lines = [("もと", change.before), ("相手", change.theirs)]
        if change.both:
            lines.append(("あなた", change.mine))
        block: list[Item] = [host(head)]
        block += [_value(t, who, told(change.name, text)) for who, text in lines]
        if change.both:
            words = f"{label(change.name)} どちらを残しますか"
            self._choices[change.name] = Segments(t, words, (THEIRS, MINE))
            ask = Text(t, "どちらも直した", "smallb", "wait")
            block.append(host(row(t, ask, self._choices[change.name], None, gap=12)))
        return host(col(t, *block, gap=4, margins=(12, 8, 12, 8)), "sunken")

    def _save(self) -> None:
        mine = {name for name, each in self._choices.items() if each.place() == 1}
        self._settled(frozenset(mine), True)

    def _review(self) -> None:
        self._settled(frozenset(self._choices), False)


def _value(t: Theme, who: str, text: str) -> QWidget:
    name = Text(t, who, "small", "text2")
    name.setFixedSize(t.px(56), t.box("body"))
    words = Text(t, text.replace("\n", "\u2028"), wraps=True, lines=4)
    line = stretched(row(t, name, words), 1)
    line.setAlignment(name, Qt.AlignmentFlag.AlignTop)
    return host(line)
