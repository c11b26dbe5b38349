"""予約台帳 without a screen: the day, what is chosen on it, one booking opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from app.kit.clock import Clock, wall
from app.kit.refusal import Refusal
from app.services.offered import LedgerDay, LedgerRoom
from ui.contracts import OpenLedger, OpRunner, Speaker
from ui.kit.grid.day import GridDay, GridRange
from ui.pages.bookings.words import grid_of, names_in, range_of, room_of

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.bookings import BookingCard
    from app.services.journal import Event
    from app.services.loans import LoanRow
    from app.services.payments import PaymentRow


@dataclass(frozen=True, slots=True)
class Place:
    """What a new booking is about: a room, a day, slots as the rulebook names them."""

    room: LedgerRoom
    day: date
    slots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenedBooking:
    """All that the panel of a booking shows; `own`: of a room of this site."""

    card: BookingCard
    payments: Sequence[PaymentRow]
    loans: Sequence[LoanRow]
    events: Sequence[Event]
    own: bool


class LedgerView(Speaker, Protocol):
    """The page, as the presenter knows it."""

    def show_day(self, ledger: LedgerDay, grid: GridDay) -> None: ...

    def show_unknown(self, day: date, refusal: Refusal) -> None:
        """The rules say nothing of that day."""

    def show_place(self, place: Place, chosen: GridRange) -> None:
        """The panel of a new booking, on these slots."""

    def show_booking(self, opened: OpenedBooking) -> None:
        """The panel of a booking."""


class LedgerPresenter:
    """`day` is the day on the screen; answers about other days are dropped."""

    def __init__(self, ops: OpRunner, desk: Desk, clock: Clock, view: LedgerView) -> None:
        self._ops, self._desk, self._clock, self._view = ops, desk, clock, view
        self.day = self.today()
        self._ledger: LedgerDay | None = None
        self._opened: UUID | None = None
        self._place: Place | None = None

    def today(self) -> date:
        return self._now().date()

    def reload(self) -> None:
        """Read the day again, and what is open beside it."""
        self.go(self.day)
        if self._opened is not None:
            self.open(self._opened)

    def step(self, days: int) -> None:
        self.go(self.day + timedelta(days=days))

    def go(self, day: date, then: Callable[[], None] | None = None) -> None:
        """Show a day; `then` is called when it is there."""
        self.day = day

        def read(ledger: LedgerDay) -> None:
            if day == self.day:
                self._show(ledger)
                if then is not None:
                    then()

        def unknown(refusal: Refusal) -> None:
            if day == self.day:
                self._ledger = None
                self._view.show_unknown(day, refusal)

        self._ops.query(lambda: self._desk.offers.day(day), read, unknown)

    def draw(self, chosen: GridRange) -> None:
        """Slots were drawn over: the panel of a new booking opens on them."""
        room = room_of(self._ledger, chosen.room_id) if self._ledger else None
        if room is not None:
            self._take(Place(room, self.day, names_in(room, chosen)), chosen)

    def choose(self, day: date, room_id: UUID, slots: Sequence[str]) -> None:
        """The same by name, on any day; what is not there (any more) is left alone."""

        def there() -> None:
            assert self._ledger is not None
            room = room_of(self._ledger, room_id)
            chosen = range_of(self._ledger, room_id, slots)
            if room is not None and chosen is not None:
                joined = room.joined(room.pieces(slots))
                self._take(Place(room, day, joined), chosen)

        self.go(day, there)

    def open(self, booking_id: UUID) -> None:
        """The panel of a booking: its card, payments and history."""
        self._opened = booking_id

        def read() -> OpenedBooking:
            card = self._desk.bookings.card(booking_id)
            return OpenedBooking(
                card,
                self._desk.payments.of_booking(booking_id),
                self._desk.loans.of_booking(booking_id),
                self._desk.journal.history("booking", booking_id),
                card.home == self._desk.settings.site,
            )

        def show(opened: OpenedBooking) -> None:
            if self._opened == booking_id:
                self._view.show_booking(opened)

        self._ops.query(read, show)

    def close(self) -> None:
        """Nothing is open beside the day any more."""
        self._opened = self._place = None

    def receive(self, request: OpenLedger) -> None:
        """What another page asks to see."""
        if request.booking_id is not None:
            self.go(request.day)
            self.open(request.booking_id)
        elif request.room_id is not None and request.slots:
            self.choose(request.day, request.room_id, request.slots)
        else:
            self.go(request.day)

    def place(self) -> Place | None:
        """What the panel of a new booking is about, while it is open."""
        return self._place

    def chosen(self) -> GridRange | None:
        """Where that is on the day shown."""
        place = self._place
        if place is None or self._ledger is None or place.day != self.day:
            return None
        return range_of(self._ledger, place.room.room.id, place.slots)

    def _take(self, place: Place, chosen: GridRange) -> None:
        self._opened, self._place = None, place
        self._view.show_place(place, chosen)

    def _show(self, ledger: LedgerDay) -> None:
        self._ledger = ledger
        self._view.show_day(ledger, grid_of(ledger, self._now()))

    def _now(self) -> datetime:
        return wall(self._clock())
