"""Choosing on a day grid: over rooms, here and there, by keys and by the mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import press, show
from ui.kit.grid.day import (
    GridBlock,
    GridDay,
    GridFree,
    GridMove,
    GridRange,
    GridRoom,
    GridSlot,
)
from ui.kit.grid.paint import is_cut
from ui.kit.grid.view import DayGrid
from ui.kit.theme import Theme

Key = Qt.Key
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
ROOMS = [GridRoom(key, f"会議室{key}", slots=(0, 1, 2)) for key in "ABC"]
SLOTS = [
    GridSlot("午前", 540, 720),
    GridSlot("午後", 780, 1020),
    GridSlot("夜間", 1080, 1290),
]
#: All is free but the afternoon of room B.
DAY = GridDay(
    rooms=ROOMS,
    slots=SLOTS,
    blocks=[GridBlock(1, "B", 780, 1020, "permit", "花の会", busy=1035)],
    frees=[
        GridFree(key, n, "800円")
        for key in "ABC"
        for n in range(3)
        if (key, n) != ("B", 1)
    ],
)


@pytest.fixture
def grid(qtbot: QtBot, t: Theme) -> DayGrid:
    grid = DayGrid(t, movable=True)
    qtbot.addWidget(grid)
    grid.resize(800, 400)
    grid.show_day(DAY)
    show(grid)
    grid.setFocus()
    return grid


def spans(grid: DayGrid) -> list[tuple[object, int, int]]:
    return [(each.room_id, each.first, each.last) for each in grid.selection()]


def test_shift_draws_the_same_time_in_other_rooms(grid: DayGrid, qtbot: QtBot) -> None:
    """Room B is left out: its afternoon is taken."""
    press(grid, Key.Key_Right)
    press(grid, Key.Key_Down, SHIFT)
    press(grid, Key.Key_Down, SHIFT)
    assert spans(grid) == [("A", 1, 1), ("C", 1, 1)]
    press(grid, Key.Key_Right, SHIFT)
    assert spans(grid) == [("A", 1, 2), ("C", 1, 2)]
    with qtbot.waitSignal(grid.booked) as booked:
        press(grid, Key.Key_Return)
    assert booked.args == [
        (GridRange("A", 1, 2, 780, 1290), GridRange("C", 1, 2, 780, 1290))
    ]


def test_what_is_chosen_is_said(grid: DayGrid) -> None:
    told: list[str] = []
    grid.focused_text.connect(told.append)
    press(grid, Key.Key_Down, SHIFT)
    assert told[-1] == "2か所を選択  会議室B 9:00–12:00 空き 800円"
    chosen = grid.selectionModel().selectedIndexes()
    assert sorted(index.row() for index in chosen) == [0, 1]


def test_control_and_space_pick_here_and_there(grid: DayGrid) -> None:
    press(grid, Key.Key_Space, CONTROL)
    press(grid, Key.Key_Down)
    press(grid, Key.Key_Down)
    assert spans(grid) == [("A", 0, 0)]
    press(grid, Key.Key_Space, CONTROL)
    assert spans(grid) == [("A", 0, 0), ("C", 0, 0)]
    press(grid, Key.Key_Space, CONTROL)
    assert spans(grid) == [("A", 0, 0)]


def test_escape_gives_all_back_but_the_cursor(grid: DayGrid) -> None:
    press(grid, Key.Key_Space, CONTROL)
    press(grid, Key.Key_Down)
    press(grid, Key.Key_Escape)
    assert spans(grid) == [("B", 0, 0)]


def test_the_mouse_picks_and_draws_over_rooms(grid: DayGrid, qtbot: QtBot) -> None:
    view = grid.viewport()
    QTest.mouseClick(view, LEFT, CONTROL, grid.cell(0, 540, 720).center())
    QTest.mouseClick(view, LEFT, CONTROL, grid.cell(2, 1080, 1290).center())
    assert spans(grid) == [("A", 0, 0), ("C", 2, 2)]
    first, last = grid.cell(0, 540, 720).center(), grid.cell(1, 540, 720).center()
    QTest.mousePress(view, LEFT, pos=first)
    QTest.mouseMove(view, last)
    with qtbot.waitSignal(grid.booked) as booked:
        QTest.mouseRelease(view, LEFT, pos=last)
    assert [each.room_id for each in booked.args[0]] == ["A", "B"]


def test_what_is_chosen_outlives_a_reload_as_far_as_it_is_free(grid: DayGrid) -> None:
    press(grid, Key.Key_Space, CONTROL)
    press(grid, Key.Key_Down)
    press(grid, Key.Key_Space, CONTROL)
    taken = GridBlock(2, "A", 540, 720, "permit", "文庫の会")
    frees = [free for free in DAY.frees if (free.room_id, free.slot) != ("A", 0)]
    grid.show_day(DAY._replace(blocks=[*DAY.blocks, taken], frees=frees))
    assert spans(grid) == [("B", 0, 0)]


def test_a_cell_says_all_to_those_who_do_not_see_it(grid: DayGrid) -> None:
    block = DAY.blocks[0]._replace(price="使用料 800円", tooltip="花の会 総会 20人")
    grid.show_day(DAY._replace(blocks=[block], what="12月1日(火)"))
    names = {
        QAccessible.queryAccessibleInterface(grid).child(n).text(QAccessible.Text.Name)
        for n in range(QAccessible.queryAccessibleInterface(grid).childCount())
    }
    assert {
        "12月1日(火) 会議室A 9:00–12:00 空き 800円 午前",
        "12月1日(火) 会議室B 13:00–17:00 許可 花の会 総会 20人 片付け 17:15まで 午後"
        " 使用料 800円",
    } <= names


def stand_on_block(grid: DayGrid) -> list[GridMove]:
    grid.walk.stand_on(1)
    moves: list[GridMove] = []
    grid.hand.held.connect(moves.append)
    return moves


def test_a_block_is_moved_by_keys(grid: DayGrid, qtbot: QtBot) -> None:
    moves = stand_on_block(grid)
    press(grid, Key.Key_Space)
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Up, Key.Key_Left):
        press(grid, key)
    press(grid, Key.Key_Right, SHIFT)
    press(grid, Key.Key_Left, SHIFT)
    assert [(each.room_id, each.start, each.end) for each in moves] == [
        ("B", 1080, 1290),
        ("A", 1080, 1290),
        ("A", 780, 1020),
        ("A", 780, 1290),
        ("A", 780, 1020),
    ]
    with qtbot.waitSignal(grid.hand.dropped) as dropped:
        press(grid, Key.Key_Return)
    assert dropped.args == [GridMove(1, "A", 780, 1020)]
    assert not grid.hand.holds


def test_escape_leaves_it_where_it_was(grid: DayGrid, qtbot: QtBot) -> None:
    stand_on_block(grid)
    press(grid, Key.Key_Space)
    press(grid, Key.Key_Up)
    with qtbot.assertNotEmitted(grid.hand.dropped):
        press(grid, Key.Key_Escape)
        press(grid, Key.Key_Space)
        press(grid, Key.Key_Return)  # it has not been moved
    assert not grid.hand.holds


def test_the_mouse_moves_and_lengthens(grid: DayGrid, qtbot: QtBot) -> None:
    moves = stand_on_block(grid)
    view, place = grid.viewport(), grid.cell(1, 780, 1020)
    QTest.mousePress(view, LEFT, pos=place.center())
    QTest.mouseMove(view, place.center() + QPoint(2, 1))
    assert not grid.hand.holds  # a hand that trembles
    QTest.mouseMove(view, grid.cell(2, 540, 720).center())
    with qtbot.waitSignal(grid.hand.dropped) as dropped:
        QTest.mouseRelease(view, LEFT, pos=grid.cell(2, 540, 720).center())
    assert dropped.args == [GridMove(1, "C", 540, 720)] == moves[-1:]
    edge = QPoint(place.right() - 2, place.center().y())
    QTest.mousePress(view, LEFT, pos=edge)
    QTest.mouseMove(view, QPoint(grid.cell(1, 1080, 1290).right(), edge.y()))
    QTest.keyClick(grid, Key.Key_Escape)
    assert moves[-1] == GridMove(1, "B", 780, 1290)
    with qtbot.assertNotEmitted(grid.hand.dropped), qtbot.assertNotEmitted(grid.opened):
        QTest.mouseRelease(view, LEFT, pos=edge)


def test_a_click_and_a_double_click_open_a_block(grid: DayGrid, qtbot: QtBot) -> None:
    place = grid.cell(1, 780, 1020).center()
    with qtbot.waitSignal(grid.opened):
        QTest.mouseClick(grid.viewport(), LEFT, pos=place)
    with qtbot.waitSignal(grid.opened):
        QTest.mouseDClick(grid.viewport(), LEFT, pos=place)
        QTest.mouseRelease(grid.viewport(), LEFT, pos=place)


def test_what_reaches_in_from_another_room_stays(grid: DayGrid) -> None:
    joined = GridBlock(1, "C", 780, 1020, "joined", "会議室Bの予約", busy=1035)
    frees = [free for free in DAY.frees if (free.room_id, free.slot) != ("C", 1)]
    grid.show_day(DAY._replace(blocks=[*DAY.blocks, joined], frees=frees))
    grid.walk.stand_on(1)
    assert grid.currentIndex().row() == 1
    press(grid, Key.Key_Down)
    words = "会議室C 13:00–17:00 ‖ 連結 会議室Bの予約 片付け 17:15まで"
    assert grid.currentIndex().data() == words
    press(grid, Key.Key_Space)
    assert not grid.hand.holds


def test_a_name_without_room_is_shown_in_full_at_the_cursor(
    grid: DayGrid, t: Theme
) -> None:
    """Only with the focus of the keys, and only under what has no room."""
    long = "特定非営利活動法人 越谷の里山と水辺を未来へつなぐ市民ネットワーク 連絡会"
    shown = []
    for title in ("花の会", long):
        block = DAY.blocks[0]._replace(title=title)
        grid.show_day(DAY._replace(blocks=[block]))
        grid.walk.stand_on(1)
        place = grid.cell(1, 780, 1020)
        assert is_cut(t, place, block) is (title is long)
        below = QRect(place.left(), place.bottom() + 5, place.width(), t.px(40))
        shown.append(grid.viewport().grab(below).toImage())
    assert shown[0] != shown[1]


def test_preparation_begins_where_something_ends(grid: DayGrid) -> None:
    """It is drawn otherwise than cleaning up, and said."""
    block = DAY.blocks[0]
    before = grid.cell(1, 720, 780)
    shown = []
    for lead, busy in ((0, 1020), (60, 1020), (0, 1020)):
        grid.show_day(DAY._replace(blocks=[block._replace(lead=lead, busy=busy)]))
        shown.append(grid.viewport().grab(before).toImage())
    assert shown[0] == shown[2] != shown[1]
    earlier = block._replace(id=7, start=660, end=720, busy=780)
    grid.show_day(DAY._replace(blocks=[earlier]))
    swept = grid.viewport().grab(before).toImage()
    assert swept not in shown
    grid.show_day(DAY._replace(blocks=[block._replace(lead=60)]))
    model = grid.model()
    told = [str(model.index(1, n).data()) for n in range(model.columnCount())]
    assert any("花の会 準備 12:00から" in each for each in told)


def test_cleaning_up_ends_where_something_follows(grid: DayGrid) -> None:
    """The closed slot after it says by itself what is in its way."""
    block = DAY.blocks[0]._replace(busy=1110)
    grid.show_day(DAY._replace(blocks=[block]))
    after = grid.cell(1, 1080, 1290)
    with_it = grid.viewport().grab(after).toImage()
    grid.show_day(DAY._replace(blocks=[block._replace(busy=1080)]))
    assert with_it == grid.viewport().grab(after).toImage()
