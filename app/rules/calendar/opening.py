"""開館・休館: is a place open on a day, and from when to when?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from app.kit.refusal import Refusal
from app.kit.wareki import full
from app.rules.book.base import Explained, Minutes, Silent
from app.rules.book.calendar import Closed, Hours, Of, Span
from app.rules.book.facts import NOTHING, Facts
from app.rules.book.hire import Slots
from app.rules.book.holidays import CLOSING
from app.rules.book.rulebook import Place, Rulebook
from app.rules.calendar.closing import closed_by, closings, opened_by
from app.rules.wording import span_text

#: How far the next open day is looked for; no center is closed longer without a date.
AHEAD = 60


class ClosedDay(Refusal):
    """休館日. `next_open` is the nearest open day after it, None within 60 days."""

    code = "booking.closed_day"

    def __init__(self, day: date, next_open: date | None, rule: Closed) -> None:
        told = full(next_open) if next_open else "未定"
        super().__init__(
            day=full(day), reason=rule.reason, next_open=told, rule=rule.rule
        )
        self.next_open = next_open
        self.explained = why_closed(day, rule)


@dataclass(frozen=True, slots=True)
class Opening:
    """`spans` are the hours; empty on a closed day, None where only the day is known.

    `shut` are the parts of an open day that are closed, whether hours are known or not.
    """

    open: bool
    spans: tuple[Span, ...] | None
    explained: tuple[Explained, ...]
    shut: tuple[Span, ...] = ()

    @property
    def start(self) -> Minutes:
        return self.spans[0][0] if self.spans else 0

    @property
    def end(self) -> Minutes:
        return self.spans[-1][1] if self.spans else 0

    def covers(self, start: Minutes, end: Minutes) -> bool:
        """Whether all of a span lies in the hours; Silent where they are not known."""
        if self.open and self.spans is None:
            if self.shuts(start, end):
                return False
            raise Silent("開館時間")
        return any(first <= start and end <= last for first, last in self.spans or ())

    def shuts(self, start: Minutes, end: Minutes) -> bool:
        """Whether some of a span is in a part of the day that is closed."""
        return any(first < end and start < last for first, last in self.shut)


def opening(book: Rulebook, day: date, room: str = "", facility: str = "") -> Opening:
    """Raises `UnknownPlace`; `Silent` where hours or closed days are not known."""
    found = opening_at(book.place(room, facility), day)
    if found.spans is None:
        raise Silent("開館時間")
    return found


def opening_at(
    place: Place, day: date, of: Of = Of.ROOMS, facts: Facts = NOTHING
) -> Opening:
    """Of the rooms or of the counter. Raises `Silent` where closed days are not known."""
    closed = closed_by(place, day, of, facts)
    if closed is not None:
        return Opening(False, (), (why_closed(day, closed),))
    return within_hours(place, day, of, facts)


def not_closed(
    place: Place, day: date, of: Of = Of.ROOMS, facts: Facts = NOTHING
) -> Iterator[Explained]:
    """Of an open day: that no rule closes it, and which rules there are."""
    if opened_by(place, day, facts) is not None:
        return
    reasons: dict[str, set[str]] = {}
    for rule in place.all(Closed):
        if of in rule.of and rule.whole_day and not rule.never:
            reasons.setdefault(rule.rule, set()).add(rule.reason)
    for rule_of, found in sorted(reasons.items()):
        told = f"{full(day)}は休館日({'、'.join(sorted(found))})に当たりません"
        yield Explained(told, rule_of)


def within_hours(
    place: Place, day: date, of: Of = Of.ROOMS, facts: Facts = NOTHING
) -> Opening:
    """The hours of a day that no rule closes as a whole."""
    opened = opened_by(place, day, facts)
    if opened is not None and opened.span is not None:
        told = f"臨時開館 {span_text(opened.span)}" + reason_text(opened.reason)
        return Opening(True, (opened.span,), (Explained(told, opened.rule),))
    parts = [] if opened else list(_parts(place, day, of, facts))
    shut = tuple(span for span, _ in parts)
    steps = tuple(
        Explained(f"{span_text(span)}は休み({r.reason})", r.rule) for span, r in parts
    )
    if not any(rule.of is of for rule in place.all(Hours)):
        extra = (Explained("臨時開館", opened.rule),) if opened else ()
        unsaid = Explained("開館時間の定めはありません", "")
        return Opening(True, None, (*extra, unsaid, *steps), shut)
    rule = place.the(Hours, place.on(facts, day, purpose=CLOSING), of)
    if rule is None:
        told = f"{full(day)}は開館時間の定めがなく、開いていません"
        return Opening(False, (), (Explained(told, place.all(Hours)[0].rule),))
    why = Explained(f"開館時間 {'・'.join(map(span_text, rule.spans))}", rule.rule)
    spans = _without(rule.spans, shut)
    return Opening(bool(spans), spans, (why, *steps), shut)


def why_closed(day: date, rule: Closed) -> Explained:
    return Explained(f"{full(day)}は休館日です({rule.reason})", rule.rule)


def closed_day(place: Place, day: date, facts: Facts = NOTHING) -> ClosedDay | None:
    rule = closed_by(place, day, facts=facts)
    return None if rule is None else ClosedDay(day, next_open(place, day), rule)


def next_open(place: Place, day: date) -> date | None:
    """The nearest open day after `day`."""
    for count in range(1, AHEAD + 1):
        later = day + timedelta(days=count)
        if closed_by(place, later) is None:
            return later
    return None


def _parts(
    place: Place, day: date, of: Of, facts: Facts
) -> Iterable[tuple[Span, Closed]]:
    """The parts of a day that are closed."""
    if not place.all(Closed):
        return
    for rule in closings(place, day, of, facts):
        if rule.span is not None:
            yield rule.span, rule
        slots = place.the(Slots, place.on(facts, day)) if rule.slots else None
        for name in rule.slots:
            if slots is not None and name in slots.slots:
                slot = slots.slots[name]
                yield (slot.start, slot.end), rule


def _without(spans: tuple[Span, ...], taken: Iterable[Span]) -> tuple[Span, ...]:
    for start, end in taken:
        left = [(a, min(b, start)) for a, b in spans] + [
            (max(a, end), b) for a, b in spans
        ]
        spans = tuple(sorted({(a, b) for a, b in left if a < b}))
    return spans


def reason_text(reason: str) -> str:
    """(館内清掃); nothing without a reason."""
    return f"({reason})" if reason else ""
