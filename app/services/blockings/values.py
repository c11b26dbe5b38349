"""What is blocked, as the screen knows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID


class Stretch(NamedTuple):
    """Some time within one day; its end is 24:00 at most."""

    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class BlockRooms:
    """Rooms that are not to be had at these times, and why.

    `kind` is one of BlockingKind. `allowed_by` names who may allow an exception, joined
    by ・ (empty: nobody).
    """

    rooms: tuple[UUID, ...]
    stretches: tuple[Stretch, ...]
    kind: str
    reason: str
    posted: bool = False
    allowed_by: str = ""


@dataclass(frozen=True, slots=True)
class BlockingForm:
    """One blocking as it is to be from now on."""

    starts: datetime
    ends: datetime
    kind: str
    reason: str
    posted: bool
    allowed_by: str
