"""The whole tour, on a fresh demo center and its satellite."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict
from itertools import chain
from pathlib import Path

from app import beginning
from app.desk import open_desk
from app.kit.config import Config
from app.kit.progress import Progress
from app.services.sign_in import actor
from app.tour.day import Day
from app.tour.exchange import Exchange, satellite
from app.tour.lending import Lending
from app.tour.members import Members
from app.tour.steps import Seat, Step, TourClock
from db.keys import seeded

#: More keys than a demo center takes, and than the tour's center takes.
AFTER_DEMO, AFTER_CENTER = 1 << 30, 1 << 31
#: Folders of the tour: the two sites, and the stick that is carried between them.
CENTER, SATELLITE, STICK = "center", "satellite", "stick"

#: Draws what is in a demo center, one step a picture.
Pictures = Callable[[Config, Path], Iterator[Step]]


def no_pictures(config: Config, out: Path) -> Iterator[Step]:
    yield from ()


def run(
    out: Path, seed: int, told: Callable[[Step], None], pictures: Pictures = no_pictures
) -> list[Step]:
    """The whole tour in `out`, told step by step.

    Writes papers, workbook and `tour.json` there. NotHeld when a step fails.
    """
    clock = TourClock()
    out.mkdir(parents=True, exist_ok=True)
    for name in (CENTER, SATELLITE, STICK):
        shutil.rmtree(out / name, ignore_errors=True)
    (out / STICK).mkdir()
    config = beginning.demo(out / CENTER, clock.now, seed, 1, Progress())
    steps = []
    for step in chain(_both(config, clock, seed, out), pictures(config, out)):
        told(step)
        steps.append(step)
    written = json.dumps([asdict(step) for step in steps], ensure_ascii=False, indent=1)
    (out / "tour.json").write_text(written + "\n", "utf-8")
    return steps


def _both(config: Config, clock: TourClock, seed: int, out: Path) -> Iterator[Step]:
    """The center's days, and what it has to do with its satellite."""
    with closing(open_desk(config, clock, seeded(seed + 1, since=AFTER_DEMO))) as desk:
        [first, *_] = desk.staff.able()
        seat = Seat(desk, clock, actor(first, beginning.DEMO_PIN), out)
        day = Day(seat)
        group = yield from day.steps()
        yield from Lending(seat).steps(group)
        yield from Members(seat).steps()
        ids = seeded(seed + 2, since=AFTER_CENTER)
        with satellite(seat, out / SATELLITE, out / STICK, ids) as other:
            yield from Exchange(seat, other, out / STICK).steps(group)
        yield from day.evening()
