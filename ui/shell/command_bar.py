"""The command bar: opens over any page and leaves what was typed below as it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.contracts import Answer, Found, Provider
from ui.kit.buttons import Option
from ui.kit.layout import Scroll, clear, col, high, host, line, put, row
from ui.kit.line_edit import LineEdit
from ui.kit.ops import Ops
from ui.kit.signs import Chip, Icon, KeyHint
from ui.kit.text import Text
from ui.kit.theme import Theme

__all__ = ["Answer", "CommandBar", "Found", "Provider"]

NOTHING = (
    "何も見つかりません。「来週火 午後 20人」「来月 午後」「12/5 花の会」のように、"
    "日・時間・人数・部屋・団体や、画面の名前を入れてください。"
)
#: Typing rests this long before it is answered (ms).
REST = 80
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CommandBar(QWidget):
    """Arrow keys choose, Enter does, Esc closes. Answers of older words are dropped."""

    closed = Signal()

    def __init__(self, t: Theme, over: QWidget, ops: Ops, provider: Provider) -> None:
        super().__init__(over)
        self.t, self._provider = t, provider
        self._ops = ops.of(self)
        self._asked = 0
        self._on = 0
        self._shown: Sequence[Answer] = ()
        self._options: list[Option] = []
        self.edit = LineEdit(t, "command", "何をしますか")
        self.edit.setObjectName("bare")
        self.edit.setFont(t.font("lead"))
        self.edit.setFixedHeight(t.px(48))
        self.edit.setPlaceholderText("団体・日付・画面の名前")
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._ask)
        self.edit.textChanged.connect(self._rest.start)
        self.edit.installEventFilter(self)
        self._box = self._frame()
        over.installEventFilter(self)
        self.setGeometry(over.rect())
        self.show()
        self.edit.setFocus()
        self._ask()

    def _frame(self) -> QFrame:
        t = self.t
        search = Icon(t, "search", "accent", 22)
        away = KeyHint(t, "Esc", "閉じる")
        field = host(row(t, search, self.edit, away, gap=12, margins=(16, 4, 16, 4)))
        self._reading = col(t, gap=4, margins=(16, 0, 16, 10))
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._scroll = Scroll(t, self._rows)
        hints = [KeyHint(t, "↑↓", "選ぶ"), KeyHint(t, "Enter", "決める"), None]
        foot = host(row(t, *hints, gap=20, margins=(16, 8, 16, 8)))
        box = QFrame(self)
        box.setObjectName("bar")
        box.setAccessibleName("何をしますか")
        box.setStyleSheet(
            f"QFrame#bar {{ background: {t.name('surface')};"
            f" border: {t.px(2)}px solid {t.name('accent')};"
            f" border-radius: {t.px(8)}px; }}"
        )
        reading = host(self._reading)
        self._reading_host = reading
        self._under = line()
        parts = (field, reading, line(), self._scroll, self._under, foot)
        inner = col(t, *parts, margins=(2, 2, 2, 2))
        box.setLayout(inner)
        self._chrome = (field, foot)
        return box

    def _ask(self) -> None:
        self._asked += 1
        words, asked = self.edit.text().strip(), self._asked
        self._ops.query(
            lambda: self._provider(words), lambda found: self._answered(asked, found)
        )

    def _answered(self, asked: int, found: Found) -> None:
        if asked == self._asked:
            self.show_found(found)

    def show_found(self, found: Found) -> None:
        t = self.t
        self._shown, self._options, self._on = found.answers, [], 0
        self._show_reading(found)
        clear(self._rows)
        if not found.answers and not found.remark:
            words = row(t, Text(t, NOTHING, wraps=True), margins=(16, 12, 16, 12))
            put(self._rows, host(words))
        for i, answer in enumerate(found.answers):
            if i == 0 or answer.section != found.answers[i - 1].section:
                put(self._rows, self._section(answer.section, first=i == 0))
            put(self._rows, self._option(answer, i))
        self._rows.addStretch(1)
        for part in (self._scroll, self._under):
            part.setVisible(bool(self._rows.count() > 1))
        self._turn(0)
        self._place()

    def _show_reading(self, found: Found) -> None:
        """How the words were read; under it the remark, whole."""
        t = self.t
        clear(self._reading)
        if found.read_as:
            chips = [Chip(t, word, "accent") for word in found.read_as]
            told = Text(t, "こう読みました", "small", "text2")
            put(self._reading, host(row(t, told, *chips, None)))
        if found.remark:
            put(self._reading, Text(t, found.remark, "body", "late", wraps=True))
        self._reading_host.setVisible(bool(found.read_as or found.remark))

    def _section(self, title: str, *, first: bool) -> QWidget:
        t = self.t
        words = row(t, Text(t, title, "smallb", "text2"), None, margins=(16, 6, 16, 2))
        return host(col(t, *([] if first else [line()]), words))

    def _option(self, answer: Answer, place: int) -> Option:
        option = Option(
            self.t,
            answer.title,
            answer.detail,
            sign=answer.sign,
            amount=answer.amount,
            role=answer.role,
            listed=True,
        )
        option.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        option.clicked.connect(lambda: self._do(place))
        self._options.append(option)
        return option

    def _turn(self, place: int) -> None:
        if not self._options:
            return
        self._options[self._on].turn(on=False, key="")
        self._on = max(0, min(place, len(self._options) - 1))
        option = self._options[self._on]
        option.turn(on=True, key="Enter")
        self.edit.setAccessibleDescription(option.accessibleName())
        self._scroll.show_whole(option)

    def _do(self, place: int) -> None:
        answer = self._shown[place]
        self.close_bar()
        answer.do()

    def close_bar(self) -> None:
        self.hide()
        self.closed.emit()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        over = self.parentWidget()
        if over is not None and watched is over and event.type() == QEvent.Type.Resize:
            self.setGeometry(over.rect())
            self._place()
        elif watched is self.edit and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # while the bar is open no key reaches the page below
            return True
        elif watched is self.edit and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.close_bar()
        elif key in ENTER and self._options:
            self._do(self._on)
        elif key == Qt.Key.Key_Down:
            self._turn(self._on + 1)
        elif key == Qt.Key.Key_Up:
            self._turn(self._on - 1)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            pass  # there is nowhere to go: the page below is not to be reached
        else:
            return False
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._box.geometry().contains(event.position().toPoint()):
            self.close_bar()

    def _place(self) -> None:
        """Under the top edge, so that it lands on the field it came from."""
        t = self.t
        width = min(t.px(760), self.width() - t.px(32))
        chrome = sum(widget.sizeHint().height() for widget in self._chrome) + t.px(8) + 2
        if not self._reading_host.isHidden():
            chrome += high(self._reading, width - t.px(4))
        wanted = chrome + self._rows.sizeHint().height()
        height = min(wanted, self.height() - t.px(16))
        self._box.setGeometry((self.width() - width) // 2, t.px(4), width, height)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        q = QPainter(self)
        q.fillRect(self.rect(), QColor(self.t.p.scrim))
        q.setRenderHint(QPainter.RenderHint.Antialiasing)
        q.setPen(Qt.PenStyle.NoPen)
        for i in range(1, 7):  # a soft edge; QGraphicsEffect would blur the text
            q.setBrush(QColor(0, 0, 0, 10))
            g = self.t.px(i * 2)
            edge = QRectF(self._box.geometry()).adjusted(-g, -g / 2, g, g * 1.2)
            q.drawRoundedRect(edge, self.t.px(10), self.t.px(10))
