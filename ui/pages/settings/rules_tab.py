"""規則集: several ways to look at the same rules."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.kit.layout import col, host, row, stretched
from ui.kit.tabs import Segments
from ui.kit.theme import Theme


class RulesTab(QWidget):
    """One of `panes` by its name; the first one is shown."""

    def __init__(self, t: Theme, panes: Mapping[str, QWidget]) -> None:
        super().__init__()
        self._names = list(panes)
        self.ways = Segments(t, "規則集の見かた", self._names)
        stack = QStackedWidget()
        for pane in panes.values():
            stack.addWidget(pane)
        self.ways.chosen.connect(stack.setCurrentIndex)
        head = host(row(t, self.ways, None, margins=(24, 12, 24, 0)))
        self.setLayout(stretched(col(t, head, stack), 1))

    def show_pane(self, name: str) -> None:
        self.ways.choose(self._names.index(name))
