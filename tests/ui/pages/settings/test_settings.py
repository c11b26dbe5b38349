"""設定 in the real window: what is typed is saved, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.kit import config
from app.kit.config import Config, Look
from app.kit.settings import CERTIFICATE_STATEMENT, PERMIT_CONDITIONS, PERMIT_ISSUER
from app.services.sign_in import actor
from tests.app.services.conftest import Center
from tests.ui.conftest import press
from tests.ui.pages.window import SIZES, window_of
from ui.kit.dialog import FormSheet, Sheet
from ui.kit.ops import Ops
from ui.kit.shots import settle, shoot
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.settings.page import SettingsPage
from ui.shell.window import MainWindow

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
Key = Qt.Key


@pytest.fixture
def own(center: Center, tmp_path: Path) -> Config:
    """This PC's config, kept beside the center's database."""
    [database] = tmp_path.glob("*.db")
    own = Config(home=tmp_path, site="H", center="H", database=database.name)
    config.save(own)
    return own


def made(center: Center, ops: Ops, own: Config) -> Callable[[Theme], SettingsPage]:
    [row] = center.desk.staff.able()
    who = actor(row, "2468")
    return lambda t: SettingsPage(t, ops, center.desk, who, own, center.clock)


@pytest.fixture
def window(qtbot: QtBot, ops: Ops, center: Center, own: Config) -> MainWindow:
    window = window_of(qtbot, ops, made(center, ops, own))
    settle(ops)
    return window


def page(window: MainWindow, tab: str = "") -> SettingsPage:
    current = window.current_page()
    assert isinstance(current, SettingsPage)
    if tab:
        current.tabs.setCurrentIndex(list(current.panes).index(tab))
    return current


def words(widget: QWidget) -> str:
    return " ".join(text.text() for text in widget.findChildren(Text) if text.isVisible())


def test_the_center_is_corrected_and_put_back(
    window: MainWindow, ops: Ops, center: Center
) -> None:
    form = page(window).site.form
    assert form["name"].text() == "市民活動支援センター"
    form.fill({"address": "越谷市弥生町16番1号", "phone": "０４８ー９６６－１１１１"})
    press(form["phone"].editor(), Key.Key_Return, CONTROL)
    settle(ops)
    site = center.desk.settings.here()
    assert (site.address, site.phone) == ("越谷市弥生町16番1号", "048-966-1111")
    press(window, Key.Key_Z, CONTROL)
    settle(ops)
    assert center.desk.settings.here().address == ""
    assert form["address"].text() == ""


def test_a_phone_that_is_none_is_told_at_the_field(
    window: MainWindow, ops: Ops, center: Center
) -> None:
    form = page(window).site.form
    form.fill({"phone": "12", "address": "本町一丁目"})
    form.confirm()
    settle(ops)
    assert form["phone"].error() and form["address"].text() == "本町一丁目"
    assert center.desk.settings.here().address == ""


def test_papers_are_set_in_one_go(window: MainWindow, ops: Ops, center: Center) -> None:
    form = page(window, "書類").papers.form
    assert "{center}" in form[CERTIFICATE_STATEMENT.name].text()
    form.fill({PERMIT_ISSUER.name: "越谷市長", PERMIT_CONDITIONS.name: "静かに。\n{?}"})
    form.confirm()
    settle(ops)
    values = center.desk.settings.values()
    assert values[PERMIT_ISSUER.name] == "越谷市長"
    press(window, Key.Key_Z, CONTROL)
    settle(ops)
    assert center.desk.settings.values()[PERMIT_CONDITIONS.name] == ""


def test_a_room_gets_time_before_and_after_each_use(
    window: MainWindow, ops: Ops, center: Center
) -> None:
    """By keys alone; told, and taken back."""
    pane = page(window, "部屋").rooms
    press(window, Key.Key_H, ALT)
    [sheet] = window.findChildren(FormSheet)
    sheet.form.fill({"preparation": "３０", "turnaround": "15"})
    press(sheet.form["turnaround"].editor(), Key.Key_Return, CONTROL)
    settle(ops)
    [card, *others] = center.desk.rooms.cards()
    assert (card.preparation, card.turnaround) == (30, 15)
    assert card.capacity and not any(each.preparation for each in others)
    model = pane.table.model()
    row = [model.index(0, n).data() for n in range(model.columnCount())]
    assert row[-2:] == ["30分", "15分"]
    said, undo = window.status.said()
    assert "準備・片付けの時間を保存しました" in said and undo is not None
    undo.do()
    settle(ops)
    assert center.desk.rooms.cards()[0].preparation == 0


def test_braces_in_the_statement_are_only_text(center: Center) -> None:
    center.desk.settings.change(center.staff, {CERTIFICATE_STATEMENT: "{center}{x}{"})
    assert center.desk.forms.certificate(center.register()).pdf.startswith(b"%PDF")


def test_typing_survives_reading_again(window: MainWindow, ops: Ops) -> None:
    form = page(window).site.form
    form.fill({"address": "書きかけ"})
    press(window, Key.Key_F5)
    settle(ops)
    assert form["address"].text() == "書きかけ"
    assert form["name"].text() == "市民活動支援センター"


def test_another_scale_keeps_tab_and_typing(window: MainWindow, ops: Ops) -> None:
    page(window).site.form.fill({"address": "書きかけ"})
    page(window, "このパソコン").this_pc.scales.choose(1)
    settle(ops)
    assert window.t.scale == 1.25
    form = page(window).site.form
    assert (form["address"].text(), form["city"].text()) == ("書きかけ", "越谷市")
    assert page(window).tabs.tabText(page(window).tabs.currentIndex()) == "このパソコン"


def test_a_look_is_worn_at_once(window: MainWindow, ops: Ops, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.look_changed) as changed:
        page(window, "このパソコン").this_pc.looks.choose(list(Look).index(Look.DARK))
    assert changed.args == ["dark", 1.0]
    assert page(window).this_pc.look is Look.DARK
    assert window.t.p.name == "dark"


def test_the_lobby_from_the_next_start_on(
    window: MainWindow, ops: Ops, own: Config
) -> None:
    asked: list[object] = []
    window.beside["lobby"] = asked.append
    pane = page(window, "このパソコン").this_pc
    pane.lobby.choose(1)
    settle(ops)
    saved = config.load(own.home)
    assert saved is not None and saved.lobby == 1
    assert "画面1に「本日のご案内」を出します" in window.status.said()[0]
    pane.show_lobby.click()
    assert asked == [1]
    window.wear_look("dark", 1.25)
    settle(ops)
    assert page(window).this_pc.lobby.place() == 1


def test_somebody_begins_to_work_here(
    window: MainWindow, ops: Ops, center: Center
) -> None:
    page(window, "職員")
    press(window, Key.Key_N, CONTROL)
    [sheet] = window.findChildren(Sheet)
    form = page(window).staff.ask_newcomer().form
    sheet.close()
    form.fill({"name": "𠮷田 一郎", "kana": "ヨシダ イチロウ", "pin": "1357"})
    form.confirm()
    assert form["again"].error()
    form.fill({"again": "1357"})
    form.confirm()
    settle(ops)
    names = [row.name for row in page(window).staff.table.rows.rows()]
    assert sorted(names) == ["渡邊 千恵子", "𠮷田 一郎"]


def test_a_pin_is_changed(window: MainWindow, ops: Ops, center: Center) -> None:
    sheet = page(window, "職員").staff.ask_pin()
    assert sheet is not None
    sheet.form.fill({"pin": "97531", "again": "97531"})
    sheet.form.confirm()
    settle(ops)
    [row] = center.desk.staff.able()
    assert actor(row, "97531").name == "渡邊 千恵子"


def test_rooms_with_their_site(window: MainWindow) -> None:
    model = page(window, "部屋").rooms.table.rows
    assert [model.data(model.index(0, column)) for column in range(3)] == [
        "活動室A",
        "市民活動支援センター",
        "24人",
    ]


def test_a_backup_now(window: MainWindow, ops: Ops, own: Config) -> None:
    backups = page(window, "バックアップ").backups
    own.backup_folder.mkdir()
    press(window, Key.Key_B, CONTROL)
    settle(ops)
    [made] = backups.table.rows.rows()
    assert made.path.parent == own.backup_folder
    assert window.status.said()[0].startswith("バックアップを取りました")


def test_without_the_folder_it_is_said(window: MainWindow, ops: Ops) -> None:
    page(window, "バックアップ").presenter.back_up()
    settle(ops)
    [box] = window.findChildren(Sheet)
    assert "フォルダーが見つかりません" in box.windowTitle()
    box.close()


def test_another_folder_is_kept(window: MainWindow, ops: Ops, own: Config) -> None:
    config.save(Config(home=own.home, site="H", center="H", scale=150))
    page(window).presenter.move_backups(str(own.home / "usb"))
    settle(ops)
    kept = config.load(own.home)
    assert kept is not None
    assert (kept.backup_folder, kept.scale) == (own.home / "usb", 150)
    assert page(window).backups.folder.text() == str(own.home / "usb")


@pytest.mark.parametrize(("width", "height", "scale"), SIZES)
def test_nothing_is_cut(
    qtbot: QtBot,
    ops: Ops,
    center: Center,
    own: Config,
    width: int,
    height: int,
    scale: float,
) -> None:
    window = window_of(qtbot, ops, made(center, ops, own), scale)
    for tab in page(window).panes:
        page(window, tab)
        size = width, height
        shot = shoot(window, own.home / "settings.png", size, ops, scale)
        assert not shot.review.faults(), tab
        assert not [cut for cut in shot.review.cut if "/" not in cut], tab
