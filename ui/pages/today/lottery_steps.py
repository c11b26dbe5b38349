"""今日's rows of 抽選 and キャンセル待ち: whom to call, what to draw or claim. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from app.services.today import DueClaims, DueDraw, TodayView, WaitingRow
from ui.contracts import OpenLottery, OpenWaiting, Step
from ui.parts.booking_words import short_day

OFFER, ANSWER, CLAIM, DRAW = "空いた枠の案内", "案内の返事待ち", "当選の本申請", "抽選"
TITLES = (OFFER, ANSWER, CLAIM, DRAW)
Ask = Callable[[OpenLottery | OpenWaiting], None]


def lottery_rows(view: TodayView, ask: Ask) -> Sequence[tuple[str, Step]]:
    """Each with the title of its section, in their order."""
    day = view.at.date()
    return [
        *((OFFER, _offer(row, ask)) for row in view.offers),
        *((ANSWER, _answer(row, day, ask)) for row in view.offered),
        *((CLAIM, _claim(due, day, ask)) for due in view.claims),
        *((DRAW, _draw(due, ask)) for due in view.draws),
    ]


def _offer(row: WaitingRow, ask: Ask) -> Step:
    detail = f"電話 {row.phone or '登録なし'}・{row.room} {row.slots}"
    day = short_day(row.starts.date())
    return Step(day, row.group, detail, "電話する", _call(row, ask), "good")


def _answer(row: WaitingRow, day: date, ask: Ask) -> Step:
    until = row.offer_until or day
    late = until < day
    told = "返事の期限を過ぎています" if late else f"{short_day(until)}まで"
    what = f"{short_day(row.starts.date())} {row.slots}"
    detail = f"{told}・{row.room} {what}"
    tone = "late" if late else "text2"
    return Step("案内中", row.group, detail, "開く", _call(row, ask), tone)


def _call(row: WaitingRow, ask: Ask) -> Callable[[], None]:
    return partial(ask, OpenWaiting(row.id))


def _claim(due: DueClaims, day: date, ask: Ask) -> Step:
    late = due.claim_by < day
    told = f"{short_day(due.claim_by)}まで"
    if late:
        told += "でした・取り消せます" if due.lapses else "でした"
    do = partial(ask, OpenLottery(due.id))
    tone = "late" if late else "wait"
    return Step(f"{due.winners}件", due.name, told, "開く", do, tone)


def _draw(due: DueDraw, ask: Ask) -> Step:
    told, what, day = "抽選する", "抽選日", due.draws_on
    if due.status == "open":
        told, what, day = "締め切る", "末日", due.closes_on
    detail = f"{due.number}・{what} {short_day(day)}"
    return Step(told, due.name, detail, "開く", partial(ask, OpenLottery(due.id)), "wait")
