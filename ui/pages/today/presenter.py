"""今日 without Qt: what is shown, when it is read again, and what a step does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from app.kit.clock import Clock, wall
from app.services.today import StepKind, TodayView
from ui.contracts import OpenLedger, OpRunner, Step, StepSection
from ui.kit.grid.day import GridDay, GridRoom, GridSlot
from ui.pages.today import words
from ui.parts.booking_actions import Action, BookingActions
from ui.parts.booking_words import block, minute

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.offered import LedgerDay

TodaySource = Callable[[datetime], TodayView]

ACTIONS = {
    StepKind.CHECK_IN: Action.GIVE_KEY,
    StepKind.CHECK_OUT: Action.TAKE_KEY,
    StepKind.PAY: Action.TAKE_PAYMENT,
}
#: Until the rulebook is read, so that the first picture does not jump.
USUAL_HOURS = (GridSlot("", 9 * 60, 21 * 60 + 30),)


class TodayPageView(Protocol):
    def show_head(self, words: str) -> None: ...

    def show_day(self, day: GridDay) -> None: ...

    def show_steps(self, sections: Sequence[StepSection]) -> None: ...

    def ask_ledger(self, request: OpenLedger) -> None: ...


@dataclass(frozen=True, slots=True)
class Hours:
    """What the rulebook says of a day: the slots of its rooms, or why it is closed."""

    day: date
    slots: tuple[GridSlot, ...] = USUAL_HOURS
    closes: int | None = None
    closed: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a page built anew shows at once."""

    view: TodayView
    hours: Hours


class TodayPresenter:
    """`desk` is asked on the worker thread: it may wait until the desk is open."""

    def __init__(
        self,
        ops: OpRunner,
        source: TodaySource,
        desk: Callable[[], Desk],
        clock: Clock,
        acts: BookingActions,
        view: TodayPageView,
    ) -> None:
        self._ops, self._source, self._desk = ops, source, desk
        self._clock, self._acts, self._view = clock, acts, view
        self._today: TodayView | None = None
        self._hours = Hours(date.min)

    def reload(self) -> None:
        """Read the day; then, once the desk is open, what the rulebook says of it."""
        now = wall(self._clock())
        self._ops.query(lambda: self._source(now), self.show)
        day = now.date()
        # Without a rulebook the day is shown all the same; 予約台帳 says what is missing.
        self._ops.query(
            lambda: hours_of(self._desk().offers.day(day)),
            self._know_hours,
            refused=lambda _: None,
        )

    def clock_moved(self, now: datetime) -> None:
        """Move the now-line; who waits comes up; at midnight another day begins."""
        at = wall(now).replace(second=0, microsecond=0)
        if self._today is None or at == self._today.at.replace(second=0, microsecond=0):
            return
        if at.date() != self._today.at.date():
            self.reload()
        else:
            self.show(replace(self._today, at=at))

    def open_booking(self, booking_id: UUID) -> None:
        self._view.ask_ledger(OpenLedger(self._day(), booking_id=booking_id))

    def new_booking(self) -> None:
        self._view.ask_ledger(OpenLedger(self._day()))

    def keep(self) -> Kept | None:
        return Kept(self._today, self._hours) if self._today else None

    def take_up(self, kept: Kept) -> None:
        self._hours = kept.hours
        self.show(kept.view)

    def _day(self) -> date:
        return wall(self._clock()).date()

    def show(self, today: TodayView) -> None:
        """Show a day as it was read."""
        self._today = today
        if self._hours.day != today.at.date():
            self._hours = replace(self._hours, day=today.at.date(), closed="")
        self._show_day(today)
        self._view.show_steps(self._sections(today))

    def _know_hours(self, hours: Hours) -> None:
        self._hours = hours
        if self._today is not None and self._today.at.date() == hours.day:
            self._show_day(self._today)

    def _show_day(self, today: TodayView) -> None:
        self._view.show_head(
            self._hours.closed or words.headline(today, self._hours.closes)
        )
        self._view.show_day(grid_day(today, self._hours))

    def _sections(self, today: TodayView) -> Sequence[StepSection]:
        kinds = (
            ("来館待ち", StepKind.CHECK_IN, True),
            ("鍵の返却", StepKind.CHECK_OUT, None),
            ("このあとの来館", StepKind.CHECK_IN, False),
            ("未納", StepKind.PAY, None),
        )
        return [
            StepSection(
                title,
                [
                    Step(
                        words.lead(step, today.at),
                        step.booking.group,
                        words.detail(step, today.at),
                        ACTION_WORDS[kind],
                        partial(self._acts.do, ACTIONS[kind], step.booking),
                        words.tone(step),
                    )
                    for step in today.steps
                    if step.kind is kind and late in (None, step.late)
                ],
            )
            for title, kind, late in kinds
        ]


#: Shorter than the buttons of a panel: the section's title says the rest.
ACTION_WORDS = {
    StepKind.CHECK_IN: "鍵を渡す",
    StepKind.CHECK_OUT: "鍵を受け取る",
    StepKind.PAY: "受け取る",
}


def hours_of(day: LedgerDay) -> Hours:
    """The slots that some room has, in the order of time."""
    slots = {
        (offer.slot.start, offer.slot.end): offer.slot.name
        for room in day.rooms
        for offer in room.base
    }
    openings = [room.opening for room in day.rooms if room.opening is not None]
    shut = [opening for opening in openings if not opening.open]
    return Hours(
        day.day,
        tuple(GridSlot(slots[span], *span) for span in sorted(slots)) or USUAL_HOURS,
        max((opening.end for opening in openings if opening.open), default=None),
        shut[0].explained[0].text if shut and len(shut) == len(openings) else "",
    )


def grid_day(today: TodayView, hours: Hours) -> GridDay:
    waiting = {
        step.booking.id
        for step in today.steps
        if step.kind is StepKind.CHECK_IN and step.late
    }
    rooms = sorted(today.rooms, key=lambda room: room.home != today.site)
    return GridDay(
        [
            GridRoom(room.id, room.name, _note(room.home == today.site, room.capacity))
            for room in rooms
        ],
        hours.slots,
        [block(row, today.at, row.id in waiting) for row in today.bookings],
        now=minute(today.at),
        closed="" if today.bookings else hours.closed,
    )


def _note(own: bool, capacity: int) -> str:
    if not own:
        return "ほかの拠点"
    return f"定員 {capacity}人" if capacity else ""
