"""Every booking that a change reaches: as it is, and as it shall be."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.services.requests import ChangeLine, SeriesChange
from ui.kit.layout import col
from ui.kit.row_table import Column
from ui.kit.table_view import TableView
from ui.kit.text import Text
from ui.kit.theme import CONTROL, Theme
from ui.parts.request_words import after_words, before_words, change_summary

#: Lines seen at once; the others are scrolled to.
MOST_SEEN = 5
HEADS = 32


class ChangeList(QWidget):
    """Space takes a line or leaves it as it is, Enter says why it cannot be changed.

    The line that the keys stand on is told whole under the table.
    """

    #: a line is to be changed, or left as it is
    ticked = Signal(object)
    #: what stands against a line is to be told
    opened = Signal(object)

    def __init__(self, t: Theme) -> None:
        super().__init__()
        self.t = t
        self.table = TableView[ChangeLine](
            t,
            "変わる予約の前と後 スペースで変える・変えない",
            [
                Column("いま", before_words, width=176, ticked=_ticked),
                Column("変更後", after_words, tone=_tone),
            ],
        )
        self.table.ticked.connect(self.ticked)
        self.table.opened.connect(self.opened)
        self.table.chosen.connect(self._tell)
        self._summary = Text(t, "", "bodyb", wraps=True)
        self._told = Text(t, "", "small", "text2", wraps=True)
        self.setLayout(col(t, self._summary, self.table, self._told, gap=4))
        self.hide()

    def show_change(self, found: SeriesChange) -> None:
        self._summary.say(change_summary(found))
        seen = min(MOST_SEEN, max(1, len(found.lines)))
        self.table.setFixedHeight(self.t.px(CONTROL * seen + HEADS))
        self.table.show_rows(found.lines)
        self._tell(self.table.current())
        self.show()

    def _tell(self, line: ChangeLine | None) -> None:
        told = "スペース 変える・変えない"
        if line is not None:
            told = f"{before_words(line)} {after_words(line)}。{told}"
        self._told.say(told)


def _ticked(line: ChangeLine) -> bool:
    return line.refusal is None and not line.left


def _tone(line: ChangeLine) -> str:
    return "late" if line.refusal else "text3" if line.left else "text"
