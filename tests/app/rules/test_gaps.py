"""Every gap that is told has a place in the form where it is filled."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.rules.book.rulebook import Rulebook
from app.rules.file.load import load
from app.rules.file.open_gaps import open_gap
from app.rules.file.schema import form_of
from app.rules.file.shelf import sample, samples
from app.rules.gaps import gaps
from tests.rules.handbook import examples
from tests.rules.test_variants import variants


def books() -> Iterator[Rulebook]:
    yield from map(sample, samples())
    for example in (*examples(), *(each.values[0] for each in variants())):
        yield load(example.text, example.where)


def test_every_gap_can_be_filled() -> None:
    told = {gap for book in books() for gap in gaps(book)}
    assert len(told) > 100
    for gap in map(open_gap, told):
        form = form_of(gap.part)
        assert form is not None
        assert not gap.key or gap.key in form.fields


@pytest.mark.parametrize(
    ("gap", "part", "key", "new"),
    [
        ("すべての部屋: 使用料の定めがありません", "price", "", True),
        ("ホール: 夜間の使用料の定めがありません", "price", "", False),
        ("ホール: 受付の終わりの定めがありません", "window", "", False),
        ("第1: 団体登録の有効期間の定めがありません", "term", "", True),
        ("室: 夜間(18:00-21:00)が開館時間の外です", "hours", "", False),
        (
            "室: aとbが重なったとき([[stacking]] surcharges)が決まっていません",
            *("stacking", "surcharges", False),
        ),
    ],
)
def test_where_a_gap_is_filled(gap: str, part: str, key: str, new: bool) -> None:
    assert open_gap(gap)[1:] == (part, key, new)
