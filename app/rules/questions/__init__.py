"""The public interface to a rulebook: a question of plain values, an answer of the same.

The kinds of questions are those a front desk asks. A question is answered only when
every fact in it can be weighed and the rulebook says what the answer needs; of an
answer with several values, those that are not known are left out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from app.kit.messages import text_of
from app.kit.refusal import Refusal
from app.rules.book.base import Silent, UnknownPlace
from app.rules.book.rulebook import Rulebook
from app.rules.questions import (
    deadline,
    loan,
    may_book,
    opening,
    penalty,
    printing,
    quote,
    refund,
    registration,
    window,
)
from app.rules.questions.alike import Alike, key_of, of_any_room
from app.rules.questions.ask import Ask
from app.rules.questions.found import Answer, Find

__all__ = ["KINDS", "Answer", "answer"]


class UnknownKind(Refusal):
    code = "question.unknown_kind"


#: Of whoever asks, for what and how: every condition can weigh them, so that they may be
#: said in any question. Only 利用の制限 hangs on the events alone.
OF_ANYBODY = frozenset(
    {"applicant", "purpose", "channel", "product", "rule_version", "counts"}
)
#: The kinds whose answers name no room and no price; equipment is for some rooms only.
OF_TWINS = frozenset({"window", "may_book"})


def _keys(own: str, kind: str) -> frozenset[str]:
    of_anybody = OF_ANYBODY if kind != "penalty" else frozenset[str]()
    return frozenset({"kind", *own.split()}) | of_anybody


#: Each kind, the keys that are weighed for it, and who answers.
KINDS: Mapping[str, tuple[frozenset[str], Find]] = {
    name: (_keys(module.KEYS, name), module.find)
    for name, module in {
        "opening": opening,
        "window": window,
        "may_book": may_book,
        "quote": quote,
        "refund": refund,
        "registration": registration,
        "loan": loan,
        "print": printing,
        "penalty": penalty,
        "deadline": deadline,
    }.items()
}


def answer(book: Rulebook, ask: Mapping[str, Any]) -> Answer:
    """Never raises for a question that is not understood or cannot be answered."""
    try:
        names: Collection[object] = ask
        if True in names:
            ask = {_spelt(name): value for name, value in ask.items()}
        kind = ask.get("kind")
        if not isinstance(kind, str) or kind not in KINDS:
            raise UnknownKind(name=kind)
        return _anywhere(book, *KINDS[kind], ask)
    except Refusal as refusal:
        return Answer({}, unanswerable=text_of(refusal))


def _spelt(name: Any) -> Any:
    """YAML reads a bare `on` as true."""
    return "on" if name is True else name


def _anywhere(
    book: Rulebook,
    known: frozenset[str],
    find: Find,
    ask: Mapping[str, Any],
) -> Answer:
    """A room that is not given does not matter as far as all rooms have one answer."""
    try:
        return find(book, _read(book, ask, known))
    except (Silent, UnknownPlace):
        given = "room" not in known or "room" in ask or "rooms" in ask
        rooms = [] if given else _rooms(book, ask.get("facility", ""))
        if not rooms:
            raise
        every = [_read(book, {**ask, "room": room}, known) for room in rooms]
        found = [find(book, each) for each in every]
        alike = {
            name: value
            for name, value in found[0].values.items()
            if all(name in e.values and e.values[name] == value for e in found)
        }
        if not alike:
            raise
        first, *others = (each.explained for each in found)
        common = tuple(step for step in first if all(step in steps for steps in others))
        return Answer(alike, common or first)


def _read(book: Rulebook, ask: Mapping[str, Any], known: frozenset[str]) -> Ask:
    """What is no plain value has nothing in common with any other question."""
    try:
        key = key_of(ask)
        alike: Alike | None = book.known.get(key)
    except TypeError:
        return Ask(ask, known)
    asked = Ask(ask, known, alike)
    if alike is None:
        if ask["kind"] in OF_TWINS and "extras" not in ask and asked.room:
            asked.alike.share(book.place(asked.room, asked.facility), of_any_room(ask))
        book.known.keep(key, asked.alike)
    return asked


def _rooms(book: Rulebook, facility: object) -> list[str]:
    place = book.place("", facility if isinstance(facility, str) else "")
    return [room.name for room in book.rooms_of(place.facility) if not room.joins]
