"""The first start: 体験する builds the demo center, はじめて使う an own one.

The config that points to the database is written last: killed in between, the next
start simply asks again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from app.demo.build import build
from app.demo.desk import live
from app.demo.plan import plan
from app.demo.rules import open_moment
from app.kit import config
from app.kit.clock import Clock, wall
from app.kit.config import Config
from app.kit.progress import Progress
from app.services.backups import backups_of
from app.services.setup import NewCenter, Setup
from app.services.sync.opening import open_here
from app.sync.opening_file import OpeningFile
from db import opening
from db.keys import Ids, seeded, uuid7
from db.queries import sites
from db.records.sites import SiteKind
from db.store import Store

#: The center's code in the journal and in front of its numbers.
CENTER = "H"
#: Everybody's PIN in the demo; the sign-in page of the demo says so.
DEMO_PIN = "0000"


def demo(home: Path, now: datetime, seed: int, years: int, progress: Progress) -> Config:
    """A demo center whose today is `now`, or the next day on which it is open."""
    today = open_moment(wall(now))
    own = Config(home=home, site=CENTER, center=CENTER, demo=today.date().isoformat())
    backups_of(own, lambda: now).prepare()
    planned = plan(seed, today, years)

    def fill(store: Store) -> None:
        live(store, planned, build(store, planned, DEMO_PIN, progress))

    _make(own, seeded(seed), fill)
    return own


def center(home: Path, asked: NewCenter, backups: Path, clock: Clock) -> Config:
    """An own center, with its backup folder made."""
    own = Config(home=home, site=CENTER, center=CENTER, backups=str(backups))
    backups_of(own, clock).prepare()

    def fill(store: Store) -> None:
        Setup(store, clock).found(asked)

    _make(own, uuid7, fill)
    return own


def satellite(
    home: Path,
    opening: OpeningFile,
    staff: str,
    pin: str,
    backups: Path,
    clock: Clock,
    progress: Progress,
) -> Config:
    """A satellite from its 開設ファイル; `staff`, one of the file's, gets this PIN."""
    told = opening.told
    own = Config(home=home, site=told.site, center=told.center, backups=str(backups))
    backups_of(own, clock).prepare()

    def fill(store: Store) -> None:
        open_here(store, clock, opening, staff, pin, progress)

    _make(own, uuid7, fill)
    return own


def take_over(home: Path) -> Config:
    """Use the database that is there, but that no config points to. CannotOpen."""
    here = Config(home=home, site=CENTER, center=CENTER)
    store = opening.open_store(here.location, here.site)
    try:
        with store.reader() as read:
            found = sites.sites(read)
    finally:
        store.close()
    code = next((site.code for site in found if site.kind == SiteKind.CENTER), CENTER)
    own = replace(here, site=code, center=code)
    config.save(own)
    return own


def _make(own: Config, ids: Ids, fill: Callable[[Store], None]) -> None:
    def fill_at(location: opening.Location) -> None:
        store = opening.open_store(location, own.site, ids)
        try:
            fill(store)
        finally:
            store.close()

    opening.create(own.location, fill_at)
    config.save(own)
