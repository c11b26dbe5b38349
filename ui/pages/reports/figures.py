"""The figures of a month as the page shows them; the workbook has them as formulas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.kit.fields_of_activity import short_name

if TYPE_CHECKING:
    from app.services.reports import (
        InsuredLine,
        LentLine,
        MonthlyReport,
        RoomLine,
        UseLine,
    )

TOTAL = "合計"


@dataclass(frozen=True, slots=True)
class RoomFigures:
    """A room, or the total of all. Amounts are yen.

    `slots` are uses of each 区分; both official rates follow from the last four:
    used 区分 of all there are, and days with a use of all open days.
    """

    name: str
    slots: tuple[int, ...]
    uses: int
    users: int
    possible: int
    used_days: int
    open_days: int
    before: int
    reduction: int
    paid: int

    @property
    def used(self) -> int:
        return sum(self.slots)

    @property
    def by_slot(self) -> str:
        """稼働率(区分)."""
        return _share(self.used, self.possible)

    @property
    def by_day(self) -> str:
        """稼働率(日数)."""
        return _share(self.used_days, self.open_days)

    @property
    def fee(self) -> int:
        return self.before - self.reduction

    @property
    def owed(self) -> int:
        return self.fee - self.paid

    @property
    def owed_tone(self) -> str:
        return "late" if self.owed else ""


@dataclass(frozen=True, slots=True)
class FieldFigures:
    """An 活動分野 with at least one use."""

    name: str
    groups: int
    uses: int
    users: int


@dataclass(frozen=True, slots=True)
class KindFigures:
    """A kind of equipment that was lent, or the total. `fee` is yen, `with_room` the part
    of it that bookings paid."""

    name: str
    loans: int
    pieces: int
    fee: int
    with_room: int


@dataclass(frozen=True, slots=True)
class PlanFigures:
    """A plan that people were enrolled in, or the total. Amounts are yen; `delivered` is
    what the 社協 has of it."""

    name: str
    people: int
    premium: int
    delivered: int

    @property
    def owed(self) -> int:
        return self.premium - self.delivered

    @property
    def owed_tone(self) -> str:
        return "wait" if self.owed else ""


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """`rooms`, `kinds` and `plans` end with the total; `taken` and `given` are money of
    this month in yen."""

    slots: tuple[str, ...]
    rooms: Sequence[RoomFigures]
    fields: Sequence[FieldFigures]
    kinds: Sequence[KindFigures]
    plans: Sequence[PlanFigures]
    taken: int
    given: int
    open_days: int

    @property
    def total(self) -> RoomFigures:
        return self.rooms[-1]


def month_figures(report: MonthlyReport) -> MonthFigures:
    rooms = [_room(report, room) for room in report.rooms]
    amounts = [line.amount for line in report.income]
    return MonthFigures(
        slots=report.slots,
        rooms=[*rooms, _total(rooms, len(report.slots))],
        fields=_fields(report.uses),
        kinds=_kinds(report.lent),
        plans=_plans(report.insured),
        taken=sum(amount for amount in amounts if amount > 0),
        given=-sum(amount for amount in amounts if amount < 0),
        open_days=report.days - len(report.closed),
    )


def _room(report: MonthlyReport, room: RoomLine) -> RoomFigures:
    uses = [use for use in report.uses if use.room == room.name]
    return RoomFigures(
        name=room.name,
        slots=tuple(sum(slot in use.slots for use in uses) for slot in report.slots),
        uses=len(uses),
        users=sum(use.users for use in uses),
        possible=room.open_days * len(room.slots),
        used_days=len({use.day for use in uses}),
        open_days=room.open_days,
        before=sum(use.fee + use.reduction for use in uses),
        reduction=sum(use.reduction for use in uses),
        paid=sum(use.paid for use in uses),
    )


def _total(rooms: Sequence[RoomFigures], slots: int) -> RoomFigures:
    return RoomFigures(
        name=TOTAL,
        slots=tuple(sum(room.slots[i] for room in rooms) for i in range(slots)),
        uses=sum(room.uses for room in rooms),
        users=sum(room.users for room in rooms),
        possible=sum(room.possible for room in rooms),
        used_days=sum(room.used_days for room in rooms),
        open_days=sum(room.open_days for room in rooms),
        before=sum(room.before for room in rooms),
        reduction=sum(room.reduction for room in rooms),
        paid=sum(room.paid for room in rooms),
    )


def _fields(uses: Sequence[UseLine]) -> Sequence[FieldFigures]:
    """Those with uses, by number; groups without a field last."""
    numbers = sorted({use.field for use in uses}, key=lambda number: number or 99)
    return [
        FieldFigures(
            short_name(number),
            len({use.group_number for use in uses if use.field == number}),
            sum(use.field == number for use in uses),
            sum(use.users for use in uses if use.field == number),
        )
        for number in numbers
    ]


def _kinds(lent: Sequence[LentLine]) -> Sequence[KindFigures]:
    """Those that were lent, most often first."""
    names = Counter(line.kind for line in lent)
    kinds = [
        _kind(name, [line for line in lent if line.kind == name])
        for name, _ in names.most_common()
    ]
    return [*kinds, _kind(TOTAL, lent)] if kinds else []


def _kind(name: str, lent: Sequence[LentLine]) -> KindFigures:
    return KindFigures(
        name=name,
        loans=len(lent),
        pieces=sum(line.quantity for line in lent),
        fee=sum(line.fee for line in lent),
        with_room=sum(line.fee for line in lent if line.booking),
    )


def _plans(insured: Sequence[InsuredLine]) -> Sequence[PlanFigures]:
    """Those that people were enrolled in, as in the report."""
    plans = [
        _plan(name, [line for line in insured if line.plan == name])
        for name in dict.fromkeys(line.plan for line in insured)
    ]
    return [*plans, _plan(TOTAL, insured)] if plans else []


def _plan(name: str, insured: Sequence[InsuredLine]) -> PlanFigures:
    return PlanFigures(
        name=name,
        people=sum(line.people for line in insured),
        premium=sum(line.amount for line in insured),
        delivered=sum(line.amount for line in insured if line.delivered_on),
    )


def _share(part: int, whole: int) -> str:
    """A rate as the workbook shows it; nothing of nothing is 0."""
    return f"{part / whole:.1%}" if whole else "0.0%"
