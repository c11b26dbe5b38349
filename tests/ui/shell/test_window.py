"""The window with its pages, driven by keys."""

from __future__ import annotations

import subprocess
import sys
import threading
from datetime import datetime
from typing import ClassVar

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QBoxLayout
from pytestqt.qtbot import QtBot

from app.kit.checks import Required
from app.kit.progress import Progress
from tests.ui.conftest import NOW, press, type_in
from ui.contracts import Undo
from ui.kit.buttons import Button
from ui.kit.crash import CrashWindow
from ui.kit.dialog import Sheet
from ui.kit.fields import TextField
from ui.kit.form import Form
from ui.kit.layout import col, put
from ui.kit.ops import Ops
from ui.kit.page import Page
from ui.kit.palette import DARK, LIGHT
from ui.kit.review import review
from ui.kit.shots import cut_texts, settle, sticking_out
from ui.kit.signs import KeyHint
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.shell.command_bar import Answer, Found
from ui.shell.header import HeaderInfo
from ui.shell.window import MainWindow, PageEntry

INFO = HeaderInfo("越谷市 市民活動支援センター", "センター", "渡邊 千恵子", "開館中")
NAMES = ("今日", "予約台帳", "団体", "帳票", "集計", "設定")
CONTROL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


class Plain(Page):
    topics = frozenset({"group"})
    help: ClassVar[str] = "団体をさがします。"

    def __init__(self, t: Theme, ops: Ops) -> None:
        super().__init__(t, ops)
        self.loads = 0
        self.got: list[object] = []
        self.form = Form(t, [TextField(t, "name", "団体名", most=60)])
        self.setLayout(col(t, self.form, None, margins=(16, 16, 16, 16)))

    def reload(self) -> None:
        self.loads += 1

    def receive(self, request: object) -> None:
        self.got.append(request)

    def keep(self) -> object:
        return self.form.values()

    def take_up(self, kept: object) -> None:
        assert isinstance(kept, dict)
        self.form.fill(kept)


def found(words: str) -> Found:
    return Found([Answer("団体", words, "第0123号", lambda: None)], ["12月1日(火)"])


@pytest.fixture
def window(qtbot: QtBot, ops: Ops) -> MainWindow:
    entries = [PageEntry(name, name, "today", lambda t: Plain(t, ops)) for name in NAMES]
    window = MainWindow(entries, ops, INFO, lambda: NOW, found, "light", 1.0)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    return window


def page(window: MainWindow) -> Plain:
    current = window.current_page()
    assert isinstance(current, Plain)
    return current


def test_pages_are_made_when_first_shown(window: MainWindow, qtbot: QtBot) -> None:
    first = page(window)
    press(window, Key.Key_3, CONTROL)
    assert page(window) is not first and page(window).loads == 1
    press(window, Key.Key_F2)
    assert page(window) is first and first.loads == 1
    press(window, Key.Key_F5)
    assert first.loads == 2


def test_another_page_gets_a_request(window: MainWindow) -> None:
    page(window).asked.emit("団体", "花の会")
    assert page(window).got == ["花の会"]


def test_a_page_that_is_part_of_another_has_its_place(qtbot: QtBot, ops: Ops) -> None:
    entries = [PageEntry(name, name, "today", lambda t: Plain(t, ops)) for name in NAMES]
    part = PageEntry("臨時休館", "臨時休館", "today", entries[0].factory, NAMES[2])
    window = MainWindow([*entries, part], ops, INFO, lambda: NOW, found, "light", 1.0)
    qtbot.addWidget(window)
    window.open_page("臨時休館")
    places = [item.text() for item in window.rail.items]
    assert places == list(NAMES)
    assert [item.isChecked() for item in window.rail.items].index(True) == 2


def test_a_hidden_page_reloads_when_it_is_shown_again(
    window: MainWindow, ops: Ops
) -> None:
    first = page(window)
    second = window.open_page("団体")
    assert isinstance(second, Plain)
    ops.changed.emit(frozenset({"group"}))
    assert (first.loads, second.loads) == (1, 2)
    ops.changed.emit(frozenset({"room"}))
    window.open_page("今日")
    assert (first.loads, second.loads) == (2, 2)


