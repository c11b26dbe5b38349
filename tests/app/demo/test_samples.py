"""The lists that the demo is made from."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations

import pytest

from app.demo import samples
from app.demo.habits import Habit
from app.kit import checks
from app.rules.book.fees import Reduction
from app.rules.file.shelf import sample

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々]")


def test_there_are_108_groups_with_names_of_their_own() -> None:
    names = [group.name for group in samples.groups()]
    assert len(names) == len(set(names)) == 108


def test_fields_are_spread_as_such_centers_know_them() -> None:
    fields = Counter(group.fields[0] for group in samples.groups())
    # 20 is for activities that a prefecture's ordinance names; it names none here.
    assert fields.keys() == set(range(1, 20))
    assert {field for field, _ in fields.most_common(4)} == {1, 3, 6, 13}


def test_every_reading_is_kana() -> None:
    words = samples.names()
    people = [(name, kana) for name, kana, _ in words["surnames"]]
    for generation in ("elder", "middle", "young"):
        people += [
            tuple(name) for gender in words[generation].values() for name in gender
        ]
    groups = [(group.name, group.kana) for group in samples.groups()]
    for name, kana in (*people, *groups):
        assert name and checks.kana("kana", kana, most=120, required=True) == kana


def test_names_hold_the_characters_that_programs_lose() -> None:
    words = samples.names()
    text = "".join(name for name, *_ in words["surnames"])
    assert all(name in text for name in ("髙橋", "𠮷田", "山﨑", "渡邊", "葛󠄀西", "辻󠄀"))
    groups = [group.name for group in samples.groups()]
    assert any("𠮷" in name for name in groups)
    assert any("葛󠄀" in name for name in groups)
    assert sum(len(name) >= 30 for name in groups) >= 2
    assert sum(bool(HAN.search(name)) for name in groups) > 90


def test_habits_that_a_group_keeps_do_not_meet() -> None:
    """Else two groups would go home without a room every month."""
    habits = [
        (group.name, Habit.read(group.use))
        for group in samples.groups()
        if not Habit.read(group.use).times
    ]
    for (name, one), (other_name, other) in combinations(habits, 2):
        same = (one.room, one.slot, one.weekday) == (
            other.room,
            other.slot,
            other.weekday,
        )
        weeks = {1, 2, 3, 4, 5}
        assert not (same and (one.nth or weeks) & (other.nth or weeks)), (
            name,
            other_name,
        )


def test_grounds_are_those_of_the_rulebook() -> None:
    known = {rule.ground for rule in sample("demo").place("活動室A").all(Reduction)}
    assert {group.ground for group in samples.groups() if group.ground} <= known


@pytest.mark.parametrize("text", ["毎週火 午前 C 10", "第6火 午前 A 10", "火 午前 A 10"])
def test_what_is_no_habit_is_a_bug(text: str) -> None:
    with pytest.raises(ValueError, match="not a habit"):
        Habit.read(text)
