"""May a room be booked? All reasons against it, and what would be allowed instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.kit.refusal import Refusal
from app.kit.wareki import full
from app.rules.book.base import Explained, Silent
from app.rules.book.hire import Slot
from app.rules.book.limits import Use
from app.rules.book.rulebook import Place, Rulebook
from app.rules.opening import closed_day
from app.rules.requirements import RegisteredOnly, explained, registered_only
from app.rules.slots import chosen, gap
from app.rules.windows import NoPeriod, window_at


class NotOpenYet(Refusal):
    """受付開始前. `opens` is the first day on which the application is taken."""

    code = "booking.not_open_yet"

    def __init__(self, opens: date, rule: str) -> None:
        super().__init__(opens=full(opens), rule=rule)
        self.opens = opens


class NoLongerOpen(Refusal):
    """受付終了後. `closed` was the last day of acceptance."""

    code = "booking.no_longer_open"

    def __init__(self, closed: date, rule: str) -> None:
        super().__init__(closed=full(closed), rule=rule)
        self.closed = closed


class SlotsApart(Refusal):
    """A slot between the chosen ones is left out; they are two bookings."""

    code = "slot.apart"

    def __init__(self, between: str) -> None:
        super().__init__(between=between)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Allowed when nothing stands against it; the refusals can be raised as they are."""

    refusals: tuple[Refusal, ...]
    explained: tuple[Explained, ...]

    @property
    def allowed(self) -> bool:
        return not self.refusals


def may_book(
    book: Rulebook,
    room: str,
    use_date: date,
    slots: Sequence[str] = (),
    *,
    registered: bool,
    apply_on: date | None = None,
    facility: str = "",
) -> Verdict:
    """By the rules alone: whether the room is still free is not asked here.

    Without `apply_on` the window is not looked at, without `slots` no slot. Raises
    `UnknownPlace`, `UnknownSlot`, `SlotsOverlap`; `Silent` when the answer hangs on
    something the rulebook does not say.
    """
    place = book.place(room, facility)
    picked = chosen(place, use_date, slots) if slots else ()
    judge = _Judge(place, use_date)
    judge.applicant(registered)
    if apply_on is not None:
        judge.window(apply_on)
    judge.slots(picked)
    judge.calendar()
    return Verdict(tuple(judge.refusals), tuple(judge.explained))


class _Judge:
    """Collects what speaks against one use of one place."""

    def __init__(self, place: Place, use_date: date) -> None:
        self.place = place
        self.use_date = use_date
        self.refusals: list[Refusal] = []
        self.explained: list[Explained] = []

    def applicant(self, registered: bool) -> None:
        rule = registered_only(self.place, Use.ROOMS, self.use_date)
        if rule is not None:
            self.explained.append(explained(Use.ROOMS, rule))
            if not registered:
                self.refusals.append(RegisteredOnly(Use.ROOMS, rule.rule))

    def window(self, apply_on: date) -> None:
        try:
            found = window_at(self.place, self.use_date)
        except NoPeriod as none:
            self.refusals.append(none)
            return
        if not found.known:
            raise found.silent
        self.explained += found.explained
        if apply_on < found.earliest:
            self.refusals.append(NotOpenYet(found.earliest, found.opening_rule))
        elif apply_on > found.latest:
            self.refusals.append(NoLongerOpen(found.latest, found.closing_rule))

    def slots(self, picked: tuple[Slot, ...]) -> None:
        between = gap(self.place, self.use_date, picked) if len(picked) > 1 else None
        if between is not None:
            self.refusals.append(SlotsApart(between.name))

    def calendar(self) -> None:
        """A calendar that is not known only matters where nothing else says no."""
        try:
            closed = closed_day(self.place, self.use_date)
        except Silent:
            if not self.refusals:
                raise
            return
        if closed is not None:
            self.refusals.append(closed)
            self.explained.append(closed.explained)
