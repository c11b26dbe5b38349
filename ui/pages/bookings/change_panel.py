"""The panel in which a booking is changed: as it was, as it shall be, the difference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.kit.clock import Clock
from app.kit.money import yen
from app.kit.refusal import Refusal
from app.rules.book.base import Explained
from app.services.bookings import ChangeOffer, NothingChanged
from app.services.offered import LedgerDay
from app.services.offers import MOST_USERS
from app.services.requests import SeriesChange
from ui.contracts import Alternative
from ui.kit.fields import NumberField, TextField
from ui.kit.fields_choice import CheckField, ChoiceField
from ui.kit.fields_date import DateField
from ui.kit.layout import clear, col, host, put
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.bookings.change_list import ChangeList
from ui.pages.bookings.change_presenter import Editing
from ui.pages.bookings.words import place_of, when
from ui.parts.apply_panel import ApplyPanel
from ui.parts.refusal_box import RefusalBox
from ui.parts.said_field import SaidField
from ui.parts.series_actions import SCOPES
from ui.parts.waiver_field import WaiverField

#: Fields that a refusal may be about; all others stand at the top.
BOXES = ("", "users", "lines")
#: How it begins is no mistake.
UNCHANGED = "まだ何も変えていません"


class ChangePanel(ApplyPanel):
    """Day, room, from which slot to which, purpose, users, ground. Beside the grid."""

    def __init__(self, t: Theme, clock: Clock) -> None:
        super().__init__(t, "予約を変える")
        self.day = DateField(t, "day", "使用日", clock, need=True)
        self.room = ChoiceField(t, "room_id", "部屋", [], need=True)
        self.first = ChoiceField(t, "first", "始めの区分", [], need=True)
        self.last = ChoiceField(t, "last", "終わりの区分", [], need=True)
        self.first.edited.connect(lambda: self._follow(self.first))
        self.last.edited.connect(lambda: self._follow(self.last))
        self.purpose = TextField(t, "purpose", "使用目的", most=100, need=True)
        self.users = NumberField(
            t, "users", "人数", least=1, most=MOST_USERS, unit="人", need=True, width=72
        )
        self.users.setMaximumWidth(t.px(112))
        self.ground = ChoiceField(t, "ground", "減免事由", [], none="なし")
        self.facts, self.waiver = SaidField(t), WaiverField(t)
        self._waivable = ""
        self.aircon = CheckField(t, "aircon", "冷暖房", "冷暖房を使う")
        self.aircon.hide()
        self.scope = ChoiceField(
            t, "scope", "どこまで変えますか", list(SCOPES.items()), need=True
        )
        self.scope.hide()
        self.list = ChangeList(t)
        boxes = {name: RefusalBox(t) for name in BOXES}
        self._was = [Text(t, "", "small", "text2", elide=True) for _ in range(3)]
        self._why = col(t)
        self.lay_out(
            [
                self.waiver,
                self.day,
                self.room,
                [self.first, self.last],
                self.purpose,
                self.facts,
                [self.users, self.ground],
                boxes["users"],
                boxes["lines"],
                self.aircon,
                self.scope,
                self.list,
                host(self._why),
            ],
            boxes,
            col(t, *self._was),
        )
        self.facts.made.connect(lambda editor: editor.installEventFilter(self.form))
        QWidget.setTabOrder(self.scope.editor(), self.list.table)
        QWidget.setTabOrder(self.list.table, self.go)
        self.go.reword("この内容に変更する")
        self.later.hide()

    def show_editing(self, editing: Editing) -> None:
        """The booking as it is, above the fields."""
        card = editing.changing.card
        at = when(card.starts, card.ends, card.slots)
        paid = f"納付済み {yen(card.paid)}" if card.paid else "未納"
        lines = (
            f"{card.group}({card.number})",
            f"いま {card.room}  {at}",
            f"使用料 {yen(card.fee)}({paid})",
        )
        for text, words in zip(self._was, lines, strict=True):
            text.say(words)
        self.scope.setVisible(editing.together > 1)

    def show_rooms(self, ledger: LedgerDay, site: str) -> None:
        """The rooms of this site that day, with the slots of the one chosen."""
        rooms = [row for row in ledger.rooms if row.room.home == site and row.slots]
        self.room.offer([(row.room.id.hex, row.room.name) for row in rooms])
        chosen = next((r for r in rooms if r.room.id.hex == self.room.text()), None)
        names = [offer.slot.name for offer in chosen.base] if chosen else []
        for field in (self.first, self.last):
            field.offer([(name, name) for name in names])

    def show_asked(self, offer: ChangeOffer) -> None:
        """What the rules ask of the use, and whether an exception may be made."""
        self.facts.ask(offer.questions)
        self.waiver.show_waived(offer.waived)
        self._waivable = offer.waivable

    def show_change(self, offer: ChangeOffer) -> None:
        """The new fee line by line, and the difference by its rule."""
        self.clear_boxes()
        self.users.mark(bad=False)
        self.list.hide()
        self._offer_grounds(offer)
        self.aircon.setVisible(offer.aircon)
        self.show_fee(offer.lines, offer.fee)
        self._tell(offer.more, offer.back, offer.explained)
        self.allow(allowed=True)

    def show_series_change(self, found: SeriesChange) -> None:
        """Every booking that it reaches, and the difference of all of them."""
        self.clear_boxes()
        self.users.mark(bad=False)
        self.hide_fee()
        self.list.show_change(found)
        self.waiver.show_waived(found.waived)
        self._tell(found.more, found.back, ())
        self.allow(allowed=len(found.lines) > len(found.stays))
        if not self.list.table.hasFocus():
            QTimer.singleShot(0, self, lambda: self.body.show_too(self.list))

    def show_no(self, refusal: Refusal, ways: Sequence[Alternative]) -> None:
        self.hide_fee()
        self.list.hide()
        self.difference.say("")
        clear(self._why)
        self.clear_boxes()
        if isinstance(refusal, NothingChanged):
            self.difference.say(UNCHANGED, "text2")
            self.allow(allowed=False)
            return
        name = place_of(refusal)
        if name not in self.boxes and self.show_at_field(refusal):
            return
        rule, self._waivable = self._waivable, ""
        more = self.waiver.who_else(rule)
        self.show_box(name, refusal, [*ways, *self.waiver.ways(rule)], more)
        self.users.mark(bad=name == "users")

    def show_met(
        self, refusal: Refusal, theirs: str, ways: Sequence[Alternative]
    ) -> None:
        """Somebody else has changed it meanwhile: to what, and what to do now."""
        self.clear_boxes()
        box = self.boxes[""]
        box.show_no(refusal, ways, "どちらにしますか", "", f"相手の変更: {theirs}")
        self.hold_back(box)

    def fill(self, values: Mapping[str, str]) -> None:
        """Its choices come with the first offer: what is kept must stand there."""
        for name in ("room_id", "first", "last", "ground"):
            field = self.form[name]
            assert isinstance(field, ChoiceField)
            if (value := values.get(name)) and not field.text():
                field.offer([(value, value)])
        super().fill(values)
        if day := values.get("day"):
            self.day.set_day(date.fromisoformat(day))

    def start_focus(self) -> None:
        self.day.editor().setFocus()
        self.day.edit.selectAll()

    def _follow(self, moved: ChoiceField) -> None:
        """Who moves the start past the end means the later time alone, not both."""
        first, last = self.first.combo.currentIndex(), self.last.combo.currentIndex()
        if 0 < last < first:
            (self.last if moved is self.first else self.first).set_text(moved.text())

    def _offer_grounds(self, offer: ChangeOffer) -> None:
        self.ground.offer([(ground, ground) for ground in offer.grounds])
        self.ground.setVisible(bool(offer.grounds))

    def _tell(self, more: int, back: int, explained: Sequence[Explained]) -> None:
        """The difference where it is always seen, the reasons in the body."""
        parts = [f"あと {yen(more)} を受け取ります"] if more else []
        parts += [f"{yen(back)} を返します"] if back else []
        self.difference.say("、".join(parts) or "差額の納付・還付はありません", "text")
        clear(self._why)
        for step in explained:
            words = f"{step.text} [{step.rule}]"
            put(self._why, Text(self.t, words, "small", "text2", wraps=True))

    def _more(self) -> Sequence[QWidget]:
        self.difference = Text(self.t, "", "bodyb")
        return (self.difference,)
