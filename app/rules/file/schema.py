"""The parts of a rulebook file and their keys, gathered from their areas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.rules.book import (
    acceptance,
    calendar,
    deadlines,
    extras,
    fees,
    hire,
    lending,
    limits,
    penalties,
    printing,
    refunds,
    registration,
    stages,
    surcharges,
    waivers,
)
from app.rules.book.base import Source
from app.rules.book.holidays import ACCEPTANCE, CLOSING, PRICE, LocalHoliday
from app.rules.book.rulebook import Facility, Room, Season
from app.rules.book.values import (
    MONTH_DAY,
    TEXT,
    URL,
    AnyKind,
    Form,
    ListOf,
    must,
    names,
    word,
)

#: TOML name of a part (`[[price]]`) to the keys of one rule in it.
RULES: Mapping[str, Form] = {
    **calendar.PARTS,
    **hire.PARTS,
    **fees.PARTS,
    **surcharges.PARTS,
    **extras.PARTS,
    **acceptance.PARTS,
    **stages.PARTS,
    **deadlines.PARTS,
    **limits.PARTS,
    **penalties.PARTS,
    **waivers.PARTS,
    **registration.PARTS,
    **refunds.PARTS,
    **lending.PARTS,
    **printing.PARTS,
}


def _season(name: str, between: tuple[Any, ...]) -> Season:
    must(len(between) == 2)
    return Season(name, *between)


def _local(day: tuple[int, int], name: str, counts_for: tuple[str, ...]) -> LocalHoliday:
    return LocalHoliday(*day, name, frozenset(counts_for))


def _name(name: str) -> str:
    return name


def _form(build: Any, needed: str, **fields: AnyKind) -> ListOf:
    return ListOf(Form(build, fields, frozenset(needed.split())))


COUNTS = {CLOSING: "休館日", PRICE: "料金", ACCEPTANCE: "受付"}

#: What a file may hold besides its rules.
HEAD: Mapping[str, AnyKind] = {
    "name": TEXT,
    "base": TEXT,
    "default_source": TEXT,
    "source": _form(Source, "id title", id=TEXT, title=TEXT, url=URL),
    "facility": _form(Facility, "name", name=TEXT, also=ListOf(TEXT)),
    "room": _form(
        Room,
        "name facility",
        name=TEXT,
        facility=TEXT,
        kind=TEXT,
        joins=ListOf(names("room")),
        also=ListOf(TEXT),
        joined_price=word({"sum": "つなげた部屋の合計", "own": "別に定める"}),
    ),
    "group_type": _form(_name, "name", name=TEXT),
    "product": _form(_name, "name", name=TEXT),
    "season": _form(_season, "name between", name=TEXT, between=ListOf(MONTH_DAY)),
    "local_holiday": _form(
        _local,
        "day name counts_for",
        day=MONTH_DAY,
        name=TEXT,
        counts_for=ListOf(word(COUNTS)),
    ),
    "holidays": Form(
        lambda bare: bool(bare == "with_substitutes"),
        {
            "bare": word(
                {
                    "with_substitutes": "振替休日と国民の休日を含む",
                    "only_named": "国民の祝日だけ",
                }
            )
        },
        frozenset({"bare"}),
    ),
}


def form_of(part: str) -> Form | None:
    """The keys of one table of a part; None for a part that there is not."""
    if part in RULES:
        return RULES[part]
    kind = HEAD.get(part)
    each = kind.each if isinstance(kind, ListOf) else kind
    return each if isinstance(each, Form) else None
