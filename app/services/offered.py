"""What is asked for and what is offered, as the screen knows it.

Nothing here imports SQLAlchemy: the window is there before the database is open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from app.kit.refusal import Refusal
from app.rules.acceptance.windows import Window
from app.rules.book.base import Explained
from app.rules.book.facts import Fact
from app.rules.book.hire import Slot
from app.rules.calendar.opening import Opening
from app.rules.fees import FeeLine, Quote
from app.rules.use.asked import Question
from app.rules.use.waiving import Waived
from db.queries.blockings import BlockingRow
from db.queries.today import BookingRow, RoomRow

#: What takes a room from `starts` to `ends`.
Use = BookingRow | BlockingRow
#: Characters of the reason for an exception.
MOST_WAIVER = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """So many of a kind of equipment."""

    kind_id: UUID
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class LendEquipment:
    """Equipment asked for without a room, from `first_on` to `last_on`, both included."""

    group_id: UUID | None
    first_on: date
    last_on: date
    equipment: tuple[Wanted, ...]
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class LoanAlternative:
    """Something that is possible instead: other days, or as many as there are."""

    first_on: date
    last_on: date
    equipment: tuple[Wanted, ...]
    #: In words: プロジェクター、展示パネル×4
    what: str
    fee: int


@dataclass(frozen=True, slots=True)
class LoanOffer:
    """The answer to a wish for equipment: what it costs (yen), or why not.

    `overdue` names what is asked for but still out past its day: it may come late.
    """

    fee: int
    lines: tuple[FeeLine, ...]
    explained: tuple[Explained, ...]
    refusal: Refusal | None
    alternatives: Sequence[LoanAlternative]
    overdue: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BookRoom:
    """What is asked for. `ground` is the 減免事由 that was shown, if any.

    `equipment` is asked for with the room, for the day of use: all of it, or nothing.
    `facts` is what was said of the use (市外, 営利, 入場料). `waiver` is the reason for
    which an exception is made from what the rulebook, or a 利用停止, lets be excepted
    from.
    `aircon` is 冷暖房; `series` whether it is one of a 定期利用.
    """

    room_id: UUID
    group_id: UUID | None
    day: date
    slots: tuple[str, ...]
    purpose: str = ""
    users: int = 0
    ground: str = ""
    equipment: tuple[Wanted, ...] = ()
    aircon: bool = False
    series: bool = False
    facts: Mapping[str, Fact] = field(default_factory=dict)
    waiver: str = ""


@dataclass(frozen=True, slots=True)
class SlotOffer:
    """One slot of one room on one day; `fee` in yen, `refusal` says why not.

    `taken`: it is used, or a room that it shares is. `between` is the use for which
    only preparation or cleaning up is in the way, its own or that of this slot.
    """

    slot: Slot
    fee: int
    taken: bool
    refusal: Refusal | None
    between: Use | None = None

    @property
    def free(self) -> bool:
        """Nothing speaks against it."""
        return not self.taken and self.refusal is None and self.between is None


@dataclass(frozen=True, slots=True)
class LedgerRoom:
    """One room of the day; `opening` is None where the rules do not say.

    Without `slots` there is nothing to book: `refusal` says what the rules lack.
    `elsewhere` names the facility of a room that is not this site's: what is booked
    there is 仮 until that site has merged it. `beside` are the uses of rooms that it is
    part of or made of: while they last it is taken, too.
    """

    room: RoomRow
    opening: Opening | None
    slots: Sequence[SlotOffer]
    refusal: Refusal | None = None
    elsewhere: str = ""
    beside: Sequence[BookingRow] = ()

    @property
    def base(self) -> Sequence[SlotOffer]:
        """The pieces of the day that no other slot is made of."""
        return [offer for offer in self.slots if not offer.slot.covers]

    def joined(self, names: Sequence[str]) -> tuple[str, ...]:
        """全日 for 午前・午後・夜間, where the rulebook has a slot of exactly these."""
        for offer in self.slots:
            if offer.slot.covers and set(offer.slot.covers) == set(names):
                return (offer.slot.name,)
        return tuple(names)

    def pieces(self, names: Sequence[str]) -> tuple[str, ...]:
        """午前・午後・夜間 for 全日; base slots stand for themselves."""
        covers = {offer.slot.name: offer.slot.covers for offer in self.slots}
        return tuple(piece for name in names for piece in covers.get(name, ()) or (name,))


@dataclass(frozen=True, slots=True)
class LedgerDay:
    """予約台帳 of one day."""

    day: date
    rooms: Sequence[LedgerRoom]
    bookings: Sequence[BookingRow]
    blockings: Sequence[BlockingRow] = ()


@dataclass(frozen=True, slots=True)
class Alternative:
    """Something that is possible instead; `fee` in yen."""

    room_id: UUID
    room: str
    day: date
    slots: tuple[str, ...]
    fee: int
    capacity: int


@dataclass(frozen=True, slots=True)
class Offer:
    """The answer to a wish: what it costs and when it is taken, or why not.

    `grounds` are the 減免事由 that the rules accept there on that day. `equipment` is
    the part of what is asked for with the room; its lines are in the quote, too.
    `questions` is what the rules want to know of a use there; `waivable` is who can
    make an exception from all that stands against it, and by which rule; `waived` is from
    what one was made. `warnings` are restrictions that bar others, or are about to begin.
    `aircon`: whether the rules know of 冷暖房 there.
    """

    starts: datetime
    ends: datetime
    quote: Quote
    window: Window
    grounds: tuple[str, ...]
    refusal: Refusal | None
    alternatives: Sequence[Alternative]
    equipment: LoanOffer | None = None
    aircon: bool = False
    questions: Sequence[Question] = ()
    waivable: str = ""
    waived: Sequence[Waived] = ()
    warnings: Sequence[str] = ()
