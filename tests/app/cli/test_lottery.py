"""`lottery verify`: 0 if it follows, 1 with the first difference."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli import main
from app.rules.draws.draw import FrozenList, Request, canonical, digest_of, draw
from app.rules.draws.exported import Exported, exported
from tests.app.rules.draws import second
from tests.app.rules.draws.lists import wish

WISHES = (wish("和室1", "2027-02-03", "午前"), wish("和室1", "2027-02-03", "午後"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    requests = tuple(Request(f"H26-{n:04}", f"団体{n}", WISHES) for n in range(1, 5))
    frozen = FrozenList("H26-0001", "令和9年2月分", 1, requests)
    outcomes = draw(frozen, "471")
    told = Exported(frozen, digest_of(canonical(frozen)), "471", "さいころ", outcomes)
    path = tmp_path / "抽選.json"
    path.write_text(exported(told), "utf-8")
    return path


def test_a_result_that_follows(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lottery", "verify", str(file)]) == 0
    told = capsys.readouterr().out
    assert "申込 4件、当選 2件" in told and "そのまま出ます" in told


def test_the_second_program_agrees_as_a_process(file: Path) -> None:
    script = str(Path(second.__file__))
    assert subprocess.run([sys.executable, script, str(file)]).returncode == 0
    told = json.loads(file.read_text("utf-8"))
    told["result"][0]["won"] = [2]
    file.write_text(json.dumps(told), "utf-8")
    assert subprocess.run([sys.executable, script, str(file)]).returncode == 1


def test_the_first_difference_is_told(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = json.loads(file.read_text("utf-8"))
    number = told["result"][1]["number"]
    told["result"][1]["won"] = []
    file.write_text(json.dumps(told), "utf-8")
    assert main(["lottery", "verify", str(file)]) == 1
    out = capsys.readouterr().out
    assert f"順番2、番号 {number} の結果が違います" in out
    assert "「落選」、計算すると「第2希望に当選」" in out


@pytest.mark.parametrize("content", [None, b"{}", b"\xff\xfe", b"[" * 100_000])
def test_no_file_of_a_lottery(
    tmp_path: Path, content: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.json"
    if content is not None:
        path.write_bytes(content)
    assert main(["lottery", "verify", str(path)]) == 1
    error = capsys.readouterr().err
    assert "読めません" in error and "Traceback" not in error
