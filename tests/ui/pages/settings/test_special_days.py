"""臨時休館・臨時開館 in the real window."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from tests.ui.conftest import press
from tests.ui.pages.settings.conftest import Open, words
from ui.kit.dialog import FormSheet

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
Key = Qt.Key
CLOSED = date(2026, 12, 1)


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
