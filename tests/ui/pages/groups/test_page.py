"""団体 in the real window, by keys alone; the steps of the desk's task counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.kit.kana import katakana
from app.services.groups import GroupForm, PersonForm
from tests.app.services.conftest import Center
from tests.ui.conftest import press, type_in
from tests.ui.pages.groups.desk import Clerk, Elsewhere, at_desk
from tests.ui.tray import Tray
from ui.contracts import NewGroup, OpenGroup, OpenLedger
from ui.kit.buttons import Option, Pill
from ui.kit.dialog import Sheet
from ui.kit.layout import row
from ui.kit.ops import Ops
from ui.kit.theme import Theme
from ui.pages.groups.form import group_form
from ui.pages.groups.form_presenter import BLANK
from ui.parts.paper_sheet import PaperSheet

Key, Held = Qt.Key, Qt.KeyboardModifier
CONTROL, ALT = Held.ControlModifier, Held.AltModifier


@pytest.fixture
def clerk(center: Center, ops: Ops, qtbot: QtBot) -> Clerk:
    return at_desk(center, ops, qtbot)


@pytest.fixture
def clipboard() -> Iterator[None]:
    yield
    QGuiApplication.clipboard().clear()


def test_every_field_of_the_form_is_there(qtbot: QtBot, t: Theme) -> None:
    form = group_form(t, row(t))
    qtbot.addWidget(form)
    assert set(form.values()) == set(BLANK)
    assert all(field.editor().accessibleName() for field in form)


def test_a_group_is_registered_and_its_certificate_printed(
    clerk: Clerk, tray: Tray
) -> None:
    clerk.chord(Key.Key_3, CONTROL)
    clerk.chord(Key.Key_N, CONTROL)
    clerk.fill("葛\U000e0100城の里を歩く会", "かつらぎのさとをあるくかい")
    clerk.chord(Key.Key_Return)  # the kana are there already
    for words in ("市民活動団体", "343-0813", "越谷市越ヶ谷四丁目2番1号", "048-963-0000"):
        clerk.fill(words)
    for _ in ("携帯電話", "FAX", "メール"):
        clerk.chord(Key.Key_Return)
    clerk.write("𠮷田 髙志", "よしだたかし")
    clerk.chord(Key.Key_Return, CONTROL)
    assert clerk.sheet(PaperSheet) is not None
    clerk.chord(Key.Key_P, CONTROL)
    assert tray.titles == ["団体登録証 H26-0001 葛\U000e0100城の里を歩く会"]
    assert len(clerk.steps) <= 8
    [row] = clerk.center.desk.groups.search("葛城")
    form = clerk.center.desk.groups.card(row.id).form
    assert form.kana == katakana("かつらぎのさとをあるくかい")
    assert form.representative == PersonForm(name="𠮷田 髙志", kana="ヨシダタカシ")
    assert (form.address, form.phone) == ("越谷市越ヶ谷四丁目2番1号", "048-963-0000")


def test_searching_choosing_and_booking_by_keys(clerk: Clerk) -> None:
    for name, kana in (
        ("花の会", "ハナノカイ"),
        ("月の会", "ツキノカイ"),
        ("花火会", "ハナビカイ"),
    ):
        clerk.center.register(name, kana)
    clerk.chord(Key.Key_3, CONTROL)
    clerk.write("ﾊﾅ")
    clerk.page.found.search_now()
    clerk.wait()
    found = [row.name for row in clerk.page.found.list.rows()]
    assert sorted(found) == ["花の会", "花火会"]
    clerk.chord(Key.Key_Down)
    assert clerk.page.found.edit.hasFocus()
    chosen = clerk.page.found.list.current()
    assert chosen is not None and chosen.id == clerk.page.presenter.chosen
    clerk.chord(Key.Key_Return)
    clerk.chord(Key.Key_Return)
    ledger = clerk.window.current_page()
    assert isinstance(ledger, Elsewhere)
    today = clerk.center.clock.now.date()
    assert ledger.got == [OpenLedger(today, group_id=chosen.id)]


def test_the_card_opens_a_booking_of_the_group(clerk: Clerk) -> None:
    center = clerk.center
    group = center.register()
    wish = center.wish(group, center.clock.now.date().replace(day=28), "午後")
    booking = center.desk.bookings.book(center.staff, wish).value.id
    clerk.chord(Key.Key_3, CONTROL)
    clerk.page.card.tabs.setFocus()
    clerk.chord(Key.Key_Right)
    table = clerk.page.card.bookings
    table.setFocus()
    table.selectRow(0)
    clerk.chord(Key.Key_Return)
    ledger = clerk.window.current_page()
    assert isinstance(ledger, Elsewhere)
    assert ledger.got == [OpenLedger(wish.day, booking_id=booking)]


def test_other_pages_ask_for_a_card_or_a_new_group(clerk: Clerk) -> None:
    first = clerk.center.register()
    clerk.center.register("月の会", "ツキノカイ")
    clerk.window.open_page("groups", OpenGroup(first))
    clerk.wait()
    assert clerk.page.presenter.chosen == first
    assert clerk.page.found.list.current() is not None
    clerk.window.open_page("groups", NewGroup("太陽の会"))
    clerk.wait()
    assert clerk.form.form["name"].text() == "太陽の会"
    assert clerk.form.form["name"].editor().hasFocus()


def test_escape_keeps_what_was_typed_and_offers_it_again(clerk: Clerk) -> None:
    clerk.chord(Key.Key_3, CONTROL)
    clerk.chord(Key.Key_N, CONTROL)
    clerk.write("葛\U000e0100城の会")
    clerk.chord(Key.Key_Escape)
    assert clerk.page.form is None
    assert clerk.window.status.said()[0].startswith("書きかけを取ってあります")
    clerk.chord(Key.Key_R, ALT)
    assert clerk.form.form["name"].text() == "葛\U000e0100城の会"
    clerk.chord(Key.Key_D, ALT)
    assert clerk.form.form["name"].text() == ""
    clerk.chord(Key.Key_Escape)
    assert not clerk.page.found.resume.isVisible()


def test_a_draft_outlives_the_window(
    clerk: Clerk, center: Center, ops: Ops, qtbot: QtBot
) -> None:
    clerk.chord(Key.Key_3, CONTROL)
    clerk.chord(Key.Key_N, CONTROL)
    form = clerk.form.form
    with qtbot.waitSignal(form.edited):  # once per pause in typing
        clerk.write("葛\U000e0100城の会")
    clerk.wait()
    after = at_desk(center, ops, qtbot)  # the first was killed
    after.chord(Key.Key_3, CONTROL)
    assert "葛\U000e0100城の会" in after.page.found.resume.accessibleName()


def test_another_scale_keeps_the_form_the_words_and_the_card(clerk: Clerk) -> None:
    clerk.center.register()
    moon = clerk.center.register("月の会", "ツキノカイ")
    clerk.window.open_page("groups", OpenGroup(moon))
    clerk.page.found.edit.setText("会")
    clerk.page.found.search_now()
    clerk.wait()
    clerk.chord(Key.Key_E, ALT)
    clerk.form.form["dues"].editor().setFocus()
    clerk.write("月500円")
    clerk.chord(Key.Key_Equal, CONTROL)
    assert clerk.window.t.scale == 1.25
    assert clerk.page.found.edit.text() == "会"
    assert clerk.form.form["dues"].text() == "月500円"
    clerk.chord(Key.Key_Return, CONTROL)
    assert clerk.center.desk.groups.card(moon).form.dues == "月500円"


@pytest.mark.parametrize(
    ("name", "words", "says"),
    [
        ("name", "長" * 81, "80文字までです（いま81文字）"),
        ("name", "花の会🌸", "4文字目に絵文字"),
        ("kana", "花のかい", "「花」はフリガナに使えません"),
        ("phone", "12", "電話番号は"),
        ("postal_code", "３４３", "郵便番号は"),
        ("email", "花の会", "「花」は使えません"),
        ("members", "十八", "数字で入れてください"),
        ("members_local", "19", "市内の人数が構成員数より多く"),
        ("aim", "長" * 601, "600文字までです"),
        ("contact.phone", "090-0000-0188", "必須です"),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field(
    clerk: Clerk, name: str, words: str, says: str
) -> None:
    good = GroupForm(name="花の会", kana="ハナノカイ", members=18)
    values = {"name": good.name, "kana": good.kana, "members": "18"}
    people = {"representative.name": "髙橋 節子", "representative.kana": "タカハシ"}
    before = clerk.center.desk.journal.vector()
    clerk.window.open_page("groups", NewGroup())
    clerk.wait()
    clerk.form.form.fill({**values, **people, name: words})
    clerk.chord(Key.Key_Return, CONTROL)
    at = "contact.name" if name == "contact.phone" else name
    assert clerk.form.form[at].error().startswith(says)
    assert clerk.form.form[at].editor().hasFocus()
    assert clerk.form.form[name].text() == words
    assert not clerk.center.desk.groups.search("")
    assert clerk.center.desk.journal.vector() == before


@pytest.mark.parametrize("name", ["name", "phone", "representative.name", "note"])
def test_ten_thousand_pasted_lines_change_nothing(
    clerk: Clerk, clipboard: None, name: str
) -> None:
    clerk.window.open_page("groups", NewGroup())
    clerk.wait()
    editor = clerk.form.form[name].editor()
    editor.setFocus()
    type_in(editor, "03")
    QGuiApplication.clipboard().setText("一行\n" * 10_000)
    press(editor, Key.Key_V, CONTROL)
    assert clerk.form.form[name].text() == "03"
    assert "行" in clerk.form.form[name].error()


def test_a_usual_kind_is_one_press(clerk: Clerk) -> None:
    desk, head = clerk.center.desk, PersonForm(name="髙橋 節子", kana="タカハシ")
    known = GroupForm(name="月の会", kana="ツキ", kind="自治会", representative=head)
    desk.groups.register(clerk.center.staff, known)
    clerk.window.open_page("groups", NewGroup())
    clerk.wait()
    [pill] = clerk.form.findChildren(Pill)
    pill.click()
    assert clerk.form.form["kind"].text() == "自治会"
    assert clerk.form.form["postal_code"].editor().hasFocus()


def test_half_a_contact_is_no_contact(clerk: Clerk) -> None:
    group: UUID = clerk.center.register()
    clerk.window.open_page("groups", OpenGroup(group))
    clerk.wait()
    clerk.chord(Key.Key_E, ALT)
    clerk.form.form["contact.name"].set_text("山﨑 節子")
    clerk.chord(Key.Key_Return, CONTROL)
    assert clerk.page.form is None
    assert clerk.center.desk.groups.card(group).form.contact.name == "山﨑 節子"
    press(clerk.focus(), Key.Key_Z, CONTROL)
    clerk.wait()
    assert clerk.center.desk.groups.card(group).form.contact == PersonForm()


def test_when_its_usual_time_is_free(center: Center, ops: Ops, qtbot: QtBot) -> None:
    group = center.register()
    for day in (date(2026, 12, 1), date(2026, 12, 8)):
        center.desk.bookings.book(center.staff, center.wish(group, day, "午後"))
    clerk = at_desk(center, ops, qtbot)
    clerk.window.open_page("groups", OpenGroup(group))
    clerk.wait()
    clerk.chord(Key.Key_W, ALT)
    [sheet] = clerk.window.findChildren(Sheet)
    options = sheet.findChildren(Option)
    assert [option.title for option in options][:2] == [
        "12月15日(火) 午後",
        "12月22日(火) 午後",
    ]
    assert options[0].hasFocus() and options[0].amount == "1,000円"
    clerk.chord(Key.Key_Return)
    elsewhere = clerk.window.current_page()
    assert isinstance(elsewhere, Elsewhere)
    room = center.room().id
    assert elsewhere.got == [OpenLedger(date(2026, 12, 15), room, ("午後",), group, 20)]


def test_a_group_without_a_usual_time(center: Center, ops: Ops, qtbot: QtBot) -> None:
    group = center.register()
    clerk = at_desk(center, ops, qtbot)
    clerk.window.open_page("groups", OpenGroup(group))
    clerk.wait()
    clerk.chord(Key.Key_W, ALT)
    assert "いつもの曜日と部屋がわかりません" in clerk.window.status.said()[0]


def test_a_group_agrees_to_be_named(center: Center, ops: Ops, qtbot: QtBot) -> None:
    group = center.register()
    clerk = at_desk(center, ops, qtbot)
    clerk.window.open_page("groups", OpenGroup(group))
    clerk.wait()
    clerk.chord(Key.Key_E, ALT)
    box = clerk.form.form["posted"].editor()
    box.setFocus()
    clerk.chord(Key.Key_Space)
    clerk.chord(Key.Key_Return, CONTROL)
    assert center.desk.groups.card(group).form.posted
    event = center.desk.journal.history("group", group)[-1]
    assert [(name, new) for name, _, new in event.fields] == [("posted", True)]
