"""The wishes of a request in a lottery, and how it keeps them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class WishForm:
    """A room, day and slots that are wished for."""

    room_id: UUID
    day: date
    slots: tuple[str, ...]


def wishes_text(wishes: Sequence[WishForm]) -> str:
    """As a request keeps them."""
    told = [[w.room_id.hex, w.day.isoformat(), "・".join(w.slots)] for w in wishes]
    return json.dumps(told, ensure_ascii=False)


def wishes_of(text: str) -> tuple[WishForm, ...]:
    return tuple(
        WishForm(UUID(room), date.fromisoformat(day), tuple(slots.split("・")))
        for room, day, slots in json.loads(text)
    )
