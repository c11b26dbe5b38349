"""A lottery for a month, with groups that want the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from app.services.lotteries import LotteryForm, RequestForm, WishForm
from tests.app.services.conftest import Center, rules_without
from tests.app.services.test_life_of_bookings import enact

FIRST, LAST = date(2027, 2, 1), date(2027, 2, 28)
DAY = date(2027, 2, 3)
CLOSES, DRAWS, CLAIM = date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 10)
NAMES = ("花の会", "山の会", "川の会", "海の会", "空の会", "星の会", "月の会", "風の会")


def form(center: Center, most: int = 1, *, lapses: bool = True) -> LotteryForm:
    rooms = tuple(center.room(name).id for name in ("活動室A", "活動室B"))
    return LotteryForm(
        "令和9年2月分",
        FIRST,
        LAST,
        rooms,
        CLOSES,
        DRAWS,
        claim_by=CLAIM,
        lapses=lapses,
        most=most,
    )


def wishes(center: Center, *told: tuple[str, int, str]) -> tuple[WishForm, ...]:
    """(活動室A, 3, 午前) and so on, the dearest first."""
    return tuple(
        WishForm(center.room(room).id, date(2027, 2, day), (slot,))
        for room, day, slot in told
    )


def enter(center: Center, lottery: UUID, name: str, *told: tuple[str, int, str]) -> UUID:
    group = center.register(name, "カイ")
    asked = RequestForm(group, wishes(center, *told), "練習", 10, waits=True)
    return center.desk.lotteries.enter(center.staff, lottery, asked).value


def crowded(center: Center, count: int = 4, most: int = 1) -> UUID:
    """So many groups that all want the morning of the third first."""
    lottery = center.desk.lotteries.open(center.staff, form(center, most)).value
    for name in NAMES[:count]:
        enter(center, lottery, name, ("活動室A", 3, "午前"), ("活動室A", 3, "午後"))
    return lottery


def drawn(center: Center, lottery: UUID, seed: str = "4 7 1") -> UUID:
    desk = center.desk.lotteries
    center.clock.now += timedelta(days=7)
    desk.freeze(center.staff, lottery)
    desk.set_seed(center.staff, lottery, seed, "申込者の前でさいころを3回ふった")
    desk.draw(center.staff, lottery)
    return lottery


def rules(center: Center, *more: str) -> None:
    """The demo's rules with `more`, but for what else would limit a group or let it be
    excepted from that."""
    bare = rules_without("limit", "waiver", "no_show", "penalty")
    enact(center, replace(bare, text=bare.text + "".join(more)))
