"""上限, 例外, what the rules ask of a use and キャンセル待ち, by keys at the grid."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from PySide6.QtWidgets import QComboBox, QDialog
from pytestqt.qtbot import QtBot

from app.services.staff import NewStaff
from tests.app.services.conftest import Center
from tests.app.services.test_fair_access import MONTHLY, OUTSIDERS, WAIVER
from tests.app.services.test_life_of_bookings import rules
from tests.ui.pages.bookings.test_page import (
    ALT,
    CONTROL,
    TUESDAY,
    Clerk,
    Key,
    at_desk,
)
from tests.ui.tray import Tray
from ui.contracts import OpenLedger
from ui.kit.buttons import Option
from ui.kit.dialog import FormSheet
from ui.kit.ops import Ops
from ui.kit.shots import sticking_out
from ui.kit.text import Text


@pytest.fixture
def clerk(center: Center, ops: Ops, qtbot: QtBot) -> Clerk:
    return at_desk(center, ops, qtbot)


def begin(clerk: Clerk, group: UUID, day: date = TUESDAY) -> None:
    room = clerk.center.room().id
    clerk.receive(OpenLedger(day, room, ("夜間",), group, 20))
    clerk.page.panel.purpose.editor().setFocus()
    clerk.write("総会")
    clerk.wait()


def booked(clerk: Clerk, *slots: str) -> UUID:
    center, group = clerk.center, clerk.center.register()
    for slot in slots:
        center.desk.bookings.book(center.staff, center.wish(group, TUESDAY, slot))
    return group


def told(clerk: Clerk) -> list[str]:
    box = clerk.page.panel.boxes[""]
    return [option.title for option in box.findChildren(Option)]


def sheet(clerk: Clerk) -> QDialog:
    [found] = [d for d in clerk.window.findChildren(QDialog) if d.isVisible()]
    return found


def test_an_exception_is_made_at_the_refusal_with_its_reason(
    clerk: Clerk, tray: Tray
) -> None:
    rules(clerk.center, MONTHLY, WAIVER)
    group = booked(clerk, "午前", "午後")
    begin(clerk, group)
    panel = clerk.page.panel
    assert not panel.go.isEnabled() and told(clerk)[-1] == "例外として認める"
    [*_, way] = panel.boxes[""].findChildren(Option)
    assert way.detail.startswith("理由を書きます(所長・係長・")
    assert panel.waiver.isHidden()
    clerk.chord(getattr(Key, f"Key_{len(told(clerk))}"), ALT)
    assert panel.waiver.isVisible() and panel.waiver.edit.hasFocus()
    assert panel.waiver.edit.accessibleName() == "例外を認める理由 必須"
    clerk.write("市の行事の準備のため")
    panel.typed.emit()
    clerk.wait()
    assert panel.go.isEnabled()
    assert not sticking_out(clerk.window)
    clerk.chord(Key.Key_K, ALT)
    third = clerk.center.desk.bookings.of_group(group)[0]
    [row] = clerk.center.desk.waivers.of_booking(third.id)
    assert row.reason == "市の行事の準備のため"
    clerk.receive(OpenLedger(TUESDAY, booking_id=third.id))
    opened = clerk.page.booking
    assert opened is not None and opened.opened.waivers
    assert not sticking_out(clerk.window)


def test_a_clerk_is_told_who_may_except_in_place_of_the_field(
    center: Center, ops: Ops, qtbot: QtBot
) -> None:
    new = NewStaff("山﨑 節", "ヤマザキ セツ", "1357")
    helper = center.desk.staff.add(center.staff, new).value
    clerk = at_desk(center, ops, qtbot, staff=helper)
    rules(center, MONTHLY, WAIVER)
    group = booked(clerk, "午前", "午後")
    begin(clerk, group)
    assert "例外として認める" not in told(clerk)
    box = clerk.page.panel.boxes[""]
    [words] = [t.text() for t in box.findChildren(Text) if "例外として" in t.text()]
    assert words.startswith("例外として認めるかは所長・係長が決め、")
    assert "所長・係長が操作者のときに入れられます。[" in words
    assert not sticking_out(clerk.window)


def test_only_what_the_rules_hang_on_is_asked_and_it_weighs(clerk: Clerk) -> None:
    group = clerk.center.register()
    begin(clerk, group)
    assert clerk.page.panel.facts.isHidden()
    rules(clerk.center, OUTSIDERS)
    clerk.page.reload()
    clerk.wait()
    panel = clerk.page.panel
    assert panel.facts.isVisible()
    where, commercial = panel.facts.editors()
    assert isinstance(where, QComboBox) and isinstance(commercial, QComboBox)
    assert [where.itemText(n) for n in range(where.count())] == [
        "聞いていない",
        "市内",
        "市外",
    ]
    where.setCurrentIndex(2)
    panel.typed.emit()
    clerk.wait()
    assert panel._total.text() == "1,350円"
    assert not sticking_out(clerk.window)
    clerk.chord(Key.Key_K, ALT)
    [card] = clerk.center.desk.bookings.of_group(group)
    assert (card.fee, card.facts) == (1350, '{"residency": "市外"}')
    begin(clerk, group, date(2026, 12, 8))
    assert panel.facts.text() == '{"residency": "市外"}'  # as they were last time


def test_who_comes_too_late_waits_straight_from_the_grid(clerk: Clerk) -> None:
    group, center = booked(clerk, "午前"), clerk.center
    [held] = center.desk.bookings.of_group(group)
    later = center.register("茶の会", "チャノカイ")
    clerk.chord(Key.Key_2, CONTROL)
    clerk.page.ledger.go(TUESDAY)
    clerk.wait()
    clerk.page.grid.setFocus()
    clerk.page.grid.walk.stand_on(held.id)
    clerk.chord(Key.Key_K)
    shown = sheet(clerk)
    assert isinstance(shown, FormSheet)
    form = shown.form
    form.fill({"group_id": later.hex, "purpose": "茶会", "users": "9"})
    form.fill({"said": "夜なら電話に出る"})
    clerk.wait()
    clerk.chord(Key.Key_Return, CONTROL)
    [row] = center.desk.waiting.listed()
    assert (row.group, row.slots, row.users) == ("茶の会", "午前", 9)
    assert row.note.endswith("夜なら電話に出る")
    assert not center.desk.waiting.to_ask()
    center.desk.bookings.cancel(center.staff, held.id)
    assert [each.group for each in center.desk.waiting.to_ask()] == ["茶の会"]


def test_a_taken_booking_says_that_one_can_wait(clerk: Clerk) -> None:
    group = booked(clerk, "午前")
    [held] = clerk.center.desk.bookings.of_group(group)
    clerk.receive(OpenLedger(TUESDAY, booking_id=held.id))
    clerk.window.activateWindow()
    clerk.chord(Key.Key_N, ALT)
    assert sheet(clerk).windowTitle() == "キャンセル待ちに入れる"
