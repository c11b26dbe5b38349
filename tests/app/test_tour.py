"""The tour: the whole day runs. `prove` runs it twice."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from app.tour.day import Day
from app.tour.steps import hold
from tests.proof.tour import alike


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tour")
    assert main(["tour", "--out", str(folder)]) == 0
    return folder


def test_every_step_tells_what_it_did(out: Path) -> None:
    steps = json.loads((out / "tour.json").read_text("utf-8"))
    names = [step["name"] for step in steps]
    assert names == [
        *("register", "find", "book", "refuse", "pay", "cancel"),
        *("reserve", "roster", "enrol", "lottery"),
        *("open", "offline", "merge", "settle"),
        *("use", "hand_over", "take_back"),
        *("report", "audit"),
    ]
    for step in steps:
        assert all((out / name).stat().st_size > 1_000 for name in step["files"])


def facts(out: Path, name: str) -> dict[str, Any]:
    steps = json.loads((out / "tour.json").read_text("utf-8"))
    found: dict[str, Any]
    [found] = [step["facts"] for step in steps if step["name"] == name]
    return found


def test_equipment_goes_with_a_room_and_comes_back_once(out: Path) -> None:
    reserved, back = facts(out, "reserve"), facts(out, "take_back")
    assert (
        reserved["number"] == reserved["loan"] and "プロジェクター" in reserved["lines"]
    )
    assert reserved["too_many"] == "loan.too_many"
    assert back["twice"] == "loan.already_back" and len(back["scanned"]) == 3


def test_thirty_of_the_roster_are_enrolled(out: Path) -> None:
    enrolled = facts(out, "enrol")
    assert enrolled["people"] == 30 and len(enrolled["already"]) == 2
    assert enrolled["premium"] == 30 * 350


def test_a_lottery_is_drawn_in_public_and_drawn_again(out: Path) -> None:
    drawn = facts(out, "lottery")
    assert drawn["first_come"] == "booking.under_lottery"
    assert drawn["won"] > 1 and drawn["waiting"] > 0
    [file] = out.glob("抽選_*.json")
    assert main(["lottery", "verify", str(file)]) == 0


def test_two_sites_are_one_again(out: Path) -> None:
    merged, settled = facts(out, "merge"), facts(out, "settle")
    refused = {
        name: code.removeprefix("package.") for name, code in merged["refused"].items()
    }
    assert refused == {
        "altered": "altered",
        "truncated": "truncated",
        "newer": "newer",
        "random": "not_package",
        "for_another": "for_another",
        "replayed": "replayed",
    }
    sides = merged["contradiction"]["sides"]
    assert len({side["staff"] for side in sides}) == len({s["site"] for s in sides}) == 2
    assert settled["held"] in {side["value"] for side in sides}
    assert settled["both"]["provisional"] == "confirmed"
    assert facts(out, "offline")["center"][1] == "provisional"
    assert facts(out, "offline")["lent"][1] == "provisional"
    assert settled["both"]["lent"] == "confirmed"


def test_a_tour_that_differs_is_noticed(out: Path, tmp_path: Path) -> None:
    shutil.copytree(out, tmp_path, dirs_exist_ok=True)
    assert alike(out, tmp_path).held
    first = min(tmp_path.glob("*.pdf"))
    first.write_bytes(first.read_bytes()[:-1])
    assert not alike(out, tmp_path).held and first.name in alike(out, tmp_path).result
    first.unlink()
    assert not alike(out, tmp_path).held


def test_a_step_that_does_not_hold_ends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Day, "register", lambda self: hold(False, "だめ"))
    assert main(["tour", "--out", str(tmp_path)]) == 1
    assert "だめ" in capsys.readouterr().err
    assert not (tmp_path / "tour.json").exists()
