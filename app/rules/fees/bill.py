"""The lines of a fee while it is worked out: exact amounts, then whole yen."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from app.rules.book.base import Undecided
from app.rules.fees.lines import FeeLine, LineKind


@dataclass(slots=True)
class Bill:
    """Entries in the order in which they are told."""

    entries: list[tuple[LineKind, str, str, int, int, Fraction, str]] = field(
        default_factory=list
    )

    def add(
        self,
        kind: LineKind,
        what: str,
        exact: Fraction,
        rule: str,
        *,
        unit: str = "",
        count: int = 1,
        price: int = 0,
    ) -> None:
        """`price` × `count` of `unit`, where it is counted; `exact` is what it adds."""
        self.entries.append((kind, what, unit, count, price, exact, rule))

    def sum(self, *kinds: LineKind) -> Fraction:
        """Of all entries, or of those of some kinds."""
        return sum(
            (entry[5] for entry in self.entries if not kinds or entry[0] in kinds),
            Fraction(0),
        )

    def lines(self) -> tuple[FeeLine, ...]:
        """In whole yen; what a line leaves over goes into the next.

        Raises `Undecided` when the fee is no whole number of yen.
        """
        if self.sum() % 1:
            raise Undecided("円未満の端数", "[[rounding]]")
        made, over = [], Fraction(0)
        for kind, what, unit, count, price, exact, rule in self.entries:
            over += exact
            amount = int(over)
            over -= amount
            each = price if unit else amount
            made.append(FeeLine(kind, what, unit, count, each, amount, rule))
        return tuple(made)
