"""One 臨時休館 over the page: whom to call, in order, and the next step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.services.emergencies import Affected, EmergencyCard, Noted, Result, Wanted
from app.services.offered import Alternative
from ui.kit.buttons import Button, Kind
from ui.kit.layout import col, host, row, stretched
from ui.kit.signs import Chip, KeyHint
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.emergencies import words
from ui.pages.emergencies.lists import call_table

#: What a digit over the list notes; 2 moves to the nearest free place.
KEYS: Mapping[str, tuple[str, Noted]] = {
    "1": ("取消", Noted(Result.REACHED, Wanted.CANCEL)),
    "2": ("近い空きへ振替", Noted(Result.REACHED, Wanted.MOVE)),
    "3": ("考える", Noted(Result.REACHED, Wanted.THINKING)),
    "4": ("不在", Noted(Result.ABSENT)),
    "5": ("折返し待ち", Noted(Result.CALLS_BACK)),
    "6": ("番号違い", Noted(Result.WRONG_NUMBER)),
    "7": ("短縮", Noted(Result.REACHED, Wanted.SHORTEN)),
}
NEXT = "上から順に電話をかけ、結果を数字で記録します。終わったら、まとめて行います。"
SETTLED = "取消・還付・振替は済みました。ご連絡の用紙は何度でも印刷できます。"
CALLED_OFF = "この臨時休館は取りやめました。予約はそのままです。"
LEAVING = "いま使用中の団体が{}件あります。退室をお願いしてください：{}"
STAYING = "規則集により、使用中の{}件は利用を続けます：{}"


class CardPane(QWidget):
    #: the name of an action: back, call_off, calls, door, settle, letters
    asked = Signal(str)
    #: a line and what came of the call
    noted = Signal(object, object)

    def __init__(self, t: Theme) -> None:
        super().__init__()
        self.t = t
        self.card: EmergencyCard | None = None
        self.places: Mapping[UUID, Sequence[Alternative]] = {}
        self.table = call_table(t, self._near)
        self._title = Text(t, "", "lead", shrinks=True)
        self._chip = Chip(t, "")
        self._count = Text(t, "", "body", "text2", elide=True)
        self._next = Text(t, "", "body", "text2", wraps=True)
        self._leaving = Text(t, "", "body", "late", wraps=True)
        self._staying = Text(t, "", "body", "text2", wraps=True)
        self._calls = self._button("連絡表", "Ctrl+P", "calls", icon="print")
        self._door = self._button("貼り紙", "Alt+D", "door", icon="print")
        self._settle = self._button("まとめて行う", "Alt+S", "settle", "primary")
        self._off = self._button("取りやめる", "Alt+X", "call_off")
        self._letters = self._button("ご連絡の用紙", "Alt+T", "letters", icon="print")
        back = Button(t, "新しい臨時休館", "Ctrl+N", icon="plus", show_key=not t.compact)
        back.clicked.connect(lambda: self.asked.emit("back"))
        head = row(t, back, self._title, self._chip, None, gap=12)
        keys = row(t, *(KeyHint(t, key, told) for key, (told, _) in KEYS.items()), None)
        self._keys = host(keys)
        self._whole = Text(t, "", "bodyb", wraps=True)
        self.table.chosen.connect(lambda line: self._whole.say(words.whole(line)))
        buttons = (self._off, self._calls, self._door, self._letters, self._settle)
        acts = row(t, *buttons, gap=8)
        steps = stretched(row(t, self._next, host(acts), gap=12), 0)
        inside = self._leaving, self._staying
        heads = col(t, head, self._count, steps, *inside, gap=4, margins=(16, 12, 16, 8))
        top = host(heads, "header")
        list_ = host(stretched(col(t, self.table), 0), "card")
        body = stretched(
            col(t, list_, self._whole, self._keys, gap=8, margins=(16, 12, 16, 12)), 0
        )
        self.setLayout(stretched(col(t, top, host(body)), 1))

    def show_card(self, card: EmergencyCard) -> None:
        self.card = card
        settled = card.row.settled_at is not None
        self._title.say(words.title(card.row))
        self._chip.say(*words.state(card.row))
        self._count.say(words.counted(card))
        off = card.row.called_off
        self._next.say(CALLED_OFF if off else SETTLED if settled else NEXT)
        _tell(self._leaving, LEAVING, card.leaving)
        _tell(self._staying, STAYING, card.staying)
        self._settle.setVisible(not settled)
        self._off.setVisible(not settled)
        self._letters.setVisible(settled and not off)
        self._keys.setVisible(not settled)
        self.table.show_rows(card.lines)
        self._whole.setVisible(bool(card.lines))
        if card.lines and self.table.current() is None:
            self.table.selectRow(0)

    def show_places(self, places: Mapping[UUID, Sequence[Alternative]]) -> None:
        self.places = places
        self.table.viewport().update()

    def near(self, line: Affected) -> Sequence[Alternative]:
        return self.places.get(line.row.id, ())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit notes the call of the row, and the next row has the focus."""
        line = self.table.current()
        if line is None or event.text() not in KEYS or event.isAutoRepeat():
            super().keyPressEvent(event)
            return
        noted = KEYS[event.text()][1]
        if noted.wanted == Wanted.SHORTEN and line.cut is None:
            self.noted.emit(line, noted)  # the desk says why not
            return
        if noted.wanted == Wanted.MOVE:
            near = self.near(line)
            if not near:
                self.noted.emit(line, None)
                return
            noted = Noted(noted.result, noted.wanted, near[0])
        self.noted.emit(line, noted)
        self._go_on()

    def _go_on(self) -> None:
        place = self.table.currentIndex().row() + 1
        if place < self.table.rows.rowCount():
            self.table.selectRow(place)

    def _near(self, line: Affected) -> str:
        return words.near(line, self.places.get(line.row.id))

    def _button(
        self, label: str, key: str, name: str, kind: Kind = "plain", icon: str = ""
    ) -> Button:
        show = not self.t.compact
        button = Button(self.t, label, key, kind, icon, height=40, show_key=show)
        button.clicked.connect(lambda: self.asked.emit(name))
        return button


def _tell(text: Text, told: str, lines: Sequence[Affected]) -> None:
    """Of groups in the house, if there are any."""
    names = "、".join(f"{line.row.room} {line.row.group}" for line in lines)
    text.say(told.format(len(lines), names))
    text.setVisible(bool(lines))
