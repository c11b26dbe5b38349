"""予約の可否: may this be booked?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from app.rules.book.base import Explained, Undecided, UnknownPlace
from app.rules.book.rulebook import Place, Rulebook
from app.rules.fees.slots import UnknownSlot
from app.rules.questions.ask import Ask, WrongFact
from app.rules.questions.found import Found, told
from app.rules.use.bookings import Verdict, judged
from app.rules.use.limits import Had
from app.rules.use.wishes import Said, Wish, days_from

KEYS = """
    facility room use_date use_to use_month slots from to hours units days people
    applicant purpose channel apply_on same_day first_open_day exclusive request counts
    booked extras product rule_version
"""
#: Where no rule even looks at what was asked.
NOTHING_AGAINST = Explained("このお申込みを断る決まりは、規則集にありません", "")
#: The longest use that is looked at, in days.
LONGEST = 366


def find(book: Rulebook, ask: Ask) -> Found:
    place = book.place(ask.room, ask.facility)
    verdict = _verdict(book, place, ask)
    if verdict.allowed and not ask.room:
        verdict = _everywhere(book, place, ask) or verdict
    if verdict.allowed:
        for unknown in verdict.unknown:
            if isinstance(unknown, Undecided):
                raise unknown
    steps = verdict.explained + told(verdict.refusals)
    return {"allowed": verdict.allowed}, steps or (NOTHING_AGAINST,)


def _verdict(book: Rulebook, place: Place, ask: Ask) -> Verdict:
    return judged(place, ask.weighed, _wish(ask), _said(ask), _had(book, place, ask))


def _everywhere(book: Rulebook, place: Place, ask: Ask) -> Verdict | None:
    """What speaks against it in every room that has such slots; None where one is left.

    A room that is not given does not matter.
    """
    found = []
    for room in book.rooms_of(place.facility):
        try:
            found.append(_verdict(book, book.place(room.name, place.facility), ask))
        except UnknownSlot:
            continue
        if found[-1].allowed:
            return None
    return found[0] if found else None


def _wish(ask: Ask) -> Wish:
    first = ask.get("use_date", ask.day, None)
    apply_on = ask.get("apply_on", ask.day, None)
    if apply_on is None and ask.get("same_day", ask.flag, False):
        apply_on = first
    run = _run(ask, first)
    extras, purpose = ask.table("extras"), ask.table("purpose")
    return Wish(
        days_from(first, run) if first is not None else (),
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
    run = max(ask.get("days", ask.count, 1), 1)
    if "use_to" in ask.facts and first is not None:
        last = ask.day("use_to")
        if last < first:
            raise WrongFact(name="use_to")
        run = max(run, (last - first).days + 1)
    if run > LONGEST:
        raise WrongFact(name="days" if "days" in ask.facts else "use_to")
    return run


def _said(ask: Ask) -> Said:
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
