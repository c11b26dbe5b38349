"""A database that cannot be opened: what it says, and the way back to a backup."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app import beginning
from app.kit.config import Config, ConfigDamaged
from app.kit.refusal import Refusal
from app.services.backups import Backup, Kind, backups_of
from app.services.opening import CannotOpen, readable_at_once
from tests.app.services.conftest import Hand
from tests.ui.conftest import press, show
from tests.ui.pages.start.test_answers import ANSWERS
from ui.kit.dialog import Sheet
from ui.kit.ops import Ops
from ui.kit.palette import LIGHT
from ui.kit.shots import shoot
from ui.kit.text import Text
from ui.kit.theme import Theme, wear
from ui.pages.start.trouble import TroublePage

ALT = Qt.KeyboardModifier.AltModifier
Key = Qt.Key
Meet = Callable[[Refusal, Config | None], TroublePage]


@pytest.fixture
def meet(qtbot: QtBot, ops: Ops, t: Theme) -> Meet:
    def met(refusal: Refusal, own: Config | None) -> TroublePage:
        page = TroublePage(t, ops, refusal, own, Hand())
        wear(page, t)
        qtbot.addWidget(page)
        show(page)
        return page

    return met


@pytest.fixture
def own(tmp_path: Path) -> Config:
    center = ANSWERS.new_center()
    return beginning.center(tmp_path, center, tmp_path / "backups", Hand())


def backed_up(own: Config) -> Backup:
    return backups_of(own, Hand()).make(Kind.END)


def spoilt(own: Config) -> CannotOpen:
    (own.home / own.database).write_bytes(b"SQLite format 3\0" + b"\xff" * 4096)
    with pytest.raises(CannotOpen) as refused:
        readable_at_once(own)
    return refused.value


def words(page: QWidget) -> str:
    return " ".join(text.text() for text in page.findChildren(Text) if text.isVisible())


def test_a_backup_takes_the_place(own: Config, meet: Meet, qtbot: QtBot) -> None:
    backed_up(own)
    page = meet(spoilt(own), own)
    assert "データベースが壊れています" in words(page)
    qtbot.waitUntil(page.restore.isVisible)
    assert page.choice.combo.currentText().startswith("令和8年11月24日(火) 14:07")
    with qtbot.waitSignal(page.again):
        press(page, Key.Key_R, ALT)
    assert readable_at_once(own) == own.location


def test_a_spoilt_backup_is_said_and_the_next_can_be_chosen(
    own: Config, meet: Meet, qtbot: QtBot
) -> None:
    backed_up(own).path.write_bytes(b"nothing")
    page = meet(spoilt(own), own)
    qtbot.waitUntil(page.restore.isVisible)
    press(page, Key.Key_R, ALT)
    qtbot.waitUntil(lambda: bool(page.findChildren(Sheet)))
    [box] = page.findChildren(Sheet)
    assert "このバックアップは壊れている" in box.windowTitle()
    box.close()
    assert page.restore.isEnabled()


def test_without_backups_it_says_so(own: Config, meet: Meet, qtbot: QtBot) -> None:
    page = meet(spoilt(own), own)
    qtbot.waitUntil(lambda: "戻せるバックアップは見つかりません" in words(page))
    assert not page.restore.isVisible()


def test_a_damaged_config_offers_to_try_again(
    meet: Meet, qtbot: QtBot, tmp_path: Path
) -> None:
    page = meet(ConfigDamaged(path=tmp_path / "config.toml", reason="line 3"), None)
    assert "記録には何もしていません" in words(page)
    with qtbot.waitSignal(page.again):
        press(page.retry, Key.Key_Return)


@pytest.mark.parametrize(
    ("width", "height", "scale"), [(1366, 768, 1.25), (1920, 1080, 2)]
)
def test_nothing_is_cut(
    own: Config, qtbot: QtBot, ops: Ops, width: int, height: int, scale: float
) -> None:
    backed_up(own)
    t = Theme(LIGHT, scale)
    page = TroublePage(t, ops, spoilt(own), own, Hand())
    wear(page, t)
    qtbot.addWidget(page)
    shot = shoot(page, own.home / "trouble.png", (width, height), ops)
    assert not shot.review.cut and not shot.review.outside and page.restore.isVisible()
