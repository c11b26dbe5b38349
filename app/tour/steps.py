"""What the parts of the tour have in common: a step, a clock, somebody at a desk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from app.desk import Desk
from app.services.forms import Sheet
from app.services.offered import BookRoom, SlotOffer, Wanted
from app.services.sign_in import Actor

#: In the zone of the machine, as the demo writes its times.
FIRST_DAY = datetime(2026, 11, 24, 13, 8).astimezone()
#: When its pictures are taken: what was done on it lies behind.
PICTURED = FIRST_DAY + timedelta(minutes=14)
#: The room is wanted from this day on, a slot is looked for in so many days.
AHEAD, DAYS = date(2026, 12, 1), 28
PURPOSE = "里山の自然観察会の準備"


class NotHeld(Exception):
    """A step of the tour did not do what it should; the tour ends with exit code 1."""


def hold(condition: bool, otherwise: str) -> None:
    """What must be true; `otherwise` says what was wrong."""
    if not condition:
        raise NotHeld(otherwise)


@dataclass
class TourClock:
    """A clock that the tour sets."""

    now: datetime = FIRST_DAY

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True)
class Step:
    """What one step did: numbers given, fee with its lines, files written."""

    name: str
    did: str
    facts: dict[str, Any] = field(default_factory=dict)
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class Seat:
    """Somebody of the staff at a desk. What they write goes to the folder `out`."""

    desk: Desk
    clock: TourClock
    actor: Actor
    out: Path

    @property
    def staff(self) -> str:
        return self.actor.key

    def keep(self, sheet: Sheet) -> tuple[str, ...]:
        """Write a paper beside `tour.json`; every character must have been printed."""
        hold(not sheet.missing, f"印刷できない文字: {sheet.missing}")
        (self.out / sheet.file_name).write_bytes(sheet.pdf)
        return (sheet.file_name,)

    def wish(
        self,
        group: UUID,
        since: date,
        count: int,
        home: str = "",
        equipment: Sequence[Wanted] = (),
    ) -> BookRoom:
        """`count` free slots in a row, in a room of `home` (else of this site), on the
        nearest day."""
        home = home or self.desk.settings.site
        for day in self._days(since):
            for room in self.desk.offers.day(day).rooms:
                slots = [slot for slot in room.slots if not slot.slot.covers]
                for first in range(len(slots) - count + 1):
                    wanted = slots[first : first + count]
                    if room.room.home == home and all(map(is_free, wanted)):
                        return BookRoom(
                            room.room.id,
                            group,
                            day,
                            tuple(offer.slot.name for offer in wanted),
                            PURPOSE,
                            min(20, room.room.capacity),
                            equipment=tuple(equipment),
                        )
        raise NotHeld(f"{since} から {DAYS} 日の間に空きがない")

    def _days(self, since: date) -> Iterator[date]:
        for ahead in range(DAYS):
            yield since + timedelta(days=ahead)


def is_free(offer: SlotOffer) -> bool:
    return not offer.taken and offer.refusal is None
