"""臨時休館 in the real window, by keyboard."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.app.services.conftest import Center
from tests.ui.pages.emergencies.house import TOMORROW, Clerk, at_desk, book
from tests.ui.pages.window import SIZES
from tests.ui.tray import Tray
from ui.contracts import CloseRooms
from ui.kit.line_edit import LineEdit
from ui.kit.ops import Ops
from ui.kit.shots import shoot
from ui.kit.text import Text
from ui.pages.emergencies import words
from ui.pages.emergencies.sheets import CallSheet, SettleSheet
from ui.pages.today.page import TodayPage
from ui.parts.paper_sheet import PaperSheet

Key, Held = Qt.Key, Qt.KeyboardModifier
CONTROL, ALT = Held.ControlModifier, Held.AltModifier


@pytest.fixture
def clerk(center: Center, ops: Ops, qtbot: QtBot, tray: Tray) -> Clerk:
    book(center)
    return at_desk(center, ops, qtbot)


def closed(clerk: Clerk) -> UUID:
    """Closed through the screen, and its call sheet put away."""
    clerk.window.open_page("emergencies", CloseRooms(TOMORROW, 13 * 60))
    clerk.wait()
    clerk.chord(Key.Key_Return, CONTROL)
    clerk.chord(Key.Key_Escape)
    return clerk.center.desk.emergencies.latest()[0].id


def results(clerk: Clerk, key: UUID) -> list[tuple[str, str]]:
    lines = clerk.center.desk.emergencies.card(key).lines
    return [(line.call.result, line.call.wanted) for line in lines]


def test_each_digit_notes_a_call_and_goes_on(clerk: Clerk) -> None:
    key = closed(clerk)
    for digit in (Key.Key_1, Key.Key_4, Key.Key_5):
        clerk.chord(digit)
    assert results(clerk, key) == [
        ("reached", "cancel"),
        ("absent", ""),
        ("calls_back", ""),
    ]
    clerk.chord(Key.Key_Z, CONTROL)
    assert results(clerk, key)[2] == ("", "")
    clerk.chord(Key.Key_3)  # the last row is still chosen
    clerk.chord(Key.Key_Up)
    clerk.chord(Key.Key_6)
    assert results(clerk, key)[1:] == [("wrong_number", ""), ("reached", "thinking")]


def test_enter_opens_a_call_with_the_places_that_are_near(clerk: Clerk) -> None:
    key = closed(clerk)
    clerk.chord(Key.Key_Return)
    sheet = clerk.sheet(CallSheet)
    assert sheet is not None and "花の会1" in sheet.windowTitle()
    clerk.chord(Key.Key_3, ALT)  # the second place
    line = clerk.center.desk.emergencies.card(key).lines[0]
    assert (line.call.wanted, line.call.slots) == ("move", "午後")
    assert line.call.day is not None and line.call.day > TOMORROW
    assert line.to_room == "活動室B"
    clerk.chord(Key.Key_Z, CONTROL)
    line = clerk.center.desk.emergencies.card(key).lines[0]
    assert not line.call.wanted and clerk.page.pane.near(line)


def test_seven_cuts_short_what_begins_before_and_says_why_it_cannot(
    center: Center, ops: Ops, qtbot: QtBot, tray: Tray
) -> None:
    group = center.register("長い名前の会", "ナガイ")
    wish = center.wish(group, TOMORROW, "午前", "午後")
    center.desk.bookings.book(center.staff, wish)
    clerk = at_desk(center, ops, qtbot)
    key = closed(clerk)
    assert words.came(center.desk.emergencies.card(key).lines[0]) == "短縮の案"
    clerk.chord(Key.Key_7)
    assert results(clerk, key) == [("reached", "shorten")]
    clerk.chord(Key.Key_S, ALT)
    sheet = clerk.sheet(SettleSheet)
    assert isinstance(sheet, SettleSheet)
    [row] = sheet.table.rows.rows()
    assert words.becomes(row) == "13:00までに短縮"


def test_what_lies_within_is_not_cut_and_stays_chosen(clerk: Clerk) -> None:
    key = closed(clerk)
    clerk.chord(Key.Key_7)
    assert clerk.sheet() is not None  # the box that says why not
    clerk.chord(Key.Key_Escape)
    assert results(clerk, key)[0] == ("", "")
    line = clerk.page.pane.table.current()
    assert line is not None and line.call.place == 1


def test_the_row_with_the_focus_is_told_whole(clerk: Clerk) -> None:
    closed(clerk)
    clerk.chord(Key.Key_Down)
    line = clerk.page.pane.table.current()
    assert line is not None
    told = [text.text() for text in clerk.page.pane.findChildren(Text)]
    assert words.whole(line) in told and line.row.contact in words.whole(line)


def test_what_the_pass_does_with_the_row_with_the_focus_is_told_whole(
    clerk: Clerk,
) -> None:
    closed(clerk)
    clerk.chord(Key.Key_S, ALT)
    sheet = clerk.sheet(SettleSheet)
    assert isinstance(sheet, SettleSheet)
    for row in sheet.table.rows.rows()[:2]:
        told = words.settling(row)
        assert told.startswith(row.line.row.group) and words.told_of(row) in told
        assert told in [text.text() for text in sheet.findChildren(Text)]
        sheet.table.setFocus()
        clerk.chord(Key.Key_Down)


def test_a_promised_place_that_is_gone_is_told_before_the_pass(clerk: Clerk) -> None:
    key, center = closed(clerk), clerk.center
    clerk.chord(Key.Key_2)
    line = center.desk.emergencies.card(key).lines[0]
    assert line.call.day is not None
    group = center.register("横から入った会", "ヨコカラ")
    wish = center.wish(group, line.call.day, "午後", room=line.to_room)
    center.desk.bookings.book(center.staff, wish)
    clerk.chord(Key.Key_S, ALT)
    sheet = clerk.sheet(SettleSheet)
    assert sheet is not None and not sheet.buttons
    clerk.chord(Key.Key_Escape)
    assert center.desk.emergencies.card(key).row.settled_at is None


def test_a_place_that_went_meanwhile_is_refused_and_another_shown(clerk: Clerk) -> None:
    key, center = closed(clerk), clerk.center
    line = center.desk.emergencies.card(key).lines[0]
    shown = clerk.page.pane.near(line)[0]
    wish = center.wish(
        center.register("横から入った会", "ヨコカラ"), shown.day, "午後", room=shown.room
    )
    center.desk.bookings.book(center.staff, wish)
    clerk.chord(Key.Key_2)
    assert clerk.sheet() is not None  # the box that says who has it
    clerk.chord(Key.Key_Escape)
    assert clerk.page.pane.near(line)[0] != shown
    assert results(clerk, key)[0] == ("", "")


def test_the_pass_and_the_closing_are_taken_back_by_ctrl_z(clerk: Clerk) -> None:
    key, desk = closed(clerk), clerk.center.desk
    clerk.chord(Key.Key_S, ALT)
    clerk.chord(Key.Key_Return, CONTROL)
    clerk.chord(Key.Key_Escape)  # the letters
    assert desk.emergencies.card(key).row.settled_at is not None
    clerk.chord(Key.Key_Z, CONTROL)
    assert desk.emergencies.card(key).row.settled_at is None
    assert {line.row.status for line in desk.emergencies.card(key).lines} == {"confirmed"}


def test_a_closing_taken_back_leads_to_the_form(clerk: Clerk) -> None:
    closed(clerk)
    clerk.chord(Key.Key_Z, CONTROL)
    assert clerk.center.desk.emergencies.latest() == []
    assert clerk.page.plan.isVisible() and clerk.page.presenter.opened is None


def test_one_that_is_called_off_waits_no_more(clerk: Clerk) -> None:
    key, desk = closed(clerk), clerk.center.desk
    clerk.chord(Key.Key_1)
    clerk.chord(Key.Key_X, ALT)
    assert desk.emergencies.card(key).row.called_off
    assert desk.today.view(clerk.center.clock.now.replace(tzinfo=None)).emergencies == []
    clerk.chord(Key.Key_Z, CONTROL)
    assert desk.emergencies.card(key).row.settled_at is None


def test_today_knows_whom_to_call_and_f8_begins(clerk: Clerk) -> None:
    clerk.chord(Key.Key_F8)
    assert clerk.page.plan.isVisible()
    assert clerk.page.plan.form["day"].text() == "2026-11-24"
    key = closed(clerk)
    clerk.window.open_page("today")
    clerk.wait()
    today = clerk.window.page("today")
    assert isinstance(today, TodayPage)
    told = [(row.step.who, row.step.detail) for row in today.steps.rows()]
    assert ("臨時休館 13:00–21:30", "台風・連絡 あと3件") in told
    place = [row.step.who for row in today.steps.rows()].index("臨時休館 13:00–21:30")
    today.steps.press(place)
    clerk.wait()
    assert clerk.page.presenter.opened == key and clerk.page.pane.isVisible()


def test_the_proposal_is_taken_and_its_article_kept(clerk: Clerk) -> None:
    clerk.window.open_page("emergencies", CloseRooms(TOMORROW, 6 * 60, 7 * 60))
    clerk.wait()
    assert clerk.page.plan.table.rows.rowCount() == 0
    clerk.chord(Key.Key_P, ALT)
    plan = clerk.page.plan.plan()
    assert plan is not None and plan.rule.startswith("体験用の設定")
    assert (plan.starts.hour, plan.ends.hour, plan.ends.minute) == (9, 21, 30)
    assert clerk.page.plan.table.rows.rowCount() == 4


def test_what_cannot_be_meant_stands_at_its_field(clerk: Clerk) -> None:
    clerk.window.open_page("emergencies", CloseRooms(TOMORROW, 13 * 60, 12 * 60))
    clerk.wait()
    clerk.chord(Key.Key_Return, CONTROL)
    assert clerk.center.desk.emergencies.latest() == []
    edit = clerk.focus()
    assert isinstance(edit, LineEdit) and edit.accessibleName().startswith("何時まで")


def test_another_scale_keeps_what_is_open_and_what_was_typed(clerk: Clerk) -> None:
    clerk.window.open_page("emergencies", CloseRooms(TOMORROW, 13 * 60))
    clerk.wait()
    clerk.page.plan.form["reason"].set_text("雨戸を閉めるため")
    clerk.window.wear_look("light", 1.25)
    clerk.wait()
    assert clerk.page.plan.form["reason"].text() == "雨戸を閉めるため"
    key = closed(clerk)
    clerk.window.wear_look("dark", 1.0)
    clerk.wait()
    assert clerk.page.presenter.opened == key and clerk.page.pane.isVisible()


def test_those_before_are_listed_and_opened(clerk: Clerk) -> None:
    key = closed(clerk)
    clerk.chord(Key.Key_N, CONTROL)
    assert clerk.page.presenter.opened is None
    clerk.chord(Key.Key_L, ALT)
    clerk.chord(Key.Key_Return)
    assert clerk.page.presenter.opened == key
    clerk.chord(Key.Key_D, ALT)
    paper = clerk.sheet(PaperSheet)
    assert isinstance(paper, PaperSheet)
    assert paper.paper.title.startswith("臨時休館のお知らせ")
    clerk.chord(Key.Key_Escape)


@pytest.mark.parametrize(("width", "height", "scale"), SIZES)
def test_nothing_is_clipped(
    clerk: Clerk, tmp_path: Path, width: int, height: int, scale: float
) -> None:
    size = (width, height)

    def look(name: str) -> None:
        path = tmp_path / f"{name}.png"
        review = shoot(clerk.window, path, size, clerk.ops, scale).review
        assert not review.faults(), (name, review.faults())

    clerk.window.wear_look("light", scale)
    clerk.window.resize(width, height)
    clerk.window.open_page("emergencies", CloseRooms(TOMORROW, 13 * 60))
    clerk.wait()
    look("plan")
    clerk.chord(Key.Key_Return, CONTROL)
    clerk.chord(Key.Key_Escape)
    clerk.chord(Key.Key_2)
    look("card")
    clerk.chord(Key.Key_Return)
    look("call")
    clerk.chord(Key.Key_Escape)
    clerk.chord(Key.Key_S, ALT)
    look("settle")
    clerk.chord(Key.Key_Escape)
