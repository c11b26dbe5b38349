"""Parts of the day that have a price of their own."""

from __future__ import annotations

from collections.abc import Iterator

from app.rules.book.base import Minutes
from app.rules.book.facts import Facts
from app.rules.book.fees import Charged, Price, span_topic
from app.rules.book.rulebook import Place


def priced_parts(
    place: Place, facts: Facts, start: Minutes, end: Minutes
) -> Iterator[tuple[Price, int]]:
    """The prices of the parts that a use touches, and for how many minutes each."""
    spans = {rule.span for rule in place.all(Price) if rule.span is not None}
    for span in sorted(spans):
        minutes = min(end, span[1]) - max(start, span[0])
        price = place.the(Price, facts, span_topic(span)) if minutes > 0 else None
        if price is not None:
            yield price, minutes


def flat_minutes(place: Place, facts: Facts, start: Minutes, end: Minutes) -> int:
    """The minutes of a use that are charged by the use, not by units."""
    parts = priced_parts(place, facts, start, end)
    return sum(minutes for price, minutes in parts if price.charged is Charged.USE)
