"""いつなら空くか in words: a group's usual time, the days it is free, and what is passed.

No Qt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from app.kit import wareki
from app.kit.messages import text_of
from app.kit.money import yen
from app.kit.refusal import Refusal
from ui.contracts import Answer, OpenLedger
from ui.parts.booking_words import short_day

if TYPE_CHECKING:
    from app.services.finding import WhenFree

CLOSED = "booking.closed_day"
SECTION = "いつなら空くか"
NEVER = "予約がまだないので、いつもの曜日と部屋がわかりません。"
#: As many days as a remark names.
MOST_PASSED = 4
#: Shows a page, with a request for it.
OpenPage = Callable[[str, object], object]


def usual_words(found: WhenFree) -> Sequence[str]:
    """毎週火曜, 午後, 活動室A."""
    usual = found.usual
    return [f"{wareki.WEEKDAYS[usual.weekday]}曜", "・".join(usual.slots), found.room]


def reason(found: WhenFree) -> str:
    """最近の20回のうち14回."""
    return f"最近の{found.usual.of}回のうち{found.usual.times}回がこの使い方です"


def answers(
    found: WhenFree, group_id: UUID, today: date, open_page: OpenPage
) -> Iterator[Answer]:
    """The days on which it is free; each opens the booking, filled in."""
    for place in found.places:
        request = OpenLedger(
            place.day, place.room_id, place.slots, group_id, found.usual.people
        )
        day = place.day
        year = f"{wareki.year_text(day)}" * (day.year != today.year)
        holds = [f"定員{place.capacity}人"] if place.capacity else []
        yield Answer(
            SECTION,
            f"{year}{day.month}月{day.day}日({wareki.weekday(day)}) "
            f"{'・'.join(place.slots)}",
            "・".join([place.room, *holds]),
            partial(open_page, "bookings", request),
            sign="○",
            amount=yen(place.fee) if place.fee else "無料",
            role="good",
        )


def remark(found: WhenFree) -> str:
    """Which days are passed and why; why nothing later was looked at."""
    told = [
        f"{short_day(passed.day)} {_why(passed.why)}"
        for passed in found.passed[:MOST_PASSED]
    ]
    more = len(found.passed) - MOST_PASSED
    if more > 0:
        told.append(f"ほか{more}日")
    parts = ["× " + "、".join(told) + "。"] if told else []
    if found.ended is not None:
        parts.append(text_of(found.ended))
    if not parts and not found.places:
        parts.append("半年先まで空きがありません。")
    return " ".join(parts)


def _why(refusal: Refusal) -> str:
    """Who has it, in one word; else the first sentence of the rule that forbids it."""
    if "group" in refusal.params:
        return f"{refusal.params['group']}が使用"
    return "休館日" if refusal.code == CLOSED else text_of(refusal).partition("。")[0]
