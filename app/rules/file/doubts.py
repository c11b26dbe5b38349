"""Values that a rulebook may hold but hardly means: a person looks at them once more.

Nothing here is wrong by the schema. A slip of the keyboard (a nought too many, another
century) looks just like this, and so does the rare rule that is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.kit.money import yen as yen_text
from app.kit.wareki import full
from app.rules.file.labels import key_label, part_label
from app.rules.file.refusals import Doubtful
from app.rules.file.toml_text import Lines, Path, parse
from app.rules.wording import percent_text

#: Days ahead after which a date is doubtful, and the first that is doubtful behind.
FAR = timedelta(days=731)
#: So many times its neighbours a price is doubtful; and above so many yen.
TIMES, DEAR = 10, 1_000_000
PAST = "もう過ぎています。その日からの予約も、この版で計算しなおされます"
AHEAD = "2年より先です"
#: Hours of one day after which opening hours are doubtful.
LONG_DAY = 18 * 60
#: The most that is usual, by part and key; `-` stands for any part.
USUAL: Mapping[tuple[str, str], Decimal] = {
    ("surcharge", "factor"): Decimal(5),
    ("surcharge", "rate"): Decimal(4),
    ("aircon", "rate"): Decimal(1),
    ("extension", "share"): Decimal(2),
    ("discount", "rate"): Decimal("0.8"),
    ("penalty", "months"): Decimal(24),
    ("-", "months_before"): Decimal(24),
    ("-", "days_before"): Decimal(400),
    ("-", "months_after"): Decimal(24),
    ("-", "days_after"): Decimal(400),
    ("-", "reregister_after_months"): Decimal(60),
}
RATES = {"rate", "share"}
#: Keys of plain yen of a rule, and keys of tables from a name to yen.
AMOUNTS = re.compile(r"yen(_.+)?|.+_yen")
SPAN = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})", re.ASCII)


class TooMuch(Doubtful):
    code = "rulebook.doubt_too_much"


class UnlikePrice(Doubtful):
    code = "rulebook.doubt_unlike_price"


class Dear(Doubtful):
    code = "rulebook.doubt_dear"


class FarDate(Doubtful):
    code = "rulebook.doubt_far_date"


class LongDay(Doubtful):
    code = "rulebook.doubt_long_day"


class VersionDay(Doubtful):
    """A version begins on a day that is over, or in years."""

    code = "rulebook.doubt_version_day"

    def __init__(self, day: date, why: str) -> None:
        super().__init__("", 0, day=full(day), why=why)


@dataclass(frozen=True, slots=True)
class _Value:
    """A plain value of a rule, and the keys that lead to it."""

    path: Path
    value: Any

    @property
    def part(self) -> str:
        return str(self.path[0])

    @property
    def key(self) -> str:
        return next(str(key) for key in reversed(self.path) if isinstance(key, str))


def doubts(text: str, file: str, today: date) -> tuple[Doubtful, ...]:
    """What a sound file says that is hardly meant, by lines; its bases are not asked."""
    tables = parse(file, text)
    found: list[tuple[type[Doubtful], Path, dict[str, object]]] = []
    for part, rules in tables.items():
        if not isinstance(rules, list):
            continue
        values = [
            each
            for number, rule in enumerate(rules)
            for each in _values((part, number), rule)
        ]
        for each in values:
            found += _one(each, today)
        found += _unlike(rules, values)
    if not found:
        return ()
    lines = Lines(text)
    made = [_made(kind, file, lines, path, told) for kind, path, told in found]
    return tuple(sorted(made, key=lambda doubt: doubt.line))


def of_version(valid_from: date, today: date) -> tuple[Doubtful, ...]:
    """What is doubtful about the first day of a version."""
    if valid_from < today:
        return (VersionDay(valid_from, PAST),)
    return (VersionDay(valid_from, AHEAD),) if valid_from > today + FAR else ()


def _made(
    kind: type[Doubtful], file: str, lines: Lines, path: Path, told: dict[str, object]
) -> Doubtful:
    doubt = kind(file, lines.of(path), **told)
    doubt.path = path
    return doubt


def _values(path: Path, value: Any) -> Iterator[_Value]:
    if isinstance(value, dict):
        for key, each in value.items():
            if key != "when":
                yield from _values((*path, key), each)
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _values((*path, number), each)
    else:
        yield _Value(path, value)


Found = Iterator[tuple[type[Doubtful], Path, dict[str, object]]]


def _one(each: _Value, today: date) -> Found:
    """A value that is doubtful whatever stands beside it."""
    path, key, value = each.path, each.key, each.value
    told: dict[str, object] = {"part": part_label(each.part), "name": _name(each)}
    if isinstance(value, date):
        if value > today + FAR and key in {"valid_from", "dates"}:
            yield FarDate, path, {**told, "day": full(value)}
    elif isinstance(value, str):
        if each.part == "hours" and key == "hours" and _long(value):
            yield LongDay, path, {**told, "span": value}
    elif _number(value):
        most = USUAL.get((each.part, key)) or USUAL.get(("-", key))
        if most is not None and value > most:
            words = percent_text if key in RATES else str
            more = {"value": words(Decimal(value)), "most": words(most)}
            yield TooMuch, path, {**told, **more}
        elif _is_yen(path) and value > DEAR:
            yield Dear, path, {**told, "value": yen_text(value)}


def _unlike(rules: list[Any], values: list[_Value]) -> Found:
    """Prices so far from those of the same table, or of the same name and place."""
    prices = [each for each in values if _is_yen(each.path) and _number(each.value)]
    if not prices or prices[0].part != "price":
        return
    places = [_place(rule) for rule in rules]
    for each in prices:
        rule = int(each.path[1])
        own = [other.value for other in prices if other.path[1] == rule]
        own.remove(each.value)
        same = [
            other.value
            for other in prices
            if other.path[1] != rule
            and other.path[2:] == each.path[2:]
            and places[int(other.path[1])] == places[rule]
        ]
        others = [value for value in (*own, *same) if value > 0]
        if not others or each.value <= 0:
            continue
        above = each.value >= TIMES * max(others)
        below = len(others) > 1 and each.value * TIMES <= min(others)
        if above or below:
            told: dict[str, object] = {
                "part": part_label(each.part),
                "name": _name(each),
                "value": yen_text(each.value),
                "other": yen_text(max(others) if above else min(others)),
            }
            yield UnlikePrice, each.path, told


def _place(rule: Any) -> str:
    return str([rule.get("facilities"), rule.get("rooms")])


def _is_yen(path: Path) -> bool:
    """`yen = 300`, or a name in the table `yen`."""
    return any(isinstance(key, str) and AMOUNTS.fullmatch(key) for key in path[2:])


def _name(each: _Value) -> str:
    label = key_label(each.key, each.part)
    return label if label != each.key or len(each.path) < 4 else each.key


def _number(value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _long(text: str) -> bool:
    found = SPAN.fullmatch(text)
    if found is None:
        return False
    hour, minute, last_hour, last_minute = map(int, found.groups())
    return (last_hour * 60 + last_minute) - (hour * 60 + minute) > LONG_DAY
