"""試算 in the real window: one question to two versions, and a year's bookings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.kit import config
from app.kit.config import Config
from app.rules.nearest import Asked
from app.services.sign_in import actor
from tests.app.services.conftest import Center, demo_rules
from tests.ui.conftest import press
from tests.ui.pages.window import SIZES, window_of
from ui.kit.dialog import FormSheet, Sheet
from ui.kit.ops import Ops
from ui.kit.shots import settle, shoot
from ui.kit.signs import Chip
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.settings.page import SettingsPage
from ui.pages.settings.trial import TrialPane
from ui.shell.window import MainWindow

TUESDAY = date(2026, 12, 1)
CONTROL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key
MORE = """
[[price]]
rooms = ["活動室A"]
source = "体験"
article = "改正案 別表"
prefer = 1
yen = { "午前" = 1000, "午後" = 1000, "夜間" = 900, "全日" = 2700 }
[[price]]
rooms = ["活動室A"]
source = "体験"
prefer = 1
when = { residency = ["市外"] }
yen = { "午前" = 2000, "午後" = 2000, "夜間" = 1800, "全日" = 5400 }
"""


@dataclass
class Open:
    """試算 in a window, with the file of an edited version beside it."""

    window: MainWindow
    ops: Ops
    center: Center
    edited: Path
    home: Path

    @property
    def pane(self) -> TrialPane:
        page = self.window.current_page()
        assert isinstance(page, SettingsPage)
        return page.trial

    def settle(self) -> None:
        settle(self.ops)

    def words(self) -> str:
        texts = self.pane.findChildren(Text)
        return " ".join(text.text() for text in texts if text.isVisible())

    def try_edited(self) -> None:
        self.pane.presenter.try_file(str(self.edited))
        self.settle()


def opened(
    qtbot: QtBot, ops: Ops, center: Center, home: Path, scale: float = 1.0
) -> Open:
    group = center.register()
    center.desk.bookings.book(center.staff, center.wish(group, TUESDAY, "午前"))
    center.desk.bookings.book(center.staff, center.wish(group, TUESDAY, "午後"))
    [database] = home.glob("*.db")
    own = Config(home=home, site="H", center="H", database=database.name)
    config.save(own)
    [row] = center.desk.staff.able()
    who = actor(row, "2468")

    def made(t: Theme) -> SettingsPage:
        return SettingsPage(t, ops, center.desk, who, own, center.clock)

    window = window_of(qtbot, ops, made, scale)
    settle(ops)
    page = window.current_page()
    assert isinstance(page, SettingsPage)
    page.tabs.setCurrentIndex(list(page.panes).index("規則集"))
    page.rules_tab.show_pane("試算")
    edited = home / "改正案.toml"
    edited.write_text(demo_rules().text + MORE, "utf-8")
    return Open(window, ops, center, edited, home)


@pytest.fixture
def trial(qtbot: QtBot, ops: Ops, center: Center, tmp_path: Path) -> Open:
    return opened(qtbot, ops, center, tmp_path)


def ask_for_a_room(trial: Open) -> None:
    form = trial.pane.question.form
    assert form is not None
    form.fill({"room": "市民活動支援センター/活動室A", "use_date": "2026-12-01"})
    form.fill({"slots": "0"})
    press(form["use_date"].editor(), Key.Key_Return, CONTROL)
    trial.settle()


def test_a_question_is_answered_with_its_reasons(trial: Open) -> None:
    ask_for_a_room(trial)
    told = trial.words()
    assert "800円" in told
    assert "活動室A 午前" in told
    assert not trial.pane.answer.findChildren(Chip)  # there is one version only


def test_an_edited_version_stands_beside_the_one_in_force(trial: Open) -> None:
    trial.try_edited()
    ask_for_a_room(trial)
    told = trial.words()
    assert "800円" in told
    assert "1,000円" in told
    assert "改正案 別表" in told
    signs = [chip.text() for chip in trial.pane.answer.findChildren(Chip)]
    assert signs[:2] == ["≠ 答えが変わる", "≠ 変わる"]


def test_the_form_offers_what_only_the_edited_version_asks(trial: Open) -> None:
    form = trial.pane.question.form
    assert form is not None
    assert "applicant.residency" not in form.values()
    trial.try_edited()
    form = trial.pane.question.form
    assert form is not None
    assert "applicant.residency" in form.values()


def test_what_the_desk_knows_of_a_group_is_filled_in(trial: Open) -> None:
    trial.pane.presenter.pick_group(trial.center.register("手話の会", "シュワノカイ"))
    trial.settle()
    form = trial.pane.question.form
    assert form is not None
    assert form["applicant.registered"].text() == "yes"


def test_another_kind_keeps_what_was_typed(trial: Open) -> None:
    ask_for_a_room(trial)
    trial.pane.kind.set_text("may_book")
    trial.settle()
    form = trial.pane.question.form
    assert form is not None
    assert form["use_date"].text() == "2026-12-01"
    form.fill({"apply_on": "2026-08-31"})
    form.confirm()
    trial.settle()
    told = trial.words()
    assert "できません" in told
    assert "9月1日" in told


def test_a_slip_is_said_at_its_field(trial: Open) -> None:
    trial.pane.kind.set_text("opening")
    trial.settle()
    form = trial.pane.question.form
    assert form is not None
    form.fill({"date": "2026-12-01", "time": "夕方"})
    form.confirm()
    trial.settle()
    assert "13:00" in form["time"].error()
    assert form["date"].text() == "2026-12-01"


def test_a_year_of_bookings_is_priced_by_both(trial: Open, tmp_path: Path) -> None:
    trial.try_edited()
    trial.pane.ways.choose(1)
    press(trial.pane.impact.go, Key.Key_Return)
    trial.settle()
    told = trial.words()
    assert "1,800円" in told
    assert "＋200円" in told
    assert "市内・市外の別" in told
    chips = [chip.text() for chip in trial.pane.impact.findChildren(Chip)]
    assert chips == ["同じ 1件", "上がる 1件"]
    [changed] = trial.pane.impact.changed.rows.rows()
    assert (changed.left, changed.right) == (800, 1000)
    assert trial.pane.presenter.file_name() == "料金改定の影響額 令和8年度.xlsx"
    trial.pane.presenter.save_at(str(tmp_path / "影響額.xlsx"))
    trial.settle()
    assert (tmp_path / "影響額.xlsx").read_bytes()[:2] == b"PK"
    assert trial.window.status.said()[0].startswith("影響額.xlsx を保存しました")


def test_a_file_that_is_no_rulebook_changes_nothing(trial: Open) -> None:
    trial.edited.write_text('name = "規則"\n[[hours]]\nhours = "9:00-8:00"\n')
    trial.try_edited()
    [box] = trial.window.findChildren(Sheet)
    assert "3 行目" in box.windowTitle()
    box.close()
    assert trial.pane.right.combo.findData("edited") < 0


def test_another_scale_keeps_the_question(trial: Open) -> None:
    trial.try_edited()
    trial.pane.kind.set_text("may_book")
    trial.settle()
    assert trial.pane.question.form is not None
    trial.pane.question.form.fill({"use_date": "2026-12-01"})
    page = trial.window.current_page()
    assert isinstance(page, SettingsPage)
    page.this_pc.scales.choose(1)
    trial.settle()
    assert trial.window.t.scale == 1.25
    pane = trial.pane
    assert (pane.kind.text(), pane.right.text()) == ("may_book", "edited")
    assert pane.question.typed()["use_date"] == "2026-12-01"


def test_a_draft_from_the_nearest_sample(trial: Open, tmp_path: Path) -> None:
    page = trial.window.current_page()
    assert isinstance(page, SettingsPage)
    page.rules_tab.show_pane("見本から始める")
    page.samples.fields[Asked.FEE].set_text("charged")
    trial.settle()
    [*rows] = page.samples.table.rows.rows()
    assert rows[0].matches == 1
    assert next(near for near in rows if near.name == "blank").matches == 0
    page.samples.presenter.read(next(near for near in rows if near.name == "koshigaya"))
    trial.settle()
    sheet = sheet_of(trial)
    press(sheet, Key.Key_Return, CONTROL)
    match = sheet_of(trial)
    assert isinstance(match, FormSheet)
    match.form.confirm()
    trial.settle()
    made = sheet_of(trial)
    assert made.windowTitle() == "下書きができました"
    assert "足りない定め" in " ".join(text.text() for text in made.findChildren(Text))
    press(made, Key.Key_T, Qt.KeyboardModifier.AltModifier)
    trial.settle()
    assert trial.pane.right.text() == "edited"
    assert trial.pane.isVisible()
    ask_for_a_room(trial)
    assert "＝ 同じ" in [chip.text() for chip in trial.pane.findChildren(Chip)]
    assert len(trial.center.desk.rulebooks.versions()) == 1


def test_a_sample_is_written_over_by_forms(trial: Open) -> None:
    page = trial.window.current_page()
    assert isinstance(page, SettingsPage)
    page.rules_tab.show_pane("見本から始める")
    trial.settle()
    rows = page.samples.table.rows.rows()
    near = next(near for near in rows if near.name == "koshigaya")
    page.samples.presenter.begin(near, {"活動室A": "活動室A", "活動室B": "活動室B"})
    trial.settle()
    press(sheet_of(trial), Key.Key_Return, CONTROL)
    trial.settle()
    assert page.rulebook.change.isVisible()
    assert page.rulebook.change.state.changed
    draft = page.rulebook.presenter.draft
    assert draft is not None and draft.origin == "市民活動支援センターの規則集"
    page.rulebook.change.take_version(demo_rules())
    box = sheet_of(trial)
    assert "書きかけの下書き" in box.windowTitle()
    press(box, Key.Key_Y, Qt.KeyboardModifier.AltModifier)
    trial.settle()
    assert page.rulebook.presenter.draft is not draft


def sheet_of(trial: Open) -> Sheet:
    """The one that is open."""
    trial.settle()
    [sheet] = [s for s in trial.window.findChildren(Sheet) if s.isVisible()]
    return sheet


@pytest.mark.parametrize(("width", "height", "scale"), [*SIZES, (1366, 768, 1.5)])
def test_nothing_is_cut(
    qtbot: QtBot,
    ops: Ops,
    center: Center,
    tmp_path: Path,
    width: int,
    height: int,
    scale: float,
) -> None:
    trial = opened(qtbot, ops, center, tmp_path, scale)
    size = width, height
    trial.window.resize(*size)
    trial.settle()
    trial.try_edited()
    ask_for_a_room(trial)
    page = trial.window.current_page()
    assert isinstance(page, SettingsPage)
    page.rules_tab.show_pane("見本から始める")
    page.samples.fields[Asked.FEE].set_text("charged")
    shot = shoot(trial.window, tmp_path / "samples.png", size, ops, scale)
    assert not shot.review.faults()
    page.rules_tab.show_pane("試算")
    for way, name in enumerate(("question", "impact")):
        trial.pane.ways.choose(way)
        trial.pane.impact.start()
        trial.settle()
        shot = shoot(trial.window, tmp_path / f"{name}.png", size, ops, scale)
        assert not shot.review.faults(), name
        assert not shot.review.cut, name
