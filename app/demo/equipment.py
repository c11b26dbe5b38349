"""What stands on the shelves, and how much of it is free on a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from app.demo import samples
from app.demo.house import CENTER, SATELLITE
from app.demo.parts import EquipmentKind, LoanLine, Piece
from db.records.equipment import PieceState

FACILITIES = {"center": CENTER.name, "satellite": SATELLITE.name}

KINDS = tuple(
    EquipmentKind(
        name=one.name,
        facility=FACILITIES[one.at],
        quantity=one.quantity,
        barcode=one.barcode,
        shelf=one.shelf,
        note=one.note,
        pieces=tuple(Piece(**piece) for piece in one.pieces),
    )
    for one in samples.equipment()
)

#: What is wanted: the place of a kind, and how many of it.
Wanted = Sequence[tuple[int, int]]


def usable(kind: EquipmentKind) -> list[int]:
    """The places of the pieces that can be lent."""
    states = enumerate(piece.state for piece in kind.pieces)
    return [place for place, state in states if state == PieceState.IN_SERVICE]


class Shelves:
    """Promises of equipment over days; nothing is promised beyond what there is."""

    def __init__(self) -> None:
        self._promised: Counter[tuple[int, date]] = Counter()
        self._out: set[tuple[int, int, date]] = set()

    def promise(
        self, wanted: Wanted, first: date, last: date
    ) -> tuple[LoanLine, ...] | None:
        """The lines of a loan from `first` to `last`, or None when something is short."""
        days = list(_days(first, last))
        lines: list[LoanLine] = []
        for place, count in wanted:
            pieces = self._free(place, days)
            if not self._fits(place, count, days) or len(pieces) < count:
                return None
            taken = pieces[:count] if KINDS[place].pieces else []
            lines.append(LoanLine(place, count, tuple(taken)))
        for line in lines:
            self._promised.update({(line.kind, day): line.quantity for day in days})
            self._out.update((line.kind, p, day) for p in line.pieces for day in days)
        return tuple(lines)

    def _fits(self, place: int, count: int, days: list[date]) -> bool:
        kind = KINDS[place]
        total = kind.quantity + len(usable(kind))
        return all(self._promised[place, day] + count <= total for day in days)

    def _free(self, place: int, days: list[date]) -> Sequence[int]:
        """Pieces that nobody has on any of the days; any number, without labels."""
        if not KINDS[place].pieces:
            return range(KINDS[place].quantity)
        return [
            piece
            for piece in usable(KINDS[place])
            if not any((place, piece, day) in self._out for day in days)
        ]


def _days(first: date, last: date) -> Iterator[date]:
    for ahead in range((last - first).days + 1):
        yield first + timedelta(ahead)
