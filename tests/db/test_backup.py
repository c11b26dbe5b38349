"""A backup is whole or is not there; restoring deletes nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import sqlcipher3.dbapi2 as sqlite

from db import backup, opening
from db.backup import Generations, Kind, found, make, prune, restore
from tests.conftest import migrated

HOUSE = Path(__file__).parents[2]
NOW = datetime(2026, 11, 23, 8, 30)
LEAVE_A_WAL = """
import os, sys
import sqlcipher3.dbapi2 as sqlite
desk = sqlite.connect(sys.argv[1], isolation_level=None)
desk.execute("PRAGMA journal_mode = WAL")
desk.execute("INSERT INTO counter VALUES ('late', 2026, 1)")
os._exit(0)
"""
AS_NOBODY = """
import os, sys
from datetime import datetime
from pathlib import Path
from db.backup import BackupFailed, Kind, make
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    make(Path(sys.argv[1]), Path(sys.argv[2]), datetime(2026, 11, 23), Kind.START)
except BackupFailed as refusal:
    print(refusal.code)
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    path = tmp_path / "desk" / "窓口.db"
    path.parent.mkdir()
    path.write_bytes(migrated())
    count(path, "groups")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "控え"
    path.mkdir()
    return path


def count(path: Path, kind: str) -> None:
    """Something that a database can be told by."""
    with closing(sqlite.connect(path, isolation_level=None)) as writer:
        writer.execute("PRAGMA journal_mode = WAL")
        writer.execute("INSERT INTO counter VALUES (?, 2026, 1)", (kind,))


def counted(path: Path) -> set[str]:
    with closing(sqlite.connect(path)) as reader:
        return {kind for (kind,) in reader.execute("SELECT kind FROM counter")}


def run(script: str, *arguments: Path) -> str:
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.run(
        command, cwd=HOUSE, check=True, capture_output=True, text=True
    ).stdout.strip()


def test_made_beside_a_desk_at_work(desk: Path, folder: Path) -> None:
    with closing(sqlite.connect(desk, isolation_level=None)) as other:
        other.execute("INSERT INTO counter VALUES ('in the log', 2026, 1)")
        other.execute("BEGIN IMMEDIATE")
        other.execute("INSERT INTO counter VALUES ('not yet', 2026, 1)")
        made = make(desk, folder, NOW, Kind.START)
    assert counted(made.path) == {"groups", "in the log"}
    assert found(folder) == [made]
    assert made.size == made.path.stat().st_size > 0
    assert [file.name for file in folder.iterdir()] == [made.path.name]


def test_restored_and_set_aside(desk: Path, folder: Path) -> None:
    made = make(desk, folder, NOW, Kind.START)
    run(LEAVE_A_WAL, desk)
    aside = restore(made.path, desk, NOW)
    assert counted(desk) == {"groups"}
    assert aside and counted(aside) == {"groups", "late"}
    assert made.path.exists()


def test_restored_over_a_damaged_database(desk: Path, folder: Path) -> None:
    made = make(desk, folder, NOW, Kind.END)
    desk.write_bytes(b"\xff" * 9999)
    log = desk.with_name(desk.name + "-wal")
    log.write_bytes(b"of the damaged one")
    aside = restore(made.path, desk, NOW)
    assert counted(desk) == {"groups"}
    assert aside and aside.read_bytes() == b"\xff" * 9999
    assert aside.with_name(aside.name + "-wal").read_bytes() == b"of the damaged one"


def test_what_was_set_aside_is_never_overwritten(desk: Path, folder: Path) -> None:
    made = make(desk, folder, NOW, Kind.END)
    aside = [restore(made.path, desk, NOW) for _ in range(3)]
    assert len({*aside}) == 3
    assert all(path and counted(path) == {"groups"} for path in aside)


def test_restored_where_nothing_is_left(desk: Path, folder: Path) -> None:
    made = make(desk, folder, NOW, Kind.END)
    new_pc = desk.parent.parent / "new" / "desk.db"
    assert restore(made.path, new_pc, NOW) is None
    assert counted(new_pc) == {"groups"}


def test_not_restored_while_somebody_has_it_open(desk: Path, folder: Path) -> None:
    made = make(desk, folder, NOW, Kind.START)
    with closing(sqlite.connect(desk)) as idle:
        idle.execute("SELECT * FROM counter").fetchall()
        with pytest.raises(opening.InUse):
            restore(made.path, desk, NOW)
    assert [file.name for file in desk.parent.iterdir()] == [desk.name]


