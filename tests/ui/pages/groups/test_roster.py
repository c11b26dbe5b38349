"""名簿 on the card, by keys in the real window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.rules.people.person_rows import PersonLine
from tests.app.services.conftest import Center
from tests.ui.conftest import press
from tests.ui.pages.groups.desk import Clerk, at_desk
from tests.ui.pages.groups.test_pictures import fits
from tests.ui.pages.window import SIZES
from tests.ui.people import person, this_year, write_roster
from ui.contracts import OpenGroup, OpenPerson
from ui.kit.dialog import Sheet
from ui.kit.edit_table.view import EditTable
from ui.kit.ops import Ops
from ui.pages.groups.card import PAPERS, ROSTER
from ui.parts.doubt_sheet import DoubtSheet
from ui.parts.paste_sheet import PasteSheet
from ui.parts.person_sheet import PersonSheet

Key, Held = Qt.Key, Qt.KeyboardModifier
CONTROL, ALT = Held.ControlModifier, Held.AltModifier
PASTED = (
    "令和8年度 会員名簿\n番号\t氏名\tふりがな\t生年月日\t備考\n"
    "1\t佐藤 花子\tさとう はなこ\tS35.4.1\t\n2\t鈴木 一郎\t\t35.4.1\t休会中\n"
)


@pytest.fixture
def clerk(center: Center, ops: Ops, qtbot: QtBot) -> Iterator[Clerk]:
    yield at_desk(center, ops, qtbot)
    QGuiApplication.clipboard().clear()


def at_roster(clerk: Clerk, group: UUID) -> None:
    clerk.window.open_page("groups", OpenGroup(group))
    clerk.wait()
    clerk.page.card.tabs.setCurrentIndex(ROSTER)


def table(clerk: Clerk) -> EditTable:
    assert clerk.page.roster.table is not None
    return clerk.page.roster.table.people.table


def names(clerk: Clerk, group: UUID, year: int | None = None) -> str:
    year = year or this_year(clerk.center)
    rows = clerk.center.desk.rosters.of_group(group, year).rows
    return "、".join(row.name for row in rows)


def back(clerk: Clerk) -> None:
    """The window behind a sheet is active again, as a desktop would have it."""
    clerk.window.activateWindow()
    clerk.wait()


def write(clerk: Clerk, words: str, reading: str = "") -> None:
    """Into the cell the focus is on, and on to the next."""
    clerk.write(words, reading or "あ")
    press(clerk.focus(), Key.Key_Return)
    clerk.wait()


def test_last_years_roster_is_taken_over_and_one_is_taken_off(clerk: Clerk) -> None:
    group, year = clerk.center.register(), this_year(clerk.center)
    write_roster(clerk.center, group, 3, year - 1)
    at_roster(clerk, group)
    clerk.chord(Key.Key_H, ALT)
    assert "3人を引き継ぎました" in clerk.window.status.said()[0]
    assert len(clerk.page.card.roster.table.rows.rows()) == 3
    assert clerk.page.card.tabs.counts[ROSTER] == "3"
    clerk.chord(Key.Key_M, ALT)
    clerk.chord(Key.Key_Down)
    clerk.chord(Key.Key_K, ALT)
    clerk.chord(Key.Key_Return, CONTROL)
    assert clerk.page.roster.table is None
    assert names(clerk, group) == f"{person(0).name}、{person(2).name}"
    assert names(clerk, group, year - 1).count("、") == 2
    press(clerk.focus(), Key.Key_Z, CONTROL)
    clerk.wait()
    assert names(clerk, group).count("、") == 2


def test_a_roster_is_typed_by_enter_alone(clerk: Clerk) -> None:
    group = clerk.center.register()
    at_roster(clerk, group)
    clerk.chord(Key.Key_M, ALT)
    assert [row.texts[0] for row in table(clerk).rows()] == ["髙橋 節子"]  # 代表者
    table(clerk).start_focus()
    for words, reading in (("山﨑 花", "やまざきはな"), ("", ""), ("S35.4.1", "")):
        if words:
            write(clerk, words, reading)
        else:
            press(clerk.focus(), Key.Key_Return)
    clerk.chord(Key.Key_Return, CONTROL)
    [_, row] = clerk.center.desk.rosters.of_group(group, this_year(clerk.center)).rows
    assert (row.name, row.kana) == ("山﨑 花", "ヤマザキハナ")
    assert row.born_on == date(1960, 4, 1)


def test_pasted_rows_are_shown_as_understood_before_they_come(clerk: Clerk) -> None:
    group = clerk.center.register()
    at_roster(clerk, group)
    clerk.chord(Key.Key_M, ALT)
    QGuiApplication.clipboard().setText(PASTED)
    clerk.chord(Key.Key_V, CONTROL)
    sheet = clerk.sheet(PasteSheet)
    assert isinstance(sheet, PasteSheet)
    people = sheet.people.table
    assert [row.texts[2] for row in people.rows()] == ["S35.4.1", "35.4.1"]
    assert people.model_.edits.faulty() == [(1, 2)]
    clerk.chord(Key.Key_Return, CONTROL)
    assert len(table(clerk).rows()) == 3
    back(clerk)
    clerk.chord(Key.Key_Return, CONTROL)
    assert clerk.page.roster.table is not None  # 35.4.1 could be any of three days
    assert table(clerk).currentIndex() == table(clerk).model_.index(2, 2)
    write(clerk, "S35.4.1")
    clerk.chord(Key.Key_Return, CONTROL)
    assert names(clerk, group) == "髙橋 節子、佐藤 花子、鈴木 一郎"


def test_who_is_meant_is_asked_in_one_sheet(clerk: Clerk) -> None:
    center = clerk.center
    group, other = center.register(), center.register("月の会", "ツキノカイ")
    write_roster(center, other, 2)
    write_roster(center, group, 1, first=50)
    at_roster(clerk, group)
    clerk.chord(Key.Key_M, ALT)
    table(clerk).model_.put({(0, 0): "別人 太郎", (1, 0): person(1).name})
    clerk.chord(Key.Key_Return, CONTROL)
    sheet = clerk.sheet(DoubtSheet)
    assert isinstance(sheet, DoubtSheet) and len(sheet.choices) == 2
    assert not any(choice.is_chosen() for choice in sheet.choices)
    clerk.chord(Key.Key_Return, CONTROL)
    assert sheet.isVisible()  # nothing is decided for the clerk
    sheet.choices[0].choose(1)
    sheet.choices[1].choose(0)
    clerk.chord(Key.Key_Return, CONTROL)
    year = this_year(center)
    rows = center.desk.rosters.of_group(group, year).rows
    known = center.desk.rosters.of_group(other, year).rows
    assert [row.name for row in rows] == ["別人 太郎", person(1).name]
    assert rows[1].person_id == known[1].person_id
    assert rows[1].groups == ("月の会",)


def test_escape_keeps_the_half_typed_roster(clerk: Clerk) -> None:
    group = clerk.center.register()
    write_roster(clerk.center, group, 2)
    at_roster(clerk, group)
    clerk.chord(Key.Key_M, ALT)
    table(clerk).start_focus()
    write(clerk, "葛\U000e0100城 花")
    clerk.chord(Key.Key_Escape)
    assert clerk.page.roster.table is None
    assert clerk.window.status.said()[0].startswith("書きかけの名簿")
    clerk.chord(Key.Key_M, ALT)
    assert table(clerk).rows()[2].texts[0] == "葛\U000e0100城 花"
    clerk.chord(Key.Key_Equal, CONTROL)  # another scale keeps it too
    assert table(clerk).rows()[2].texts[0] == "葛\U000e0100城 花"
    clerk.chord(Key.Key_Return, CONTROL)
    assert names(clerk, group).endswith("葛\U000e0100城 花")


def test_two_clerks_at_one_roster_lose_nothing(clerk: Clerk) -> None:
    center, year = clerk.center, this_year(clerk.center)
    group = center.register()
    lines = write_roster(center, group, 3)
    at_roster(clerk, group)
    clerk.chord(Key.Key_M, ALT)
    mine = table(clerk).model_
    mine.put({(0, 6): "048-111-1111", (1, 6): "048-222-2222", (3, 0): "鈴木 一郎"})
    roster = center.desk.rosters.of_group(group, year)
    theirs = [replace(line) for line in roster.lines]
    theirs[1] = replace(theirs[1], phone="048-333-3333", address="越谷市大沢1-1")
    del theirs[2]
    theirs.append(PersonLine("木村 花"))
    center.desk.rosters.save(center.staff, group, year, theirs, roster.loaded)
    clerk.chord(Key.Key_Return, CONTROL)
    rows = [row.texts for row in table(clerk).rows()]
    assert [texts[0] for texts in rows] == [
        lines[0].name,
        lines[1].name,
        "木村 花",
        "鈴木 一郎",
    ]
    assert (rows[0][6], rows[1][6]) == ("048-111-1111", "048-222-2222")
    assert rows[1][5] == "越谷市大沢1-1"
    assert "048-333-3333" in table(clerk).model_.edits.fault(1, 6)
    clerk.chord(Key.Key_Return, CONTROL)
    kept = center.desk.rosters.of_group(group, year).rows
    assert [row.phone for row in kept][:2] == ["048-111-1111", "048-222-2222"]


def test_a_person_shows_where_they_stand(clerk: Clerk) -> None:
    group = clerk.center.register()
    write_roster(clerk.center, group, 2)
    at_roster(clerk, group)
    clerk.page.card.roster.table.setFocus()
    clerk.page.card.roster.table.selectRow(0)
    clerk.chord(Key.Key_Return)
    assert clerk.sheet(PersonSheet) is not None
    clerk.chord(Key.Key_Escape)


def test_a_person_is_forgotten_after_two_questions(clerk: Clerk) -> None:
    group, center = clerk.center.register(), clerk.center
    write_roster(center, group, 2)
    row = center.desk.rosters.of_group(group, this_year(center)).rows[1]
    clerk.window.open_page("groups", OpenPerson(row.person_id))
    clerk.wait()
    for sheet in ("個人情報を消去する", "消去に進む", "消去する"):
        [*_, shown] = [s for s in clerk.window.findChildren(Sheet) if s.isVisible()]
        assert row.name in shown.windowTitle()
        shown.buttons[-1].click()
        assert shown.buttons[-1].words == sheet
        clerk.wait()
    assert "消去しました" in clerk.window.status.said()[0]
    assert names(clerk, group) == person(0).name


def test_files_are_kept_opened_and_taken_off(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = clerk.center.register()
    at_roster(clerk, group)
    clerk.page.card.tabs.setCurrentIndex(PAPERS)
    pane, opened = clerk.page.card.papers, list[Path]()
    monkeypatch.setattr(pane, "look_at", opened.append)
    rules, empty = tmp_path / "会則.pdf", tmp_path / "空.pdf"
    rules.write_bytes(b"%PDF-1.7 rules")
    empty.write_bytes(b"")
    pane.added.emit([rules])
    clerk.wait()
    assert [row.name for row in pane.table.rows.rows()] == ["会則.pdf"]
    pane.table.setFocus()
    clerk.chord(Key.Key_Return)
    assert [path.read_bytes() for path in opened] == [b"%PDF-1.7 rules"]
    clerk.chord(Key.Key_K, ALT)
    assert not pane.table.rows.rows()
    press(clerk.focus(), Key.Key_Z, CONTROL)
    clerk.wait()
    assert len(pane.table.rows.rows()) == 1
    pane.added.emit([empty])
    clerk.wait()
    assert clerk.sheet() is not None  # refused in words
    assert len(pane.table.rows.rows()) == 1


@pytest.mark.parametrize(("width", "height", "scale"), SIZES)
def test_roster_and_its_sheets_fit(
    center: Center,
    ops: Ops,
    qtbot: QtBot,
    tmp_path: Path,
    width: int,
    height: int,
    scale: float,
) -> None:
    group = center.register()
    write_roster(center, group, 200)
    clerk, size = at_desk(center, ops, qtbot, scale), (width, height)
    clerk.window.resize(*size)
    at_roster(clerk, group)
    fits(clerk, tmp_path / "roster.png", size, scale)
    clerk.chord(Key.Key_M, ALT)
    faulty = {(1, 1): "よし田", (1, 2): "35.4.1", (3, 6): "12", (200, 6): "12"}
    table(clerk).model_.put(faulty)
    fits(clerk, tmp_path / "table.png", size, scale)
    QGuiApplication.clipboard().setText(PASTED)
    table(clerk).paste()
    clerk.wait()
    fits(clerk, tmp_path / "paste.png", size, scale)
    clerk.chord(Key.Key_Escape)
    back(clerk)
    clerk.page.roster.presenter.throw_away()
    clerk.wait()
    table(clerk).model_.put({(i, 0): f"別人 {i}" for i in range(12)})
    clerk.chord(Key.Key_Return, CONTROL)
    assert clerk.sheet(DoubtSheet) is not None
    fits(clerk, tmp_path / "doubts.png", size, scale)
    clerk.chord(Key.Key_Escape)
    clerk.page.roster.leave()
    clerk.wait()
    clerk.window.open_page("groups", OpenGroup(center.register("月", "ツキ")))
    clerk.wait()
    fits(clerk, tmp_path / "none.png", size, scale)
    QGuiApplication.clipboard().clear()
