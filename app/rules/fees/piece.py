"""What is charged at one price, while a fee is worked out."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from app.rules.book.facts import Facts
from app.rules.book.fees import Price


@dataclass(slots=True)
class Piece:
    """`price` yen × `count` of `unit`; `exact` where that is no whole number of yen.

    `facts` are those that its surcharges and discounts see. `surcharged` is what it comes
    to with surcharges, `net` with everything so far. `slots` are the undivided slots of
    a longer one, `parts` the slots or units in it.
    """

    place: str
    what: str
    unit: str
    count: int
    price: int
    rule: str
    facts: Facts
    exact: int | Fraction
    day_type: str = ""
    surcharged: int | Fraction = 0
    net: int | Fraction = 0
    slots: int = 1

    @property
    def parts(self) -> int:
        return self.count * self.slots

    @property
    def told(self) -> str:
        return f"{self.place} {self.what}".rstrip()

    def __post_init__(self) -> None:
        self.surcharged = self.net = self.exact


def piece_of(
    place: str,
    what: str,
    unit: str,
    count: int,
    price: int,
    rule: Price | None,
    facts: Facts,
    exact: int | Fraction | None = None,
) -> Piece:
    """By a price of the table, or by a given one."""
    return Piece(
        place,
        what,
        unit,
        count,
        price,
        rule.rule if rule else "",
        facts,
        price * count if exact is None else exact,
        rule.day_type if rule else "",
    )
