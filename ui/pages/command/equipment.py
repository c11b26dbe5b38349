"""Equipment for the command bar: what a barcode stands on, and kinds by their name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from app.kit.kana import fold
from app.kit.refusal import Refusal
from ui.contracts import Answer, OpenKind, OpenLoan, Scan
from ui.parts.booking_words import short_day

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.equipment import KindRow, Scanned
    from app.services.loans import LoanCard

#: Shows a page, with a request for it.
OpenPage = Callable[[str, object], object]
SECTION = "備品"
#: So many kinds are shown; one character means too many.
MOST, LEAST = 3, 2


def thing_scanned(desk: Desk, words: str, open_page: OpenPage) -> Sequence[Answer]:
    """The thing that bears a barcode, and its loan."""
    if len(words.strip()) < LEAST:
        return []
    try:
        found = desk.equipment.scan(words)
    except Refusal:  # no barcode at all
        return []
    if found.kind_id is None:
        return []
    what = f"{found.kind} {found.label}".strip()
    if found.loan is not None:
        return [_loan(what, found.loan, open_page), _back(what, found, open_page)]
    show = partial(open_page, "loans", Scan(found.barcode))
    return [
        Answer(SECTION, what, "ここにあります・引渡と返却", show, sign="○", role="good")
    ]


def _loan(what: str, loan: LoanCard, open_page: OpenPage) -> Answer:
    show = partial(open_page, "loans", OpenLoan(loan.id))
    detail = f"{what}・{loan.number}・{short_day(loan.last_on)}まで"
    return Answer(SECTION, f"{loan.group} の貸出", detail, show, sign="●", role="good")


def _back(what: str, found: Scanned, open_page: OpenPage) -> Answer:
    take = partial(open_page, "loans", Scan(found.barcode))
    return Answer(SECTION, f"{what} を返却", "その場で返却になります", take, sign="✓")


def kinds_named(desk: Desk, words: str, open_page: OpenPage) -> Sequence[Answer]:
    """Kinds with the words in their name."""
    key = fold(words)
    if len(key) < LEAST:
        return []
    rows = [row for row in desk.equipment.catalogue() if not row.retired]
    return [_kind(row, open_page) for row in rows if key in fold(row.name)][:MOST]


def _kind(row: KindRow, open_page: OpenPage) -> Answer:
    show = partial(open_page, "loans", OpenKind(row.id))
    detail = "・".join(part for part in (f"全部で{row.total}", row.shelf) if part)
    sign, role = ("○", "good") if row.free else ("×", "off")
    return Answer(
        SECTION, row.name, detail, show, sign=sign, amount=f"残り{row.free}", role=role
    )
