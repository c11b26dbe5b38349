"""Small widgets: sizes, keys, words."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import press, show, type_in
from ui.contracts import Step, StepSection
from ui.kit.buttons import Button, Option, Pill
from ui.kit.fields import TextField
from ui.kit.fields_choice import Check
from ui.kit.form import Form
from ui.kit.layout import Scroll, col, host, row
from ui.kit.line_edit import LineEdit
from ui.kit.lines import FeeLine, MoneyLines
from ui.kit.paint import BREAK, figures_width, wrap
from ui.kit.review import review
from ui.kit.row_table import Column
from ui.kit.steps import StepList
from ui.kit.table_view import TableView, cell_lines
from ui.kit.tabs import Segments, Tabs
from ui.kit.text import Text
from ui.kit.theme import CONTROL, SCALES, TYPE, Theme, theme_for

Key = Qt.Key
LONG = "NPO法人 みどりの里山を未来へつなぐ市民ネットワーク"


def test_void_calls_keep_their_references(t: Theme) -> None:
    """PySide6 6.12 on Python 3.11 loses a reference to None with every void call."""
    text = Text(t, "")
    before = sys.getrefcount(None)
    for _ in range(2000):
        text.setEnabled(True)
    assert abs(sys.getrefcount(None) - before) < 500


def test_the_fonts_are_ours(t: Theme) -> None:
    assert "BIZ UDPGothic" in QFontInfo(t.font("body")).family()


@pytest.mark.parametrize("scale", SCALES)
def test_targets_are_large_enough_at_every_scale(qtbot: QtBot, scale: float) -> None:
    t = Theme(scale=scale)
    targets: list[QWidget] = [
        Button(t, "印刷"),
        Button(t, "", icon="left", says="前の日"),
        Button(t, "閉じる", kind="quiet", role="small"),
        Pill(t, "総会"),
        Option(t, "音楽室"),
        Check(t, "公開"),
    ]
    for target in targets:
        qtbot.addWidget(target)
        least = min(target.sizeHint().height(), target.sizeHint().width())
        assert least >= round(36 * scale), target.accessibleName()


def test_lines_stand_in_line_boxes(qtbot: QtBot, t: Theme) -> None:
    text = Text(t, LONG * 3, wraps=True)
    qtbot.addWidget(text)
    text.resize(200, 10)
    text.show()
    assert text.height() % TYPE["body"][1] == 0 and text.height() >= 5 * 24


def test_wrapping_counts_characters_beyond_the_first_plane(t: Theme) -> None:
    lines = wrap(t, "𠮷田塾読み聞かせの会と𠮷田塾" * 2, "body", 120)
    assert "".join(lines) == "𠮷田塾読み聞かせの会と𠮷田塾" * 2
    assert wrap(t, f"一{BREAK}二", "body", 500) == ["一", "二"]
    room = t.width("body", "田んぼの学校") + 4
    names = wrap(t, "榎本新田　田んぼの学校", "body", room)
    assert names == ["榎本新田", "田んぼの学校"]
    prose = "台風や停電のときは F8 で臨時休館にし、予約のある団体に連絡します。"
    first, *_ = wrap(t, prose, "body", t.width("body", prose) * 0.8)
    assert first.startswith("台風や停電のときは F8 で臨時")  # not broken after its key
    (cut,) = wrap(t, LONG, "body", 100, most=1)
    assert cut.endswith("…")


def test_no_line_ends_with_one_lone_character(t: Theme) -> None:
    words = "花園地区自治会連合会"
    width = t.width("bodyb", words) - 4
    assert len(wrap(t, words, "bodyb", width)[-1]) > 1


def test_figures_take_equal_room(t: Theme) -> None:
    assert figures_width(t, "1,111円") == figures_width(t, "8,888円")


def test_a_cut_text_tells_the_whole(qtbot: QtBot, t: Theme) -> None:
    text = Text(t, LONG, elide=True)
    qtbot.addWidget(text)
    text.resize(100, 24)
    text.show()
    assert text.toolTip() == LONG and text.is_cut()
    text.resize(900, 24)
    assert not text.toolTip()


def test_a_key_presses_its_button(qtbot: QtBot, t: Theme) -> None:
    pressed: list[bool] = []
    go = Button(t, "許可して印刷", "Ctrl+Enter", "primary")
    go.clicked.connect(lambda: pressed.append(True))
    window = host(row(t, go))
    qtbot.addWidget(window)
    show(window)
    for key in (Key.Key_Return, Key.Key_Enter):
        press(window, key, Qt.KeyboardModifier.ControlModifier)
    assert len(pressed) == 2
    go.setEnabled(False)
    press(window, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(pressed) == 2


def test_a_button_that_is_not_there_types_no_letter(qtbot: QtBot, t: Theme) -> None:
    edit, gone = LineEdit(t, "group", "団体"), Button(t, "消す", "Alt+D")
    window = host(col(t, edit, gone))
    gone.hide()
    qtbot.addWidget(window)
    show(window)
    edit.setFocus()
    press(edit, Key.Key_D, Qt.KeyboardModifier.AltModifier)
    assert edit.text() == ""
    press(edit, Key.Key_D)
    assert edit.text() == "d"


def steps(done: list[str]) -> list[StepSection]:
    def step(who: str) -> Step:
        return Step("14:00", who, "会議室A", "鍵を渡す", lambda: done.append(who))

    return [
        StepSection("来館予定", [step("花の会"), step("手話サークル")]),
        StepSection("未納", [step("茶道 さつき会")]),
        StepSection("申し送り", []),
    ]


def test_enter_presses_what_has_the_focus(qtbot: QtBot, t: Theme) -> None:
    button = Button(t, "次へ")
    qtbot.addWidget(button)
    show(button)
    button.setFocus()
    with qtbot.waitSignal(button.clicked):
        press(button, Key.Key_Return)


def test_steps_are_done_by_key(qtbot: QtBot, t: Theme) -> None:
    done: list[str] = []
    listed = StepList(t)
    qtbot.addWidget(listed)
    listed.show_sections(steps(done))
    show(listed)
    listed.focus_first()
    press(listed.rows()[0], Key.Key_Return)
    press(listed.rows()[0], Key.Key_Down)
    press(listed.rows()[1], Key.Key_Return)
    type_in(listed.rows()[1], "3")
    assert done == ["花の会", "手話サークル", "茶道 さつき会"]
    listed.show_sections(steps(done)[:1])
    assert listed.rows()[1].hasFocus()


def test_a_key_pressed_twice_does_one_step(qtbot: QtBot, t: Theme) -> None:
    done: list[str] = []
    listed = StepList(t)
    qtbot.addWidget(listed)
    listed.show_sections(steps(done))
    show(listed)
    listed.focus_first()
    press(listed.rows()[0], Key.Key_Return)
    listed.show_sections(steps(done)[1:])  # the step done is gone, the next moved up
    press(listed.rows()[0], Key.Key_Return)
    assert done == ["花の会"]


def test_steps_that_stay_keep_their_rows(qtbot: QtBot, t: Theme) -> None:
    listed = StepList(t)
    qtbot.addWidget(listed)
    listed.show_sections(steps([]))
    before = list(listed.rows())
    later = Step(
        "12,800円", "花の会", "8分過ぎています", "鍵を渡す", lambda: None, "late"
    )
    listed.show_sections([StepSection("来館予定", [later, later]), *steps([])[1:]])
    assert listed.rows() == before
    assert before[0].accessibleName() == "12,800円 花の会 8分過ぎています、鍵を渡す"
    assert before[0].lead >= before[0].lead_width()


def test_segments_and_tabs_say_what_was_chosen(qtbot: QtBot, t: Theme) -> None:
    segments, tabs = (
        Segments(t, "期間", ["日", "週"]),
        Tabs(t, "見出し", ["概要", "構成員"]),
    )
    window = host(col(t, segments, tabs))
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitSignal(segments.chosen) as chosen:
        segments.choose(1)
    assert chosen.args == [1]
    tabs.count_beside(1, "18")
    assert tabs.tabSizeHint(1).width() > tabs.tabSizeHint(0).width()
    tabs.count_beside(0, "1,234")
    assert tabs.tabRect(0).width() == tabs.tabSizeHint(0).width()


def test_fee_lines_are_one_sentence(qtbot: QtBot, t: Theme) -> None:
    fees = MoneyLines(t, [FeeLine("基本", "会議室A 午後", "第4条", "1,000円")])
    qtbot.addWidget(fees)
    assert fees.accessibleName() == "基本 会議室A 午後 1,000円 第4条"


def test_a_table_opens_its_row(qtbot: QtBot, t: Theme) -> None:
    names: Column[str] = Column("団体名", lambda name: name)
    table = TableView(t, "団体", [names], empty="まだ団体がありません。")
    qtbot.addWidget(table)
    table.resize(300, 200)
    table.show()
    table.grab()
    table.show_rows(["花の会", LONG])
    table.selectRow(1)
    with qtbot.waitSignal(table.opened) as opened:
        press(table, Key.Key_Return)
    assert opened.args == [LONG]
    table.show_rows(["花の会"])
    assert table.current() == "花の会"
    table.grab()


def test_a_whole_table_has_room_for_its_rows_or_for_saying_that_there_are_none(
    qtbot: QtBot, t: Theme
) -> None:
    table = TableView[str](t, "活動分野", [Column("名前", str)], whole=True)
    qtbot.addWidget(table)
    head = table.horizontalHeader().height()
    heights = []
    for rows in ([], ["一"], ["一", "二", "三"]):
        table.show_rows(rows)
        heights.append(table.height() - head)
    assert heights == [72, 36, 108]


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_a_long_name_in_a_list_takes_two_lines_of_its_row(t: Theme, scale: float) -> None:
    t = replace(t, scale=scale)
    width = t.px(260)
    assert cell_lines(t, "花の会", width) == ("body", ["花の会"])
    role, rows = cell_lines(t, LONG, width)
    assert "".join(rows).replace(" ", "") == LONG.replace(" ", "")
    assert len(rows) == 2 and 2 * t.box(role) <= t.px(CONTROL)
    assert all(t.width(role, row) <= width for row in rows)
    _, cut = cell_lines(t, LONG * 3, width)
    assert len(cut) == 2 and cut[1].endswith("…")


def test_scroll_keeps_one_right_edge(qtbot: QtBot, t: Theme) -> None:
    tall = [Text(t, "行") for _ in range(40)]
    inner = col(t, *tall, margins=(16, 0, 16, 0))
    scroll = Scroll(t, inner)
    qtbot.addWidget(scroll)
    scroll.resize(200, 100)
    scroll.show()
    qtbot.waitUntil(lambda: inner.contentsMargins().right() == 4)


def test_what_has_the_focus_is_in_sight_however_it_got_it(qtbot: QtBot, t: Theme) -> None:
    names = [TextField(t, f"n{n}", f"名前{n}", most=9) for n in range(12)]
    outside = Button(t, "戻る", "Alt+B")
    scroll = Scroll(t, col(t, Form(t, [*names])))
    window = host(col(t, outside, scroll))
    qtbot.addWidget(window)
    window.resize(300, 240)
    show(window)
    for key, chosen in ((Qt.Key.Key_Backtab, -1), (Qt.Key.Key_Tab, 0)):
        outside.setFocus()
        press(outside, key)
        assert names[chosen].editor().hasFocus() and not review(window).faults()
    names[7].editor().setFocus()
    assert not review(window).faults()
    for each in names[8:]:
        each.hide()
    names[0].setMinimumHeight(400)  # it stays there when what is above it grows
    qtbot.waitUntil(lambda: scroll.verticalScrollBar().maximum() > 0)
    assert names[7].editor().hasFocus() and not review(window).faults()
    scroll.verticalScrollBar().setValue(0)
    assert review(window).unseen


def test_a_narrow_window_is_laid_out_compactly() -> None:
    assert theme_for("light", 1.25, 1366).compact
    assert theme_for("contrast", 2.0, 1920).compact
    assert not theme_for("dark", 1.5, 1920).compact
    assert replace(Theme(), scale=1.5).px(3) == 4
