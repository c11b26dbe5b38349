"""Backups as the desk asks for them."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from app.kit.clock import now_here
from app.kit.config import Config
from app.services.backups import Backups, Generations, Kind, ServerKeeps, backups_of
from db.opening import Damaged, create, examine
from tests.app.services.conftest import JAPAN

MORNING = datetime(2026, 11, 23, 8, 30, tzinfo=JAPAN)


@pytest.fixture
def backups(tmp_path: Path) -> Backups:
    create(tmp_path / "desk.db")
    starts = (MORNING + timedelta(minutes=minute) for minute in count())
    keep = Generations(newest=2, days=1, months=1)
    made = Backups(tmp_path / "desk.db", tmp_path / "控え", lambda: next(starts), keep)
    made.prepare()
    return made


def test_kept_by_generations_and_offered(backups: Backups) -> None:
    assert backups.latest() is None
    made = [backups.make(Kind.START), backups.make(Kind.START), backups.make(Kind.END)]
    assert backups.all() == made[:0:-1]
    assert backups.latest() == made[-1]


def test_put_back(backups: Backups, tmp_path: Path) -> None:
    made = backups.make(Kind.ASKED)
    (tmp_path / "desk.db").unlink()
    assert backups.restore(made) is None
    assert examine(tmp_path / "desk.db")


def test_a_failed_backup_costs_no_older_one(backups: Backups, tmp_path: Path) -> None:
    made = [backups.make(Kind.START), backups.make(Kind.START)]
    (tmp_path / "desk.db").write_bytes(b"x" * 5000)
    with pytest.raises(Damaged):
        backups.make(Kind.START)
    assert backups.all() == made[::-1]


def test_a_server_backs_itself_up(tmp_path: Path) -> None:
    url = "postgresql+psycopg://desk@server/desk"
    config = Config(home=tmp_path, site="H", center="H", database=url)
    kept = backups_of(config, lambda: MORNING)
    assert kept.kept_by_server
    with pytest.raises(ServerKeeps):
        kept.make(Kind.START)


def test_as_this_pc_is_told(tmp_path: Path) -> None:
    config = Config(home=tmp_path, site="H", center="H", backups_newest=1)
    create(tmp_path / "madoguchi.db")
    kept = backups_of(config, now_here)
    kept.prepare()
    made = kept.make(Kind.END)
    assert made.path.parent == tmp_path / "backups"
