"""The demo's desk at work: what its people did lately, and have arranged."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from app.demo.ahead import arrange
from app.demo.draws import draw
from app.demo.fairness import given_up, treat, wait
from app.demo.lately import close, relate
from app.demo.parts import Plan
from app.demo.seat import Seat
from db.store import Store


def live(store: Store, plan: Plan, staff: Sequence[UUID]) -> None:
    """In the order in which it happened, by the desk's own use cases; `store` holds the
    plan, and was written by `staff`."""
    seat = Seat(store, plan, staff)
    held = given_up(seat)
    relate(seat)
    draw(seat)
    treat(seat)
    close(seat)
    arrange(seat)
    if held is not None:
        wait(seat, held)
