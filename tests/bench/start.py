"""From the start of the process to 今日, with ten years of data; no screen needed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

from app import beginning
from app.kit.progress import Progress
from tests.bench import data
from tests.bench.rows import Row, row

YEARS, RUNS = 10, 20
ONE_START = [sys.executable, "-m", "tests.bench.first_picture"]
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "default.warning=false"}


def measure(folder: Path) -> Iterator[Row]:
    beginning.demo(folder, data.NOW, seed=1, years=YEARS, progress=Progress())
    yield of_home(folder, beginning.DEMO_PIN, RUNS)


def of_home(home: Path, pin: str, runs: int) -> Row:
    """The first of the staff signs in with the PIN as soon as it is asked for."""
    against = "bare window with a table"
    return row("start to 今日", against, 1.5, _start(str(home), pin), _start(), runs)


def _start(*arguments: str) -> Callable[[], float]:
    """Milliseconds until a fresh process says that it has painted."""

    environment = os.environ | OFFSCREEN

    def start() -> float:
        begin = perf_counter()
        command = [*ONE_START, *arguments]
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as made:
            assert made.stdout is not None
            said = made.stdout.readline()
            taken = perf_counter() - begin
        assert said == b"painted\n", said
        return taken * 1000

    return start
