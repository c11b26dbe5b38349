"""The table to type into: keys, pasting, undo, what is wrong and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.kit import checks
from tests.ui.conftest import press, show, type_in
from ui.kit.buttons import Button
from ui.kit.edit_table.rows import EditColumn, EditedRows, EditRow
from ui.kit.edit_table.view import EditTable
from ui.kit.layout import col, host
from ui.kit.theme import Theme

Key, Held = Qt.Key, Qt.KeyboardModifier
CONTROL = Held.ControlModifier
COLUMNS = (
    EditColumn("name", "氏名", 160, partial(checks.line, "name", most=40), need=True),
    EditColumn(
        "kana", "フリガナ", 160, partial(checks.kana, "kana", most=60), reading_of="name"
    ),
    EditColumn("phone", "電話", 160, partial(checks.phone, "phone"), grow=True),
)
ROWS = [
    EditRow(("髙橋 節子", "タカハシ　セツコ", "048-963-0000"), "a"),
    EditRow(("𠮷田 髙志", "", ""), "b"),
]


@pytest.fixture
def table(qtbot: QtBot, t: Theme) -> Iterator[EditTable]:
    table = EditTable(t, "名簿", COLUMNS)
    window = host(col(t, table, Button(t, "保存する", "Ctrl+Enter")))
    qtbot.addWidget(window)
    window.resize(700, 400)
    show(window)
    table.show_rows(ROWS)
    table.setFocus()
    yield table
    QGuiApplication.clipboard().clear()


def focus() -> QWidget:
    return QApplication.focusWidget() or pytest.fail("nothing has the focus")


def texts(table: EditTable) -> Sequence[tuple[str, ...]]:
    return [row.texts for row in table.rows()]


def names(table: EditTable) -> str:
    return " ".join(row.texts[0] for row in table.rows())


def hit(words: str) -> None:
    """One key after the other, each to whatever has the focus then."""
    for sign in words:
        type_in(focus(), sign)


def write(words: str, reading: str) -> None:
    """As an input method does: what is spoken, then what is written."""
    QApplication.sendEvent(focus(), QInputMethodEvent(reading, []))
    written = QInputMethodEvent()
    written.setCommitString(words)
    QApplication.sendEvent(focus(), written)


def test_a_row_is_typed_with_enter_from_cell_to_cell(table: EditTable) -> None:
    table.start_focus()
    for words in ("Smith", "スミス", "0489630000"):
        hit(words) if words.isascii() else write(words, "すみす")
        press(focus(), Key.Key_Return)
    assert texts(table)[2] == ("Smith", "スミス", "0489630000")
    assert table.rows()[2].key is None and table.rows()[0].key == "a"
    index = table.currentIndex()
    assert (index.row(), index.column()) == (3, 0)


def test_what_is_spoken_fills_the_kana(table: EditTable) -> None:
    table.start_focus()
    write("山﨑", "やまざき")
    write("花子", "はなこ")
    press(focus(), Key.Key_Tab)
    assert texts(table)[2][:2] == ("山﨑花子", "ヤマザキハナコ")
    table.undo()
    assert len(table.rows()) == 2


def test_typing_replaces_and_escape_keeps_what_was_typed(table: EditTable) -> None:
    table.selectionModel().setCurrentIndex(
        table.model_.index(0, 2),
        table.selectionModel().SelectionFlag.ClearAndSelect,
    )
    hit("0120")
    press(focus(), Key.Key_Escape)
    assert texts(table)[0][2] == "0120"
    assert table.model_.edits.fault(0, 2).startswith("電話番号は")
    press(table, Key.Key_Z, CONTROL)
    assert texts(table)[0][2] == "048-963-0000" and not table.model_.edits.faulty()
    press(table, Key.Key_Y, CONTROL)
    assert texts(table)[0][2] == "0120" and table.model_.edits.faulty() == [(0, 2)]


def test_rows_are_put_in_moved_and_taken_out(table: EditTable) -> None:
    table.selectRow(0)
    table.move_rows(1)
    assert names(table) == "𠮷田 髙志 髙橋 節子"
    table.move_rows(1)
    assert names(table) == "𠮷田 髙志 髙橋 節子"  # it is the last
    table.insert_row()
    hit("Smith")
    press(focus(), Key.Key_Down)
    assert names(table) == "𠮷田 髙志 Smith 髙橋 節子"
    table.selectAll()
    table.remove_rows()
    assert names(table) == ""
    for _ in range(4):
        table.undo()
    assert table.rows() == ROWS


def test_one_copied_value_goes_into_every_selected_cell(table: EditTable) -> None:
    QGuiApplication.clipboard().setText("048-963-1111\n")
    table.setCurrentIndex(table.model_.index(0, 2))
    press(table, Key.Key_Down, Held.ShiftModifier)
    press(table, Key.Key_V, CONTROL)
    assert [row[2] for row in texts(table)] == ["048-963-1111"] * 2
    press(table, Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "048-963-1111\n048-963-1111"
    press(table, Key.Key_Delete)
    assert [row[2] for row in texts(table)] == ["", ""]


@pytest.mark.parametrize("typing", [True, False])
def test_several_copied_cells_are_told_whole(
    table: EditTable, qtbot: QtBot, typing: bool
) -> None:
    QGuiApplication.clipboard().setText("山田\tヤマダ\n佐藤\tサトウ\n")
    if typing:
        press(table, Key.Key_F2)
    with qtbot.waitSignal(table.pasted) as told:
        press(focus(), Key.Key_V, CONTROL)
    assert told.args == ["山田\tヤマダ\n佐藤\tサトウ\n"]
    more = [EditRow(("山田", "ヤマダ", "")), EditRow(("佐藤", "さ藤", ""))]
    table.add_rows(more)
    assert names(table) == "髙橋 節子 𠮷田 髙志 山田 佐藤"
    assert table.currentIndex() == table.model_.index(2, 0)
    table.replace_rows(more)
    assert table.rows() == more and table.model_.edits.faulty() == [(1, 1)]
    table.undo()
    assert names(table) == "髙橋 節子 𠮷田 髙志 山田 佐藤"


def test_what_is_wrong_is_said_under_its_row(table: EditTable) -> None:
    plain = table.rowHeight(1)
    table.model_.put({(1, 1): "よし田", (1, 2): "12", (2, 1): "ナマエナシ"})
    assert table.rowHeight(1) > plain and table.rowHeight(0) == plain
    assert not table.read()
    assert table.model_.edits.faulty() == [(1, 1), (1, 2), (2, 0)]
    assert table.currentIndex() == table.model_.index(1, 1)
    table.next_fault()
    table.next_fault()
    assert table.currentIndex() == table.model_.index(2, 0)
    assert "必須" in table.model_.edits.fault(2, 0)
    table.model_.put({(1, 1): "ヨシダ", (1, 2): "", (2, 0): "名無し"})
    assert table.read() and table.rowHeight(1) == plain


def test_what_a_use_case_says_stands_at_its_cell(table: EditTable) -> None:
    table.model_.insert(0, [EditRow(("", "", ""))])  # blank rows are not counted
    table.show_faults({(1, "phone"): "この電話番号は使われていません。"})
    assert table.currentIndex() == table.model_.index(2, 2)
    assert table.model_.edits.fault(2, 2).startswith("この電話番号は")
    table.selectRow(2)
    table.move_rows(-1)
    assert table.model_.edits.faulty() == [(1, 2)]  # it goes with its row


def test_a_screen_reader_meets_a_table(table: EditTable) -> None:
    table.model_.put({(0, 2): "12"})
    spoken = table.model_.data(table.model_.index(0, 2), Qt.ItemDataRole(11))
    assert Qt.ItemDataRole.AccessibleTextRole == Qt.ItemDataRole(11)
    assert spoken.startswith("電話 12 電話番号は")
    face = QAccessible.queryAccessibleInterface(table)
    assert face is not None and face.role() == QAccessible.Role.Table
    assert face.childCount() == (3 + 1) * (3 + 1)  # cells, and the headings


def test_tab_leaves_from_the_blank_line(table: EditTable) -> None:
    table.start_focus()
    press(table, Key.Key_Tab)
    assert focus() is not table
    table.setCurrentIndex(table.model_.index(0, 0))
    table.setFocus()
    press(table, Key.Key_Tab)
    assert focus() is table and table.currentIndex().column() == 1


def test_edited_is_told_once_per_pause(table: EditTable, qtbot: QtBot) -> None:
    with qtbot.waitSignal(table.edited):
        table.model_.put({(0, 1): "タカハシ"})
        table.model_.put({(1, 1): "ヨシダ"})


def test_undo_goes_back_only_so_far() -> None:
    rows = EditedRows(COLUMNS)
    for n in range(250):
        rows.put({(0, 0): str(n)})
    assert sum(iter(rows.undo, False)) == 200
    assert not rows.can_undo() and rows.text(0, 0) == "49"
