"""May a room be booked? All reasons against it, and what would be allowed instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.rules.book.base import Silent
from app.rules.book.extras import Admission, Aircon, CountsAs
from app.rules.book.facts import NOTHING, Fact, Facts, one
from app.rules.book.hanging import hangs_on
from app.rules.book.hire import Slots, Unit
from app.rules.book.lending import Item
from app.rules.book.limits import Bridge, Limit, Longest, Refuse, Requirement
from app.rules.book.rulebook import Place, Rulebook
from app.rules.book.stages import Stage
from app.rules.calendar.closing import closed_by
from app.rules.use.judge import Judge, Verdict
from app.rules.use.limits import NOTHING_YET, Already
from app.rules.use.wishes import Said, Wish, days_from, times_of

#: The rules about a use that are no window and no calendar; those that count days, or
#: look at their season; and the facts that follow from the window or from a day.
OF_STANDING = (Requirement, Refuse, CountsAs, Admission, Slots, Unit, Item, Stage)
COUNTING = (Limit, Longest, Bridge, Aircon)
OF_DAYS = frozenset({"stage", "first_open_day"})


def may_book(
    book: Rulebook,
    room: str,
    use_date: date,
    slots: Sequence[str] = (),
    *,
    registered: bool,
    apply_on: date | None = None,
    facility: str = "",
    facts: Facts = NOTHING,
) -> Verdict:
    """By the rules alone: whether the room is still free is not asked here.

    Without `apply_on` the window is not looked at, without `slots` no slot. Raises
    `UnknownPlace`, `UnknownSlot`, `SlotsOverlap`.
    """
    wish = Wish(days=(use_date,), apply_on=apply_on)
    facts = facts.knowing(registered=registered)
    return judged(book.place(room, facility), facts, wish, Said(tuple(slots)))


def judged(
    place: Place, facts: Facts, wish: Wish, said: Said, had: Already = NOTHING_YET
) -> Verdict:
    """A use of one place, as far as it was said. Raises `UnknownSlot`, `SlotsOverlap`.

    `facts` are those given; what follows from dates, times and place is added here.
    """
    facts = place.on(_asked(facts, wish), wish.first, wish.apply_on)
    if wish.month is not None and not wish.days:
        facts = facts.on(wish.month)
    wish = wish.at(times_of(place, facts, said))
    judge = Judge(place, _timed(place, facts, wish), wish)
    judge.applicant()
    judge.window()
    judge.use(had)
    judge.calendar()
    return judge.verdict()


@dataclass(frozen=True, slots=True)
class Standing:
    """What is found for a use whenever it is, by rules that look at no day.

    Only the window and the calendar of a day are left to be looked at.
    """

    before: Judge
    after: Judge

    def on(self, day: date, apply_on: date | None) -> Verdict:
        """The same use on another day, applied for on another day."""
        judge = self.before.on(day, apply_on)
        judge.window()
        judge.takes(self.after)
        judge.calendar()
        return judge.verdict()


def standing(
    place: Place, facts: Facts, wish: Wish, said: Said, had: Already
) -> Standing | None:
    """None where rules besides window and calendar look at the day. As `judged`."""
    hangs = hangs_on(place, OF_STANDING)
    if hangs.use_date or hangs.asked_on or not OF_DAYS.isdisjoint(hangs.facts):
        return None
    if "first_open_day" in hangs_on(place, tuple(place.rules)).facts:
        return None
    if any(place.all(kind) for kind in COUNTING) or wish.month or len(wish.days) != 1:
        return None
    undated = Facts(facts.values, facts.members)
    facts = place.on(_asked(undated, wish), None)
    wish = wish.at(times_of(place, facts, said))
    before = Judge(place, _timed(place, facts, wish), wish)
    before.applicant()
    after = Judge(place, before.facts, wish)
    after.use(had)
    return Standing(before, after)


def _asked(facts: Facts, wish: Wish) -> Facts:
    """What an application is when nothing else is said; what one fact says of another."""
    more: dict[str, bool] = {}
    here = facts.of("registered_here", refusing=True)
    if here is True and not facts.given("registered"):
        more["registered"] = True
    if here is None and facts.of("registered", refusing=True) is False:
        more["registered_here"] = False
    if not facts.given("same_day") and (wish.apply_on is None or not wish.days):
        more["same_day"] = False
    request = facts.of("request", refusing=True) or one("booking")
    people = facts.of("people", refusing=True) or facts.of("participants", refusing=True)
    return facts.knowing(request=request, people=people, **more)


def _timed(place: Place, facts: Facts, wish: Wish) -> Facts:
    """With the length of the use, its slots and 月の初開館日, where they are known."""
    times = wish.times
    more: dict[str, Fact | None] = {"hours": times.hours}
    if times.units is not None:
        more["units"] = Decimal(times.units)
    if not facts.given("slots") and (over := times.over()):
        more["slots"] = frozenset(over)
    elif times.slots:
        more["slots"] = frozenset({*(slot.name for slot in times.slots), *times.other})
    weighed = place.all(Refuse) and not facts.given("first_open_day")
    if weighed and wish.apply_on is not None:
        more["first_open_day"] = _first_open(place, wish.apply_on)
    return facts.knowing(**more)


def _first_open(place: Place, day: date) -> bool | None:
    """Whether a day is the first of its month that is not closed; None if not known."""
    month = days_from(day.replace(day=1), day.day)
    try:
        return all((closed_by(place, each) is None) is (each == day) for each in month)
    except Silent:
        return None
