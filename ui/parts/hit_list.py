"""The hits under a field that searches while one types: ↑↓ choose, Enter takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.kit.buttons import Option
from ui.kit.layout import clear, host, put, row
from ui.kit.line_edit import LineEdit
from ui.kit.text import Text
from ui.kit.theme import Theme

#: So many hits are listed.
MOST = 5
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class HitList(QFrame):
    """Stands under `edit` and hears its keys; shown while that has the focus.

    `enter` is called for Enter with something typed, `take` with the place of a hit that
    was clicked.
    """

    def __init__(
        self,
        t: Theme,
        edit: LineEdit,
        enter: Callable[[], None],
        take: Callable[[int], None],
    ) -> None:
        super().__init__()
        self.t, self._edit, self._enter, self._take = t, edit, enter, take
        self._options: list[Option] = []
        #: the place of the hit that Enter takes
        self.on = 0
        self._list = QVBoxLayout(self)
        self._list.setContentsMargins(1, 1, 1, 1)
        self._list.setSpacing(0)
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        self.hide()
        edit.installEventFilter(self)

    def __len__(self) -> int:
        return len(self._options)

    def show_hits(self, hits: Sequence[Option], more: int = 0) -> None:
        """These, the first chosen; `more` are not listed. None hides the list."""
        self._options, self.on = list(hits), 0
        clear(self._list)
        for place, option in enumerate(hits):
            option.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            option.clicked.connect(lambda _=False, place=place: self._take(place))
            put(self._list, option)
        if more > 0:
            told = f"ほか{more}件。続けて打つとしぼれます。"
            words = Text(self.t, told, "small", "text2")
            put(self._list, host(row(self.t, words, None, margins=(16, 4, 16, 4))))
        self.setVisible(bool(hits))
        self._turn(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.FocusIn):
            inside = event.type() == QEvent.Type.FocusIn
            self.setVisible(inside and bool(self._options))
        return False

    def _key(self, event: QKeyEvent) -> bool:
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        key = event.key()
        if key in ENTER and plain and self._edit.text().strip():
            self._enter()
        elif key == Qt.Key.Key_Down and self._options:
            self._turn(self.on + 1)
        elif key == Qt.Key.Key_Up and self._options:
            self._turn(self.on - 1)
        elif key == Qt.Key.Key_Escape and self._options:
            self.show_hits(())
        else:
            return False
        return True

    def _turn(self, place: int) -> None:
        if not self._options:
            return
        self._options[self.on].turn(on=False, key="")
        self.on = max(0, min(place, len(self._options) - 1))
        self._options[self.on].turn(on=True, key="Enter")
        self._edit.setAccessibleDescription(self._options[self.on].accessibleName())
