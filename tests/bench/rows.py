"""Rows of the benchmark: ours, a floor, their ratio, and the goal."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from time import perf_counter

Work = Callable[[], object]
HEAD = f"{'':26}{'ours ms':>10}{'floor ms':>10}{'ratio':>7}{'goal':>6}  floor"


@dataclass(frozen=True, slots=True)
class Row:
    """Medians in milliseconds; `goal` is the largest ratio wanted, None without one."""

    name: str
    ours: float
    floor: float
    against: str
    goal: float | None

    @property
    def ratio(self) -> float:
        return self.ours / self.floor

    @property
    def reached(self) -> bool:
        return self.goal is None or self.ratio <= self.goal


@dataclass(frozen=True, slots=True)
class Scale:
    """How much there is in the large center and in the small one, and how many runs."""

    many: int
    few: int
    runs: int


def compare(
    name: str, against: str, goal: float | None, ours: Work, floor: Work, runs: int
) -> Row:
    """Both once to warm up, then by turns, so that a busy machine hits both alike."""
    return row(name, against, goal, lambda: clocked(ours), lambda: clocked(floor), runs)


def row(
    name: str,
    against: str,
    goal: float | None,
    ours: Callable[[], float],
    floor: Callable[[], float],
    runs: int,
) -> Row:
    """The same for works that tell how many milliseconds they took."""
    gc.freeze()  # all that is there already: warming up need not collect it either
    ours()
    floor()
    gc.collect()
    gc.freeze()  # so that collecting what a run left takes no longer than the run
    taken = [(ours(), floor()) for _ in range(runs)]
    gc.unfreeze()
    of_ours, of_floor = (median(times) for times in zip(*taken, strict=True))
    return Row(name, of_ours, of_floor, against, goal)


def clocked(work: Work) -> float:
    """Milliseconds, without collecting the garbage of others."""
    gc.collect()
    gc.disable()
    begin = perf_counter()
    work()
    taken = perf_counter() - begin
    gc.enable()
    return taken * 1000


def line(row: Row) -> str:
    goal = "" if row.goal is None else f"{row.goal:g}"
    mark = "" if row.reached else "  (missed)"
    figures = f"{row.ours:10.3f}{row.floor:10.3f}{row.ratio:7.2f}{goal:>6}"
    return f"{row.name:26}{figures}  {row.against}{mark}"


def as_json(rows: Sequence[Row]) -> str:
    told = [asdict(row) | {"ratio": row.ratio, "reached": row.reached} for row in rows]
    return json.dumps(told, ensure_ascii=False, indent=1)
