"""`app/rules` knows no city and no case by name: a city's rules are data alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from app.rules.file.shelf import SHELF, sample

HOUSE = Path(__file__).parents[3]
ENGINE = sorted((HOUSE / "app" / "rules").rglob("*.py"))
CASES = HOUSE / "tests" / "rules"
#: Samples that are no city's.
OURS = {"blank", "demo"}
#: What a name can end with and still be said of any city.
END = re.compile(r"(?<=..)[都道府県市区町村]$")


def names() -> Iterator[str]:
    """Cities, by their files and in Japanese, with and without 市; ids of cases."""
    for path in SHELF.glob("*.toml"):
        if path.stem not in OURS:
            yield path.stem
            yield from _short(sample(path.stem).name.split("(")[0])
    for path in (CASES / "rulebooks").glob("*.toml"):
        yield from _short(path.stem)
    for path in (CASES / "cases").glob("*.yaml"):
        yield from (
            case["id"] for case in yaml.safe_load(path.read_text("utf-8"))["cases"]
        )


def _short(name: str) -> Iterator[str]:
    yield name
    yield END.sub("", name)


NAMES = sorted({name for name in names() if len(name) > 1})


def test_there_are_names_to_look_for() -> None:
    assert {"koshigaya", "越谷", "札幌市", "koshigaya-01", "浜松"} <= set(NAMES)


@pytest.mark.parametrize("path", ENGINE, ids=[str(p.relative_to(HOUSE)) for p in ENGINE])
def test_no_city_and_no_case_is_known_by_name(path: Path) -> None:
    text = path.read_text("utf-8")
    assert [name for name in NAMES if name in text] == []
