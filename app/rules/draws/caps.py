"""What the rulebook limits within the days of a lottery, and its dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.kit.refusal import Refusal
from app.rules.acceptance.windows import window_at
from app.rules.book.base import UnknownPlace
from app.rules.book.facts import NOTHING
from app.rules.book.limits import LOTTERY, Limit
from app.rules.book.offset import shifted
from app.rules.book.rulebook import Rulebook
from app.rules.book.stages import StageKind
from app.rules.draws.draw import Cap
from app.rules.use.limits import period_of, week_starts


@dataclass(frozen=True, slots=True)
class Dates:
    """The days of a lottery for a month of use, as far as the rulebook has them."""

    first_on: date
    last_on: date
    opens_on: date | None = None
    closes_on: date | None = None
    draws_on: date | None = None
    claim_by: date | None = None
    lapses: bool = False
    rule: str = ""


def caps(
    book: Rulebook, drawn: Sequence[str], every: Sequence[str], first: date, last: date
) -> tuple[Cap, ...]:
    """The limits that hold for registered groups in a room that is `drawn`, over each
    of their periods; `every` room of the center may be counted.

    Where it is not decided on which day a week begins, both ways hold.
    """
    rules: dict[tuple[str, int], tuple[Limit, list[str]]] = {}
    for room in every:
        for topic, rule in _limits(book, room, first):
            rules.setdefault((topic, id(rule)), (rule, []))[1].append(room)
    found: dict[Cap, None] = {}
    for rule, rooms in rules.values():
        if not set(rooms).isdisjoint(drawn):
            found.update((cap, None) for cap in _over(rule, tuple(rooms), first, last))
    return tuple(found)


def _limits(book: Rulebook, room: str, day: date) -> Iterator[tuple[str, Limit]]:
    try:
        place = book.place(room)
    except UnknownPlace:
        return
    facts = place.on(NOTHING, day).knowing(registered=True)
    for topic in sorted({topic for rule in place.all(Limit) for topic in rule.topics}):
        rule = place.the(Limit, facts, topic)
        if rule is not None and rule.of not in LOTTERY:
            yield topic, rule


def _over(rule: Limit, rooms: tuple[str, ...], first: date, last: date) -> Iterator[Cap]:
    for week in week_starts(rule):
        day = first
        while day <= last:
            begins, ends = period_of(rule, day, week)
            yield Cap(
                rule.phrase, rule.rule, rule.of, rule.most, rooms, f"{begins}", f"{ends}"
            )
            day = ends + timedelta(days=1)


def dates_of(book: Rulebook, room: str, first: date) -> Dates:
    """Of the month that begins on `first`: what the stage 抽選 of a room says."""
    last = shifted(first, 1) - timedelta(days=1)
    try:
        stages = window_at(book.place(room), first).stages
    except Refusal:
        stages = ()
    for each in stages:
        if each.stage.kind is StageKind.LOTTERY:
            days = each.days
            return Dates(
                first,
                last,
                days.get("from"),
                days.get("to"),
                days.get("draw_on"),
                days.get("claim_by"),
                each.stage.lapses,
                each.stage.rule,
            )
    return Dates(first, last)
