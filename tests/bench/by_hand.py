"""The rules of one city as somebody would write them into a program: the floor.

It reads the same questions about 越谷市's center as the rulebook does, refuses what is
wrong in them, and says the same values and reasons; but it knows one city only, and of
a question only what that city's front desk asks.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from app.kit.money import yen
from app.kit.wareki import full

RULE = "越谷市の施行規則(平成23年規則第57号)"
GUIDE = "越谷市市民活動支援センター 利用案内"
CENTER = "市民活動支援センター"
ROOMS = ("活動室A", "活動室B")
SLOTS = {
    "午前": (800, "09:00", "12:00"),
    "午後": (1000, "13:00", "17:00"),
    "夜間": (900, "18:00", "21:30"),
    "全日": (2700, "09:00", "21:30"),
}
LOCKERS = {
    "団体ロッカー420×370×990": (400, 24),
    "団体ロッカー420×370×540": (200, 72),
    "メールボックス270×370×180": (100, 120),
}
USE = {"kind", "facility", "room", "use_date", "applicant"}
MAY_BOOK = USE | {"apply_on"}
QUOTE = USE | {"slots"}
LOAN = {"kind", "facility", "item", "units", "from", "to", "applicant"}
DAY = timedelta(days=1)
ROOM = ("部屋を利用できるのは登録団体です", GUIDE)
LOCKER = ("ロッカーを利用できるのは登録団体です", GUIDE)
NO_ROOM = ("部屋を利用できるのは登録団体だけです。先に団体登録をしてください。", GUIDE)
NO_LOCKER = (
    "ロッカーを利用できるのは登録団体だけです。先に団体登録をしてください。",
    GUIDE,
)
TIE = ("同時の申込みは抽選で決めます", f"{RULE} 第6条")
Answered = tuple[dict[str, object], list[tuple[str, str]]]


class Wrong(Exception):
    """A question that cannot be answered, and why."""


def answer(ask: Mapping[str, Any]) -> Answered:
    """Raises Wrong."""
    kind = ask.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        raise Wrong(f"kind {kind}")
    known, find = KINDS[kind]
    for name in ask:
        if name not in known:
            raise Wrong(name)
    if ask.get("facility", CENTER) != CENTER:
        raise Wrong("facility")
    return find(ask)


def _room(ask: Mapping[str, Any]) -> str:
    room: str = ask.get("room", "")
    if room not in ROOMS:
        raise Wrong("room")
    return room


def _day(ask: Mapping[str, Any], name: str) -> date:
    try:
        return date.fromisoformat(ask[name])
    except (KeyError, TypeError, ValueError) as error:
        raise Wrong(name) from error


def _registered(ask: Mapping[str, Any]) -> bool:
    applicant = ask.get("applicant", {})
    if not isinstance(applicant, dict) or any(name != "registered" for name in applicant):
        raise Wrong("applicant")
    registered = applicant.get("registered", True)
    if not isinstance(registered, bool):
        raise Wrong("registered")
    return registered


def _opens(day: date) -> date:
    months = day.year * 12 + day.month - 4
    return date(months // 12, months % 12 + 1, 1)


def _steps(opens: date, closes: date) -> list[tuple[str, str]]:
    return [
        (f"受付開始は利用月の3か月前の月の初日、{full(opens)}", f"{RULE} 第5条"),
        (f"受付終了は利用日の前日、{full(closes)}", f"{RULE} 第5条"),
        TIE,
    ]


def _window(ask: Mapping[str, Any]) -> Answered:
    _room(ask)
    day = _day(ask, "use_date")
    if not _registered(ask):
        raise Wrong(NO_ROOM[0])
    opens, closes = _opens(day), day - DAY
    values: dict[str, object] = {
        "opens": opens.isoformat(),
        "closes": closes.isoformat(),
        "tie_break": "lottery",
    }
    return values, _steps(opens, closes)


def _may_book(ask: Mapping[str, Any]) -> Answered:
    _room(ask)
    day = _day(ask, "use_date")
    why, against = [ROOM], []
    if not _registered(ask):
        against.append(NO_ROOM)
    if "apply_on" in ask:
        apply_on = _day(ask, "apply_on")
        opens, closes = _opens(day), day - DAY
        why += _steps(opens, closes)
        if apply_on < opens:
            told = f"この利用日の受付は{full(opens)}からです。"
            against.append((told, f"{RULE} 第5条"))
        elif apply_on > closes:
            told = f"この利用日の受付は{full(closes)}に終わりました。"
            against.append((told, f"{RULE} 第5条"))
    why.append((f"{full(day)}が休館日かどうかは、規則集に定めがありません", ""))
    return {"allowed": not against}, why + against


def _quote(ask: Mapping[str, Any]) -> Answered:
    room, names = _room(ask), ask.get("slots")
    if "use_date" in ask:
        _day(ask, "use_date")
    _registered(ask)
    if not isinstance(names, list) or not names:
        raise Wrong("slots")
    for name in names:
        if not isinstance(name, str) or name not in SLOTS:
            raise Wrong(f"slot {name}")
    if len(names) > 1 and ("全日" in names or len(set(names)) < len(names)):
        raise Wrong("slots that overlap")
    slots = sorted(names, key=list(SLOTS).index)
    fee, lines = 0, []
    for slot in slots:
        price = SLOTS[slot][0]
        fee += price
        told = f"基本 {room} {slot} {yen(price)}×1区分 = {yen(price)}"
        lines.append((told, GUIDE))
    values: dict[str, object] = {"fee": fee, "units": len(slots)}
    if len(slots) == 1:
        _, values["usable_from"], values["usable_to"] = SLOTS[slots[0]]
    return values, lines


def _loan(ask: Mapping[str, Any]) -> Answered:
    first, last = _day(ask, "from"), _day(ask, "to")
    if last < first:
        raise Wrong("to")
    item, units = ask.get("item"), ask.get("units", 1)
    if not isinstance(item, str) or item not in LOCKERS:
        raise Wrong("item")
    if type(units) is not int or units < 0:
        raise Wrong("units")
    price, count = LOCKERS[item]
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    fee = price * months * units
    told = f"{item} 月{yen(price)}×{months}か月×{units} = {yen(fee)}"
    told += "(1か月に満たない月も1か月)"
    why, against = [LOCKER, (told, GUIDE)], []
    if not _registered(ask):
        against.append(NO_LOCKER)
    if units > count:
        against.append((f"{count}個までです。数を減らしてください。", GUIDE))
    values: dict[str, object] = {
        "allowed": not against,
        "fee": fee,
        "until": last.isoformat(),
        "months": months,
        "units": months,
    }
    return values, why + against


KINDS = {
    "window": (USE, _window),
    "may_book": (MAY_BOOK, _may_book),
    "quote": (QUOTE, _quote),
    "loan": (LOAN, _loan),
}
