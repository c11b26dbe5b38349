"""Choosing one of several, and yes or no."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QListView,
    QSizePolicy,
    QStyleOptionComboBox,
    QWidget,
)

from app.kit import checks
from ui.kit import icons
from ui.kit.fields import Field
from ui.kit.layout import col, host, row
from ui.kit.line_edit import restyle
from ui.kit.paint import draw_text, frame, ring
from ui.kit.theme import CONTROL, Theme

#: (value, words)
Choice = tuple[str, str]


class Combo(QComboBox):
    """A list to choose one from; it elides what it has no room for."""

    LEAST = 200

    def __init__(self, t: Theme, says: str, width: int) -> None:
        super().__init__()
        self.t = t
        view = QListView(self)
        view.setFont(t.font("body"))
        self.setView(view)
        self.setFont(t.font("body"))
        self.setAccessibleName(says)
        self.setMaxVisibleItems(12)
        self.setFixedHeight(t.px(CONTROL))
        if width:
            self.setFixedWidth(t.px(width))

    def minimumSizeHint(self) -> QSize:
        """Where there is no room for the longest choice, the chosen one is elided."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), self.t.px(self.LEAST)), hint.height())

    def widen_list(self) -> None:
        """The list shows every choice whole, however narrow the field is."""
        texts = (self.itemText(i) for i in range(self.count()))
        widest = max(self.t.width("body", text) for text in texts)
        self.view().setMinimumWidth(widest + self.t.px(24))

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        room = self.width() - self.t.px(11 + 40)
        elide = Qt.TextElideMode.ElideRight
        text = self.fontMetrics().elidedText(self.currentText(), elide, room)
        option.currentText = text
        self.setToolTip("" if text == self.currentText() else self.currentText())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling past a closed list must not change it

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        size = self.t.px(16)
        x, y = self.width() - size - self.t.px(10), (self.height() - size) // 2
        icons.draw(QPainter(self), "down", x, y, size, self.t.name("text2"))


class ChoiceField(Field[str]):
    """One of `choices`; "" and the words `none` when nothing is chosen yet."""

    def __init__(
        self,
        t: Theme,
        name: str,
        label: str,
        choices: Sequence[Choice],
        *,
        need: bool = False,
        help: str = "",
        width: int = 0,
        none: str = "選んでください",
    ) -> None:
        super().__init__(t, name, label, need=need, help=help)
        self.combo = Combo(t, self.says, width)
        self._none = none
        self.offer(choices)
        self.setFocusProxy(self.combo)
        self.put(self.combo)
        self.combo.currentIndexChanged.connect(self._chosen)

    def offer(self, choices: Sequence[Choice]) -> None:
        """Other choices; the one chosen stays, if it is among them."""
        kept = self.text()
        self.combo.blockSignals(True)
        self.combo.clear()
        for value, words in [("", self._none), *choices]:
            self.combo.addItem(words, value)
        self.combo.widen_list()
        self.combo.setCurrentIndex(max(0, self.combo.findData(kept)))
        self.combo.blockSignals(False)

    def editor(self) -> QComboBox:
        return self.combo

    def text(self) -> str:
        return str(self.combo.currentData() or "")

    def set_text(self, text: str) -> None:
        self.combo.setCurrentIndex(max(0, self.combo.findData(text)))
        self.show_error("")

    def read(self) -> str:
        if self.need and not self.text():
            raise checks.Required(self.name)
        return self.text()

    def mark(self, *, bad: bool) -> None:
        restyle(self.combo, bad=bad)

    def _chosen(self, _: int) -> None:
        self.show_error("")
        self.edited.emit()


class Check(QCheckBox):
    """A box to tick; the words belong to the target, 36 px high."""

    BOX = 20

    def __init__(self, t: Theme, words: str) -> None:
        super().__init__(words.replace("&", "&&"))
        self.t, self.words = t, words
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        width = self.t.px(self.BOX + 20) + self.t.width("body", self.words)
        return QSize(width, self.t.px(CONTROL))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        t, q, size = self.t, QPainter(self), self.t.px(self.BOX)
        box = QRect(t.px(4), (self.height() - size) // 2, size, size)
        on = self.isChecked()
        edge = t.color("accent" if on else "line_ui")
        frame(q, t, box, edge, t.color("accent" if on else "surface"), radius=4)
        if on:
            m = t.px(3)
            tick = t.name("on_accent")
            icons.draw(q, "check", box.x() + m, box.y() + m, size - 2 * m, tick, 3)
        y = (self.height() - t.box("body")) / 2
        ink = "text" if self.isEnabled() else "text3"
        draw_text(q, t, box.right() + t.px(9), y, 0, self.words, "body", ink)
        if self.hasFocus():
            ring(q, t, self.rect())


class CheckField(Field[bool]):
    """Yes or no, in its own words."""

    def __init__(
        self, t: Theme, name: str, label: str, words: str, *, help: str = ""
    ) -> None:
        super().__init__(t, name, label, help=help)
        self.box = Check(t, words)
        self.box.setAccessibleName(f"{label} {words}")
        self.setFocusProxy(self.box)
        self.put(self.box)
        self.box.toggled.connect(lambda _: self.edited.emit())

    def editor(self) -> QCheckBox:
        return self.box

    def text(self) -> str:
        return "yes" if self.box.isChecked() else ""

    def set_text(self, text: str) -> None:
        self.box.setChecked(bool(text))

    def read(self) -> bool:
        return self.box.isChecked()


class ChecksField(Field[str]):
    """Any of `choices`: the values ticked, in their order, separated by spaces.

    `across` boxes stand in a row; 0: all of them in one.
    """

    def __init__(
        self,
        t: Theme,
        name: str,
        label: str,
        choices: Sequence[Choice],
        *,
        need: bool = False,
        help: str = "",
        across: int = 0,
    ) -> None:
        super().__init__(t, name, label, need=need, help=help)
        self.boxes = {value: Check(t, words) for value, words in choices}
        for value, words in choices:
            self.boxes[value].setAccessibleName(f"{label} {words}")
            self.boxes[value].toggled.connect(lambda _: self.edited.emit())
        first, *_ = self.boxes.values()
        self.setFocusProxy(first)
        boxes, step = list(self.boxes.values()), across or len(self.boxes)
        rows = (boxes[at : at + step] for at in range(0, len(boxes), step))
        self.put(host(col(t, *(row(t, *each, None, gap=16) for each in rows))))

    def editor(self) -> QCheckBox:
        return next(iter(self.boxes.values()))

    def editors(self) -> Sequence[QWidget]:
        return list(self.boxes.values())

    def text(self) -> str:
        return " ".join(value for value, box in self.boxes.items() if box.isChecked())

    def set_text(self, text: str) -> None:
        for value, box in self.boxes.items():
            box.setChecked(value in text.split())

    def read(self) -> str:
        return self.text()