def test_a_harmed_backup_is_not_restored(desk: Path, folder: Path) -> None:
    made = make(desk, folder, NOW, Kind.START)
    before = desk.read_bytes()
    pages = bytearray(made.path.read_bytes())
    pages[4096 * 5 : 4096 * 6] = b"\x05" * 4096
    made.path.write_bytes(pages)
    with pytest.raises(backup.Unusable):
        restore(made.path, desk, NOW)
    with pytest.raises(backup.Unusable):
        restore(folder / "gone.db", desk, NOW)
    assert desk.read_bytes() == before


def test_a_failed_exchange_goes_back(
    desk: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make(desk, folder, NOW, Kind.START)
    before = desk.read_bytes()
    rename = Path.rename

    def fails_for_the_new_one(self: Path, target: Path) -> Path:
        if self.suffix == ".new":
            raise PermissionError(13, "another program looks at it")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fails_for_the_new_one)
    with pytest.raises(backup.FolderForbidden):
        restore(made.path, desk, NOW)
    assert desk.read_bytes() == before
    assert [file.name for file in desk.parent.iterdir()] == [desk.name]


def test_a_damaged_database_costs_no_backup(desk: Path, folder: Path) -> None:
    good = make(desk, folder, NOW, Kind.START)
    pages = bytearray(desk.read_bytes())
    pages[4096 * 5 : 4096 * 6] = b"\x05" * 4096
    desk.write_bytes(pages)
    with pytest.raises(opening.Damaged):
        make(desk, folder, NOW + timedelta(days=1), Kind.START)
    assert [file.name for file in folder.iterdir()] == [good.path.name]


def test_a_folder_that_is_gone(desk: Path, tmp_path: Path) -> None:
    usb = tmp_path / "usb"
    with pytest.raises(backup.FolderMissing):
        make(desk, usb, NOW, Kind.END)
    assert not usb.exists()
    assert found(usb) == []


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_a_folder_that_may_not_be_written() -> None:
    with TemporaryDirectory() as name:
        home = Path(name)
        home.chmod(0o777)
        (home / "backups").mkdir(mode=0o555)
        desk = home / "desk.db"
        desk.write_bytes(migrated())
        desk.chmod(0o666)
        assert run(AS_NOBODY, desk, home / "backups") == "backup.folder_forbidden"


def test_space_for_the_desk_is_left(
    desk: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "RESERVE", 1 << 60)
    with pytest.raises(backup.DiskFull):
        make(desk, folder, NOW, Kind.START)
    assert found(folder) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 128 KiB: less than a database."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=128k", "none", str(disk)]
    if os.name == "nt" or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("only root can mount a small disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_disk_that_fills_up_meanwhile(
    desk: Path, small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "RESERVE", -(1 << 60))
    with pytest.raises(backup.DiskFull):
        make(desk, small_disk, NOW, Kind.START)
    assert list(small_disk.iterdir()) == []


def test_what_a_killed_program_left_is_cleared(desk: Path, folder: Path) -> None:
    (folder / f"madoguchi-20261122-173000-end.db{backup.PART}").touch()
    (folder / "写真.jpg").touch()
    made = make(desk, folder, NOW, Kind.START)
    assert {file.name for file in folder.iterdir()} == {made.path.name, "写真.jpg"}


def test_generations(folder: Path) -> None:
    def keep(at: datetime, kind: Kind = Kind.START) -> str:
        path = folder / f"madoguchi-{at:%Y%m%d-%H%M%S}-{kind}.db"
        path.touch()
        return path.name

    asked = keep(datetime(2020, 1, 1), Kind.ASKED)
    old = [keep(datetime(2026, month, day)) for month in range(1, 9) for day in (1, 15)]
    days = [
        keep(datetime(2026, 11, day, hour)) for day in (10, 11, 12) for hour in (9, 17)
    ]
    today = [keep(NOW + timedelta(minutes=minute)) for minute in range(4)]
    prune(folder, Generations(newest=3, days=3, months=4))
    assert {file.name for file in folder.iterdir()} == {
        asked,
        *today[1:],
        *(days[3], days[5]),  # the last of the 11th and of the 12th
        *(old[-1], old[-3], old[-5]),  # the last of August, July and June
    }
