"""A booking as a wish: as it is, and as it shall be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from app.rules.book.facts import Fact
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


def as_it_is(card: BookingCard) -> ChangeWish:
    """The wish that would change nothing."""
    return ChangeWish(
        card.room_id,
        card.starts.date(),
        tuple(card.slots.split("・")),
        card.purpose,
        card.users,
        card.reduced_by,
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


def same(card: BookingCard, wish: ChangeWish) -> bool:
    facts = _facts(card, wish)
    then = replace(wish, aircon=aircon_of(card, wish), facts=facts, waiver="")
    return then == as_it_is(card)


def _facts(card: BookingCard, wish: ChangeWish) -> Mapping[str, Fact]:
    return facts_in(card.facts) if wish.facts is None else wish.facts


def aircon_of(card: BookingCard, wish: ChangeWish) -> bool:
    return card.aircon if wish.aircon is None else wish.aircon
