"""The panel of a new booking. It never covers the grid; total and buttons stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.kit.clock import Clock
from app.kit.money import yen
from app.kit.refusal import Refusal
from app.rules.fees import KINDS
from app.services.offered import Offer
from app.services.offers import MOST_USERS
from ui.contracts import Alternative, OpRunner
from ui.kit.buttons import Button, Pill
from ui.kit.fields import NumberField, TextField
from ui.kit.fields_choice import ChoiceField
from ui.kit.form import Form, Part
from ui.kit.grid.day import GridRange, span
from ui.kit.layout import Scroll, clear, col, host, line, put, row, stretched
from ui.kit.lines import FeeLine, MoneyLines
from ui.kit.signs import Fact
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.bookings.presenter import Place
from ui.pages.bookings.words import long_day, place_of, window_rule, window_text
from ui.parts.group_picker import GroupPicker
from ui.parts.refusal_box import RefusalBox

if TYPE_CHECKING:
    from app.services.bookings import Usual
    from app.services.groups import GroupRow, Groups

#: After the last key, until the fee is asked for again (ms).
REST = 120
WIDE, NARROW = 440, 376


class NewPanel(QFrame):
    """Group, purpose, users, ground; below them what it costs by which rule."""

    #: something that changes the offer was typed: `values()`
    typed = Signal()
    #: a pause in typing: time to keep the draft
    paused = Signal()
    #: a group was found (GroupRow)
    picked = Signal(object)
    #: permit it: ({name: value}, whether the money is received now)
    confirmed = Signal(dict, bool)
    closed = Signal()
    erased = Signal()

    def __init__(self, t: Theme, ops: OpRunner, groups: Groups, clock: Clock) -> None:
        super().__init__()
        self.t = t
        self.setObjectName("panel")
        self.setFixedWidth(t.px(t.pick(WIDE, NARROW)))
        self.setAccessibleName("新しい予約")
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self.typed)
        self._paid = True
        self._usual = ("", "")
        self._fields(ops, groups, clock)
        self._scroll = Scroll(t, self._body())
        parts = (self._head(), line(), self._scroll, self._foot())
        self.setLayout(stretched(col(t, *parts), 2))
        self._order()

    # what the page asks

    def values(self) -> dict[str, str]:
        return self.form.values()

    def show_place(self, place: Place, chosen: GridRange) -> None:
        """Room, day, slots and their hours."""
        slots = "・".join(place.slots)
        hours = span(chosen.start, chosen.end)
        where = f"{place.room.room.name}  {long_day(place.day)} {slots} {hours}"
        self._where.say(where)

    def show_left(self, *, left: bool) -> None:
        """Whether what stands there was left behind, and can be thrown away."""
        self._left.setVisible(left and any(self.values().values()))

    def fill(self, values: Mapping[str, str]) -> None:
        if ground := values.get("ground"):  # its choices come with the first offer
            self.ground.offer([(ground, ground)])
        self.form.fill(values)

    def empty(self) -> None:
        self.form.empty()
        self._offer_purposes(())
        self._left.hide()
        self._show_fee(None)
        self._allow(True)
        for box in self._boxes.values():
            box.clear()

    def show_usual(self, usual: Usual) -> None:
        """Offer it, in place of nothing or of what another group usually does."""
        self._offer_purposes(usual.purposes)
        purpose = usual.purposes[0] if usual.purposes else ""
        users = str(usual.users or "")
        if self.purpose.text() in ("", self._usual[0]):
            self.purpose.set_text(purpose)
            self.purpose.edit.selectAll()
        if self.users.text() in ("", self._usual[1]):
            self.users.set_text(users)
        self._usual = (purpose, users)
        self.typed.emit()

    def show_offer(self, offer: Offer) -> None:
        self._show_fee(offer)
        self._allow(True)
        self._pills_host.setVisible(bool(self._pills.count()))
        for box in self._boxes.values():
            box.clear()
        self.users.mark(bad=False)

    def show_no(self, refusal: Refusal, ways: Sequence[Alternative]) -> None:
        self._show_fee(None)
        for box in self._boxes.values():
            box.clear()
        name = place_of(refusal)
        if name not in self._boxes and self.form.show_refusal(refusal):
            return
        box = self._boxes.get(name, self._boxes[""])
        box.show_no(refusal, ways)
        self.users.mark(bad=name == "users")
        self._pills_host.hide()  # the ways out need the room
        self._allow(False)
        QTimer.singleShot(0, self, lambda: self._scroll.show_whole(box))

    def label(self) -> str:
        """For the grid: whose booking it will be."""
        group = self.group.group()
        users = f" {self.users.text()}人" if self.users.text() else ""
        return f"{group.name if group else '新しい予約'}{users}"

    def start_focus(self) -> None:
        """Where something is missing, else on the button.

        What was left behind may be somebody else's: there the group is looked at first.
        """
        if self._left.isVisible():
            self.group.editor().setFocus()
            return
        for field in (self.group, self.purpose, self.users):
            if not field.text():
                field.editor().setFocus()
                return
        self.go.setFocus()

    # within

    def _fields(self, ops: OpRunner, groups: Groups, clock: Clock) -> None:
        t = self.t
        self.group = GroupPicker(t, ops, groups, clock)
        self.group.picked.connect(self._found)
        self.purpose = TextField(t, "purpose", "使用目的", most=100, need=True)
        self.group.done.connect(self.purpose.editor().setFocus)
        self._pills = QVBoxLayout()
        self._pills.setContentsMargins(0, 0, 0, 0)
        self._pills_host = host(self._pills)
        self.purpose.put_under(self._pills_host)
        self.users = NumberField(
            t, "users", "人数", least=1, most=MOST_USERS, unit="人", need=True, width=72
        )
        self.users.setMaximumWidth(t.px(112))
        self.ground = ChoiceField(t, "ground", "減免事由", [], none="なし")
        self._boxes = {name: RefusalBox(t) for name in ("", "group_id", "users")}
        parts: list[Part] = [
            self.group,
            self._boxes["group_id"],
            self.purpose,
            [self.users, self.ground],
            self._boxes["users"],
        ]
        self.form = Form(t, parts)
        self.form.confirmed.connect(self._confirm)
        self.form.stepped_back.connect(self.closed)
        self.form.edited.connect(self.paused)
        for field in self.form:
            field.edited.connect(self._rest.start)

    def _head(self) -> QWidget:
        t = self.t
        away = Button(t, "閉じる", "Esc", "quiet", role="small")
        away.clicked.connect(self.closed)
        top = row(t, Text(t, "新しい予約", "lead"), None, away, margins=(0, -4, -8, -4))
        self._where = Text(t, "", elide=True)
        self._window = QVBoxLayout()
        self._window.setSpacing(0)
        return host(col(t, top, self._where, self._window, margins=(16, 8, 16, 8)))

    def _body(self) -> QVBoxLayout:
        t = self.t
        erase = Button(t, "消す", "Alt+D", "quiet", role="small")
        erase.clicked.connect(self.erased)
        words = Text(t, "書きかけの続きです。", "small", "text2")
        self._left = host(row(t, words, None, erase, margins=(0, 0, -8, 0)))
        self._left.hide()
        rule = Text(t, "右は根拠の条項", "small", "text2")
        self._lines = MoneyLines(t)
        head = row(t, Text(t, "使用料", "smallb"), None, rule)
        self._fees = host(col(t, head, 4, self._lines))
        parts = (self._left, self._boxes[""], self.form, 12, self._fees, None)
        return col(t, *parts, margins=(16, 8, 16, 8))

    def _foot(self) -> QWidget:
        t = self.t
        self._total = Text(t, "", "figure")
        self._total_row = host(
            row(t, Text(t, "合計", "bodyb"), None, self._total, gap=12)
        )
        self.go = Button(t, "許可して受領・印刷", "Ctrl+Enter", "primary", height=40)
        self.go.clicked.connect(lambda: self._press(paid=True))
        self.later = Button(
            t,
            "許可のみ",
            "Alt+K",
            height=40,
            says="許可のみ(あとで納付)",
            show_key=not t.compact,
        )
        self.later.clicked.connect(lambda: self._press(paid=False))
        buttons = row(t, self.later, None, self.go)
        foot = col(t, self._total_row, 8, buttons, margins=(16, 8, 16, 12))
        return host(foot, "foot")

    def _order(self) -> None:
        """Enter in the last field goes to the main button."""
        QWidget.setTabOrder(self.ground.editor(), self.go)
        QWidget.setTabOrder(self.go, self.later)

    def _found(self, group: GroupRow | None) -> None:
        if group is not None:
            self.picked.emit(group)

    def _offer_purposes(self, purposes: Sequence[str]) -> None:
        clear(self._pills)
        t = self.t
        pills = [Pill(t, words) for words in purposes]
        for pill in pills:
            pill.clicked.connect(lambda _=False, p=pill: self.purpose.set_text(p.words))
        if pills:
            usual = Text(t, "いつもの", "small", "text2")
            put(self._pills, host(row(t, usual, *pills, None)))
        self._pills_host.setVisible(bool(pills))

    def _show_fee(self, offer: Offer | None) -> None:
        self._fees.setVisible(offer is not None)
        self._total_row.setVisible(offer is not None)
        clear(self._window)
        if offer is None:
            return
        t, told, rule = self.t, window_text(offer.window), window_rule(offer.window)
        room = self.width() - t.px(72)
        beside = t.width("small", told) + t.width("small", rule) <= room
        put(self._window, Fact(t, told, rule=rule if beside else ""))
        if not beside:
            put(self._window, Text(t, rule, "small", "accent", elide=True))
        self._lines.show_lines(
            [
                FeeLine(KINDS[each.kind], each.what, each.rule, yen(each.amount))
                for each in offer.quote.lines
            ]
        )
        self._total.say(yen(offer.quote.fee))
        self.ground.offer([(ground, ground) for ground in offer.grounds])
        self.ground.setVisible(bool(offer.grounds))

    def _allow(self, allowed: bool) -> None:
        self.go.setEnabled(allowed)
        self.later.setEnabled(allowed)

    def _press(self, *, paid: bool) -> None:
        self._paid = paid
        self.form.confirm()
        self._paid = True

    def _confirm(self, values: dict[str, Any]) -> None:
        if self.go.isEnabled():
            self.confirmed.emit(values, self._paid)
