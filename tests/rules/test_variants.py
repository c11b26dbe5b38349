"""Rules and questions beyond the examples of the handbook, with answers worked out apart.

Each file of `variants` is one chapter of the mechanisms (docs/規則集): rules in the frame
of the examples, and questions with the answers that follow by the conventions.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.rules.file.load import load
from app.rules.questions import answer
from tests.rules.handbook import Example
from tests.rules.judge import wrong

VARIANTS = Path(__file__).parent / "variants"


def variants() -> Iterator[Any]:
    for path in sorted(VARIANTS.glob("*.yaml")):
        for each in yaml.safe_load(path.read_text("utf-8")):
            cases = tuple(each["cases"])
            example = Example(path.stem, each["title"], (), each["rules"], cases)
            yield pytest.param(example, id=f"{path.stem} {each['title']}")


@pytest.mark.parametrize("example", list(variants()))
def test_variant(example: Example) -> None:
    book = load(example.text, example.where)
    for case in example.cases:
        found = answer(book, case["ask"])
        if "unanswerable" in case:
            assert case["unanswerable"] in found.unanswerable, case
            continue
        assert not found.unanswerable, case
        assert not wrong(case["expect"], found.values), case
        assert found.values.keys().isdisjoint(case.get("open", ())), case
        assert found.explained, case
        assert all(step.text for step in found.explained), case
