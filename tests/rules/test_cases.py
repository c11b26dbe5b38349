"""Every question to a city's rules, through the public interface.

`cases` holds, for each city, questions with the answers that follow from its published
rules, and the numbers of the mechanisms that decide them (docs/規則集.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.rules.book.rulebook import Rulebook
from app.rules.file.load import load
from app.rules.file.shelf import SHELF, read_text
from app.rules.questions import answer
from tests.rules.judge import wrong

HERE = Path(__file__).parent
#: Rulebooks of single rules lie beside their cases, those of whole cities are shipped.
SINGLE = HERE / "rulebooks"


def cases() -> Iterator[Any]:
    for path in sorted((HERE / "cases").glob("*.yaml")):
        read = yaml.safe_load(path.read_text("utf-8"))
        for case in read["cases"]:
            own = case.get("rulebook")
            book = SINGLE / f"{own}.toml" if own else SHELF / f"{path.stem}.toml"
            yield pytest.param(book, own or read["rulebook"], case, id=case["id"])


@cache
def rulebook(path: Path) -> Rulebook:
    return load(read_text(path), path.name)


@pytest.mark.parametrize(("path", "name", "case"), list(cases()))
def test_case(path: Path, name: str, case: Mapping[str, Any]) -> None:
    book = rulebook(path)
    assert book.name == name
    found = answer(book, case["ask"])
    assert not found.unanswerable
    assert not wrong(case["expect"], found.values)
    assert found.explained
    assert all(step.text for step in found.explained)
