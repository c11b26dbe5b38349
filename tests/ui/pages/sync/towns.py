"""A center and its satellite, each with a database, and a folder between them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from app.desk import Desk, desk_on
from app.kit.progress import Progress
from app.services.setup import NewRoom
from app.services.sync.opening import open_here
from app.services.sync.values import NewSatellite
from app.sync.opening_file import open_file
from db.store import Store
from tests.app.services.conftest import Center, Hand
from tests.conftest import sqlite_engine

PASSPHRASE = "48120-03391"
EAST = NewSatellite("E", "東部サテライト", "越谷市", rooms=[NewRoom("会議室1", 12)])


@dataclass(frozen=True)
class Towns:
    """Both desks; packages go through `folder`."""

    center: Center
    east: Desk
    folder: Path

    def exchange(self, *, back: bool = False) -> Path:
        """A package from the center to the satellite, or back; taken in there."""
        path = self.packed(back=back)
        (self.center.desk if back else self.east).sync.apply(self.center.staff, path)
        return path

    def packed(self, *, back: bool = False) -> Path:
        source, to = (self.east, "H") if back else (self.center.desk, "E")
        return source.sync.pack(self.center.staff, to, self.folder).value.path

    def contradict(self, group: UUID, center: str, east: str) -> None:
        """Both sites give a group a phone, each without knowing of the other's."""
        for desk, phone in ((self.center.desk, center), (self.east, east)):
            card = desk.groups.card(group)
            form = replace(card.form, phone=phone)
            desk.groups.correct(self.center.staff, group, form, card.loaded)


@contextmanager
def towns(center: Center, folder: Path) -> Iterator[Towns]:
    sync = center.desk.sync
    sync.add_satellite(center.staff, EAST)
    path = sync.opening_file(center.staff, "E", PASSPHRASE, folder).value
    opening = open_file(path.read_bytes(), PASSPHRASE)
    (folder / "east").mkdir()
    engine = sqlite_engine(folder / "east")
    store, clock = Store(engine, "E"), Hand()
    open_here(store, clock, opening, center.staff, "1357", Progress())
    yield Towns(center, desk_on(store, "H", clock), folder)
    engine.dispose()
