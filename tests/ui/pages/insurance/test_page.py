"""保険 in the real window, by keys alone; the steps of the desk's task counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from tests.app.services.conftest import Center
from tests.app.services.insured import plans
from tests.ui.conftest import press
from tests.ui.pages.insurance.desk import Clerk, at_desk
from tests.ui.pages.window import SIZES
from tests.ui.people import person, this_year, write_roster
from tests.ui.tray import Tray
from ui.contracts import OpenInsurance
from ui.kit.layout import Scroll
from ui.kit.ops import Ops
from ui.kit.shots import shoot
from ui.pages.insurance.batch_sheet import BatchSheet
from ui.pages.insurance.presenter import BATCHES, PLANS
from ui.parts.paper_sheet import PaperSheet
from ui.parts.paste_sheet import PasteSheet

Key, Held = Qt.Key, Qt.KeyboardModifier
CONTROL, ALT = Held.ControlModifier, Held.AltModifier


@pytest.fixture
def clerk(center: Center, ops: Ops, qtbot: QtBot) -> Iterator[Clerk]:
    yield at_desk(center, ops, qtbot)
    QGuiApplication.clipboard().clear()


def begin(clerk: Clerk, count: int = 3, year: int | None = None) -> None:
    """加入する for 花の会, whose roster has so many."""
    group = clerk.center.register()
    write_roster(clerk.center, group, count, year)
    plans(clerk.center)
    clerk.window.open_page("insurance", OpenInsurance(group_id=group))
    clerk.wait()


def test_thirty_from_last_year_without_two_are_enrolled_and_printed(
    clerk: Clerk, tray: Tray
) -> None:
    center = clerk.center
    group, year = center.register(), this_year(center)
    write_roster(center, group, 30, year - 1)
    plans(center)
    clerk.chord(Key.Key_5, CONTROL)
    clerk.chord(Key.Key_N, CONTROL)
    clerk.write("花の会")
    clerk.chord(Key.Key_Return)
    assert "昨年度" not in clerk.pane._source.text()
    for gone in (person(4), person(17)):
        clerk.write(gone.name)
        clerk.chord(Key.Key_Return)
    clerk.chord(Key.Key_Return, CONTROL)
    assert clerk.sheet(PaperSheet) is not None
    clerk.chord(Key.Key_P, CONTROL)
    clerk.chord(Key.Key_P, CONTROL)
    [application, roster] = tray.titles
    assert "加入申込書" in application and "加入者名簿" in roster
    assert len(clerk.steps) <= 9, clerk.steps
    [batch] = center.desk.insurance.batches(year)
    assert (batch.people, batch.premium, batch.owed) == (28, 28 * 350, 28 * 350)
    names = {row.name for row in center.desk.insurance.people(year)}
    assert not names & {person(4).name, person(17).name}


def test_a_premium_is_taken_back_by_keyboard(clerk: Clerk) -> None:
    begin(clerk)
    clerk.pane.terms.paid.setChecked(True)
    clerk.chord(Key.Key_Return, CONTROL)
    clerk.chord(Key.Key_Escape)
    [batch] = clerk.center.desk.insurance.batches(this_year(clerk.center))
    clerk.page.presenter.open_batch(batch.id)
    clerk.wait()
    clerk.chord(Key.Key_M, ALT)
    clerk.chord(Key.Key_1, ALT)
    clerk.chord(Key.Key_Return)
    clerk.write("double")
    clerk.chord(Key.Key_Return, CONTROL)
    paper = clerk.sheet(PaperSheet)
    assert isinstance(paper, PaperSheet)
    assert paper.paper.title.startswith("納付取消伝票（赤伝票） ")
    [batch] = clerk.center.desk.insurance.batches(this_year(clerk.center))
    assert batch.owed == batch.premium


def test_who_is_in_already_is_shown_and_left_out(clerk: Clerk) -> None:
    center = clerk.center
    begin(clerk)
    clerk.chord(Key.Key_Return, CONTROL)
    clerk.chord(Key.Key_Escape)
    other = center.register("月の会", "ツキノカイ")
    write_roster(center, other, 5)
    clerk.window.open_page("insurance", OpenInsurance(group_id=other))
    clerk.wait()
    shown = [each for _, each in clerk.pane.table.rows.rows()]
    assert [each.coming for each in shown] == [False] * 3 + [True] * 2
    assert shown[0].already.startswith("加入済 基本・花の会")
    assert clerk.pane.terms.total.text() == "700円"
    clerk.chord(Key.Key_Return, CONTROL)
    assert center.desk.insurance.batches(this_year(center))[0].people == 2


def test_each_person_may_have_another_plan(clerk: Clerk) -> None:
    begin(clerk)
    clerk.pane.table.setFocus()
    clerk.pane.table.selectRow(1)
    clerk.chord(Key.Key_2)
    assert clerk.pane.terms.total.text() == "1,200円"
    clerk.pane.terms.paid.setChecked(True)
    clerk.chord(Key.Key_Return, CONTROL)
    [batch] = clerk.center.desk.insurance.batches(this_year(clerk.center))
    assert (batch.premium, batch.owed) == (1200, 0)
    press(clerk.sheet() or clerk.window, Key.Key_Escape)
    clerk.wait()
    press(clerk.focus(), Key.Key_Z, CONTROL)
    clerk.wait()
    assert not clerk.center.desk.insurance.people(this_year(clerk.center))


def test_escape_keeps_what_was_chosen(clerk: Clerk) -> None:
    begin(clerk)
    clerk.write(person(1).name)
    clerk.chord(Key.Key_Return)
    clerk.pane.terms.activity.edit.setText("里山の手入れ")
    clerk.wait()
    clerk.chord(Key.Key_Escape)
    assert clerk.page.enrol.pane is None
    clerk.chord(Key.Key_N, CONTROL)
    assert "続きです" in clerk.window.status.said()[0]
    assert clerk.pane.terms.activity.text() == "里山の手入れ"
    assert clerk.pane.terms.total.text() == "700円"
    clerk.chord(Key.Key_Return, CONTROL)
    clerk.chord(Key.Key_Escape)
    clerk.chord(Key.Key_N, CONTROL)  # what is done is not begun again
    assert clerk.pane.terms.picker.group() is None
    [batch] = clerk.center.desk.insurance.batches(this_year(clerk.center))
    assert (batch.people, batch.activity) == (2, "里山の手入れ")


def test_a_first_day_before_tomorrow_needs_a_reason(clerk: Clerk) -> None:
    begin(clerk)
    today = clerk.center.clock.now.date()
    clerk.chord(Key.Key_T, ALT)
    clerk.pane.terms.start.set_day(today)
    clerk.wait()
    assert "翌日" in clerk.pane.terms.start.error()
    clerk.pane.terms.reason.set_text("disaster")
    clerk.wait()
    assert clerk.pane.terms.start.error() == ""
    clerk.chord(Key.Key_Return, CONTROL)
    rows = clerk.center.desk.insurance.people(this_year(clerk.center))
    assert {row.starts_on for row in rows} == {today}


def test_pasted_people_are_enrolled_without_a_roster(clerk: Clerk) -> None:
    plans(clerk.center)
    clerk.window.open_page("insurance", OpenInsurance())
    clerk.wait()
    clerk.pane.seek.setFocus()
    QGuiApplication.clipboard().setText(
        "氏名\tフリガナ\n佐藤 花\tサトウ\n木村 一\tキムラ\n"
    )
    clerk.chord(Key.Key_V, CONTROL)
    assert clerk.sheet(PasteSheet) is not None
    clerk.chord(Key.Key_Return, CONTROL)
    clerk.pane.seek.setFocus()
    clerk.chord(Key.Key_Return, CONTROL)
    people = clerk.center.desk.insurance.people(this_year(clerk.center))
    assert [row.name for row in people] == ["佐藤 花", "木村 一"]
    assert people[0].group == ""


def test_premiums_are_taken_and_go_to_the_council(clerk: Clerk) -> None:
    begin(clerk)
    clerk.chord(Key.Key_Return, CONTROL)
    clerk.chord(Key.Key_Escape)
    page, insurance = clerk.page, clerk.center.desk.insurance
    page.tabs.setCurrentIndex(BATCHES)
    page.batches.setFocus()
    page.batches.selectRow(0)
    clerk.chord(Key.Key_Return)
    assert clerk.sheet(BatchSheet) is not None
    clerk.chord(Key.Key_U, ALT)
    assert insurance.owed().batches[0].owed == 0
    assert "1,050円を受け取りました" in clerk.window.status.said()[0]
    page.narrow.choose(1)
    assert not page.batches.rows.rows()  # nothing is unpaid any more
    page.narrow.choose(2)
    assert len(page.batches.rows.rows()) == 1
    clerk.chord(Key.Key_S, ALT)
    assert not insurance.owed().batches and not page.batches.rows.rows()
    assert "社協に納めました" in clerk.window.status.said()[0]


def test_a_year_without_plans_says_so_and_copies_the_last(clerk: Clerk) -> None:
    center, year = clerk.center, this_year(clerk.center)
    plans(center, year=year - 1)
    group = center.register()
    write_roster(center, group, 2)
    clerk.window.open_page("insurance", OpenInsurance(group_id=group))
    clerk.wait()
    clerk.chord(Key.Key_L, ALT)
    assert clerk.page.tabs.currentIndex() == PLANS
    clerk.chord(Key.Key_H, ALT)
    table = clerk.page.plans.table
    assert [row.texts[2] for row in table.rows()] == ["350", "500"]
    clerk.chord(Key.Key_Return, CONTROL)
    assert table.model_.edits.faulty() == [(0, 3), (1, 3)]  # where is it published?
    table.model_.put({(0, 3): "令和8年度 ふくしの保険", (1, 3): "令和8年度 ふくしの保険"})
    clerk.chord(Key.Key_Return, CONTROL)
    assert [plan.premium for plan in center.desk.insurance.plans(year)] == [350, 500]
    table.model_.put({(1, 2): "550"})  # what was saved is what is corrected now
    clerk.chord(Key.Key_Return, CONTROL)
    assert [plan.premium for plan in center.desk.insurance.plans(year)] == [350, 550]
    loaded = center.desk.insurance.plan_table(year)
    forms = [replace(form, source="別の案内") for form in loaded.forms]
    center.desk.insurance.save_plans(center.staff, year, forms, loaded.loaded)
    table.model_.put({(0, 2): "400"})
    clerk.chord(Key.Key_Return, CONTROL)
    assert clerk.sheet() is not None  # somebody else has just changed them
    clerk.chord(Key.Key_Escape)
    clerk.chord(Key.Key_Return, CONTROL)
    assert [plan.premium for plan in center.desk.insurance.plans(year)] == [400, 550]


def test_on_the_last_night_the_next_year_is_offered(clerk: Clerk) -> None:
    year = this_year(clerk.center)
    clerk.center.clock.now = clerk.center.clock.now.replace(
        year=year + 1, month=3, day=31, hour=23, minute=59
    )
    plans(clerk.center, year=year + 1)
    begin(clerk)
    assert clerk.pane.terms.total.text() == ""
    clerk.chord(Key.Key_L, ALT)
    assert clerk.pane.terms.total.text() == "1,050円"
    clerk.chord(Key.Key_Return, CONTROL)
    rows = clerk.center.desk.insurance.people(year + 1)
    assert {row.starts_on for row in rows} == {date(year + 1, 4, 1)}


@pytest.mark.parametrize(("width", "height", "scale"), SIZES)
def test_every_view_fits(
    center: Center,
    ops: Ops,
    qtbot: QtBot,
    tmp_path: Path,
    width: int,
    height: int,
    scale: float,
) -> None:
    clerk = at_desk(center, ops, qtbot, scale)
    clerk.window.resize(width, height)

    def fits(name: str) -> None:
        shot = shoot(clerk.window, tmp_path / name, (width, height), ops, scale)
        assert not shot.review.faults(), (name, shot.review.faults())
        for area in clerk.window.findChildren(Scroll):
            if area.isVisible() and (within := area.widget()) is not None:
                assert within.width() <= area.viewport().width(), name

    clerk.window.open_page("insurance")
    clerk.wait()
    for tab in range(3):
        clerk.page.tabs.setCurrentIndex(tab)
        fits(f"empty{tab}.png")
    begin(clerk, 200)
    fits("enrol.png")
    clerk.chord(Key.Key_T, ALT)
    clerk.pane.terms.start.set_day(center.clock.now.date())
    clerk.wait()
    fits("early.png")
    clerk.pane.terms.start.set_day(None)
    clerk.wait()
    clerk.chord(Key.Key_Return, CONTROL)
    clerk.chord(Key.Key_Escape)
    for tab in range(3):
        clerk.page.tabs.setCurrentIndex(tab)
        fits(f"full{tab}.png")
    [batch] = center.desk.insurance.batches(this_year(center))
    clerk.page.presenter.open_batch(batch.id)
    clerk.wait()
    fits("batch.png")
