"""受付期間: when are applications taken?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from app.kit.wareki import full
from app.rules.acceptance.bookable import bookable_until
from app.rules.acceptance.periods import Days, fiscal_year, month, over
from app.rules.acceptance.staged import Staged
from app.rules.acceptance.windows import KINDS, Window, use_of, window_at
from app.rules.book.base import Explained
from app.rules.book.extras import CountsAs
from app.rules.book.facts import Facts
from app.rules.book.hanging import hangs_on
from app.rules.book.rulebook import Place, Rulebook
from app.rules.calendar.closing import PlaceDays
from app.rules.fees.purpose import NET, Derived, derived
from app.rules.questions.ask import Ask
from app.rules.questions.found import Answer, Found, Values, answering, plain
from app.rules.questions.tables import MissingFact, WrongFact
from app.rules.requirements import RegisteredOnly, kept_to_registered

KEYS = (
    "use_date use_month fiscal_year on facility room item applicant purpose channel "
    "product rule_version closed_days tie_on counts"
)
#: The years of use that a calendar is known for.
YEARS = range(1900, 2199)


def find(book: Rulebook, ask: Ask) -> Answer:
    """Of one day of use; that is asked again and again."""
    day = ask.day("use_date") if "use_date" in ask.facts else None
    return ask.alike.known.once(day, lambda: _found(book, ask))


@answering
def _found(book: Rulebook, ask: Ask) -> Found:
    place = book.place(ask.room, ask.facility)
    on, facts = None, ask.weighed
    if "on" in ask.facts:
        on = ask.day("on")
        facts = facts.on(apply_on=on)
    periods = _periods(ask)
    day = periods[0][0] if periods else on
    known = _counted(place, ask, facts, day)
    if known.facts.values.get("registered") is False:
        _must_be_registered(place, known.facts.on(day))
    days = None
    if "closed_days" in ask.facts:
        days = PlaceDays(place, ask.days("closed_days"))
    tie_on = ask.get("tie_on", ask.day, None)
    values: Values = {}
    steps: tuple[Explained, ...] = known.explained
    if periods:

        def window(day: date) -> Window:
            counted = _counted(place, ask, facts, day).facts
            return window_at(place, day, counted, days, tie_on)

        values, reasons = _over(periods, window)
        steps = (*steps, *reasons)
    if on is not None:
        values["bookable_until"], reasons = bookable_until(
            place, on, known.facts, days or PlaceDays(place)
        )
        steps = (*steps, *reasons)
    return values, steps


def _counted(place: Place, ask: Ask, facts: Facts, day: date | None) -> Derived:
    """With what they or their use count as, where the acceptance hangs on that."""
    counts = {NET, *(rule.fact for rule in place.all(CountsAs))}
    if counts.isdisjoint({"registered", *hangs_on(place, KINDS).facts}):
        return Derived(facts)
    purpose = ask.table("purpose")
    expenses = purpose.get("expenses", purpose.number, None)
    sessions = purpose.get("sessions", purpose.count, None)
    found = derived(place, place.on(facts, day), expenses, sessions)
    more = {name: found.facts.values.get(name) for name in counts}
    return Derived(facts.knowing(**more), found.explained)


def _over(periods: Sequence[Days], find: Callable[[date], Window]) -> Found:
    found = over(periods, find)
    values = _values(found)
    if not values:
        raise found.silent
    return values, (*found.explained, *_earlier(found))


def _must_be_registered(place: Place, facts: Facts) -> None:
    use = use_of(place, facts)
    only = kept_to_registered(place, use, place.on(facts, facts.use_date))
    if only is not None:
        raise RegisteredOnly(use, only.rule)


def _periods(ask: Ask) -> Sequence[Days]:
    """The days of use that are asked about."""
    if "use_date" in ask.facts:
        return ([ask.day("use_date")],)
    if "use_month" in ask.facts:
        return month(ask.month("use_month"))
    if "fiscal_year" in ask.facts:
        year = ask.count("fiscal_year")
        if year not in YEARS:
            raise WrongFact(name="fiscal_year")
        return fiscal_year(year)
    if "on" not in ask.facts:
        raise MissingFact(name="use_date")
    return ()


def _earlier(found: Window) -> Iterator[Explained]:
    """That a stage of one's own comes before the general opening."""
    first = found.first_day
    if first is not None and first != found.opens:
        told = f"段階の申込みが先に始まるので、申し込める最初の日は{full(first)}"
        yield Explained(told, "")


def _values(found: Window) -> Values:
    values: Values = {
        "opens": found.first_day,
        "opens_month": found.opens_month and f"{found.opens_month:%Y-%m}",
        "closes": found.closes,
        "tie_break": found.tie_break,
        "stages": [_stage(each) for each in found.stages],
        "queue": found.queue,
    }
    return {name: value for name, value in values.items() if value}


def _stage(found: Staged) -> dict[str, object]:
    days = {step: plain(day) for step, day in found.days.items()}
    name = {"name": found.stage.name} if found.stage.name else {}
    return {"kind": found.stage.kind.value, **name, **days}
