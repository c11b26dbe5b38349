"""The panel of a new booking. It never covers the grid; total and buttons stay."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.kit.clock import Clock
from app.kit.refusal import Refusal
from app.services.offered import Offer
from app.services.offers import MOST_USERS
from app.services.requests import Fate, RequestOffer
from ui.contracts import Alternative, OpRunner
from ui.kit.buttons import Button, Pill
from ui.kit.fields import NumberField, TextField
from ui.kit.fields_choice import CheckField, ChoiceField
from ui.kit.form import Part
from ui.kit.grid.day import GridRange, span
from ui.kit.layout import clear, col, host, put, wrapped
from ui.kit.signs import Fact, note
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.bookings.more_fields import MoreFields
from ui.pages.bookings.request_list import RequestList
from ui.pages.bookings.selection import Selection
from ui.pages.bookings.words import place_of, window_rule, window_text
from ui.parts.apply_panel import ApplyPanel
from ui.parts.equipment_field import EquipmentField
from ui.parts.group_picker import GroupPicker
from ui.parts.refusal_box import RefusalBox
from ui.parts.said_field import SaidField
from ui.parts.stocked import Stocked
from ui.parts.waiver_field import WaiverField

if TYPE_CHECKING:
    from app.services.bookings import Usual
    from app.services.groups import GroupRow, Groups


#: Somebody has the room.
TAKEN = "booking.room_taken"


class NewPanel(ApplyPanel):
    """Group, purpose, users, ground; below them what it costs by which rule."""

    #: a group was found (GroupRow)
    picked = Signal(object)
    #: hold it, or take the application: ({name: value})
    held = Signal(dict)
    applied = Signal(dict)
    #: somebody has it: wait for it, with what was typed
    waits = Signal(dict)

    def __init__(self, t: Theme, ops: OpRunner, groups: Groups, clock: Clock) -> None:
        super().__init__(t, "新しい予約")
        self._usual = ("", "")
        self._waivable = ""
        #: what of the fields comes from the grid
        self._chosen: Mapping[str, str] | None = None
        self._instead: SignalInstance | None = None
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
        self.lines = EquipmentField(t)
        self.facts, self.waiver = SaidField(t), WaiverField(t)
        self._warnings = QVBoxLayout()
        self._warnings.setContentsMargins(0, 0, 0, 0)
        self.aircon = CheckField(t, "aircon", "冷暖房", "冷暖房を使う")
        self.aircon.hide()
        self.more = MoreFields(t, clock)
        self.list = RequestList(t)
        boxes = {n: RefusalBox(t) for n in ("", "group_id", "users", "lines")}
        parts: list[Part] = [
            self.group,
            boxes["group_id"],
            host(self._warnings),
            self.waiver,
            self.purpose,
            [self.users, self.ground],
            boxes["users"],
            self.facts,
            self.lines,
            boxes["lines"],
            self.aircon,
            *self.more.parts,
            self.list,
        ]
        self._where = Text(t, "", elide=True)
        self.apart = Text(t, "", "small", "wait", wraps=True)
        self._window = QVBoxLayout()
        self._window.setSpacing(0)
        self.lay_out(parts, boxes, col(t, self._where, self.apart, self._window))
        self.facts.made.connect(lambda editor: editor.installEventFilter(self.form))
        QWidget.setTabOrder(self.more.until.editor(), self.list.table)
        QWidget.setTabOrder(self.list.table, self.go)
        QWidget.setTabOrder(self.go, self.later)

    # what the page asks

    def show_place(self, selection: Selection, chosen: GridRange) -> None:
        """Room, day, slots and their hours. What was chosen with them at the same time
        is asked for together; what was not, is named."""
        self._where.say(f"{selection.first.words} {span(chosen.start, chosen.end)}")
        self._take(selection)
        apart = "、".join(place.words for place in selection.apart)
        self.apart.say(f"区分がちがうので、別に予約してください: {apart}")
        self.apart.setVisible(bool(apart))

    def _take(self, selection: Selection) -> None:
        """What else was chosen on the grid, in place of what was before; what was typed
        stays. The list names the rooms: no box is wanted."""
        fields = selection.fields if selection.others else {"rooms": "", "repeat": ""}
        now = {name: self.form[name].text() for name in fields}
        if selection.others or now == self._chosen:
            super().fill(fields)
            self.more.show(days=bool(fields["repeat"]), rooms=False)
            self._chosen = fields if selection.others else None

    def offer_kinds(self, kinds: Sequence[Stocked]) -> None:
        """The equipment that is where the room is, with what is free that day."""
        self.lines.offer(kinds)

    def fill(self, values: Mapping[str, str]) -> None:
        if kept := values.get("ground"):  # its choices come with the first offer
            self.ground.offer([(kept, kept)])
        super().fill(values)
        self.more.show_what_is_said()

    def empty(self) -> None:
        super().empty()
        self._offer_purposes(())
        self.more.show(days=False, rooms=False)
        self.list.hide()
        clear(self._window)
        clear(self._warnings)

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
        self.facts.propose(json.loads(usual.facts))
        self.typed.emit()

    def show_request(self, offer: RequestOffer) -> None:
        """Several days and rooms: each line, and the sum of all."""
        clear(self._window)
        self.clear_boxes()
        self.users.mark(bad=False)
        self.list.show_request(offer)
        QTimer.singleShot(0, self, lambda: self.body.show_too(self.list))
        self.show_fee(offer.fee_lines, offer.fee)
        self.allow(allowed=bool(offer.of(Fate.TAKE)))

    def show_offer(self, offer: Offer) -> None:
        self.list.hide()
        self.aircon.setVisible(offer.aircon)
        if not offer.aircon:  # where there is none, nobody asks for it
            self.aircon.set_text("")
        self.show_fee(offer.quote.lines, offer.quote.fee)
        self._show_window(offer)
        self.ground.offer([(ground, ground) for ground in offer.grounds])
        self.ground.setVisible(bool(offer.grounds))
        self.allow(allowed=True)
        self._pills_host.setVisible(bool(self._pills.count()))
        self.clear_boxes()
        self.users.mark(bad=False)

    def show_asked(self, offer: Offer) -> None:
        """What the rules want to know, what is excepted from, and what is about to be."""
        self.facts.ask(offer.questions)
        self.waiver.show_waived(offer.waived)
        self._waivable = offer.waivable
        clear(self._warnings)
        for told in offer.warnings:
            put(self._warnings, note(self.t, told))

    def show_no(self, refusal: Refusal, ways: Sequence[Alternative]) -> None:
        self.hide_fee()
        self.list.hide()
        clear(self._window)
        self.clear_boxes()
        name = place_of(refusal)
        if name not in self.boxes and self.show_at_field(refusal):
            return
        rule, self._waivable = self._waivable, ""
        further = self._further(refusal, rule)
        self.show_box(name, refusal, [*ways, *further], self.waiver.who_else(rule))
        self.users.mark(bad=name == "users")
        self._pills_host.hide()  # the ways out need the room

    def _further(self, refusal: Refusal, rule: str) -> Sequence[Alternative]:
        """An exception, where the rules allow one; to wait, where somebody has it."""
        if refusal.code == TAKEN:
            told = "空いたら電話します"
            wait = Alternative(
                "キャンセル待ちに入れる", told, lambda: self.waits.emit(self.values())
            )
            return [wait]
        return self.waiver.ways(rule)

    def label(self) -> str:
        """For the grid: whose booking it will be."""
        group = self.group.group()
        users = f" {self.users.text()}人" if self.users.text() else ""
        return f"{group.name if group else '新しい予約'}{users}"

    def start_focus(self) -> None:
        """Where something is missing, else on the button.

        What was left behind may be somebody else's: there the group is looked at first.
        """
        if self.is_left():
            self.group.editor().setFocus()
            return
        for field in (self.group, self.purpose, self.users):
            if not field.text():
                field.editor().setFocus()
                return
        self.go.setFocus()

    def allow(self, *, allowed: bool) -> None:
        super().allow(allowed=allowed)
        for button in (self.hold, self.apply):
            button.setEnabled(allowed)

    # within

    def _more(self) -> Sequence[QWidget]:
        t = self.t
        self.hold = Button(t, "仮予約にする", "Alt+H", show_key=not t.compact)
        self.apply = Button(t, "申請を預かる", "Alt+J", show_key=not t.compact)
        self.hold.clicked.connect(lambda: self._other(self.held))
        self.apply.clicked.connect(lambda: self._other(self.applied))
        return self.hold, self.apply

    def _other(self, signal: SignalInstance) -> None:
        """The same fields, read for another step than 許可."""
        self._instead = signal
        self.form.confirm()
        self._instead = None

    def _confirm(self, values: dict[str, Any]) -> None:
        if self._instead is None:
            super()._confirm(values)
        elif self.go.isEnabled():
            self._instead.emit(values)

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
            put(self._pills, host(wrapped(t, self._room(), usual, *pills)))
        self._pills_host.setVisible(bool(pills))

    def _room(self) -> int:
        """Between the margins of the panel (device px)."""
        return self.width() - self.t.px(48)

    def _show_window(self, offer: Offer) -> None:
        """受付期間 and its rule, beside each other where there is room."""
        clear(self._window)
        t, told, rule = self.t, window_text(offer.window), window_rule(offer.window)
        wide = t.width("small", told) + t.width("small", rule) + t.px(24)
        beside = wide <= self._room()
        put(self._window, Fact(t, told, rule=rule if beside else ""))
        if not beside:
            put(self._window, Text(t, rule, "small", "accent", elide=True))
