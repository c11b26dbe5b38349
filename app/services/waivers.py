"""例外: what is allowed against the rules, with a reason, by who has the right to.

One way for all of them: a use case that lets something pass calls `grant`, or `keep` for
a blocking, in its own transaction, so that the exception comes and goes with what it was
made for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from app.kit import checks
from app.kit.clock import Clock, wall
from app.kit.messages import text_of
from app.kit.refusal import Refusal
from app.rules.book.waivers import WAIVABLE, Waivable
from app.rules.book.waivers import Waiver as Rule
from app.rules.use.waiving import ABOUT, Waived
from app.services.offered import MOST_WAIVER
from app.services.rights import DECIDERS, decider, expect_decider
from db.journal.capture import JournaledSession
from db.queries import waivers
from db.queries.waivers import WaiverRow
from db.records.waivers import Waiver
from db.store import Store

__all__ = ["Waived", "WaiverRow", "Waivers", "grant"]

#: What an exception from a 利用停止 is about.
BLOCKING = "blocking"


def waived(refusal: Refusal) -> Waived:
    """A refusal that is let pass, as it is kept."""
    rule = str(refusal.params.get("rule", ""))
    told = text_of(refusal).removesuffix(f"[{rule}]")
    return Waived(ABOUT[refusal.code], told, rule)


def may_except(who: str, waivable: str) -> bool:
    """Whether a decider (係長 佐藤 花子; empty of who decides nothing) is one of those
    who may make an exception."""
    office, _, name = who.partition(" ")
    return bool(who) and not {office, name}.isdisjoint(waivable.split("・"))


def allowed_by(found: Sequence[tuple[Refusal, Rule | None]]) -> str:
    """Who may make an exception from all that was found, and the rule that lets them;
    empty where a refusal has no such rule."""
    rules = [rule.rule for _, rule in found if rule is not None]
    return f"{DECIDERS}・{rules[0]}" if rules and len(rules) == len(found) else ""


@dataclass(frozen=True, slots=True)
class Given:
    """Why an exception was made, by whom (a key) and when."""

    reason: str
    staff: str
    at: datetime


def give(work: JournaledSession, reason: str) -> Given:
    """By who acts. NotDeciding; FieldRefused at `waiver`."""
    told = checks.line("waiver", reason, most=MOST_WAIVER, required=True)
    expect_decider(work, work.act.staff)
    return noted(work, told)


def noted(work: JournaledSession, reason: str) -> Given:
    """By who acts, whatever their right: a blocking names itself who may."""
    return Given(reason, work.act.staff, wall(work.act.now))


def grant(
    work: JournaledSession,
    booking_id: UUID,
    waived: Sequence[Waived],
    reason: str,
) -> None:
    """Keep the exceptions with the booking, by who acts. NotDeciding; FieldRefused at
    `waiver`."""
    if not waived:
        return
    given = give(work, reason)
    for each in waived:
        keep(work, booking_id, each.about, each.told, given, each.rule)


def keep(
    work: JournaledSession,
    booking_id: UUID,
    about: str,
    told: str,
    given: Given,
    rule: str = "",
) -> None:
    """Keep one exception; of a blocking there is no rule."""
    work.add(
        Waiver(
            id=work.new_id(),
            booking_id=booking_id,
            about=about,
            told=told,
            rule=rule,
            reason=given.reason,
            staff=given.staff,
            granted_at=given.at,
        )
    )


class Waivers:
    """Reads only: exceptions are made where something is booked."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def decider(self, staff: str) -> str:
        """係長 佐藤 花子; empty where this member of staff decides nothing."""
        with self._store.read() as session:
            return decider(session, staff)

    def of_booking(self, booking_id: UUID) -> Sequence[WaiverRow]:
        with self._store.read() as session:
            return waivers.of_booking(session, booking_id)

    def latest(self, days: int = 366) -> Sequence[WaiverRow]:
        """例外の一覧: of the last year, the latest first."""
        since = wall(self._clock()).date() - timedelta(days=days)
        with self._store.read() as session:
            return waivers.since(session, _midnight(since))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min)


def about_text(about: str) -> str:
    """受付期間, 利用停止; what a later version calls otherwise stays as it is."""
    if about == BLOCKING:
        return "利用停止"
    return WAIVABLE[Waivable(about)] if about in tuple(Waivable) else about
