"""A list of two lines, with the keyboard and for screen readers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from tests.ui.conftest import press, show
from ui.kit.theme import Theme
from ui.kit.two_line_list import TwoLineList, TwoLines

NAMES = ("花の会", "葛\U000e0100城の会", "長い名前の団体" * 20)


@pytest.fixture
def names(qtbot: QtBot, t: Theme) -> TwoLineList[str]:
    made: TwoLineList[str] = TwoLineList(
        t, "団体", lambda name: TwoLines(name, "H26-0001", "✓", "good"), "ありません。"
    )
    qtbot.addWidget(made)
    made.resize(320, 400)
    show(made)
    made.show_rows(NAMES, 0)
    return made


def test_arrow_keys_choose_and_enter_opens(names: TwoLineList[str]) -> None:
    told: list[tuple[str, str]] = []
    names.chosen.connect(lambda name: told.append(("chosen", name)))
    names.opened.connect(lambda name: told.append(("opened", name)))
    press(names, Qt.Key.Key_Down)
    press(names, Qt.Key.Key_Return)
    assert told == [("chosen", NAMES[1]), ("opened", NAMES[1])]
    names.step(-5)
    assert names.current() == NAMES[0]


def test_other_rows_are_shown_without_a_word(names: TwoLineList[str]) -> None:
    told: list[str] = []
    names.chosen.connect(told.append)
    names.show_rows(NAMES[1:], 1)
    assert names.current() == NAMES[2]
    names.choose(None)
    assert names.current() is None
    names.show_rows([])
    names.step(1)
    assert names.current() is None and not told


def test_a_row_is_one_sentence(names: TwoLineList[str]) -> None:
    told = QAccessible.queryAccessibleInterface(names).child(0)
    assert told.text(QAccessible.Text.Name) == "✓ 花の会 H26-0001"


def test_it_is_drawn_with_and_without_rows(names: TwoLineList[str]) -> None:
    full = names.grab().toImage()
    names.show_rows([])
    empty = names.grab().toImage()
    assert full != empty
