"""貸出: equipment and lockers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from app.kit.messages import text_of
from app.rules.book.base import Explained
from app.rules.book.lending import Locker
from app.rules.book.rulebook import Rulebook
from app.rules.lending.lent import LoanTerms, Wish
from app.rules.lending.loans import place_of, terms
from app.rules.lending.lockers import charged, endless
from app.rules.questions.ask import Ask
from app.rules.questions.found import Answer, Found, Values, answering, plain, told
from app.rules.questions.tables import WrongFact

#: Where no rule says anything of what was asked.
NOTHING_AGAINST = Explained("この貸出しを断る決まりは、規則集にありません", "")
KEYS = """item items units from to from_time to_time overnight outside years use_date
    facility room applicant purpose held vacant"""
#: Of one thing, from a day to a day; and what says more of the days or the things.
FROM_TO = frozenset({"item", "from", "to"})
MORE = frozenset({"items", "use_date", "from_time", "to_time"})


def find(book: Rulebook, ask: Ask) -> Answer:
    """Of a locker it is asked again and again, for as many months from other days on."""
    given = ask.facts
    if not given.keys() >= FROM_TO or not MORE.isdisjoint(given):
        return _found(book, ask)
    [locker] = ask.alike.known.once("locker", lambda: _endless(book, ask))
    first, last = ask.day("from"), ask.day("to")
    if locker is None or last < first:
        return _found(book, ask)
    long = charged(locker, first, last)
    found = ask.alike.known.once(long, lambda: _found(book, ask))
    return Answer({**found.values, "until": plain(last)}, found.explained)


def _endless(book: Rulebook, ask: Ask) -> tuple[Locker | None]:
    place = place_of(book, ask.room, ask.facility)
    return (endless(place, ask.text("item")),)


@answering
def _found(book: Rulebook, ask: Ask) -> Found:
    names = ask.texts("items") if "items" in ask.facts else ()
    wanted = Counter(names) or {ask.text("item"): 1}
    found = [
        terms(book, _wish(ask, name, number), ask.weighed, ask.facility)
        for name, number in wanted.items()
    ]
    values = _values(found)
    if not values:
        raise next(silent for each in found for silent in each.unknown.values())
    steps = [step for each in found for step in each.explained + told(each.refusals)]
    left = [no for each in found for no in each.unknown.values()]
    steps += [Explained(text_of(no), "") for no in left]
    return values, tuple(dict.fromkeys(steps)) or (NOTHING_AGAINST,)


def _wish(ask: Ask, name: str, number: int) -> Wish:
    """A loan of which only the day of use, or times of a day are said is of that day."""
    given = ask.facts
    start = ask.clock("from_time") if "from_time" in given else None
    end = ask.clock("to_time") if "to_time" in given else None
    first = None
    if "from" in given or "use_date" in given:
        first = ask.day("from" if "from" in given else "use_date")
    last = ask.day("to") if "to" in given else None
    overnight = "overnight" in given and ask.flag("overnight")
    backwards = start is not None and end is not None and end <= start
    if backwards and not overnight and last in (None, first):
        raise WrongFact(name="to_time")
    return Wish(
        name=name,
        first=first,
        last=first if end is not None and last is None and not overnight else last,
        units=number * ask.count("units") if "units" in given else number,
        start=start,
        end=end,
        room=ask.room,
        one_day=last is None and "from" not in given,
    )


def _values(found: Sequence[LoanTerms]) -> Values:
    """What is known of all things together; one that is refused refuses all."""
    if len(found) == 1:
        return _alone(found[0])
    values: Values = {}
    unknown = {name for each in found for name in each.unknown}
    refused = any(each.refusals for each in found)
    if refused or "allowed" not in unknown:
        values["allowed"] = not refused
    if "fee" not in unknown:
        values["fee"] = sum(each.fee for each in found)
    untils = [each.until for each in found if each.until is not None]
    if len(untils) == len(found):
        values["until"] = min(untils)
    return values


def _alone(found: LoanTerms) -> Values:
    values: Values = {}
    if found.refusals or "allowed" not in found.unknown:
        values["allowed"] = found.allowed
    if "fee" not in found.unknown:
        values["fee"] = found.fee
    if found.until is not None:
        values["until"] = found.until
    if found.months:
        values["months"] = found.months
    if found.units:
        values["units"] = found.units
    return values
