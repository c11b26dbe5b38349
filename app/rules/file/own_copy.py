"""A center's own copy of a city's rulebook: its rules for the center's own rooms."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import tomlkit
from tomlkit import TOMLDocument

from app.rules.book.rulebook import Rulebook
from app.rules.file import shelf
from app.rules.file.labels import part_label
from app.rules.file.load import inspect, load
from app.rules.gaps import gaps

#: Where a table of the file begins; values that go over lines are indented.
TABLE = re.compile(r"(?m)^(?=\[\[?[A-Za-z_]+\]\]?\s*(?:#.*)?$)")
#: Keys that name rooms.
ROOM_KEYS = ("rooms", "only_in")


@dataclass(frozen=True, slots=True)
class OwnCopy:
    """The TOML, and what a person has to fill in or look at again.

    `left_out` are the parts (and articles) that speak of other rooms or facilities.
    """

    text: str
    left_out: tuple[str, ...]
    gaps: tuple[str, ...]


def own_copy(
    text: str,
    book: Rulebook,
    name: str,
    facility: str,
    rooms: Mapping[str, str],
) -> OwnCopy:
    """`rooms` are the center's own, each with the room of the sample it takes after.

    The rules of the sample's facility that these belong to are taken over with their
    sources; a rule that only speaks of others is left out and told.
    """
    theirs = {room.name: room for room in book.rooms}
    home = next((theirs[like].facility for like in rooms.values()), book.facilities[0])
    copier = _Copier(home, {room.name for room in book.rooms}, rooms)
    head, *tables = TABLE.split(text)
    parts = [_head(head, name), *_own(facility, rooms, book)]
    left_out = []
    for table in tables:
        part, copied = copier.copy(table)
        if copied is None:
            left_out.append(part)
        elif copied:
            parts.append(copied.strip() + "\n")
    made, dropped = _sound(parts, name)
    found, _ = inspect(made, name)
    return OwnCopy(
        made,
        tuple(dict.fromkeys((*left_out, *dropped))),
        gaps(found) if found is not None else (),
    )


def begin(
    sample: str, name: str, facility: str, rooms: Mapping[str, str]
) -> tuple[OwnCopy, Mapping[str, str]]:
    """An own rulebook from a sample on the shelf, and the bases it builds on.

    A sample without rooms of its own (かんたんな規則集) is built on; others are copied.
    """
    book = shelf.sample(sample)
    if book.rooms:
        return own_copy(shelf.sample_text(sample), book, name, facility, rooms), {}
    bases = {sample: shelf.sample_text(sample)}
    text = shelf.own_text(sample, name, facility, list(rooms))
    return OwnCopy(text, (), gaps(load(text, name, bases.__getitem__))), bases


def _head(text: str, name: str) -> str:
    head = tomlkit.parse(text)
    head["name"] = name
    head.pop("base", None)
    return tomlkit.dumps(head).strip() + "\n"


def _own(facility: str, rooms: Mapping[str, str], book: Rulebook) -> Iterator[str]:
    kinds = {room.name: room.kind for room in book.rooms}
    yield _table("facility", {"name": facility})
    for room, like in rooms.items():
        kind = {"kind": kinds[like]} if kinds.get(like) else {}
        yield _table("room", {"name": room, "facility": facility, **kind})


def _table(part: str, values: Mapping[str, Any]) -> str:
    document = tomlkit.document()
    tables = tomlkit.aot()
    table = tomlkit.table()
    table.update(values)
    tables.append(table)
    document[part] = tables
    return tomlkit.dumps(document)


@dataclass(frozen=True, slots=True)
class _Copier:
    home: str
    known: set[str]
    rooms: Mapping[str, str]

    def copy(self, text: str) -> tuple[str, str | None]:
        """The part and its text for the own rooms; "" is not needed, None left out."""
        document = tomlkit.parse(text)
        part = next(iter(document))
        if part in ("facility", "room"):
            return part, ""
        tables = document[part]
        if not isinstance(tables, list):
            return part, text
        if any(not self._bind(table) for table in tables):
            return _told(part, document), None
        return part, tomlkit.dumps(document)

    def _bind(self, table: Any) -> bool:
        """Make a rule one of the own rooms; False when it is about others only."""
        if "facilities" in table:
            if self.home not in table["facilities"]:
                return False
            del table["facilities"]
        for key in ROOM_KEYS:
            if key in table:
                mine = list(self._mine(table[key]))
                if not mine:
                    return False
                table[key] = mine
        return True

    def _mine(self, named: Sequence[str]) -> Iterator[str]:
        """The own rooms for the sample's; kinds of rooms keep their names."""
        for name in named:
            if name in self.known:
                yield from (own for own, like in self.rooms.items() if like == name)
            elif any(self.rooms):
                yield name


def _told(part: str, document: TOMLDocument) -> str:
    [table] = document.unwrap()[part]
    named = [*table.get("facilities", ()), *table.get("rooms", ())]
    about = "・".join(named[:3]) + ("ほか" if len(named) > 3 else "")
    return f"{part_label(part)} {about} {table.get('article', '')}".strip()


def _sound(parts: Sequence[str], name: str) -> tuple[str, tuple[str, ...]]:
    """Without the tables that name what the own center has not; told by their part."""
    kept = list(parts)
    dropped: list[str] = []
    while True:
        text = "\n".join(kept)
        book, problems = inspect(text, name)
        if book is not None or not problems:
            return text, tuple(dropped)
        wrong = {_at(kept, problem.line) for problem in problems} - {0}
        if not wrong:
            return text, tuple(dropped)
        for place in sorted(wrong, reverse=True):
            tables = tomllib.loads(kept.pop(place))
            dropped += [part_label(part) for part in tables]


def _at(parts: Sequence[str], line: int) -> int:
    """The part that a line of the joined text (from 1) stands in."""
    end = 0
    for place, part in enumerate(parts):
        end += part.count("\n") + 1
        if line <= end:
            return place
    return len(parts) - 1
