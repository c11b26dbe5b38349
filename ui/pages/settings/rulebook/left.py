"""直すところと書き残し of a draft: what is open leads to where it is written."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.rules.file.open_gaps import OpenGap
from ui.kit.buttons import Button
from ui.kit.dialog import Sheet
from ui.kit.layout import host, row, stretched
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.settings.rulebook.draft import Checked

#: So many of the gaps have a key of their own, Alt+1 to Alt+9.
KEYS = 9
WIDE = 720
FAULTS = "直すところ"
DOUBTS = "確かめること（このとおりでよければ、そのままにします）"
NONE = "・ありません。"
GAPS = "まだ決まっていないこと（問われると「定めがない」と答えます）"


class LeftSheet(Sheet):
    """`fill` is asked to go to where a gap is filled; the sheet is gone by then."""

    def __init__(
        self,
        t: Theme,
        over: QWidget,
        checked: Checked,
        fill: Callable[[OpenGap], None],
    ) -> None:
        self._fill = fill
        body: list[QWidget] = []
        for title, texts in (
            (FAULTS, [fault.text for fault in checked.faults]),
            (DOUBTS, checked.doubts),
        ):
            body.append(Text(t, title, "smallb", wraps=True))
            body += [
                Text(t, f"・{each}", wraps=True) for each in texts or ["ありません。"]
            ]
        body.append(Text(t, GAPS, "smallb", wraps=True))
        body += [self._gap(t, gap, n) for n, gap in enumerate(checked.gaps, 1)]
        if not checked.gaps:
            body.append(Text(t, NONE, wraps=True))
        super().__init__(t, over, "直すところと書き残し", *body, width=WIDE, scrolls=True)

    def _gap(self, t: Theme, gap: OpenGap, number: int) -> QWidget:
        write = Button(t, "書く", f"Alt+{number}" if number <= KEYS else "")
        write.setAccessibleName(f"書く {gap.text}")
        write.clicked.connect(partial(self._go, gap))
        told = Text(t, f"・{gap.text}", wraps=True)
        return host(stretched(row(t, told, write, gap=12), 0))

    def _go(self, gap: OpenGap) -> None:
        self.accept()
        self._fill(gap)
