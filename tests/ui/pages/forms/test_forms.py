"""帳票 in the real window: blank forms, and printing once more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services.forms import BLANKS, ELSEWHERE, Form
from app.services.sign_in import Actor, actor
from tests.app.services.conftest import Center
from tests.ui.conftest import press, type_in
from tests.ui.pages.window import SIZES, window_of
from ui.kit.ops import Ops
from ui.kit.shots import settle, shoot
from ui.kit.theme import Theme
from ui.pages.forms.page import FormsPage
from ui.parts.paper_sheet import PaperSheet
from ui.shell.window import MainWindow

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
Key = Qt.Key
LONG = "特定非営利活動法人 水辺のにぎわいと歩いて楽しい道づくりをすすめる市民の会"


def clerk(center: Center) -> Actor:
    [row] = center.desk.staff.able()
    return actor(row, "2468")


def made(center: Center, ops: Ops) -> Callable[[Theme], FormsPage]:
    who = clerk(center)
    return lambda t: FormsPage(t, ops, center.desk, who, center.clock)


@pytest.fixture
def busy(center: Center) -> Center:
    """A center that has printed two certificates, one of them twice."""
    forms = center.desk.forms
    for group in (center.register(), center.register(LONG, "ミズベノニギワイ")):
        forms.printed(center.staff, forms.certificate(group))
    forms.printed(center.staff, forms.certificate(group))
    return center


@pytest.fixture
def window(qtbot: QtBot, ops: Ops, busy: Center) -> MainWindow:
    window = window_of(qtbot, ops, made(busy, ops))
    settle(ops)
    return window


def page(window: MainWindow) -> FormsPage:
    current = window.current_page()
    assert isinstance(current, FormsPage)
    return current


def paper(window: MainWindow, ops: Ops) -> PaperSheet:
    settle(ops)
    [sheet] = window.findChildren(PaperSheet)
    return sheet


def cells(window: MainWindow) -> list[list[str]]:
    model = page(window).table.rows
    return [
        [model.data(model.index(row, column)) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_what_was_printed_when(window: MainWindow) -> None:
    again, first, flowers = cells(window)
    assert again == ["R8.11.24 14:07", "団体登録証", f"H26-0002 {LONG}", "再発行 1"]
    assert (first[3], flowers[2]) == ("はじめて", "H26-0001 花の会")


def test_a_blank_form(window: MainWindow, ops: Ops) -> None:
    press(window, Key.Key_1, ALT)
    sheet = paper(window, ops)
    assert sheet.paper.title == "使用許可書兼領収書（未記入）"
    sheet.close()
    handed = [form for form in BLANKS if form not in ELSEWHERE]
    page(window).blanks[handed.index(Form.CERTIFICATE)].click()
    settle(ops)
    assert [s.paper.title for s in window.findChildren(PaperSheet)] == [
        "団体登録証（未記入）"
    ]


def test_the_calendar_of_this_year_and_the_next(window: MainWindow, ops: Ops) -> None:
    press(window, Key.Key_W, ALT)
    sheet = paper(window, ops)
    assert sheet.paper.title.startswith("開館カレンダー 令和8年度")
    sheet.close()
    page(window).calendars[1].click()
    settle(ops)
    [sheet] = window.findChildren(PaperSheet)
    assert sheet.paper.title.startswith("開館カレンダー 令和9年度")


def test_once_more_is_a_reissue(window: MainWindow, ops: Ops) -> None:
    table = page(window).table
    table.selectRow(2)
    press(table, Key.Key_Return)
    sheet = paper(window, ops)
    assert (sheet.paper.copy, sheet.paper.title) == (2, "団体登録証 H26-0001 花の会")


def test_a_permit_once_more(window: MainWindow, ops: Ops, busy: Center) -> None:
    desk, who = busy.desk, clerk(busy)
    group = desk.groups.search("花の会")[0].id
    day = busy.clock.now.date().replace(month=12)
    booked = desk.bookings.book(busy.staff, busy.wish(group, day, "午後")).value
    desk.forms.printed(busy.staff, desk.forms.permit(booked.id, who))
    page(window).mark_stale()
    settle(ops)
    page(window).table.selectRow(0)
    press(window, Key.Key_P, CONTROL)
    assert paper(window, ops).paper.copy == 2


def test_printouts_are_found_by_a_part_of_their_title(
    window: MainWindow, ops: Ops, qtbot: QtBot
) -> None:
    edit = page(window).narrow
    edit.setFocus()
    type_in(edit, "0001")
    qtbot.waitUntil(lambda: len(cells(window)) == 1)
    type_in(edit, "%")
    qtbot.waitUntil(lambda: not cells(window))
    assert page(window).table.empty == "あてはまる記録はありません。"


def test_nothing_printed_yet(qtbot: QtBot, ops: Ops, center: Center) -> None:
    window = window_of(qtbot, ops, made(center, ops))
    settle(ops)
    assert cells(window) == []
    assert page(window).table.empty == "まだ何も印刷していません。"


@pytest.mark.parametrize(("width", "height", "scale"), SIZES)
def test_nothing_is_cut(
    qtbot: QtBot,
    ops: Ops,
    busy: Center,
    tmp_path: Path,
    width: int,
    height: int,
    scale: float,
) -> None:
    window = window_of(qtbot, ops, made(busy, ops), scale)
    shot = shoot(window, tmp_path / "forms.png", (width, height), ops, scale)
    assert not shot.review.cut and not shot.review.faults()
