"""Use cases of 日締め: count the cash of a day, explain what differs, close the day."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from app.kit import checks
from app.kit.checks import FieldRefused
from app.kit.clock import Clock, wall
from app.kit.money import yen
from app.kit.outcome import Outcome
from app.kit.refusal import Refusal
from app.kit.settings import CASH_FLOAT
from app.kit.wareki import full, month_text
from app.rules import closings as rules
from app.rules.closings import DENOMINATIONS, Issued, Sum
from app.services.sign_in import Actor
from db.journal.entry import Act
from db.queries import closings, month_closings, settings
from db.queries.closings import ClosingRow, TakenRow
from db.queries.month_closings import month_key
from db.records.closings import Closing
from db.records.payments import Payment
from db.store import Reading, Store

__all__ = ["ClosingOffer", "ClosingRow", "Closings", "CountedDay"]

MOST_REASON = 200
MOST_FLOAT = 9_999_999
MOST_PIECES = 999_999


class AlreadyClosed(Refusal):
    """The day was closed, perhaps at another PC meanwhile."""

    code = "closing.already"


class FutureDay(Refusal):
    code = "closing.future"


class InClosedMonth(Refusal):
    """The month of the day is closed, and stays as it is."""

    code = "closing.in_closed_month"


class LaterClosed(Refusal):
    """A later day was closed, and has counted what the day left."""

    code = "closing.later_closed"


class OpenBefore(Refusal):
    """A warning: days before are not closed. With `with_days_before` it goes through."""

    code = "closing.open_before"

    def __init__(self, day: date, before: date) -> None:
        super().__init__(day=full(day), before=full(before))
        self.before = before


class Moved(Refusal):
    """Money came or went since the sheet was opened."""

    code = "closing.moved"


class Unexplained(FieldRefused):
    """What was counted differs, and nobody says why."""

    code = "closing.unexplained"


class FloatUnreadable(Refusal):
    """The setting 釣り銭準備金 is no amount."""

    code = "closing.float_unreadable"


@dataclass(frozen=True, slots=True)
class ClosingOffer:
    """What closing a day would count (yen): the payments with the numbers `issued`,
    which came since the closing before. `float_kept` is the 釣り銭準備金."""

    day: date
    sums: Sequence[Sum]
    issued: Issued
    float_kept: int

    @property
    def cash(self) -> int:
        """Cash taken less cash given back."""
        return rules.cash(self.sums)

    @property
    def expected(self) -> int:
        return self.float_kept + self.cash


@dataclass(frozen=True, slots=True)
class CountedDay:
    """`pieces` of each denomination; `expected` is what the clerk was shown (yen)."""

    day: date
    pieces: Mapping[int, int]
    expected: int
    reason: str = ""

    @property
    def found(self) -> int:
        return rules.counted(self.pieces)


class Closings:
    """What is paid after a day was closed belongs to the closing after it."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    @property
    def today(self) -> date:
        return wall(self._clock()).date()

    def latest(self) -> Sequence[ClosingRow]:
        """The days that this site closed, the latest first."""
        with self._store.read() as session:
            return closings.latest(session, self._store.site)

    def offer(self, day: date, *, with_days_before: bool = False) -> ClosingOffer:
        """What closing a day would count.

        Raises AlreadyClosed, FutureDay, LaterClosed, InClosedMonth, FloatUnreadable, and
        the warning OpenBefore.
        """
        with self._store.read() as session:
            offer, taken = self._offer(session, day)
            before = self._open_before(session, day, taken)
        if before is not None and not with_days_before:
            raise OpenBefore(day, before)
        return offer

    def close(self, actor: Actor, counted: CountedDay) -> Outcome[UUID]:
        """Close a day with all that was paid since the closing before.

        Raises what `offer` raises except for the warning, Moved, and Unexplained or
        another FieldRefused.
        """
        now, site, day = self._clock(), self._store.site, counted.day
        reason = checks.line("reason", counted.reason, most=MOST_REASON)
        for worth, count in counted.pieces.items():
            checks.number(f"pieces{worth}", str(count), least=0, most=MOST_PIECES)
        with self._store.write(Act("closing.close", actor.key, now)) as work:
            offer, taken = self._offer(work, day)
            if offer.expected != counted.expected:
                raise Moved(before=yen(counted.expected), now=yen(offer.expected))
            difference = counted.found - offer.expected
            if difference and not reason:
                raise Unexplained("reason", difference=yen(difference))
            key = closings.closing_key(site, day)
            for row in taken:
                work.get_one(Payment, row.id).closed_on = day
            work.add(
                Closing(
                    id=key,
                    home=site,
                    day=day,
                    counted=json.dumps(_told(counted.pieces)),
                    found=counted.found,
                    expected=offer.expected,
                    float_kept=offer.float_kept,
                    reason=reason,
                    closed_by=actor.name,
                    closed_at=wall(now),
                )
            )
        return Outcome.of(key, work)

    def _offer(
        self, session: Reading, day: date
    ) -> tuple[ClosingOffer, Sequence[TakenRow]]:
        site = self._store.site
        if day > self.today:
            raise FutureDay(day=full(day))
        done = closings.closing(session, closings.closing_key(site, day))
        if done is not None:
            at = f"{done.closed_at.hour}:{done.closed_at:%M}"
            raise AlreadyClosed(
                day=full(day),
                closed_on=full(done.closed_at.date()),
                at=at,
                who=done.closed_by,
            )
        last = next(iter(closings.latest(session, site, 1)), None)
        if last is not None and last.day > day:
            raise LaterClosed(day=full(day), later=full(last.day))
        if month_closings.month(session, month_key(site, day.replace(day=1))):
            raise InClosedMonth(day=full(day), month=month_text(day))
        since = closings.first_day(session, site) or day
        until = day + timedelta(days=1)
        taken = closings.open_payments(session, site, _start(since), _start(until))
        offer = ClosingOffer(
            day,
            rules.sums(taken),
            rules.issued(taken),
            float_of(session, site),
        )
        return offer, taken

    def _open_before(
        self, session: Reading, day: date, taken: Sequence[TakenRow]
    ) -> date | None:
        """The latest day before that has payments, was never closed and can be."""
        site = self._store.site
        last = next(iter(closings.latest(session, site, 1)), None)
        month = next(iter(month_closings.latest(session, site, 1)), None)
        days = {row.paid_at.date() for row in taken if row.paid_at.date() < day}
        if month is not None:
            days = {each for each in days if each.replace(day=1) > month.month}
        return max((each for each in days if last and each > last.day), default=None)


def float_of(session: Reading, site: str) -> int:
    """釣り銭準備金 of a site, in yen. FloatUnreadable."""
    told = CASH_FLOAT.read(settings.values(session, site))
    try:
        return checks.number("float", told, least=0, most=MOST_FLOAT)
    except FieldRefused as refused:
        raise FloatUnreadable(told=told) from refused


def _start(day: date) -> datetime:
    return datetime.combine(day, time.min)


def _told(pieces: Mapping[int, int]) -> Mapping[str, int]:
    """Every denomination, the largest first, also those that there were none of."""
    return {str(worth): pieces.get(worth, 0) for worth in DENOMINATIONS}
