"""The parts of a rulebook file and their keys. A new kind of rule starts here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.kit.wareki import WEEKDAYS, full
from app.rules.book import rulebook
from app.rules.book.rulebook import Slot
from app.rules.file.values import (
    COUNT,
    DAY,
    DAYS,
    MONTH_DAY,
    OFFSET,
    RATE,
    ROUNDING,
    SPAN,
    TEXT,
    TIE,
    TIER,
    URL,
    USE,
    WEEKDAY,
    YEN,
    Form,
    Kind,
    ListOf,
    MapOf,
    whole,
)

#: Keys that every rule may have, whatever it is about.
COMMON: Mapping[str, Kind | ListOf] = {
    "facilities": ListOf(TEXT),
    "rooms": ListOf(TEXT),
    "source": TEXT,
    "article": TEXT,
    "valid_from": DAY,
}


def _hours(hours: tuple[int, int], **common: Any) -> rulebook.Hours:
    return rulebook.Hours(start=hours[0], end=hours[1], **common)


def _closed(
    weekdays: tuple[int, ...] = (),
    nth: tuple[int, ...] = (),
    between: tuple[tuple[int, int], ...] = (),
    dates: tuple[Any, ...] = (),
    reason: str = "",
    **common: Any,
) -> rulebook.Closed:
    if len(between) not in (0, 2) or (nth and not weekdays):
        raise ValueError
    which = "第" + "・".join(map(str, nth)) if nth else ""
    words = [f"毎{'月' if nth else '週'}{which}{WEEKDAYS[day]}曜日" for day in weekdays]
    if between:
        words.append("〜".join(f"{month}月{day}日" for month, day in between))
    words += map(full, dates)
    told = "・".join(words) if words else "休館日なし"
    return rulebook.Closed(
        reason=f"{told}({reason})" if reason else told,
        weekdays=frozenset(weekdays),
        nth=frozenset(nth),
        between=(between[0], between[1]) if between else None,
        dates=frozenset(dates),
        **common,
    )


def _slots(
    times: Mapping[str, tuple[int, int]],
    covers: Mapping[str, tuple[str, ...]] | None = None,
    **common: Any,
) -> rulebook.Slots:
    within = covers or {}
    made = {
        name: Slot(name, start, end, within.get(name, ()))
        for name, (start, end) in times.items()
    }
    return rulebook.Slots(slots=made, **common)


def _requirement(
    registered_only: tuple[rulebook.Use, ...], **common: Any
) -> rulebook.Requirement:
    return rulebook.Requirement(registered_only=frozenset(registered_only), **common)


def _form(build: Any, needed: str, **fields: Any) -> Form:
    return Form(build, {**fields, **COMMON}, frozenset(needed.split()))


#: TOML name of a part (`[[price]]`) to the keys of one rule in it.
RULES: Mapping[str, Form] = {
    "hours": _form(_hours, "hours", hours=SPAN),
    "closed": _form(
        _closed,
        "",
        weekdays=ListOf(WEEKDAY),
        nth=ListOf(Kind("1から5までの整数(月の第何)", whole(1, 5))),
        between=ListOf(MONTH_DAY),
        dates=ListOf(DAY),
        reason=TEXT,
    ),
    "slots": _form(_slots, "times", times=MapOf(SPAN), covers=MapOf(ListOf(TEXT))),
    "price": _form(rulebook.Price, "yen", yen=MapOf(YEN)),
    "window": _form(rulebook.Acceptance, "opens closes", opens=OFFSET, closes=OFFSET),
    "tie": _form(rulebook.Tie, "decided_by", decided_by=TIE),
    "payment": _form(rulebook.Payment, "days_after", days_after=DAYS),
    "requirement": _form(_requirement, "registered_only", registered_only=ListOf(USE)),
    "registration": _form(rulebook.Registration, "documents", documents=ListOf(TEXT)),
    "term": _form(rulebook.Term, "fiscal_years", fiscal_years=COUNT),
    "refund": _form(
        rulebook.RefundTiers, "tiers rounding", tiers=ListOf(TIER), rounding=ROUNDING
    ),
    "reduction": _form(
        rulebook.Reduction,
        "ground rate rounding",
        ground=TEXT,
        rate=RATE,
        rounding=ROUNDING,
    ),
    "locker": _form(
        rulebook.Locker,
        "name count yen_per_month",
        name=TEXT,
        count=COUNT,
        yen_per_month=YEN,
    ),
    "item": _form(
        rulebook.Item,
        "name yen count",
        name=TEXT,
        yen=YEN,
        count=COUNT,
        longest_days=COUNT,
        only_in=ListOf(TEXT),
    ),
}

SOURCE = Form(
    rulebook.Source, {"id": TEXT, "title": TEXT, "url": URL}, frozenset({"id", "title"})
)
NAMED = Form(lambda name: str(name), {"name": TEXT}, frozenset({"name"}))
ROOM = Form(
    lambda name, facility: (str(facility), str(name)),
    {"name": TEXT, "facility": TEXT},
    frozenset({"name", "facility"}),
)

#: What a file may hold besides its rules.
HEAD: Mapping[str, Kind | ListOf] = {
    "name": TEXT,
    "base": TEXT,
    "default_source": TEXT,
    "source": ListOf(SOURCE),
    "facility": ListOf(NAMED),
    "room": ListOf(ROOM),
}
