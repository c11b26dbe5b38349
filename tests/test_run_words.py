"""The launcher's own words: what each looks for, and what it runs."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import run

linux = pytest.mark.skipif(sys.platform != "linux", reason="Debian packages, Linux")


class Apt:
    """Stands for a system: what it lacks, and what apt-get was asked to bring."""

    def __init__(self, patch: pytest.MonkeyPatch, lacks: set[str], user: int) -> None:
        self.lacks = lacks
        self.asked: list[list[str]] = []
        self.is_offline = False
        patch.setattr(run, "is_present", lambda name: name not in self.lacks)
        patch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
        patch.setattr(os, "geteuid", lambda: user)
        patch.setattr(subprocess, "run", self.bring)

    def bring(
        self, command: list[str], **options: object
    ) -> subprocess.CompletedProcess[bytes]:
        self.asked.append(command)
        if "install" in command and not self.is_offline:
            self.lacks.clear()
        failed = int(self.is_offline)
        return subprocess.CompletedProcess(command, failed, b"E: Unable to fetch\n")


@linux
def test_root_gets_what_is_missing_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    apt = Apt(monkeypatch, {"libEGL.so.1", "initdb"}, user=0)
    run.bring_debian_packages(run.DEBIAN["test"])
    update, install = apt.asked
    assert update[:2] == ["apt-get", "update"]
    assert "libegl1" in install and "postgresql" in install and "xvfb" not in install


@linux
def test_what_apt_says_is_shown_when_it_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    apt = Apt(monkeypatch, {"libEGL.so.1"}, user=0)
    apt.is_offline = True
    with pytest.raises(run.Stop):
        run.bring_debian_packages(run.DEBIAN["the program"])
    told = capsys.readouterr().out
    assert "Unable to fetch" in told and "足りないものがあります: libEGL.so.1\n" in told


@linux
def test_others_are_told_the_exact_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    apt = Apt(monkeypatch, {"libEGL.so.1"}, user=1000)
    with pytest.raises(run.Stop):
        run.bring_debian_packages(run.DEBIAN["the program"])
    told = "sudo apt-get install -y --no-install-recommends libegl1"
    assert told in capsys.readouterr().out and apt.asked == []


@linux
def test_tests_run_without_what_only_some_of_them_need(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Apt(monkeypatch, {"initdb", "soffice"}, user=1000)
    run.bring_debian_packages(run.DEBIAN["test"])
    assert "postgresql libreoffice-calc-nogui" in capsys.readouterr().out


@linux
def test_a_library_is_looked_for_as_qt_does() -> None:
    assert run.is_present("libc.so.6") and not run.is_present("libnobody.so.9")


def test_a_program_is_looked_for_on_the_path() -> None:
    assert run.is_present("sh") and not run.is_present("no-such-program")


def test_too_old_a_python_is_told_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "OLDEST", (99, 1))
    assert run.main(["test"]) == 1
    told = capsys.readouterr().out
    assert "Python 99.1 以上が必要です" in told and "99.1 or newer" in told


def test_breaking_off_is_no_crash(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def break_off(word: str, lock: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "prepare", break_off)
    assert run.main(["test"]) == 130 and "Interrupted" in capsys.readouterr().out


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the own words run, as shell lines; everything is installed."""
    lines: list[str] = []

    def note(command: list[str], **options: object) -> int:
        assert options["cwd"] == run.ROOT
        lines.append(shlex.join(command[1:]))
        return 0

    monkeypatch.setattr(run, "prepare", lambda word, lock: lines.append(lock.name))
    monkeypatch.setattr(subprocess, "call", note)
    return lines


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["test"], "-m pytest -n auto"),
        (["test", "-k", "fees"], "-m pytest -k fees"),
        (["bench", "--json", "x"], "-m tests.bench --json x"),
        (["prove", "race"], "-m tests.proof race"),
    ],
)
def test_a_word_is_one_command(words: list[str], line: str, calls: list[str]) -> None:
    assert run.main(words) == 0 and calls == ["requirements-dev.lock", line]


def test_check_runs_every_check(calls: list[str]) -> None:
    assert run.main(["check"]) == 0 and len(calls) == 1 + len(run.CHECKS)


def test_one_failed_check_fails_after_all_have_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "python", lambda *arguments: int("mypy" in arguments))
    assert run.check([]) == 1
    told = capsys.readouterr().out
    assert "sizes" in told and "直すところがあります: mypy\n" in told


def test_postgresql_is_a_must_in_ci_only(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str | None] = []

    def look(command: list[str], cwd: Path, env: dict[str, str]) -> int:
        seen.append(env.get("MADOGUCHI_REQUIRE_PG"))
        return 0

    monkeypatch.setattr(subprocess, "call", look)
    monkeypatch.delenv("MADOGUCHI_REQUIRE_PG", raising=False)
    for ci in ("", "true"):
        monkeypatch.setenv("CI", ci)
        run.python("-c", "")
    assert seen == [None, "1"]


@pytest.mark.skipif(run.WINDOWS, reason="not yet tried on Windows")
@pytest.mark.parametrize("code", [0, 3])
def test_a_package_counts_only_when_it_runs(
    code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "dist" / "madoguchi" / "madoguchi"
    seen = tmp_path / "seen"

    def build(*arguments: str) -> int:
        assert arguments[-1] == "build.spec"
        program.parent.mkdir(parents=True)
        program.write_text(f'#!/bin/sh\necho "$@" >{seen}\nexit {code}\n', "utf-8")
        program.chmod(0o755)
        return 0

    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "python", build)
    assert run.package([]) == (1 if code else 0)
    assert seen.read_text("utf-8").startswith("tour --out ")


def test_nothing_is_run_when_the_build_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(command: list[str], **options: object) -> int:
        raise AssertionError(command)

    monkeypatch.setattr(run, "python", lambda *arguments: 1)
    monkeypatch.setattr(subprocess, "call", never)
    assert run.package([]) == 1
