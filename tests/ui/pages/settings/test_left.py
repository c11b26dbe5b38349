"""書き残し of a draft, and the way from it into the form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt

from app.rules.file.open_gaps import OpenGap
from tests.app.services.conftest import demo_rules
from tests.ui.conftest import press
from tests.ui.pages.settings.conftest import Open

ALT = Qt.KeyboardModifier.AltModifier
Key = Qt.Key
OPEN = """
[[facility]]
name = "新館"
[[room]]
name = "新室"
facility = "新館"
[[surcharge]]
kind = "目的"
factor = 2
when = { commercial = true }
[[extension]]
yen_per_hour = 500
"""


def left(rules: Open, wanted: Callable[[OpenGap], bool]) -> OpenGap:
    """A draft with gaps: go by key to where one of them is filled."""
    version = replace(demo_rules(), text=demo_rules().text + OPEN)
    rules.go("変える")
    rules.page.rulebook.presenter.take_version(version)
    rules.settle()
    gaps = rules.change.state.checked.gaps
    at = next(n for n, gap in enumerate(gaps) if wanted(gap))
    press(rules.window, Key.Key_P, ALT)
    rules.settle()
    press(rules.sheet(), Key(Key.Key_1 + at), ALT)
    rules.settle()
    assert not rules.sheets()
    row = rules.change.rows.current()
    assert row is not None and row.part == gaps[at].part
    return gaps[at]


def test_what_is_open_leads_to_its_field(rules: Open) -> None:
    gap = left(rules, lambda gap: bool(gap.key))
    assert (gap.part, gap.key) == ("extension", "surcharged")
    assert rules.field("surcharged").editor().hasFocus()


def test_what_has_no_rule_gets_one(rules: Open) -> None:
    gap = left(rules, lambda gap: gap.new)
    assert gap.text.startswith("新館 新室: ")
    form = rules.change.fields.form
    assert form is not None and next(iter(form)).editor().hasFocus()
    before = len(rules.change.rows.rows())
    press(rules.window, Key.Key_Z, ALT)
    rules.settle()
    assert len(rules.change.rows.rows()) == before - 1
