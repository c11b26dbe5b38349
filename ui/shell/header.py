"""The first line: where we are, when, the command field, the exchange, who acts."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.kit.clock import wall
from app.kit.wareki import full
from ui.kit import icons
from ui.kit.layout import col, host, line, row
from ui.kit.paint import cap, cap_width, draw_text, frame, ring
from ui.kit.signs import Icon
from ui.kit.text import Text
from ui.kit.theme import Theme

if TYPE_CHECKING:
    from app.services.sync.header import Exchanged


class HeaderInfo(NamedTuple):
    """What the header says besides the time.

    `opening` is 開館中 21:30まで or 休館日; `exchanged` is None where there is no other
    site to exchange with.
    """

    center: str
    site: str
    staff: str
    opening: str = ""
    exchanged: Exchanged | None = None


class CommandField(QPushButton):
    """A door, not a field: it opens the command bar, which appears in its place."""

    WORDS, SHORT = "何をしますか？ 団体・日付・画面の名前", "何をしますか？"

    def __init__(self, t: Theme) -> None:
        super().__init__()
        self.t = t
        self.setAccessibleName("何をしますか")
        self.setToolTip("団体・日付・画面の名前から始めます(Ctrl+K)")
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Expanding, policy.Fixed)
        self.setMaximumWidth(t.px(640))

    def sizeHint(self) -> QSize:
        return QSize(self.t.px(240), self.t.px(40))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.t.px(120), self.t.px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        t, q, h = self.t, QPainter(self), self.height()
        fill = t.color("bg" if self.underMouse() else "surface")
        frame(q, t, self.rect(), t.color("line_ui"), fill)
        size = t.px(18)
        icons.draw(q, "search", t.px(12), (h - size) // 2, size, t.name("text2"))
        x = self.width() - cap_width(t, "Ctrl+K") - t.px(10)
        cap(q, t, x, h // 2, "Ctrl+K")
        y = (h - t.box("body")) / 2
        room = x - t.px(48)
        words = self.WORDS if t.width("body", self.WORDS) <= room else self.SHORT
        draw_text(q, t, t.px(40), y, room, words, "body", "text3")
        if self.hasFocus():
            ring(q, t, self.rect())


class Header(QWidget):
    """Ground of the whole width, 56 px."""

    asked = Signal()

    def __init__(self, t: Theme, info: HeaderInfo, now: datetime) -> None:
        super().__init__()
        self.t = t
        self.center = Text(t, info.center, "bodyb", shrinks=True)
        self.site = Text(t, info.site, "small", "text2", shrinks=True)
        self.day = Text(t, "", "bodyb")
        self.hour = Text(t, "", "small", "text2")
        self.exchange = Text(t, "", "small", "text2")
        self.waiting = Text(t, "", "smallb", "wait")
        self.staff = Text(t, "", "bodyb", shrinks=True)
        self.field = CommandField(t)
        self.field.clicked.connect(self.asked)
        self._sync = Icon(t, "sync", "text2")
        self._opening, self._exchanged = "", info.exchanged
        self._lay()
        self.show_info(info)
        self.show_time(now)

    def _lay(self) -> None:
        t, gap = self.t, self.t.pick(24, 16)
        mark = host(row(t, None, Icon(t, "desk", "accent", 28), None))
        mark.setFixedWidth(t.px(t.pick(88, 72)))
        bar = line(upright=True)
        bar.setFixedHeight(t.px(32))
        person: list[QWidget | int | None] = [bar, 16, Icon(t, "person"), 8]
        who = self._two(Text(t, "受付", "small", "text2"), self.staff)
        self._exchange = host(
            row(t, self._sync, 8, self._two(self.exchange, self.waiting), 16, gap=0)
        )
        inner = row(
            t,
            mark,
            8,
            self._two(self.center, self.site),
            gap,
            self._two(self.day, self.hour),
            gap,
            self.field,
            None,
            gap,
            self._exchange,
            *([] if t.compact else person),
            who,
            gap=0,
            margins=(0, 0, gap, 0),
        )
        inner.setStretchFactor(self.field, 100)
        ground = host(inner, "header")
        ground.setFixedHeight(t.px(56))
        self.setLayout(row(t, ground, gap=0))

    def show_info(self, info: HeaderInfo) -> None:
        self._opening = info.opening
        self.center.say(info.center)
        self.site.say(info.site)
        self.staff.say(info.staff)
        self._exchanged = info.exchanged

    def show_time(self, now: datetime) -> None:
        self.day.say(full(now.date()))
        self.hour.say(f"{now:%H:%M}  {self._opening}".strip())
        self._show_exchange(now)

    def _show_exchange(self, now: datetime) -> None:
        """最終同期 3時間前 over 未送信 2件, in the color of what waits."""
        known = self._exchanged
        self._exchange.setVisible(known is not None)
        if known is None:
            return
        ink = "wait" if known.waiting else "text2"
        self.exchange.say(f"最終同期 {known.age(wall(now))}")
        self.waiting.say(f"未送信 {known.waiting:,}件", ink)
        self._sync.color = ink
        self._sync.update()

    def _two(self, upper: Text, lower: Text) -> QWidget:
        column = col(self.t, None, upper, lower, None)
        for text in (upper, lower):  # else the narrower one would be the most of both
            column.setAlignment(text, Qt.AlignmentFlag.AlignLeft)
        widget = host(column)
        widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        return widget
