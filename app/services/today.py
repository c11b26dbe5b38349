"""今日: who is here, who is coming, and what to do next.

Nothing here imports SQLAlchemy: this is the first picture of the day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from app.services.held import beside, by_room
from db.queries import (
    blockings,
    emergencies_today,
    insurance_today,
    loans_today,
    lotteries_today,
    sync,
    waiting,
)
from db.queries import today as queries
from db.queries.blockings import BlockingRow
from db.queries.emergencies_today import OpenEmergency
from db.queries.insurance_today import DueBatch
from db.queries.loans_today import LoanRow
from db.queries.lotteries_today import DueClaims, DueDraw
from db.queries.today import BookingRow, RoomRow
from db.queries.waiting import WaitingRow
from db.reader import Reader, plain_reader

if TYPE_CHECKING:
    from db.store import Store

__all__ = [
    "LOAN_ORDER",
    "BatchStep",
    "BlockingRow",
    "BookingRow",
    "DueBatch",
    "DueClaims",
    "DueDraw",
    "LoanRow",
    "LoanStep",
    "OpenEmergency",
    "RoomRow",
    "Step",
    "StepKind",
    "Today",
    "TodayView",
    "WaitingRow",
]

#: How long before its time a group may be waiting at the counter.
EARLY = timedelta(minutes=15)


class StepKind(StrEnum):
    """What the next action at the desk is: 鍵を渡す・鍵を受け取る・使用料を受け取る,
    許可・減免の承認・申請の受付, 失効の前の納付, 来館の確認; of equipment
    引渡・返却・延滞; of insurance 保険料を返す・社協に納める."""

    CHECK_IN = "check_in"
    CHECK_OUT = "check_out"
    PAY = "pay"
    DECIDE = "decide"
    APPROVE = "approve"
    APPLY = "apply"
    PAY_SOON = "pay_soon"
    SEE = "see"
    HAND_OVER = "hand_over"
    TAKE_BACK = "take_back"
    OVERDUE = "overdue"
    PAY_BACK = "pay_back"
    DELIVER = "deliver"


class Step(NamedTuple):
    """Something to do for a booking; `late` when someone already waits."""

    kind: StepKind
    booking: BookingRow
    late: bool


class LoanStep(NamedTuple):
    """Something to do for a loan; `late` when its day is over, or was yesterday."""

    kind: StepKind
    loan: LoanRow
    late: bool


class BatchStep(NamedTuple):
    """Something to do for 保険: money of one batch, or all that goes to the 社協.

    `amount` in yen; `late` when people in it should be insured by now, or when the group
    has not paid since a day before.
    """

    kind: StepKind
    batches: Sequence[DueBatch]
    amount: int
    late: bool


class TodayView(NamedTuple):
    """The day at a glance, as it was at `at`, seen from the site `site`.

    All rooms are shown; what is to be done is what this site's desk can do.
    `keys_out` are uses of days before whose key has not come back. `loans` go out or are
    due today, or are overdue. `batches` are not at the 社協 yet, or not paid for.
    `contradictions` with other sites are for this site to settle. `offers` are next for
    time that has become free, `offered` have not answered yet; `claims` of winners are
    due, `draws` are to be frozen or drawn. Of `emergencies` groups are to be called.
    `sharing` is which rooms cannot be used at the same time as a room.
    """

    at: datetime
    site: str
    rooms: Sequence[RoomRow]
    bookings: Sequence[BookingRow]
    keys_out: Sequence[BookingRow]
    unpaid: Sequence[BookingRow]
    loans: Sequence[LoanRow] = ()
    unpaid_loans: Sequence[LoanRow] = ()
    batches: Sequence[DueBatch] = ()
    contradictions: int = 0
    offers: Sequence[WaitingRow] = ()
    offered: Sequence[WaitingRow] = ()
    claims: Sequence[DueClaims] = ()
    draws: Sequence[DueDraw] = ()
    applied: Sequence[BookingRow] = ()
    lapsing: Sequence[BookingRow] = ()
    unseen: Sequence[BookingRow] = ()
    approving: Sequence[BookingRow] = ()
    blockings: Sequence[BlockingRow] = ()
    emergencies: Sequence[OpenEmergency] = ()
    sharing: Mapping[UUID, frozenset[UUID]] = {}

    def beside(self, room_id: UUID) -> Sequence[BookingRow]:
        """What takes up a room by way of one that it is part of, or made of."""
        return beside(by_room(self.bookings), self.sharing, room_id)

    @property
    def due(self) -> bool:
        """Whether something is past its deadline."""
        return any(row.held_until and row.held_until <= self.at for row in self.lapsing)

    @property
    def batch_steps(self) -> Sequence[BatchStep]:
        """What goes to the 社協, then money to be taken and given back."""
        day = self.at.date()
        going = [row for row in self.batches if row.people and not row.delivered_on]
        late = any(row.starts_on and row.starts_on <= day for row in going)
        total = sum(row.premium for row in going)
        return [
            *([BatchStep(StepKind.DELIVER, going, total, late)] if going else []),
            *(
                BatchStep(StepKind.PAY, [row], row.owed, row.applied_on < day)
                for row in self.batches
                if row.owed
            ),
            *(
                BatchStep(StepKind.PAY_BACK, [row], row.too_much, late=False)
                for row in self.batches
                if row.too_much
            ),
        ]

    @property
    def loan_steps(self) -> Sequence[LoanStep]:
        """What is overdue, goes out, comes back; open payments last."""
        day = self.at.date()
        steps = [_loan_step(loan, day) for loan in self.loans]
        steps.sort(key=lambda step: LOAN_ORDER.index(step.kind))
        return [
            *steps,
            *(
                LoanStep(StepKind.PAY, loan, loan.first_on <= day)
                for loan in self.unpaid_loans
            ),
        ]

    @property
    def steps(self) -> Sequence[Step]:
        """What comes next, whoever waits longest first; open payments last."""
        day = self.at.date()
        soon = {row.id for row in self.lapsing}
        return [
            *_keys(self._own([*self.keys_out, *self.bookings]), self.at),
            *(Step(StepKind.DECIDE, row, row.starts <= self.at) for row in self.applied),
            *(
                Step(StepKind.APPROVE, row, row.starts.date() <= day)
                for row in self.approving
            ),
            *(_lapsing(row, day) for row in self.lapsing),
            *(
                Step(StepKind.PAY, row, row.starts.date() <= day)
                for row in self._own(self.unpaid)
                if row.id not in soon
            ),
            *(Step(StepKind.SEE, row, late=False) for row in self.unseen),
        ]

    def _own(self, rows: Sequence[BookingRow]) -> Sequence[BookingRow]:
        here = {room.id for room in self.rooms if room.home == self.site}
        return [row for row in rows if row.room_id in here]


#: What stands at the counter before what may still come.
LOAN_ORDER = StepKind.OVERDUE, StepKind.HAND_OVER, StepKind.TAKE_BACK


def first_picture(path: Path, site: str, at: datetime) -> TodayView:
    """The day read by the plain driver, before the rest of the program is loaded."""
    with plain_reader(path) as read:
        return _view(read, site, at)


class Today:
    """The same day once the database is open."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def view(self, at: datetime) -> TodayView:
        with self._store.reader() as read:
            return _view(read, self._store.site, at)


