"""日・部屋を増やす: the fields that make several bookings of one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.kit.clock import Clock
from app.rules.series import suggested
from ui.kit.buttons import Button, Pill
from ui.kit.fields import Field, TextField
from ui.kit.fields_choice import Check
from ui.kit.fields_date import DateField
from ui.kit.form import Part
from ui.kit.layout import clear, host, put, row
from ui.kit.theme import Theme


class RoomsField(Field[str]):
    """Further rooms to tick; their keys, separated by spaces."""

    def __init__(self, t: Theme) -> None:
        super().__init__(t, "rooms", "一緒に使う部屋")
        self.boxes: dict[str, Check] = {}
        #: what is to be ticked once it is known which rooms there are
        self._wanted = ""
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self.put(host(self._rows))

    def offer(self, rooms: Sequence[tuple[str, str]]) -> None:
        """Other rooms; what is ticked stays, if it is among them."""
        if [key for key, _ in rooms] == list(self.boxes):
            return
        kept = self._wanted or self.text()
        clear(self._rows)
        self.boxes = {key: Check(self.t, name) for key, name in rooms}
        for key, name in rooms:
            box = self.boxes[key]
            box.setAccessibleName(f"{self.label} {name}")
            box.toggled.connect(lambda _: self._tick())
            put(self._rows, box)
        self.set_text(kept)
        if self.boxes:
            self.setFocusProxy(next(iter(self.boxes.values())))

    def editor(self) -> QWidget:
        return self  # the form hears the keys that the boxes leave

    def text(self) -> str:
        if not self.boxes:
            return self._wanted
        return " ".join(key for key, box in self.boxes.items() if box.isChecked())

    def set_text(self, text: str) -> None:
        for key, box in self.boxes.items():
            box.setChecked(key in text.split())
        self._wanted = text

    def _tick(self) -> None:
        self._wanted = ""
        self.edited.emit()

    def read(self) -> str:
        return self.text()


class MoreFields:
    """くり返し with its end, and further rooms; out of sight until they are asked for."""

    def __init__(self, t: Theme, clock: Clock) -> None:
        self.t = t
        self.more_days = Button(t, "日を増やす・くり返す", "Alt+R", "quiet")
        self.more_rooms = Button(t, "部屋を増やす", "Alt+S", "quiet")
        self.repeat = TextField(t, "repeat", "くり返し・日付", most=200)
        self.repeat.edit.setPlaceholderText("第2火、毎週木、12/8 12/22")
        self.until = DateField(t, "until", "いつまで", clock)
        self.until.edit.setPlaceholderText("年度末")
        self.rooms = RoomsField(t)
        self._pills = QVBoxLayout()
        self._pills.setContentsMargins(0, 0, 0, 0)
        self.pills = host(self._pills)
        self.more_days.clicked.connect(self._open_days)
        self.more_rooms.clicked.connect(self._open_rooms)
        for button in (self.more_days, self.more_rooms):
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Enter goes past them
        for each in (self.repeat, self.until, self.rooms, self.pills):
            each.hide()

    @property
    def parts(self) -> Sequence[Part]:
        return [
            [self.more_days, self.more_rooms],
            self.rooms,
            [self.repeat, self.until],
            self.pills,
        ]

    def show(self, *, days: bool, rooms: bool) -> None:
        for each in (self.repeat, self.until, self.pills):
            each.setVisible(days)
        self.rooms.setVisible(rooms)
        self.more_days.setVisible(not days)
        self.more_rooms.setVisible(not rooms and bool(self.rooms.boxes))

    def show_what_is_said(self) -> None:
        """Where a draft brought something, it is seen."""
        days = bool(self.repeat.text() or self.until.text())
        if days or self.rooms.text():
            self.show(days=days, rooms=bool(self.rooms.text()))

    def offer_rooms(self, rooms: Sequence[tuple[str, str]]) -> None:
        self.rooms.offer(rooms)
        self.more_rooms.setVisible(bool(rooms) and self.rooms.isHidden())

    def offer_repeats(self, day: date) -> None:
        clear(self._pills)
        pills = [Pill(self.t, words) for words in suggested(day)]
        for pill in pills:
            pill.clicked.connect(lambda _=False, p=pill: self.repeat.set_text(p.words))
        put(self._pills, host(row(self.t, *pills, None, gap=4)))

    def _open_days(self) -> None:
        self.show(days=True, rooms=not self.rooms.isHidden())
        self.repeat.editor().setFocus()

    def _open_rooms(self) -> None:
        self.show(days=not self.repeat.isHidden(), rooms=True)
        self.rooms.setFocus()
