"""The fixtures that every test leans on."""

from __future__ import annotations

import logging
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.postgres import Server

pytest_plugins = ["pytester"]
HOUSE = Path(__file__).parents[1]
CONFTEST = "from tests.conftest import no_log_warnings, no_network"
NO_POSTGRESQL = """
from pathlib import Path
import tests.postgres
from tests.conftest import postgres
tests.postgres.DEBIAN = Path("nowhere")
"""
HOLD = """
from tests.postgres import throw_away
with throw_away(durable=False) as url:
    print(url.query["host"], flush=True)
    input()
"""


def test_a_killed_process_leaves_no_cluster(postgres: Server) -> None:
    del postgres  # only there to skip where PostgreSQL is missing
    with subprocess.Popen(
        [sys.executable, "-c", HOLD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=HOUSE,
    ) as holder:
        assert holder.stdout and holder.stderr
        home = Path(holder.stdout.readline().strip())
        assert (home / "data" / "postmaster.pid").exists()
        holder.kill()
        holder.stderr.read()  # ends when all that shared it have ended
    assert not home.exists()


@pytest.mark.parametrize(("required", "outcome"), [("", "skipped"), ("1", "errors")])
def test_without_postgresql(
    pytester: pytest.Pytester,
    monkeypatch: pytest.MonkeyPatch,
    required: str,
    outcome: str,
) -> None:
    """Skipped where a developer has none; a failure where it must run."""
    pytester.makeconftest(NO_POSTGRESQL)
    pytester.makepyfile("def test_it(postgres): pass")
    monkeypatch.setenv("PYTHONPATH", str(HOUSE))
    monkeypatch.setenv("MADOGUCHI_REQUIRE_PG", required)
    monkeypatch.setenv("PATH", str(pytester.path))
    monkeypatch.delenv("MADOGUCHI_PG", raising=False)
    pytester.runpytest_subprocess().assert_outcomes(**{outcome: 1})


def test_the_network_is_out_of_reach() -> None:
    with socket.socket() as line, pytest.raises(pytest.fail.Exception, match="network"):
        line.connect(("192.0.2.1", 80))


def test_a_logged_warning_fails(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytester.makeconftest(CONFTEST)
    monkeypatch.setenv("PYTHONPATH", str(HOUSE))
    pytester.makepyfile(
        "import logging\ndef test_it(): logging.getLogger('x').warning('careful')"
    )
    pytester.runpytest_subprocess().assert_outcomes(passed=1, errors=1)


def test_a_warning_that_is_meant_is_cleared(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger(__name__).warning("meant")
    assert caplog.messages == ["meant"]
    caplog.clear()
