"""団体登録: how long is it valid, is the group acceptable?"""

from __future__ import annotations

from app.rules.book.base import Explained, Silent
from app.rules.book.rulebook import Rulebook
from app.rules.questions.ask import Ask
from app.rules.questions.found import Found, Values, answering, told
from app.rules.registrations import Papers, Validity, acceptable, papers, validity

KEYS = "facility scheme registered_on applicant purpose apply_on held"


@answering
def find(book: Rulebook, ask: Ask) -> Found:
    place = book.place("", ask.facility)
    day = ask.day("registered_on") if "registered_on" in ask.facts else None
    facts = place.on(ask.weighed.on(decided_on=day), day)
    values: Values = {}
    steps: list[Explained] = []
    silent: Silent | None = None
    try:
        term = validity(place, facts, ask.day("registered_on")) if day else None
    except Silent as unknown:
        term, silent = None, unknown
    if term is not None:
        values |= _valid(term)
        steps += term.explained
    found = papers(place, facts, term.valid_until if term else None, facts.apply_on)
    values |= _papers(found)
    steps += found.explained
    judged = acceptable(place, facts)
    if judged.known:
        values["acceptable"] = not judged.refusals
        met = Explained("登録の要件に反することは、問いの中にありません", "")
        steps += told(judged.refusals) or (met,)
    if not values:
        ask.day("registered_on")
        raise silent or Silent("団体登録")
    return values, tuple(steps)


def _valid(term: Validity) -> Values:
    if term.valid_until is None:
        return {"endless": True}
    values: Values = {"valid_until": term.valid_until}
    return values | _known({"report_by": term.report_by})


def _papers(found: Papers) -> Values:
    return _known(
        {
            "fee": found.fee,
            "decide_by": found.decide_by,
            "renew_from": found.renew_from,
            "renew_to": found.renew_to,
        }
    )


def _known(values: Values) -> Values:
    return {name: value for name, value in values.items() if value is not None}
