"""Months to report, as tests want them."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from app.excel.monthly import (
    ClosedDay,
    DepositLine,
    IncomeLine,
    InsuredLine,
    LentLine,
    MonthlyReport,
    RoomLine,
    UseLine,
)

NOVEMBER = date(2026, 11, 1)
SLOTS = ("午前", "午後", "夜間")
ROOMS = (
    RoomLine("活動室A", SLOTS, 25),
    RoomLine("活動室B", SLOTS, 25),
    RoomLine("会議室（サテライト）", SLOTS[:2], 22),
)
LONG = (
    "特定非営利活動法人 越谷の水辺と里山を次の世代に手渡す会・"
    "葛\U000e0100西用水の桜並木を守る部会"
)
GROUPS = (
    ("H26-0001", "髙橋合唱団", 6),
    ("H26-0002", LONG, 7),
    ("H26-0003", "=1+1", 0),
    ("H26-0004", "渡邉邦楽会", 6),
    ("H26-0005", "@SUM(A1)", 20),
    ("H26-0006", "*", 13),
)
CLOSED = tuple(
    ClosedDay(NOVEMBER + timedelta(days=n), "月曜日の休館日") for n in (1, 8, 15, 22, 29)
)
KINDS = ("プロジェクター", "テント（2間×3間）", "=1+1", "*", "展示パネル")
PLANS = (
    "令和8年度 ボランティア活動保険 基本",
    "令和8年度 ボランティア活動保険 天災・地震補償",
    "令和8年度 ボランティア活動保険 特定感染症重点",
)


def make_month(uses: int = 60, seed: int = 8) -> MonthlyReport:
    """A month with so many uses; some groups have names that look like formulas."""
    random = Random(seed)
    made = sorted((_use(random) for _ in range(uses)), key=lambda use: use.day)
    income = [
        IncomeLine(use.day, f"R{n:04}", f"H26-{n:04}", use.room, use.group, use.paid)
        for n, use in enumerate(made)
        if use.paid
    ]
    if income:
        income.append(IncomeLine(NOVEMBER, "R9999", "H26-9999", "活動室A", "*", -1_500))
        income.append(IncomeLine(NOVEMBER, "R9998", "H26-0009", "", "*", 900))
    return MonthlyReport(
        "市民活動支援センター",
        "越谷市",
        NOVEMBER,
        date(2026, 12, 1),
        ROOMS,
        made,
        income,
        CLOSED,
        KINDS,
        [_lent(random, n) for n in range(uses // 4)],
        PLANS,
        [_insured(random, n) for n in range(uses // 6)],
        [
            DepositLine(NOVEMBER, f"R8{n:03}", f"H26-{n:04}", LONG, 350 * (-1) ** n)
            for n in range(uses // 10)
        ]
        + [DepositLine(NOVEMBER, "", "H26-0001", "*", -3_500)] * (uses > 0),
    )


def _lent(random: Random, n: int) -> LentLine:
    number, name, _ = random.choice(GROUPS)
    first = NOVEMBER + timedelta(days=n % 28)
    quantity = random.randrange(1, 9)
    return LentLine(
        first_on=first,
        last_on=first + timedelta(days=n % 5),
        number=f"H26-{n:04}",
        booking=f"H26-{n:04}" if n % 3 == 0 else "",
        group_number=number,
        group=name,
        kind=random.choice(KINDS[:-1]),
        quantity=quantity,
        fee=quantity * random.choice((0, 100, 410)),
    )


def _insured(random: Random, n: int) -> InsuredLine:
    people, plan = random.randrange(1, 60), n % 2
    premium = (350, 500)[plan]
    return InsuredLine(
        day=NOVEMBER + timedelta(days=n % 28),
        number=f"H26-{n:04}",
        group=random.choice(GROUPS)[1],
        plan=PLANS[plan],
        premium=premium,
        people=people,
        amount=premium * people,
        delivered_on=NOVEMBER + timedelta(days=29) if n % 3 else None,
    )


def _use(random: Random) -> UseLine:
    room = random.choice(ROOMS)
    first = random.randrange(len(room.slots))
    slots = room.slots[first : first + random.choice((1, 1, 2, 3))]
    number, name, field = random.choice(GROUPS)
    before, reduction = 900 * len(slots), random.choice((0, 0, 450))
    fee = before - reduction
    day = NOVEMBER + timedelta(days=random.choice([n for n in range(30) if n % 7 != 1]))
    paid = random.choice((fee, fee, 0))
    users = random.randrange(40)
    return UseLine(
        day, room.name, slots, number, name, field, users, fee, reduction, paid
    )