def _view(read: Reader, site: str, at: datetime) -> TodayView:
    day = at.date()
    return TodayView(
        at,
        site,
        queries.rooms(read),
        queries.bookings(read, day),
        queries.keys_out(read, day),
        queries.unpaid(read, day),
        loans_today.at_desk(read, site, day),
        loans_today.unpaid(read, site, day - queries.LOOK_BACK, day + queries.LOOK_AHEAD),
        insurance_today.due(read, site, day),
        sync.contradictions(read, site)[1],
        waiting.to_ask(read, site, at),
        waiting.offered(read, site, at),
        lotteries_today.due_claims(read, site, day),
        lotteries_today.due_draws(read, site, day),
        queries.applied(read, site),
        queries.lapsing(read, site, at),
        queries.unseen(read, site, at),
        queries.approving(read, site),
        blockings.blockings_on(read, day),
        emergencies_today.not_settled(read, site),
        queries.sharing(read),
    )


def _lapsing(row: BookingRow, day: date) -> Step:
    """What is held is applied for next, what is permitted is paid."""
    late = row.held_until is not None and row.held_until.date() <= day
    kind = StepKind.APPLY if row.status == "held" else StepKind.PAY_SOON
    return Step(kind, row, late)


def _loan_step(loan: LoanRow, day: date) -> LoanStep:
    if loan.status == "confirmed":
        return LoanStep(StepKind.HAND_OVER, loan, loan.first_on < day)
    late = loan.last_on < day
    return LoanStep(StepKind.OVERDUE if late else StepKind.TAKE_BACK, loan, late)


def _keys(bookings: Sequence[BookingRow], at: datetime) -> Sequence[Step]:
    """Keys to give and to take back."""
    coming = [
        Step(StepKind.CHECK_IN, row, row.starts <= at + EARLY)
        for row in bookings
        if row.status == "confirmed" and row.ends > at
    ]
    leaving = [
        Step(StepKind.CHECK_OUT, row, row.ends <= at)
        for row in bookings
        if row.status == "in_use"
    ]
    return [
        *sorted((s for s in coming if s.late), key=lambda s: s.booking.starts),
        *sorted(leaving, key=lambda s: s.booking.ends),
        *sorted((s for s in coming if not s.late), key=lambda s: s.booking.starts),
    ]
