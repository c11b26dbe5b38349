"""備品 on every screen it must fit on: crowded, with long names, refused, and empty."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from tests.app.services.conftest import Center, found
from tests.conftest import sqlite_engine
from tests.ui.pages.loans.desk import TODAY, Clerk, at_desk, kind, lend, piece
from tests.ui.pages.window import SIZES
from ui.contracts import NewLoan, OpenKind, OpenLoan
from ui.kit.layout import Scroll
from ui.kit.ops import Ops
from ui.kit.shots import shoot
from ui.pages.loans.catalogue_presenter import Editing

LONG = "特定非営利活動法人 みどりの里山と用水路を未来の子どもたちへつなぐ市民ネットワーク"
SHELF = "第二倉庫のいちばん奥の右側の棚の上から三段目の左のかご"
Crowd = tuple[Center, UUID, UUID, UUID]


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crowd]:
    """200 loans up to the next 休館日, a late one of every kind, one that waits."""
    engine = sqlite_engine(tmp_path_factory.mktemp("crowd"))
    center = found(engine)
    tents = kind(center, "テント", 400, SHELF, "4901")
    projectors = kind(center, "プロジェクター", 0, SHELF)
    for n in range(12):
        piece(center, projectors, f"{n:040}", f"{n}号機 とても長い名前の個体です")
    for n in range(20):
        kind(center, f"ワイヤレスマイク付き移動式拡声装置一式(屋外・予備電池{n})", n)
    group = center.register(LONG, "ミドリノサトヤマ")
    center.clock.now -= timedelta(days=5)
    before = TODAY - timedelta(days=5)
    late = lend(center, group, [(tents, 4), (projectors, 1)], before)
    center.desk.loans.hand_over(center.staff, late, ["0" * 40], {tents: 4})
    center.clock.now += timedelta(days=5)
    waits = lend(center, group, [(tents, 2), (projectors, 2)], paid=False)
    for n in range(198):
        lend(center, group, [(tents, 2)], TODAY + timedelta(days=1 + n % 26), paid=False)
    yield center, late, waits, projectors
    engine.dispose()


@pytest.mark.parametrize(("width", "height", "scale"), SIZES)
def test_every_view_and_panel_fits(
    crowd: Crowd,
    ops: Ops,
    qtbot: QtBot,
    tmp_path: Path,
    width: int,
    height: int,
    scale: float,
) -> None:
    center, late, waits, projectors = crowd
    clerk, size = at_desk(center, ops, qtbot, scale), (width, height)
    clerk.window.resize(*size)
    for loan in (late, waits):
        clerk.window.open_page("loans", OpenLoan(loan))
        fits(clerk, tmp_path / "loan.png", size, scale)
    clerk.scan("999")
    for view in range(3):
        clerk.page.head.segments.choose(view)
        fits(clerk, tmp_path / f"view{view}.png", size, scale)
    clerk.window.open_page("loans", OpenKind(projectors))
    fits(clerk, tmp_path / "kind.png", size, scale)
    card = center.desk.equipment.kind(projectors)
    for editing in (Editing(card), Editing(card, card.pieces[0], of_piece=True)):
        clerk.page.catalogue.edit(editing)
        fits(clerk, tmp_path / "form.png", size, scale)
    clerk.window.open_page("loans", NewLoan(None, projectors, TODAY))
    clerk.page.lending.panel.lines.editor().setFocus()
    clerk.page.lending.panel.lines.take(projectors, 99)
    clerk.page.lending.panel.typed.emit()
    fits(clerk, tmp_path / "refused.png", size, scale)


@pytest.mark.parametrize(("width", "height", "scale"), SIZES)
def test_nothing_to_lend_fits(
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
    clerk.window.open_page("loans")
    for view in range(3):
        clerk.page.head.segments.choose(view)
        fits(clerk, tmp_path / f"empty{view}.png", (width, height), scale)


def fits(clerk: Clerk, path: Path, size: tuple[int, int], scale: float) -> None:
    clerk.wait()
    shot = shoot(clerk.window, path, size, clerk.ops, scale)
    cut = [t for t in shot.review.cut if not t.startswith(("特定", "ミドリ", "H26"))]
    assert not shot.review.faults() and not cut, (path.name, shot.review.faults(), cut)
    for area in clerk.window.findChildren(Scroll):
        if area.isVisible() and (within := area.widget()) is not None:
            assert within.width() <= area.viewport().width(), path.name
