"""The public interface to a rulebook: a question of plain values, an answer of the same.

The kinds of questions are those a front desk asks. A question is answered only when
every fact in it can be weighed and the rulebook says all that the answer needs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.kit.messages import text_of
from app.kit.refusal import Refusal
from app.rules.asking import Ask, MissingFact, WrongFact
from app.rules.book.rulebook import Explained, Rulebook, Silent, Use
from app.rules.bookings import may_book
from app.rules.fees import quote
from app.rules.loans import loan
from app.rules.opening import Opening, opening
from app.rules.payments import payment_due, refund
from app.rules.registrations import registration
from app.rules.requirements import RegisteredOnly, registered_only
from app.rules.slots import chosen
from app.rules.windows import window

Values = dict[str, object]


class UnknownKind(Refusal):
    code = "question.unknown_kind"


@dataclass(frozen=True, slots=True)
class Answer:
    """Days are `2026-11-01`, times `09:00`, money yen. Or why there is no answer."""

    values: Mapping[str, object]
    explained: tuple[Explained, ...] = ()
    unanswerable: str = ""


Found = tuple[Values, tuple[Explained, ...]]


def answer(book: Rulebook, ask: Mapping[str, Any]) -> Answer:
    """Never raises for a question that is not understood or cannot be answered."""
    try:
        kind = ask.get("kind")
        if not isinstance(kind, str) or kind not in KINDS:
            raise UnknownKind(name=kind)
        facts, find = KINDS[kind]
        values, explained = find(book, Ask(ask, facts.split()))
    except Refusal as refusal:
        return Answer({}, unanswerable=text_of(refusal))
    return Answer({name: _plain(value) for name, value in values.items()}, explained)


def _opening(book: Rulebook, ask: Ask) -> Found:
    day = ask.day("date")
    found = opening(book, day, ask.room, ask.facility)
    values: Values = {"open": found.open and _usable(book, ask, day, found)}
    if found.open:
        values |= {"from": _clock(found.start), "to": _clock(found.end)}
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


def _window(book: Rulebook, ask: Ask) -> Found:
    day = ask.day("use_date")
    rule = registered_only(book.place(ask.room, ask.facility), Use.ROOMS, day)
    if rule is not None and not ask.registered:
        raise RegisteredOnly(Use.ROOMS, rule.rule)
    if "tie_on" in ask.facts:
        ask.day("tie_on")
    found = window(book, day, ask.room, ask.facility)
    values: Values = {"opens": found.opens, "closes": found.closes}
    if found.tie_break is not None:
        values["tie_break"] = found.tie_break
    return values, found.explained


def _may_book(book: Rulebook, ask: Ask) -> Found:
    apply_on = ask.day("apply_on") if "apply_on" in ask.facts else None
    found = may_book(
        book,
        ask.room,
        ask.day("use_date"),
        ask.get("slots", ask.texts, ()),
        registered=ask.registered,
        apply_on=apply_on,
        facility=ask.facility,
    )
    return {"allowed": found.allowed}, found.explained + _told(found.refusals)


def _quote(book: Rulebook, ask: Ask) -> Found:
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


def _refund(book: Rulebook, ask: Ask) -> Found:
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
    return values, found.explained


def _registration(book: Rulebook, ask: Ask) -> Found:
    found = registration(book, ask.day("registered_on"), ask.facility)
    return {"valid_until": found.valid_until}, found.explained


def _loan(book: Rulebook, ask: Ask) -> Found:
    found = loan(
        book,
        ask.text("item"),
        ask.day("from"),
        ask.day("to") if "to" in ask.facts else None,
        registered=ask.registered,
        units=ask.get("units", ask.count, 1),
        room=ask.room,
        facility=ask.facility,
    )
    values: Values = {"allowed": found.allowed, "fee": found.fee, "until": found.until}
    if found.months:
        values["months"] = found.months
    return values, found.explained + _told(found.refusals)


def _deadline(book: Rulebook, ask: Ask) -> Found:
    if ask.text("what") != "payment":
        raise Silent("本申請の期限")
    found = payment_due(book, ask.day("decided_on"), ask.room, ask.facility)
    values: Values = {"date": found.by}
    if "done_on" in ask.facts:
        values["in_time"] = ask.day("done_on") <= found.by
    return values, found.explained


def _told(refusals: tuple[Refusal, ...]) -> tuple[Explained, ...]:
    """Each refusal as a last step; the text names the rule only once."""
    found = [
        (text_of(refusal), str(refusal.params.get("rule", ""))) for refusal in refusals
    ]
    return tuple(Explained(text.removesuffix(f"[{rule}]"), rule) for text, rule in found)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


#: Each kind, the facts that are weighed for it, and who answers.
KINDS: Mapping[str, tuple[str, Callable[[Rulebook, Ask], Found]]] = {
    "opening": ("date facility room time from to slot", _opening),
    "window": ("use_date facility room applicant tie_on", _window),
    "may_book": ("use_date facility room applicant apply_on slots", _may_book),
    "quote": ("use_date facility room applicant slots reduction_ground", _quote),
    "refund": ("use_date facility room cancel_on paid", _refund),
    "registration": ("facility registered_on", _registration),
    "loan": ("item from to units facility room applicant", _loan),
    "deadline": ("what facility room decided_on done_on", _deadline),
}
