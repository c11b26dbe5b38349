"""What is blocked, as 予約台帳 shows it beside the grid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.kit.clock import Clock, wall
from app.kit.refusal import Refusal
from app.services.sign_in import Actor
from app.services.today import BlockingRow, RoomRow
from ui.contracts import Alternative, Speaker, Undo
from ui.kit.ops import OwnedOps
from ui.kit.theme import Theme
from ui.pages.bookings.block_panel import BlockPanel
from ui.pages.bookings.block_presenter import BlockPresenter, Chosen, OpenedBlocking
from ui.pages.bookings.blocking_panel import CHANGE, END, LIFT, BlockingPanel
from ui.pages.bookings.modes import Mode
from ui.pages.bookings.panes import Panes
from ui.pages.bookings.presenter import LedgerPresenter
from ui.pages.bookings.turns import Turns

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.blockings import Lifting


class Around(Speaker, Protocol):
    """The page that it stands in."""

    t: Theme
    ops: OwnedOps
    ledger: LedgerPresenter
    panes: Panes
    turns: Turns

    def leave_sides(self) -> None:
        """Nothing else stands beside the grid any more."""


class BlockingSide(QWidget):
    """Empty and hidden until something is blocked, or a blocking is opened."""

    def __init__(self, page: Around, desk: Desk, actor: Actor, clock: Clock) -> None:
        super().__init__()
        self._page, self._clock = page, clock
        self.presenter = BlockPresenter(page.ops, desk, actor, clock, self)
        self.panel: BlockPanel | BlockingPanel | None = None
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        #: the blocking that is being changed
        self._changed: UUID | None = None
        #: what of the panel the draft holds
        self._kept: Mapping[str, str] = {}
        self.hide()

    def open(self, key: object) -> None:
        """What was opened on the grid: a blocking, or else a booking."""
        if isinstance(key, BlockingRow):
            self.presenter.open(key.id)
        elif isinstance(key, UUID):
            self._page.ledger.open(key)

    def begin(self) -> None:
        """使えなくする: what is chosen on the grid."""
        self.presenter.begin(self._chosen())

    def step_back(self) -> bool:
        """Whether there was something to leave."""
        found = self.panel is not None
        self.leave()
        if found:
            self._page.panes.start_focus()
        return found

    def leave(self) -> None:
        if self.panel is not None:
            self._keep()
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = None
        self.hide()

    def start_focus(self) -> None:
        if self.panel is not None:
            self.panel.start_focus()

    # what the presenter asks

    def show_form(
        self, rooms: Sequence[RoomRow], chosen: Chosen, draft: Mapping[str, str]
    ) -> None:
        panel = BlockPanel.new(self._page.t, self._clock, rooms, chosen)
        panel.confirmed.connect(self.presenter.block)
        self._put_form(panel, None, draft)

    def show_change(self, looked: Lifting, draft: Mapping[str, str]) -> None:
        panel = BlockPanel.of(self._page.t, self._clock, looked)
        panel.confirmed.connect(lambda values: self.presenter.change(looked, values))
        self._put_form(panel, looked.card.id, draft)

    def show_no(self, refusal: Refusal, ways: Sequence[Alternative]) -> None:
        if isinstance(self.panel, BlockPanel):
            self.panel.show_no(refusal, ways)
        else:
            self._page.show_refusal(refusal)

    def show_blocking(self, opened: OpenedBlocking) -> None:
        looked, card = opened.looked, opened.looked.card
        slots = self._page.ledger.slots_in(card.room_id, card.starts, card.ends)
        going = card.starts < wall(self._clock()) < card.ends
        t, clock = self._page.t, self._clock
        panel = BlockingPanel(t, clock, opened, slots, going=going)
        panel.asked.connect(lambda words: self._do(words, looked))
        panel.excepted.connect(
            lambda slot: self._page.ledger.choose(
                card.starts.date(), card.room_id, (slot,)
            )
        )
        self._put(panel)

    def done(self, day: date) -> None:
        if isinstance(self.panel, BlockPanel):
            self.panel.form.fill(self.panel.filled)
        self.step_back()
        self._page.ledger.go(day)

    def open_booking(self, booking_id: UUID) -> None:
        self._page.ledger.open(booking_id)

    def say(self, text: str, undo: Undo | None = None) -> None:
        self._page.say(text, undo)

    def show_refusal(self, refusal: Refusal) -> None:
        self._page.show_refusal(refusal)

    # within

    def _do(self, words: str, looked: Lifting) -> None:
        if words == CHANGE[0]:
            self.presenter.begin_change(looked)
        elif words == END[0]:
            self.presenter.end(looked)
        else:
            others = () if words == LIFT[0] else looked.others
            self.presenter.lift(looked, others)

    def _put_form(
        self, panel: BlockPanel, changed: UUID | None, draft: Mapping[str, str]
    ) -> None:
        self._put(panel)
        self._changed, self._kept = changed, draft
        panel.take_up(draft)
        panel.typed.connect(self._keep)

    def _keep(self) -> None:
        """What is half typed, where it is not kept already."""
        if not isinstance(self.panel, BlockPanel):
            return
        typed = self.panel.drafted()
        if typed != self._kept:
            self._kept = typed
            self.presenter.keep(self._changed, typed)

    def _put(self, panel: BlockPanel | BlockingPanel) -> None:
        self._page.leave_sides()
        self.panel = panel
        panel.closed.connect(self.step_back)
        self._box.addWidget(panel)
        panel.show()
        self.show()
        panel.start_focus()

    def _chosen(self) -> Chosen:
        """The slots chosen, or all of the day that the keys are on."""
        page = self._page
        ledger = page.ledger
        page.turns.note_where()
        looked = ledger.looked
        ranges = (
            page.panes.grid.selection() if looked.mode in (Mode.DAY, Mode.WEEK) else ()
        )
        found = [(ledger.line(each.room_id), each) for each in ranges]
        lines = [(line, each) for line, each in found if line is not None]
        if not lines:
            rooms = (looked.room_id,) if looked.room_id else ()
            return Chosen(rooms, looked.day, looked.day)
        days = [line.day for line, _ in lines]
        return Chosen(
            tuple(dict.fromkeys(line.room.room.id for line, _ in lines)),
            min(days),
            max(days),
            min(each.start for _, each in lines),
            max(each.end for _, each in lines),
        )
