"""The lines of a 申込み in the panel: every date and room, before anything is saved."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.services.requests import Fate, RequestLine, RequestOffer
from ui.kit.layout import col
from ui.kit.row_table import Column
from ui.kit.table_view import TableView
from ui.kit.text import Text
from ui.kit.theme import CONTROL, Theme
from ui.parts.booking_words import short_day
from ui.parts.request_words import line_tone, line_words, summary, without_words

#: Lines seen at once; the others are scrolled to.
MOST_SEEN = 5
HEADS = 32


class RequestList(QWidget):
    """Space takes a line or leaves it out, Enter tells what else is possible.

    The line that the keys stand on is told whole under the table.
    """

    #: a line is to be taken, or left out
    ticked = Signal(object)
    #: what else is possible for a line
    opened = Signal(object)

    def __init__(self, t: Theme) -> None:
        super().__init__()
        self.t = t
        self._where = False
        self.table = TableView[RequestLine](
            t,
            "申込みの日と部屋 スペースで取る・とばす、Enter でずらす・待つ",
            [
                Column("日", _day, width=148, ticked=_ticked),
                Column("使用料・取れない理由", self._words, tone=line_tone),
            ],
        )
        self.table.ticked.connect(self.ticked)
        self.table.opened.connect(self.opened)
        self.table.chosen.connect(self._tell)
        self._summary = Text(t, "", "bodyb", wraps=True)
        self._told = Text(t, "", "small", "text2", wraps=True)
        self.setLayout(col(t, self._summary, self.table, self._told, gap=4))
        self.hide()

    def show_request(self, offer: RequestOffer) -> None:
        self._where = (
            len({(each.wish.room_id, each.wish.slots) for each in offer.lines}) > 1
        )
        self._summary.say(f"{summary(offer)}{without_words(offer)}")
        seen = min(MOST_SEEN, max(1, len(offer.lines)))
        self.table.setFixedHeight(self.t.px(CONTROL * seen + HEADS))
        self.table.show_rows(offer.lines)
        self._tell(self.table.current())
        self.show()

    def _words(self, line: RequestLine) -> str:
        return line_words(line, where=self._where)

    def _tell(self, line: RequestLine | None) -> None:
        told = "スペース 取る・とばす、Enter ずらす・待つ"
        if line is not None:
            told = f"{short_day(line.key.day)} {line_words(line, where=True)}。{told}"
        self._told.say(told)


def _day(line: RequestLine) -> str:
    return short_day(line.key.day)


def _ticked(line: RequestLine) -> bool:
    return line.fate is not Fate.SKIP
