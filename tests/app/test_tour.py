"""The tour: the whole day runs, and is the same whenever it runs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.cli import main
from app.tour.day import Day
from app.tour.run import run
from app.tour.steps import hold


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tour")
    assert main(["tour", "--out", str(folder)]) == 0
    return folder


def test_every_step_tells_what_it_did(out: Path) -> None:
    steps = json.loads((out / "tour.json").read_text("utf-8"))
    names = [step["name"] for step in steps]
    assert names == [
        "register",
        "find",
        "book",
        "refuse",
        "pay",
        "cancel",
        "use",
        "reserve",
        "hand_over",
        "take_back",
        "open",
        "offline",
        "merge",
        "settle",
        "report",
        "audit",
    ]
    for step in steps:
        assert all((out / name).stat().st_size > 1_000 for name in step["files"])


def test_the_same_seed_gives_the_same_tour(out: Path, tmp_path: Path) -> None:
    run(tmp_path, 1, told=lambda _: None)
    assert (tmp_path / "tour.json").read_bytes() == (out / "tour.json").read_bytes()
    for paper in out.glob("*.pdf"):
        assert (tmp_path / paper.name).read_bytes() == paper.read_bytes()


def test_a_step_that_does_not_hold_ends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Day, "register", lambda self: hold(False, "だめ"))
    assert main(["tour", "--out", str(tmp_path)]) == 1
    assert "だめ" in capsys.readouterr().err
    assert not (tmp_path / "tour.json").exists()
