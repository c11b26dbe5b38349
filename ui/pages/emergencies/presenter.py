"""臨時休館 without a screen: plan, close, call, settle."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol
from uuid import UUID

from app.kit.refusal import Refusal
from app.services.sign_in import Actor
from ui.contracts import OpRunner, PaperView
from ui.pages.emergencies import words
from ui.parts.take_back import take_back

if TYPE_CHECKING:
    from app.desk import Desk
    from app.kit.outcome import Outcome
    from app.services.emergencies import (
        Affected,
        AffectedRow,
        EmergencyCard,
        EmergencyRow,
        Noted,
        Plan,
        Proposal,
        Settled,
        Settlement,
        Warned,
    )
    from app.services.forms import Sheet
    from app.services.offered import Alternative
    from app.services.today import RoomRow

Places = Mapping[UUID, Sequence["Alternative"]]


class Ground(NamedTuple):
    """What a plan is made of: the rooms, those of this site first; the warnings that the
    rules of the day speak of; when this site closes on it, in minutes."""

    rooms: Sequence[RoomRow]
    warnings: Sequence[str]
    closes: int | None


class EmergenciesView(PaperView, Protocol):
    def show_ground(self, ground: Ground) -> None: ...

    def show_proposal(self, warning: str, found: Proposal) -> None: ...

    def show_affected(self, rows: Sequence[AffectedRow]) -> None: ...

    def show_plan(self) -> None:
        """The form of a new one."""

    def refuse_plan(self, refusal: Refusal) -> None:
        """At the field that it is about, if it is about one."""

    def show_card(self, card: EmergencyCard) -> None: ...

    def show_places(self, places: Places) -> None: ...

    def show_list(self, rows: Sequence[EmergencyRow]) -> None: ...

    def show_settlement(self, found: Settlement) -> None: ...


class EmergenciesPresenter:
    """`opened` is the closing that is looked at; None while one is planned."""

    def __init__(
        self, ops: OpRunner, desk: Desk, actor: Actor, view: EmergenciesView
    ) -> None:
        self._ops, self._desk, self._actor, self._view = ops, desk, actor, view
        self.opened: UUID | None = None
        self._asked = 0
        #: for whom free places were looked for: that takes a while for many groups
        self._looked: frozenset[UUID] = frozenset()

    # a plan

    def prepare(self, day: date) -> None:
        """What is there to choose from on a day."""
        desk = self._desk
        self.opened, self._asked = None, self._asked + 1

        def read() -> Ground:
            hours = desk.offers.hours(day)
            closes = hours.end if hours is not None and hours.open else None
            rooms = desk.emergencies.rooms()
            return Ground(rooms, desk.emergencies.warnings(day), closes)

        self._ops.query(read, self._view.show_ground)

    def propose(self, day: date, warned: Warned) -> None:
        self._ops.query(
            lambda: self._desk.emergencies.propose(day, warned),
            lambda found: self._view.show_proposal(warned.kind, found),
        )

    def look(self, plan: Plan) -> None:
        """Who would have to be called."""
        self._ops.query(
            lambda: self._desk.emergencies.affected(plan), self._view.show_affected
        )

    def close(self, plan: Plan) -> None:
        def closed(outcome: Outcome[UUID]) -> None:
            told = words.span(plan.starts, plan.ends)
            self._say(f"{told} を休館にしました。", f"{told} の臨時休館", outcome)
            self.open(outcome.value, self._print_first)

        self._ops.command(
            lambda: self._desk.emergencies.close(self._actor, plan),
            closed,
            self._view.refuse_plan,
        )

    # one that is closed

    def begin(self) -> None:
        """The one that is not settled yet, else the form of a new one; unless something
        else is asked for meanwhile."""
        asked = self._asked

        def choose(rows: Sequence[EmergencyRow]) -> None:
            if asked != self._asked:
                return
            waiting = [row for row in rows if row.settled_at is None]
            if waiting:
                self.open(waiting[-1].id)
            else:
                self._view.show_plan()

        self._ops.query(lambda: self._desk.emergencies.latest(), choose)

    def open(
        self, key: UUID, then: Callable[[EmergencyCard], None] | None = None
    ) -> None:
        self.opened, self._asked = key, self._asked + 1

        def show(card: EmergencyCard) -> None:
            if self.opened != card.row.id:
                return
            self._view.show_card(card)
            self._look_for_places(card)
            if then is not None:
                then(card)

        def gone(_: Refusal) -> None:
            self.leave()

        self._ops.query(lambda: self._desk.emergencies.card(key), show, gone)

    def reload(self) -> None:
        if self.opened is not None:
            self.open(self.opened)

    def leave(self) -> None:
        self.opened, self._looked = None, frozenset()
        self._view.show_plan()

    def list_all(self) -> None:
        self._ops.query(lambda: self._desk.emergencies.latest(), self._view.show_list)

    def note(self, line: Affected, noted: Noted) -> None:
        key, booking = self._key(), line.row.id
        name = line.row.group
        if noted.place is not None or line.call.room_id is not None:
            self._looked = frozenset()  # what is promised is free for nobody else

        def refused(refusal: Refusal) -> None:
            self._view.show_refusal(refusal)
            self._looked = frozenset()
            self.reload()

        def done(outcome: Outcome[None]) -> None:
            self._say(f"{name}への連絡を記録しました。", f"{name}への連絡", outcome)

        self._ops.command(
            lambda: self._desk.emergencies.note(self._actor, key, booking, noted),
            done,
            refused,
        )

    def ask_settle(self) -> None:
        key = self._key()
        self._ops.long(
            lambda _: self._desk.emergencies.settlement(key), self._view.show_settlement
        )

    def settle(self) -> None:
        key = self._key()

        def done(outcome: Outcome[Settled]) -> None:
            told = words.settled(outcome.value)
            self._say(f"{told}を行いました。", "臨時休館の取消・還付・振替", outcome)
            done = outcome.value
            if done.cancelled or done.moved or done.shortened:
                self.print_letters()

        self._ops.long_command(
            lambda _: self._desk.emergencies.settle(self._actor, key), done
        )

    def call_off(self) -> None:
        key = self._key()

        def done(outcome: Outcome[None]) -> None:
            told = "臨時休館を取りやめました。予約はそのままです。"
            self._say(told, "臨時休館の取りやめ", outcome)

        self._ops.command(lambda: self._desk.emergencies.call_off(self._actor, key), done)

    # papers

    def print_calls(self) -> None:
        key = self._key()
        self._print(lambda: self._desk.forms.emergencies.calls(key))

    def print_door(self) -> None:
        key = self._key()
        self._print(lambda: self._desk.forms.emergencies.door(key))

    def print_letters(self) -> None:
        key = self._key()
        self._print(lambda: self._desk.forms.emergencies.letters(key, self._actor))

    def print_blank(self) -> None:
        """連絡表 to write upon, for when there is no current."""
        from app.services.forms import Form

        self._print(lambda: self._desk.forms.blank(Form.EMERGENCY_CALLS))

    # within

    def _print(self, make: Callable[[], Sheet]) -> None:
        self._ops.long(lambda _: make(), self._view.show_paper)

    def _print_first(self, card: EmergencyCard) -> None:
        if card.lines:
            self.print_calls()

    def _look_for_places(self, card: EmergencyCard) -> None:
        """Where somebody may want one for whom none was looked for yet."""
        key = card.row.id
        open_ = [line for line in card.lines if line.open and not line.call.room_id]
        wanting = frozenset(line.row.id for line in open_)
        if not wanting <= self._looked:
            self._looked = wanting
            self._ops.query(
                lambda: self._desk.emergencies.places(key), self._view.show_places
            )

    def _key(self) -> UUID:
        assert self.opened is not None
        return self.opened

    def _say(self, told: str, what: str, outcome: Outcome[Any]) -> None:
        undo = take_back(
            self._ops,
            lambda: self._desk,
            self._actor,
            self._view,
            what,
            outcome.entry,
        )
        self._view.say(told, undo)
