"""A refusal where it belongs: what and which rule, then what is possible instead."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.kit.refusal import Refusal
from ui.contracts import Alternative
from ui.kit.buttons import Option
from ui.kit.layout import clear, host, put, row
from ui.kit.messages import text_of
from ui.kit.paint import BREAK
from ui.kit.signs import note
from ui.kit.text import Text
from ui.kit.theme import Theme

INSTEAD = "かわりにできること"


class RefusalBox(QWidget):
    """Empty and hidden until something is refused."""

    def __init__(self, t: Theme) -> None:
        super().__init__()
        self.t = t
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(t.px(4))
        self.hide()

    def show_no(
        self,
        refusal: Refusal,
        ways: Sequence[Alternative],
        title: str = INSTEAD,
        hint: str = "選ぶと、入力したまま移ります",
        more: str = "",
    ) -> None:
        """Up to nine ways, pressed with Alt+1, 2, 3. `hint` is true of all of them;
        `more` is what besides its text has to be known of the refusal."""
        self.clear()
        t = self.t
        told = text_of(refusal).replace("。", f"。{BREAK}").rstrip(BREAK)
        put(self._box, note(t, told))
        if more:
            put(self._box, Text(t, more, wraps=True))
        if ways:
            small = Text(t, hint, "small", "text2", elide=True)
            head = row(t, Text(t, title, "smallb"), small, margins=(0, 4, 0, 0))
            put(self._box, host(head))
        for place, way in enumerate(ways, 1):
            option = Option(
                t,
                way.title,
                way.detail,
                sign="○",
                amount=way.amount,
                key=f"Alt+{place}",
                role="good",
            )
            option.clicked.connect(way.do)
            put(self._box, option)
        self.show()

    def clear(self) -> None:
        clear(self._box)
        self.hide()
