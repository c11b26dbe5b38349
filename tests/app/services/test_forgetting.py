"""A person who asks to be forgotten."""

from __future__ import annotations

from datetime import date

import pytest

from app.rules.people.person_rows import PersonLine
from app.services.insurance import EnrolLine, EnrolWish
from app.services.rosters import AwaitsInsurance, NothingToTakeOver, SpeaksForGroup
from db.journal import log
from db.journal.amend import NotUndoable
from tests.app.services.conftest import Center
from tests.app.services.insured import plans

LINE = PersonLine("渡邊 富士子", "ワタナベ　フジコ", date(1960, 4, 1), phone="0489630000")


def test_nothing_says_any_more_who_it_was(center: Center) -> None:
    rosters, insurance = center.desk.rosters, center.desk.insurance
    group = center.register()
    loaded = rosters.of_group(group, 2026).loaded
    rosters.save(center.staff, group, 2026, [LINE, PersonLine("石井 実")], loaded)
    line = rosters.of_group(group, 2026).lines[0]
    assert line.person_id
    wish = EnrolWish(2026, [EnrolLine(line, plans(center)[0])], group)
    batch = insurance.enrol(center.staff, wish).value.batch_id
    with pytest.raises(AwaitsInsurance):
        rosters.forgetting(line.person_id)
    insurance.deliver(center.staff, [batch], date(2026, 11, 24))
    forgetting = rosters.forgetting(line.person_id)
    assert forgetting.insured_until == date(2027, 3, 31)
    assert [s.group for s in forgetting.card.standings] == ["花の会"]
    done = rosters.forget(center.staff, line.person_id)
    assert [row.name for row in rosters.of_group(group, 2026).rows] == ["石井 実"]
    assert insurance.batch(batch).batch.premium == 350
    assert insurance.batch(batch).rows[0].name == ""
    with center.store.read() as session:
        bodies = [
            change.body.text or ""
            for entry in log.entries(session, {})
            for change in entry.changes
        ]
    assert not any("富士子" in body or "フジコ" in body for body in bodies)
    assert done.entry
    with pytest.raises(NotUndoable):
        center.desk.journal.undo(center.staff, done.entry)
    assert center.desk.journal.complaints() == []


def test_the_name_is_somebody_new_afterwards(center: Center) -> None:
    rosters, group = center.desk.rosters, center.register()
    loaded = rosters.of_group(group, 2026).loaded
    rosters.save(center.staff, group, 2026, [LINE], loaded)
    [row] = rosters.of_group(group, 2026).rows
    rosters.forget(center.staff, row.person_id)
    loaded = rosters.of_group(group, 2026).loaded
    with pytest.raises(NothingToTakeOver):
        rosters.take_over(center.staff, group, 2026, 2027)
    saved = rosters.save(center.staff, group, 2026, [LINE], loaded).value
    assert saved.added == 1 and rosters.years(group) == {2026: 1}
    assert rosters.of_group(group, 2026).rows[0].person_id != row.person_id


def test_who_speaks_for_a_group_is_kept(center: Center) -> None:
    group = center.register()
    [head] = center.desk.rosters.of_group(group, 2026).heads
    assert head.person_id
    with pytest.raises(SpeaksForGroup):
        center.desk.rosters.forget(center.staff, head.person_id)
