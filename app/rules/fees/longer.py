"""延長 to another time: what is still to pay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from app.kit.money import yen
from app.rules.book.base import Explained, Minutes, NotGiven, Silent
from app.rules.book.extras import HOURS, LONGER, Extension
from app.rules.book.facts import Facts
from app.rules.book.rulebook import Place, Rulebook
from app.rules.fees.lines import Quote
from app.rules.fees.quoting import known_at, priced
from app.rules.fees.wish import Use, Wish, in_slot, use_of


def extended(
    book: Rulebook, places: Sequence[Place], facts: Facts, wish: Wish, until: Minutes
) -> tuple[Quote, int]:
    """The fee of a use that is extended `until` a time, and how much more that is.

    Raises as `priced` does; `Silent` where the rules know no extension.
    """
    longer, rule = _longer(places[0], facts, wish, until)
    first, whole = (priced(book, places, facts, each) for each in (wish, longer))
    extra = max(whole.fee - first.fee, 0)
    told = f"追加で納める額は、{yen(whole.fee)}－{yen(first.fee)} = {yen(extra)}"
    notes = (*whole.notes, Explained(told, rule))
    return replace(whole, notes=notes), extra


def _longer(place: Place, facts: Facts, wish: Wish, until: Minutes) -> tuple[Wish, str]:
    """The use as it is charged with its extension, and the rule by which it is."""
    known, _ = known_at(place, facts, wish)
    use = use_of(place, known, wish)
    start = wish.start if wish.start is not None else _start(use)
    end = wish.end if wish.end is not None else _end(use)
    if start is None or end is None:
        raise NotGiven("利用の終わりの時刻")
    if use.slots:
        last = use.slots[-1]
        known = in_slot(known, last, last.end - last.start)
    longer = Wish(start=start, end=max(until, end), besides=wish.besides)
    if rule := place.the(Extension, known, LONGER):
        return longer, rule.rule
    if rule := place.the(Extension, known, HOURS):
        hours = Decimal(max(until - end, 0)) / 60 + wish.besides.extension_hours
        besides = replace(wish.besides, extension_hours=hours)
        return replace(wish, besides=besides), rule.rule
    if use.slots:
        raise Silent(f"{place.name}の延長の料金")
    return longer, ""


def _start(use: Use) -> Minutes | None:
    return use.slots[0].start if use.slots else use.start


def _end(use: Use) -> Minutes | None:
    return use.slots[-1].end if use.slots else use.end
