"""Hours in the command bar: which 区分 they mean. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from ui.kit.grid.day import clock

if TYPE_CHECKING:
    from app.rules.book.hire import Slot
    from app.services.offered import LedgerRoom


class Meant(NamedTuple):
    """The 区分 in which hours lie; `remark` says why there is none, or what of the hours
    is outside."""

    slot: str
    remark: str = ""


def hours_text(hours: tuple[int, int | None]) -> str:
    """10:00〜12:00, 10:00から."""
    first, last = hours
    return f"{clock(first)}から" if last is None else f"{clock(first)}〜{clock(last)}"


def slot_of(hours: tuple[int, int | None], rooms: Sequence[LedgerRoom]) -> Meant:
    """Of the 区分 of these rooms, each known by its name."""
    first, last = hours
    after = first + 1 if last is None else last
    slots = {offer.slot.name: offer.slot for row in rooms for offer in row.slots}
    touched = [
        slot.name
        for slot in slots.values()
        if not slot.covers and slot.start < after and first < slot.end
    ]
    told = hours_text(hours)
    if not touched:
        times = "、".join(slot.hours for slot in slots.values() if not slot.covers)
        return Meant("", f"{told}に使える区分はありません。区分は{times}です。")
    name = touched[0] if len(touched) == 1 else _whole(touched, list(slots.values()))
    if name:
        slot = slots[name]
        within = slot.start <= first and after <= slot.end
        return Meant(
            name, "" if within else f"{told}のうち、使えるのは{slot.hours}です。"
        )
    names = "・".join(touched)
    return Meant("", f"{told}は{names}にまたがります。予約台帳で続けて選んでください。")


def _whole(names: Sequence[str], slots: Sequence[Slot]) -> str:
    """全日 for all that it is made of."""
    return next((slot.name for slot in slots if set(slot.covers) == set(names)), "")
