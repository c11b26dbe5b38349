"""A booking as a wish: as it is, and as it shall be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from app.rules.book.facts import Fact
from app.rules.fees import LineKind, kept_lines
from app.rules.use.asked import facts_in
from app.services.offered import BookRoom
from db.queries.bookings import BookingCard


@dataclass(frozen=True, slots=True)
class ChangeWish:
    """How a booking shall be from now on. `ground` is the 減免事由 that holds; None
    leaves 冷暖房 (`aircon`) and what was said of the use (`facts`) as they are. `waiver`
    is the reason for an exception from the rules."""

    room_id: UUID
    day: date
    slots: tuple[str, ...]
    purpose: str
    users: int
    ground: str = ""
    aircon: bool | None = None
    facts: Mapping[str, Fact] | None = None
    waiver: str = ""


def as_it_is(card: BookingCard, ground: str = "") -> ChangeWish:
    """The wish that would change nothing; `ground` is the one its fee was reduced by."""
    return ChangeWish(
        card.room_id,
        card.starts.date(),
        tuple(card.slots.split("・")),
        card.purpose,
        card.users,
        ground,
        card.aircon,
        facts_in(card.facts),
    )


def asked_of(card: BookingCard, wish: ChangeWish) -> BookRoom:
    """What is asked for as if it were new."""
    return BookRoom(
        wish.room_id, card.group_id, wish.day, wish.slots, wish.purpose,
        wish.users, wish.ground, aircon=aircon_of(card, wish), series=bool(card.repeat),
        facts=_facts(card, wish), waiver=wish.waiver,
    )  # fmt: skip


def ground_of(card: BookingCard, grounds: Sequence[str]) -> str:
    """The ground that a line of the fee names: 市が主催する事業(免除)."""
    reduced = [
        line.what
        for line in kept_lines(card.fee_lines)
        if line.kind is LineKind.REDUCTION
    ]
    found = (
        ground
        for ground in grounds
        if ground and any(what.startswith(f"{ground}(") for what in reduced)
    )
    return next(found, "")


def same(card: BookingCard, wish: ChangeWish) -> bool:
    then = replace(
        wish, ground="", aircon=aircon_of(card, wish), facts=_facts(card, wish), waiver=""
    )
    return then == as_it_is(card)


def _facts(card: BookingCard, wish: ChangeWish) -> Mapping[str, Fact]:
    return facts_in(card.facts) if wish.facts is None else wish.facts


def aircon_of(card: BookingCard, wish: ChangeWish) -> bool:
    return card.aircon if wish.aircon is None else wish.aircon
