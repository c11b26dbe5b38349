"""開館・休館: is it open, and when?"""

from __future__ import annotations

from datetime import date

from app.rules.book.rulebook import Rulebook
from app.rules.opening import Opening, opening
from app.rules.questions.ask import Ask, WrongFact
from app.rules.questions.found import Found, Values, clock
from app.rules.slots import chosen

KEYS = "date facility room time from to slot"


def find(book: Rulebook, ask: Ask) -> Found:
    day = ask.day("date")
    found = opening(book, day, ask.room, ask.facility)
    values: Values = {"open": found.open and _usable(book, ask, day, found)}
    if found.open:
        values |= {"from": clock(found.start), "to": clock(found.end)}
    return values, found.explained


def _usable(book: Rulebook, ask: Ask, day: date, found: Opening) -> bool:
    """Whether the time, span or slot that was asked for lies within the hours."""
    if "slot" in ask.facts:
        [slot] = chosen(book.place(ask.room, ask.facility), day, [ask.text("slot")])
        return found.start <= slot.start and slot.end <= found.end
    if "time" in ask.facts:
        return found.start <= ask.clock("time") < found.end
    first = ask.get("from", ask.clock, found.start)
    last = ask.get("to", ask.clock, found.end)
    if last <= first:
        raise WrongFact(name="to")
    return found.start <= first and last <= found.end
