"""The whole tour, on a fresh demo center and its satellite."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from itertools import count
from pathlib import Path

from app import beginning
from app.desk import open_desk
from app.kit.config import Config
from app.kit.progress import Progress
from app.services.sign_in import actor
from app.tour.day import Day
from app.tour.drawing import Drawing
from app.tour.exchange import Exchange, satellite
from app.tour.lending import Lending
from app.tour.members import Members
from app.tour.steps import Seat, Step, TourClock
from db.keys import Ids, seeded

#: More keys than a demo center takes; each desk that is opened begins a new range.
AFTER_DEMO = 1 << 30
#: Folders of the tour: the two sites, and the stick that is carried between them.
CENTER, SATELLITE, STICK = "center", "satellite", "stick"

#: Draws what is in both sites on the evening of the first day, one step a picture.
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
    for step in _days(config, clock, seed, pictures, out):
        told(step)
        steps.append(step)
    written = json.dumps([asdict(step) for step in steps], ensure_ascii=False, indent=1)
    (out / "tour.json").write_text(written + "\n", "utf-8")
    return steps


def _days(
    config: Config, clock: TourClock, seed: int, pictures: Pictures, out: Path
) -> Iterator[Step]:
    """The first day at both sites, then the days of use at the center."""
    ranges = (seeded(seed + n, since=n * AFTER_DEMO) for n in count(1))
    with _at_center(config, clock, next(ranges), out) as seat:
        group, booking = yield from Day(seat).steps()
        lent = yield from Lending(seat).reserve(group)
        yield from Members(seat).steps()
        yield from Drawing(seat).steps()
        with satellite(seat, out / SATELLITE, out / STICK, next(ranges)) as other:
            yield from Exchange(seat, other, out / STICK).steps(group)
    yield from pictures(config, out)
    with _at_center(config, clock, next(ranges), out) as seat:
        yield from Day(seat).use(booking)
        yield from Lending(seat).use(lent)
        yield from Day(seat).evening()


@contextmanager
def _at_center(config: Config, clock: TourClock, ids: Ids, out: Path) -> Iterator[Seat]:
    """The first of the staff at the center's desk."""
    with closing(open_desk(config, clock, ids)) as desk:
        [first, *_] = desk.staff.able()
        yield Seat(desk, clock, actor(first, beginning.DEMO_PIN), out)
