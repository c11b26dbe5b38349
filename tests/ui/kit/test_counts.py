"""How many are free of what, day by day: signs, words, keys."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.conftest import press, show
from ui.kit.grid.count_view import CountGrid, CountLegend
from ui.kit.grid.counts import FREE, LATE, NONE, SHORT, Count, CountRow, look
from ui.kit.theme import Theme

FIRST = date(2026, 11, 24)
DAYS = [FIRST + timedelta(days=n) for n in range(30)]
LONG = "ワイヤレスマイク付き移動式拡声装置一式(屋外用・予備電池を含む)"
ROWS = [
    CountRow(UUID(int=1), LONG, "倉庫1 棚A-3", [Count(n % 4, 3) for n in range(30)]),
    CountRow(UUID(int=2), "テント", "", [Count(8, 8)] * 29 + [Count(5, 8, 1)]),
]


@pytest.fixture
def grid(qtbot: QtBot, t: Theme) -> CountGrid:
    grid = CountGrid(t, "備品の空き", "備品はまだありません。")
    qtbot.addWidget(grid)
    grid.resize(1200, 300)
    grid.show_counts(DAYS, ROWS)
    show(grid)
    grid.setFocus()
    return grid


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (Count(3, 3), FREE),
        (Count(1, 3), SHORT),
        (Count(0, 3), NONE),
        (Count(0, 0), NONE),
        (Count(2, 3, 1), LATE),
    ],
)
def test_every_count_has_its_sign(count: Count, shown: Any) -> None:
    assert look(count) is shown


def test_arrow_keys_walk_and_every_cell_is_a_sentence(grid: CountGrid) -> None:
    told: list[str] = []
    grid.focused_text.connect(told.append)
    press(grid, Qt.Key.Key_Right)
    assert told[-1] == f"{LONG} 11月25日(水) 残り1(全部で3)"
    press(grid, Qt.Key.Key_Down)
    press(grid, Qt.Key.Key_End)
    assert told[-1] == "テント 12月23日(水) 残り5(全部で8・延滞1)"
    assert grid.currentIndex().data() == told[-1]


def test_enter_opens_a_thing_on_a_day(grid: CountGrid) -> None:
    opened: list[tuple[UUID, date]] = []
    grid.opened.connect(lambda thing, day: opened.append((thing, day)))
    press(grid, Qt.Key.Key_Down)
    press(grid, Qt.Key.Key_Right)
    press(grid, Qt.Key.Key_Return)
    assert opened == [(UUID(int=2), DAYS[1])]


def test_new_counts_leave_the_focus_where_it_was(grid: CountGrid) -> None:
    press(grid, Qt.Key.Key_Down)
    grid.show_counts(DAYS, ROWS[:1])
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (0, 0)


def test_the_legend_names_every_sign(qtbot: QtBot, t: Theme) -> None:
    legend = CountLegend(t)
    qtbot.addWidget(legend)
    for each in (FREE, SHORT, NONE, LATE):
        assert each.words in legend.accessibleName()
    assert not legend.grab().toImage().isNull()
