"""本日のご案内: what stands there when, on its own display, read again by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.services.postings import Board, PostedRow
from app.services.today import RoomRow
from tests.app.services.conftest import Center
from tests.app.services.test_postings import agree
from tests.ui.conftest import press
from ui.kit.ops import Ops
from ui.kit.palette import LIGHT
from ui.kit.shots import settle
from ui.pages.lobby.lobby import Lobby
from ui.pages.lobby.presenter import LobbyLine, lines_of
from ui.pages.lobby.screen import BEAT, HIGH, LARGE, LESS, PAGE, READ, LobbyScreen

DAY = date(2026, 11, 24)
LONG = "特定非営利活動法人 水辺のにぎわいと歩いて楽しい道づくりをすすめる市民の会"
ROOMS = [RoomRow(uuid4(), f"第{n}会議室", "H", "センター", 20) for n in range(1, 31)]
#: Kanji are to be a 200th of the distance high; a display of 24 inches is 299 mm high.
THREE_METRES, DISPLAY = 3000 / 200, 299


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 24, hour, minute)


def use(n: int, hour: int, group: str = "", status: str = "confirmed") -> PostedRow:
    return PostedRow(uuid4(), ROOMS[n].id, at(hour), at(hour + 3), status, group)


def told(now: datetime, *uses: PostedRow) -> list[LobbyLine]:
    return list(lines_of(Board("センター", DAY, ROOMS, uses), now))


def test_what_is_over_is_gone_and_what_has_begun_says_so() -> None:
    uses = (
        use(1, 9, "花の会"),
        use(0, 13, status="in_use"),
        use(0, 17),
        use(1, 13, "花の会", status="in_use"),
        use(2, 13, "早く帰った会", status="done"),
    )
    assert told(at(14), *uses) == [
        LobbyLine("第1会議室", "13:00〜16:00", "利用中", now=True),
        LobbyLine("第1会議室", "17:00〜20:00", "予約あり", now=False),
        LobbyLine("第2会議室", "13:00〜16:00", "花の会", now=True),
    ]


def test_a_room_is_used_when_its_key_is_out_whatever_the_clock_says() -> None:
    early = use(0, 15, status="in_use")
    lines = told(at(14), use(1, 13), use(2, 13, "花の会"), early)
    assert [(line.who, line.now) for line in lines] == [
        ("利用中", True),
        ("予約あり", False),
        ("花の会", False),
    ]
    [shut] = told(at(14), use(0, 13, "点検のため利用できません", "blocked"))
    assert not shut.now


def test_it_is_gone_the_minute_it_ends() -> None:
    one = use(0, 9, status="in_use")
    assert told(at(11, 59), one)
    assert told(at(12), one) == []


@pytest.fixture
def screen(qtbot: QtBot) -> Iterator[LobbyScreen]:
    screen = LobbyScreen(LIGHT)
    qtbot.addWidget(screen)
    screen.resize(1920, 1080)
    yield screen
    screen.close()


CROWDED = [
    LobbyLine(
        room.name + "（多目的・防音）" * (n % 3 == 0), "18:30〜21:30", who, now=n < 9
    )
    for n, room in enumerate(ROOMS)
    for who in (LONG if n % 2 else "利用中" if n < 9 else "予約あり",)
]


def test_more_lines_than_fit_take_turns(screen: LobbyScreen) -> None:
    screen.show_lines("センター", at(14), CROWDED)
    seen: list[LobbyLine] = []
    for _ in range(screen.pages):
        seen += screen.shown()
        for _ in range(PAGE):
            screen.go_on()
    assert seen == CROWDED and screen.page == 0
    screen.page = screen.pages - 1
    screen.show_lines("センター", at(14), CROWDED[:3])
    assert (screen.page, len(screen.shown())) == (0, 3)


def test_keys_turn_the_page(screen: LobbyScreen) -> None:
    screen.show_lines("センター", at(14), CROWDED)
    press(screen, Qt.Key.Key_Right)
    assert screen.page == 1
    press(screen, Qt.Key.Key_Left)
    press(screen, Qt.Key.Key_Left)
    assert screen.page == screen.pages - 1


def test_it_is_read_now_and_then(screen: LobbyScreen) -> None:
    beats: list[bool] = []
    screen.beat.connect(beats.append)
    for _ in range(2 * READ):
        screen.go_on()
    assert beats.count(True) == 2 and READ * BEAT <= 60_000


def test_type_is_large_enough_for_three_metres() -> None:
    assert LARGE / HIGH * DISPLAY >= THREE_METRES
    assert LESS / HIGH * DISPLAY >= THREE_METRES * 0.75  # two lines of a long name


def test_a_screen_reader_is_told_all(screen: LobbyScreen) -> None:
    screen.show_lines("センター", at(14), CROWDED[:1])
    said = screen.accessibleDescription()
    assert "令和8年11月24日(火)" in said and "18:30〜21:30 利用中" in said
    screen.show_lines("センター", at(14), [])
    assert "このあとの予約はありません" in screen.accessibleDescription()


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (1080, 1920), (800, 600)])
@pytest.mark.parametrize("lines", [[], CROWDED[:2], CROWDED])
def test_it_is_drawn_on_any_display(
    screen: LobbyScreen, size: tuple[int, int], lines: list[LobbyLine], tmp_path: Path
) -> None:
    screen.resize(*size)
    screen.show_lines("越谷市市民活動支援センター", at(14), lines)
    assert not screen.grab().isNull()
    bottom = screen.per_page * 112 + 190 + 70
    assert bottom * screen._unit <= size[1] + 1


@pytest.fixture
def lobby(qtbot: QtBot, ops: Ops, center: Center) -> Iterator[Lobby]:
    window = QWidget()
    qtbot.addWidget(window)
    center.clock.now -= timedelta(days=10)
    group = center.register()
    agree(center, group)
    center.desk.bookings.book(center.staff, center.wish(group, DAY, "夜間"))
    center.clock.now += timedelta(days=10)
    lobby = Lobby(window, ops, lambda: center.desk, center.clock)
    yield lobby
    lobby.close()


def whos(lobby: Lobby) -> list[str]:
    assert lobby.screen is not None and lobby.screen.lines is not None
    return [line.who for line in lobby.screen.lines]


def test_it_covers_a_display_until_esc(lobby: Lobby, ops: Ops) -> None:
    lobby.show()
    settle(ops)
    assert whos(lobby) == ["花の会"]
    assert lobby.screen is not None and lobby.screen.isFullScreen()
    press(lobby.screen, Qt.Key.Key_Escape)
    assert lobby.screen is None


def test_closed_by_the_system_it_is_closed_too(lobby: Lobby) -> None:
    lobby.show()
    assert lobby.screen is not None
    lobby.screen.close()
    assert lobby.screen is None


def test_a_cancelled_booking_goes_at_once(lobby: Lobby, ops: Ops, center: Center) -> None:
    lobby.show()
    settle(ops)
    [row] = center.desk.postings.board().uses
    ops.command(lambda: center.desk.bookings.cancel(center.staff, row.id), lambda _: None)
    settle(ops)
    assert whos(lobby) == []


def test_at_midnight_it_is_another_day(lobby: Lobby, ops: Ops, center: Center) -> None:
    lobby.show()
    settle(ops)
    assert lobby.screen is not None
    center.clock.now += timedelta(hours=12)
    lobby.screen.go_on()
    settle(ops)
    assert whos(lobby) == []
    assert "11月25日" in lobby.screen.accessibleDescription()


def test_a_database_that_is_away_leaves_the_lines(
    lobby: Lobby, ops: Ops, center: Center, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.kit.files import FolderGone

    lobby.show()
    settle(ops)

    def away() -> Board:
        raise FolderGone(path="x", reason="away")

    monkeypatch.setattr(type(center.desk.postings), "board", lambda _: away())
    assert lobby.screen is not None
    lobby.screen.beat.emit(True)
    settle(ops)
    assert whos(lobby) == ["花の会"]


def test_its_display_is_pulled_out(lobby: Lobby) -> None:
    lobby.show(1)
    [display] = QGuiApplication.screens()
    lobby._gone(display)
    assert lobby.screen is None
