"""The handbook of rulebooks is executed: no mechanism without a rule that shows it."""

from __future__ import annotations

import pytest

from app.rules.file.load import load
from app.rules.questions import answer
from tests.rules.handbook import MECHANISMS, Example, examples, table, written
from tests.rules.judge import wrong

ALL = list(examples())


@pytest.mark.parametrize(
    "example", ALL, ids=["・".join(map(str, each.numbers)) for each in ALL]
)
def test_example(example: Example) -> None:
    book = load(example.text, example.where)
    assert len(example.cases) >= 2
    for case in example.cases:
        found = answer(book, case["ask"])
        if "unanswerable" in case:
            assert case["unanswerable"] in found.unanswerable
            continue
        assert not found.unanswerable, case
        assert not wrong(case["expect"], found.values), case


def test_every_mechanism_has_its_example() -> None:
    shown = [number for example in ALL for number in example.numbers]
    assert sorted(set(shown)) == list(range(1, MECHANISMS + 1))


def test_the_list_of_mechanisms_is_that_of_the_examples() -> None:
    assert written() == table()
