"""規則集 in the real window: read, changed by forms, put in force."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.app.services.conftest import Center, demo_rules
from tests.app.services.test_rulebooks import BAD
from tests.ui.conftest import press, type_in
from tests.ui.pages.settings.conftest import Open, opened, words
from tests.ui.pages.window import SIZES
from ui.kit.dialog import FormSheet
from ui.kit.ops import Ops
from ui.kit.shots import shoot

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
Key = Qt.Key


@pytest.mark.parametrize(("width", "height", "scale"), [*SIZES, (1366, 768, 1.5)])
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


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_long_names_of_rooms_do_not_push_fields_out_of_sight(
    qtbot: QtBot, ops: Ops, center: Center, tmp_path: Path, scale: float
) -> None:
    rooms = [f"コミュニティホール（客席可動式）第{n}" for n in range(1, 8)]
    more = [f'[[room]]\nname = "{r}"\nfacility = "東部サテライト"\n' for r in rooms]
    text = f"{demo_rules().text}\n{''.join(more)}"
    today = center.clock.now.date()
    version = replace(demo_rules(), text=text, valid_from=today)
    center.desk.rulebooks.enact(center.staff, version)
    rules = opened(qtbot, ops, center, tmp_path, scale)
    rules.window.resize(1366, 768)
    for part in ("price", "refund", "window"):
        rules.go("変える")
        rules.choose(part)
        body = rules.change.fields
        assert body.minimumSizeHint().width() <= body.width()
        pane = rules.change
        assert body.mapTo(pane, body.rect().topRight()).x() <= pane.width()
    rules.go("試算")
    form = rules.page.trial.question
    assert form.minimumSizeHint().width() <= rules.page.trial.kind.width()


def test_every_rule_is_read_with_its_article(rules: Open) -> None:
    told = words(rules.page.rulebook.read)
    assert "午前 午後 夜間 全日 活動室A・活動室B 800円 1,000円 900円 2,700円" in told
    assert "第5条" in told
    assert "利用月の3か月前の月の初日" in told
    assert "https://www1.g-reiki.net/koshigaya" in told


def test_a_price_for_very_many_slots_stands_in_words(
    qtbot: QtBot, ops: Ops, center: Center, tmp_path: Path
) -> None:
    """No table has room for so many amounts beside each other."""
    hours = range(9, 18)
    times = ", ".join(f'"{n}時" = "{n}:00-{n + 1}:00"' for n in hours)
    yen = ", ".join(f'"{n}時" = {700 + n}' for n in hours)
    text = f"""{demo_rules().text}
[[slots]]
rooms = ["会議室1"]
times = {{ {times} }}
[[price]]
rooms = ["会議室1"]
prefer = 1
yen = {{ {yen} }}
"""
    version = replace(demo_rules(), text=text, valid_from=center.clock.now.date())
    center.desk.rulebooks.enact(center.staff, version)
    rules = opened(qtbot, ops, center, tmp_path)
    told = words(rules.page.rulebook.read)
    assert "9時 709円、10時 710円" in told and "17時 717円" in told


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
    amounts = words(read).split()
    assert "400円" in amounts
    assert "800円" not in amounts


def test_rules_are_found_by_words_of_any_width(rules: Open) -> None:
    read = rules.page.rulebook.read
    read.wanted.set_text("会議室 ４００円")
    read.wanted.edited.emit()
    rules.settle()
    amounts = words(read).split()
    assert "400円" in amounts and "800円" not in amounts
    read.wanted.set_text("温泉")
    read.wanted.edited.emit()
    rules.settle()
    assert "そのことばの決まりはありません" in words(read)


def test_what_cannot_be_read_is_never_left_out_unseen(rules: Open) -> None:
    rules.go("変える")
    rules.choose("price", "800円")
    rules.typed("yen/午前", "1200")
    rules.typed("yen/午後", "x")
    press(rules.window, Key.Key_Return, CONTROL)
    rules.settle()
    assert not rules.sheets()
    assert "「午後」を直してから" in rules.window.status.said()[0]
    rules.choose("window")
    assert "読めないので" in rules.window.status.said()[0]


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


def test_what_was_typed_last_is_in_what_ctrl_enter_asks_about(rules: Open) -> None:
    rules.go("変える")
    rules.choose("price", "800円")
    editor = rules.field("yen/午前").editor()
    editor.setFocus()
    press(editor, Key.Key_A, CONTROL)
    type_in(editor, "1200")
    press(editor, Key.Key_Return, CONTROL)
    rules.settle()
    assert "1,200円" in words(rules.sheet())


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
    [begun] = rules.change.state.checked.faults
    assert begun.text == "「条件」が書きかけです。欄を埋めるか、消してください。"
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


@pytest.mark.parametrize("how", BAD)
def test_a_bad_file_is_told_with_its_lines_and_the_draft_stays(
    how: str, rules: Open, tmp_path: Path
) -> None:
    path = tmp_path / "規則.toml"
    path.write_text(BAD[how](demo_rules().text), "utf-8")
    rules.go("変える")
    presenter = rules.page.rulebook.presenter
    before = presenter.draft
    presenter.take_file(str(path))
    rules.settle()
    sheet = rules.sheet()
    assert "規則.toml" in sheet.windowTitle()
    assert "行目" in words(sheet) or "大きすぎ" in words(sheet)
    sheet.close()
    assert presenter.draft is before
    assert len(rules.center.desk.rulebooks.versions()) == 1


def test_a_slip_in_a_file_is_looked_at_before_it_is_a_draft(
    rules: Open, tmp_path: Path
) -> None:
    path = tmp_path / "規則.toml"
    path.write_text(demo_rules().text.replace("1350 }", "135000 }"), "utf-8")
    rules.go("変える")
    rules.page.rulebook.presenter.take_file(str(path))
    rules.settle()
    sheet = rules.sheet()
    assert "135,000円" in words(sheet) and "行目: " in words(sheet)
    assert "規則.toml" in sheet.windowTitle()
    assert not rules.change.state.changed
    press(sheet, Key.Key_Y, ALT)
    rules.settle()
    assert rules.change.state.changed
    assert "135,000円" in rules.change.state.checked.doubts[0]


def test_a_slip_is_looked_at_before_it_is_in_force(rules: Open) -> None:
    rules.go("変える")
    rules.choose("price", "800円")
    rules.typed("yen/午前", "120000")
    rules.page.rulebook.presenter.enact("改正", date(2027, 4, 1))
    rules.settle()
    sheet = rules.sheet()
    assert "120,000円" in words(sheet) and "行目" not in words(sheet)
    assert len(rules.center.desk.rulebooks.versions()) == 1
    press(sheet, Key.Key_Y, ALT)
    rules.settle()
    assert len(rules.center.desk.rulebooks.versions()) == 2


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
