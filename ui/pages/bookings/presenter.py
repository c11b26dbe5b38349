"""予約台帳 without a screen: the grid shown, what is chosen on it, one booking opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar
from uuid import UUID

from app.kit.clock import Clock, wall
from app.kit.refusal import Refusal
from app.kit.wareki import fiscal_year
from app.services.offered import LedgerDay
from ui.contracts import OpenLedger, OpenMonth, OpenYear, OpRunner, Speaker
from ui.kit.grid.day import GridDay, GridRange
from ui.kit.grid.tiles import TileSheet
from ui.pages.bookings.heads import head_of_day, head_of_month, head_of_week, head_of_year
from ui.pages.bookings.lines import (
    Line,
    grid_of_day,
    grid_of_week,
    line_at,
    line_of,
    lines_of_day,
    lines_of_week,
    names_in,
    range_of,
)
from ui.pages.bookings.modes import Head, Mode, stepped
from ui.pages.bookings.month import month_sheet
from ui.pages.bookings.selection import Place, Selection
from ui.pages.bookings.year import year_sheet
from ui.parts.ahead import months_ahead

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.bookings import BookingCard
    from app.services.journal import Event
    from app.services.ledgers import LedgerWeek, LedgerYear
    from app.services.loans import LoanRow
    from app.services.months import LedgerMonth
    from app.services.payments import PaymentRow
    from app.services.requests import RequestCard
    from app.services.waivers import WaiverRow

T = TypeVar("T")
Then = Callable[[], None]


@dataclass(frozen=True, slots=True)
class OpenedBooking:
    """All that the panel of a booking shows; `own`: of a room of this site. `request` is
    what it was asked for with, if it was not alone."""

    card: BookingCard
    payments: Sequence[PaymentRow]
    loans: Sequence[LoanRow]
    events: Sequence[Event]
    waivers: Sequence[WaiverRow]
    own: bool
    request: RequestCard | None = None


class Looked(NamedTuple):
    """What is looked at; it stays while the page is built anew."""

    mode: Mode
    day: date
    room_id: UUID | None
    group_id: UUID | None

    @property
    def frame(self) -> object:
        """Equal as long as the same grid shows it."""
        match self.mode:
            case Mode.DAY:
                return self.mode, self.day
            case Mode.WEEK:
                return self.mode, self.room_id, self.day - timedelta(self.day.weekday())
            case Mode.MONTH:
                return self.mode, self.day.replace(day=1)
            case Mode.YEAR:
                return self.mode, self.group_id, fiscal_year(self.day)


class LedgerView(Speaker, Protocol):
    """The page, as the presenter knows it."""

    def show_day(self, head: Head, grid: GridDay) -> None:
        """A day of all rooms, or a week of one."""

    def show_month(self, head: Head, sheet: TileSheet) -> None: ...

    def show_year(self, head: Head, sheet: TileSheet) -> None: ...

    def show_unknown(self, day: date, refusal: Refusal) -> None:
        """The rules say nothing of that day."""

    def stand_on(self, room_id: UUID | None, day: date) -> None:
        """The keys go on from that room and day of what is shown."""

    def show_place(self, selection: Selection, chosen: GridRange) -> None:
        """The panel of a new booking; its first place has these slots."""

    def show_booking(self, opened: OpenedBooking) -> None:
        """The panel of a booking."""


class LedgerPresenter:
    """`looked` is what is on the screen; answers about anything else are dropped."""

    def __init__(self, ops: OpRunner, desk: Desk, clock: Clock, view: LedgerView) -> None:
        self._ops, self._desk, self._clock, self._view = ops, desk, clock, view
        self.looked = Looked(Mode.DAY, self.today(), None, None)
        self._lines: Sequence[Line] = ()
        self._year: LedgerYear | None = None
        self._opened: UUID | None = None
        self._selection: Selection | None = None

    @property
    def day(self) -> date:
        return self.looked.day

    @property
    def mode(self) -> Mode:
        return self.looked.mode

    def today(self) -> date:
        return self._now().date()

    def reload(self) -> None:
        """Read what is shown again, and what is open beside it."""
        self.go(self.day)
        if self._opened is not None:
            self.open(self._opened)

    def step(self, by: int) -> None:
        """So many days, weeks, months or years further."""
        self.go(stepped(self.mode, self.day, by))

    def go(self, day: date, then: Then | None = None) -> None:
        """Show a day, or what it lies in; `then` is called when it is there."""
        self.looked = self.looked._replace(day=day)
        desk, room, group = self._desk, self.looked.room_id, self.looked.group_id
        match self.mode:
            case Mode.DAY:
                self._ask(lambda: desk.offers.day(day), self._show_day, then)
            case Mode.WEEK:
                self._ask(lambda: desk.ledgers.week(room, day), self._show_week, then)
            case Mode.MONTH:
                self._ask(lambda: desk.months.month(day), self._show_month, then)
            case Mode.YEAR if group is not None:
                self._ask(lambda: desk.ledgers.year(group, day), self._show_year, then)
            case Mode.YEAR:
                self._show_no_year()

    def turn(self, mode: Mode) -> None:
        """Look at the same room and day in another way."""
        self.looked = self.looked._replace(mode=mode)
        self.go(self.day, lambda: self._view.stand_on(self.looked.room_id, self.day))

    def stood(self, line_id: object) -> None:
        """The keys are on this row: its room or day is kept when the mode changes."""
        if (line := line_of(self._lines, line_id)) is not None:
            room = line.room.room.id
            self.looked = self.looked._replace(day=line.day, room_id=room)

    def stood_in_month(self, room_id: object, place: int) -> None:
        """The same on a day of the month."""
        assert isinstance(room_id, UUID)
        day = self.day.replace(day=place + 1)
        self.looked = self.looked._replace(day=day, room_id=room_id)

    def show_room(self, room_id: UUID) -> None:
        """The same week of another room."""
        self.looked = self.looked._replace(room_id=room_id)
        self.go(self.day)

    def show_group(self, group_id: UUID | None) -> None:
        """The year of a group."""
        self.looked = self.looked._replace(mode=Mode.YEAR, group_id=group_id)
        self.go(self.day)

    def take_group(self, group_id: UUID) -> None:
        """The year will be that of this group."""
        self.looked = self.looked._replace(group_id=group_id)

    def open_day(self, room_id: UUID, place: int) -> None:
        """From the month into a day, on that room."""
        self.stood_in_month(room_id, place)
        self.turn(Mode.DAY)

    def on_year_day(self, first: date, place: int) -> OpenLedger:
        """From the year into a day: to its first booking, or to make one."""
        day, group = first.replace(day=place + 1), self.looked.group_id
        rows = self._year.bookings if self._year else ()
        booked = [row for row in rows if row.starts.date() == day]
        if booked:
            return OpenLedger(day, booking_id=booked[0].id)
        return OpenLedger(day, group_id=group)

    def draw(self, chosen: Sequence[GridRange]) -> None:
        """Slots were drawn over: the panel of a new booking opens on them."""
        lines = [line_of(self._lines, each.room_id) for each in chosen]
        places = tuple(
            Place(line.room, line.day, names_in(line.room, each))
            for line, each in zip(lines, chosen, strict=True)
            if line is not None
        )
        if places:
            self.stood(chosen[0].room_id)
            self._take(Selection(places), chosen[0])

    def choose(self, day: date, room_id: UUID, slots: Sequence[str]) -> None:
        """The same by name, on any day; what is not there (any more) is left alone."""
        mode = self.mode if self.mode is Mode.WEEK else Mode.DAY
        self.looked = self.looked._replace(mode=mode, room_id=room_id)

        def there() -> None:
            line = line_at(self._lines, room_id, day)
            chosen = range_of(self._lines, room_id, day, slots)
            if line is not None and chosen is not None:
                joined = line.room.joined(line.room.pieces(slots))
                self._take(Selection((Place(line.room, day, joined),)), chosen)

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
                self._desk.waivers.of_booking(booking_id),
                card.home == self._desk.settings.site,
                self._desk.series.of_booking(booking_id),
            )

        def show(opened: OpenedBooking) -> None:
            if self._opened == booking_id:
                self._view.show_booking(opened)

        self._ops.query(read, show)

    def close(self) -> None:
        """Nothing is open beside the grid any more."""
        self._opened = self._selection = None

    def receive(self, request: OpenLedger | OpenMonth | OpenYear) -> None:
        """What another page asks to see."""
        if isinstance(request, OpenYear):
            self.show_group(request.group_id)
            return
        if isinstance(request, OpenMonth):
            self.looked = self.looked._replace(mode=Mode.MONTH)
            self.go(request.day)
            return
        self.looked = self.looked._replace(mode=Mode.DAY)
        if request.booking_id is not None:
            self.go(request.day)
            self.open(request.booking_id)
        elif request.room_id is not None and request.slots:
            self.choose(request.day, request.room_id, request.slots)
        else:
            self.go(request.day)

    def line(self, line_id: object) -> Line | None:
        """A row of the day or week shown."""
        return line_of(self._lines, line_id)

    def slots_in(self, room_id: UUID, starts: datetime, ends: datetime) -> Sequence[str]:
        """The slots of a room that have some of that time, as far as they are shown."""
        day = starts.date()
        line = line_at(self._lines, room_id, day)
        base = line.room.base if line is not None else ()
        return [
            offer.slot.name
            for offer in base
            if offer.slot.starts_on(day) < ends and starts < offer.slot.ends_on(day)
        ]

    def place(self) -> Place | None:
        """What the panel of a new booking is about, while it is open."""
        return self._selection.first if self._selection else None

    def chosen(self) -> Sequence[GridRange]:
        """Where that is on the grid shown, and what is chosen with it."""
        places = self._selection.places if self._selection else ()
        found = (
            range_of(self._lines, each.room.room.id, each.day, each.slots)
            for each in places
        )
        return [each for each in found if each is not None]

    def _take(self, selection: Selection, chosen: GridRange) -> None:
        self._opened, self._selection = None, selection
        self._view.show_place(selection, chosen)

    def _ask(
        self, work: Callable[[], T], show: Callable[[T], None], then: Then | None
    ) -> None:
        frame, day = self.looked.frame, self.day

        def read(found: T) -> None:
            if frame == self.looked.frame:
                show(found)
                if then is not None:
                    then()

        def unknown(refusal: Refusal) -> None:
            if frame == self.looked.frame:
                self._lines = ()
                self._view.show_unknown(day, refusal)

        self._ops.query(work, read, unknown)

    def _show_day(self, ledger: LedgerDay) -> None:
        self._lines = lines_of_day(ledger)
        self._view.show_day(head_of_day(ledger), grid_of_day(ledger, self._now()))

    def _show_week(self, week: LedgerWeek) -> None:
        if week.room is not None:
            self.looked = self.looked._replace(room_id=week.room.id)
        self._lines = lines_of_week(week, self.today())
        self._view.show_day(head_of_week(week), grid_of_week(week, self._now()))

    def _show_month(self, month: LedgerMonth) -> None:
        self._lines = ()
        self._view.show_month(head_of_month(month), month_sheet(month, self._now()))
        months_ahead(self._ops, lambda: self._desk)

    def _show_year(self, year: LedgerYear) -> None:
        self._lines, self._year = (), year
        self._view.show_year(head_of_year(year), year_sheet(year, self._now()))

    def _show_no_year(self) -> None:
        self._lines, self._year = (), None
        sheet = TileSheet(empty="団体を選ぶと、その団体の1年の予約が並びます。")
        self._view.show_year(Head(Mode.YEAR, "団体の1年"), sheet)

    def _now(self) -> datetime:
        return wall(self._clock())
