"""A center and a satellite, 東部, that exchange through a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest
from sqlalchemy import Engine

from app.desk import desk_on
from app.kit.progress import Progress
from app.services.setup import NewRoom
from app.services.sync.opening import open_here
from app.services.sync.values import Applied, NewSatellite
from app.sync import opening_file
from db.store import Store
from tests.app.services.conftest import Center, Hand

PASSPHRASE = "48120-03391"


@pytest.fixture
def quick_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    """scrypt takes a second on purpose; one test waits for it."""
    monkeypatch.setattr("pyrage.passphrase", Quick)


class Quick:
    """Stands in for age's passphrase: no secret, but as short as a test."""

    @staticmethod
    def encrypt(data: bytes, passphrase: str) -> bytes:
        return passphrase.encode() + b"\n" + data

    @staticmethod
    def decrypt(data: bytes, passphrase: str) -> bytes:
        used, _, rest = data.partition(b"\n")
        if used.decode() != passphrase:
            raise pyrage.DecryptError
        return rest


def opened(
    center: Center, engine: Engine, folder: Path, code: str = "E", name: str = "東部"
) -> Center:
    """A satellite with one room, as its opening file makes it."""
    sync = center.desk.sync
    asked = NewSatellite(code, name, "越谷市", rooms=[NewRoom(f"{name} 会議室1", 12)])
    sync.add_satellite(center.staff, asked)
    path = sync.opening_file(center.staff, code, PASSPHRASE, folder).value
    return opened_from(path, center, engine)


def opened_from(path: Path, center: Center, engine: Engine) -> Center:
    opening = opening_file.open_file(path.read_bytes(), PASSPHRASE)
    store, clock = Store(engine, opening.told.site), Hand()
    open_here(store, clock, opening, center.staff, "1357", Progress())
    return Center(desk_on(store, "H", clock), clock, center.staff, store)


def carry(source: Center, to: str, target: Center, folder: Path) -> Applied:
    """One package from one site to another."""
    path = source.desk.sync.pack(source.staff, to, folder / "a.mdg").value.path
    return target.desk.sync.apply(target.staff, path).value


@pytest.fixture
def east(
    center: Center,
    new_engine: Callable[[], Engine],
    tmp_path: Path,
    quick_passphrase: None,
) -> Center:
    """サテライト 東部, opened from the center's file."""
    return opened(center, new_engine(), tmp_path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What both of them can reach."""
    (found := tmp_path / "交換").mkdir()
    return found
