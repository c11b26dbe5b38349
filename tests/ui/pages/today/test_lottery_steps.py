"""Rows of 今日 about lotteries and waiting lists: what they say and where they lead."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from app.services.today import DueClaims, DueDraw, TodayView, WaitingRow
from ui.contracts import OpenLottery, OpenWaiting
from ui.pages.today.lottery_steps import ANSWER, CLAIM, DRAW, OFFER, lottery_rows

AT = datetime(2026, 11, 24, 14, 7)
KEY = UUID(int=7)


def waiting(until: date | None = None, phone: str = "048-000-0000") -> WaitingRow:
    starts, ends = datetime(2026, 12, 1, 9), datetime(2026, 12, 1, 12)
    return WaitingRow(
        KEY, "H", KEY, "活動室A", KEY, "花の会", phone, "午前", starts, ends, "練習", 8,
        "{}", AT, 0, "offered" if until else "waiting", until, "",
    )  # fmt: skip


def test_each_row_says_what_to_do_and_leads_there() -> None:
    view = TodayView(
        AT,
        "H",
        [],
        [],
        [],
        [],
        offers=[waiting(phone="")],
        offered=[waiting(date(2026, 11, 23)), waiting(date(2026, 11, 26))],
        claims=[
            DueClaims(KEY, "H26-0001", "2月分", date(2026, 11, 20), True, 3),
            DueClaims(KEY, "H26-0002", "3月分", date(2026, 11, 26), False, 1),
        ],
        draws=[
            DueDraw(
                KEY, "H26-0003", "4月分", date(2026, 11, 20), date(2026, 11, 25), "open"
            ),
            DueDraw(
                KEY, "H26-0004", "5月分", date(2026, 11, 1), date(2026, 11, 24), "seeded"
            ),
        ],
    )
    asked: list[OpenLottery | OpenWaiting] = []
    rows = lottery_rows(view, asked.append)
    told = [(title, row.who, row.detail, row.tone) for title, row in rows]
    assert told == [
        (OFFER, "花の会", "電話 登録なし・活動室A 午前", "good"),
        (ANSWER, "花の会", "返事の期限を過ぎています・活動室A 12/1(火) 午前", "late"),
        (ANSWER, "花の会", "11/26(木)まで・活動室A 12/1(火) 午前", "text2"),
        (CLAIM, "2月分", "11/20(金)まででした・取り消せます", "late"),
        (CLAIM, "3月分", "11/26(木)まで", "wait"),
        (DRAW, "4月分", "H26-0003・末日 11/20(金)", "wait"),
        (DRAW, "5月分", "H26-0004・抽選日 11/24(火)", "wait"),
    ]
    for _, row in rows:
        row.do()
    assert asked == [OpenWaiting(KEY)] * 3 + [OpenLottery(KEY)] * 4
