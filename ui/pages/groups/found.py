"""The groups that were found, with the field to search in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.kit.clock import Clock, wall
from ui.kit.buttons import Button, Option
from ui.kit.layout import col, host, line, row, stretched
from ui.kit.line_edit import LineEdit
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.kit.two_line_list import ENTER, TwoLineList, TwoLines
from ui.pages.groups.presenter import MOST
from ui.pages.groups.shown import state

if TYPE_CHECKING:
    from app.services.groups import GroupRow

#: Typing rests this long before it is searched for (ms).
REST = 120
Key = Qt.Key
STEPS = {Key.Key_Down: 1, Key.Key_Up: -1, Key.Key_PageDown: 8, Key.Key_PageUp: -8}
EMPTY = "見つかりません。ことばを短くするか、かなでさがしてください。"


class FoundPane(QWidget):
    """↑↓ choose while typing goes on; Enter opens."""

    searched = Signal(str)
    #: a row was chosen, or opened with Enter or a double click
    chosen, opened = Signal(object), Signal(object)
    new, resumed = Signal(), Signal()

    def __init__(self, t: Theme, clock: Clock) -> None:
        super().__init__()
        self.t, self._clock = t, clock
        self.edit = LineEdit(t, "words", "団体をさがす")
        self.edit.setPlaceholderText("名前・かな・番号・電話の下4桁")
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self.search_now)
        self.edit.textEdited.connect(lambda _: self._rest.start())
        self.edit.installEventFilter(self)
        add = Button(t, "新しい団体", "Ctrl+N", role="small")
        add.clicked.connect(self.new)
        self._count = Text(t, "", "small", "text2", elide=True)
        self.resume = Option(t, "登録の書きかけ", "", sign="△", key="Alt+R", role="wait")
        self.resume.clicked.connect(self.resumed)
        self._offer = host(col(t, self.resume, 8))
        self._offer.hide()
        self.list: TwoLineList[GroupRow] = TwoLineList(
            t, "見つかった団体", self._line, EMPTY
        )
        self.list.chosen.connect(self.chosen)
        self.list.opened.connect(self.opened)
        head = col(
            t,
            row(t, Text(t, "団体", "title"), None, add),
            12,
            self.edit,
            8,
            self._offer,
            self._count,
            margins=(16, 12, 16, 8),
        )
        whole = host(stretched(col(t, host(head), line(), self.list), 2), "list")
        self.setLayout(col(t, whole))
        self.setFixedWidth(t.px(t.pick(320, 264)))

    def show_found(self, rows: Sequence[GroupRow], on: UUID | None) -> None:
        place = next((i for i, each in enumerate(rows) if each.id == on), None)
        order = "近い順" if self.edit.text().strip() else "新しい順"
        most = "はじめの" if len(rows) == MOST else ""
        self._count.say(f"{most}{len(rows)}団体　{order}")
        self.list.show_rows(rows, place)

    def show_draft(self, name: str | None) -> None:
        """Offer the half-typed registration of this name."""
        self._offer.setVisible(name is not None)
        self.resume.say("登録の書きかけ", name or "(名前はまだありません)")

    def search_now(self) -> None:
        self._rest.stop()
        self.searched.emit(self.edit.text())

    def forget(self) -> None:
        self._rest.stop()
        self.edit.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() in STEPS:
            self.list.step(STEPS[Key(event.key())])
        elif event.key() in ENTER and not event.modifiers():
            self.list.open_current()
        else:
            return False
        return True

    def _line(self, group: GroupRow) -> TwoLines:
        sign, word, role = state(group, self._today())
        detail = f"{group.number} {word}・{group.kana}"
        return TwoLines(group.name, detail, sign, role)

    def _today(self) -> date:
        return wall(self._clock()).date()
