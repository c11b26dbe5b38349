"""予約台帳: a day of all rooms, and beside it the panel of a booking."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout

from app.kit.clock import Clock
from app.kit.refusal import Refusal
from app.services.offered import LedgerDay, Offer
from app.services.sign_in import Actor
from ui.contracts import Alternative, OpenLedger, OpenLoan
from ui.kit.grid.day import GridDay, GridRange
from ui.kit.grid.legend import Legend
from ui.kit.grid.view import DayGrid
from ui.kit.layout import col, host, row, stretched
from ui.kit.messages import text_of
from ui.kit.ops import Ops
from ui.kit.page import Page
from ui.kit.theme import Theme
from ui.pages.bookings.booking_panel import BookingPanel
from ui.pages.bookings.changing import Changing
from ui.pages.bookings.day_bar import DayBar
from ui.pages.bookings.new_panel import NewPanel
from ui.pages.bookings.new_presenter import NewBooking
from ui.pages.bookings.presenter import LedgerPresenter, OpenedBooking, Place
from ui.pages.bookings.words import is_open
from ui.parts.booking_actions import Action
from ui.parts.booking_sheets import booking_actions, deadline_sheet
from ui.parts.paper_sheet import show_paper
from ui.parts.stocked import Stocked

if TYPE_CHECKING:
    from uuid import UUID

    from app.desk import Desk
    from app.services.bookings import BookingCard, HoldTerms, Usual
    from app.services.forms import Sheet


class BookingsPage(Page):
    """Arrow keys and the mouse choose on the grid; the panel never covers it."""

    topics = frozenset(
        {"booking", "payment", "room", "rulebook", "group", "loan", "equipment_kind"}
    )
    hints = (
        ("←↑↓→", "動かす"),
        ("Shift", "のばす"),
        ("Enter", "予約する・開く"),
        ("数字", "日付へ"),
    )
    help: ClassVar[str] = (
        "1日のすべての部屋を見て、予約を取ります。\n\n"
        "空いている区分を矢印キーで選んで Enter を押すか、マウスで押すと、"
        "右に「新しい予約」が開きます。"
        "Shift と矢印、またはマウスでなぞると、続いた区分をまとめて選べます。\n\n"
        "数字を打つと日付の欄に入ります。12/5、来週火、R8.12.5 のように書けます。\n\n"
        "予約を選んで Enter を押すと、許可・鍵・納付・変更・印刷・取消ができます。"
    )

    def __init__(
        self, t: Theme, ops: Ops, desk: Desk, actor: Actor, clock: Clock
    ) -> None:
        super().__init__(t, ops)
        self._desk, self._actor, self._clock = desk, actor, clock
        self.ledger = LedgerPresenter(self.ops, desk, clock, self)
        self.new = NewBooking(
            self.ops, desk, actor, self, lambda *to: self.ledger.choose(*to)
        )
        self.acts = booking_actions(self, lambda: desk, actor, clock)
        self.changing = Changing(self, desk, actor, clock)
        self._refused = False
        self._fresh = True
        self._asked_for = False
        self.bar = DayBar(t, clock)
        self.grid = DayGrid(t)
        self.panel = NewPanel(t, self.ops, desk.groups, clock)
        self.panel.hide()
        self.booking: BookingPanel | None = None
        self._listen()
        card = host(col(t, self.grid, margins=(1, 8, 1, 1)), "card")
        legend = row(t, Legend(t), None)
        left = col(t, self.bar, card, legend, gap=8, margins=(16, 12, 16, 8))
        self._sides: QHBoxLayout = stretched(
            row(t, host(stretched(left, 1)), self.panel, self.changing.panel, gap=0), 0
        )
        self.setLayout(self._sides)

    def _listen(self) -> None:
        bar, grid, panel = self.bar, self.grid, self.panel
        bar.stepped.connect(self._step)
        bar.asked.connect(self._go)
        bar.left.connect(grid.setFocus)
        grid.booked.connect(self.ledger.draw)
        grid.opened.connect(self.ledger.open)
        grid.focused_text.connect(self.told)
        panel.typed.connect(self._typed)
        panel.paused.connect(lambda: self.new.keep(panel.values()))
        panel.picked.connect(self.new.pick)
        panel.confirmed.connect(lambda values, paid: self.new.book(values, paid=paid))
        panel.held.connect(self.new.hold)
        panel.applied.connect(self.new.take_application)
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
        assert isinstance(request, OpenLedger)
        self._fresh = False
        self._close()
        if request.group_id is not None:
            self._asked_for = True
            self.panel.empty()
            self.panel.fill({"group_id": request.group_id.hex})
        if request.people:
            self.panel.fill({"users": str(request.people)})
        self.ledger.receive(request)

    def keep(self) -> object:
        place = self.ledger.place()
        where = (place.day, place.room.room.id, place.slots) if place else None
        opened = self.booking.opened.card.id if self.booking else self.changing.booking
        return (self.ledger.day, self.panel.values(), where, opened)

    def take_up(self, kept: object) -> None:
        assert isinstance(kept, tuple)
        self._fresh = False
        day, values, where, opened = kept
        self.panel.fill(values)
        self.ledger.day = day
        if where is not None:
            self.ledger.choose(*where)
        if opened is not None:
            self.ledger.open(opened)

    def step_back(self) -> bool:
        if self.changing.open:
            self.changing.give_up()
            return True
        if self.panel.isHidden() and self.booking is None:
            return False
        self._close()
        return True

    def start_focus(self) -> None:
        if self.changing.open:
            self.changing.panel.start_focus()
        elif self.panel.isVisible():
            self.panel.start_focus()
        else:
            self.grid.setFocus()

    def clock_moved(self, now: datetime) -> None:
        """The now-line moves, and another PC may have booked meanwhile."""
        self.ledger.go(self.ledger.day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        sign = event.text()
        if event.matches(QKeySequence.StandardKey.New):
            self._begin()
        elif self.grid.hasFocus() and sign and sign in "0123456789+-":
            self.bar.type(sign)
        else:
            super().keyPressEvent(event)

    # what the presenters ask

    def show_day(self, ledger: LedgerDay, grid: GridDay) -> None:
        self.bar.show_day(ledger.day, is_open(ledger))
        self.grid.show_day(grid)
        self._mark()

    def show_unknown(self, day: date, refusal: Refusal) -> None:
        self.bar.show_day(day, None)
        words = text_of(refusal).partition("。")[0]
        self.grid.show_day(GridDay((), (), closed=words))

    def show_place(self, place: Place, chosen: GridRange) -> None:
        opening = self.panel.isHidden()
        self._put_away()
        self._refused = False
        self.panel.show_place(place, chosen)
        if opening:
            self.panel.show_left(left=not self._asked_for)
            self._asked_for = False
        self.panel.show()
        self._mark()
        self.new.begin(place, self.panel.values())
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
        self.grid.stand_on(opened.card.id)
        self.booking = BookingPanel(self.t, opened, self._clock)
        card = opened.card
        self.booking.asked.connect(lambda action: self._do(action, card))
        self.booking.closed.connect(self._close)
        self.booking.loan.connect(
            lambda loan_id: self.asked.emit("loans", OpenLoan(loan_id))
        )
        self._sides.addWidget(self.booking)
        self.booking.show()
        if focused or not again:
            self.booking.start_focus()

    def ask_deadline(
        self, what: str, terms: HoldTerms, answer: Callable[[date], None]
    ) -> None:
        why = f"{terms.why.text}([{terms.why.rule}])。変えることもできます。"
        deadline_sheet(self, self._clock, what, terms.day, why, answer).open()

    def show_changed(self, booking_id: UUID, day: date) -> None:
        """A booking was changed: its day, and itself beside it."""
        self.ledger.go(day)
        self.ledger.open(booking_id)

    def show_usual(self, usual: Usual) -> None:
        self.panel.show_usual(usual)

    def offer_kinds(self, kinds: Sequence[Stocked]) -> None:
        self.panel.offer_kinds(kinds)

    def fill_lines(self, text: str) -> None:
        self.panel.fill({"lines": text})

    def show_offer(self, offer: Offer) -> None:
        self._refused = False
        self.panel.show_offer(offer)
        self._mark()

    def show_no(self, refusal: Refusal, ways: Sequence[Alternative]) -> None:
        self._refused = True
        self.panel.show_no(refusal, ways)
        self._mark()

    def take_up_draft(self, values: Mapping[str, str]) -> None:
        self.panel.fill(values)

    def booked(self) -> None:
        self.panel.empty()
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
        self.ledger.go(day, self.grid.setFocus)

    def _leave_booking(self) -> None:
        """A booking belongs to its day; one that is being made may move to another."""
        if self.booking is not None:
            self._close()

    def _begin(self) -> None:
        """Ctrl+N: a new booking on the slots that the focus is on."""
        if (drawn := self.grid.selected_range()) is not None:
            self.ledger.draw(drawn)

    def _typed(self) -> None:
        self.new.ask(self.panel.values())
        self._mark()

    def _mark(self) -> None:
        """The slots chosen, with whose booking it will be."""
        chosen = self.ledger.chosen()
        self.grid.choose(chosen, self.panel.label(), refused=self._refused)

    def _erase(self) -> None:
        self.panel.empty()
        self.new.forget()
        self.panel.start_focus()
        self._typed()

    def _put_away(self) -> None:
        self.changing.leave()
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
        self._put_away()
        self._leave_new()
        self.ledger.close()
        self._mark()
        self.grid.setFocus()
