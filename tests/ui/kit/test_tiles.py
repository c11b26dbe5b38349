"""Days as tiles: keys, sentences, what is drawn where."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage, QPainter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import press, show
from ui.kit.grid.tile_paint import INKS, TileLegend, paint_tile
from ui.kit.grid.tile_view import TileGrid, TileModel
from ui.kit.grid.tiles import DayHead, Tile, TileRow, TileSheet
from ui.kit.theme import Theme

Key = Qt.Key
LONG = "特定非営利活動法人 越谷の里山と水辺を未来へつなぐ市民ネットワーク会議室"


def tile(row: int, day: int) -> Tile:
    return Tile("free", "○", f"部屋{row} {day}日 空き", "3", "800")


SHEET = TileSheet(
    [DayHead(str(n), "月", n % 7 == 0, n == 24) for n in range(1, 32)],
    [
        TileRow("a", LONG, "定員 24人", [tile(1, n) for n in range(1, 32)]),
        TileRow("b", "和室", "", [*(tile(2, n) for n in range(1, 29)), *[None] * 3]),
    ],
    (0, 23),
)


@pytest.fixture
def grid(qtbot: QtBot, t: Theme) -> TileGrid:
    grid = TileGrid(t, "部屋と日")
    qtbot.addWidget(grid)
    grid.resize(1100, 300)
    grid.show_sheet(SHEET)
    show(grid)
    grid.setFocus()
    return grid


def said(grid: TileGrid) -> str:
    return str(grid.currentIndex().data() or "")


def test_arrows_home_and_end_walk_over_days_that_there_are(grid: TileGrid) -> None:
    walk = []
    for key in (Key.Key_Right, Key.Key_Down, Key.Key_End, Key.Key_Up, Key.Key_Home):
        press(grid, key)
        walk.append(said(grid))
    assert walk == [
        "部屋1 2日 空き",
        "部屋2 2日 空き",
        "部屋2 28日 空き",
        "部屋1 28日 空き",
        "部屋1 1日 空き",
    ]
    press(grid, Key.Key_Left)
    press(grid, Key.Key_Up)
    assert said(grid) == "部屋1 1日 空き"


def test_enter_and_a_click_open_a_day(grid: TileGrid, qtbot: QtBot) -> None:
    opened: list[tuple[object, int]] = []
    grid.opened.connect(lambda row, place: opened.append((row, place)))
    press(grid, Key.Key_Right)
    press(grid, Key.Key_Return)
    index = grid.tiles.index(1, 4)
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(grid.viewport(), left, pos=grid.visualRect(index).center())
    nowhere = grid.visualRect(grid.tiles.index(1, 30)).center()
    QTest.mouseClick(grid.viewport(), left, pos=nowhere)
    assert opened == [("a", 1), ("b", 4)]


def test_the_focus_stays_on_its_day(grid: TileGrid) -> None:
    grid.stand_on("b", 9)
    changed = SHEET.rows[1]._replace(title="大和室")
    grid.show_sheet(SHEET._replace(rows=[SHEET.rows[0], changed]))
    assert grid.here() == ("b", 9)


def test_thirty_rooms_still_show_their_numbers(grid: TileGrid, t: Theme) -> None:
    rows = [SHEET.rows[0]._replace(id=n) for n in range(30)]
    numbers = [row._replace(tiles=[tile(1, 1)] * 31) for row in rows]
    none = [row._replace(tiles=[tile(1, 1)._replace(text="")] * 31) for row in rows]
    pictures = []
    for shown in (numbers, none):
        grid.show_sheet(SHEET._replace(rows=shown))
        pictures.append(grid.viewport().grab().toImage())
    assert grid.rowHeight(0) == t.px(36)
    assert pictures[0] != pictures[1]


def test_the_words_go_to_the_status_line(grid: TileGrid, qtbot: QtBot) -> None:
    with qtbot.waitSignal(grid.focused_text) as told:
        press(grid, Key.Key_Right)
    assert told.args == ["部屋1 2日 空き"]


def test_thirty_one_days_fit_a_narrow_screen(grid: TileGrid) -> None:
    grid.resize(800, 300)
    grid.show_sheet(SHEET)
    assert grid.horizontalScrollBar().maximum() == 0
    last = grid.visualRect(grid.tiles.index(0, 30))
    assert last.right() <= grid.viewport().width()


def test_a_screen_reader_meets_one_cell_per_day(grid: TileGrid) -> None:
    table = QAccessible.queryAccessibleInterface(grid)
    children = [table.child(i) for i in range(table.childCount())]
    texts = {child.text(QAccessible.Text.Name) for child in children if child}
    assert table.role() == QAccessible.Role.Table
    assert {"部屋1 24日 空き", f"{LONG} 定員 24人", "24日 月"} <= texts


def test_the_model_is_sound(qtmodeltester: Any) -> None:
    model = TileModel()
    model.show_sheet(SHEET)
    qtmodeltester.check(model)


def test_every_kind_is_drawn_apart_without_its_color(qtbot: QtBot, t: Theme) -> None:
    """In shades of grey, and without its sign, no two kinds look alike."""
    shapes: dict[bytes, str] = {}
    alike = {"free": "none", "part": "permit"}
    for kind in INKS:
        if kind in alike:
            continue
        legend = TileLegend(t, [(Tile(kind, "", ""), "")])
        qtbot.addWidget(legend)
        legend.resize(40, 26)
        image = (
            legend.grab()
            .toImage()
            .convertToFormat(legend.grab().toImage().Format.Format_Grayscale8)
        )
        drawn = bytes(image.constBits())
        assert drawn not in shapes, (kind, shapes[drawn])
        shapes[drawn] = kind


@pytest.mark.parametrize("spare", [4, 8, 12])
def test_no_figure_touches_the_bar_of_a_partly_free_day(t: Theme, spare: int) -> None:
    bare, width = Tile("part", "", ""), t.width("caption", "1100") + spare
    pictures = [QImage(width, 72, QImage.Format.Format_RGB32) for _ in range(2)]
    for picture, shown in zip(
        pictures, (bare, bare._replace(sign="○", text="2", note="1100")), strict=True
    ):
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        paint_tile(painter, t, picture.rect(), shown)
        painter.end()
    drawn = {
        x
        for x in range(width)
        for y in range(72)
        if pictures[0].pixel(x, y) != pictures[1].pixel(x, y)
    }
    assert drawn and min(drawn) >= t.px(6)


@pytest.mark.parametrize("spare", [3, 4, 5, 6])
def test_figures_that_would_touch_the_edges_are_left_out(t: Theme, spare: int) -> None:
    free, width = Tile("free", "○", "3"), t.width("caption", "1000") + spare
    pictures = [QImage(width, 72, QImage.Format.Format_RGB32) for _ in range(2)]
    for picture, shown in zip(pictures, (free, free._replace(note="1000")), strict=True):
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        paint_tile(painter, t, picture.rect(), shown)
        painter.end()
    fits = width - 2 * t.px(1) >= t.width("caption", "1000") + t.px(3)
    assert (pictures[0] != pictures[1]) == fits
