"""`rules` as a process whose reader goes away."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).parents[3]
SAMPLE = "resources/rulebooks/koshigaya.toml"


def test_a_reader_that_has_enough_is_no_error() -> None:
    """As `| head` does, before the first word is written."""
    words = [sys.executable, "-m", "ui.main", "rules", "check", SAMPLE]
    pipe = subprocess.PIPE
    with subprocess.Popen(words, cwd=HOUSE, stdout=pipe, stderr=pipe) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1
