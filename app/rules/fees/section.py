"""One room of a use while its fee is worked out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from app.rules.book.base import Explained
from app.rules.book.facts import Facts
from app.rules.book.fees import Part
from app.rules.book.rulebook import Place
from app.rules.fees.bill import Bill
from app.rules.fees.piece import Piece
from app.rules.fees.wish import Use, Wish

NONE = Fraction(0)


@dataclass(slots=True)
class Section:
    """`others` is what its parts besides the pieces come to (冷暖房, 延長, 備品).

    `facts` are those of the use as a whole. `adjusted` is the room with surcharges and
    discounts, before 減免 and rounding.
    """

    place: Place
    facts: Facts
    wish: Wish
    use: Use
    pieces: Sequence[Piece]
    bill: Bill = field(default_factory=Bill)
    others: dict[Part, Fraction] = field(default_factory=dict)
    adjusted: Fraction = NONE
    before: tuple[Explained, ...] = ()
    notes: list[Explained] = field(default_factory=list)

    def add(self, part: Part, amount: Fraction) -> None:
        self.others[part] = self.others.get(part, NONE) + amount

    @property
    def base(self) -> Fraction:
        return sum((Fraction(piece.exact) for piece in self.pieces), NONE)

    @property
    def surcharged(self) -> Fraction:
        return sum((Fraction(piece.surcharged) for piece in self.pieces), NONE)

    @property
    def net(self) -> Fraction:
        return sum((Fraction(piece.net) for piece in self.pieces), NONE)

    def take(self, part: Part, off: Fraction) -> None:
        """Less of a part; from the pieces of the room by their shares."""
        if part is not Part.ROOM:
            self.others[part] = self.part(part) - off
        elif off:
            net = self.net
            for piece in self.pieces:
                piece.net -= off * Fraction(piece.net) / net

    def part(self, part: Part) -> Fraction:
        return self.net if part is Part.ROOM else self.others.get(part, NONE)
