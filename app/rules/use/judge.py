"""What speaks against one use of one place, by each kind of rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.kit.refusal import Refusal
from app.kit.wareki import full
from app.rules.acceptance.windows import NoPeriod, Window, window_at
from app.rules.book.acceptance import Acceptance
from app.rules.book.base import Explained, Silent
from app.rules.book.calendar import Span
from app.rules.book.extras import Aircon, Comfort
from app.rules.book.facts import Facts, one
from app.rules.book.hanging import hangs_on
from app.rules.book.lending import Item
from app.rules.book.limits import About, Limit, Use
from app.rules.book.rulebook import Place
from app.rules.book.stages import Stage, StageKind
from app.rules.calendar.opening import Opening, closed_day, within_hours
from app.rules.fees.purpose import derived
from app.rules.lending.lent import NotThere
from app.rules.requirements import (
    RegisteredOnly,
    explained,
    kept_to_registered,
    refused,
)
from app.rules.use.limits import Already, limits
from app.rules.use.refusals import (
    LotteryForOthers,
    NoComfort,
    NoLongerOpen,
    NotOpenYet,
    NotThatDay,
    OutsideHours,
    SlotsApart,
)
from app.rules.use.runs import bridges, longest, units
from app.rules.use.wishes import Wish

#: The stages in which requests are entered for a draw.
FOR_REQUESTS = frozenset({StageKind.LOTTERY, StageKind.REQUEST})


@dataclass(frozen=True, slots=True)
class Verdict:
    """Allowed when nothing stands against it; the refusals can be raised as they are.

    `unknown` is what the rulebook leaves open and might stand against it as well. From
    each of the `turns` on, an application can have another verdict, and on no other day;
    None where that is not known.
    """

    refusals: tuple[Refusal, ...]
    explained: tuple[Explained, ...]
    unknown: tuple[Silent, ...] = ()
    turns: tuple[date, ...] | None = None

    @property
    def allowed(self) -> bool:
        return not self.refusals


def _hangs_on_the_day(place: Place) -> bool:
    """Whether rules besides the window look at the day of the application."""

    def found() -> bool:
        hangs = hangs_on(place, tuple(place.rules))
        asked = hangs.asked_on or "first_open_day" in hangs.facts
        return asked or bool(place.all(Limit))

    return place.known.once(_hangs_on_the_day, found)


class Judge:
    """Collects what speaks against one use of one place."""

    def __init__(self, place: Place, facts: Facts, wish: Wish) -> None:
        self.place = place
        self.facts = facts
        self.wish = wish
        self.refusals: list[Refusal] = []
        self.explained: list[Explained] = []
        self.unknown: list[Silent] = []
        self.turns: set[date] = set()

    def on(self, day: date, apply_on: date | None) -> Judge:
        """With what was found so far, for another day."""
        facts = self.facts.on(day, apply_on)
        other = Judge(self.place, facts, self.wish.on(day, apply_on))
        other.takes(self)
        return other

    def takes(self, other: Judge) -> None:
        """What another one has found."""
        self.refusals += other.refusals
        self.explained += other.explained
        self.unknown += other.unknown

    def verdict(self) -> Verdict:
        return Verdict(
            tuple(self.refusals),
            tuple(self.explained),
            tuple(self.unknown),
            None if _hangs_on_the_day(self.place) else tuple(sorted(self.turns)),
        )

    def applicant(self) -> None:
        """What they do counts as, 営利 for one; and who is served at all."""
        self._purpose()
        self._served()

    def use(self, had: Already) -> None:
        """What is refused in words, and how long and how often it is."""
        self._refused()
        self._slots()
        self._lengths(had)

    def _purpose(self) -> None:
        wish = self.wish
        try:
            found = derived(self.place, self.facts, wish.expenses, wish.sessions)
        except Silent as unknown:
            self._not_seen(unknown)
            return
        self.facts = found.facts
        self.explained += found.explained

    def _served(self) -> None:
        for use in (Use.ROOMS, *([Use.ITEMS] if self.wish.equipment else [])):
            rule = kept_to_registered(self.place, use, self.facts)
            if rule is not None:
                refuses = self.facts.of("registered", refusing=True) is False
                no = RegisteredOnly(use, rule.rule) if refuses else None
                self._judged(explained(use, rule), no)

    def window(self) -> None:
        """The acceptance on the day of the application, and its stages on that day.

        Of a month of use it must be closed for its first and for its last day.
        """
        apply_on = self.wish.apply_on
        if apply_on is None:
            return
        found: list[Window] = []
        refusals: list[Refusal | None] = []
        for day in self.wish.within:
            try:
                window = window_at(self.place, day, self.facts)
            except NoPeriod as none:
                refusals.append(none)
                continue
            except Silent as unknown:
                self._not_seen(unknown)
                return
            for silent in window.unknown if window.known else [window.silent]:
                self._not_seen(silent)
            found.append(window)
            refusals.append(self._closed(window, apply_on))
            self.turns |= window.turns
        stages = [each.stages_on(apply_on) for each in found]
        self.facts = self.facts.knowing(stage=frozenset().union(*stages))
        self.explained += found[0].explained if found else ()
        if refusals and refusals[0] is not None and None not in refusals:
            self.refusals.append(refusals[0])

    def _closed(self, found: Window, apply_on: date) -> Refusal | None:
        spans = self._spans(found)
        if any(first <= apply_on <= last for first, last in spans):
            return None
        if later := [first for first, _ in spans if first > apply_on]:
            return NotOpenYet(min(later), found.opening_rule)
        return NoLongerOpen(max(last for _, last in spans), found.closing_rule)

    def _spans(self, found: Window) -> list[tuple[date, date]]:
        """When applications are taken: in the window, and in stages of one's own class.

        Where 先着 is a stage, or no rule but the stages opens the acceptance, nothing is
        taken on the days between them.
        """
        whole = (found.earliest, found.latest)
        staged = list(found.periods())
        if self.wish.lottery or not staged:
            return [whole]
        first_come = [each for each in staged if each[0].kind is StageKind.FIRST_COME]
        if self.wish.request and first_come:
            staged = first_come
        spans = [span for _, span in staged]
        only_stages = first_come or not self.place.all(Acceptance)
        return spans if only_stages else [whole, *spans]

    def _refused(self) -> None:
        """What rules refuse in words, of the use and of the equipment in it."""
        what = [About.BOOKING, *([About.LOTTERY] if self.wish.lottery else [])]
        for refusal, why in refused(self.place, self.facts, *what):
            self._judged(why, refusal)
        for name in self.wish.equipment:
            self._equipment(name)
        for comfort in Comfort:
            if self.facts.flag(comfort):
                self._comfort(comfort)
        if self.wish.lottery:
            self._lottery()

    def _comfort(self, comfort: Comfort) -> None:
        rule = self.place.the(Aircon, self.facts, comfort)
        seasons = self.facts.of("season", refusing=True)
        if rule is None or not rule.available or not isinstance(seasons, frozenset):
            return
        if seasons.isdisjoint(rule.available):
            self.refusals.append(NoComfort(rule))

    def _lottery(self) -> None:
        """A lottery that is certainly for others only."""
        drawn = [each for each in self.place.all(Stage) if each.kind in FOR_REQUESTS]
        if drawn and all(each.when.of(self.facts, True) is False for each in drawn):
            self.refusals.append(LotteryForOthers(drawn[0]))

    def _equipment(self, name: str) -> None:
        """An item that is used in the room and is not for it, or not for them."""
        place, facts = self.place, self.facts.knowing(item=one(name))
        for no, why in refused(place, facts, About.LOAN):
            self._judged(why, no)
        item = place.the(Item, facts, name)
        here = {place.room, place.kind} - {""}
        if item is not None and item.only_in and here and here.isdisjoint(item.only_in):
            self.refusals.append(NotThere(item.only_in, item.rule))

    def _slots(self) -> None:
        times = self.wish.times
        known = [slot.name for slot in times.known]
        self.refusals += [NotThatDay(name, known) for name in times.other]
        if times.between is not None:
            self.refusals.append(SlotsApart(times.between.name))

    def _lengths(self, had: Already) -> None:
        """How long, how often; what the rulebook must decide first is left open."""
        times = self.wish.times
        for why, no in (
            *units(times),
            *longest(self.place, self.facts, self.wish, had.booked),
            *bridges(self.place, self.facts, times),
        ):
            self._judged(why, no)
        for limit in limits(self.place, self.facts, self.wish, had):
            self._judged(limit.explained, limit.refusal)
            if limit.open is not None:
                self.unknown.append(limit.open)

    def calendar(self) -> None:
        """Whether the days are open, and the time of day within their hours."""
        for day in self.wish.days:
            self._open(day)

    def _open(self, day: date) -> None:
        try:
            closed = closed_day(self.place, day, self.facts)
        except Silent as unknown:
            self.unknown.append(unknown)
            unsaid = f"{full(day)}が休館日かどうかは、規則集に定めがありません"
            self.explained.append(Explained(unsaid, ""))
            closed = None
        if closed is not None:
            self._judged(closed.explained, closed)
            return
        if not (parts := self.wish.times.parts):
            return
        found = within_hours(self.place, day, facts=self.facts)
        for span in parts:
            if no := _outside(found, span):
                self.refusals.append(no)
                self.explained += found.explained

    def _not_seen(self, unknown: Silent) -> None:
        """What cannot be weighed speaks against nothing, but is told."""
        self.unknown.append(unknown)
        told = f"{unknown.params['what']}は、分からないので見ていません"
        step = Explained(told, "")
        if step not in self.explained:
            self.explained.append(step)

    def _judged(self, why: Explained, no: Refusal | None) -> None:
        self.explained.append(why)
        if no is not None:
            self.refusals.append(no)


def outside_hours(
    place: Place, day: date, span: Span, facts: Facts
) -> OutsideHours | None:
    """What speaks against a time of day that is not within the opening hours."""
    return _outside(within_hours(place, day, facts=facts), span)


def _outside(found: Opening, span: Span) -> OutsideHours | None:
    late = found.spans is not None and not found.covers(*span)
    return OutsideHours(span, found) if late or found.shuts(*span) else None
