"""The panel in which rooms are made unusable, or a blocking is changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame

from app.kit.checks import FieldRefused
from app.kit.clock import Clock
from app.kit.labels import table
from app.kit.refusal import Refusal
from app.kit.times import read_span
from app.services.blockings import Lifting
from app.services.today import RoomRow
from ui.contracts import Alternative
from ui.kit.buttons import Button
from ui.kit.fields import Field, LineField, TextField
from ui.kit.fields_choice import CheckField, ChecksField, ChoiceField
from ui.kit.fields_date import DateField
from ui.kit.form import Form, Part
from ui.kit.grid.day import span
from ui.kit.layout import Scroll, col, host, line, row, stretched
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.bookings.block_presenter import DAY, Chosen
from ui.parts.apply_panel import NARROW, WIDE
from ui.parts.booking_words import minute
from ui.parts.left_note import left_note
from ui.parts.refusal_box import RefusalBox

#: Who may be named to make an exception: those who decide.
HEAD, BOTH = "所長", "所長・係長"
OFFICES = (HEAD, BOTH)
#: Characters of a row of boxes, each box taking three.
CHARACTERS = 26


class NoEnd(FieldRefused):
    """From when until when it is, in one field: both are needed."""

    code = "blocking.no_end"


class BlockPanel(QFrame):
    """Made anew for what it is about."""

    #: {name: value}
    confirmed = Signal(dict)
    closed = Signal()
    #: a pause in typing, or what was left behind is thrown away: time to keep the draft
    typed = Signal()

    def __init__(
        self, t: Theme, clock: Clock, rooms: Sequence[RoomRow], title: str, yes: str
    ) -> None:
        """Without `rooms` it is one blocking, of which room and number of days stay."""
        super().__init__()
        self.t, self._clock = t, clock
        #: as it was opened
        self.filled: Mapping[str, str] = {}
        self.setObjectName("panel")
        self.setFixedWidth(t.px(t.pick(WIDE, NARROW)))
        self.setAccessibleName(title)
        self.box = RefusalBox(t)
        self.form = Form(t, [self.box, *self._parts(rooms)])
        self.form.confirmed.connect(self.confirmed)
        self.form.edited.connect(self.typed)
        self.form.stepped_back.connect(self.closed)
        away = Button(t, "閉じる", "Esc", "quiet", role="small")
        away.clicked.connect(self.closed)
        head = row(t, Text(t, title, "lead"), None, away, margins=(16, 4, 8, 4))
        self._left = left_note(t, self._erase)
        inner = col(t, self._left, self.form, None, margins=(16, 8, 16, 8))
        self.body = Scroll(t, inner)
        self.go = Button(t, yes, "Ctrl+Enter", "primary", height=40)
        self.go.clicked.connect(self.form.confirm)
        foot = host(row(t, None, self.go, margins=(16, 8, 16, 12)), "foot")
        self.setLayout(stretched(col(t, host(head), line(), self.body, foot), 2))

    @classmethod
    def new(
        cls, t: Theme, clock: Clock, rooms: Sequence[RoomRow], chosen: Chosen
    ) -> BlockPanel:
        panel = cls(t, clock, rooms, "使えなくする", "使えなくする")
        several = chosen.first != chosen.last
        panel.form.fill(
            {
                "kind": "maintenance",
                "rooms": " ".join(key.hex for key in chosen.rooms),
                "hours": _hours(chosen.start, chosen.end),
            }
        )
        panel._days(chosen.first, chosen.last if several else None)
        panel.filled = panel.form.values()
        return panel

    @classmethod
    def of(cls, t: Theme, clock: Clock, looked: Lifting) -> BlockPanel:
        """One that is to be changed."""
        card = looked.card
        panel = cls(t, clock, (), f"{card.room}の利用停止", "この内容に変更する")
        if card.allowed_by not in ("", HEAD, BOTH):  # named before there were these
            panel._allowed_by.offer(
                [(each, each) for each in (*OFFICES, card.allowed_by)]
            )
        panel.form.fill(
            {
                "kind": card.kind,
                "hours": _hours(minute(card.starts), minute(card.ends) or DAY),
                "reason": card.reason,
                "allowed_by": card.allowed_by,
                "posted": "yes" if card.posted else "",
            }
        )
        panel._days(card.starts.date(), None)
        panel.filled = panel.form.values()
        return panel

    def drafted(self) -> Mapping[str, str]:
        """What was typed: all that is not as the panel was opened."""
        values = self.form.values()
        return {name: text for name, text in values.items() if text != self.filled[name]}

    def take_up(self, draft: Mapping[str, str]) -> None:
        """What was left behind."""
        self.form.fill(draft)
        self._left.setVisible(bool(draft))

    def _erase(self) -> None:
        self.form.fill(self.filled)
        self._left.hide()
        self.typed.emit()
        self.start_focus()

    def start_focus(self) -> None:
        self.form["reason"].editor().setFocus()

    def show_no(self, refusal: Refusal, ways: Sequence[Alternative]) -> None:
        """At its field, or above all."""
        self.box.clear()
        if not self.form.show_refusal(refusal):
            told = "書いた種類と理由は残ります"
            self.box.show_no(refusal, ways, "入っている予約を開く", told)
            QTimer.singleShot(0, self, lambda: self.body.show_whole(self.box))

    # within

    def _days(self, first: date, last: date | None) -> None:
        for name, day in (("first", first), ("last", last)):
            field = next((each for each in self.form if each.name == name), None)
            if isinstance(field, DateField):
                field.set_day(day)

    def _parts(self, rooms: Sequence[RoomRow]) -> Sequence[Part]:
        t = self.t
        kinds = list(table()["values"]["blocking.kind"].items())
        first = DateField(
            t, "first", "いつから" if rooms else "日", self._clock, need=True
        )
        hours = LineField(
            t,
            "hours",
            "時間",
            self._span,
            help="9:00-12:00 のように。空なら一日中です。",
            width=160,
        )
        days: Sequence[Part] = [first, hours]
        self._allowed_by = ChoiceField(
            t,
            "allowed_by",
            "例外を認める人",
            [(each, each) for each in OFFICES],
            none="なし（だれも予約できません）",
        )
        if rooms:
            last = DateField(t, "last", "いつまで", self._clock)
            told = "第3月、毎週木 のように。空なら、間の毎日です。"
            repeat = TextField(t, "repeat", "くり返し", most=60, help=told)
            days = [self._rooms(rooms), [first, last], repeat, hours]
        return [
            ChoiceField(t, "kind", "種類", kinds, need=True),
            TextField(t, "reason", "理由", most=100, need=True),
            *days,
            self._allowed_by,
            CheckField(t, "posted", "掲示", "理由を利用者にも見せる"),
        ]

    def _rooms(self, rooms: Sequence[RoomRow]) -> Field[str]:
        boxes = [(room.id.hex, room.name) for room in rooms]
        widest = max(len(room.name) for room in rooms) + 3
        across = max(1, CHARACTERS // widest)
        return ChecksField(self.t, "rooms", "部屋", boxes, need=True, across=across)

    def _span(self, text: str) -> tuple[int, int]:
        if not text.strip():
            return 0, DAY
        start, end = read_span(text)
        if end is None:
            raise NoEnd("hours")
        return start, end


def _hours(start: int, end: int) -> str:
    return "" if (start, end) == (0, DAY) else span(start, end)
