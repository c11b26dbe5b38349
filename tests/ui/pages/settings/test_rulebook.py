"""規則集 in the real window: read, changed by forms, put in force, days closed once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.kit import config
from app.kit.config import Config
from app.services.sign_in import actor
from tests.app.services.conftest import Center
from tests.ui.conftest import press, type_in
from tests.ui.pages.window import SIZES, window_of
from ui.kit.dialog import FormSheet, Sheet
from ui.kit.fields import Field
from ui.kit.ops import Ops
from ui.kit.shots import settle, shoot
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.settings.page import SettingsPage
from ui.pages.settings.rulebook.change import ChangePane
from ui.shell.window import MainWindow

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
Key = Qt.Key
CLOSED = date(2026, 12, 1)


@dataclass
class Open:
    window: MainWindow
    ops: Ops
    center: Center
    home: Path

    @property
    def page(self) -> SettingsPage:
        page = self.window.current_page()
        assert isinstance(page, SettingsPage)
        return page

    @property
    def change(self) -> ChangePane:
        return self.page.rulebook.change

    def go(self, way: str) -> None:
        self.page.rules_tab.show_pane(way)
        self.settle()

    def field(self, name: str) -> Field[Any]:
        form = self.change.fields.form
        assert form is not None
        return form[name]

    def choose(self, title: str, text: str = "") -> None:
        """Walk down the list to a rule with the arrow keys."""
        rows = self.change.rows
        rows.setFocus()
        press(rows, Key.Key_Home)
        for _ in rows.rows():
            row = rows.current()
            assert row is not None
            if row.part == title and text in row.text:
                break
            press(rows, Key.Key_Down)
        press(rows, Key.Key_Return)
        self.settle()

    def typed(self, name: str, text: str) -> None:
        editor = self.field(name).editor()
        editor.setFocus()
        press(editor, Key.Key_A, CONTROL)
        press(editor, Key.Key_Delete)
        type_in(editor, text)
        self.change.flush()
        self.settle()

    def sheets(self) -> list[Sheet]:
        return [one for one in self.window.findChildren(Sheet) if one.isVisible()]

    def sheet(self) -> Sheet:
        [sheet] = self.sheets()
        return sheet

    def settle(self) -> None:
        settle(self.ops)
        top: QWidget = self.window
        for sheet in self.sheets():
            top = sheet
        top.activateWindow()  # as a desktop would
        settle(self.ops)


def words(widget: QWidget) -> str:
    return " ".join(text.text() for text in widget.findChildren(Text) if text.isVisible())


def opened(
    qtbot: QtBot, ops: Ops, center: Center, home: Path, scale: float = 1.0
) -> Open:
    [database] = home.glob("*.db")
    own = Config(home=home, site="H", center="H", database=database.name)
    config.save(own)
    [row] = center.desk.staff.able()
    who = actor(row, "2468")

    def made(t: Theme) -> SettingsPage:
        return SettingsPage(t, ops, center.desk, who, own, center.clock)

    window = window_of(qtbot, ops, made, scale)
    settle(ops)
    shown = Open(window, ops, center, home)
    shown.page.tabs.setCurrentIndex(list(shown.page.panes).index("規則集"))
    settle(ops)
    return shown


@pytest.fixture
def rules(qtbot: QtBot, ops: Ops, center: Center, tmp_path: Path) -> Open:
    return opened(qtbot, ops, center, tmp_path)


@pytest.mark.parametrize(("width", "height", "scale"), SIZES)
@pytest.mark.parametrize("way", ["読む", "変える", "臨時の休館・開館"])
def test_nothing_is_cut(
    qtbot: QtBot,
    ops: Ops,
    center: Center,
    tmp_path: Path,
    way: str,
    width: int,
    height: int,
    scale: float,
) -> None:
    rules = opened(qtbot, ops, center, tmp_path, scale)
    rules.go(way)
    if way == "変える":
        rules.choose("price", "800")
    shot = shoot(rules.window, tmp_path / "rules.png", (width, height), ops, scale)
    assert not shot.review.faults()


def test_every_rule_is_read_with_its_article(rules: Open) -> None:
    told = words(rules.page.rulebook.read)
    assert "午前 800円、午後 1,000円" in told
    assert "第5条" in told
    assert "利用月の3か月前の月の初日" in told
    assert "https://www1.g-reiki.net/koshigaya" in told


def test_the_contents_bring_a_chapter_into_sight(rules: Open) -> None:
    read = rules.page.rulebook.read
    read.contents.setFocus()
    press(read.contents, Key.Key_End)
    rules.settle()
    assert read.body.verticalScrollBar().value() > 0


def test_a_room_is_read_alone(rules: Open) -> None:
    read = rules.page.rulebook.read
    read.place.set_text("会議室1")
    rules.settle()
    told = words(read)
    assert "午前 400円" in told
    assert "午前 800円" not in told


def test_a_price_is_changed_by_keys_alone(rules: Open) -> None:
    rules.go("変える")
    rules.choose("price", "800円")
    rules.typed("yen/午前", "1200")
    press(rules.window, Key.Key_Return, CONTROL)
    rules.settle()
    sheet = rules.sheet()
    assert isinstance(sheet, FormSheet)
    assert "1,200円" in words(sheet)
    sheet.form["day"].editor().setFocus()
    type_in(sheet.form["day"].editor(), "R9.4.1")
    press(sheet.form["day"].editor(), Key.Key_Return, CONTROL)
    rules.settle()
    new, old = rules.center.desk.rulebooks.versions()
    assert (new.valid_from, old.valid_from) == (date(2027, 4, 1), date(2020, 4, 1))
    told = [rule.line for rule in rules.center.desk.rulebooks.told(new.id)]
    assert any("午前 1,200円" in line for line in told)
    press(rules.window, Key.Key_Z, CONTROL)
    rules.settle()
    assert len(rules.center.desk.rulebooks.versions()) == 1


def test_what_was_not_changed_says_the_same(rules: Open) -> None:
    rules.go("変える")
    rules.choose("reduction", "主催")
    rules.typed("ground", "EVENT")
    press(rules.window, Key.Key_Return, CONTROL)
    rules.settle()
    told = words(rules.sheet())
    assert told.count("加わる") == told.count("なくなる") == 1
    assert "変わる " not in told.replace("から変わること ", "")


def test_a_wrong_value_is_told_at_its_field_and_kept_out(rules: Open) -> None:
    rules.go("変える")
    rules.choose("reduction", "主催")
    rules.typed("rate", "150%")
    assert "書けるのは" in rules.field("rate").error()
    assert not rules.change.enact.isEnabled()


def test_a_window_that_closes_first_is_told_without_a_line(rules: Open) -> None:
    rules.go("変える")
    rules.choose("window")
    rules.typed("opens/months_before", "")
    rules.typed("opens/day", "31")
    faults = rules.change.state.checked.faults
    assert len(faults) == 1
    assert "順序が逆" in faults[0].text and "行目" not in faults[0].text
    assert rules.field("closes/months_before").error() == faults[0].text
    assert not rules.change.enact.isEnabled()
    for _ in range(2):
        press(rules.change, Key.Key_Z, ALT)
        rules.settle()
    assert not rules.change.state.checked.faults


def test_a_rule_is_added_copied_removed_and_each_taken_back(rules: Open) -> None:
    rules.go("変える")
    presenter = rules.page.rulebook.presenter
    assert presenter.draft is not None
    count = len(presenter.draft.text.tables)
    press(rules.change, Key.Key_N, CONTROL)
    sheet = rules.sheet()
    assert isinstance(sheet, FormSheet)
    sheet.form["part"].set_text("tie")
    press(sheet.form["part"].editor(), Key.Key_Return, CONTROL)
    rules.settle()
    assert "決め方" in rules.change.state.checked.faults[0].text
    for key in (Key.Key_C, Key.Key_D):
        press(rules.change, key, ALT)
        rules.settle()
    assert len(presenter.draft.text.tables) == count + 1
    for _ in range(3):
        press(rules.change, Key.Key_Z, ALT)
        rules.settle()
    assert len(presenter.draft.text.tables) == count
    assert not rules.change.state.checked.faults


def test_a_condition_is_added_field_by_field(rules: Open) -> None:
    rules.go("変える")
    rules.choose("price", "800円")
    rules.field("+").set_text("when")
    rules.settle()
    rules.field("+when").set_text("residency")
    rules.settle()
    rules.field("when/residency").set_text("1")
    rules.change.flush()
    rules.settle()
    row = rules.change.rows.current()
    assert row is not None
    assert "市内・市外の別が市外のとき" in row.text
    assert not rules.change.state.checked.faults


def test_an_unfinished_draft_survives(
    rules: Open, qtbot: QtBot, ops: Ops, tmp_path: Path
) -> None:
    rules.go("変える")
    rules.choose("price", "800円")
    rules.typed("yen/午前", "1300")
    again = opened(qtbot, ops, rules.center, tmp_path)
    again.go("変える")
    again.choose("price", "1,300円")
    assert again.field("yen/午前").text() == "1300"
    assert again.change.state.changed


def test_another_scale_keeps_the_draft_and_the_rule(rules: Open) -> None:
    rules.go("変える")
    rules.choose("price", "800円")
    rules.typed("yen/午前", "1300")
    rules.page.dressed.emit("dark", 1.25)
    rules.settle()
    assert rules.field("yen/午前").text() == "1300"


def test_a_file_that_is_refused_changes_nothing(rules: Open, tmp_path: Path) -> None:
    path = tmp_path / "規則.toml"
    path.write_text('name = "規則"\n[[hours]]\nhours = "9:00-8:00"\nhuors = 1\n')
    rules.go("変える")
    rules.page.rulebook.presenter.take_file(str(path))
    rules.settle()
    sheet = rules.sheet()
    assert "3 行目" in words(sheet) and "4 行目" in words(sheet)
    sheet.close()
    assert len(rules.center.desk.rulebooks.versions()) == 1


def test_a_version_goes_out_and_comes_back_as_a_draft(
    rules: Open, tmp_path: Path
) -> None:
    [version] = rules.center.desk.rulebooks.versions()
    path = tmp_path / "規則集.toml"
    rules.page.rulebook.presenter.save(version.id, str(path))
    rules.settle()
    path.write_text(path.read_text("utf-8").replace('"年末年始"', '"年の瀬"'), "utf-8")
    rules.go("変える")
    rules.page.rulebook.presenter.take_file(str(path))
    rules.settle()
    rules.choose("closed", "年の瀬")
    assert rules.field("reason").text() == "年の瀬"


def test_days_are_closed_once_and_again_open(rules: Open) -> None:
    desk = rules.center.desk
    desk.bookings.book(
        rules.center.staff, rules.center.wish(rules.center.register(), CLOSED, "午前")
    )
    rules.go("臨時の休館・開館")
    press(rules.page.rulebook.special, Key.Key_N, CONTROL)
    sheet = rules.sheet()
    assert isinstance(sheet, FormSheet)
    sheet.form.fill({"first": "2026-12-01", "reason": "床の工事"})
    press(sheet.form["first"].editor(), Key.Key_Return, CONTROL)
    rules.settle()
    box = rules.sheet()
    assert "予約が 1件" in box.windowTitle() and "花の会" in words(box)
    press(box, Key.Key_Y, ALT)
    rules.settle()
    [day] = desk.special_days.coming()
    assert (day.first, day.last, day.reason) == (CLOSED, CLOSED, "床の工事")
    press(rules.window, Key.Key_Z, CONTROL)
    rules.settle()
    assert not desk.special_days.coming()


def test_a_day_that_is_over_is_told_at_its_field(rules: Open) -> None:
    rules.go("臨時の休館・開館")
    sheet = rules.page.rulebook.special.ask_day(opens=True)
    sheet.form.fill({"first": "2026-11-02", "reason": "文化祭"})
    sheet.form.confirm()
    rules.settle()
    again = rules.sheet()
    assert isinstance(again, FormSheet)
    assert "今日より前" in again.form["first"].error()
    assert again.form["reason"].text() == "文化祭"
