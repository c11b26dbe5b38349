"""予約の可否: may this be booked?"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.rules.book.base import Explained, Undecided, UnknownPlace
from app.rules.book.facts import Facts
from app.rules.book.rulebook import Place, Rulebook
from app.rules.fees.slots import UnknownSlot
from app.rules.questions.ask import Ask
from app.rules.questions.found import Answer, told
from app.rules.questions.tables import Table, WrongFact
from app.rules.use.bookings import Standing, judged, standing
from app.rules.use.judge import Verdict
from app.rules.use.limits import NOTHING_YET, Had
from app.rules.use.wishes import ANY_TIME, Said, Wish, days_from

KEYS = """
    facility room use_date use_to use_month slots from to hours units days people
    applicant purpose channel apply_on same_day first_open_day exclusive request counts
    booked extras product rule_version
"""
#: Where no rule even looks at what was asked.
NOTHING_AGAINST = Explained("このお申込みを断る決まりは、規則集にありません", "")
#: The longest use that is looked at, in days.
LONGEST = 366
#: Keys that say more of a use than its day, of its time, and of other uses.
MORE = frozenset({"use_month", "request", "extras", "purpose"})
LONGER = frozenset({"use_month", "days", "use_to"})
TIMES = frozenset({"slots", "from", "to", "hours", "units"})
HAD = frozenset({"counts", "booked"})


def find(book: Rulebook, ask: Ask) -> Answer:
    """Of a room and a day it is asked again and again, as the days of applications go.

    Without a room each room has turns of its own.
    """
    first, apply_on = _days(ask)
    before: _Before | None = ask.alike.known.get(first)
    if before is not None and (known := before.found.get(before.turn(apply_on))):
        return known
    verdict = _verdict(book, ask, first, apply_on)
    found = _answer(verdict)
    if ask.room and verdict.turns is not None:
        before = before or ask.alike.known.keep(first, _Before(verdict.turns))
        before.found[before.turn(apply_on)] = found
    return found


def _days(ask: Ask) -> tuple[date | None, date | None]:
    """Of the use and of the application."""
    given = ask.facts
    first = ask.day("use_date") if "use_date" in given else None
    if "apply_on" in given:
        return first, ask.day("apply_on")
    return first, first if "same_day" in given and ask.flag("same_day") else None


def _verdict(
    book: Rulebook, ask: Ask, first: date | None, apply_on: date | None
) -> Verdict:
    [always] = ask.alike.known.once(Standing, lambda: (_standing(book, ask),))
    if always is not None and first is not None:
        found: Verdict = always.on(first, apply_on)
        return found
    place = book.place(ask.room, ask.facility)
    verdict = judged(place, *_asked(book, place, ask))
    elsewhere = None
    if not ask.room and verdict.allowed:
        elsewhere = _everywhere(book, place, ask)
    return elsewhere or verdict


def _standing(book: Rulebook, ask: Ask) -> Standing | None:
    """Of a room and one day."""
    if not ask.room or not LONGER.isdisjoint(ask.facts):
        return None
    place = book.place(ask.room, ask.facility)
    return standing(place, *_asked(book, place, ask))


@dataclass(frozen=True, slots=True)
class _Before:
    """What was found before, for the same use and other days of the application.

    `found` is by the number of `turns` that have been taken on that day.
    """

    turns: Sequence[date]
    found: dict[int, Answer] = field(default_factory=dict)

    def turn(self, apply_on: date | None) -> int:
        return 0 if apply_on is None else bisect_right(self.turns, apply_on)


def _answer(verdict: Verdict) -> Answer:
    if verdict.allowed:
        for unknown in verdict.unknown:
            if isinstance(unknown, Undecided):
                raise unknown
    steps = verdict.explained + told(verdict.refusals)
    return Answer({"allowed": verdict.allowed}, steps or (NOTHING_AGAINST,))


def _asked(book: Rulebook, place: Place, ask: Ask) -> tuple[Facts, Wish, Said, Had]:
    return ask.weighed, _wish(ask), _said(ask), _had(book, place, ask)


def _everywhere(book: Rulebook, place: Place, ask: Ask) -> Verdict | None:
    """What speaks against it in every room that has such slots; None where one is left.

    A room that is not given does not matter.
    """
    found = []
    for room in book.rooms_of(place.facility):
        try:
            one = book.place(room.name, place.facility)
            found.append(judged(one, *_asked(book, one, ask)))
        except UnknownSlot:
            continue
        if found[-1].allowed:
            return None
    return found[0] if found else None


def _wish(ask: Ask) -> Wish:
    first, apply_on = _days(ask)
    run = _run(ask, first)
    days = () if first is None else days_from(first, run)
    if MORE.isdisjoint(ask.facts):
        return Wish(days, None, run, apply_on=apply_on)
    extras, purpose = ask.table("extras"), ask.table("purpose")
    return Wish(
        days,
        ask.month("use_month") if "use_month" in ask.facts else None,
        run,
        apply_on=apply_on,
        request=ask.get("request", ask.text, ""),
        equipment=extras.get("equipment", extras.texts, ()),
        expenses=purpose.get("expenses", purpose.number, None),
        sessions=purpose.get("sessions", purpose.count, None),
    )


def _run(ask: Ask, first: date | None) -> int:
    """How many days in a row."""
    run = max(ask.count("days"), 1) if "days" in ask.facts else 1
    if "use_to" in ask.facts and first is not None:
        last = ask.day("use_to")
        if last < first:
            raise WrongFact(name="use_to")
        run = max(run, (last - first).days + 1)
    if run > LONGEST:
        raise WrongFact(name="days" if "days" in ask.facts else "use_to")
    return run


def _said(ask: Ask) -> Said:
    if TIMES.isdisjoint(ask.facts):
        return ANY_TIME
    start = ask.clock("from") if "from" in ask.facts else None
    end = ask.clock("to") if "to" in ask.facts else None
    if start is not None and end is not None and end <= start:
        raise WrongFact(name="to")
    return Said(
        ask.get("slots", ask.texts, ()),
        start,
        end,
        ask.number("hours") if "hours" in ask.facts else None,
        ask.count("units") if "units" in ask.facts else None,
    )


def _had(book: Rulebook, place: Place, ask: Ask) -> Had:
    if HAD.isdisjoint(ask.facts):
        return NOTHING_YET
    counts = ask.table("counts")
    pending = counts.get("lottery_pending", counts.count, 0)
    by_facility = _by_facility(counts)
    everywhere = max(pending, sum(by_facility.values()))
    here = pending if not by_facility else _here(book, place, ask.facility, by_facility)
    counts.get("last_month", counts.count, 0)
    return Had(
        counts.get("this_week", counts.count, 0),
        counts.get("this_month", counts.count, 0),
        ask.days("booked") if "booked" in ask.facts else (),
        here,
        everywhere,
    )


def _by_facility(counts: Table) -> Mapping[str, int]:
    if "lottery_by_facility" not in counts.facts:
        return {}
    value = counts.facts["lottery_by_facility"]
    if not isinstance(value, dict):
        raise WrongFact(name="lottery_by_facility")
    table = Table(value, value.keys())
    return {name: table.count(name) for name in value}


def _here(
    book: Rulebook, place: Place, asked: str, by_facility: Mapping[str, int]
) -> int:
    """The requests at the facility in question, by whatever name it is called."""
    if asked in by_facility:
        return by_facility[asked]
    return sum(
        count for name, count in by_facility.items() if _is(book, name, place.facility)
    )


def _is(book: Rulebook, name: str, facility: str) -> bool:
    try:
        return book.place("", name).facility == facility
    except UnknownPlace:
        return False
