"""The figures of a month, before they become a workbook."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.kit.wareki import month_text


@dataclass(frozen=True, slots=True)
class RoomLine:
    """A room, its smallest 区分 (全日 is all of them), and the days it was open."""

    name: str
    slots: tuple[str, ...]
    open_days: int


@dataclass(frozen=True, slots=True)
class UseLine:
    """One use of a room. Amounts are yen.

    `slots` are among those of the room. `field` is the group's first field of activity,
    0 for none. `fee` is what is to be paid, after `reduction` was taken off; `paid` is
    what was paid for this use, whenever.
    """

    day: date
    room: str
    slots: tuple[str, ...]
    group_number: str
    group: str
    field: int
    users: int
    fee: int
    reduction: int
    paid: int


@dataclass(frozen=True, slots=True)
class SpecialLine:
    """特別の料金 of a use: `amount` yen more or less than by the rules, why, by whom."""

    day: date
    room: str
    number: str
    group_number: str
    group: str
    amount: int
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class UnseenLine:
    """A use that was permitted and is over, and nobody noted that anybody came.

    It counts as no use. `slots` are as they were booked; `fee` in yen.
    """

    day: date
    room: str
    slots: str
    group_number: str
    group: str
    fee: int


@dataclass(frozen=True, slots=True)
class IncomeLine:
    """Money taken in this month, or given back (below zero); yen.

    `subject` is the number of the booking or loan; `room` is empty for a loan.
    """

    day: date
    receipt: str
    subject: str
    room: str
    group: str
    amount: int


@dataclass(frozen=True, slots=True)
class LentLine:
    """So many of a kind lent from `first_on` to `last_on`; `fee` in yen.

    `booking` is the number of the booking that it went with, whose fee has its fee.
    """

    first_on: date
    last_on: date
    number: str
    booking: str
    group_number: str
    group: str
    kind: str
    quantity: int
    fee: int


@dataclass(frozen=True, slots=True)
class InsuredLine:
    """So many people of one application enrolled in a plan; amounts are yen.

    Until `delivered_on` the 社協 does not have their premiums.
    """

    day: date
    number: str
    group: str
    plan: str
    premium: int
    people: int
    amount: int
    delivered_on: date | None


@dataclass(frozen=True, slots=True)
class DepositLine:
    """Premiums (yen): from a group, back to it (below zero), or to the 社協 (below zero,
    without a receipt). None of it is the center's money."""

    day: date
    receipt: str
    number: str
    group: str
    amount: int


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """休館日."""

    day: date
    reason: str


@dataclass(frozen=True, slots=True)
class MonthlyReport:
    """`month` is any day of the month reported, `made_on` the day of the report.

    Uses and loans belong to the month they began in, income to the month it was paid in,
    enrolments to the month they were applied for. `kinds` and `plans` are shown with or
    without any.
    """

    center: str
    city: str
    month: date
    made_on: date
    rooms: Sequence[RoomLine]
    uses: Sequence[UseLine]
    income: Sequence[IncomeLine]
    closed: Sequence[ClosedDay]
    kinds: Sequence[str] = ()
    lent: Sequence[LentLine] = ()
    plans: Sequence[str] = ()
    insured: Sequence[InsuredLine] = ()
    deposits: Sequence[DepositLine] = ()
    unseen: Sequence[UnseenLine] = ()
    special: Sequence[SpecialLine] = ()

    @property
    def days(self) -> int:
        return calendar.monthrange(self.month.year, self.month.month)[1]

    @property
    def title(self) -> str:
        """令和8年11月分."""
        return f"{month_text(self.month)}分"

    @property
    def name(self) -> str:
        """越谷市市民活動支援センター, where the center's name does not say the city."""
        return self.center if self.city in self.center else self.city + self.center

    @property
    def slots(self) -> tuple[str, ...]:
        """Every 区分 of any room, in the order of the rooms."""
        return tuple(dict.fromkeys(slot for room in self.rooms for slot in room.slots))
