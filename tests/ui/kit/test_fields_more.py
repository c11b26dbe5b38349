"""Fields of several lines and of several ticks, in a form."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import press, show, type_in
from ui.kit.dialog import Sheet
from ui.kit.fields import TextField
from ui.kit.fields_choice import ChecksField
from ui.kit.fields_lines import LinesField
from ui.kit.form import Form
from ui.kit.layout import col, host
from ui.kit.lines import FactLine, FactList
from ui.kit.text import Text
from ui.kit.theme import Theme

Key, Held = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def form(qtbot: QtBot, t: Theme) -> Form:
    ticks = [("phone", "電話番号"), ("email", "メール")]
    parts = [
        LinesField(t, "aim", "目的", most=20),
        ChecksField(t, "withheld", "公表しない連絡先", ticks),
        TextField(t, "note", "メモ", most=10),
    ]
    form = Form(t, parts)
    qtbot.addWidget(form)
    show(form)
    form["aim"].editor().setFocus()
    return form


@pytest.fixture
def clipboard() -> Iterator[None]:
    yield
    QGuiApplication.clipboard().clear()


@pytest.mark.parametrize("held", [Held.AltModifier, Held.ShiftModifier])
def test_a_new_line_is_begun_as_in_a_workbook(
    form: Form, held: Qt.KeyboardModifier
) -> None:
    edit = form["aim"].editor()
    type_in(edit, "a")
    press(edit, Key.Key_Return, held)
    type_in(edit, "b")
    assert form["aim"].read() == "a\nb"


def test_enter_goes_from_tick_to_tick(form: Form) -> None:
    ticks = form["withheld"]
    press(form["aim"].editor(), Key.Key_Return)
    first, second = ticks.editors()
    assert first.hasFocus()
    press(first, Key.Key_Return)
    press(second, Key.Key_Space)
    assert ticks.read() == "email"
    press(second, Key.Key_Return)
    assert form["note"].editor().hasFocus()
    ticks.set_text("phone email")
    assert form.values() == {"aim": "", "withheld": "phone email", "note": ""}


@pytest.mark.parametrize(
    ("pasted", "says"),
    [
        ("一行\n" * 10_000, "200行までです（いま10000行）"),
        ("長" * 20_001, "20,000文字までです"),
        ("見えない\x07文字", "5文字目に、目に見えない文字"),
    ],
)
def test_a_paste_gone_wrong_is_not_taken_in(
    form: Form, clipboard: None, pasted: str, says: str
) -> None:
    edit = form["aim"].editor()
    type_in(edit, "kept")
    QGuiApplication.clipboard().setText(pasted)
    press(edit, Key.Key_V, Held.ControlModifier)
    assert form["aim"].text() == "kept"
    assert form["aim"].error().startswith(says)
    type_in(edit, "!")
    assert not form["aim"].error()


@pytest.mark.parametrize("words", ["花🌸", "長" * 21])
def test_what_can_be_mended_stays(form: Form, clipboard: None, words: str) -> None:
    edit = form["aim"].editor()
    QGuiApplication.clipboard().setText(words)
    press(edit, Key.Key_V, Held.ControlModifier)
    press(edit, Key.Key_Return)
    assert form["aim"].text() == words
    assert form["aim"].error() and edit.property("bad")
    assert form.read() is None


def test_a_special_character_is_shown_as_it_will_be_printed(form: Form) -> None:
    form["note"].set_text("葛\U000e0100城の会")
    told = [text.text() for text in form["note"].findChildren(Text) if text.isVisible()]
    assert "この字形で印刷します  葛\U000e0100城の会" in told
    form["note"].set_text("葛城の会")
    assert not [t for t in form["note"].findChildren(Text) if "字形" in t.text()]


def test_a_long_fact_takes_the_lines_it_needs(qtbot: QtBot, t: Theme) -> None:
    facts = FactList(t, [FactLine("所在地", "越谷市", secret=True)])
    qtbot.addWidget(facts)
    facts.resize(300, 100)
    one = facts.sizeHint().height()
    facts.show_lines([FactLine("所在地", "越谷市越ヶ谷四丁目" * 4, secret=True)])
    assert facts.sizeHint().height() == one + 3 * t.box("body")
    facts.resize(3000, 100)
    assert facts.sizeHint().height() == one


def test_a_sheet_is_as_high_as_what_it_scrolls(qtbot: QtBot, t: Theme) -> None:
    window = host(col(t, None), "page")
    qtbot.addWidget(window)
    window.resize(900, 700)
    show(window)
    heights = []
    for count in (4, 12, 60):
        body = [Text(t, f"{n}行目") for n in range(count)]
        sheet = Sheet(t, window, "くい違い", *body, None, scrolls=True)
        sheet.open()
        heights.append(sheet.height())
        sheet.reject()
    low, middle, high = heights
    assert middle - low == 8 * (t.box("body") + t.px(8))
    assert high == 700 - t.px(48)
