"""Who sits down at the desk: choose a name, type the PIN."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.kit.refusal import Refusal
from app.services.sign_in import Actor, StaffRow
from ui.kit.buttons import Button, Option
from ui.kit.layout import Item, Scroll, col, row, stretched
from ui.kit.signs import Icon, KeyHint
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.start.frame import middle
from ui.parts.pin_fields import PinField

WIDTH = 440
#: Signs somebody in, or refuses.
Check = Callable[[StaffRow, str], Actor]


class SignInPage(QWidget):
    """The first thing seen on every day. One name: the PIN can be typed at once."""

    signed_in = Signal(object)

    def __init__(
        self, t: Theme, center: str, staff: Sequence[StaffRow], check: Check, remark: str
    ) -> None:
        super().__init__()
        self.t = t
        self._staff, self._check = staff, check
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        self._chosen = 0
        self.names = [Option(t, s.name, s.kana, listed=True) for s in staff]
        for place, option in enumerate(self.names):
            option.clicked.connect(partial(self.choose, place))
            option.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # arrow keys choose
        self.pin = PinField(t, "pin", "暗証番号")
        self.pin.edit.returnPressed.connect(self.confirm)
        self.pin.edit.installEventFilter(self)
        self.setLayout(middle(t, self._card(center, remark), WIDTH))
        self.choose(0)

    def _card(self, center: str, remark: str) -> QBoxLayout:
        t = self.t
        go = Button(t, "はじめる", "Enter", "primary", height=40)
        go.clicked.connect(self.confirm)
        head = row(t, Icon(t, "desk", "accent", 28), Text(t, center, "title", wraps=True))
        self._listed = Scroll(t, col(t, *self.names))
        rows = [name.sizeHint().height() for name in self.names]
        self._listed.setMaximumHeight(sum(rows))
        self._listed.setMinimumHeight(sum(rows[:2]))
        notes = [Text(t, remark, "small", "text2", wraps=True)] if remark else []
        keys = KeyHint(t, "↑↓", "名前をえらぶ")
        ask = row(t, Text(t, "だれが使いますか", "smallb", "text2"), None, keys)
        start = row(t, go, None)
        head = stretched(head, 1)
        items: list[Item] = [head, ask, self._listed, self.pin, *notes, start]
        return col(t, *items, gap=12, margins=(32, 28, 32, 28))

    def choose(self, place: int) -> None:
        """Take a name; the PIN comes next."""
        self._chosen = place
        for at, option in enumerate(self.names):
            option.turn(on=at == place, key="")
        self._listed.show_whole(self.names[place])
        self.pin.edit.setAccessibleDescription(self.names[place].title)
        self.pin.set_text("")
        self.pin.edit.setFocus()

    def start_focus(self) -> None:
        self.pin.edit.setFocus()

    def confirm(self) -> None:
        """Sign in with what was typed; a wrong PIN is said and can be typed over."""
        try:
            actor = self._check(self._staff[self._chosen], self.pin.text())
        except Refusal as refusal:
            self.pin.show_refusal(refusal)
            self.pin.edit.selectAll()
            return
        self.signed_in.emit(actor)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow keys choose a name while the PIN is being typed."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self.choose(max(0, min(self._chosen + step, len(self.names) - 1)))
        return bool(step)
