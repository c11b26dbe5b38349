"""予約台帳: day, week, month and year, and beside them the panel of a booking."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout

from app.kit.clock import Clock
from app.kit.refusal import Refusal
from app.kit.wareki import full
from app.services.sign_in import Actor
from ui.contracts import OpenLedger, OpenLoan, OpenLottery, OpenMonth, OpenYear
from ui.kit.grid.day import GridDay, GridRange
from ui.kit.grid.tiles import TileSheet
from ui.kit.layout import col, host, row, stretched
from ui.kit.messages import text_of
from ui.kit.ops import Ops
from ui.kit.page import Page
from ui.kit.theme import Theme
from ui.pages.bookings.blocking import BlockingSide
from ui.pages.bookings.booking_panel import BookingPanel
from ui.pages.bookings.changing import Changing
from ui.pages.bookings.day_bar import DayBar
from ui.pages.bookings.making import Making
from ui.pages.bookings.modes import HINTS, LETTERS, Head, Mode
from ui.pages.bookings.moves import Moves
from ui.pages.bookings.panes import Panes
from ui.pages.bookings.presenter import LedgerPresenter, OpenedBooking
from ui.pages.bookings.selection import Selection
from ui.pages.bookings.turns import Turns
from ui.pages.bookings.wait_list import WaitList
from ui.pages.bookings.words import HELP
from ui.parts.booking_actions import Action
from ui.parts.booking_sheets import series_actions
from ui.parts.group_picker import GroupPicker
from ui.parts.paper_sheet import show_paper
from ui.parts.posting_sheet import ask_posting

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.bookings import BookingCard
    from app.services.forms import Sheet


PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class BookingsPage(Page):
    """Arrow keys and the mouse choose on the grid; the panel never covers it."""

    topics = frozenset(
        {"blocking", "booking", "payment", "room", "rulebook", "group", "loan"}
    ) | {"equipment_kind"}
    hints = HINTS
    help: ClassVar[str] = HELP

    def __init__(
        self, t: Theme, ops: Ops, desk: Desk, actor: Actor, clock: Clock
    ) -> None:
        super().__init__(t, ops)
        self._desk, self._actor, self._clock = desk, actor, clock
        self.ledger = LedgerPresenter(self.ops, desk, clock, self)
        self.acts = series_actions(self, lambda: desk, actor, clock)
        self.changing = Changing(self, desk, actor, clock)
        self.waits = WaitList(self, desk, actor, clock)
        self.blocking = BlockingSide(self, desk, actor, clock)
        self._refused = False
        self._fresh = True
        self._asked_for = False
        self.bar = DayBar(t, clock)
        self.year_of = GroupPicker(t, self.ops, desk.groups, clock)
        self.panes = Panes(t, self.year_of)
        self.grid = self.panes.grid
        self.turns = Turns(self.panes, self.ledger)
        self.moves = Moves(self, self.grid, desk, actor)
        self.making = Making(self, self, desk, actor, clock, self.ledger.choose)
        self.new, self.panel = self.making.presenter, self.making.panel
        self.booking: BookingPanel | None = None
        self._listen()
        grids = col(t, self.bar, self.panes, gap=8, margins=(16, 12, 16, 8))
        left = host(stretched(grids, 1))
        self._sides: QHBoxLayout = stretched(
            row(t, left, self.panel, self.changing.panel, self.blocking, gap=0), 0
        )
        self.setLayout(self._sides)

    def _listen(self) -> None:
        bar, grid, panel, panes = self.bar, self.grid, self.panel, self.panes
        bar.stepped.connect(self._step)
        bar.asked.connect(self._go)
        bar.left.connect(panes.start_focus)
        bar.lotteries.connect(lambda: self.asked.emit("lotteries", OpenLottery()))
        bar.turned.connect(lambda mode: self._turn(Mode(mode)))
        bar.room_chosen.connect(self._show_room)
        grid.booked.connect(self.ledger.draw)
        grid.opened.connect(self.blocking.open)
        panes.focused_text.connect(self.told)
        panes.month_opened.connect(self.ledger.open_day)
        panes.year_opened.connect(lambda *at: self.receive(self.ledger.on_year_day(*at)))
        self.year_of.picked.connect(self.turns.show_group)
        self.year_of.done.connect(panes.start_focus)
        bar.group_asked.connect(self.year_of.look_again)
        panel.typed.connect(self._typed)
        panel.waits.connect(lambda typed: self.waits.at(self.ledger.place(), typed))
        grid.waited.connect(self.waits.behind)
        panel.closed.connect(self._close)
        panel.erased.connect(self._erase)

    # what the window asks

    def reload(self) -> None:
        self.ledger.reload()
        self.new.reload(self.panel.values())
        if self._fresh:
            self._fresh = False
            self.new.look_for_draft()

    def receive(self, request: object) -> None:
        assert isinstance(request, OpenLedger | OpenMonth | OpenYear)
        self._fresh = False
        self._close()
        if isinstance(request, OpenMonth):
            self.ledger.receive(request)
            self.panes.start_focus()
            return
        if isinstance(request, OpenYear):
            self.ledger.receive(request)
            self.year_of.set_text(request.group_id.hex)
            self.panes.start_focus()
            return
        if request.group_id is not None:
            self._asked_for = True
            self.panel.empty()
            self.panel.fill({"group_id": request.group_id.hex})
        if request.people:
            self._asked_for |= not any(self.panel.values().values())
            self.panel.fill({"users": str(request.people)})
        self.ledger.receive(request)

    def keep(self) -> object:
        place = self.ledger.place()
        where = (place.day, place.room.room.id, place.slots) if place else None
        opened = self.booking.opened.card.id if self.booking else self.changing.booking
        return (self.ledger.looked, self.panel.values(), where, opened)

    def take_up(self, kept: object) -> None:
        assert isinstance(kept, tuple)
        self._fresh = False
        self.ledger.looked, values, where, opened = kept
        self.panel.fill(values)
        self.bar.show_mode(self.ledger.mode)
        if (group_id := self.ledger.looked.group_id) is not None:
            self.year_of.set_text(group_id.hex)
        if where is not None:
            self.ledger.choose(*where)
        if opened is not None:
            self.ledger.open(opened)

    def step_back(self) -> bool:
        if self.changing.open:
            self.changing.give_up()
            return True
        if self.panel.isHidden() and self.booking is None:
            return self.blocking.step_back()
        self._close()
        return True

    def start_focus(self) -> None:
        if self.changing.open:
            self.changing.panel.start_focus()
        elif self.blocking.panel is not None:
            self.blocking.start_focus()
        elif self.panel.isVisible():
            self.panel.start_focus()
        else:
            self.panes.start_focus()

    def clock_moved(self, now: datetime) -> None:
        """The now-line moves, and another PC may have booked meanwhile."""
        self.ledger.go(self.ledger.day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        sign = event.text().upper()
        if event.matches(QKeySequence.StandardKey.New):
            self._begin()
        elif event.matches(QKeySequence.StandardKey.Print):
            self._ask_posting()
        elif event.key() == Qt.Key.Key_F11:
            self.asked.emit("lobby", None)
        elif not self.panes.has_focus():
            super().keyPressEvent(event)
        elif sign and sign in "0123456789+-":
            self.bar.type(sign)
        elif sign and sign in LETTERS:
            self._turn(Mode(LETTERS.index(sign)))
        elif sign == "X":
            self.blocking.begin()
        elif event.key() in PAGES:
            self._step(PAGES[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    # what the presenters ask

    def show_day(self, head: Head, grid: GridDay) -> None:
        self.bar.show_head(head)
        self.panes.show_day(head, grid)
        self._mark()

    def show_month(self, head: Head, sheet: TileSheet) -> None:
        self.bar.show_head(head)
        self.panes.show_month(sheet)

    def show_year(self, head: Head, sheet: TileSheet) -> None:
        self.bar.show_head(head)
        self.panes.show_year(sheet)

    def show_unknown(self, day: date, refusal: Refusal) -> None:
        words = text_of(refusal).partition("。")[0]
        self.show_day(Head(Mode.DAY, full(day)), GridDay((), (), closed=words))

    def stand_on(self, room_id: UUID | None, day: date) -> None:
        self.panes.stand_on(self.ledger.mode, room_id, day)

    def show_place(self, selection: Selection, chosen: GridRange) -> None:
        opening = self.panel.isHidden()
        self._put_away()
        self._refused = False
        if opening:
            self.panel.show_left(left=not self._asked_for)
            self._asked_for = False
        self.panel.show_place(selection, chosen)
        self.panel.show()
        self._mark()
        self.new.begin(selection.first, self.panel.values())
        if opening or self.grid.hasFocus():
            self.panel.start_focus()

    def show_booking(self, opened: OpenedBooking) -> None:
        again = self.booking is not None and self.booking.opened.card.id == opened.card.id
        focused = self.booking is None or self.booking.isAncestorOf(
            self.focusWidget() or self
        )
        self._put_away()
        self._leave_new()
        self._mark()
        self.grid.walk.stand_on(opened.card.id)
        self.booking = BookingPanel(self.t, opened, self._clock)
        card = opened.card
        self.booking.asked.connect(lambda action: self._do(action, card))
        self.booking.closed.connect(self._close)
        self.booking.waits.connect(lambda: self.waits.behind(card.id))
        self.booking.loan.connect(
            lambda loan_id: self.asked.emit("loans", OpenLoan(loan_id))
        )
        self._sides.addWidget(self.booking)
        self.booking.show()
        if focused or not again:
            self.booking.start_focus()

    def show_changed(self, booking_id: UUID, day: date) -> None:
        """A booking was changed: its day, and itself beside it."""
        self.ledger.go(day)
        self.ledger.open(booking_id)

    def mark(self, *, refused: bool) -> None:
        self._refused = refused
        self._mark()

    def booked(self) -> None:
        self._close()

    def show_paper(self, sheet: Sheet) -> None:
        show_paper(self, lambda: self._desk, self._actor, sheet)

    # within

    def _do(self, action: Action, card: BookingCard) -> None:
        if action is Action.CHANGE:
            self._put_away()
            self.ledger.close()  # reading the day again keeps what is typed
            self.changing.begin(card.id)
        else:
            self.acts.do(action, card)

    def _step(self, days: int) -> None:
        self._leave_booking()
        self.ledger.step(days)

    def _go(self, day: date) -> None:
        self._leave_booking()
        self.ledger.go(day, self._arrive)

    def _arrive(self) -> None:
        """On the day that was asked for, wherever it stands in the grid."""
        if self.ledger.mode is not Mode.DAY:
            self.stand_on(self.ledger.looked.room_id, self.ledger.day)
        self.panes.start_focus()

    def _turn(self, mode: Mode) -> None:
        """Another grid; the panels stay beside day and week only."""
        if mode is Mode.YEAR:
            opened = self.booking.opened.card.group_id.hex if self.booking else ""
            self.turns.take_group(opened or self.panel.values()["group_id"])
        self.turns.note_where()
        if mode in (Mode.MONTH, Mode.YEAR):
            self._close()
        self.ledger.turn(mode)

    def _show_room(self, room_id: UUID) -> None:
        self._leave_booking()
        self.ledger.show_room(room_id)

    def _leave_booking(self) -> None:
        """A booking belongs to its day; one that is being made may move to another."""
        if self.booking is not None:
            self._close()

    def _begin(self) -> None:
        """Ctrl+N: a new booking on the slots that the focus is on."""
        if drawn := self.grid.selection():
            self.ledger.draw(drawn)

    def _ask_posting(self) -> None:
        """Ctrl+P, where no booking is open whose permit it would print."""
        day, room = self.ledger.day, self.panes.room_id()
        ask_posting(self, lambda: self._desk, self._actor, self._clock, day, room)

    def _typed(self) -> None:
        self.new.ask(self.panel.values())
        self._mark()

    def _mark(self) -> None:
        """The slots chosen, with whose booking it will be."""
        chosen, label = self.ledger.chosen(), self.panel.label()
        self.grid.choose(chosen, label, refused=self._refused)

    def _erase(self) -> None:
        self.panel.empty()
        self.new.forget()
        self.panel.start_focus()
        self._typed()

    def leave_sides(self) -> None:
        self._put_away()
        self._leave_new()
        self.ledger.close()
        self._mark()

    def _put_away(self) -> None:
        self.changing.leave()
        self.blocking.leave()
        if self.booking is not None:
            self.booking.hide()
            self.booking.deleteLater()
            self.booking = None

    def _leave_new(self) -> None:
        """What was typed stays in the panel and, as a draft, in the database."""
        self.new.keep(self.panel.values())
        self.new.leave()
        self.panel.hide()

    def _close(self) -> None:
        self.leave_sides()
        self.panes.start_focus()
