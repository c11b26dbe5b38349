"""The day grid: keys, mouse, words for those who cannot see it."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage, QPainter, QRegion
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import press, show
from ui.kit.grid.day import (
    GridBlock,
    GridDay,
    GridFree,
    GridRange,
    GridRoom,
    GridSlot,
)
from ui.kit.grid.legend import Legend
from ui.kit.grid.model import GridModel
from ui.kit.grid.paint import paint_block
from ui.kit.grid.view import DayGrid
from ui.kit.theme import Theme

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
LONG = "NPO法人 みどりの里山を未来へつなぐ市民ネットワーク"
DAY = GridDay(
    rooms=[GridRoom("a", "会議室A", "定員 24人"), GridRoom("b", "和室")],
    slots=[
        GridSlot("午前", 540, 720),
        GridSlot("午後", 780, 1020),
        GridSlot("夜間", 1080, 1290),
    ],
    blocks=[
        GridBlock(1, "a", 540, 720, "permit", LONG, "未納"),
        GridBlock(2, "b", 840, 990, "wait", "手話サークル はなみずき"),
    ],
    frees=[
        GridFree("a", 1, "1,000円"),
        GridFree("a", 2, "1,200円"),
        GridFree("b", 0, "800円"),
        GridFree("b", 2, "清掃", closed=True),
    ],
    now=847,
)


@pytest.fixture
def grid(qtbot: QtBot, t: Theme) -> DayGrid:
    grid = DayGrid(t)
    qtbot.addWidget(grid)
    grid.resize(800, 300)
    grid.show_day(DAY)
    show(grid)
    grid.setFocus()
    return grid


def said(grid: DayGrid) -> str:
    return str(grid.currentIndex().data() or "")


def test_the_focus_begins_on_the_first_free_slot(grid: DayGrid) -> None:
    assert said(grid) == "会議室A 13:00–17:00 空き 1,000円"


def test_the_first_day_takes_a_focus_that_waits(qtbot: QtBot, t: Theme) -> None:
    grid = DayGrid(t)
    qtbot.addWidget(grid)
    show(grid)
    grid.setFocus()
    grid.show_day(DAY)
    assert said(grid) == "会議室A 13:00–17:00 空き 1,000円"


def test_arrows_walk_over_what_is_there(grid: DayGrid) -> None:
    walk = []
    for key in (Key.Key_Left, Key.Key_Down, Key.Key_Right, Key.Key_Right, Key.Key_Up):
        press(grid, key)
        walk.append(said(grid))
    assert walk == [
        f"会議室A 9:00–12:00 許可 {LONG} 未納",
        "和室 9:00–12:00 空き 800円",
        "和室 14:00–16:30 ! 来館待ち 手話サークル はなみずき",
        "和室 18:00–21:30 清掃",
        "会議室A 18:00–21:30 空き 1,200円",
    ]


def test_the_full_words_go_to_the_status_line(grid: DayGrid, qtbot: QtBot) -> None:
    with qtbot.waitSignal(grid.focused_text) as told:
        press(grid, Key.Key_Left)
    assert LONG in told.args[0]


def test_enter_books_what_shift_drew(grid: DayGrid, qtbot: QtBot) -> None:
    press(grid, Key.Key_Right, SHIFT)
    with qtbot.waitSignal(grid.booked) as booked:
        press(grid, Key.Key_Return)
    assert booked.args == [(GridRange("a", 1, 2, 780, 1290),)]


def test_shift_stops_at_what_is_taken(grid: DayGrid, qtbot: QtBot) -> None:
    press(grid, Key.Key_Left, SHIFT)
    with qtbot.waitSignal(grid.booked) as booked:
        press(grid, Key.Key_Return)
    assert booked.args == [(GridRange("a", 1, 1, 780, 1020),)]


def test_enter_opens_a_block_and_a_closed_slot_does_nothing(
    grid: DayGrid, qtbot: QtBot
) -> None:
    press(grid, Key.Key_Left)
    with qtbot.waitSignal(grid.opened) as opened:
        press(grid, Key.Key_Return)
    assert opened.args == [1]
    press(grid, Key.Key_Down)
    press(grid, Key.Key_End)
    with qtbot.assertNotEmitted(grid.booked):
        press(grid, Key.Key_Return)


def test_the_mouse_draws_over_free_slots(grid: DayGrid, qtbot: QtBot) -> None:
    first, last = grid.cell(0, 780, 1020).center(), grid.cell(0, 1080, 1290).center()
    left, view = Qt.MouseButton.LeftButton, grid.viewport()
    QTest.mousePress(view, left, pos=first)
    QTest.mouseMove(view, last)
    with qtbot.waitSignal(grid.booked) as booked:
        QTest.mouseRelease(view, left, pos=last)
    assert booked.args == [(GridRange("a", 1, 2, 780, 1290),)]


def test_a_click_opens(grid: DayGrid, qtbot: QtBot) -> None:
    place = grid.cell(1, 840, 990).center()
    with qtbot.waitSignal(grid.opened) as opened:
        QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.args == [2]


def test_a_click_beside_everything_does_nothing(grid: DayGrid, qtbot: QtBot) -> None:
    between = grid.cell(1, 720, 780).center()
    with qtbot.assertNotEmitted(grid.opened), qtbot.assertNotEmitted(grid.booked):
        QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=between)


def test_the_focus_stays_on_its_block_when_the_day_changes(grid: DayGrid) -> None:
    press(grid, Key.Key_Left)
    earlier = GridBlock(3, "a", 480, 530, "done", "早朝の会")
    moved = DAY.blocks[0]._replace(state="inuse")
    grid.show_day(DAY._replace(blocks=[earlier, moved, DAY.blocks[1]]))
    assert "● 使用中" in said(grid)


def test_only_the_room_that_changed_is_painted_again(grid: DayGrid, qtbot: QtBot) -> None:
    told: list[int] = []
    grid.grid.dataChanged.connect(lambda first, *_: told.append(first.row()))
    grid.show_day(DAY._replace(blocks=DAY.blocks[:1]))
    assert told == [1]


def test_a_screen_reader_meets_a_table_of_bookings(grid: DayGrid) -> None:
    table = QAccessible.queryAccessibleInterface(grid)
    children = [table.child(i) for i in range(table.childCount())]
    texts = {child.text(QAccessible.Text.Name) for child in children if child}
    assert table.role() == QAccessible.Role.Table
    assert {"会議室A 定員 24人", "会議室A 13:00–17:00 空き 1,000円"} <= texts


def test_the_model_is_sound(qtmodeltester: Any) -> None:
    model = GridModel()
    model.show_day(DAY)
    qtmodeltester.check(model)


def test_more_rooms_than_fit_scroll(grid: DayGrid) -> None:
    rooms = [GridRoom(str(i), f"部屋{i}") for i in range(40)]
    grid.show_day(DAY._replace(rooms=rooms, blocks=(), frees=[GridFree("39", 0, "円")]))
    grid.walk.begin()
    place = grid.visualRect(grid.currentIndex())
    assert grid.rowHeight(0) == 56 and grid.viewport().rect().contains(place)


def test_no_block_is_drawn_outside_its_cell(qtbot: QtBot, t: Theme) -> None:
    """Paint it with and without the block: nothing else may differ."""
    narrow = GridBlock(1, "a", 780, 795, "stop", LONG, "未納")
    grid = DayGrid(t)
    qtbot.addWidget(grid)
    grid.resize(800, 300)
    images = []
    for blocks in ([], [narrow]):
        grid.show_day(DAY._replace(blocks=blocks, frees=()))
        image = QImage(grid.size(), QImage.Format.Format_RGB32)
        image.fill(0)
        grid.viewport().render(image, QPoint(), QRegion(grid.viewport().rect()))
        images.append(image)
    place = grid.cell(0, 780, 795).adjusted(-1, -1, 1, 1)
    assert differing(*images).isNull() is False
    assert place.contains(differing(*images))


@pytest.mark.parametrize("high", [16, 18, 22])
@pytest.mark.parametrize("mark", ["", "回答待ち"])
def test_the_words_of_a_low_lane_stay_within_it(
    qtbot: QtBot, t: Theme, high: int, mark: str
) -> None:
    """Paint a lane with and without its words: its edges are not among what differs."""
    images = []
    for title, sign in (("", ""), ("水彩画サークルの国際鑑賞鬱", mark)):
        image = QImage(300, high, QImage.Format.Format_RGB32)
        image.fill(0)
        painter = QPainter(image)
        block = GridBlock(1, "a", 780, 1020, "permit", title, sign)
        paint_block(painter, t, QRect(0, 0, 300, high), block)
        painter.end()
        images.append(image)
    assert QRect(0, 1, 300, high - 2).contains(differing(*images))


def differing(one: QImage, other: QImage) -> QRect:
    """The smallest box around all pixels that differ."""
    box = QRect()
    for y in range(one.height()):
        for x in range(one.width()):
            if one.pixel(x, y) != other.pixel(x, y):
                box = box.united(QRect(x, y, 1, 1))
    return box


@pytest.mark.parametrize("high", [40, 90])
def test_a_narrow_block_says_its_brief_name(qtbot: QtBot, t: Theme, high: int) -> None:
    def drawn(title: str, brief: str, wide: int) -> QImage:
        image = QImage(wide, high, QImage.Format.Format_RGB32)
        image.fill(t.color("surface"))
        painter = QPainter(image)
        block = GridBlock(1, "a", 540, 720, "joined", title, brief=brief)
        paint_block(painter, t, image.rect(), block)
        painter.end()
        return image

    long = "市民活動支援センター分館の大きな活動室Aが使用中です"
    for wide in (120, 130):
        assert drawn(long, "活動室A", wide) == drawn("活動室A", "", wide)
    assert drawn(long, "活動室A", 600) == drawn(long, "", 600)


def test_the_legend_shows_what_goes_before_and_after_a_use(
    qtbot: QtBot, t: Theme
) -> None:
    legend = Legend(t)
    qtbot.addWidget(legend)
    assert legend.accessibleName().endswith("準備、片付け")
    legend.resize(legend.sizeHint())
    *_, (_, x, _), (word, last, line) = legend._places(legend.width())
    assert (word, line) == ("片付け", 0)
    image = legend.grab().toImage()
    for left in (x, last):
        ink = {image.pixel(left + dx, 12) for dx in range(1, 12)}
        ink |= {image.pixel(left + 3, y) for y in range(6, 18)}
        assert len(ink) > 1


def test_the_legend_says_all_states(qtbot: QtBot, t: Theme) -> None:
    legend = Legend(t)
    qtbot.addWidget(legend)
    assert legend.accessibleName().count("、") == 10
    wide = legend.sizeHint().width()
    one, two = legend.heightForWidth(wide), legend.heightForWidth(wide // 2 + 60)
    assert two == 2 * one  # what finds no room goes into another line


def test_a_request_from_elsewhere_is_seen_beside_what_is_permitted(
    grid: DayGrid,
) -> None:
    """Both want the room; neither covers the other, the one after them has all of it."""
    blocks = [
        GridBlock(1, "a", 540, 720, "permit", "花の会"),
        GridBlock(2, "a", 540, 720, "hold", "手話サークル"),
        GridBlock(3, "a", 660, 780, "hold", "山﨑文庫"),
        GridBlock(4, "a", 780, 1020, "permit", "太極拳"),
    ]
    grid.show_day(DAY._replace(blocks=blocks, frees=()))
    cells = [grid.grid.index(0, column) for column in range(4)]
    places = [grid.visualRect(cell) for cell in cells]
    assert not any(
        one.intersects(other) for i, one in enumerate(places) for other in places[:i]
    )
    assert [grid.indexAt(place.center()) for place in places] == cells
    assert places[3].height() > 2 * places[0].height()
