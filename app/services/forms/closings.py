"""日計表 and 月計表 from closings and what they counted."""

from __future__ import annotations

from collections.abc import Sequence

from app.excel.month_sheet import DayRow, EntryRow, MonthBook
from app.kit.wareki import month_text
from app.printing.daily_sheet import DailySheet
from app.printing.money_parts import CorrectionLine, NumberLine, SumLine
from app.printing.month_sheet import TITLE, DayLine, MonthSheet
from app.rules.closings import (
    DENOMINATIONS,
    KINDS,
    METHODS,
    Issued,
    Sum,
    issued,
    sums,
)
from app.services.forms.head import Head
from app.services.month_closings import MonthOffer
from db.queries.closings import ClosingRow, TakenRow
from db.records.payments import PaidFor

#: What goes on to others.
HELD = (PaidFor.BATCH,)
VOID = "書き損じ"


def daily_sheet_of(
    head: Head, closing: ClosingRow, taken: Sequence[TakenRow], copies: int
) -> DailySheet:
    earned, held = _sums(sums(taken))
    return DailySheet(
        center=head.center,
        day=closing.day,
        earned=earned,
        held=held,
        numbers=_numbers(issued(taken)),
        corrections=_corrections(taken),
        counted=closing.counted,
        found=closing.found,
        expected=closing.expected,
        float_kept=closing.float_kept,
        reason=closing.reason,
        closed_by=closing.closed_by,
        closed_at=closing.closed_at,
        reissue=copies,
    )


def month_sheet_of(head: Head, offer: MonthOffer, copies: int) -> MonthSheet:
    earned, held = _sums(offer.sums)
    return MonthSheet(
        center=head.center,
        month=offer.month,
        kinds=list(KINDS.values()),
        methods=list(METHODS.values()),
        days=[
            DayLine(
                day.day,
                tuple(day.kinds.values()),
                tuple(day.methods.values()),
                row.difference,
                row.reason,
                _numbers(offer.issued_on(row.day)),
                tuple(row.counted.get(worth, 0) for worth in DENOMINATIONS),
                row.found,
            )
            for day, row in zip(offer.by_day, offer.days, strict=True)
        ],
        denominations=DENOMINATIONS,
        earned=earned,
        held=held,
        numbers=_numbers(offer.issued),
        corrections=_corrections(offer.taken),
        open_days=offer.open_days,
        quiet_days=offer.quiet_days,
        closed_by=offer.closed.closed_by if offer.closed else "",
        closed_at=offer.closed.closed_at if offer.closed else None,
        reissue=copies,
    )


def book_of(head: Head, offer: MonthOffer) -> MonthBook:
    return MonthBook(
        center=head.center,
        title=f"{TITLE} {month_text(offer.month)}",
        kinds=list(KINDS.values()),
        methods=list(METHODS.values()),
        days=[
            DayRow(
                row.day,
                row.difference,
                row.reason,
                row.closed_by,
                offer.issued_on(row.day).told,
                "、".join(offer.issued_on(row.day).void),
                "、".join(offer.issued_on(row.day).missing),
                [row.counted.get(worth, 0) for worth in DENOMINATIONS],
                row.found,
            )
            for row in offer.days
        ],
        denominations=DENOMINATIONS,
        entries=[_entry(row) for row in offer.taken],
    )


def _sums(found: Sequence[Sum]) -> tuple[Sequence[SumLine], Sequence[SumLine]]:
    """Income, and what is held for others."""
    lines = [
        (each.what, SumLine(KINDS[each.what], METHODS[each.method], *each[2:]))
        for each in found
    ]
    return (
        [line for what, line in lines if what not in HELD],
        [line for what, line in lines if what in HELD],
    )


def _numbers(found: Issued) -> NumberLine:
    return NumberLine(found.told, found.void, found.missing)


def _corrections(taken: Sequence[TakenRow]) -> Sequence[CorrectionLine]:
    return [
        CorrectionLine(row.number, row.reverses, row.amount, row.reason)
        for row in taken
        if row.reverses
    ]


def _entry(row: TakenRow) -> EntryRow:
    assert row.closed_on is not None
    note = " ".join(row.reason.splitlines())
    if row.reverses:
        note = f"{row.reverses} の取消: {note}"
    return EntryRow(
        row.closed_on,
        row.number,
        KINDS.get(row.what, VOID),
        METHODS[row.method],
        row.subject,
        row.amount,
        note,
    )
