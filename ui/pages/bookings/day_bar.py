"""The head of 予約台帳: which day, and the ways to another one."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.kit.clock import Clock, wall
from app.kit.dates import read_date
from app.kit.refusal import Refusal
from app.kit.wareki import full
from ui.kit.buttons import Button
from ui.kit.layout import col, row
from ui.kit.line_edit import LineEdit
from ui.kit.messages import text_of
from ui.kit.signs import Chip
from ui.kit.text import Text
from ui.kit.theme import Theme

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DayBar(QWidget):
    """前の日, 次の日, 今日へ, and a field that reads 来週火 and 12/5."""

    stepped = Signal(int)
    #: to this day
    asked = Signal(date)
    #: the field was left without a day
    left = Signal()
    #: to 抽選
    lotteries = Signal()

    def __init__(self, t: Theme, clock: Clock) -> None:
        super().__init__()
        self.t, self._clock = t, clock
        before = Button(
            t,
            t.pick(1, 0) * "前の日",
            "Alt+Left",
            "plain",
            "left",
            says="前の日",
            show_key=False,
        )
        after = Button(
            t,
            t.pick(1, 0) * "次の日",
            "Alt+Right",
            "plain",
            "right",
            says="次の日",
            show_key=False,
        )
        home = Button(t, "今日へ", "Alt+T", show_key=False)
        before.clicked.connect(lambda: self.stepped.emit(-1))
        after.clicked.connect(lambda: self.stepped.emit(1))
        home.clicked.connect(lambda: self.asked.emit(wall(clock()).date()))
        draws = Button(t, "抽選", "Alt+L", show_key=False)
        draws.clicked.connect(self.lotteries)
        self._title = Text(t, "", "lead" if t.compact else "title", shrinks=True)
        self._chip = Chip(t, "休 休館")
        self._chip.hide()
        self.edit = LineEdit(t, "day", "日付へ移る", t.pick(128, 104))
        self.edit.setPlaceholderText("日付" if t.compact else "12/5 来週火")
        self.edit.installEventFilter(self)
        self.edit.textEdited.connect(lambda _: self._tell(""))
        self._error = Text(t, "", "small", "late", elide=True)
        self._error.hide()
        buttons = row(t, before, after, home, gap=4)
        line = row(t, buttons, self._title, self._chip, None, draws, self.edit, gap=12)
        self.setLayout(col(t, line, self._error, gap=4))

    def show_day(self, day: date, open_: bool | None) -> None:
        if self._title.text() != full(day):
            self.edit.clear()
            self._tell("")
        self._title.say(full(day))
        # an open day is nothing to tell, and a closed one covers its grid as well
        self._chip.setVisible(open_ is False and not self.t.compact)

    def type(self, sign: str) -> None:
        """A digit typed over the grid begins a date."""
        self.edit.setFocus()
        self.edit.setText(sign)
        self._tell("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() in ENTER:
            self._go()
        elif event.key() == Qt.Key.Key_Escape:
            self.edit.clear()
            self._tell("")
            self.left.emit()
        else:
            return False
        return True

    def _go(self) -> None:
        if not self.edit.text().strip():
            self.left.emit()
            return
        try:
            day = read_date(self.edit.text(), wall(self._clock()).date())
        except Refusal as refusal:
            self._tell(text_of(refusal))
            self.edit.selectAll()
            return
        self.edit.clear()
        self.asked.emit(day)

    def _tell(self, error: str) -> None:
        self._error.say(error)
        self._error.setVisible(bool(error))
        self.edit.mark(bad=bool(error))
        self.edit.setAccessibleDescription(error)
