"""The panel in which something is applied for: what, what it costs by which rule, go.

Bookings and loans share it: head, form, refusals at their place, fee, and the two
buttons, which stay while the rest scrolls.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.kit.money import yen
from app.kit.refusal import Refusal
from app.rules.fees import FeeLine
from ui.contracts import Alternative
from ui.kit.buttons import Button
from ui.kit.form import Form, Part
from ui.kit.layout import Item, Scroll, col, host, line, row, stretched
from ui.kit.lines import MoneyLines
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.parts.fee_lines import fee_lines
from ui.parts.left_note import left_note
from ui.parts.refusal_box import RefusalBox

#: After the last key, until the fee is asked for again (ms).
REST = 120
WIDE, NARROW = 440, 376


class ApplyPanel(QFrame):
    """Its heir makes the fields and calls `lay_out`.

    `boxes` are where refusals stand: by the field they are about, "" for the others.
    """

    #: something that changes the offer was typed: `values()`
    typed = Signal()
    #: a pause in typing: time to keep the draft
    paused = Signal()
    #: permit it: ({name: value}, whether the money is received now)
    confirmed = Signal(dict, bool)
    closed = Signal()
    erased = Signal()

    form: Form
    boxes: Mapping[str, RefusalBox]

    def __init__(self, t: Theme, title: str) -> None:
        super().__init__()
        self.t, self._title = t, title
        self.setObjectName("panel")
        self.setFixedWidth(t.px(t.pick(WIDE, NARROW)))
        self.setAccessibleName(title)
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self.typed)
        self._paid = True

    def lay_out(
        self, parts: Sequence[Part], boxes: Mapping[str, RefusalBox], under: Item
    ) -> None:
        """Put the form in; `under` stands below the title."""
        self.boxes = boxes
        self.form = Form(self.t, parts)
        self.form.confirmed.connect(self._confirm)
        self.form.stepped_back.connect(self.closed)
        self.form.edited.connect(self.paused)
        for field in self.form:
            field.edited.connect(self._rest.start)
        self.body = Scroll(self.t, self._body())
        parts_of_panel = (self._head(under), line(), self.body, self._foot())
        self.setLayout(stretched(col(self.t, *parts_of_panel), 2))
        *_, last = (field.editor() for field in self.form)
        QWidget.setTabOrder(last, self.go)  # Enter in the last field goes there
        QWidget.setTabOrder(self.go, self.later)

    # what the page asks

    def values(self) -> dict[str, str]:
        return self.form.values()

    def fill(self, values: Mapping[str, str]) -> None:
        self.form.fill(values)

    def empty(self) -> None:
        self.form.empty()
        self._left.hide()
        self.hide_fee()
        self.clear_boxes()
        self.allow(allowed=True)

    def show_left(self, *, left: bool) -> None:
        """Whether what stands there was left behind, and can be thrown away."""
        self._left.setVisible(left and any(self.values().values()))

    def is_left(self) -> bool:
        """What was left behind may be somebody else's."""
        return self._left.isVisible()

    def show_fee(self, lines: Iterable[FeeLine], fee: int) -> None:
        self._lines.show_lines(fee_lines(lines))
        self._total.say(yen(fee))
        self._fees.setVisible(True)
        self._total_row.setVisible(True)

    def hide_fee(self) -> None:
        self._fees.setVisible(False)
        self._total_row.setVisible(False)

    def show_box(
        self, name: str, refusal: Refusal, ways: Sequence[Alternative], more: str = ""
    ) -> None:
        """The refusal in its box, with what is possible instead; nothing can go on."""
        self.clear_boxes()
        box = self.boxes.get(name, self.boxes[""])
        box.show_no(refusal, ways, more=more)
        self.hold_back(box)

    def show_at_field(self, refusal: Refusal) -> bool:
        """The refusal at the field that it is about; False where it is about none."""
        field = self.form.tell_refusal(refusal)
        if field is not None:
            self.hold_back(field)
        return field is not None

    def hold_back(self, where: QWidget) -> None:
        """Nothing can go on before what stands there was seen to."""
        self.allow(allowed=False)
        QTimer.singleShot(0, self, lambda: self.body.show_whole(where))

    def clear_boxes(self) -> None:
        """What was refused before is no more, in its box or at its field."""
        self.form.clear_refusal()
        for box in self.boxes.values():
            box.clear()

    def allow(self, *, allowed: bool) -> None:
        self.go.setEnabled(allowed)
        self.later.setEnabled(allowed)

    # within

    def _head(self, under: Item) -> QWidget:
        t = self.t
        away = Button(t, "閉じる", "Esc", "quiet", role="small")
        away.clicked.connect(self.closed)
        title = Text(t, self._title, "lead")
        top = row(t, title, None, away, margins=(0, -4, -8, -4))
        return host(col(t, top, under, margins=(16, 8, 16, 8)))

    def _body(self) -> QVBoxLayout:
        t = self.t
        self._left = left_note(t, self.erased.emit)
        rule = Text(t, "右は根拠の条項", "small", "text2")
        self._lines = MoneyLines(t)
        head = row(t, Text(t, "使用料", "smallb"), None, rule)
        self._fees = host(col(t, head, 4, self._lines))
        parts = (self._left, self.boxes[""], self.form, 12, self._fees, None)
        return col(t, *parts, margins=(16, 8, 16, 8))

    def _foot(self) -> QWidget:
        t = self.t
        self._total = Text(t, "", "figure")
        self._total_row = host(
            row(t, Text(t, "合計", "bodyb"), None, self._total, gap=12)
        )
        self.go = Button(t, "許可して受領・印刷", "Ctrl+Enter", "primary", height=40)
        self.go.clicked.connect(lambda: self._press(paid=True))
        self.later = Button(
            t,
            "許可のみ",
            "Alt+K",
            height=40,
            says="許可のみ(あとで納付)",
            show_key=not t.compact,
        )
        self.later.clicked.connect(lambda: self._press(paid=False))
        buttons = row(t, self.later, None, self.go)
        more = self._more()
        above: list[Item] = [row(t, *more, None), 8] if more else []
        foot = col(t, self._total_row, 8, *above, buttons, margins=(16, 8, 16, 12))
        return host(foot, "foot")

    def _more(self) -> Sequence[QWidget]:
        """What else can be done with the same wish, or must be seen, above the two."""
        return ()

    def _press(self, *, paid: bool) -> None:
        self._paid = paid
        self.form.confirm()
        self._paid = True

    def _confirm(self, values: dict[str, Any]) -> None:
        self._rest.stop()  # what is confirmed now needs no further offer
        if self.go.isEnabled():
            self.confirmed.emit(values, self._paid)
