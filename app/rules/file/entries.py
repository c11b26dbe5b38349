"""The fields of one rule: what stands in it, and what can be added, by its schema."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.rules.book.parts import COMMON
from app.rules.book.values import (
    FLAG,
    OFFSET,
    RANGE,
    AnyKind,
    Form,
    Kind,
    ListOf,
    MapOf,
    When,
)
from app.rules.file.condition_keys import TESTS
from app.rules.file.labels import key_label

Path = tuple[str | int, ...]
#: What the rulebook has declared, by lists (`room`, `slot`, `source` …): name to words.
Names = Mapping[str, Mapping[str, str]]
#: Keys of plain text that name something declared.
NAMING = ("source", "facility")
#: Keys that are offered from the start: of a day counted from another, of a range.
USUAL: Mapping[Callable[..., object], tuple[str, ...]] = {
    OFFSET.build: ("months_before", "day", "days_before"),
    RANGE.build: ("from", "to"),
}
#: Keys of every rule that are offered from the start.
EVERY = ("facilities", "rooms", "source", "article")
#: The keys that every rule may have, in the order in which they are asked for.
TURNS = (
    *("facilities", "rooms", "when", "valid_from", "valid_until", "valid_by"),
    *("prefer", "source", "article"),
)
#: A condition is a table whose keys are facts.
WHEN = Form(dict, TESTS)


@dataclass(frozen=True, slots=True)
class Entry:
    """One field. `choices` are all values there are; `many`: any number of them."""

    path: Path
    label: str
    kind: AnyKind
    value: Any
    needed: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    many: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A table within the rule, or several; what is in it follows."""

    path: Path
    label: str
    kind: AnyKind
    value: Any
    removable: bool = True
    several: bool = False


@dataclass(frozen=True, slots=True)
class More:
    """The end of a table, with the keys that can be added to it."""

    path: Path
    label: str
    form: Form
    keys: tuple[tuple[str, str], ...]


Shown = Entry | Group | More


def shown(
    form: Form, values: Mapping[str, Any], names: Names, part: str, opened: set[Path]
) -> list[Shown]:
    """The fields of a rule in their order; `opened` are keys that wait for a value."""
    more = _more(form, values, (), part, opened)
    end = [More((), "", form, more)] if more else []
    return [*_fields(form, values, (), part, names, opened), *end]


def _fields(
    form: Form,
    values: Mapping[str, Any],
    path: Path,
    within: str,
    names: Names,
    opened: set[Path],
) -> Iterator[Shown]:
    for key in _keys(form, values, path, opened):
        kind, value = form.fields[key], values.get(key)
        label = key_label(key, within)
        needed = key in form.needed
        yield from _one(kind, value, (*path, key), label, needed, names, opened)


def _keys(
    form: Form, values: Mapping[str, Any], path: Path, opened: set[Path]
) -> list[str]:
    offered = {*form.needed, *USUAL.get(form.build, ())}
    if not path:
        offered |= set(EVERY) & form.fields.keys()
    keys = [
        key
        for key in form.fields
        if key in offered or key in values or (*path, key) in opened
    ]
    return keys if path else sorted(keys, key=_turn)


def _turn(key: str) -> int:
    """Where, for whom and since when, before the article; each after what it says."""
    return TURNS.index(key) if key in TURNS else -1


def _more(
    form: Form, values: Mapping[str, Any], path: Path, within: str, opened: set[Path]
) -> tuple[tuple[str, str], ...]:
    there = _keys(form, values, path, opened)
    left = [key for key in form.fields if key not in there]
    left.sort(key=lambda key: key in COMMON)
    return tuple((key, key_label(key, within)) for key in left)


def _one(
    kind: AnyKind,
    value: Any,
    path: Path,
    label: str,
    needed: bool,
    names: Names,
    opened: set[Path],
) -> Iterator[Shown]:
    within = next(key for key in reversed(path) if isinstance(key, str))
    if isinstance(kind, When):
        yield from _when(value, path, label, names, opened)
    elif isinstance(kind, Form):
        inner = value if isinstance(value, dict) else {}
        yield Group(path, label, kind, inner, not needed)
        yield from _fields(kind, inner, path, within, names, opened)
        if more := _more(kind, inner, path, within, opened):
            yield More(path, label, kind, more)
    elif isinstance(kind, ListOf) and isinstance(kind.each, Form):
        rows = value if isinstance(value, list) else []
        yield Group(path, label, kind, rows, not needed, several=True)
        for number, row in enumerate(rows):
            told = f"{label} {number + 1}"
            yield from _one(kind.each, row, (*path, number), told, False, names, opened)
    elif (
        isinstance(kind, MapOf)
        and (kind.names or kind.words)
        and isinstance(kind.each, Kind)
    ):
        yield from _map(kind, value, path, label, names)
    elif len(path) == 1 and within in NAMING:
        words = tuple(names.get(within, {}).items())
        yield Entry(path, label, kind, value, needed, words)
    else:
        yield Entry(path, label, kind, value, needed, *_choices(kind, names))


def _when(
    value: Any, path: Path, label: str, names: Names, opened: set[Path]
) -> Iterator[Shown]:
    """One table of facts, or several of which any may hold."""
    cases = value if isinstance(value, list) else [value or {}]
    for number, case in enumerate(cases):
        at = (*path, number) if isinstance(value, list) else path
        told = f"{label} その{number + 1}" if len(cases) > 1 else label
        inner = case if isinstance(case, dict) else {}
        yield Group(at, told, WHEN, inner)
        yield from _fields(WHEN, inner, at, "when", names, opened)
        yield More(at, told, WHEN, _more(WHEN, inner, at, "when", opened))


def _map(
    kind: MapOf, value: Any, path: Path, label: str, names: Names
) -> Iterator[Shown]:
    """A field for every name that the rulebook has declared."""
    given = value if isinstance(value, dict) else {}
    declared = dict.fromkeys((*kind.words, *names.get(kind.names, ()), *given))
    yield Group(path, label, kind, given, False)
    for name in declared:
        told = kind.words.get(name, name)
        yield Entry((*path, name), told, kind.each, given.get(name))


def _choices(kind: AnyKind, names: Names) -> tuple[tuple[tuple[str, str], ...], bool]:
    many = isinstance(kind, ListOf)
    each = kind.each if isinstance(kind, ListOf) else kind
    if not isinstance(each, Kind):
        return (), False
    if each is FLAG:
        return (("yes", "はい"), ("no", "いいえ")), False
    if each.names:
        return tuple(names.get(each.names, {}).items()), many
    return tuple((word, told or word) for word, told in each.choices.items()), many
