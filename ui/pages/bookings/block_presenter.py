"""利用停止 without a screen: rooms are made unusable, a blocking is changed or lifted."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from app.kit.clock import Clock, wall
from app.kit.outcome import Outcome
from app.kit.refusal import Refusal
from app.rules.series import dates_of, read_repeat
from app.services.blockings import BlockingForm, BlockRooms, Lifting, Stretch
from app.services.sign_in import Actor
from app.services.today import RoomRow
from ui.contracts import Alternative, OpRunner, Speaker
from ui.parts.booking_words import hours, short_day
from ui.parts.take_back import take_back

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.blockings import Blocks
    from app.services.bookings import BookingCard
    from app.services.journal import Event

#: What was half typed of a new one, and of the change of one (`OF` says of which).
NEW, CHANGE, OF = "blocking.new", "blocking.change", "of"
#: Bookings in the way that are listed one by one: a key each.
LISTED = 9
DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen on the grid; minutes after midnight, all day as 0 to 24:00."""

    rooms: tuple[UUID, ...]
    first: date
    last: date
    start: int = 0
    end: int = DAY


@dataclass(frozen=True, slots=True)
class OpenedBlocking:
    """A blocking and what happened to it."""

    looked: Lifting
    events: Sequence[Event]


class BlockView(Speaker, Protocol):
    """The panels at the side, as the presenter knows them."""

    def show_form(
        self, rooms: Sequence[RoomRow], chosen: Chosen, draft: Mapping[str, str]
    ) -> None:
        """The panel in which rooms are made unusable, with what was left behind."""

    def show_change(self, looked: Lifting, draft: Mapping[str, str]) -> None:
        """The panel in which one is changed."""

    def show_no(self, refusal: Refusal, ways: Sequence[Alternative]) -> None:
        """What speaks against it; the ways lead to the bookings that lie there."""

    def show_blocking(self, opened: OpenedBlocking) -> None:
        """The panel of a blocking."""

    def done(self, day: date) -> None:
        """It is written; the grid shows that day."""

    def open_booking(self, booking_id: UUID) -> None: ...


