"""The first start, by keys: an own center, the demo, data that lies there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app import beginning
from app.kit import config
from app.kit.config import Config
from app.kit.progress import Progress
from app.rules.nearest import Asked
from app.services.sign_in import actor, door_of
from tests.app.services.conftest import Hand
from tests.ui.conftest import press, show
from tests.ui.pages.start.test_answers import ANSWERS
from ui.kit.ops import Ops
from ui.kit.palette import LIGHT
from ui.kit.shots import shoot
from ui.kit.theme import Theme, wear
from ui.pages.start.answers import Sample, published_rooms
from ui.pages.start.first_start import FirstStartPage
from ui.pages.start.rooms import RulesStep

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key
Start = Callable[[], FirstStartPage]


@pytest.fixture
def start(qtbot: QtBot, ops: Ops, t: Theme, tmp_path: Path) -> Start:
    def started() -> FirstStartPage:
        page = FirstStartPage(t, ops, tmp_path, Hand())
        wear(page, t)
        qtbot.addWidget(page)
        page.resize(1366, 768)
        show(page)
        return page

    return started


def focused(page: QWidget) -> QWidget:
    widget = page.window().focusWidget()
    assert widget is not None
    return widget


def fill(page: FirstStartPage, *texts: str) -> None:
    """Into one field after the other, with Enter; then on."""
    for text in texts:
        edit = focused(page)
        assert isinstance(edit, QLineEdit)
        edit.setText(text)
        press(edit, Key.Key_Return)
    press(focused(page), Key.Key_Return, CONTROL)


def to_the_summary(page: FirstStartPage) -> None:
    press(focused(page), Key.Key_2, ALT)
    fill(page, "春日部市", "市民活動支援センター", "", "048-731-3550")
    fill(page)
    fill(page, "会議室1", "24")
    fill(page, "髙橋 節子", "タカハシ セツコ", "2468", "2468")
    fill(page)


def test_an_own_center_in_five_steps(start: Start, qtbot: QtBot, tmp_path: Path) -> None:
    page = start()
    to_the_summary(page)
    assert list(tmp_path.iterdir()) == []
    with qtbot.waitSignal(page.done) as done:
        press(focused(page), Key.Key_Return)
    assert done.args == [config.load(tmp_path)]
    door = door_of(tmp_path / "madoguchi.db", "H", "H")
    [staff] = door.staff
    assert (door.city, actor(staff, "2468").name) == ("春日部市", "髙橋 節子")
    assert (tmp_path / "backups").is_dir()


def test_going_back_loses_nothing(start: Start) -> None:
    page = start()
    to_the_summary(page)
    for _ in range(6):
        press(focused(page), Key.Key_Escape)
    assert page.choice.isVisible()
    press(focused(page), Key.Key_2, ALT)
    for _ in range(5):
        press(focused(page), Key.Key_Return, CONTROL)
    assert page.own.next.words == "はじめる"


def test_two_pins_that_differ_are_told_at_the_field(start: Start) -> None:
    page = start()
    press(focused(page), Key.Key_2, ALT)
    fill(page, "春日部市", "市民活動支援センター", "", "")
    fill(page)
    fill(page, "会議室1", "")
    fill(page, "髙橋 節子", "タカハシ セツコ", "2468", "2469")
    assert page.own.steps[3].form["again"].error().startswith("2回の暗証番号が違います")


def rooms_of(page: FirstStartPage) -> RulesStep:
    step = page.own.steps[2]
    assert isinstance(step, RulesStep)
    return step


def test_rooms_come_and_go(start: Start) -> None:
    rooms = rooms_of(start()).rooms
    rooms.show_rooms([("会議室1", "24")], fixed=False)
    rooms.add()
    rooms.add()
    assert len(rooms.typed()) == 3
    rooms.remove(0)
    assert rooms.typed() == [("", ""), ("", "")]


def test_each_sample_keeps_its_rooms(start: Start) -> None:
    step = rooms_of(start())
    step.rooms.show_rooms([("和室", "8")], fixed=False)
    step.samples.choose(1)
    assert [name for name, _ in step.rooms.typed()] == list(published_rooms())
    step.samples.choose(0)
    assert step.rooms.typed() == [("和室", "8")]


def test_the_nearest_city_is_taken_until_another_is_chosen(start: Start) -> None:
    step = rooms_of(start())
    assert not step.like.isVisibleTo(step)
    step.samples.choose(2)
    assert step.like.isVisibleTo(step)
    step.rooms.show_rooms([("和室", "8")], fixed=False)
    step.wishes[Asked.FEE].set_text("charged")
    read = step.read()
    assert read is not None
    assert (read["sample"], read["like"]) == (Sample.CITY, step.like.text())
    assert "合うところ 1/1" in step.like.combo.currentText()


def test_a_room_is_named_once(start: Start) -> None:
    page = start()
    press(focused(page), Key.Key_2, ALT)
    fill(page, "春日部市", "市民活動支援センター", "", "")
    fill(page)
    edit = focused(page)
    assert isinstance(edit, QLineEdit)
    edit.setText("和室")
    press(edit, Key.Key_A, ALT)
    fill(page, "和室", "8")
    assert focused(page).accessibleDescription().startswith("「和室」はもう入っています")


def test_a_backup_folder_that_cannot_be_made(
    start: Start, qtbot: QtBot, tmp_path: Path
) -> None:
    page = start()
    to_the_summary(page)
    (tmp_path / "backups").write_text("")
    press(focused(page), Key.Key_Return)
    folder = page.own.steps[4].form["backups"]
    qtbot.waitUntil(folder.isVisible)
    assert "フォルダー" in folder.error() and folder.text() == str(tmp_path / "backups")
    assert config.load(tmp_path) is None


SIZES = [(1366, 768, 1.0), (1366, 768, 1.25), (1920, 1080, 1.5), (1920, 1080, 2.0)]


@pytest.mark.parametrize(("width", "height", "scale"), SIZES)
def test_nothing_is_cut_at_any_scale(
    qtbot: QtBot, ops: Ops, tmp_path: Path, width: int, height: int, scale: float
) -> None:
    t = Theme(LIGHT, scale)
    page = FirstStartPage(t, ops, tmp_path, Hand())
    wear(page, t)
    qtbot.addWidget(page)
    shots = [shoot(page, tmp_path / "choice.png", (width, height), ops)]
    page.ask_own()
    rooms_of(page).samples.choose(2)
    for place in range(len(page.own.steps)):
        page.own.forward()
        path = tmp_path / f"{place}.png"
        shots.append(shoot(page, path, (width, height), ops))
        page.own.go(place + 1)
    assert not [(shot.path.name, shot.review) for shot in shots if shot.review.cut]
    assert not [shot.review.outside for shot in shots if shot.review.outside]


def test_the_demo(
    start: Start, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it is made of has its own tests, and takes seconds."""
    made = Config(home=tmp_path, site="H", center="H", demo="2026-11-24")

    def demo(home: Path, now: datetime, seed: int, years: int, _: Progress) -> Config:
        assert (home, now, years) == (tmp_path, Hand().now, 1)
        return made

    monkeypatch.setattr(beginning, "demo", demo)
    page = start()
    with qtbot.waitSignal(page.done) as done:
        press(focused(page), Key.Key_1, ALT)
    assert done.args == [made]


def test_the_demo_stopped_leaves_nothing(
    start: Start, qtbot: QtBot, ops: Ops, tmp_path: Path
) -> None:
    page = start()
    ops.progressed.connect(lambda p: p.cancel() if p else None)
    press(focused(page), Key.Key_1, ALT)
    with qtbot.waitSignal(ops.progressed, check_params_cb=lambda p: p is None):
        pass
    assert page.choice.isVisible() and config.load(tmp_path) is None
    assert not (tmp_path / "madoguchi.db").exists()


def test_data_that_lies_there_is_taken_over(
    start: Start, qtbot: QtBot, tmp_path: Path
) -> None:
    made = beginning.center(tmp_path, ANSWERS.new_center(), tmp_path / "backups", Hand())
    (tmp_path / "config.toml").unlink()
    page = start()
    [option] = page.options
    assert option.title == "このデータを使う"
    with qtbot.waitSignal(page.done) as done:
        press(focused(page), Key.Key_Return)
    assert done.args == [Config(home=tmp_path, site=made.site, center=made.center)]
