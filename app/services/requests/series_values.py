"""What is asked and answered about bookings that were asked for together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from app.kit.refusal import Refusal
from app.rules.refunds import RefundDue
from app.rules.use.waiving import Waived
from app.services.bookings.asking import ChangeWish
from db.queries.bookings import BookingCard


class Scope(StrEnum):
    """この回だけ・この回以降・すべて."""

    THIS = "this"
    FOLLOWING = "following"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A booking before, and what a change makes of it (yen), or why it cannot be; `left`
    by the clerk as it is. `waivable` is by what an exception can be made from what
    stands against it, `waived` what one is made from."""

    before: BookingCard
    after: ChangeWish
    room: str
    fee: int
    more: int
    back: int
    refusal: Refusal | None
    left: bool = False
    waivable: str = ""
    waived: tuple[Waived, ...] = ()


@dataclass(frozen=True, slots=True)
class SeriesChange:
    """What a change of several bookings would come to, line by line (yen)."""

    lines: Sequence[ChangeLine]

    @property
    def more(self) -> int:
        return sum(line.more for line in self.lines if line.refusal is None)

    @property
    def back(self) -> int:
        return sum(line.back for line in self.lines if line.refusal is None)

    @property
    def waived(self) -> Sequence[Waived]:
        """Each once."""
        every = (each for line in self.lines for each in line.waived)
        return list(dict.fromkeys(every))

    @property
    def refused(self) -> frozenset[UUID]:
        """What cannot be changed so, and would have to stay as it is."""
        return frozenset(line.before.id for line in self.lines if line.refusal)

    @property
    def stays(self) -> frozenset[UUID]:
        """What stays as it is, because it has to or is left so."""
        return self.refused | {line.before.id for line in self.lines if line.left}


@dataclass(frozen=True, slots=True)
class CancelLine:
    card: BookingCard
    back: RefundDue | None


@dataclass(frozen=True, slots=True)
class SeriesCancel:
    """What cancelling several bookings would pay back."""

    lines: Sequence[CancelLine]

    @property
    def back(self) -> int:
        """Yen."""
        return sum(line.back.amount for line in self.lines if line.back)

    @property
    def paid(self) -> int:
        """Yen: all of it comes back of what was entered by mistake."""
        return sum(line.card.paid for line in self.lines)


class NothingToCome(Refusal):
    """All of it has begun, or was given up."""

    code = "series.nothing_to_come"
