"""試算 and 料金改定の影響額 over what was really booked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from app.kit.progress import Cancelled, Progress
from app.rules.trial.impact import Change
from app.services.rulebooks import NewRulebook
from tests.app.services.conftest import Center, demo_rules

TUESDAY = date(2026, 12, 1)


def edited(center: Center) -> NewRulebook:
    """From April on, 午前 of 活動室A costs 1,000円."""
    more = """
[[price]]
rooms = ["活動室A"]
source = "体験"
valid_from = 2027-04-01
yen = { "午前" = 1000, "午後" = 1000, "夜間" = 900, "全日" = 2700 }
"""
    rules = demo_rules()
    return replace(rules, text=rules.text + more, valid_from=date(2027, 4, 1))


@pytest.fixture
def version(center: Center) -> NewRulebook:
    return edited(center)


def test_both_versions_answer_the_same_question(
    center: Center, version: NewRulebook
) -> None:
    [now] = center.desk.rulebooks.versions()
    ask = {
        "kind": "quote",
        "room": "活動室A",
        "use_date": "2027-05-11",
        "slots": ["午前"],
    }
    found = center.desk.trials.ask(ask, now.id, version)
    [fee] = [each for each in found.values if each.label == "使用料"]
    assert (fee.left, fee.right, fee.same) == ("800円", "1,000円", False)
    assert found.left.reasons[0].rule != found.right.reasons[0].rule


def test_the_form_knows_both_versions(center: Center, version: NewRulebook) -> None:
    [now] = center.desk.rulebooks.versions()
    keys = {entry.key for entry in center.desk.trials.form("quote", now.id, version)}
    assert {"room", "slots", "use_date"} <= keys


def test_the_bookings_of_a_year_are_priced_again(
    center: Center, version: NewRulebook
) -> None:
    desk, staff, group = center.desk, center.staff, center.register()
    [now] = desk.rulebooks.versions()
    assert desk.trials.years() == ()
    desk.bookings.book(staff, center.wish(group, TUESDAY, "午前"))
    desk.bookings.book(staff, center.wish(group, TUESDAY, "午前", room="活動室B"))
    gone = desk.bookings.book(staff, center.wish(group, TUESDAY, "午後")).value
    desk.bookings.cancel(staff, gone.id)
    assert desk.trials.years() == (2026,)

    found = desk.trials.impact(2026, now.id, version, Progress())
    assert found.as_of == date(2027, 4, 1)
    assert (found.left, found.right) == ("令和2年4月1日(水)からの版", version.told)
    assert version.told.endswith("（まだ入れていない版）")
    changed = {row.used.room: row.change for row in found.impact.rows}
    assert changed == {"活動室A": Change.MORE, "活動室B": Change.SAME}
    assert found.impact.total.change == 200
    assert [row.used.registered for row in found.impact.rows] == [True, True]
    assert desk.trials.impact(2025, now.id, version, Progress()).impact.rows == ()

    book = load_workbook(BytesIO(desk.trials.workbook(found)))
    assert book.sheetnames == ["まとめ", "部屋別", "団体別", "予約", "答えのない予約"]
    rooms = list(book["部屋別"].values)
    assert rooms[3][:5] == ("活動室A", 1, 0, 800, 1000)
    assert len(list(book["予約"].values)) == 5


def test_nobody_has_to_wait_for_an_impact(center: Center, version: NewRulebook) -> None:
    desk, group = center.desk, center.register()
    [now] = desk.rulebooks.versions()
    desk.bookings.book(center.staff, center.wish(group, TUESDAY, "午前"))
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        desk.trials.impact(2026, now.id, version, progress)
