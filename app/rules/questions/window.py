"""受付期間: when are applications taken?"""

from __future__ import annotations

from app.rules.book.limits import Use
from app.rules.book.rulebook import Rulebook
from app.rules.questions.ask import Ask
from app.rules.questions.found import Found, Values
from app.rules.requirements import RegisteredOnly, registered_only
from app.rules.windows import window

KEYS = "use_date facility room applicant tie_on"


def find(book: Rulebook, ask: Ask) -> Found:
    day = ask.day("use_date")
    rule = registered_only(book.place(ask.room, ask.facility), Use.ROOMS, day)
    if rule is not None and not ask.weighed.values.get("registered") is not False:
        raise RegisteredOnly(Use.ROOMS, rule.rule)
    if "tie_on" in ask.facts:
        ask.day("tie_on")
    found = window(book, day, ask.room, ask.facility)
    values: Values = {"opens": found.opens, "closes": found.closes}
    if found.tie_break is not None:
        values["tie_break"] = found.tie_break
    return values, found.explained
