"""掲示・一覧 by keys, from 予約台帳: papers of a day, and a file for other calendars."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.kit.wareki import full
from tests.app.kit.test_ical import parts, told
from tests.app.printing.readers import text_of
from tests.app.services.conftest import Center
from tests.app.services.test_postings import agree
from tests.ui.conftest import press
from tests.ui.pages.bookings.test_page import Clerk, at_desk
from ui.kit.ops import Ops
from ui.kit.shots import settle
from ui.parts.posting_sheet import PostingSheet

Key = Qt.Key
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
DAY = date(2026, 12, 1)


@pytest.fixture
def clerk(center: Center, ops: Ops, qtbot: QtBot) -> Clerk:
    group = center.register()
    agree(center, group)
    center.desk.bookings.book(center.staff, center.wish(group, DAY, "午前"))
    clerk = at_desk(center, ops, qtbot)
    clerk.window.open_page("bookings")
    clerk.page.ledger.go(DAY, clerk.page.grid.setFocus)
    clerk.wait()
    return clerk


def opened(clerk: Clerk) -> PostingSheet:
    clerk.chord(Key.Key_P, CONTROL)
    [sheet] = clerk.window.findChildren(PostingSheet)
    return sheet


@pytest.mark.parametrize(
    ("key", "title", "words"),
    [
        (Key.Key_1, "本日の利用一覧", "花の会"),
        (Key.Key_2, "部屋の掲示", "花の会"),
        (Key.Key_3, "空き状況", "× 予約済み"),
    ],
)
def test_a_paper_of_the_day_on_the_screen(
    clerk: Clerk, key: Qt.Key, title: str, words: str
) -> None:
    opened(clerk)
    clerk.chord(key, ALT)
    paper = clerk.paper()
    assert paper is not None and paper.paper.title.startswith(title)
    assert words in text_of(paper.paper.pdf)
    assert len(clerk.steps) == 2


def test_another_day(clerk: Clerk) -> None:
    sheet = opened(clerk)
    assert sheet.day.read() == DAY
    clerk.write("12/8")
    clerk.chord(Key.Key_1, ALT)
    paper = clerk.paper()
    assert paper is not None and paper.paper.title.endswith(full(date(2026, 12, 8)))


def test_no_day_stays_at_the_field(clerk: Clerk) -> None:
    sheet = opened(clerk)
    clerk.write("99/99")
    clerk.chord(Key.Key_2, ALT)
    assert clerk.paper() is None and sheet.isVisible()
    assert clerk.focus() is sheet.day.editor()


def test_a_blank_one(clerk: Clerk) -> None:
    sheet = opened(clerk)
    sheet.blank.box.setChecked(True)
    clerk.chord(Key.Key_3, ALT)
    paper = clerk.paper()
    assert paper is not None and paper.paper.title == "空き状況（未記入）"


@pytest.mark.parametrize(
    ("key", "named", "name", "who"),
    [
        (Key.Key_4, False, "活動室A 令和8年12月.ics", "予約あり"),
        (Key.Key_5, True, "活動室A 令和8年度.ics", "花の会"),
    ],
)
def test_a_file_for_other_calendars(
    clerk: Clerk, tmp_path: Path, key: Qt.Key, named: bool, name: str, who: str
) -> None:
    sheet = opened(clerk)
    sheet.named.box.setChecked(named)
    clerk.chord(key, ALT)
    [dialog] = clerk.window.findChildren(QFileDialog)
    assert [Path(path).name for path in dialog.selectedFiles()] == [name]
    path = tmp_path / "room.ics"
    dialog.fileSelected.emit(str(path))
    dialog.close()
    settle(clerk.ops)
    [event] = parts(path.read_bytes())
    assert told(event["SUMMARY"]) == who
    assert event["DTSTART;TZID=Asia/Tokyo"] == "20261201T090000"


def test_the_lobby_is_one_key_away(clerk: Clerk) -> None:
    asked: list[object] = []
    clerk.window.beside["lobby"] = asked.append
    clerk.chord(Key.Key_F11)
    opened(clerk)
    clerk.chord(Key.Key_6, ALT)
    assert asked == [None, None]


def test_esc_leaves(clerk: Clerk) -> None:
    sheet = opened(clerk)
    press(sheet.day.editor(), Key.Key_Escape)
    assert not sheet.isVisible()


def test_an_open_booking_prints_its_permit(clerk: Clerk) -> None:
    [row] = clerk.center.desk.offers.day(DAY).bookings
    clerk.page.ledger.open(row.id)
    clerk.wait()
    clerk.chord(Key.Key_P, CONTROL)
    paper = clerk.paper()
    assert paper is not None and paper.paper.title.startswith("使用許可書")
