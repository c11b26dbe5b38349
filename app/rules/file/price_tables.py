"""料金表: told prices as rows and columns, as the cities print them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from app.rules.file.told import EVERYWHERE, ToldRule
from app.rules.wording import on_condition


@dataclass(frozen=True, slots=True)
class PriceRow:
    """会議室1 | 日曜・祝日のとき | 500, 800 in yen; None: nothing is said of it."""

    where: str
    when: str
    amounts: tuple[int | None, ...]
    article: str


@dataclass(frozen=True, slots=True)
class PriceTable:
    """`columns` are slots, or 1時間; the rows of a place stand together."""

    columns: tuple[str, ...]
    rows: tuple[PriceRow, ...]


def price_tables(rules: Sequence[ToldRule]) -> Sequence[PriceTable]:
    """Prices for the same slots, or for some of them, stand in one table."""
    found: list[tuple[tuple[str, ...], list[ToldRule]]] = []
    for rule in sorted(rules, key=lambda rule: -len(rule.amounts)):
        own = {column for column, _ in rule.amounts}
        for columns, among in found:
            if own <= set(columns):
                among.append(rule)
                break
        else:
            found.append((tuple(column for column, _ in rule.amounts), [rule]))
    place = {id(rule): number for number, rule in enumerate(rules)}
    found.sort(key=lambda each: min(place[id(rule)] for rule in each[1]))
    return [
        _table(columns, sorted(among, key=lambda rule: place[id(rule)]))
        for columns, among in found
    ]


def _table(columns: tuple[str, ...], rules: Sequence[ToldRule]) -> PriceTable:
    first = {rule.where: number for number, rule in reversed([*enumerate(rules)])}
    together = sorted(rules, key=lambda rule: first[rule.where])
    rows = [
        PriceRow(
            where,
            _when(rule),
            tuple(dict(rule.amounts).get(column) for column in columns),
            rule.article,
        )
        for where, of_place in groupby(together, lambda rule: rule.where or EVERYWHERE)
        for rule in of_place
    ]
    return PriceTable(columns, tuple(rows))


def _when(rule: ToldRule) -> str:
    """The column of the printed table, where it has one, and what is said of it."""
    condition = on_condition(rule.condition) if rule.condition else ""
    return "　".join(filter(None, (rule.day_type, rule.since, condition)))
