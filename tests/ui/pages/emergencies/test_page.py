"""臨時休館 in the real window: task 14 of the desk by keyboard, its steps counted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.app.printing.readers import text_of
from tests.app.services.conftest import Center
from tests.ui.pages.emergencies.house import Clerk, at_desk, book
from tests.ui.parts.test_paper_sheet import Tray
from ui.kit.ops import Ops

Key, Held = Qt.Key, Qt.KeyboardModifier
CONTROL, ALT = Held.ControlModifier, Held.AltModifier


@pytest.fixture
def tray(monkeypatch: pytest.MonkeyPatch) -> Tray:
    tray = Tray()
    monkeypatch.setattr("ui.parts.paper_sheet.system_printer", lambda: tray)
    return tray


@pytest.fixture
def clerk(center: Center, ops: Ops, qtbot: QtBot, tray: Tray) -> Clerk:
    book(center)
    return at_desk(center, ops, qtbot)


def told(pdf: bytes) -> str:
    return "".join(text_of(pdf).split())


def test_a_storm_is_closed_called_and_settled_in_eight_steps(
    clerk: Clerk, tray: Tray, qtbot: QtBot
) -> None:
    desk = clerk.center.desk
    clerk.chord(Key.Key_K, CONTROL)
    clerk.write("臨時休館 明日 13:00-")
    bar = clerk.window.open_command_bar()
    qtbot.waitUntil(lambda: "臨時休館にする" in bar.edit.accessibleDescription())
    clerk.chord(Key.Key_Return)
    assert clerk.page.plan.table.rows.rowCount() == 3
    clerk.chord(Key.Key_Return, CONTROL)  # closed: the call sheet is shown
    clerk.chord(Key.Key_P, CONTROL)
    clerk.chord(Key.Key_2)  # the first group goes to the nearest free place
    clerk.chord(Key.Key_S, ALT)  # refunds and re-offers before they are made
    clerk.chord(Key.Key_Return, CONTROL)
    clerk.chord(Key.Key_P, CONTROL)
    assert len(clerk.steps) == 8  # the budget of task 14
    (calls, title), (letters, _) = tray.printed
    assert title.startswith("臨時休館 連絡表") and "13:00" in told(calls)
    assert told(calls).count("□連絡済") == 3
    assert "振替後の使用" in told(letters)
    (row,) = desk.emergencies.latest()
    card = desk.emergencies.card(row.id)
    assert [line.call.became for line in card.lines] == [
        "moved",
        "cancelled",
        "cancelled",
    ]
    assert [line.paid == 0 for line in card.lines] == [False, True, True]
