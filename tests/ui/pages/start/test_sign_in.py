"""Who sits down: a name by arrow keys, a PIN, Enter."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services.sign_in import actor
from app.services.staff import NewStaff
from tests.app.services.conftest import Center
from tests.ui.conftest import press, show, type_in
from tests.ui.pages.window import SIZES
from ui.kit.ops import Ops
from ui.kit.palette import LIGHT
from ui.kit.shots import settle, shoot
from ui.kit.theme import Theme, wear
from ui.pages.start.sign_in import SignInPage

Key = Qt.Key
REMARK = "体験用のセンターです。暗証番号はどなたも 0000 です。"


def door(qtbot: QtBot, center: Center, t: Theme, others: int) -> SignInPage:
    """Somebody with the PIN 2468, and others with 1111."""
    for n in range(others):
        newcomer = NewStaff(f"山﨑 {n}", f"ワタナベ {'アイウエオカキクケコ'[n]}", "1111")
        center.desk.staff.add(center.staff, newcomer)
    staff = center.desk.staff.able()
    page = SignInPage(t, "越谷市 市民活動支援センター", staff, actor, REMARK)
    wear(page, t)
    qtbot.addWidget(page)
    return page


def test_arrow_keys_choose_and_enter_signs_in(
    qtbot: QtBot, center: Center, t: Theme
) -> None:
    page = door(qtbot, center, t, 1)
    show(page)
    page.start_focus()
    press(page.pin.edit, Key.Key_Down)
    type_in(page.pin.edit, "1111")
    press(page.pin.edit, Key.Key_Return)
    assert page.pin.error().startswith("暗証番号が違います。")
    type_in(page.pin.edit, "2468")
    with qtbot.waitSignal(page.signed_in) as signed:
        press(page.pin.edit, Key.Key_Return)
    assert signed.args[0].name == "渡邊 千恵子"


@pytest.mark.parametrize("others", [0, 9])
@pytest.mark.parametrize(("width", "height", "scale"), SIZES)
def test_nothing_is_cut(
    qtbot: QtBot,
    ops: Ops,
    center: Center,
    tmp_path: Path,
    others: int,
    width: int,
    height: int,
    scale: float,
) -> None:
    page = door(qtbot, center, Theme(LIGHT, scale), others)
    page.show()
    settle(ops)
    page.pin.edit.setText("9999")
    page.confirm()
    shot = shoot(page, tmp_path / "door.png", (width, height), ops, scale)
    assert not shot.review.cut and not shot.review.faults()
