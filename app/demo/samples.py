"""The word lists and group descriptions the demo is made from."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.kit.paths import RESOURCES

FOLDER = RESOURCES / "samples" / "demo"

#: Read in this order, which decides who is drawn for whom.
GROUP_FILES = ("1_welfare", "2_learning", "3_town", "4_arts", "5_children")


#: Where most groups are active.
EVERYWHERE = "市内全域"


@dataclass(frozen=True, slots=True)
class GroupSample:
    """One group as its file tells it.

    `use` is a habit in words (app/demo/habits.py); `ground` a 減免事由 of the rulebook;
    `who` narrows its members: elder, middle, young, men, women.
    """

    name: str
    kana: str
    kind: str
    fields: tuple[int, ...]
    founded: str
    members: int
    use: str
    purposes: tuple[str, ...]
    aim: str
    does: str
    area: str = EVERYWHERE
    head: str = ""
    title: str = ""
    ground: str = ""
    who: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Town:
    """`chome` is the last 丁目, or 0 where lots are numbered through."""

    name: str
    postal: str
    chome: int


@dataclass(frozen=True, slots=True)
class EquipmentSample:
    """What is lent, at the center or at the satellite (`at`)."""

    name: str
    shelf: str
    quantity: int = 0
    barcode: str = ""
    note: str = ""
    at: str = "center"
    pieces: tuple[dict[str, str], ...] = ()


@cache
def groups() -> tuple[GroupSample, ...]:
    rows = [row for name in GROUP_FILES for row in _read(f"groups/{name}")["group"]]
    return tuple(_group(row) for row in rows)


@cache
def towns() -> tuple[Town, ...]:
    return tuple(Town(**row) for row in _read("towns")["town"])


@cache
def equipment() -> tuple[EquipmentSample, ...]:
    return tuple(EquipmentSample(**row) for row in _read("equipment")["kind"])


@cache
def names() -> dict[str, Any]:
    return _read("names")


def _group(row: dict[str, Any]) -> GroupSample:
    tuples = {key: tuple(value) for key, value in row.items() if isinstance(value, list)}
    return GroupSample(**row | tuples)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
