"""使用料: what does it cost?"""

from __future__ import annotations

from app.rules.book.rulebook import Rulebook
from app.rules.fees import quote
from app.rules.questions.ask import Ask, MissingFact
from app.rules.questions.found import Found, Values

KEYS = "use_date facility room applicant slots reduction_ground"


def find(book: Rulebook, ask: Ask) -> Found:
    slots = ask.texts("slots")
    if not slots:
        raise MissingFact(name="slots")
    ground = ask.get("reduction_ground", ask.text, "")
    found = quote(
        book,
        ask.room,
        ask.day("use_date"),
        slots,
        ground=ground,
        facility=ask.facility,
    )
    values: Values = {"fee": found.fee, "units": len(slots)}
    if ground:
        values["reduction_rate"] = float(found.reduction_rate)
    return values, found.explained
