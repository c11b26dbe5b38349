"""The head of 備品: which view, and the field that a scanner types into."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from ui.kit.buttons import Button
from ui.kit.layout import col, row
from ui.kit.line_edit import LineEdit
from ui.kit.tabs import Segments
from ui.kit.text import Text
from ui.kit.theme import Theme

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LoansHead(QWidget):
    """A barcode and Enter; down goes into the list below."""

    #: a barcode was read
    scanned = Signal(str)
    #: down, into what is below
    down = Signal()
    #: which view
    chosen = Signal(int)
    new = Signal()

    def __init__(self, t: Theme, views: Sequence[str]) -> None:
        super().__init__()
        self.segments = Segments(t, "備品の見かた", views)
        self.segments.chosen.connect(self.chosen)
        self.scan = LineEdit(t, "barcode", "バーコード", t.pick(248, 132))
        words = "バーコード" if t.compact else "バーコードを読み取る"
        self.scan.setPlaceholderText(words)
        self.scan.installEventFilter(self)
        self.scan.textEdited.connect(lambda _: self.tell(""))
        self._fault = Text(t, "", "small", "late", wraps=True)
        self._fault.hide()
        more = Button(t, "新しい貸出", "Ctrl+N", show_key=not t.compact)
        more.clicked.connect(self.new)
        title = [] if t.compact else [Text(t, "備品", "title")]
        line = row(t, *title, self.segments, None, self.scan, more, gap=12)
        self.setLayout(col(t, line, self._fault, gap=4, margins=(16, 12, 16, 12)))

    def begin(self, sign: str = "") -> None:
        """Into the field; a sign typed over a list begins a barcode."""
        self.scan.setFocus()
        if sign:
            self.scan.setText(sign)
            self.tell("")
        else:
            self.scan.selectAll()

    def tell(self, words: str) -> None:
        """What is wrong with what was scanned."""
        self._fault.say(words)
        self._fault.setVisible(bool(words))
        self.scan.mark(bad=bool(words))
        self.scan.setAccessibleDescription(words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        undo = event.matches(QKeySequence.StandardKey.Undo) and not self.scan.text()
        if event.type() == QEvent.Type.ShortcutOverride and undo:
            event.ignore()  # an empty field has no typing to undo: the desk's last deed
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        return self._key(event)

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._scan()
        elif key == Qt.Key.Key_Down:
            self.down.emit()
        elif key == Qt.Key.Key_Escape and self.scan.text():
            self.scan.clear()
            self.tell("")
        else:
            return False
        return True

    def _scan(self) -> None:
        code = self.scan.text().strip()
        self.scan.clear()
        self.tell("")
        if code:
            self.scanned.emit(code)
