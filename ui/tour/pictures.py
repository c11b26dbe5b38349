"""The command `tour --screens`, and in which homes its pictures are taken."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.beginning import DEMO_PIN
from app.cli import add_tour, run_tour
from app.kit.config import Config, load
from app.services.opening import readable_at_once
from app.services.sign_in import actor
from app.tour.exchange import disagree
from app.tour.run import SATELLITE, STICK
from app.tour.steps import PICTURED, Seat, Step, TourClock
from ui.joint import Joint
from ui.kit.theme import prepare
from ui.tour.center import Center
from ui.tour.satellite import Satellite
from ui.tour.studio import Size

#: The folder of the homes that pictures are taken in.
COPIES = "screens-homes"

SIZES = (Size("100", 1366, 768, 1.0), Size("150", 1920, 1080, 1.5))


def main(arguments: Sequence[str]) -> int:
    """`tour --out DIR --screens`: the tour, then its pictures."""
    parser = argparse.ArgumentParser(prog="madoguchi tour")
    add_tour(parser)
    options = parser.parse_args(arguments[1:])
    return run_tour(options, pictures)


def pictures(config: Config, out: Path) -> Iterator[Step]:
    """One step a picture; what is pressed for it happens in copies of both sites."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    prepare(application)
    there = load(out / SATELLITE)
    assert there is not None
    shutil.rmtree(out / COPIES, ignore_errors=True)
    for size in SIZES:
        clock = TourClock(PICTURED)
        here, away = (
            _joint(_copied(one, out / COPIES / size.name), size, clock)
            for one in (config, there)
        )
        try:
            both = _seat(here, clock, out), _seat(away, clock, out)
            package = disagree(*both, out / STICK)
            yield from Center(application, here, out, size, package).pictures()
            yield from Satellite(application, away, out, size).pictures()
        finally:
            here.close()
            away.close()


def _copied(config: Config, folder: Path) -> Config:
    home = folder / config.site
    shutil.copytree(config.home, home)
    return replace(config, home=home)


def _joint(config: Config, size: Size, clock: TourClock) -> Joint:
    own = replace(config, scale=round(size.scale * 100))
    return Joint(own, clock, readable_at_once(own))


def _seat(joint: Joint, clock: TourClock, out: Path) -> Seat:
    desk = joint.desk()
    return Seat(desk, clock, actor(desk.staff.able()[0], DEMO_PIN), out)
