"""A center for proofs, which other processes open as the program does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from uuid import UUID

from app.desk import Desk, desk_on
from app.services.groups import GroupForm, PersonForm
from app.services.rulebooks import NewRulebook
from app.services.setup import NewCenter, NewRoom
from app.services.sign_in import Actor
from app.services.staff import NewStaff
from db.journal.entry import Act
from db.opening import Location, create, open_store
from db.records.rooms import RoomPart
from db.store import Store
from tests.app.services.conftest import Hand, rules_without
from tests.postgres import server

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

SITE = "H"
HALVES = "活動室A", "活動室B"
WHOLE = "活動室A・B"
#: Who may book how often is not what is raced for.
LEFT_OUT = "limit", "no_show", "penalty", "waiver"


@dataclass(frozen=True)
class Workplace:
    """Where a database is and what is in it; travels to other processes.

    `parts` has for each room the rooms that are busy when it is.
    """

    location: Location
    actor: Actor
    groups: tuple[UUID, ...]
    parts: dict[UUID, tuple[UUID, ...]]

    def open(self) -> Opened:
        """As the program does it; the clock is moved by hand."""
        clock = Hand()
        store = open_store(self.location, SITE)
        return Opened(store, desk_on(store, SITE, clock), clock)


@dataclass(frozen=True)
class Opened:
    store: Store
    desk: Desk
    clock: Hand


def furnish(location: Location) -> Workplace:
    """A new center with two rooms, one of both, and three groups."""
    create(location)
    store, clock = open_store(location, SITE), Hand()
    desk = desk_on(store, SITE, clock)
    rules = rules_without(*LEFT_OUT)
    center = NewCenter(
        "市民活動支援センター",
        "越谷市",
        NewRulebook(rules.name, date(2020, 4, 1), rules.text, rules.bases),
        [NewRoom(name, 24) for name in (*HALVES, WHOLE)],
        NewStaff("渡邊 千恵子", "ワタナベ チエコ", "2468"),
    )
    actor = Actor(desk.setup.found(center).value, center.staff.name)
    rooms = {room.name: room.id for room in desk.today.view(clock.now).rooms}
    halves, whole = tuple(rooms[name] for name in HALVES), rooms[WHOLE]
    with store.write(Act("room.join", actor.key, clock.now)) as work:
        work.add_all(
            RoomPart(id=work.new_id(), room_id=whole, part_id=half) for half in halves
        )
    groups = tuple(
        desk.groups.register(actor.key, group_form(name)).value.id
        for name in ("花の会", "𠮷田合唱団", "越谷山﨑囲碁クラブ")
    )
    store.close()
    parts = {half: (half,) for half in halves} | {whole: halves}
    return Workplace(location, actor, groups, parts)


def group_form(name: str) -> GroupForm:
    head = PersonForm(name="髙橋 節子", kana="タカハシ セツコ", title="会長")
    return GroupForm(name=name, kana="ナマエ", members=18, representative=head)


@contextmanager
def on_sqlite() -> Iterator[Workplace]:
    with TemporaryDirectory(prefix="madoguchi-proof-") as folder:
        yield furnish(Path(folder) / "madoguchi.db")


@contextmanager
def on_postgresql() -> Iterator[Workplace]:
    """On a server that waits for its disk, as a real one does."""
    with server(durable=True) as found:
        yield furnish(found.create())


DATABASES: dict[str, Callable[[], AbstractContextManager[Workplace]]] = {
    "SQLite": on_sqlite,
    "PostgreSQL": on_postgresql,
}


def processes() -> ForkServerContext | SpawnContext:
    """How other processes are made: quickly where possible, never by bare forking."""
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.proof.workplace", "tests.proof.clerk"])
    return context
