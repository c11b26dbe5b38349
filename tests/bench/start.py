"""From the start of the process to 今日, with ten years of data; no screen needed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
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
    yield from of_home(folder, beginning.DEMO_PIN, RUNS)


def of_home(home: Path, pin: str, runs: int) -> Iterator[Row]:
    """The first of the staff signs in as soon as the PIN is asked for."""
    for name, word, goal in (
        ("start to the PIN", "asked", None),
        ("start to 今日", "painted", 1.5),
    ):
        ours = partial(_start, word, str(home), pin)
        floor = partial(_start, "painted")
        yield row(name, "bare window with a table", goal, ours, floor, runs)


def _start(word: str, *arguments: str) -> float:
    """Milliseconds until a fresh process has said the word."""
    begin = perf_counter()
    command = [*ONE_START, *arguments]
    environment = os.environ | OFFSCREEN
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as made:
        assert made.stdout is not None
        said = {line.strip(): perf_counter() for line in iter(made.stdout.readline, b"")}
    return (said[word.encode()] - begin) * 1000
