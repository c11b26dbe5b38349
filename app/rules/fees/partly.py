"""What can be said of a fee whose amount is not known."""

from __future__ import annotations

from fractions import Fraction

from app.rules.book.base import Silent
from app.rules.book.facts import Facts
from app.rules.book.fees import Price, Reduction
from app.rules.book.rulebook import Place
from app.rules.book.surcharges import Discount, Surcharge
from app.rules.fees import reducing
from app.rules.fees.adjust import Adjusting
from app.rules.fees.piece import Piece
from app.rules.fees.wish import Use, Wish, use_of


def time_of(place: Place, facts: Facts, wish: Wish) -> Use:
    """The time that would be charged; an empty one where the rules do not say."""
    try:
        return use_of(place, facts, wish)
    except Silent:
        return Use()


def multiplier(place: Place, facts: Facts) -> Fraction | None:
    """What surcharges and discounts would make of any price; None where that hangs on
    the price, or where there are none."""
    kinds: tuple[type[Surcharge] | type[Discount], ...] = (Surcharge, Discount)
    if not any(place.rules.get(kind) for kind in kinds):
        return None
    holding = [rule for kind in kinds for rule in place.holding(kind, facts)]
    if any(rule.yen for rule in holding):
        return None
    piece = Piece(place.name, "", "", 1, 1, "", facts, 1)
    try:
        Adjusting(place).piece(piece)
    except Silent:
        return None
    return Fraction(piece.net)


def reduction_rate(place: Place, facts: Facts, ground: str) -> Fraction | None:
    """The rate of 減免, where the rules know any."""
    if not place.rules.get(Reduction):
        return None
    try:
        reducing.grounded(place, facts, ground)
        return reducing.rate_of(place, facts, ground)
    except Silent:
        return None


def day_type(place: Place, facts: Facts) -> str:
    """The column of the price table, where all prices that hold are in one."""
    topics = {topic for rule in place.all(Price) for topic in rule.topics}
    try:
        prices = [place.the(Price, facts, topic) for topic in sorted(topics)]
    except Silent:
        return ""
    found = {price.day_type for price in prices if price is not None}
    return found.pop() if len(found) == 1 else ""
