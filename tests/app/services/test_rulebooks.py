"""Versions of the rules: in force by their day, refused or asked about, taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.rules.file.refusals import RulebookRefused
from app.services.journal import Dot
from app.services.rulebooks import DoubtfulRules, NewRulebook
from tests.app.services.conftest import Center, demo_rules

APRIL = date(2027, 4, 1)
SLIP = """
[[price]]
rooms = ["活動室A"]
source = "体験"
prefer = 1
yen = { "午前" = %s }
"""


def dear(amount: int = 9_000_000) -> NewRulebook:
    rules = demo_rules()
    return replace(rules, text=rules.text + SLIP % amount, valid_from=APRIL)


def test_a_new_version_stands_beside_the_old_one_and_is_taken_back(
    center: Center,
) -> None:
    version = replace(demo_rules(), name="新しい規則", valid_from=APRIL)
    outcome = center.desk.rulebooks.enact(center.staff, version)
    assert [row.valid_from for row in center.desk.rulebooks.versions()] == [
        APRIL,
        date(2020, 4, 1),
    ]
    assert isinstance(outcome.entry, Dot)
    center.desk.journal.undo(center.staff, outcome.entry)
    [left] = center.desk.rulebooks.versions()
    assert left.valid_from == date(2020, 4, 1)


def test_what_is_hardly_meant_is_asked_about_first(center: Center) -> None:
    with pytest.raises(DoubtfulRules) as asked:
        center.desk.rulebooks.enact(center.staff, dear())
    assert len(center.desk.rulebooks.versions()) == 1
    center.desk.rulebooks.enact(center.staff, dear(), asked.value.keys)
    assert len(center.desk.rulebooks.versions()) == 2


def test_another_slip_is_not_accepted_with_the_first(center: Center) -> None:
    with pytest.raises(DoubtfulRules) as asked:
        center.desk.rulebooks.enact(center.staff, dear())
    with pytest.raises(DoubtfulRules):
        center.desk.rulebooks.enact(center.staff, dear(8_000_000), asked.value.keys)
    assert len(center.desk.rulebooks.versions()) == 1


def test_what_was_accepted_is_not_asked_again(center: Center) -> None:
    with pytest.raises(DoubtfulRules) as asked:
        center.desk.rulebooks.enact(center.staff, dear())
    center.desk.rulebooks.enact(center.staff, dear(), asked.value.keys)
    later = replace(dear(), name="翌年", valid_from=date(2028, 4, 1))
    center.desk.rulebooks.enact(center.staff, later)
    assert len(center.desk.rulebooks.versions()) == 3


def test_a_version_of_the_past_is_asked_about(center: Center) -> None:
    version = replace(demo_rules(), valid_from=date(2021, 4, 1))
    with pytest.raises(DoubtfulRules):
        center.desk.rulebooks.enact(center.staff, version)


def test_an_exported_version_needs_no_other_file(center: Center, tmp_path: Path) -> None:
    [row] = center.desk.rulebooks.versions()
    path = tmp_path / "規則.toml"
    path.write_text(center.desk.rulebooks.exported(row.id), "utf-8")
    version = NewRulebook.of_file(path, APRIL)
    assert not version.bases
    key = center.desk.rulebooks.enact(center.staff, version).value
    told = center.desk.rulebooks.told
    assert set(told(key)) == set(told(row.id))


#: What has become of a file on its way.
BAD: dict[str, Callable[[str], str]] = {
    "truncated": lambda text: text[: text.index("rate = 0.5") + 5],
    "huge": lambda text: text + "#" * 10_000_000,
    "deep": lambda text: text + "\nx = " + "[" * 50_000,
    "wrong type": lambda text: text.replace("= 500,", '= "五百",'),
    "negative": lambda text: text.replace("= 500,", "= -500,"),
    "rate": lambda text: text.replace("rate = 0.5", "rate = 10.0"),
    "date": lambda text: text + "\n[[closed]]\ndates = [2027-02-30]\nreason = 'x'\n",
    "circle": lambda text: text.replace('base = "koshigaya"', 'base = "規則"'),
}


@pytest.mark.parametrize("how", BAD)
def test_a_bad_file_leaves_the_rules_in_force(
    how: str, center: Center, tmp_path: Path
) -> None:
    text = BAD[how](demo_rules().text)
    assert text != demo_rules().text
    path = tmp_path / "規則.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(RulebookRefused) as refused:
        NewRulebook.of_file(path, APRIL)
    assert refused.value.line >= 1
    version = replace(demo_rules(), text=text, valid_from=APRIL, bases={"規則": text})
    with pytest.raises(RulebookRefused):
        center.desk.rulebooks.enact(center.staff, version)
    [row] = center.desk.rulebooks.versions()
    assert center.desk.rulebooks.text(row.id) == demo_rules().text
