"""還付: what comes back after a cancellation or change?"""

from __future__ import annotations

from app.rules.book.rulebook import Rulebook
from app.rules.payments import refund
from app.rules.questions.ask import Ask
from app.rules.questions.found import Found, Values
from app.rules.questions.reoffered import with_offer

KEYS = "use_date facility room cancel_on paid"


def find(book: Rulebook, ask: Ask) -> Found:
    found = refund(
        book,
        ask.room,
        use_date=ask.day("use_date"),
        cancel_on=ask.day("cancel_on"),
        paid=ask.get("paid", ask.count, 0),
        facility=ask.facility,
    )
    values: Values = {"rate": float(found.rate)}
    if "paid" in ask.facts:
        values["amount"] = found.amount
    return with_offer((values, found.explained), book.place(ask.room, ask.facility), ask)
