"""Puts the lower storeys together: everything a user interface needs."""

from __future__ import annotations

from dataclasses import dataclass

from app.kit.clock import Clock
from app.services.journal import Journal
from db.store import Store


@dataclass(frozen=True, slots=True)
class Desk:
    """All use cases, over one open database."""

    journal: Journal


def desk_on(store: Store, center: str, clock: Clock) -> Desk:
    return Desk(Journal(store, clock, center))
