"""Groups registered, shown and corrected."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.kit.checks import FieldRefused
from app.rules.people.group_form import MoreLocalThanMembers
from app.services.groups import (
    GroupForm,
    LoadedGroup,
    PersonForm,
    RowGone,
    StaleForm,
)
from tests.app.services.conftest import Center

HEAD = PersonForm(name="𠮷田 髙志", kana="よしだ たかし", title="理事長")
FORM = GroupForm(
    name="葛\U000e0100城の里を歩く会",
    kana="かつらぎのさとをあるくかい",
    postal_code="３４３－０８１３",
    phone="０４８ー９６３ー００００",
    field1=7,
    members=24,
    members_local=18,
    activities="月1回の散策\n年1回の発表会",
    representative=HEAD,
)


def test_a_form_is_kept_as_papers_want_it(center: Center) -> None:
    made = center.desk.groups.register(center.staff, FORM).value
    card = center.desk.groups.card(made.id)
    assert made.number == card.number == "H26-0001"
    assert card.form.name == FORM.name  # the selector is kept
    assert card.form.kana == "カツラギノサトヲアルクカイ"
    assert card.form.postal_code == "343-0813"
    assert card.form.phone == "048-963-0000"
    assert card.form.representative == replace(HEAD, kana="ヨシダ　タカシ")
    assert card.form.contact == PersonForm()
    assert card.valid_until == date(2027, 3, 31)


def test_correcting_touches_only_what_changed(center: Center) -> None:
    desk = center.desk
    made = desk.groups.register(center.staff, FORM).value
    card = desk.groups.card(made.id)
    contact = PersonForm(name="山﨑 節子", kana="ヤマザキ　セツコ")
    changed = replace(card.form, phone="048-963-1111", contact=contact)
    desk.groups.correct(center.staff, made.id, changed, card.loaded)
    assert desk.groups.card(made.id).form == changed
    last = desk.journal.history("group", made.id)[-1]
    assert [name for name, *_ in last.fields] == ["phone"]


@pytest.mark.parametrize(
    "bad",
    [
        replace(FORM, name=""),
        replace(FORM, name="花" * 81),
        replace(FORM, name="花の会\n二行目"),
        replace(FORM, name="花の会😀"),
        replace(FORM, name="花の\x07会"),
        replace(FORM, kana="花"),
        replace(FORM, field1=21),
        replace(FORM, members=-1),
        replace(FORM, activities="行\n" * 10_000),
        replace(FORM, representative=PersonForm()),
        replace(FORM, contact=PersonForm(phone="090-0000-0188")),
    ],
)
def test_nothing_is_half_saved(center: Center, bad: GroupForm) -> None:
    before = center.desk.journal.vector()
    with pytest.raises(FieldRefused):
        center.desk.groups.register(center.staff, bad)
    assert center.desk.journal.vector() == before


def test_the_second_of_two_clerks_is_told(center: Center) -> None:
    groups = center.desk.groups
    made = groups.register(center.staff, FORM).value
    mine, theirs = groups.card(made.id), groups.card(made.id)
    head = replace(HEAD, kana="ヨシダ　タカシ", phone="048-963-2222")
    changed = replace(theirs.form, phone="048-963-1111", representative=head)
    groups.correct(center.staff, made.id, changed, theirs.loaded)
    with pytest.raises(StaleForm) as stale:
        groups.correct(center.staff, made.id, replace(mine.form, note="済"), mine.loaded)
    told = {(c.row.kind, c.field): (c.old, c.new) for c in stale.value.changes}
    assert told == {
        ("group", "phone"): ("048-963-0000", "048-963-1111"),
        ("person", "phone"): ("", "048-963-2222"),
    }
    assert {change.staff for change in stale.value.changes} == {"渡邊 千恵子"}
    card = groups.card(made.id)
    assert card.form == changed
    groups.correct(center.staff, made.id, replace(card.form, note="済"), card.loaded)
    assert groups.card(made.id).form == replace(changed, note="済")


def test_a_contact_who_is_gone_does_not_come_back(center: Center) -> None:
    groups = center.desk.groups
    contact = PersonForm(name="山﨑 節子")
    made = groups.register(center.staff, replace(FORM, contact=contact)).value
    card = groups.card(made.id)
    gone = replace(card.form, contact=PersonForm())
    groups.correct(center.staff, made.id, gone, card.loaded)
    with pytest.raises(RowGone):
        groups.correct(center.staff, made.id, card.form, card.loaded)
    assert groups.card(made.id).form.contact == PersonForm()


def test_a_contact_who_is_new_is_told(center: Center) -> None:
    groups = center.desk.groups
    made = groups.register(center.staff, FORM).value
    card = groups.card(made.id)
    contact = PersonForm(name="山﨑 節子")
    groups.correct(
        center.staff, made.id, replace(card.form, contact=contact), card.loaded
    )
    with pytest.raises(StaleForm):
        groups.correct(center.staff, made.id, card.form, card.loaded)


def test_what_a_form_has_seen_outlives_a_restart(center: Center) -> None:
    made = center.desk.groups.register(center.staff, FORM).value
    loaded = center.desk.groups.card(made.id).loaded
    assert LoadedGroup.from_text(loaded.as_text()) == loaded


def test_more_members_in_the_city_than_members(center: Center) -> None:
    with pytest.raises(MoreLocalThanMembers):
        center.desk.groups.register(center.staff, replace(FORM, members_local=25))


def test_a_registered_group_is_found(center: Center) -> None:
    groups = center.desk.groups
    made = groups.register(center.staff, FORM).value
    assert [row.id for row in groups.search("カツラギ 吉田")] == [made.id]
    assert groups.search("なし") == []
    assert [row.id for row in groups.search(" ")] == [made.id]


def test_the_usual_kinds_are_offered(center: Center) -> None:
    assert center.desk.groups.kinds() == []
    for kind in ("自治会", "NPO法人", "", "NPO法人"):
        center.desk.groups.register(center.staff, replace(FORM, kind=kind))
    assert center.desk.groups.kinds() == ["NPO法人", "自治会"]
    assert center.desk.groups.kinds(1) == ["NPO法人"]


@pytest.mark.parametrize(
    "words", ["かつらぎ", "ｶﾂﾗｷﾞ", "葛城", "H26-0001", "0000", "吉田", "里を歩く"]
)
def test_a_group_is_found_again(center: Center, words: str) -> None:
    center.register("花の会", "ハナノカイ")
    made = center.desk.groups.register(center.staff, replace(FORM, phone="048-963-0000"))
    found = [row.id for row in center.desk.groups.search(words)]
    expected = made.value.id
    if words == "H26-0001":
        expected = next(r.id for r in center.desk.groups.search("花の会"))
    assert found == [expected]


def test_without_words_the_latest_come_first(center: Center) -> None:
    first, second = center.register("花の会"), center.register("月の会", "ツキノカイ")
    assert [row.id for row in center.desk.groups.search(" ")] == [second, first]
