"""One rulebook file, read against the schema; every problem with its line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from app.rules.book.base import Needs, Origin, Rule, Source, Unfit, Where
from app.rules.book.conditions import condition_of
from app.rules.book.holidays import LocalHoliday
from app.rules.book.rulebook import Facility, Room, Season
from app.rules.book.values import AnyKind, Form, Kind, ListOf, MapOf, When
from app.rules.file.condition_keys import TESTS
from app.rules.file.refusals import (
    MissingKey,
    RulebookRefused,
    UnknownKey,
    UnknownName,
    WrongValue,
)
from app.rules.file.schema import HEAD, RULES
from app.rules.file.toml_text import Lines, Path, parse

#: Problems that are told with what was probably meant; the search for it is slow.
HINTED = 50
#: The day word that `[holidays]` must decide.
BARE_HOLIDAY = "祝日"
CONDITION = "{ 事実 = 値 } の形の条件"


class _Unread:
    """Stands for a value that could not be read; its problem is already noted."""


UNREAD = _Unread()


@dataclass(slots=True)
class Draft:
    """What one file says, before it is joined with its base.

    `uses` are the names it uses of a list (`room`, `slot`, `group_type` …).
    """

    name: str = ""
    base: str = ""
    facilities: list[Facility] = field(default_factory=list)
    rooms: list[Room] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    group_types: list[str] = field(default_factory=list)
    products: list[str] = field(default_factory=list)
    seasons: list[Season] = field(default_factory=list)
    local_holidays: list[LocalHoliday] = field(default_factory=list)
    bare_holiday: bool | None = None
    rules: dict[str, list[Rule]] = field(default_factory=dict)
    uses: list[tuple[str, str, Path]] = field(default_factory=list)


class Reader:
    """Reads `text`; then `draft` is complete unless there are `problems`."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.problems: list[RulebookRefused] = []
        self.draft = Draft()
        self._read_all(parse(file, text))

    @cached_property
    def lines(self) -> Lines:
        return Lines(self.text)

    def problem(self, kind: type[RulebookRefused], path: Path, **params: object) -> None:
        found = kind(self.file, self.lines.of(path), **params)
        found.path = path
        self.problems.append(found)

    def unknown(
        self,
        path: Path,
        name: str,
        known: Mapping[str, Any] | list[str],
        kind: type[RulebookRefused] = UnknownName,
    ) -> None:
        few = len(self.problems) < HINTED and len(name) < 100
        near = get_close_matches(name, list(known), 1, 0.5) if few else []
        hint = f"「{near[0]}」のことですか。" if near else ""
        self.problem(kind, path, name=name, hint=hint)

    def _read_all(self, tables: dict[str, Any]) -> None:
        draft = self.draft
        for key in tables.keys() - HEAD.keys() - RULES.keys():
            self.unknown((key,), key, {**HEAD, **RULES}, UnknownKey)
        head = {
            key: self._read(kind, tables[key], (key,))
            for key, kind in HEAD.items()
            if key in tables
        }
        if "name" not in head:
            self.problem(MissingKey, (), name="name")
        draft.name = self._text(head, "name")
        draft.base = self._text(head, "base")
        draft.sources = self._list(head, "source")
        draft.facilities = self._list(head, "facility")
        draft.rooms = self._list(head, "room")
        draft.group_types = self._list(head, "group_type")
        draft.products = self._list(head, "product")
        draft.seasons = self._list(head, "season")
        draft.local_holidays = self._list(head, "local_holiday")
        bare = head.get("holidays")
        draft.bare_holiday = bare if isinstance(bare, bool) else None
        default = self._text(head, "default_source")
        for part in RULES:
            draft.rules[part] = self._rules(part, tables.get(part, []), default)

    def _text(self, head: Mapping[str, object], key: str) -> str:
        value = head.get(key, "")
        return value if isinstance(value, str) else ""

    def _list(self, head: Mapping[str, object], key: str) -> list[Any]:
        value = head.get(key, ())
        return list(value) if isinstance(value, tuple) else []

    def _rules(self, part: str, tables: Any, default: str) -> list[Rule]:
        if not isinstance(tables, list):
            self.problem(WrongValue, (part,), name=part, expected=f"[[{part}]] の形の表")
            return []
        made = [
            self._rule(part, number, table, default)
            for number, table in enumerate(tables)
        ]
        return [rule for rule in made if rule is not None]

    def _rule(self, part: str, number: int, table: Any, default: str) -> Rule | None:
        path: Path = (part, number)
        form = RULES[part]

        def build(**values: Any) -> object:
            source = values.pop("source", default)
            article = values.pop("article", "")
            rule = self._cited(source, article, path)
            where = Where(values.pop("facilities", ()), values.pop("rooms", ()))
            origin = Origin(self.file, path)
            return form.build(where=where, rule=rule, origin=origin, **values)

        made = self._form(form, table, path, build)
        return made if isinstance(made, Rule) else None

    def _cited(self, source: str, article: str, path: Path) -> str:
        titles = {known.id: known.title for known in self.draft.sources}
        if not source:
            self.problem(MissingKey, path, name="source")
        elif source not in titles:
            self.unknown((*path, "source"), source, titles)
        return f"{titles.get(source, source)} {article}".rstrip()

    def _read(self, kind: AnyKind, value: Any, path: Path) -> object:
        if isinstance(kind, Kind):
            return self._scalar(kind, value, path)
        if isinstance(kind, ListOf):
            return self._several(kind, value, path)
        if isinstance(kind, MapOf):
            return self._named(kind, value, path)
        if isinstance(kind, When):
            return self._condition(value, path)
        return self._form(kind, value, path, kind.build)

    def _scalar(self, kind: Kind, value: Any, path: Path) -> object:
        try:
            found = kind.read(value)
        except ValueError:
            return self._wrong(path, kind.expected)
        if kind.names or found == BARE_HOLIDAY:
            self.draft.uses.append((kind.names or "day", str(found), path))
        return found

    def _condition(self, value: Any, path: Path) -> object:
        """`when`: each fact with its own kind, `not` with a condition again."""
        tables = value if isinstance(value, list) else [value]
        cases = [self._case(table, path) for table in tables]
        if not cases or UNREAD in cases:
            return UNREAD if cases else self._wrong(path, CONDITION)
        return condition_of(case for case in cases if isinstance(case, dict))

    def _case(self, table: Any, path: Path) -> object:
        if not isinstance(table, dict) or not table:
            return self._wrong(path, CONDITION)
        for key in table.keys() - TESTS.keys():
            self.unknown((*path, key), key, TESTS, UnknownKey)
        made = {
            key: self._read(kind, table[key], (*path, key))
            for key, kind in TESTS.items()
            if key in table
        }
        return UNREAD if UNREAD in made.values() or table.keys() - TESTS else made

    def _several(self, kind: ListOf, value: Any, path: Path) -> object:
        if kind.or_one and not isinstance(value, list):
            value = [value]
        if not isinstance(value, list):
            return self._wrong(path, "[ ] で囲んだ並び")
        made = [
            self._read(kind.each, each, (*path, number))
            for number, each in enumerate(value)
        ]
        return UNREAD if UNREAD in made else tuple(made)

    def _named(self, kind: MapOf, value: Any, path: Path) -> object:
        if not isinstance(value, dict) or not value:
            return self._wrong(path, "{ 名前 = 値 } の形の表")
        if kind.names:
            self.draft.uses += [(kind.names, name, (*path, name)) for name in value]
        made = {
            name: self._read(kind.each, each, (*path, name))
            for name, each in value.items()
        }
        return UNREAD if UNREAD in made.values() else made

    def _form(
        self, form: Form, table: Any, path: Path, build: Callable[..., object]
    ) -> object:
        if not isinstance(table, dict):
            return self._wrong(path, "{ 項目 = 値 } の形の表")
        for key in table.keys() - form.fields.keys():
            self.unknown((*path, key), key, form.fields, UnknownKey)
        for key in sorted(form.needed - table.keys()):
            self.problem(MissingKey, path, name=key)
        made = {
            key: self._read(kind, table[key], (*path, key))
            for key, kind in form.fields.items()
            if key in table
        }
        if UNREAD in made.values() or form.needed - table.keys():
            return UNREAD
        try:
            return build(**made)
        except Needs as missing:
            self.problem(MissingKey, path, name=missing.key)
            return UNREAD
        except Unfit as unfit:
            return self._wrong((*path, unfit.key), unfit.expected)
        except ValueError:
            return self._wrong(path, "この表の項目の組み合わせ")

    def _wrong(self, path: Path, expected: str) -> _Unread:
        name = next(key for key in reversed(path) if isinstance(key, str))
        self.problem(WrongValue, path, name=name, expected=expected)
        return UNREAD
