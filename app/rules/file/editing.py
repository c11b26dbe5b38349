"""Changes to the text of a rulebook, table by table; comments and all else stay."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

import tomlkit

from app.rules.book.values import Form
from app.rules.file.schema import HEAD, RULES
from app.rules.file.toml_text import parse

HEADER = re.compile(r"(?m)^\[\[?([A-Za-z_]+)\]\]?")

Values = dict[str, Any]


@dataclass(frozen=True)
class Table:
    """`[[price]]` and all that stands under it, with the comments above."""

    part: str
    text: str

    @cached_property
    def values(self) -> Values:
        """As TOML gives them; fractions are exact."""
        found = parse("", self.text)[self.part]
        return dict(found[0] if isinstance(found, list) else found)


@dataclass(frozen=True)
class EditedText:
    """A rulebook's text in its tables. Every change makes another one."""

    head: str
    tables: tuple[Table, ...]

    @classmethod
    def of(cls, text: str) -> EditedText:
        """Raises `NotToml`, `TooBig`, `TooDeep`."""
        parse("", text)
        starts = _starts(text)
        ends = [*starts[1:], len(text)]
        tables = [text[a:b] for a, b in zip(starts, ends, strict=True)]
        head = text[: starts[0]] if starts else text
        return cls(head, tuple(Table(_part(each), each) for each in tables))

    def __str__(self) -> str:
        return self.head + "".join(table.text for table in self.tables)

    def with_values(self, place: int, values: Values) -> EditedText:
        """The keys of one table; those that stay as they are keep their writing."""
        table = self.tables[place]
        return self._with(place, replace(table, text=_rewritten(table, values)))

    def with_more(
        self, part: str, values: Values, place: int | None = None
    ) -> EditedText:
        """One more table, after the one at `place`, else after the last of its part."""
        if place is None:
            same = [n for n, table in enumerate(self.tables) if table.part == part]
            place = same[-1] if same else len(self.tables) - 1
        whole = self if str(self).endswith("\n\n") else self._ended(place)
        added = Table(part, _written(part, values))
        tables = whole.tables
        return replace(whole, tables=(*tables[: place + 1], added, *tables[place + 1 :]))

    def without(self, place: int) -> EditedText:
        tables = self.tables
        return replace(self, tables=(*tables[:place], *tables[place + 1 :]))

    def named(self, name: str) -> EditedText:
        head = tomlkit.parse(self.head)
        head["name"] = name
        return replace(self, head=tomlkit.dumps(head))

    def place_of(self, part: str, number: int) -> int | None:
        """The table that is the nth of its part."""
        same = [n for n, table in enumerate(self.tables) if table.part == part]
        return same[number] if number < len(same) else None

    def _with(self, place: int, table: Table) -> EditedText:
        tables = self.tables
        return replace(self, tables=(*tables[:place], table, *tables[place + 1 :]))

    def _ended(self, place: int) -> EditedText:
        """With an empty line at the end of the table that another one will follow."""
        if not self.tables:
            return replace(self, head=self.head.rstrip() + "\n\n")
        table = self.tables[place]
        return self._with(place, replace(table, text=table.text.rstrip() + "\n\n"))


def standing_alone(text: str, base: Callable[[str], str]) -> EditedText:
    """The text with all that its bases say, so that every rule can be edited.

    Raises KeyError where a base is missing, and what `EditedText.of` raises.
    """
    own = EditedText.of(text)
    head = tomlkit.parse(own.head)
    name = str(head.pop("base", ""))
    if not name:
        return own
    under = standing_alone(base(name), base)
    default = str(tomlkit.parse(under.head).get("default_source", ""))
    known = [str(t.values["name"]) for t in under.tables if t.part == "facility"]
    renamed = _renamed(own, under)
    declared = {table.part for table in own.tables if table.part in SINGLE}
    for place, table in enumerate(under.tables):
        values = dict(table.values)
        if table.part in RULES:
            values.setdefault("source", default)
            if not values.get("facilities") and not values.get("rooms"):
                values["facilities"] = known
        key = "id" if table.part == "source" else "source"
        values[key] = renamed.get(values.get(key, ""), values.get(key))
        kept = {name: value for name, value in values.items() if value is not None}
        under = under.with_values(place, kept)
    tables = [table for table in under.tables if table.part not in declared]
    joined = EditedText(tomlkit.dumps(head), tuple(tables))
    end = "" if not tables or tables[-1].text.endswith("\n\n") else "\n"
    return EditedText.of(f"{joined}{end}{replace(own, head='')}")


#: Tables that a file has once; its own one counts.
SINGLE = frozenset(part for part, kind in HEAD.items() if isinstance(kind, Form))


def _renamed(own: EditedText, under: EditedText) -> Mapping[str, str]:
    """Other ids for sources of a base whose ids are taken."""
    taken = {t.values["id"] for t in own.tables if t.part == "source"}
    ids = [str(t.values["id"]) for t in under.tables if t.part == "source"]
    return {each: f"{each}(もと)" for each in ids if each in taken}


def _starts(text: str) -> list[int]:
    """Where each table begins: at the first comment right above its header."""
    found = []
    for header in re.finditer(r"(?m)^\[\[?[A-Za-z_]+\]\]?\s*?(?:#.*)?$", text):
        start = header.start()
        while start and text.rfind("\n", 0, start - 1) + 1 < start:
            above = text.rfind("\n", 0, start - 1) + 1
            if not text[above:start].startswith("#"):
                break
            start = above
        found.append(start)
    return found


def _part(text: str) -> str:
    header = HEADER.search(text)
    assert header is not None
    return header[1]


def _rewritten(table: Table, values: Values) -> str:
    body = table.text.rstrip()
    tail = table.text[len(body) :] or "\n"
    document = tomlkit.parse(body + "\n")
    found = document[table.part]
    inner: Any = found[0] if isinstance(found, list) else found
    for key in table.values.keys() - values.keys():
        del inner[key]
    for key, value in values.items():
        if table.values.get(key) != value or key not in table.values:
            inner[key] = _item(value)
    return tomlkit.dumps(document).rstrip() + tail


def _written(part: str, values: Values) -> str:
    document = tomlkit.document()
    table = tomlkit.table()
    for key, value in values.items():
        table[key] = _item(value)
    if isinstance(HEAD.get(part), Form):
        document[part] = table
    else:
        tables = tomlkit.aot()
        tables.append(table)
        document[part] = tables
    return tomlkit.dumps(document).rstrip() + "\n\n"


def _item(value: Any) -> Any:
    if isinstance(value, Decimal):
        plain = int(value) if value == value.to_integral_value() else float(value)
        return tomlkit.item(plain)
    if isinstance(value, Mapping):
        table = tomlkit.inline_table()
        for key, each in value.items():
            table[key] = _item(each)
        return table
    if isinstance(value, list):
        array = tomlkit.array()
        for each in value:
            array.append(_item(each))
        return array
    return tomlkit.item(value)
