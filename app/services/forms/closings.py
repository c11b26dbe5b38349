"""日計表 from a closing and what it counted."""

from __future__ import annotations

from collections.abc import Sequence

from app.printing.daily_sheet import DailySheet, SumLine
from app.rules.closings import KINDS, METHODS, sums
from app.rules.numbering import in_order
from app.services.forms.head import Head
from db.queries.closings import ClosingRow, TakenRow
from db.records.payments import PaidFor


def daily_sheet_of(
    head: Head, closing: ClosingRow, taken: Sequence[TakenRow], copies: int
) -> DailySheet:
    found = [
        (each.what, SumLine(KINDS[each.what], METHODS[each.method], *each[2:]))
        for each in sums(taken)
    ]
    return DailySheet(
        center=head.center,
        day=closing.day,
        earned=[line for what, line in found if what != PaidFor.BATCH],
        held=[line for what, line in found if what == PaidFor.BATCH],
        numbers=in_order(row.number for row in taken),
        counted=closing.counted,
        found=closing.found,
        expected=closing.expected,
        float_kept=closing.float_kept,
        reason=closing.reason,
        closed_by=closing.closed_by,
        closed_at=closing.closed_at,
        reissue=copies,
    )