@pytest.mark.parametrize(
    ("width", "height", "scale"), [(1366, 768, 1.25), (1920, 1080, 2.0)]
)
def test_a_small_screen_does_not_make_the_window_grow(
    window: MainWindow, qtbot: QtBot, width: int, height: int, scale: float
) -> None:
    window.resize(width, height)
    window.wear_look("light", scale)
    window.say("茶道 さつき会 12/1(火) 午後 和室 を許可しました。" * 3)
    qtbot.waitUntil(lambda: window.t.compact)
    assert (window.grab().width(), window.grab().height()) == (width, height)


def test_long_words_do_not_drive_the_keys_away(window: MainWindow, ops: Ops) -> None:
    line, long = window.status, "特定非営利活動法人 水辺のにぎわい " * 12
    line.show_hints([("Alt+←→", "前後の日"), ("Alt+1〜4", "日・週・月・年度")])
    window.say("茶道 さつき会 12/1(火) 午後 和室 を許可しました。", None)
    page(window).told.emit(long)
    settle(ops)
    hints = line.findChildren(KeyHint)
    assert hints and all(
        hint.isVisible()
        and hint.width() >= hint.sizeHint().width()
        and hint.mapTo(window, hint.rect().bottomRight()).x() < window.width()
        for hint in hints
    )
    assert line._detail.toolTip() == long and line.said()[0].endswith("許可しました。")
    assert window.width() == 1366 and review(window).faults() == ()


def test_another_scale_keeps_what_was_typed(window: MainWindow, qtbot: QtBot) -> None:
    before = page(window)
    before.form.fill({"name": "髙橋"})
    press(window, Key.Key_Equal, CONTROL)
    assert window.t.scale == 1.25 and page(window) is not before
    assert page(window).form.values() == {"name": "髙橋"}


