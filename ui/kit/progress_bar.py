"""How far long work is."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy

from app.kit.progress import Stage
from ui.kit.theme import Theme

FIXED, EXPANDING = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding


class ProgressBar(QProgressBar):
    """Without a known end it is an empty frame. `width` in px at 100 %; 0 takes all."""

    def __init__(self, t: Theme, width: int = 0) -> None:
        super().__init__()
        self.t, self._wide = t, width
        self.setTextVisible(False)
        self.setSizePolicy(FIXED if width else EXPANDING, FIXED)

    def show_stage(self, stage: Stage) -> None:
        self.setMaximum(stage.total or 1)
        self.setValue(stage.done)
        self.setAccessibleName(stage.what)

    def sizeHint(self) -> QSize:
        return QSize(self.t.px(self._wide or 160), self.t.px(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        q, most = QPainter(self), self.maximum()
        q.fillRect(self.rect(), self.t.color("sunken"))
        share = self.value() / most if most else 0
        width = round(self.width() * share)
        q.fillRect(0, 0, width, self.height(), self.t.color("accent"))
