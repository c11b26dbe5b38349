"""印刷: printing and copying."""

from __future__ import annotations

from app.rules.book.rulebook import Rulebook
from app.rules.lending.prints import Job, print_terms
from app.rules.questions.ask import Ask
from app.rules.questions.found import Found, Values, answering
from app.rules.questions.tables import MissingFact

COUNTS = ("masters", "sheets", "mono", "color")
KEYS = "machine facility masters sheets size duplex mono color printed use_date applicant"


@answering
def find(book: Rulebook, ask: Ask) -> Found:
    machine = ask.text("machine")
    if not any(name in ask.facts for name in COUNTS):
        raise MissingFact(name="sheets")
    place = book.place("", ask.facility)
    counts = {name: ask.get(name, ask.count, 0) for name in (*COUNTS, "printed")}
    job = Job(
        machine=machine,
        size=ask.get("size", ask.text, ""),
        duplex=ask.get("duplex", ask.flag, False),
        **counts,
    )
    found = print_terms(place, job, place.on(ask.weighed, None))
    values: Values = {"fee": found.fee}
    if found.allowed is not None:
        values["allowed"] = found.allowed
    return values, found.explained
