"""A group found by keys alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.groups import GroupRow
from tests.app.services.conftest import Center
from tests.ui.conftest import press, show, type_in
from ui.kit.buttons import Option
from ui.kit.form import Form
from ui.kit.ops import Ops
from ui.kit.shots import settle
from ui.kit.theme import Theme, wear
from ui.parts.group_picker import GroupPicker

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def picker(qtbot: QtBot, t: Theme, ops: Ops, center: Center) -> Iterator[GroupPicker]:
    for name, kana in (("花の会", "ハナノカイ"), ("花火を守る会", "ハナビヲマモルカイ")):
        center.register(name, kana)
    picker = GroupPicker(t, ops, center.desk.groups, center.clock)
    form = Form(t, [picker])
    wear(form, t)
    qtbot.addWidget(form)
    form.resize(440, 500)
    show(form)
    picker.editor().setFocus()
    yield picker  # the form lives as long as this fixture


def hits(picker: GroupPicker) -> list[str]:
    return [o.title for o in picker.findChildren(Option) if o.isVisible()]


def speak(picker: GroupPicker, words: str) -> None:
    """As an input method writes."""
    spoken = QInputMethodEvent()
    spoken.setCommitString(words)
    QApplication.sendEvent(picker.edit, spoken)


def ask(picker: GroupPicker, qtbot: QtBot, words: str, count: int) -> None:
    speak(picker, words)
    qtbot.waitUntil(lambda: len(hits(picker)) == count)


def test_arrows_choose_and_enter_takes(picker: GroupPicker, qtbot: QtBot) -> None:
    ask(picker, qtbot, "はな", 2)
    second = hits(picker)[1]
    press(picker.edit, Key.Key_Down)
    with qtbot.waitSignal(picker.picked) as picked:
        press(picker.edit, Key.Key_Return)
    [group] = picked.args
    assert isinstance(group, GroupRow) and group.name == second
    assert picker.read() == group
    assert not picker.edit.isVisible()


def test_enter_does_not_wait_for_the_only_hit(
    picker: GroupPicker, ops: Ops, center: Center
) -> None:
    type_in(picker.edit, "0002")
    press(picker.edit, Key.Key_Return)
    settle(ops)
    group = picker.group()
    assert group is not None and group.number == "H26-0002"


def test_enter_never_takes_one_of_several_unseen(picker: GroupPicker, ops: Ops) -> None:
    speak(picker, "はな")
    press(picker.edit, Key.Key_Return)
    settle(ops)
    assert picker.group() is None and len(hits(picker)) == 2


def test_another_group_is_looked_for(picker: GroupPicker, qtbot: QtBot) -> None:
    ask(picker, qtbot, "はなの", 1)
    press(picker.edit, Key.Key_Return)
    assert picker.text() and not picker.edit.isVisible()
    press(picker, Key.Key_G, ALT)
    assert picker.text() == ""
    assert picker.edit.hasFocus() and picker.edit.selectedText() == "花の会"


def test_nothing_found_is_said(picker: GroupPicker, ops: Ops, qtbot: QtBot) -> None:
    type_in(picker.edit, "9999")
    qtbot.waitUntil(lambda: picker.error() != "")
    assert picker.error().startswith("見つかりません。")
    type_in(picker.edit, "8")
    assert picker.error() == ""


def test_a_draft_brings_the_group_back(
    picker: GroupPicker, ops: Ops, center: Center
) -> None:
    [group] = center.desk.groups.search("はなの")
    picker.set_text(group.id.hex)
    settle(ops)
    assert picker.group() == group
    picker.set_text("")
    assert picker.group() is None and picker.text() == ""


def test_a_lapsed_registration_is_seen(
    picker: GroupPicker, center: Center, qtbot: QtBot
) -> None:
    center.clock.now = center.clock.now.replace(year=2027, month=5)
    ask(picker, qtbot, "はなの", 1)
    [option] = picker.findChildren(Option)
    assert option.amount == "登録切れ"
