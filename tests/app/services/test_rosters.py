"""Rosters of groups, year by year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from app.rules.people.person_rows import Doubtful, PersonLine, RowsRefused
from app.services.rosters import (
    AlreadyThere,
    NothingToTakeOver,
    Roster,
    Saved,
    StaleForm,
)
from tests.app.services.conftest import Center

BORN = date(1960, 4, 1)
LINES = (
    PersonLine("𠮷田　正", "ﾖｼﾀﾞ ﾀﾀﾞｼ", BORN, title="会長"),
    PersonLine("山﨑 花", phone="０４８－９６３－００００"),
    PersonLine("渡邊 一郎", address="越谷市大沢2"),
)


def save(
    center: Center, group: UUID, *lines: PersonLine, year: int = 2026
) -> tuple[Saved, Roster]:
    loaded = center.desk.rosters.of_group(group, year).loaded
    done = center.desk.rosters.save(center.staff, group, year, lines, loaded)
    return done.value, center.desk.rosters.of_group(group, year)


def names(roster: Roster) -> Sequence[str]:
    return [row.name for row in roster.rows]


def test_a_roster_is_kept_in_its_order(center: Center) -> None:
    group = center.register()
    saved, roster = save(center, group, *LINES, PersonLine(" "))
    assert saved == Saved(people=3, added=3, removed=0)
    assert names(roster) == ["𠮷田　正", "山﨑 花", "渡邊 一郎"]
    assert roster.rows[0].kana == "ヨシダ　タダシ" and roster.rows[0].title == "会長"
    assert roster.rows[1].phone == "048-963-0000"
    assert center.desk.rosters.years(group) == {2026: 3}


def test_who_speaks_for_a_group_is_offered(center: Center) -> None:
    group = center.register()
    [head] = center.desk.rosters.of_group(group, 2026).heads
    assert (head.name, head.title) == ("髙橋 節子", "会長")
    _, roster = save(center, group, head)
    assert roster.heads == [] and roster.rows[0].person_id == head.person_id


def test_only_what_changed_is_written(center: Center) -> None:
    group = center.register()
    _, roster = save(center, group, *LINES)
    first, second, third = roster.lines
    kept = [third, replace(first, phone="048-963-1111")]
    saved, roster = save(center, group, *kept)
    assert saved == Saved(people=2, added=0, removed=1)
    assert names(roster) == ["渡邊 一郎", "𠮷田　正"]
    [fields] = [
        [name for name, *_ in event.fields]
        for event in center.desk.journal.history("person", roster.rows[1].person_id)
        if event.verb == "roster.save"
    ][1:]
    assert fields == ["phone"]
    assert second.person_id not in {row.person_id for row in roster.rows}


def test_a_cell_that_was_emptied_is_empty(center: Center) -> None:
    group = center.register()
    _, roster = save(center, group, *LINES)
    lines = [replace(roster.lines[0], name="吉田 正", kana="", born_on=None, title="")]
    _, roster = save(center, group, *lines)
    assert roster.lines == lines


def test_last_year_is_taken_over(center: Center) -> None:
    group, rosters = center.register(), center.desk.rosters
    with pytest.raises(NothingToTakeOver):
        rosters.take_over(center.staff, group, 2026, 2027)
    save(center, group, *LINES)
    assert rosters.of_group(group, 2027).earlier == 2026
    rosters.take_over(center.staff, group, 2026, 2027)
    before, after = (rosters.of_group(group, year) for year in (2026, 2027))
    assert before.lines == after.lines and before.rows != after.rows
    with pytest.raises(AlreadyThere):
        rosters.take_over(center.staff, group, 2026, 2027)


def test_one_person_in_several_groups_is_one_person(center: Center) -> None:
    first, second = center.register(), center.register("月の会", "ツキノカイ")
    _, roster = save(center, first, *LINES)
    same = replace(LINES[0], name="吉田正", address="越谷市弥生町1-1")
    saved, other = save(center, second, same)
    assert saved.added == 0
    assert other.rows[0].person_id == roster.rows[0].person_id
    assert other.rows[0].name == "𠮷田　正"
    assert other.rows[0].address == "越谷市弥生町1-1"
    assert other.rows[0].groups == ("花の会",)
    card = center.desk.rosters.person(other.rows[0].person_id)
    assert {standing.group for standing in card.standings} == {"月の会", "花の会"}


def test_a_name_alone_is_asked_about_and_never_joined(center: Center) -> None:
    first, second = center.register(), center.register("月の会", "ツキノカイ")
    save(center, first, *LINES)
    line = PersonLine("山崎花")
    with pytest.raises(Doubtful) as asked:
        save(center, second, line)
    [doubt] = asked.value.doubts
    [candidate] = doubt.candidates
    assert candidate.groups == ("花の会",) and candidate.phone == "048-963-0000"
    assert center.desk.rosters.doubts(second, [line]) == [doubt]
    _, same = save(center, second, replace(line, person_id=candidate.id))
    assert same.rows[0].phone == "048-963-0000"  # an empty cell empties nothing
    _, other = save(center, second, replace(line, apart=True))
    assert other.rows[0].person_id != candidate.id


def test_within_a_group_a_name_is_enough(center: Center) -> None:
    group = center.register()
    _, before = save(center, group, *LINES)
    _, after = save(center, group, PersonLine("山崎　花"), year=2027)
    assert after.rows[0].person_id == before.rows[1].person_id


def test_two_people_of_one_name_on_one_roster(center: Center) -> None:
    group = center.register()
    twins = [PersonLine("渡邊 一郎"), PersonLine("渡邉一郎")]
    with pytest.raises(Doubtful):
        save(center, group, *twins)
    saved, _ = save(center, group, twins[0], replace(twins[1], apart=True))
    assert saved == Saved(2, 2, 0)
    assert save(center, group, *center.desk.rosters.of_group(group, 2026).lines)[
        0
    ] == Saved(2, 0, 0)


def test_nothing_is_half_saved(center: Center) -> None:
    group = center.register()
    before = center.desk.journal.vector()
    with pytest.raises(RowsRefused):
        save(center, group, LINES[0], PersonLine("", phone="1"))
    assert center.desk.journal.vector() == before


def test_the_second_of_two_clerks_is_told(center: Center) -> None:
    group, rosters = center.register(), center.desk.rosters
    save(center, group, *LINES)
    mine = rosters.of_group(group, 2026)
    save(center, group, *mine.lines, PersonLine("石井 実"))
    with pytest.raises(StaleForm) as stale:
        rosters.save(center.staff, group, 2026, mine.lines[:1], mine.loaded)
    assert {change.row.kind for change in stale.value.changes} == {
        "roster_line",
        "person",
    }
    again = replace(mine.loaded, loaded=stale.value.loaded)
    rosters.save(center.staff, group, 2026, mine.lines[:1], again)
    assert names(rosters.of_group(group, 2026)) == ["𠮷田　正"]


def test_undo_takes_the_roster_back_and_leaves_the_people(center: Center) -> None:
    group, rosters = center.register(), center.desk.rosters
    loaded = rosters.of_group(group, 2026).loaded
    done = rosters.save(center.staff, group, 2026, LINES, loaded)
    assert done.entry
    center.desk.journal.undo(center.staff, done.entry)
    assert rosters.of_group(group, 2026).rows == []
    saved, _ = save(center, group, LINES[0])
    assert saved == Saved(people=1, added=0, removed=0)
    assert center.desk.journal.complaints() == []


def test_an_age_old_name_is_found_however_it_is_written(center: Center) -> None:
    first, second = center.register(), center.register("月の会", "ツキノカイ")
    save(center, first, PersonLine("渡邊 富士子", born_on=BORN))
    for spelt in ("渡辺冨士子", "渡邉　富士子", "渡 邊 富 士 子"):
        saved, _ = save(center, second, PersonLine(spelt, born_on=BORN))
        assert saved.added == 0
