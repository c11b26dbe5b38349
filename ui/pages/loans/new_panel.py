"""The panel of a new loan: who, from when to when, what, and what it costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from app.kit.clock import Clock
from app.kit.refusal import Refusal
from app.services.offered import LoanOffer
from ui.contracts import Alternative, OpRunner
from ui.kit.fields import TextField
from ui.kit.fields_date import DateField
from ui.kit.form import Part
from ui.kit.layout import col, host
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.parts.apply_panel import ApplyPanel
from ui.parts.equipment_field import EquipmentField
from ui.parts.group_picker import GroupPicker
from ui.parts.refusal_box import RefusalBox
from ui.parts.stocked import Stocked

if TYPE_CHECKING:
    from app.services.groups import Groups

#: refusals of the use case, and the field that each is about
PLACES = {
    "group.registered_only": "group_id",
    "loan.out_of_stock": "lines",
    "loan.too_many": "lines",
    "loan.kind_retired": "lines",
    "loan.nothing_asked": "lines",
    "loan.two_sites": "lines",
    "loan.too_long": "last_on",
    "loan.ends_before_start": "last_on",
}


class NewLoanPanel(ApplyPanel):
    """Lines are typed as people say them; a scanned barcode adds one."""

    def __init__(self, t: Theme, ops: OpRunner, groups: Groups, clock: Clock) -> None:
        super().__init__(t, "新しい貸出")
        self.group = GroupPicker(t, ops, groups, clock)
        self.first_on = DateField(t, "first_on", "貸出日", clock, need=True)
        self.last_on = DateField(t, "last_on", "返却予定日", clock, need=True)
        self.first_on.edit.textEdited.connect(self._follow)
        self.lines = EquipmentField(t, need=True)
        self.purpose = TextField(t, "purpose", "使用目的", most=100)
        self.group.done.connect(self.lines.editor().setFocus)
        boxes = {n: RefusalBox(t) for n in ("", "group_id", "lines", "last_on")}
        parts: list[Part] = [
            self.group,
            boxes["group_id"],
            [self.first_on, self.last_on],
            boxes["last_on"],
            self.lines,
            boxes["lines"],
            self.purpose,
        ]
        self._where = Text(t, "", elide=True)
        self.lay_out(parts, boxes, host(col(t, self._where)))

    # what the page asks

    def is_begun(self) -> bool:
        """Whether more stands there than the days that always do."""
        return any(field.text() for field in (self.group, self.lines, self.purpose))

    def begin(self, today: date) -> None:
        """Days stand there from the beginning: most loans are for one day, today."""
        for field in (self.first_on, self.last_on):
            if not field.text():
                field.set_day(today)

    def take(self, kind_id: UUID) -> None:
        """One more of a kind."""
        self.lines.take(kind_id, self.lines.lines().get(kind_id, 0) + 1)

    def offer_kinds(self, kinds: Sequence[Stocked]) -> None:
        self.lines.offer(kinds)

    def fill(self, values: Mapping[str, str]) -> None:
        days = {"first_on", "last_on"}
        super().fill({k: v for k, v in values.items() if k not in days})
        for field in (self.first_on, self.last_on):
            if text := values.get(field.name):
                try:
                    field.set_day(date.fromisoformat(text))
                except ValueError:  # a draft keeps what could not be read as it was
                    field.set_text(text)

    def show_offer(self, offer: LoanOffer) -> None:
        self.clear_boxes()
        self.show_fee(offer.lines, offer.fee)
        words = "、".join(offer.overdue)
        told = f"延滞中で、まだ戻っていません: {words}" if words else ""
        self._where.say(told, "wait")
        self.allow(allowed=True)

    def show_nothing(self) -> None:
        self.clear_boxes()
        self._where.say("")
        self.hide_fee()
        self.allow(allowed=True)

    def show_no(self, refusal: Refusal, ways: Sequence[Alternative]) -> None:
        self.hide_fee()
        self.clear_boxes()
        name = PLACES.get(refusal.code, "")
        if not name and self.form.show_refusal(refusal):
            return
        self.show_box(name, refusal, ways)

    def start_focus(self) -> None:
        """Where something is missing, else on the button."""
        if self.is_left():
            self.group.editor().setFocus()
            return
        for field in (self.group, self.lines):
            if not field.text():
                field.editor().setFocus()
                return
        self.go.setFocus()

    # within

    def _follow(self, _: str) -> None:
        """The last day is never before the first."""
        first, last = self.first_on.text(), self.last_on.text()
        try:
            begins = date.fromisoformat(first)
            if not last or date.fromisoformat(last) < begins:
                self.last_on.set_day(begins)
        except ValueError:  # half typed
            return
