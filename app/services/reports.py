"""集計: what the city receives each month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.excel.monthly import (
    ClosedDay,
    DepositLine,
    IncomeLine,
    InsuredLine,
    LentLine,
    MonthlyReport,
    RoomLine,
    SpecialLine,
    UnseenLine,
    UseLine,
    monthly_book,
)
from app.kit.clock import Clock, wall
from app.kit.wareki import fiscal_year, fiscal_year_text
from app.rules.book.base import Silent
from app.rules.book.hire import Slot
from app.rules.book.rulebook import Rulebook
from app.rules.calendar.opening import opening
from app.rules.fees import LineKind, kept_lines
from app.rules.fees.slots import slots_of
from app.services.rulebooks import Rulebooks
from db.queries import monthly, sites, today
from db.queries.monthly import IncomeRow, InsuredRow, LentRow, PlanRow, SpecialRow, UseRow
from db.queries.today import RoomRow
from db.store import Store

__all__ = [
    "InsuredLine",
    "LentLine",
    "MonthBook",
    "MonthlyReport",
    "Reports",
    "RoomLine",
    "UseLine",
]

#: Stands for the room of a loan of its own.
LENT = "備品の貸出"


@dataclass(frozen=True, slots=True)
class MonthBook:
    """月報 as a workbook, and the figures it shows."""

    title: str
    file_name: str
    workbook: bytes
    report: MonthlyReport


class Reports:
    def __init__(self, store: Store, clock: Clock, rulebooks: Rulebooks) -> None:
        self._store = store
        self._clock = clock
        self._rulebooks = rulebooks

    def monthly(self, month: date) -> MonthBook:
        """月報 of the month of a day: uses, money and opening days at this site."""
        report = self.figures(month)
        return MonthBook(
            _title(report), self.file_name(report), monthly_book(report), report
        )

    def file_name(self, report: MonthlyReport) -> str:
        """What its workbook is called unless somebody says otherwise."""
        return f"{_title(report)} {report.center}.xlsx"

    def figures(self, month: date) -> MonthlyReport:
        """The figures of a month, without a workbook."""
        first, after = _span(month)
        now = wall(self._clock())
        with self._store.reader() as read:
            rooms = today.rooms_of(read, self._store.site)
            site = sites.of(read, self._store.site)
        with self._store.read() as session:
            book = self._rulebooks.on(session, first.date())
            uses = monthly.uses(session, self._store.site, first, after)
            unseen = monthly.unseen(session, self._store.site, first, after)
            special = monthly.special(session, self._store.site, first, after)
            income = monthly.income(session, self._store.site, first, after)
            lent = monthly.lent(session, self._store.site, first.date(), after.date())
            kinds = monthly.kinds(session, self._store.site)
            insured = monthly.insured(session, self._store.site, first, after)
            plans = monthly.plans(session, fiscal_year(first.date()))
            deposits = monthly.deposits(session, self._store.site, first, after)
        days = [first.date() + timedelta(n) for n in range((after - first).days)]
        named = {room.name: _base_slots(book, room, days[0]) for room in rooms}
        return MonthlyReport(
            center=site.name,
            city=site.city,
            month=first.date(),
            made_on=now.date(),
            rooms=[_room_line(book, name, slots, days) for name, slots in named.items()],
            uses=[_use_line(row, named[row.room]) for row in uses],
            unseen=[_unseen_line(row) for row in unseen if row.ends <= now],
            special=[line for row in special for line in _special_lines(row)],
            income=[_income_line(row) for row in income],
            closed=_closed(book, rooms, days),
            kinds=_all(kinds, (row.kind for row in lent)),
            lent=[_lent_line(row) for row in lent],
            plans=_all(map(_plan, plans), (_plan(row.plan) for row in insured)),
            insured=[_insured_line(row) for row in insured],
            deposits=[
                DepositLine(row.day, row.receipt, row.batch, row.group, row.amount)
                for row in deposits
            ],
        )


def _title(report: MonthlyReport) -> str:
    return f"月報 {report.title}"


def _span(month: date) -> tuple[datetime, datetime]:
    """The first moment of a month, and the first after it."""
    first = datetime(month.year, month.month, 1)
    return first, (first + timedelta(days=31)).replace(day=1)


def _base_slots(book: Rulebook, room: RoomRow, day: date) -> Sequence[Slot]:
    """The slots that are not made of others."""
    return [slot for slot in slots_of(book, day, room.name) if not slot.covers]


def _room_line(
    book: Rulebook, name: str, slots: Sequence[Slot], days: Sequence[date]
) -> RoomLine:
    open_days = sum(_is_open(book, name, day) for day in days)
    return RoomLine(name, tuple(slot.name for slot in slots), open_days)


def _is_open(book: Rulebook, room: str, day: date) -> bool:
    """Whether a room was open; where the rules do not say it counts as open."""
    try:
        return opening(book, day, room).open
    except Silent:
        return True


def _closed(
    book: Rulebook, rooms: Sequence[RoomRow], days: Sequence[date]
) -> Sequence[ClosedDay]:
    """Days on which no room was open, with the reason."""
    found = []
    for day in days:
        if rooms and not any(_is_open(book, room.name, day) for room in rooms):
            [why, *_] = opening(book, day, rooms[0].name).explained
            found.append(ClosedDay(day, why.text))
    return found


def _use_line(row: UseRow, slots: Sequence[Slot]) -> UseLine:
    """The base slots that a use touched: 全日 is all it covers."""
    day = row.starts.date()
    touched = [
        slot.name
        for slot in slots
        if slot.starts_on(day) < row.ends and row.starts < slot.ends_on(day)
    ]
    return UseLine(
        day=day,
        room=row.room,
        slots=tuple(touched),
        group_number=row.group_number,
        group=row.group,
        field=row.field,
        users=row.users,
        fee=row.fee,
        reduction=row.reduction,
        paid=row.paid,
    )


def _unseen_line(row: UseRow) -> UnseenLine:
    return UnseenLine(
        day=row.starts.date(),
        room=row.room,
        slots=row.slots,
        group_number=row.group_number,
        group=row.group,
        fee=row.fee,
    )


def _special_lines(row: SpecialRow) -> Iterator[SpecialLine]:
    for line in kept_lines(row.fee_lines):
        if line.kind is LineKind.SPECIAL:
            yield SpecialLine(
                row.day,
                row.room or LENT,
                row.number,
                row.group_number,
                row.group,
                line.amount,
                line.what,
                line.rule,
            )


def _income_line(row: IncomeRow) -> IncomeLine:
    return IncomeLine(
        row.paid_at.date(),
        row.number,
        row.subject,
        row.room or "",
        row.group,
        row.amount,
    )


def _all(known: Iterable[str], met: Iterable[str]) -> Sequence[str]:
    """Those that there are now, and those that there were."""
    return tuple(dict.fromkeys((*known, *met)))


def _lent_line(row: LentRow) -> LentLine:
    lines = kept_lines(row.fee_lines)
    return LentLine(
        first_on=row.first_on,
        last_on=row.last_on,
        number=row.number,
        booking=row.booking or "",
        group_number=row.group_number,
        group=row.group,
        kind=row.kind,
        quantity=row.quantity,
        fee=sum(
            line.amount
            for line in lines
            if line.kind is LineKind.EQUIPMENT and line.what == row.kind
        ),
    )


def _plan(plan: PlanRow) -> str:
    return f"{fiscal_year_text(plan.fiscal_year)} {plan.scheme} {plan.name}"


def _insured_line(row: InsuredRow) -> InsuredLine:
    return InsuredLine(
        day=row.applied_at.date(),
        number=row.number,
        group=row.group,
        plan=_plan(row.plan),
        premium=row.premium,
        people=row.people,
        amount=row.amount,
        delivered_on=row.delivered_on,
    )
