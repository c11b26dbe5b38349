"""The helper that takes pictures tells when they lie."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.conftest import show
from ui.kit.buttons import Button
from ui.kit.dialog import Answer, Sheet
from ui.kit.layout import Scroll, col, host
from ui.kit.ops import Ops
from ui.kit.review import review
from ui.kit.shots import Grew, shoot
from ui.kit.text import Text
from ui.kit.theme import Theme

LONG = "NPO法人 みどりの里山を未来へつなぐ市民ネットワーク"


def test_a_picture_has_the_size_asked_for(
    qtbot: QtBot, t: Theme, ops: Ops, tmp_path: Path
) -> None:
    window = host(col(t, Text(t, LONG, elide=True), None), "page")
    qtbot.addWidget(window)
    shot = shoot(window, tmp_path / "a" / "page.png", (200, 100), ops)
    image = QImage(str(shot.path))
    assert (image.width(), image.height()) == (200, 100)
    assert shot.review.cut == (LONG,) and not shot.review.faults()


def test_a_window_that_grows_is_refused(
    qtbot: QtBot, t: Theme, ops: Ops, tmp_path: Path
) -> None:
    window = host(col(t, Text(t, LONG)), "page")
    qtbot.addWidget(window)
    with pytest.raises(Grew):
        shoot(window, tmp_path / "page.png", (100, 100), ops)


def test_a_widget_that_sticks_out_is_named(
    qtbot: QtBot, t: Theme, ops: Ops, tmp_path: Path
) -> None:
    window = host(col(t, None), "page")
    stray = Text(t, LONG)
    stray.setParent(window)
    qtbot.addWidget(window)
    shot = shoot(window, tmp_path / "page.png", (300, 100), ops)
    assert shot.review.outside == ("Text in QFrame page",)


def test_a_dialog_lies_over_its_window(
    qtbot: QtBot, t: Theme, ops: Ops, tmp_path: Path
) -> None:
    window = host(col(t, None), "page")
    window.resize(800, 600)
    qtbot.addWidget(window)
    pressed: list[bool] = []
    sheet = Sheet(
        t,
        window,
        "この予約を取り消しますか",
        Text(t, LONG * 2, wraps=True),
        answers=[Answer("取り消す", lambda: pressed.append(True), "Alt+Y", "danger")],
    )
    sheet.open()
    shot = shoot(window, tmp_path / "sheet.png", (800, 600), ops)
    image = QImage(str(shot.path))
    assert image.pixelColor(5, 5).lightness() < image.pixelColor(400, 300).lightness()
    assert not shot.review.cut and not shot.review.faults()
    sheet.buttons[0].click()
    assert pressed == [True] and not sheet.isVisible()


def test_what_is_cut_at_the_sides_of_a_scroll_is_named(qtbot: QtBot, t: Theme) -> None:
    area = Scroll(t, col(t, Text(t, LONG)))
    qtbot.addWidget(area)
    area.resize(100, 100)
    show(area)
    (found,) = review(area).outside
    assert found.endswith("qt_scrollarea_viewport")
    area.resize(1000, 100)
    assert review(area).outside == ()


def test_a_sheet_is_no_wider_than_its_window(qtbot: QtBot, t: Theme) -> None:
    window = host(col(t, None), "page")
    window.resize(700, 400)
    qtbot.addWidget(window)
    sheet = Sheet(t, window, "広い", width=900)
    assert Sheet.WIDTH < sheet.width() < 700


def test_faults_of_a_window_are_named(qtbot: QtBot, t: Theme) -> None:
    nameless, flat = QLineEdit(), Button(t, "保存", "Alt+S")
    flat.setFixedHeight(20)
    window = host(col(t, nameless, flat, Button(t, "印刷", "Alt+S")), "page")
    qtbot.addWidget(window)
    show(window)
    found = review(window)
    assert found.nameless == ("QLineEdit",)
    assert found.doubled == ("Alt+S",)
    assert found.small == ("Button 保存 20 px",)
    assert review(window, 0.5).small == ()
