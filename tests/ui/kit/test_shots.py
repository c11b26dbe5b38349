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
from ui.kit.row_table import Column
from ui.kit.shots import Grew, shoot
from ui.kit.table_view import TableView, shares
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


def test_titles_of_columns_that_find_no_room_are_named(qtbot: QtBot, t: Theme) -> None:
    titles = ("件数", "稼働率（区分）", "名前")
    columns: list[Column[str]] = [Column(title, str) for title in titles]
    table = TableView[str](t, "施設の利用", columns)
    window = host(col(t, table))
    qtbot.addWidget(window)
    title = table.horizontalHeader().sectionSizeHint(1)
    window.resize(3 * title - 30, 200)
    window.show()
    assert not review(window).faults()  # the others leave it what it needs
    window.resize(title, 200)
    assert "title 稼働率（区分） in TableView 施設の利用" in review(window).faults()
    fixed = TableView[str](t, "一覧", [Column("名前", str, width=title + 20)])
    fixed.setParent(window)
    fixed.setGeometry(0, 0, title, 100)
    fixed.show()
    assert "columns in TableView 一覧" in review(window).faults()


def test_columns_share_what_is_left_and_none_gets_less_than_its_title() -> None:
    assert shares(300, [10, 20, 30]) == [100, 100, 100]
    assert shares(300, [10, 150, 20]) == [75, 150, 75]
    assert shares(300, [200, 90, 10]) == [200, 90, 10]
    assert shares(30, [20, 20]) == [15, 15]