class BlockPresenter:
    def __init__(
        self, ops: OpRunner, desk: Desk, actor: Actor, clock: Clock, view: BlockView
    ) -> None:
        self._ops, self._desk, self._actor = ops, desk, actor
        self._clock, self._view = clock, view
        self._busy = False

    def begin(self, chosen: Chosen) -> None:
        """使えなくする: the panel opens on what is chosen."""
        self._ops.query(
            lambda: (self._desk.postings.rooms(), self._draft(NEW)),
            lambda found: self._view.show_form(found[0], chosen, found[1]),
        )

    def begin_change(self, looked: Lifting) -> None:
        """Its fields, with what was left behind of a change of this very one."""

        def show(draft: Mapping[str, str]) -> None:
            same = draft.get(OF) == looked.card.id.hex
            typed = {name: text for name, text in draft.items() if name != OF}
            self._view.show_change(looked, typed if same else {})

        self._ops.query(lambda: self._draft(CHANGE), show)

    def keep(self, of: UUID | None, typed: Mapping[str, str]) -> None:
        """Keep what is half typed, through a crash as well; of nothing, nothing."""
        form, actor, drafts = CHANGE if of else NEW, self._actor, self._desk.drafts
        if not typed:
            self._ops.command(lambda: drafts.drop(actor, form), lambda _: None)
            return
        kept = {**typed, OF: of.hex} if of else typed
        self._ops.command(lambda: drafts.keep(actor, form, kept), lambda _: None)

    def _draft(self, form: str) -> Mapping[str, str]:
        return self._desk.drafts.find(self._actor, form) or {}

    def block(self, values: Mapping[str, Any]) -> None:
        """`values` are those of the fields, as they were read."""
        try:
            wish = self.wish(values)
        except Refusal as no:
            self._view.show_no(no, ())
            return

        def told(outcome: Outcome[Blocks]) -> str:
            count = outcome.value.count
            asked = "回答を待ちます" if outcome.value.provisional else "使えなくしました"
            return f"{short_day(values['first'])}から {count}件の利用停止で{asked}。"

        self._do(
            lambda: self._desk.blockings.block(self._actor, wish),
            told,
            values["first"],
        )

    def wish(self, values: Mapping[str, Any]) -> BlockRooms:
        """Every day of the time that falls on the repeat. Unreadable."""
        first: date = values["first"]
        last: date = values["last"] or first
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        if values["repeat"]:
            repeat = read_repeat(values["repeat"], first, wall(self._clock()).date())
            days = list(dates_of(repeat, first, last).days)
        start, end = values["hours"]
        return BlockRooms(
            tuple(UUID(key) for key in values["rooms"].split()),
            tuple(stretch(day, start, end) for day in days),
            values["kind"],
            values["reason"],
            values["posted"],
            values["allowed_by"],
        )

    def open(self, blocking_id: UUID) -> None:
        def read() -> OpenedBlocking:
            events = self._desk.journal.history("blocking", blocking_id)
            return OpenedBlocking(self._desk.blockings.looked_at(blocking_id), events)

        self._ops.query(read, self._view.show_blocking)

    def change(self, looked: Lifting, values: Mapping[str, Any]) -> None:
        day: date = values["first"]
        form = BlockingForm(
            *stretch(day, *values["hours"]),
            values["kind"],
            values["reason"],
            values["posted"],
            values["allowed_by"],
        )
        self._do(
            lambda: self._desk.blockings.change(
                self._actor, looked.card.id, form, looked.loaded
            ),
            lambda _: f"{named(looked)} を変えました。",
            day,
        )

    def end(self, looked: Lifting) -> None:
        self._do(
            lambda: self._desk.blockings.end(self._actor, looked.card.id),
            lambda _: f"{named(looked)} を今までで終わりにしました。",
            looked.card.starts.date(),
        )

    def lift(self, looked: Lifting, others: Collection[UUID] = ()) -> None:
        """With others of its set, if any."""
        ids = [looked.card.id, *others]
        count = f"など{len(ids)}件" if others else ""
        self._do(
            lambda: self._desk.blockings.lift(self._actor, ids),
            lambda _: f"{named(looked)}{count} を解除しました。",
            looked.card.starts.date(),
        )

    def _do(
        self,
        act: Callable[[], Outcome[Any]],
        told: Callable[[Outcome[Any]], str],
        day: date,
    ) -> None:
        if self._busy:
            return
        self._busy = True

        def done(outcome: Outcome[Any]) -> None:
            self._busy = False
            undo = take_back(
                self._ops,
                lambda: self._desk,
                self._actor,
                self._view,
                "利用停止",
                outcome.entry,
            )
            self._view.done(day)
            self._view.say(told(outcome), undo)

        def refused(refusal: Refusal) -> None:
            self._busy = False
            found: Sequence[BookingCard] = getattr(refusal, "bookings", ())
            ways = [self._way(card) for card in found[:LISTED]]
            self._view.show_no(refusal, ways)

        self._ops.command(act, done, refused)

    def _way(self, card: BookingCard) -> Alternative:
        at = f"{short_day(card.starts.date())} {hours(card.starts, card.ends)}"
        return Alternative(
            f"{card.group} {card.number}",
            f"{card.room} {at}",
            lambda: self._view.open_booking(card.id),
        )


def stretch(day: date, start: int, end: int) -> Stretch:
    """A day and minutes of it as times."""
    midnight = datetime.combine(day, time.min)
    return Stretch(midnight + timedelta(minutes=start), midnight + timedelta(minutes=end))


def named(looked: Lifting) -> str:
    """会議室A 12/1(火) 9:00–12:00 の利用停止."""
    card = looked.card
    at = f"{short_day(card.starts.date())} {hours(card.starts, card.ends)}"
    return f"{card.room} {at} の利用停止"
