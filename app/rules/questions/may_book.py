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
from app.rules.questions.ask import Ask, WrongFact
from app.rules.questions.found import Found, told
from app.rules.use.bookings import Verdict, judged
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
TIMES = frozenset({"slots", "from", "to", "hours", "units"})
HAD = frozenset({"counts", "booked"})


def find(book: Rulebook, ask: Ask) -> Found:
    place = book.place(ask.room, ask.facility)
    asked = _asked(book, place, ask)
    if not ask.room:
        verdict = judged(place, *asked)
        elsewhere = _everywhere(book, place, ask) if verdict.allowed else None
        return _found(elsewhere or verdict)
    facts, wish, said, had = asked
    undated = wish.apply_on is None
    key = ("may_book", undated, facts.alike, wish.but_for_its_day, said, had)
    alike: _Alike | None = place.known.get(key)
    if alike is not None and (known := alike.found.get(alike.turn(wish.apply_on))):
        return known
    verdict = judged(place, *asked)
    found = _found(verdict)
    if verdict.turns is not None:
        alike = alike or place.known.keep(key, _Alike(verdict.turns))
        alike.found[alike.turn(wish.apply_on)] = found
    return found


@dataclass(frozen=True, slots=True)
class _Alike:
    """What is found for questions that differ in the day of the application only.

    `found` is by the number of `turns` that have been taken on that day.
    """

    turns: Sequence[date]
    found: dict[int, Found] = field(default_factory=dict)

    def turn(self, apply_on: date | None) -> int:
        return 0 if apply_on is None else bisect_right(self.turns, apply_on)


def _found(verdict: Verdict) -> Found:
    if verdict.allowed:
        for unknown in verdict.unknown:
            if isinstance(unknown, Undecided):
                raise unknown
    steps = verdict.explained + told(verdict.refusals)
    return {"allowed": verdict.allowed}, steps or (NOTHING_AGAINST,)


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
    first = ask.day("use_date") if "use_date" in ask.facts else None
    apply_on = ask.day("apply_on") if "apply_on" in ask.facts else None
    if apply_on is None and ask.get("same_day", ask.flag, False):
        apply_on = first
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


def _by_facility(counts: Ask) -> Mapping[str, int]:
    if "lottery_by_facility" not in counts.facts:
        return {}
    value = counts.facts["lottery_by_facility"]
    if not isinstance(value, dict):
        raise WrongFact(name="lottery_by_facility")
    table = Ask(value, value.keys())
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
