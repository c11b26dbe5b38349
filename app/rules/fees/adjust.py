"""加算と割引: what is added to the price by the table, or taken off it."""

from __future__ import annotations

from collections.abc import Hashable
from fractions import Fraction
from math import ceil

from app.rules.book.facts import Facts
from app.rules.book.lending import Per
from app.rules.book.rulebook import Place
from app.rules.book.surcharges import Discount, On, Surcharge
from app.rules.fees.bill import Bill
from app.rules.fees.lines import LineKind
from app.rules.fees.piece import Piece
from app.rules.fees.stacking import NONE, Share, stacked
from app.rules.fees.together import together


class Adjusting:
    """Goes through the pieces of one room; amounts by rule, in the order of their ranks.

    What is charged once for a use is on the first piece that it is about.
    """

    def __init__(self, place: Place) -> None:
        self.place = place
        self.once: set[int] = set()
        self.added: dict[int, tuple[Surcharge, Fraction]] = {}
        self.taken: dict[int, tuple[Discount, Fraction]] = {}

    def piece(self, piece: Piece) -> None:
        """Brings `net` of a piece from the table's price to what is to be paid."""
        for surcharge, amount in self._surcharges(piece):
            piece.net += amount
            before = self.added.get(id(surcharge), (surcharge, NONE))[1]
            self.added[id(surcharge)] = surcharge, before + amount
        piece.surcharged = piece.net
        for discount, amount in self._discounts(piece):
            piece.net -= amount
            before = self.taken.get(id(discount), (discount, NONE))[1]
            self.taken[id(discount)] = discount, before + amount

    def tell(self, bill: Bill) -> None:
        for surcharge, amount in self.added.values():
            if amount:
                bill.add(LineKind.SURCHARGE, surcharge.named, amount, surcharge.rule)
        for discount, amount in self.taken.values():
            if amount:
                bill.add(LineKind.DISCOUNT, discount.named, -amount, discount.rule)

    def _surcharges(self, piece: Piece) -> list[tuple[Surcharge, Fraction]]:
        kinds: dict[str, Share[Surcharge]] = {}
        for rule in together(self.place, Surcharge, piece.facts, kind_of):
            flat = self._flat(rule, piece)
            on = Fraction(piece.exact)
            share = Share(rule, rule.named, Fraction(rule.rate), flat, on)
            best = kinds.get(rule.kind)
            if best is None or _higher(share, best):
                kinds[rule.kind] = share
        for share in kinds.values():
            self._charged(share.rule)
        shares = list(kinds.values())
        return stacked(self.place, piece.facts, "surcharges", shares, 1)

    def _discounts(self, piece: Piece) -> list[tuple[Discount, Fraction]]:
        shares = []
        for rule in together(self.place, Discount, piece.facts, lambda _: 0):
            on = Fraction(piece.exact if rule.of is On.BASE else piece.net)
            flat = self._flat(rule, piece)
            shares.append(Share(rule, rule.named, Fraction(rule.rate), flat, on))
            self._charged(rule)
        return stacked(self.place, piece.facts, "discounts", shares, -1)

    def _flat(self, rule: Surcharge | Discount, piece: Piece) -> Fraction:
        if not rule.yen or id(rule) in self.once:
            return NONE
        return Fraction(rule.yen * times(rule.per, piece.parts, piece.facts))

    def _charged(self, rule: Surcharge | Discount) -> None:
        if rule.per in (Per.USE, Per.DAY):
            self.once.add(id(rule))


def kind_of(rule: Surcharge) -> Hashable:
    return rule.kind


def _higher(share: Share[Surcharge], other: Share[Surcharge]) -> bool:
    return (share.amount, share.rate) > (other.amount, other.rate)


def times(per: Per, count: int, facts: Facts) -> int:
    """How often an amount is charged in one piece of a use."""
    if per is Per.SLOT:
        return count
    return ceil(facts.number("hours")) if per is Per.HOUR else 1
