"""The rules of one city as somebody would write them into a program: the floor.

It answers questions about 越谷市's center with the same values and reasons as the
rulebook does, and can do nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from app.kit.money import yen
from app.kit.wareki import full

RULE = "越谷市の施行規則(平成23年規則第57号)"
GUIDE = "越谷市市民活動支援センター 利用案内"
PRICES = {"午前": 800, "午後": 1000, "夜間": 900, "全日": 2700}
LOCKERS = {
    "団体ロッカー420×370×990": 400,
    "団体ロッカー420×370×540": 200,
    "メールボックス270×370×180": 100,
}
Answered = tuple[dict[str, object], list[tuple[str, str]]]


def answer(ask: Mapping[str, Any]) -> Answered:
    return KINDS[ask["kind"]](ask)


def _registered(ask: Mapping[str, Any]) -> bool:
    return ask.get("applicant", {}).get("registered", True) is True


def _opens(day: date) -> date:
    months = day.year * 12 + day.month - 4
    return date(months // 12, months % 12 + 1, 1)


def _window(ask: Mapping[str, Any]) -> Answered:
    day = date.fromisoformat(ask["use_date"])
    opens, closes = _opens(day), day - timedelta(days=1)
    return {
        "opens": opens.isoformat(),
        "closes": closes.isoformat(),
        "tie_break": "lottery",
    }, [
        (f"受付開始は利用月の3か月前の月の初日、{full(opens)}", f"{RULE} 第5条"),
        (f"受付終了は利用日の前日、{full(closes)}", f"{RULE} 第5条"),
        ("同時の申込みは抽選で決めます", f"{RULE} 第6条"),
    ]


def _may_book(ask: Mapping[str, Any]) -> Answered:
    why = [("部屋を利用できるのは登録団体です", GUIDE)]
    allowed = _registered(ask)
    if "apply_on" in ask:
        _, steps = _window(ask)
        why += steps
        day, apply_on = (date.fromisoformat(ask[k]) for k in ("use_date", "apply_on"))
        allowed = allowed and _opens(day) <= apply_on < day
    return {"allowed": allowed}, why


def _quote(ask: Mapping[str, Any]) -> Answered:
    slots = sorted(ask["slots"], key=list(PRICES).index)
    fee = sum(PRICES[slot] for slot in slots)
    lines = [
        (
            f"基本 {ask['room']} {slot} {yen(PRICES[slot])}×1区分 = {yen(PRICES[slot])}",
            GUIDE,
        )
        for slot in slots
    ]
    return {"fee": fee, "units": len(slots)}, lines


def _loan(ask: Mapping[str, Any]) -> Answered:
    first, last = date.fromisoformat(ask["from"]), date.fromisoformat(ask["to"])
    price, units = LOCKERS[ask["item"]], ask.get("units", 1)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    fee = price * months * units
    told = f"{ask['item']} 月{yen(price)}×{months}か月×{units} = {yen(fee)}"
    return {
        "allowed": _registered(ask),
        "fee": fee,
        "months": months,
        "until": last.isoformat(),
    }, [("ロッカーを利用できるのは登録団体です", GUIDE), (told, GUIDE)]


KINDS = {"window": _window, "may_book": _may_book, "quote": _quote, "loan": _loan}
