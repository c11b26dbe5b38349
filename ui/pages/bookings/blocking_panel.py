"""The panel of a blocking: why, who made it, how it ends, and the exception to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.kit import labels
from app.kit.clock import Clock
from ui.kit.buttons import Button, Kind, Option
from ui.kit.layout import Item, Scroll, col, host, line, row, stretched
from ui.kit.lines import FactLine, FactList, ShortList
from ui.kit.signs import Chip
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.bookings.block_presenter import OpenedBlocking
from ui.parts.apply_panel import NARROW, WIDE
from ui.parts.booking_words import hours, short_day, stop_sign
from ui.parts.deeds import deed_lines

#: Word and key of what can be done with it.
CHANGE, END = ("変更する", "Alt+E"), ("今で終わりにする", "Alt+W")
#: What of it is told when it was changed.
TOLD = ("kind", "reason", "starts", "ends", "posted", "allowed_by")
LIFT, LIFT_ALL = ("解除する", "Alt+X"), ("この後も全部解除する", "Alt+V")


class BlockingPanel(QFrame):
    """`slots` are those of the day that it takes: each can be booked by an exception."""

    #: one of the words above
    asked = Signal(str)
    #: the name of the slot
    excepted = Signal(str)
    closed = Signal()

    def __init__(
        self,
        t: Theme,
        clock: Clock,
        opened: OpenedBlocking,
        slots: Sequence[str],
        *,
        going: bool,
    ) -> None:
        """`going`: it has begun and is not over."""
        super().__init__()
        self.t, self.looked = t, opened.looked
        looked = opened.looked
        self.setObjectName("panel")
        self.setFixedWidth(t.px(t.pick(WIDE, NARROW)))
        self.setAccessibleName(f"利用停止 {looked.card.reason}")
        self.buttons: list[Button] = []
        facts = FactList(t, self._facts())
        past = deed_lines(opened.events, clock, "blocking", TOLD)
        history = host(col(t, Text(t, "記録", "smallb"), 4, ShortList(t, past)))
        body = col(t, facts, *self._exceptions(slots), history, None, gap=12)
        body.setContentsMargins(t.px(16), t.px(8), t.px(16), t.px(8))
        foot = self._foot(going=going)
        self.setLayout(stretched(col(t, self._head(), line(), Scroll(t, body), foot), 2))

    def start_focus(self) -> None:
        self.buttons[0].setFocus()

    def _head(self) -> QWidget:
        t, card = self.t, self.looked.card
        away = Button(t, "閉じる", "Esc", "quiet", role="small")
        away.clicked.connect(self.closed)
        kind = labels.value("blocking", "kind", card.kind)
        title = Text(t, "利用停止", "small", "text2")
        sign = Chip(t, f"{stop_sign(card.kind)} {kind}", "off")
        top = row(t, title, sign, None, away, margins=(0, -4, -8, -4))
        at = f"{short_day(card.starts.date())} {hours(card.starts, card.ends)}"
        return host(
            col(
                t,
                top,
                Text(t, card.reason, "lead", wraps=True, lines=2),
                Text(t, f"{card.room}  {at}", elide=True),
                margins=(16, 8, 16, 8),
            )
        )

    def _facts(self) -> Sequence[FactLine]:
        card, others = self.looked.card, len(self.looked.others)
        waits = "（部屋の拠点の回答待ち）" if card.status == "provisional" else ""
        return [
            FactLine("状態", labels.value("blocking", "status", card.status) + waits),
            FactLine("入れた人", f"{card.made_by} {short_day(card.made_on)}"),
            FactLine("例外を認める人", card.allowed_by or "なし"),
            FactLine("理由の掲示", "する" if card.posted else "しない"),
            *([FactLine("いっしょに入れたもの", f"ほか{others}件")] if others else []),
        ]

    def _exceptions(self, slots: Sequence[str]) -> Sequence[Item]:
        t, card = self.t, self.looked.card
        if not (self.looked.own and card.allowed_by and slots):
            return []
        options = []
        for place, slot in enumerate(slots, 1):
            option = Option(t, f"{slot}を予約する", key=f"Alt+{place}", sign="○")
            option.clicked.connect(lambda _=False, s=slot: self.excepted.emit(s))
            options.append(option)
        told = f"{card.allowed_by}が、例外の理由を書いて予約できます。"
        title = Text(t, "例外", "smallb")
        return [
            host(col(t, title, Text(t, told, "small", "text2", wraps=True), *options))
        ]

    def _foot(self, *, going: bool) -> QWidget:
        t, others = self.t, self.looked.others
        acts: list[tuple[tuple[str, str], Kind]] = []
        if self.looked.own:
            acts.append((CHANGE, "primary"))
        if self.looked.own and going:
            acts.append((END, "plain"))
        if others:
            acts.append((LIFT_ALL, "danger"))
        acts.append((LIFT, "danger"))
        for (words, key), kind in acts:
            wide = not t.compact or kind == "primary"
            button = Button(t, words, key, kind, height=40, show_key=wide)
            button.clicked.connect(lambda _=False, w=words: self.asked.emit(w))
            self.buttons.append(button)
        first, *rest = self.buttons
        rows = [row(t, *rest[at : at + 2], None) for at in range(0, len(rest), 2)]
        return host(
            col(t, *rows, row(t, None, first), gap=8, margins=(16, 12, 16, 12)), "foot"
        )
