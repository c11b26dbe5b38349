"""What is possible in place of a booking that is refused, as ways to press."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID

from app.kit.money import yen
from app.services.offered import Alternative as Possible
from app.services.offered import LoanAlternative, Offer
from ui.contracts import Alternative
from ui.pages.bookings.selection import Place
from ui.parts.booking_words import short_day
from ui.parts.stocked import lines_text

#: Opens another room, day or slots.
Move = Callable[[date, UUID, Sequence[str]], None]
#: Asks for other equipment.
Fill = Callable[[str], None]


def ways_of(offer: Offer, place: Place, move: Move, fill: Fill) -> Sequence[Alternative]:
    """A room that was asked for is not moved for the sake of its equipment."""
    if offer.equipment is None or offer.refusal is not offer.equipment.refusal:
        return [_way(other, place, move) for other in offer.alternatives]
    return [
        _fewer(other, fill)
        for other in offer.equipment.alternatives
        if other.first_on == place.day
    ]


def _fewer(other: LoanAlternative, fill: Fill) -> Alternative:
    lines = {each.kind_id: each.quantity for each in other.equipment}
    return Alternative(
        other.what,
        "その日に貸し出せる数",
        lambda: fill(lines_text(lines)),
        yen(other.fee) if other.fee else "無料",
    )


def _way(possible: Possible, place: Place, move: Move) -> Alternative:
    slots = "・".join(possible.slots)
    days = (possible.day - place.day).days
    near = {0: "同じ日", 1: "次の日"}.get(days, f"{days}日あと")
    holds = f"定員{possible.capacity}人" if possible.capacity else ""
    same = possible.room_id == place.room.room.id
    on = f"{short_day(possible.day)}・{near}"
    detail = ("同じ部屋" if same else holds, on)
    return Alternative(
        f"{possible.room} {slots}",
        "・".join(part for part in detail if part),
        lambda: move(possible.day, possible.room_id, possible.slots),
        yen(possible.fee) if possible.fee else "無料",
    )