def test_the_systems_look_is_followed(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.wear_look("system", 1.0)
    monkeypatch.setattr("ui.kit.theme._system", lambda: DARK)
    hints = QGuiApplication.styleHints()
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert window.t.p is DARK
    window.wear_look("light", 1.0)
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert window.t.p is LIGHT


def test_control_z_takes_back_the_last_action(window: MainWindow, qtbot: QtBot) -> None:
    undone: list[str] = []
    window.say("予約しました。", Undo("花の会の予約", lambda: undone.append("x")))
    edit = page(window).form["name"].editor()
    edit.setFocus()
    type_in(edit, "a")
    press(edit, Key.Key_Z, CONTROL)
    assert not undone and page(window).form["name"].text() == ""
    window.header.field.setFocus()
    press(window.header.field, Key.Key_Z, CONTROL)
    press(window.header.field, Key.Key_Z, CONTROL)
    assert undone == ["x"]


def test_the_command_bar_answers_and_gives_the_focus_back(
    window: MainWindow, qtbot: QtBot
) -> None:
    edit = page(window).form["name"].editor()
    edit.setFocus()
    press(edit, Key.Key_K, CONTROL)
    bar = window.open_command_bar()
    type_in(bar.edit, "hana")
    qtbot.waitUntil(lambda: "hana" in bar.edit.accessibleDescription())
    press(bar.edit, Key.Key_Return)
    qtbot.waitUntil(edit.hasFocus)


def test_a_remark_stands_whole_and_in_place_of_nothing_found(
    window: MainWindow, ops: Ops
) -> None:
    bar = window.open_command_bar()
    bar.edit.setText("22時")
    settle(ops)
    long = "22:00からに使える区分はありません。" * 4
    answer = Answer("画面", "予約台帳", "", lambda: None)
    for shown in (
        Found([answer], ["12月1日(火)", "22:00から"], long),
        Found((), (), long),
    ):
        bar.show_found(shown)
        settle(ops)
        texts = [t for t in bar.findChildren(Text) if t.isVisible()]
        assert [t.text() for t in texts if "ません" in t.text()] == [long]
        assert not cut_texts(bar) and not sticking_out(bar)
    bar.show_found(Found())
    assert any("来月 午後" in t.text() for t in bar.findChildren(Text))


def test_what_had_the_focus_may_be_gone_when_the_command_bar_closes(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, begun = Button(page(window).t, "鍵を渡す"), list[bool]()
    monkeypatch.setattr(page(window), "start_focus", lambda: begun.append(True))
    row.setParent(page(window))
    row.show()
    row.setFocus()
    bar = window.open_command_bar()
    shiboken6.delete(row)
    bar.close_bar()
    assert begun == [True]


def test_no_key_reaches_the_page_below_the_command_bar(window: MainWindow) -> None:
    closed: list[bool] = []
    away = Button(window.t, "閉じる", "Esc")
    away.clicked.connect(lambda: closed.append(True))
    layout = page(window).layout()
    assert isinstance(layout, QBoxLayout)
    put(layout, away)
    bar = window.open_command_bar()
    press(bar.edit, Key.Key_F1)
    press(bar.edit, Key.Key_Escape)
    assert not closed and not bar.isVisible() and not window.findChildren(Sheet)
    press(page(window).form["name"].editor(), Key.Key_Escape)
    assert closed == [True]


def test_a_refusal_without_a_place_gets_a_box(
    window: MainWindow, qtbot: QtBot, ops: Ops
) -> None:
    def refuse() -> None:
        raise Required("name")

    ops.query(refuse, lambda _: None)
    qtbot.waitUntil(lambda: bool(window.findChildren(Sheet)))
    (box,) = window.findChildren(Sheet)
    assert box.windowTitle() == "必須です。"
    press(box, Key.Key_Escape)
    assert not box.isVisible()


def test_a_bug_gets_one_window_and_the_log(
    window: MainWindow, qtbot: QtBot, ops: Ops, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise ValueError("髙")

    for _ in range(2):
        ops.query(fail, lambda _: None)
    qtbot.waitUntil(lambda: len(caplog.records) == 2)
    caplog.clear()
    (crash,) = window.findChildren(CrashWindow)
    crash.close()


def test_what_escapes_from_a_slot_or_a_thread_is_met(
    window: MainWindow, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    window.bugs.catch_all()
    try:
        sys.excepthook(ValueError, ValueError("slot"), None)
        thread = threading.Thread(target=lambda: 1 // 0)
        thread.start()
        thread.join()
    finally:
        window.bugs.release()
    qtbot.waitUntil(lambda: len(caplog.records) == 2)
    caplog.clear()
    window.findChildren(CrashWindow)[0].close()


def test_the_first_picture_imports_no_boxes() -> None:
    code = "import sys, ui.shell.window; sys.exit('ui.kit.dialog' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_header_tells_day_and_hour(window: MainWindow) -> None:
    window.header.show_time(datetime(2026, 12, 1, 9, 0))
    assert window.header.day.text() == "令和8年12月1日(火)"
    assert window.header.hour.text() == "09:00  開館中"


def test_arrow_keys_in_the_rail_show_the_page(window: MainWindow) -> None:
    first = page(window)
    window.rail.items[0].setFocus()
    press(window.rail.items[0], Key.Key_Down)
    assert page(window) is not first and window.rail.items[1].isChecked()


def test_long_work_is_shown_and_stopped_in_the_status_line(
    window: MainWindow, qtbot: QtBot, ops: Ops
) -> None:
    done: list[int] = []
    pause = threading.Event()

    def work(progress: Progress) -> int:
        for step in range(10_000):
            progress.at("月報を作っています", step, 10_000)
            pause.wait(0.001)
        return 1

    ops.long(work, done.append)
    qtbot.waitUntil(lambda: bool(shown_stop(window)))
    shown_stop(window)[0].click()
    qtbot.waitUntil(ops.idle)
    assert not done and not shown_stop(window)


def shown_stop(window: MainWindow) -> list[Button]:
    buttons = window.status.findChildren(Button)
    return [b for b in buttons if b.words == "中止" and b.isVisible()]


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_frame_has_no_faults(window: MainWindow, scale: float) -> None:
    window.resize(1920, 1080)
    window.wear_look("light", scale)
    window.say("予約しました。", Undo("花の会の予約", lambda: None))
    assert review(window, scale).faults() == ()
