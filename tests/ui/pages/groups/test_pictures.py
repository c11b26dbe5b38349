"""団体 on every screen it must fit on, crowded, with long names, and empty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot
from sqlalchemy import Engine

from app.services.groups import GroupForm, PersonForm
from tests.app.services.conftest import Center, found
from tests.conftest import sqlite_engine
from tests.ui.pages.groups.desk import Clerk, at_desk
from tests.ui.pages.window import SIZES
from ui.contracts import NewGroup, OpenGroup
from ui.kit.layout import Scroll
from ui.kit.ops import Ops
from ui.kit.shots import shoot
from ui.pages.groups.card import TABS

LONG = "特定非営利活動法人 みどりの里山と用水路を未来の子どもたちへつなぐ市民ネットワーク"
IVS, PLAIN = "葛\U000e0100城の里を歩く会", "葛城の里を歩く会"
HEAD = PersonForm(
    "𠮷田 髙志", "ヨシダ　タカシ", "理事長", "343-0813", "越谷市越ヶ谷4-2-1"
)
FORM = GroupForm(
    name=LONG * 2,
    kana="トクテイヒエイリカツドウホウジン　" + "ミドリノサトヤマ" * 12,
    kind="NPO法人",
    postal_code="343-0813",
    address="埼玉県越谷市越ヶ谷四丁目2番1号 " + "市民活動支援センター" * 5,
    phone="048-963-0000",
    mobile="090-0000-0188",
    email="satoyama-to-yousuiro-wo-mirai-he-tsunagu@example.jp",
    url="https://example.jp/" + "satoyama/" * 12,
    field1=6,
    field2=19,
    field3=5,
    members=240,
    members_local=180,
    founded="平成元年4月",
    dues="年3,000円",
    aim="用水路と里山の自然を守り、子どもたちに伝えること。" * 8,
    activities="月1回の用水路の清掃\n春と秋の自然観察会" * 10,
    area="市内全域" * 8,
    withheld="mobile email",
    note="鍵は事務局の山﨑さんが受け取る。",
    representative=HEAD,
    contact=replace(HEAD, name="山﨑 節子", email="yamazaki.setsuko@example.jp"),
)


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Center, UUID]]:
    """200 groups, the last with all that can be written."""
    engine: Engine = sqlite_engine(tmp_path_factory.mktemp("crowd"))
    center = found(engine)
    for n in range(192):
        center.register(f"花の会 第{n}支部", "ハナノカイ")
    for n in range(6):
        kind = f"とても長い名前の団体の種類{n}"
        center.desk.groups.register(center.staff, replace(FORM, name="花", kind=kind))
    center.register(IVS, "カツラギノサトヲアルクカイ")
    last = center.desk.groups.register(center.staff, replace(FORM, name=FORM.name[:80]))
    yield center, last.value.id
    engine.dispose()


@pytest.mark.parametrize(("width", "height", "scale"), SIZES)
def test_card_and_form_fit(
    crowd: tuple[Center, UUID],
    ops: Ops,
    qtbot: QtBot,
    tmp_path: Path,
    width: int,
    height: int,
    scale: float,
) -> None:
    center, group = crowd
    clerk = at_desk(center, ops, qtbot, scale)
    clerk.window.resize(width, height)
    clerk.window.open_page("groups", OpenGroup(group))
    clerk.wait()
    assert len(clerk.page.found.list.rows()) == 200
    for tab in range(len(TABS)):
        clerk.page.card.tabs.setCurrentIndex(tab)
        fits(clerk, tmp_path / f"card{tab}.png", (width, height), scale)
    clerk.page.card.correct.emit()
    clerk.wait()
    fits(clerk, tmp_path / "form.png", (width, height), scale)
    clerk.form.form.fill({"name": "", "phone": "12"})
    clerk.form.form.confirm()
    fits(clerk, tmp_path / "refused.png", (width, height), scale)


@pytest.mark.parametrize(("width", "height", "scale"), SIZES)
def test_an_empty_center_fits(
    center: Center,
    ops: Ops,
    qtbot: QtBot,
    tmp_path: Path,
    width: int,
    height: int,
    scale: float,
) -> None:
    clerk = at_desk(center, ops, qtbot, scale)
    clerk.window.resize(width, height)
    clerk.window.open_page("groups")
    clerk.wait()
    fits(clerk, tmp_path / "empty.png", (width, height), scale)
    clerk.window.open_page("groups", NewGroup())
    clerk.wait()
    fits(clerk, tmp_path / "new.png", (width, height), scale)


def fits(clerk: Clerk, path: Path, size: tuple[int, int], scale: float) -> None:
    shot = shoot(clerk.window, path, size, clerk.ops, scale)
    faults = shot.review.faults()
    cut = [
        text for text in shot.review.cut if not text.startswith(("トク", "NPO", "特定"))
    ]
    assert not faults and not cut, (path.name, faults, cut)
    for area in clerk.window.findChildren(Scroll):
        if area.isVisible() and (within := area.widget()) is not None:
            assert within.width() <= area.viewport().width(), path.name


def test_a_name_with_its_selector_is_drawn_as_itself(
    crowd: tuple[Center, UUID], ops: Ops, qtbot: QtBot
) -> None:
    center, _ = crowd
    clerk = at_desk(center, ops, qtbot)
    clerk.window.open_page("groups")
    clerk.page.found.edit.setText("葛城")
    clerk.page.found.search_now()
    clerk.wait()
    pictures: list[QImage] = []
    for name in (IVS, PLAIN):
        clerk.page.card.name.say(name)
        pictures.append(clerk.page.card.name.grab().toImage())
    assert clerk.page.presenter.chosen and pictures[0] != pictures[1]
    assert pictures[0].width() == pictures[1].width()
