"""`prove life`: any acts of the desk in any order, and in short for the suite."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from random import randrange
from shutil import copyfile
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import make_url

from tests.postgres import Server, server
from tests.proof.life.award_rules import AwardRules
from tests.proof.life.shutting_rules import ShuttingRules
from tests.proof.life.together_rules import TogetherRules
from tests.proof.race import slowed
from tests.proof.rows import Row
from tests.proof.workplace import Workplace, furnish

#: Makes centers that are all alike, each in a database of its own.
Furnish = Callable[[], Workplace]
STEPS = 40


class Life(TogetherRules, ShuttingRules, AwardRules):
    """Everything that the desk does with rooms."""


def prove(number: int | None = None) -> Iterator[Row]:
    """Other acts each time, or once more those of a `number` that was told."""
    for name, (centers, examples) in WHERE.items():
        with centers() as furnished:
            chosen = randrange(2**32) if number is None else number
            yield life(f"life on {name}", furnished, examples, STEPS, chosen)


def life(
    name: str,
    furnished: Furnish,
    examples: int,
    steps: int,
    number: int | None = None,
) -> Row:
    done = "any acts of the desk in any order, against a simple model"
    chosen = "" if number is None else f", by {number}"
    try:
        live(furnished, examples, steps, number)
    except Exception as found:
        why = "\n".join([f"{found}{chosen}", *getattr(found, "__notes__", ())])
        return Row(name, done, examples * steps, why, held=False)
    told = f"{examples} desks, up to {steps} acts at each{chosen}, and no difference"
    return Row(name, done, examples * steps, told, held=True)


def live(furnished: Furnish, examples: int, steps: int, number: int | None) -> None:
    """Raises what was found wrong, with the acts that led there. Those of a `number` are
    shrunk to the shortest way; without one they are the same each time, and are not."""
    shrunk = number is not None
    phases = set(Phase) - (set() if shrunk else {Phase.shrink, Phase.explain})
    Life.furnish = staticmethod(furnished)
    if shrunk:
        seed(number)(Life)
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=examples,
            derandomize=not shrunk,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            phases=list(phases),
            suppress_health_check=[*HealthCheck],
        ),
    )


@contextmanager
def on_files() -> Iterator[Furnish]:
    with TemporaryDirectory(prefix="madoguchi-proof-") as folder:
        yield files(Path(folder))


@contextmanager
def on_server() -> Iterator[Furnish]:
    with server() as found:
        yield databases(found)


def files(folder: Path) -> Furnish:
    first, names = furnish(folder / "first.db"), count()
    slowed(first)

    def another() -> Workplace:
        path = folder / f"{next(names)}.db"
        copyfile(folder / "first.db", path)
        return replace(first, location=path)

    return another


def databases(on: Server) -> Furnish:
    url = on.create()
    first, template = furnish(url), str(make_url(url).database)
    slowed(first)
    return lambda: replace(first, location=on.create(template))


WHERE: Mapping[str, tuple[Callable[[], AbstractContextManager[Furnish]], int]] = {
    "SQLite": (on_files, 80),
    "PostgreSQL": (on_server, 20),
}
