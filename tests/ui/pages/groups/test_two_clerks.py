"""Two windows on one database, one form."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services.staff import NewStaff
from tests.app.services.conftest import Center
from tests.ui.pages.groups.desk import Clerk, at_desk
from ui.contracts import OpenGroup
from ui.kit.ops import Ops
from ui.kit.shots import cut_texts, sticking_out
from ui.kit.tabs import Segments
from ui.kit.text import Text
from ui.pages.groups.clash_sheet import ClashSheet

Key, Held = Qt.Key, Qt.KeyboardModifier
CONTROL, ALT = Held.ControlModifier, Held.AltModifier


@pytest.fixture
def group(center: Center) -> UUID:
    return center.register("葛\U000e0100城の会", "カツラギノカイ")


@pytest.fixture
def second(center: Center, ops: Ops, qtbot: QtBot, group: UUID) -> Clerk:
    """Met the change that the first saved meanwhile; the sheet is open."""
    newcomer = NewStaff("山﨑 節子", "ヤマザキ セツコ", "1357")
    staff = center.desk.staff.add(center.staff, newcomer).value
    first = at_desk(center, ops, qtbot)
    second = at_desk(center, ops, qtbot, staff=staff, name=newcomer.name)
    for clerk, dues in ((first, "年1,000円"), (second, "月500円")):
        clerk.window.activateWindow()
        clerk.window.open_page("groups", OpenGroup(group))
        clerk.wait()
        clerk.page.card.correct.emit()
        clerk.wait()
        clerk.form.form["dues"].set_text(dues)
    first.form.form["note"].set_text("会則を受け取った")
    second.form.form["area"].set_text("市内全域")
    center.clock.now += timedelta(minutes=3)
    first.form.form.confirm()
    first.wait()
    second.form.form.confirm()
    second.wait()
    return second


def sheet(clerk: Clerk) -> ClashSheet:
    found = clerk.sheet(ClashSheet)
    assert isinstance(found, ClashSheet)
    return found


def test_the_sheet_tells_who_when_and_what(second: Clerk) -> None:
    found = sheet(second)
    assert found.windowTitle() == "渡邊 千恵子さんが先に直しています"
    told = " ".join(text.text() for text in found.findChildren(Text))
    assert "R8.11.24 14:10" in told
    for words in ("年1,000円", "月500円", "会則を受け取った", "窓口メモ", "会費"):
        assert words in told
    assert not cut_texts(found) and not sticking_out(found)


def test_their_changes_stay_and_mine_are_saved(second: Clerk, group: UUID) -> None:
    second.chord(Key.Key_Return, CONTROL)
    form = second.center.desk.groups.card(group).form
    assert (form.dues, form.note, form.area) == (
        "年1,000円",
        "会則を受け取った",
        "市内全域",
    )
    assert second.page.form is None


def test_of_both_one_is_chosen(second: Clerk, group: UUID) -> None:
    [choice] = sheet(second).findChildren(Segments)
    choice.choose(1)
    second.chord(Key.Key_Return, CONTROL)
    assert second.center.desk.groups.card(group).form.dues == "月500円"


def test_looking_again_keeps_what_was_typed(second: Clerk, group: UUID) -> None:
    second.chord(Key.Key_Escape)
    form = second.form.form
    assert (form["dues"].text(), form["area"].text()) == ("月500円", "市内全域")
    assert form["note"].text() == "会則を受け取った"
    assert "「年1,000円」に直しています" in form["dues"].error()
    assert second.window.focusWidget() is form["dues"].editor()
    form.confirm()
    second.wait()
    kept = second.center.desk.groups.card(group).form
    assert (kept.dues, kept.note) == ("月500円", "会則を受け取った")
