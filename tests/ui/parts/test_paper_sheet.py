"""The preview over a page: printed, noted, saved; asked about before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services.forms import Sheet as Paper
from app.services.sign_in import Actor
from tests.app.services.conftest import Center
from tests.ui.conftest import press, show
from tests.ui.tray import Tray
from ui.kit.dialog import Sheet
from ui.kit.ops import Ops
from ui.kit.page import Page
from ui.kit.shots import settle
from ui.kit.theme import Theme, wear
from ui.parts.paper_sheet import PaperSheet, show_paper

Key = Qt.Key


class Desk:
    """A page, and the permit of a booking to show over it."""

    def __init__(self, page: Page, center: Center, ops: Ops) -> None:
        self.page, self.center, self.ops = page, center, ops
        self.said: list[str] = []
        page.said.connect(lambda text, _: self.said.append(text))
        wish = center.wish(center.register(), date(2026, 12, 1), "午後")
        self.booking = center.desk.bookings.book(center.staff, wish).value.id
        self.actor = Actor(UUID(center.staff), "渡邊 千恵子")

    def permit(self) -> Paper:
        return self.center.desk.forms.permit(self.booking, self.actor)

    def show(self, paper: Paper) -> Sheet:
        show_paper(self.page, lambda: self.center.desk, self.actor, paper)
        settle(self.ops)
        return self.sheets()[-1]

    def sheets(self) -> list[Sheet]:
        return [s for s in self.page.findChildren(Sheet) if s.isVisible()]


@pytest.fixture
def desk(qtbot: QtBot, t: Theme, ops: Ops, center: Center, tray: Tray) -> Desk:
    page = Page(t, ops)
    wear(page, t)
    qtbot.addWidget(page)
    page.resize(1366, 768)
    show(page)
    return Desk(page, center, ops)


def test_enter_prints_what_was_shown_and_notes_it(desk: Desk, tray: Tray) -> None:
    paper = desk.permit()
    shown = desk.show(paper)
    focused = shown.focusWidget()
    assert focused is not None
    press(focused, Key.Key_Return)
    settle(desk.ops)
    assert tray.printed == [(paper.pdf, "使用許可書兼領収書 H26-0001 花の会")]
    assert desk.sheets() == []
    (noted,) = desk.center.desk.forms.printouts()
    assert (noted.subject_id, noted.copy) == (desk.booking, 1)
    name = "使用許可書兼領収書 H26-0001 花の会"
    assert desk.said == [f"{name} を印刷しました(窓口のプリンター)。"]
    assert desk.permit().copy == 2


def test_a_preview_that_is_only_read_is_not_noted(desk: Desk, tray: Tray) -> None:
    press(desk.show(desk.permit()), Key.Key_Escape)
    settle(desk.ops)
    assert tray.printed == [] and desk.center.desk.forms.printouts() == []


def test_the_saved_file_is_what_was_shown(desk: Desk, tmp_path: Path) -> None:
    paper = desk.permit()
    shown = desk.show(paper)
    assert isinstance(shown, PaperSheet)
    path = tmp_path / paper.file_name
    shown.preview.save(str(path))
    settle(desk.ops)
    assert path.read_bytes() == paper.pdf
    assert "保存しました" in desk.said[0]


def test_what_no_font_has_is_said_before_the_preview(desk: Desk) -> None:
    asked = desk.show(replace(desk.permit(), missing=("\U00031350", "葛\U000e0105")))
    assert not isinstance(asked, PaperSheet)
    assert asked.windowTitle() == "印刷できない文字があります"
    press(asked, Key.Key_Y, Qt.KeyboardModifier.AltModifier)
    settle(desk.ops)
    assert isinstance(desk.sheets()[-1], PaperSheet)


def test_the_preview_uses_the_height_of_the_window(desk: Desk) -> None:
    shown = desk.show(desk.permit())
    assert shown.height() == 768 - PaperSheet.AROUND
