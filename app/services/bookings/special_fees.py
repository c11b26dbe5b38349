"""特別の料金: another fee than the rules', by whoever decides, with a reason."""

from __future__ import annotations

from uuid import UUID

from app.kit import checks
from app.kit.clock import Clock, wall
from app.kit.outcome import Outcome
from app.kit.wareki import short
from app.rules.fees import FeeLine, LineKind, kept_lines, kept_text
from app.services.bookings.deadlines import Deadlines
from app.services.bookings.refusals import FeeMoved, NoFeeReason, NothingChanged
from app.services.bookings.states import OPEN, owing_more, own
from app.services.payments import PAYABLE, Receipt, pay
from app.services.rights import expect_decider
from db.journal.entry import Act
from db.queries import bookings
from db.records.payments import PaidFor
from db.store import Store

MOST_FEE = 9_999_999
MOST_REASON = 200
MAY = (*OPEN, *PAYABLE)


class SpecialFees:
    def __init__(self, store: Store, clock: Clock, deadlines: Deadlines) -> None:
        self._store = store
        self._clock = clock
        self._deadlines = deadlines

    def change(
        self, staff: str, booking_id: UUID, *, seen: int, fee: int, reason: str
    ) -> Outcome[Receipt | None]:
        """Set a fee (yen) beside what the rules say; `seen` is what it was.

        The lines of the rules stay, and one more says what was changed, why, by whom.
        What was paid beyond it is paid back: the refund. NotDeciding, NoFeeReason,
        FieldRefused, NothingChanged, FeeMoved, AwayRoom, NotPermitted.
        """
        told = checks.line("reason", reason, most=MOST_REASON)
        if not told:
            raise NoFeeReason("reason")
        checks.number("fee", str(fee), least=0, most=MOST_FEE)
        now, site = self._clock(), self._store.site
        with self._store.write(Act("booking.special_fee", staff, now)) as work:
            who = expect_decider(work, staff)
            booking = own(work, site, booking_id, *MAY)
            if booking.fee != seen:
                raise FeeMoved(before=f"{seen:,}", now=f"{booking.fee:,}")
            if fee == seen:
                raise NothingChanged(number=booking.number)
            rule = f"{who} {short(wall(now).date())}"
            more = fee - seen
            line = FeeLine(LineKind.SPECIAL, told, "", 1, more, more, rule)
            booking.fee = fee
            booking.fee_lines = kept_text([*kept_lines(booking.fee_lines), line])
            if more > 0:
                owing_more(self._deadlines, work, booking, wall(now).date())
            over = bookings.card(work, booking_id).paid - fee
            back = None
            if over > 0:
                due, why = (PaidFor.BOOKING, booking_id), f"料金の変更: {told}［{rule}］"
                back = pay(work, site, due, -over, wall(now), reason=why)
        return Outcome.of(back, work)
