"""還付: what comes back, or is owed, after a cancellation or change?"""

from __future__ import annotations

from app.rules.acceptance.reoffer import offered_from
from app.rules.book.base import Explained, Silent
from app.rules.book.facts import Facts
from app.rules.book.rulebook import Place, Rulebook
from app.rules.fees.purpose import counted
from app.rules.questions.ask import Ask
from app.rules.questions.found import Found, Values, answering
from app.rules.questions.tables import MissingFact
from app.rules.refunds import (
    Share,
    amount_told,
    change,
    change_rule,
    charge,
    paid_back,
    share,
)

KEYS = "use_date facility room item cancel_on change_on paid new_fee cause applicant"


@answering
def find(book: Rulebook, ask: Ask) -> Found:
    place = book.place(ask.room, ask.facility)
    known = counted(place, place.on(ask.weighed, None))
    if "change_on" in ask.facts:
        values, steps = _changed(place, known.facts, ask)
        return values, (*known.explained, *steps)
    found = _Cancelled(place, known.facts, ask)
    found.look()
    if found.silent and (not found.values or _differs_by_room(book, place)):
        raise found.silent
    found.offered(ask)
    return found.values, (*known.explained, *found.steps)


def _differs_by_room(book: Rulebook, place: Place) -> bool:
    """Whether a room, which was not named, could say what its facility does not."""
    return not place.room and bool(book.rooms_of(place.facility))


class _Cancelled:
    """Collects what is known of a cancellation; `silent` is what first is not."""

    def __init__(self, place: Place, facts: Facts, ask: Ask) -> None:
        self.place, self.facts = place, facts
        self.cancel_on = ask.day("cancel_on") if "cancel_on" in ask.facts else None
        self.paid = ask.count("paid") if "paid" in ask.facts else None
        self.values: Values = {}
        self.steps: list[Explained] = []
        self.silent: Silent | None = None

    def look(self) -> None:
        back = self._back()
        charged = self._charged(back)
        if back is not None and self.paid is not None:
            self._money(back, self.paid, charged)

    def offered(self, ask: Ask) -> None:
        """When the slot is open to others again, where a rule says."""
        if "use_date" in ask.facts and self.cancel_on is not None:
            use_date, on = ask.day("use_date"), self.cancel_on
            if offer := offered_from(self.place, use_date, on, ask.weighed):
                self.values["offered_from"] = offer[0]
                self.steps.append(offer[1])

    def _back(self) -> Share | None:
        try:
            back = share(self.place, self.facts, self.cancel_on)
        except Silent as silent:
            self.silent = silent
            return None
        self.values["rate"] = float(back.rate)
        self.steps.append(back.explained)
        return back

    def _charged(self, back: Share | None) -> bool | None:
        try:
            found = charge(self.place, self.facts, self.cancel_on, self.paid, back)
        except Silent as silent:
            self.silent = self.silent or silent
            return None
        if found is None:
            return None
        self.values["charged"] = found.charged
        self.steps += found.explained
        return found.charged

    def _money(self, back: Share, paid: int, charged: bool | None) -> None:
        """A fee that is not paid, but owed, is not known in yen."""
        try:
            amount = paid_back(paid, back)
        except Silent as silent:
            self.silent = self.silent or silent
            return
        self.values["amount"] = amount
        if paid or charged is False:
            self.values["total"] = paid - amount
        self.steps.append(amount_told(paid, back, amount))


def _changed(place: Place, facts: Facts, ask: Ask) -> Found:
    rule = change_rule(place, facts)
    change_on = ask.day("change_on")
    if rule.as_cancel:
        return _as_cancel(place, facts, ask)
    for name in ("paid", "new_fee"):
        if name not in ask.facts:
            raise MissingFact(name=name)
    found = change(
        place,
        facts,
        rule,
        change_on=change_on,
        paid=ask.count("paid"),
        new_fee=ask.count("new_fee"),
    )
    return {"total": found.total, "amount": found.amount}, found.explained


def _as_cancel(place: Place, facts: Facts, ask: Ask) -> Found:
    """A change that is a cancellation and a new application."""
    back = share(place, facts, ask.day("change_on"))
    values: Values = {"rate": float(back.rate)}
    steps = [Explained("変更は、取消しと新しい申込みとして扱います", back.rule.rule)]
    steps.append(back.explained)
    if "paid" in ask.facts:
        paid = ask.count("paid")
        amount = paid_back(paid, back)
        values["amount"] = amount
        steps.append(amount_told(paid, back, amount))
        if "new_fee" in ask.facts:
            values["total"] = paid - amount + ask.count("new_fee")
    return values, tuple(steps)
