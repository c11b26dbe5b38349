"""A center and a satellite, 東部, that exchange through a folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyrage
import pytest
from sqlalchemy import Engine

from app.desk import Desk, desk_on
from app.kit.progress import Progress
from app.services.setup import NewRoom
from app.services.sync.opening import open_here
from app.services.sync.values import NewSatellite
from app.sync import opening_file
from app.sync.opening_file import OpeningFile
from db.store import Store
from tests.app.services.conftest import Center, Hand

PASSPHRASE = "48120-03391"


@dataclass(frozen=True)
class Satellite:
    """サテライト 東部, opened from the center's file."""

    desk: Desk
    store: Store
    clock: Hand


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


def opened(center: Center, folder: Path, code: str = "E") -> OpeningFile:
    sync = center.desk.sync
    asked = NewSatellite(code, "東部", "越谷市", rooms=[NewRoom("東部 会議室1", 12)])
    sync.add_satellite(center.staff, asked)
    path = sync.opening_file(center.staff, code, PASSPHRASE, folder).value
    return opening_file.open_file(path.read_bytes(), PASSPHRASE)


@pytest.fixture
def east(
    center: Center,
    new_engine: Callable[[], Engine],
    tmp_path: Path,
    quick_passphrase: None,
) -> Satellite:
    opening = opened(center, tmp_path)
    store = Store(new_engine(), opening.told.site)
    clock = Hand()
    open_here(store, clock, opening, center.staff, "1357", Progress())
    return Satellite(desk_on(store, "H", clock), store, clock)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What both of them can reach."""
    (found := tmp_path / "交換").mkdir()
    return found
