"""Use cases of 月締め: the closed days of a month, and closing it for good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from app.kit.clock import Clock, wall
from app.kit.outcome import Outcome
from app.kit.refusal import Refusal
from app.kit.wareki import full, month_text
from app.rules import closings as rules
from app.rules.closings import DaySums, Issued, Sum
from app.services.sign_in import Actor
from db.journal.entry import Act
from db.queries import closings, month_closings
from db.queries.closings import ClosingRow, TakenRow
from db.queries.month_closings import MonthRow, month_key
from db.records.closings import Closing, MonthClosing
from db.store import Reading, Store

__all__ = ["MonthClosings", "MonthOffer", "MonthRow", "month_offer"]

MOST_TOLD = 5


class MonthAlreadyClosed(Refusal):
    """The month was closed, perhaps at another PC meanwhile."""

    code = "month_closing.already"


class MonthNotOver(Refusal):
    code = "month_closing.not_over"


class DaysOpen(Refusal):
    """Days of the month with money that no 日締め has counted."""

    code = "month_closing.days_open"


class NothingClosed(Refusal):
    """No day of the month was closed."""

    code = "month_closing.nothing"


class MonthBeforeOpen(Refusal):
    """A month before has days that were closed, and is not closed itself."""

    code = "month_closing.before_open"


class MonthMoved(Refusal):
    """A day was closed, or taken back, since the month was shown."""

    code = "month_closing.moved"


@dataclass(frozen=True, slots=True)
class MonthOffer:
    """A month as it is: its closed days, what they counted, and what is in the way.

    `open_days` have money that no closing has counted; `quiet_days` until now have
    neither money nor a closing. `closed` is its 月締め, possible on its `last` day at
    the earliest: then it is `over`.
    """

    month: date
    days: Sequence[ClosingRow]
    taken: Sequence[TakenRow]
    open_days: Sequence[date]
    quiet_days: Sequence[date]
    closed: MonthRow | None
    over: bool

    @property
    def last(self) -> date:
        return _last_of(self.month)

    @property
    def sums(self) -> Sequence[Sum]:
        return rules.sums(self.taken)

    @property
    def issued(self) -> Issued:
        return rules.issued(self.taken)

    def issued_on(self, day: date) -> Issued:
        """Those that the closing of a day counted."""
        return rules.issued(row for row in self.taken if row.closed_on == day)

    @property
    def by_day(self) -> Sequence[DaySums]:
        return rules.by_day([row.day for row in self.days], self.taken)

    @property
    def left(self) -> int:
        """What came less what was given back, in yen."""
        return sum(row.amount for row in self.taken)

    @property
    def differing(self) -> Sequence[ClosingRow]:
        """Days on which the cash counted was not what it should have been."""
        return [row for row in self.days if row.difference]

    @property
    def difference(self) -> int:
        return sum(row.difference for row in self.days)


class MonthClosings:
    """Days of a closed month stay closed; what is corrected later is a later entry."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def latest(self) -> Sequence[MonthRow]:
        with self._store.read() as session:
            return month_closings.latest(session, self._store.site)

    def offer(self, month: date) -> MonthOffer:
        """The month of a day, closed or not."""
        today = wall(self._clock()).date()
        with self._store.read() as session:
            return month_offer(session, self._store.site, month, today)

    def close(self, actor: Actor, seen: MonthOffer) -> Outcome[UUID]:
        """Close a month as it was shown.

        MonthNotOver, MonthAlreadyClosed, DaysOpen, NothingClosed, MonthBeforeOpen,
        MonthMoved.
        """
        now, site, month = self._clock(), self._store.site, seen.month
        today = wall(now).date()
        with self._store.write(Act("month_closing.close", actor.key, now)) as work:
            offer = month_offer(work, site, month, today)
            _check(work, site, offer)
            if (offer.days, offer.taken) != (seen.days, seen.taken):
                raise MonthMoved(month=month_text(month))
            before = next(iter(month_closings.latest(work, site, 1)), None)
            key = month_key(site, month)
            work.add(
                MonthClosing(
                    id=key,
                    home=site,
                    month=month,
                    follows_id=before.id if before else None,
                    closed_by=actor.name,
                    closed_at=wall(now),
                )
            )
            for row in offer.days:
                work.get_one(Closing, row.id).month = month
        return Outcome.of(key, work)


def month_offer(session: Reading, site: str, month: date, today: date) -> MonthOffer:
    """The month of a day at a site, as it is on `today`."""
    first = month.replace(day=1)
    last = _last_of(first)
    days = closings.in_month(session, site, first, last)
    since = closings.first_day(session, site) or today
    after = max([since, *(row.day + timedelta(1) for row in days)])
    waiting = closings.open_payments(
        session, site, _start(after), _start(last + timedelta(1))
    )
    open_days = sorted({row.paid_at.date() for row in waiting})
    taken = closings.payments_in(session, site, first, last)
    counted = {row.paid_at.date() for row in taken}
    known = {*(row.day for row in days), *counted, *open_days}
    count = (min(last, today) - first).days + 1
    return MonthOffer(
        first,
        days,
        taken,
        open_days,
        [day for n in range(count) if (day := first + timedelta(n)) not in known],
        month_closings.month(session, month_key(site, first)),
        last <= today,
    )


def _check(session: Reading, site: str, offer: MonthOffer) -> None:
    told = month_text(offer.month)
    if offer.closed is not None:
        done = offer.closed
        raise MonthAlreadyClosed(
            month=told,
            closed_on=full(done.closed_at.date()),
            at=f"{done.closed_at.hour}:{done.closed_at:%M}",
            who=done.closed_by,
        )
    if not offer.over:
        raise MonthNotOver(month=told, last=full(offer.last))
    if offer.open_days:
        days = "、".join(full(day) for day in offer.open_days[:MOST_TOLD])
        raise DaysOpen(month=told, days=days, count=len(offer.open_days))
    if not offer.days:
        raise NothingClosed(month=told)
    before = month_closings.first_open_day(session, site, offer.month)
    if before is not None:
        raise MonthBeforeOpen(month=told, before=month_text(before))


def _last_of(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _start(day: date) -> datetime:
    return datetime.combine(day, time.min)
