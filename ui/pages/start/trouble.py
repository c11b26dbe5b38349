"""What stands against opening: which of the plain reasons, and the way on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.kit.clock import Clock
from app.kit.config import Config
from app.kit.refusal import Refusal
from app.services.backups import Backup, backups_of
from app.services.opening import CannotOpen
from ui.kit.buttons import Button
from ui.kit.dialog import tell_refusal
from ui.kit.fields_choice import ChoiceField
from ui.kit.layout import Item, col, host, line, row, stretched
from ui.kit.messages import text_of
from ui.kit.ops import Ops
from ui.kit.signs import Icon, note
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.start.frame import middle
from ui.parts.backup_words import backup_text

WIDTH = 640


class TroublePage(QWidget):
    """Nothing was touched; もう一度試す, or a backup where one can take the place."""

    #: look once more: something was mended or put back
    again = Signal()

    def __init__(
        self, t: Theme, ops: Ops, refusal: Refusal, own: Config | None, clock: Clock
    ) -> None:
        super().__init__()
        self.t = t
        self._ops = ops.of(self)
        self._found: Sequence[Backup] = ()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        first, _, rest = text_of(refusal).partition("。")
        title = Text(t, f"{first}。", "lead", wraps=True)
        head = stretched(row(t, Icon(t, "warn", "late", 24), title, gap=12), 1)
        body: list[Item] = [head, Text(t, rest.strip(), wraps=True)]
        self.choice = ChoiceField(t, "backup", "戻すバックアップ", [])
        self.restore = Button(t, "このバックアップに戻す", "Alt+R", height=40)
        self.restore.clicked.connect(self._restore)
        self._offer = host(
            col(t, line(), self.choice, row(t, self.restore, None), gap=12)
        )
        self._offer.hide()
        self._none = note(t, "戻せるバックアップは見つかりません。", "wait")
        self._none.hide()
        foot = self._foot()
        inner = col(t, *body, self._offer, self._none, gap=16, margins=(32, 28, 32, 20))
        self.setLayout(middle(t, col(t, inner, line(), foot), WIDTH))
        if own is not None and isinstance(refusal, CannotOpen) and refusal.replaceable:
            self._backups = backups_of(own, clock)
            self._ops.query(self._backups.all, self._offer_backups)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.retry.setFocus()

    def _foot(self) -> Item:
        t = self.t
        leave = Button(t, "閉じる", "Esc", height=40)
        leave.clicked.connect(self.close)
        self.retry = Button(t, "もう一度試す", "F5", "primary", height=40)
        self.retry.clicked.connect(self.again)
        return row(t, leave, None, self.retry, margins=(24, 12, 24, 12))

    def _offer_backups(self, found: Sequence[Backup]) -> None:
        self._found = found
        self._offer.setVisible(bool(found))
        self._none.setVisible(not found)
        if found:
            choices = [(str(i), backup_text(each)) for i, each in enumerate(found)]
            self.choice.offer(choices)
            self.choice.set_text("0")

    def _restore(self) -> None:
        try:
            chosen = self._found[int(self.choice.read())]
        except Refusal as refusal:
            self.choice.show_refusal(refusal)
            return
        self.restore.setEnabled(False)
        self._ops.query(
            lambda: self._backups.restore(chosen),
            lambda _: self.again.emit(),
            self._not_restored,
        )

    def _not_restored(self, refusal: Refusal) -> None:
        self.restore.setEnabled(True)
        tell_refusal(self.t, self, refusal)
