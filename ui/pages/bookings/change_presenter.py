"""変更 without a screen: what is typed, what it would cost, and who else changed it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from app.kit import checks, labels
from app.kit.outcome import Outcome
from app.kit.refusal import Refusal
from app.rules.use.asked import facts_in
from app.services.bookings import ChangeOffer, ChangeWish
from app.services.offered import LedgerDay
from app.services.offers import MOST_USERS
from app.services.requests import Scope, SeriesChange
from app.services.sign_in import Actor
from ui.contracts import Alternative, OpRunner, Speaker
from ui.pages.bookings.change_told import ChangeTold
from ui.pages.bookings.lines import room_of

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.bookings import Changed, Changing, StaleForm
    from app.services.forms import Sheet
    from app.services.loaded import LoadedRows
    from app.services.requests import ChangeLine

STALE = "journal.stale_form"


@dataclass(frozen=True, slots=True)
class Editing:
    """A booking that is being changed, and what was seen of it; of what was asked for
    with others, how many are still to come and what was seen of them. `decider` sits
    here, empty of one who decides nothing."""

    changing: Changing
    decider: str
    together: int = 1
    loaded: LoadedRows | None = None

    @property
    def values(self) -> Mapping[str, str]:
        """As the fields show it before anything is typed."""
        card = self.changing.card
        slots = card.slots.split("・")
        return {
            "day": card.starts.date().isoformat(),
            "room_id": card.room_id.hex,
            "first": slots[0],
            "last": slots[-1],
            "purpose": card.purpose,
            "users": str(card.users),
            "ground": self.changing.ground,
            "facts": card.facts if facts_in(card.facts) else "",
            "waiver": "",
            "aircon": "yes" if card.aircon else "",
            "scope": Scope.THIS,
        }


class ChangeView(Speaker, Protocol):
    """The panel, as the presenter knows it."""

    def show_editing(self, editing: Editing, values: Mapping[str, str]) -> None: ...

    def show_rooms(self, ledger: LedgerDay, site: str) -> None:
        """What can be chosen on the day that is typed."""

    def choose_slots(self, first: str, last: str) -> None:
        """Name them as the room does: all of a day are its first to its last."""

    def show_asked(self, offer: ChangeOffer) -> None:
        """What the rules ask of the use: told before it is offered or refused."""

    def show_change(self, offer: ChangeOffer) -> None: ...

    def show_series_change(self, found: SeriesChange) -> None:
        """Every booking that it reaches, before and after."""

    def tell_line(self, refusal: Refusal, rule: str) -> None:
        """What stands against one of them, and by what it may be excepted from."""

    def show_no_change(self, refusal: Refusal, ways: Sequence[Alternative]) -> None: ...

    def show_met(
        self, refusal: Refusal, theirs: str, ways: Sequence[Alternative]
    ) -> None:
        """What another clerk has changed meanwhile; what was typed stands there yet."""

    def changed(self, booking_id: UUID, day: date) -> None:
        """It is done: the booking is shown as it is now."""

    def show_paper(self, sheet: Sheet) -> None: ...


class ChangePresenter:
    def __init__(self, ops: OpRunner, desk: Desk, actor: Actor, view: ChangeView) -> None:
        self._ops, self._desk, self._actor, self._view = ops, desk, actor, view
        self._editing: Editing | None = None
        self._ledger: LedgerDay | None = None
        self._asked = 0
        self._busy = False
        self._found: tuple[Scope, ChangeWish, SeriesChange] | None = None
        self._values: Mapping[str, str] = {}
        #: what the clerk leaves as it is
        self._left: frozenset[UUID] = frozenset()

    @property
    def open(self) -> bool:
        return self._editing is not None

    def begin(self, booking_id: UUID) -> None:
        """The booking as it is, in fields."""

        def read() -> Editing:
            changing = self._desk.changes.changing(booking_id)
            who = self._desk.waivers.decider(self._actor.key)
            if changing.card.request_id is None:
                return Editing(changing, who)
            loaded = self._desk.series.loaded(booking_id)
            return Editing(changing, who, len(loaded.rows), loaded)

        def show(editing: Editing) -> None:
            self._editing, self._left = editing, frozenset()
            self._view.show_editing(editing, editing.values)
            self._read_day(editing.changing.card.starts.date(), settle=True)

        self._ops.query(read, show)

    def leave(self) -> None:
        self._editing, self._ledger = None, None
        self._asked += 1

    def typed(self, values: Mapping[str, str]) -> None:
        """Another day has other slots; then what it would cost."""
        if self._editing is None:
            return
        day = _day(values["day"])
        if day is not None and (self._ledger is None or self._ledger.day != day):
            self._read_day(day, settle=False)
        elif self._ledger is not None:
            self._view.show_rooms(self._ledger, self._desk.settings.site)
            self.ask(values)

    def ask(self, values: Mapping[str, str]) -> None:
        """Answers to older questions are dropped."""
        if self._editing is None or (wish := self._wish(values)) is None:
            return
        self._asked, self._values = self._asked + 1, values
        asked, key = self._asked, self._editing.changing.card.id
        scope = Scope(values["scope"])
        if scope is not Scope.THIS:
            self._ask_all(key, scope, wish)
            return

        def told(offer: ChangeOffer) -> None:
            if asked != self._asked:
                return
            self._view.show_asked(offer)
            if offer.refusal is None:
                self._view.show_change(offer)
            else:
                self._view.show_no_change(offer.refusal, ())

        self._ops.query(lambda: self._desk.changes.offer(key, wish), told)

    def _ask_all(self, key: UUID, scope: Scope, wish: ChangeWish) -> None:
        asked, left = self._asked, self._left

        def told(found: SeriesChange) -> None:
            if asked == self._asked:
                self._found = scope, wish, found
                self._view.show_series_change(found)

        def refused(refusal: Refusal) -> None:
            if asked == self._asked:
                self._view.show_no_change(refusal, ())

        self._ops.query(
            lambda: self._desk.series.changing(key, scope, wish, left), told, refused
        )

    def toggle(self, line: ChangeLine) -> None:
        """Change it with the others or leave it as it is; why, where it has to be."""
        if line.refusal is not None:
            self.tell(line)
            return
        self._left ^= {line.before.id}
        self.ask(self._values)

    def tell(self, line: ChangeLine) -> None:
        """What stands against a line, if anything."""
        if line.refusal is not None:
            self._view.tell_line(line.refusal, line.waivable)

    def change(self, values: Mapping[str, Any]) -> None:
        """Do it, as it was shown. `values` are those of the fields."""
        editing = self._editing
        wish = self._wish({name: _text(value) for name, value in values.items()})
        if editing is None or wish is None or self._busy:
            return
        self._busy = True
        self._asked += 1

        def done(outcome: Outcome[Changed]) -> None:
            self._busy = False
            self._done(editing, wish, values["scope"], outcome)

        def refused(refusal: Refusal) -> None:
            self._busy = False
            if refusal.code == STALE:
                self._stale(editing, refusal, values)
            else:
                self._view.show_no_change(refusal, ())

        self._ops.command(self._act(editing, wish, values["scope"]), done, refused)

    def _act(
        self, editing: Editing, wish: ChangeWish, scope: str
    ) -> Callable[[], Outcome[Changed]]:
        """What others have stays as it is, as it was shown."""
        staff, key = self._actor.key, editing.changing.card.id
        if scope == Scope.THIS or editing.loaded is None:
            loaded = editing.changing.loaded
            return lambda: self._desk.changes.change(staff, key, wish, loaded)
        shown = self._found
        alike = shown is not None and shown[:2] == (scope, wish)
        leave = shown[2].stays if shown and alike else self._left
        every = editing.loaded
        return lambda: self._desk.series.change(
            staff, key, Scope(scope), wish, every, leave
        )

    def _read_day(self, day: date, *, settle: bool) -> None:
        """The rooms of a day, with their slots."""

        def read(ledger: LedgerDay) -> None:
            if self._editing is None:
                return
            self._ledger = ledger
            self._view.show_rooms(ledger, self._desk.settings.site)
            if settle:
                self._name_slots(ledger)

        self._ops.query(
            lambda: self._desk.offers.day(day),
            read,
            lambda refusal: self._view.show_no_change(refusal, ()),
        )

    def _name_slots(self, ledger: LedgerDay) -> None:
        assert self._editing is not None
        card = self._editing.changing.card
        room = room_of(ledger, card.room_id)
        if room is not None:
            pieces = room.pieces(card.slots.split("・"))
            self._view.choose_slots(pieces[0], pieces[-1])

    def _wish(self, values: Mapping[str, str]) -> ChangeWish | None:
        """As far as it can be read; None while the day or the room is not."""
        day, key = _day(values["day"]), values["room_id"]
        if day is None or not key or self._ledger is None or self._ledger.day != day:
            return None
        room = room_of(self._ledger, UUID(key))
        if room is None:
            return None
        names = [offer.slot.name for offer in room.base]
        first, last = values["first"], values["last"]
        if first not in names or last not in names:
            return None
        low, high = sorted((names.index(first), names.index(last)))
        try:
            users = checks.number("users", values["users"], least=0, most=MOST_USERS)
        except Refusal:
            users = 0
        slots = room.joined(names[low : high + 1])
        facts, waiver = facts_in(values["facts"]), values["waiver"].strip()
        return ChangeWish(
            UUID(key),
            day,
            slots,
            values["purpose"],
            users,
            values["ground"],
            bool(values["aircon"]),
            facts,
            waiver,
        )

    def _stale(
        self, editing: Editing, refusal: Refusal, values: Mapping[str, Any]
    ) -> None:
        """The other's change is shown; what was typed stays, and may go through."""
        stale: StaleForm = refusal  # type: ignore[assignment]
        told = "、".join(
            f"{labels.field('booking', change.field)}"
            f" {self._value(change.field, change.old)}"
            f"→{self._value(change.field, change.new)}"
            for change in stale.changes
            if change.field in TOLD
        )

        def go_on() -> None:
            loaded = replace(editing.changing.loaded, loaded=stale.loaded)
            changing = replace(editing.changing, loaded=loaded)
            every = editing.loaded and replace(editing.loaded, loaded=stale.loaded)
            self._editing = replace(editing, changing=changing, loaded=every)
            self.change(values)

        def read_again() -> None:
            self.begin(editing.changing.card.id)

        ways = [
            Alternative("このまま変更する", "入れたものに変えます", go_on),
            Alternative(
                "読み直す", "入れたものを捨て、いまの内容から始めます", read_again
            ),
        ]
        self._view.show_met(refusal, told or "状態", ways)

    def _value(self, field: str, told: object) -> str:
        """As people read it: a room by its name."""
        rooms = self._ledger.rooms if self._ledger and field == "room_id" else ()
        names = {row.room.id.hex: row.room.name for row in rooms}
        return names.get(str(told)) or labels.value("booking", field, told)

    def _done(
        self, editing: Editing, wish: ChangeWish, scope: str, outcome: Outcome[Changed]
    ) -> None:
        card = editing.changing.card
        self.leave()
        self._view.changed(card.id, wish.day)
        teller = ChangeTold(self._ops, self._desk, self._actor, self._view)
        teller.tell(card, outcome, Scope(scope))


#: What a clerk reads in the change of another; times and amounts follow from these.
TOLD = ("status", "slots", "starts", "users", "purpose", "room_id", "fee")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    return value.isoformat() if isinstance(value, date) else str(value)
