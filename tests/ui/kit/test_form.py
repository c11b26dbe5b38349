"""Fields and forms, filled in with keys."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.kit.checks import Required
from tests.ui.conftest import NOW, press, show, type_in
from ui.kit.buttons import Button
from ui.kit.fields import KanaField, LineField, NumberField, PhoneField, TextField
from ui.kit.fields_choice import CheckField, ChoiceField
from ui.kit.fields_date import DateField
from ui.kit.form import Form
from ui.kit.text import Text
from ui.kit.theme import Theme

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def form(qtbot: QtBot, t: Theme) -> Form:
    name = TextField(t, "name", "団体名", most=10, need=True)
    form = Form(
        t,
        [
            name,
            KanaField(t, "kana", "フリガナ", most=20, follows=name),
            [
                DateField(t, "day", "設立年月日", lambda: NOW),
                NumberField(t, "people", "構成員", most=99, unit="人"),
            ],
            PhoneField(t, "phone", "電話"),
            ChoiceField(t, "field", "活動分野", [("art", "文化・芸術")]),
            CheckField(t, "open", "公開", "市民に見せてよい"),
        ],
    )
    qtbot.addWidget(form)
    show(form)
    form["name"].editor().setFocus()
    return form


@pytest.fixture
def clipboard() -> Iterator[None]:
    yield
    QGuiApplication.clipboard().clear()


def line(form: Form, name: str) -> LineField[object]:
    field = form[name]
    assert isinstance(field, LineField)
    return field


def compose(form: Form, typed: str, written: str) -> None:
    """What an input method sends: the reading as it grows, then the words."""
    edit = form["name"].editor()
    for event in (QInputMethodEvent(typed, []), QInputMethodEvent("", [])):
        if not event.preeditString():
            event.setCommitString(written)
        QApplication.sendEvent(edit, event)


def test_enter_walks_through_every_field(form: Form) -> None:
    seen = []
    for field in form:
        assert field.editor().hasFocus(), field.name
        seen.append(field.name)
        press(field.editor(), Key.Key_Return)
    assert len(seen) == 7


def test_control_enter_gives_every_value(form: Form, qtbot: QtBot) -> None:
    form.fill({"name": "髙橋会", "day": "R8.12.5", "people": "１８", "field": "art"})
    with qtbot.waitSignal(form.confirmed) as got:
        press(form["name"].editor(), Key.Key_Return, CONTROL)
    assert got.args == [
        {
            "name": "髙橋会",
            "kana": "",
            "day": date(2026, 12, 5),
            "people": 18,
            "phone": "",
            "field": "art",
            "open": False,
        }
    ]


def test_errors_stand_at_their_fields_and_the_first_gets_the_focus(form: Form) -> None:
    form.fill({"day": "R8.2.30", "people": "100", "phone": "12"})
    form["phone"].editor().setFocus()
    assert form.read() is None
    bad = {field.name: field.error() for field in form if field.error()}
    assert list(bad) == ["name", "day", "people", "phone"]
    assert bad["people"] == "0から99までの数で入れてください。"
    assert form["name"].editor().hasFocus()
    assert form["day"].text() == "R8.2.30"


def test_an_error_goes_away_while_it_is_mended(form: Form) -> None:
    form.read()
    type_in(form["name"].editor(), "a")
    assert form["name"].error() == ""


def test_ten_thousand_lines_are_not_taken_in(form: Form, clipboard: None) -> None:
    edit = line(form, "name").edit
    edit.setText("髙橋会")
    QGuiApplication.clipboard().setText("一行\n" * 10_000)
    press(edit, Key.Key_V, CONTROL)
    assert edit.text() == "髙橋会"
    assert form["name"].error().startswith("この欄は1行です")


def test_a_cell_of_a_table_loses_its_line_break(form: Form, clipboard: None) -> None:
    QGuiApplication.clipboard().setText("渡邊\t会\r\n")
    press(form["name"].editor(), Key.Key_V, CONTROL)
    assert form["name"].text() == "渡邊 会"


def test_too_long_and_emoji_are_said_and_kept(form: Form) -> None:
    for words in ("一二三四五六七八九十十", "花の会🌸"):
        form["name"].set_text(words)
        assert form.read() is None
        assert form["name"].error() and form["name"].text() == words


def test_kana_follow_the_input_method_until_corrected(form: Form) -> None:
    compose(form, "たかはし", "髙橋")
    compose(form, "かい", "会")
    assert form["kana"].text() == "タカハシカイ"
    form["kana"].editor().setFocus()
    type_in(form["kana"].editor(), "x")
    compose(form, "の", "の")
    assert form["kana"].text() == "タカハシカイx"


def test_a_draft_keeps_the_day_not_the_words(form: Form) -> None:
    form["day"].set_text("来週火")
    draft = form.values()
    assert draft["day"] == "2026-12-01"
    form.empty()
    form.fill(draft | {"gone": "x"})
    assert form.values() == draft


def test_typing_asks_for_a_draft_once_per_pause(form: Form, qtbot: QtBot) -> None:
    asked: list[bool] = []
    form.edited.connect(lambda: asked.append(True))
    with qtbot.waitSignal(form.edited):
        type_in(form["name"].editor(), "abc")
    assert asked == [True]


def test_escape_steps_back_and_loses_nothing(form: Form, qtbot: QtBot) -> None:
    type_in(form["name"].editor(), "abc")
    with qtbot.waitSignal(form.stepped_back):
        press(form["name"].editor(), Key.Key_Escape)
    assert form["name"].text() == "abc"
    form.fill({})


def test_a_refusal_finds_its_field(form: Form) -> None:
    assert form.show_refusal(Required("phone"))
    assert form["phone"].error() and form["phone"].editor().hasFocus()
    assert not form.show_refusal(Required("elsewhere"))


def test_a_button_may_stand_beside_a_field(qtbot: QtBot, t: Theme) -> None:
    form = Form(t, [[PhoneField(t, "phone", "電話"), Button(t, "調べる")]])
    qtbot.addWidget(form)
    assert form.values() == {"phone": ""}


def test_errors_of_fields_side_by_side_name_their_field(form: Form) -> None:
    form["people"].show_error("数字で入れてください。")
    texts = [text.text() for text in form.findChildren(Text) if text.isVisible()]
    assert "構成員：数字で入れてください。" in texts


def test_every_field_has_a_name_and_tells_its_error(form: Form) -> None:
    form.read()
    assert [field.editor().accessibleName() for field in form][:2] == [
        "団体名 必須",
        "フリガナ 任意",
    ]
    name = form["name"].editor()
    assert name.accessibleDescription() == "必須です。入力してください。"
