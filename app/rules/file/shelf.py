"""The rulebooks that come with the program, and files beside them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from app.kit.paths import RESOURCES
from app.kit.refusal import Refusal
from app.rules.book.acceptance import Acceptance
from app.rules.book.base import Rule
from app.rules.book.calendar import Hours
from app.rules.book.deadlines import Payment
from app.rules.book.fees import Price
from app.rules.book.hire import Slots
from app.rules.book.limits import Requirement
from app.rules.book.rulebook import Rulebook
from app.rules.file.load import Bases, load
from app.rules.file.refusals import NotText, TooBig
from app.rules.file.toml_text import LIMIT

SHELF = RESOURCES / "rulebooks"


def sample_text(name: str) -> str:
    """The text of a rulebook on the shelf; raises KeyError if there is none."""
    return beside(SHELF)(name)


@cache
def sample(name: str) -> Rulebook:
    """A rulebook on the shelf (`demo`, `blank`, those of cities)."""
    return load(sample_text(name), name, sample_text)


def samples() -> Mapping[str, Rulebook]:
    """Every rulebook on the shelf that builds on no other one, by its name there.

    One without rooms of its own is shown with a room.
    """
    names = sorted(path.stem for path in SHELF.glob("*.toml"))
    own = [name for name in names if not BASE.search(sample_text(name))]
    return {name: sample(name) if sample(name).rooms else _shown(name) for name in own}


def _shown(name: str) -> Rulebook:
    text = own_text(name, sample(name).name, "センター", ["部屋"])
    return load(text, bases=sample_text)


def beside(folder: Path) -> Bases:
    """Bases are found by the name of their file in the same folder."""

    def text(name: str) -> str:
        path = folder / f"{name}.toml"
        if path.parent != folder or not path.is_file():
            raise KeyError(name)
        return read_text(path)

    return text


class CannotRead(Refusal):
    code = "rulebook.cannot_read"


def read_text(path: Path, most: int = LIMIT * 4) -> str:
    """At most so many bytes. Raises `TooBig`, `NotText`, `CannotRead`."""
    try:
        if path.stat().st_size > most:
            raise TooBig(path.name, 1, limit=f"{most // 4:,}")
        data = path.read_bytes()
    except OSError as error:
        raise CannotRead(path=path, reason=error.strerror) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotText(path.name, data.count(b"\n", 0, error.start) + 1) from error


def own_text(base: str, name: str, facility: str, rooms: Sequence[str]) -> str:
    """TOML of a center's own rulebook: a sample, with the center's facility and rooms."""
    lines = [f"name = {_quoted(name)}", f"base = {_quoted(base)}", ""]
    return "\n".join([*lines, *_facility(facility), *_rooms(facility, rooms)])


def with_rooms(text: str, book: Rulebook, facility: str, rooms: Sequence[str]) -> str:
    """The TOML of `book` with a facility and rooms that it lacks."""
    known = [room.name for room in book.rooms]
    lines = _rooms(facility, [room for room in rooms if room not in known])
    if facility not in book.facilities:
        lines = [*_facility(facility), *lines]
    return "\n".join([text.rstrip(), "", *lines]) if lines else text


#: Parts that a place cannot be booked without, and their kind of rule.
NEEDED: Mapping[str, type[Rule]] = {
    "hours": Hours,
    "slots": Slots,
    "price": Price,
    "window": Acceptance,
    "payment": Payment,
    "requirement": Requirement,
}
BASE = re.compile(r"(?m)^base\s*=")
PART = re.compile(r"(?m)^(?=\[\[)")


def with_needed(text: str, book: Rulebook, facility: str) -> str:
    """The TOML of `book`, with what `facility` cannot be booked without.

    A place that no rule speaks of begins with those of the simplest sample (free of
    charge, 9時から21時), marked as the center's own setting, until they are changed.
    """
    place = book.place("", facility)
    lacking = {part for part, kind in NEEDED.items() if not place.all(kind)}
    if not lacking:
        return text
    known = {source.id for source in book.sources}
    added = []
    for part in PART.split(sample_text("blank")):
        head, *rules = (line for line in part.splitlines() if line[:1] not in ("", "#"))
        name = head.strip("[]")
        if name in lacking:
            whose = [f"facilities = [{_quoted(facility)}]", 'source = "設定"']
            added += [head, *whose, *rules, ""]
        elif name == "source" and "設定" not in known:
            added += [head, *rules, ""]
    return "\n".join([text.rstrip(), "", *added])


def _facility(name: str) -> list[str]:
    return ["[[facility]]", f"name = {_quoted(name)}", ""]


def _rooms(facility: str, rooms: Sequence[str]) -> list[str]:
    lines = []
    for room in rooms:
        lines += [
            "[[room]]",
            f"name = {_quoted(room)}",
            f"facility = {_quoted(facility)}",
            "",
        ]
    return lines


def _quoted(text: str) -> str:
    """A TOML basic string is a JSON string, but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
