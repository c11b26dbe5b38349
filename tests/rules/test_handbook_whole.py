"""The handbook names everything that can be written in a rulebook."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from app.rules.book.facts import FACTS
from app.rules.book.values import Form, ListOf
from app.rules.file.condition_keys import TESTS
from app.rules.file.schema import HEAD, RULES
from tests.rules.handbook import CHAPTERS, TABLE

TEXT = "".join(path.read_text("utf-8") for path in (TABLE, *CHAPTERS.glob("*.md")))
WORDS = frozenset(re.findall(r"[a-z][a-z_0-9]*", TEXT))


def names() -> Iterator[str]:
    for part, kind in {**HEAD, **RULES}.items():
        form = kind.each if isinstance(kind, ListOf) else kind
        if isinstance(form, Form):
            yield from (part, *form.fields)
    yield from TESTS


def test_every_part_is_shown() -> None:
    assert [part for part in RULES if f"[[{part}]]" not in TEXT] == []


@pytest.mark.parametrize("name", sorted(set(names())))
def test_every_key_and_every_fact_is_named(name: str) -> None:
    assert name in WORDS


def test_the_list_of_conditions_has_every_fact_under_its_name() -> None:
    listed = (CHAPTERS / "L-条件に書けること.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \|", listed, re.MULTILINE))
    assert rows == {name: fact.label for name, fact in FACTS.items()}
