"""The head of 予約台帳: which grid, of which days, and the ways to others."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.kit.clock import Clock, wall
from app.kit.dates import read_date
from app.kit.refusal import Refusal
from ui.kit.buttons import Button
from ui.kit.fields_choice import Combo
from ui.kit.layout import col, row
from ui.kit.line_edit import LineEdit
from ui.kit.messages import text_of
from ui.kit.signs import Chip
from ui.kit.tabs import Segments
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.bookings.modes import LETTERS, STEPS, WORDS, Head, Mode

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DayBar(QWidget):
    """前へ, 次へ, 今日へ, 日・週・月・年, and a field that reads 来週火 and 12/5."""

    stepped = Signal(int)
    #: to this day
    asked = Signal(date)
    #: another way to look at it (Mode)
    turned = Signal(int)
    #: the week of this room (UUID)
    room_chosen = Signal(object)
    #: the year of another group
    group_asked = Signal()
    #: the field was left without a day
    left = Signal()
    #: to 抽選
    lotteries = Signal()

    def __init__(self, t: Theme, clock: Clock) -> None:
        super().__init__()
        self.t, self._clock, self._title_of = t, clock, ""
        self._before = self._step("Alt+Left", "left", -1)
        self._after = self._step("Alt+Right", "right", 1)
        home = Button(t, "今日へ", "Alt+T", show_key=False)
        home.clicked.connect(lambda: self.asked.emit(wall(clock()).date()))
        # Where it is narrow, Ctrl+9 leads there.
        draws = None if t.compact else Button(t, "抽選", "Alt+Z", show_key=False)
        if draws is not None:
            draws.clicked.connect(self.lotteries)
        self._title = Text(t, "", "lead" if t.compact else "title", shrinks=True)
        self._chip = Chip(t, "休 休館")
        self._chip.hide()
        keyed = [f"{word} {key}" for word, key in zip(WORDS, LETTERS, strict=True)]
        self.modes = Segments(t, "見かた", keyed)
        self.modes.chosen.connect(self.turned)
        self.room = Combo(t, "部屋(Alt+L)", t.pick(200, 168))
        self.room.activated.connect(self._choose_room)
        QShortcut(QKeySequence("Alt+L"), self.room).activated.connect(self.room.setFocus)
        self.room.hide()
        self._other = Button(t, "団体を変える", "Alt+G")
        self._other.clicked.connect(self.group_asked)
        self._other.hide()
        self.edit = LineEdit(t, "day", "日付へ移る", t.pick(128, 104))
        self.edit.setPlaceholderText("日付" if t.compact else "12/5 来週火")
        self.edit.installEventFilter(self)
        self.edit.textEdited.connect(lambda _: self._tell(""))
        self._error = Text(t, "", "small", "late", elide=True)
        self._error.hide()
        buttons = row(t, self._before, self._after, home, gap=4)
        line = row(t, buttons, self._title, self._chip, None, self.edit, gap=12)
        ends = [] if draws is None else [draws]
        under = row(t, self.modes, self.room, self._other, None, *ends, gap=12)
        self.setLayout(col(t, line, under, self._error, gap=6))

    def _step(self, key: str, icon: str, by: int) -> Button:
        button = Button(self.t, "", key, "plain", icon, says=key, show_key=False)
        button.clicked.connect(lambda: self.stepped.emit(by))
        return button

    def show_head(self, head: Head) -> None:
        if self._title_of != head.title:
            self._title_of = head.title
            self.edit.clear()
            self._tell("")
        self._title.say(head.title)
        self._title.setToolTip(head.title)
        # an open day is nothing to tell, and a closed one covers its grid as well
        self._chip.setVisible(head.open is False and not self.t.compact)
        self.show_mode(head.mode)
        self.room.setVisible(bool(head.rooms))
        self._other.setVisible(head.group)
        if [key for key, _ in head.rooms] != self._rooms():
            self.room.clear()
            for key, name in head.rooms:
                self.room.addItem(name, key)
            if head.rooms:
                self.room.widen_list()
        self.room.setCurrentIndex(self.room.findData(head.room))

    def show_mode(self, mode: Mode) -> None:
        self.modes.blockSignals(True)
        self.modes.choose(mode)
        self.modes.blockSignals(False)
        for button, word in ((self._before, "前"), (self._after, "次")):
            words = f"{word}の{STEPS[mode]}"
            button.reword("" if self.t.compact else words)
            button.setAccessibleName(words)
            button.setToolTip(words)

    def _rooms(self) -> list[str]:
        return [self.room.itemData(place) for place in range(self.room.count())]

    def _choose_room(self, place: int) -> None:
        self.room_chosen.emit(UUID(hex=self.room.itemData(place)))

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
