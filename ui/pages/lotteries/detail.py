"""One lottery over the page: how far it is, its requests, and the next step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.services.lotteries import LotteryCard
from ui.kit.buttons import Button, Kind
from ui.kit.layout import clear, col, host, put, row, stretched
from ui.kit.lines import FactLine, FactList
from ui.kit.signs import Chip
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.lotteries import words
from ui.pages.lotteries.lists import request_table


class LotteryPane(QWidget):
    """What can be done depends on the stage; the next step is the primary button."""

    #: the name of an action: back, or one of `ACTIONS`, or forfeit
    asked = Signal(str)

    ACTIONS: dict[str, tuple[tuple[str, str, str, Kind], ...]] = {
        "open": (
            ("cancel", "取りやめる", "Alt+X", "plain"),
            ("freeze", "締め切る", "Alt+F", "plain"),
            ("enter", "申込みを入れる", "Ctrl+N", "primary"),
        ),
        "frozen": (
            ("cancel", "取りやめる", "Alt+X", "plain"),
            ("print", "一覧を印刷", "Ctrl+P", "plain"),
            ("seed", "種を決める", "Alt+S", "primary"),
        ),
        "seeded": (
            ("print", "一覧を印刷", "Ctrl+P", "plain"),
            ("draw", "抽選する", "Alt+D", "primary"),
        ),
        "drawn": (
            ("file", "ファイルに書き出す", "Alt+E", "plain"),
            ("print", "抽選録を印刷", "Ctrl+P", "primary"),
        ),
        "cancelled": (),
    }

    def __init__(self, t: Theme) -> None:
        super().__init__()
        self.t = t
        self.card: LotteryCard | None = None
        self.table = request_table(t)
        self._title = Text(t, "", "lead", shrinks=True)
        self._chip = Chip(t, "")
        self._count = Text(t, "", "body", "text2")
        self._next = Text(t, "", "body", "text2", wraps=True)
        self._facts = FactList(t)
        self._buttons = row(t, gap=8)
        back = Button(t, "一覧へ", "Esc", icon="left", show_key=False)
        back.clicked.connect(lambda: self.asked.emit("back"))
        head = row(t, back, self._title, self._chip, self._count, None, gap=12)
        steps = stretched(row(t, self._next, host(self._buttons), gap=12), 0)
        top = host(col(t, head, steps, gap=4, margins=(16, 12, 16, 8)), "header")
        facts = host(col(t, self._facts, margins=(16, 4, 16, 4)), "card")
        list_ = host(col(t, self.table), "card")
        body = stretched(col(t, facts, list_, gap=12, margins=(16, 12, 16, 12)), 1)
        self.setLayout(stretched(col(t, top, host(body)), 1))

    def show_card(self, card: LotteryCard) -> None:
        before, self.card = self.card, card
        self._title.say(card.name)
        self._chip.say(*words.STAGES[card.status])
        self._count.say(words.head(card))
        self._next.say(words.NEXT[card.status])
        told = words.facts(card)
        self._facts.show_lines([FactLine(label, value) for label, value in told])
        self.table.show_rows(card.requests)
        if before is None or before.status != card.status or before.id != card.id:
            self._show_buttons(card)

    def _show_buttons(self, card: LotteryCard) -> None:
        clear(self._buttons)
        actions = [*self.ACTIONS[card.status]]
        if card.status == "drawn" and card.lapses:
            actions.insert(0, ("forfeit", "本申請なしを取り消す", "Alt+X", "plain"))
        for name, label, key, kind in actions:
            show = not self.t.compact
            button = Button(self.t, label, key, kind, height=40, show_key=show)
            button.clicked.connect(self._press(name))
            put(self._buttons, button)

    def _press(self, name: str) -> Callable[[], None]:
        return lambda: self.asked.emit(name)
