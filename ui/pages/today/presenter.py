"""今日 without Qt: what is shown, when it is read again, and what a step does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Protocol
from uuid import UUID

from app.kit.clock import Clock, wall
from app.kit.wareki import full
from app.services import today
from app.services.today import (
    LOAN_ORDER,
    BookingRow,
    LoanRow,
    RoomRow,
    StepKind,
    TodayView,
)
from ui.contracts import (
    CloseRooms,
    OpenEmergency,
    OpenLedger,
    OpenLoan,
    OpenLottery,
    OpenWaiting,
    OpRunner,
    Step,
    StepSection,
)
from ui.kit.grid.day import GridDay, GridRoom, GridSlot
from ui.pages.today import words
from ui.pages.today.emergency_steps import TITLE as EMERGENCY
from ui.pages.today.emergency_steps import emergency_rows
from ui.pages.today.insurance_steps import ROWS as BATCH_ROWS
from ui.pages.today.insurance_steps import batch_rows
from ui.pages.today.loan_steps import ROWS as LOAN_ROWS
from ui.pages.today.loan_steps import loan_rows
from ui.pages.today.lottery_steps import TITLES as LOTTERY_TITLES
from ui.pages.today.lottery_steps import lottery_rows
from ui.parts.booking_actions import Action, BookingActions
from ui.parts.booking_words import block, blocked, joined, minute
from ui.parts.insurance_actions import InsuranceActions
from ui.parts.loan_actions import LoanAction, LoanActions

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.offered import LedgerDay

TodaySource = Callable[[datetime], TodayView]

ACTIONS = {
    StepKind.CHECK_IN: Action.GIVE_KEY,
    StepKind.CHECK_OUT: Action.TAKE_KEY,
    StepKind.PAY: Action.TAKE_PAYMENT,
    StepKind.PAY_SOON: Action.TAKE_PAYMENT,
    StepKind.DECIDE: Action.PERMIT,
    StepKind.APPROVE: Action.APPROVE,
    StepKind.APPLY: Action.APPLY,
    StepKind.SEE: Action.SEE,
}
#: Shorter than the buttons of a panel: the section's title says the rest.
VERBS = {
    StepKind.CHECK_IN: "鍵を渡す",
    StepKind.CHECK_OUT: "返却する",
    StepKind.PAY: "受け取る",
    StepKind.PAY_SOON: "受け取る",
    StepKind.DECIDE: "許可する",
    StepKind.APPROVE: "決める",
    StepKind.APPLY: "申請を受ける",
    StepKind.SEE: "確かめる",
}
#: What is held, or not paid, and lapses within days.
SOON = "まもなく失効"
#: Bookings with a reduction that whoever decides has not approved.
APPROVING = "減免の承認待ち"
#: (kind of step, whether someone may stand at the counter): title.
TITLES = {
    (StepKind.CHECK_IN, True): "来館待ち",
    (StepKind.CHECK_OUT, False): "鍵の返却",
    (StepKind.CHECK_IN, False): "このあとの来館",
    (StepKind.PAY, False): "未納",
    (StepKind.PAY_SOON, False): SOON,
    (StepKind.DECIDE, False): "申請の許可",
    (StepKind.APPROVE, False): APPROVING,
    (StepKind.APPLY, False): SOON,
    (StepKind.SEE, False): "来館未確認",
}
#: The sections, from the top.
SETTLE = "くい違い"
ORDER = (
    "来館待ち",
    EMERGENCY,
    "鍵の返却",
    *(LOAN_ROWS[kind][0] for kind in LOAN_ORDER),
    "申請の許可",
    APPROVING,
    SOON,
    "このあとの来館",
    "来館未確認",
    "未納",
    LOAN_ROWS[StepKind.PAY][0],
    *(title for title, _ in BATCH_ROWS.values()),
    *LOTTERY_TITLES,
    SETTLE,
)
#: Until the rulebook is read, so that the first picture does not jump.
USUAL_HOURS = (GridSlot("", 9 * 60, 21 * 60 + 30),)


class TodayPageView(Protocol):
    def show_head(self, words: str) -> None: ...

    def show_day(self, day: GridDay) -> None: ...

    def show_steps(self, sections: Sequence[StepSection]) -> None: ...

    def ask_ledger(self, request: OpenLedger) -> None: ...

    def ask_loans(self, request: OpenLoan) -> None: ...

    def ask_sync(self) -> None: ...

    def ask_lotteries(self, request: OpenLottery | OpenWaiting) -> None: ...

    def ask_emergencies(self, request: CloseRooms | OpenEmergency) -> None: ...

    def after_painting(self, then: Callable[[], None]) -> None:
        """Once what was shown is on the screen."""


class Hours(NamedTuple):
    """What the rulebook says of a day: the slots of its rooms, or why it is closed."""

    day: date
    slots: tuple[GridSlot, ...] = USUAL_HOURS
    closes: int | None = None
    closed: str = ""


class Kept(NamedTuple):
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
        acts: Callable[[], BookingActions],
        loan_acts: Callable[[], LoanActions],
        batch_acts: Callable[[], InsuranceActions],
        view: TodayPageView,
    ) -> None:
        self._ops, self._source, self._desk = ops, source, desk
        self._clock, self._acts, self._view = clock, acts, view
        self._loan_acts, self._batch_acts = loan_acts, batch_acts
        self._today: TodayView | None = None
        self._hours = Hours(date.min)

    def reload(self) -> None:
        """Read the day; what the rulebook says of it follows once it is painted."""
        now = wall(self._clock())
        self._ops.query(lambda: self._source(now), self._read)

    def _read(self, view: TodayView) -> None:
        self.show(view)
        self._view.after_painting(lambda: self._read_hours(view.at.date()))
        if view.due:
            self._view.after_painting(lambda: self._acts().steps.lapse())

    def _read_hours(self, day: date) -> None:
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
            self.show(self._today._replace(at=at))

    def open_block(self, key: object) -> None:
        """A booking of the timeline, or the day of what is blocked there."""
        booking_id = key if isinstance(key, UUID) else None
        self._view.ask_ledger(OpenLedger(self._day(), booking_id=booking_id))

    def new_booking(self) -> None:
        self._view.ask_ledger(OpenLedger(self._day()))

    def keep(self) -> Kept | None:
        return Kept(self._today, self._hours) if self._today else None

    def take_up(self, kept: Kept) -> None:
        self._hours = kept.hours
        self.show(kept.view)

    def _do(self, action: Action, booking: BookingRow) -> None:
        self._acts().do(action, booking)

    def _do_loan(self, action: LoanAction | None, loan: LoanRow) -> None:
        if action is None:
            self._view.ask_loans(OpenLoan(loan.id))
        else:
            self._loan_acts().do(action, loan)

    def _day(self) -> date:
        return wall(self._clock()).date()

    def show(self, view: TodayView) -> None:
        """Show a day as it was read."""
        self._today, day = view, view.at.date()
        if self._hours.day != day:
            self._hours = self._hours._replace(day=day, closed="")
        self._show_day(view)
        self._view.show_steps(self._sections(view))

    def _know_hours(self, hours: Hours) -> None:
        self._hours = hours
        if self._today is not None and self._today.at.date() == hours.day:
            self._show_day(self._today)

    def _show_day(self, view: TodayView) -> None:
        hours = self._hours
        self._view.show_head(hours.closed or words.headline(view, hours.closes))
        self._view.show_day(grid_day(view, hours))

    def _step(self, step: today.Step, at: datetime) -> Step:
        return Step(
            words.lead(step, at),
            step.booking.group,
            words.detail(step, at),
            VERBS[step.kind],
            partial(self._do, ACTIONS[step.kind], step.booking),
            words.tone(step),
        )

    def _sections(self, view: TodayView) -> Sequence[StepSection]:
        """Who stands at the counter, then keys and people to come, then money."""
        steps: dict[str, list[Step]] = {title: [] for title in ORDER}
        for step in view.steps:
            title = TITLES[step.kind, step.late and step.kind is StepKind.CHECK_IN]
            steps[title].append(self._step(step, view.at))
        ways = {TITLES[StepKind.DECIDE, False]: self._permit_some(view)}
        for title, way in ways.items():
            steps[title][:0] = way
        for title, row in loan_rows(view.loan_steps, view.at.date(), self._do_loan):
            steps[title].append(row)
        for title, row in batch_rows(view.batch_steps, self._batch_acts):
            steps[title].append(row)
        for title, row in lottery_rows(view, self._view.ask_lotteries):
            steps[title].append(row)
        steps[EMERGENCY] += emergency_rows(view.emergencies, self._view.ask_emergencies)
        if view.contradictions:
            steps[SETTLE].append(self._settle(view.contradictions))
        return [
            StepSection(title, steps[title], len(ways.get(title, ()))) for title in steps
        ]

    def _permit_some(self, view: TodayView) -> Sequence[Step]:
        """All that waits for 許可, to pick from, where there are several."""
        if len(view.applied) < 2:
            return []
        do = partial(self._permit_of, view.applied)
        told = "選んで許可し、続けて印刷"
        return [Step(f"{len(view.applied)}件", "まとめて許可", told, "選ぶ", do)]

    def _permit_of(self, waiting: Sequence[BookingRow]) -> None:
        self._acts().steps.permit_some(waiting)

    def _settle(self, count: int) -> Step:
        told = "ほかの拠点と違う記録があります"
        return Step(f"{count}件", "同期", told, "開く", self._view.ask_sync, "wait")


def hours_of(day: LedgerDay) -> Hours:
    """The slots that some room has, in the order of time."""
    slots = {
        (offer.slot.start, offer.slot.end): offer.slot.name
        for room in day.rooms
        for offer in room.base
    }
    openings = [room.opening for room in day.rooms if room.opening is not None]
    shut = [opening for opening in openings if not opening.open]
    closed = shut[0].explained[0].text if shut and len(shut) == len(openings) else ""
    return Hours(
        day.day,
        tuple(GridSlot(slots[span], *span) for span in sorted(slots)) or USUAL_HOURS,
        max((opening.end for opening in openings if opening.open), default=None),
        closed.replace(full(day.day), "今日", 1),
    )


def grid_day(view: TodayView, hours: Hours) -> GridDay:
    waiting = {
        step.booking.id
        for step in view.steps
        if step.kind is StepKind.CHECK_IN and step.late
    }
    closed = "" if view.bookings or view.blockings else hours.closed
    shut = [blocked(row, hours.slots) for row in view.blockings]
    rooms = sorted(view.rooms, key=lambda room: room.home != view.site)
    return GridDay(
        [GridRoom(room.id, room.name, _note(room, view.site)) for room in rooms],
        hours.slots,
        [
            *(block(row, view.at, row.id in waiting) for row in view.bookings),
            *(
                each._replace(room_id=room.id)
                for room in rooms
                for each in joined(view.beside(room.id))
            ),
            *(each for each in shut if each.start < each.end),
        ],
        now=None if closed else minute(view.at),
        closed=closed,
    )


def _note(room: RoomRow, site: str) -> str:
    """Of another site its name, of an own room how many it holds."""
    if room.home != site:
        return room.site
    return f"定員 {room.capacity}人" if room.capacity else ""
