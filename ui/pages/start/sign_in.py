"""Who sits down at the desk: choose a name, type the PIN."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.kit.refusal import Refusal
from app.services.sign_in import Actor, StaffRow
from ui.kit.buttons import Button, Option
from ui.kit.fields import LineField
from ui.kit.layout import Scroll, col, host, row, stretched
from ui.kit.signs import Icon
from ui.kit.text import Text
from ui.kit.theme import Theme

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
        self.pin = _pin(t)
        self.pin.edit.returnPressed.connect(self.confirm)
        go = Button(t, "はじめる", "Enter", "primary", height=40)
        go.clicked.connect(self.confirm)
        head = row(t, Icon(t, "desk", "accent", 28), Text(t, center, "title", wraps=True))
        listed = Scroll(t, col(t, *self.names, None))
        notes = [Text(t, remark, "small", "text2", wraps=True)] if remark else []
        body = col(
            t,
            stretched(head, 1),
            Text(t, "だれが使いますか", "smallb", "text2"),
            listed,
            self.pin,
            *notes,
            go,
            gap=12,
            margins=(32, 32, 32, 32),
        )
        stretched(body, 2)
        card = host(body, "card")
        card.setFixedWidth(t.px(440))
        card.setMaximumHeight(t.px(640))
        self.setLayout(stretched(col(t, row(t, None, card, None), margins=(16,) * 4), 0))
        self.choose(0)

    def choose(self, place: int) -> None:
        """Take a name; the PIN comes next."""
        self._chosen = place
        for at, option in enumerate(self.names):
            option.turn(on=at == place, key="")
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


def _pin(t: Theme) -> LineField[str]:
    field = LineField(t, "pin", "暗証番号", str, need=True, width=160)
    field.edit.setEchoMode(QLineEdit.EchoMode.Password)
    return field
