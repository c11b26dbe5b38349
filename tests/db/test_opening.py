"""A database opens, or it is said plainly why not, and then nothing was touched."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import text

from db import network, opening
from db.opening import CannotOpen, check_pages, create, examine, open_store
from db.store import engine_for
from tests.conftest import migrated
from tests.postgres import Server

HOUSE = Path(__file__).parents[2]
#: Opens a database as somebody who may do little; says what came of it.
AS_NOBODY = """
import os, sys
from pathlib import Path
import db.opening
from db.opening import CannotOpen, examine
known = db.opening.known_versions()  # the house itself may lie in a private folder
db.opening.known_versions = lambda: known
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    examine(Path(sys.argv[1]))
    print("opened")
except CannotOpen as refusal:
    print(refusal.code)
"""
LIGHT = """
import sys
from pathlib import Path
from db.opening import examine
examine(Path(sys.argv[1]))
print({"sqlalchemy", "alembic", "psycopg"} & sys.modules.keys())
"""
LEAVE_A_WAL = """
import os, sys
import sqlcipher3.dbapi2 as sqlite
desk = sqlite.connect(sys.argv[1], isolation_level=None)
desk.execute("PRAGMA journal_mode = WAL")
desk.execute("UPDATE alembic_version SET version_num = '9999'")
os._exit(0)
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A database as a desk leaves it."""
    path = tmp_path / "窓口 #1.db"
    path.write_bytes(migrated())
    return path


def run(script: str, path: Path) -> str:
    command = [sys.executable, "-c", script, str(path)]
    return subprocess.run(
        command, cwd=HOUSE, check=True, capture_output=True, text=True
    ).stdout.strip()


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


def test_a_sound_database_opens_and_is_left_as_it_was(desk: Path) -> None:
    before = contents(desk.parent)
    assert examine(desk) == opening.known_versions()[-1]
    assert contents(desk.parent) == before


def test_looking_imports_no_slow_library(desk: Path) -> None:
    assert run(LIGHT, desk) == "set()"


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-4096])


def cut_in_a_page(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:100])


def garbage(path: Path) -> None:
    path.write_bytes(os.urandom(20_000))


def garbage_behind_the_name(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:16] + b"\xff" * 20_000)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def somebody_elses(path: Path) -> None:
    path.unlink()
    with closing(sqlite.connect(path)) as other:
        other.execute("CREATE TABLE bookmarks (url)")


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def newer(path: Path) -> None:
    with closing(sqlite.connect(path)) as later:
        later.execute("UPDATE alembic_version SET version_num = '9999'")
        later.commit()


def newer_and_killed(path: Path) -> None:
    """The version is in the log beside the file only."""
    run(LEAVE_A_WAL, path)
    path.with_name(path.name + "-shm").unlink()  # made anew by whoever comes next


@pytest.mark.parametrize(
    ("spoil", "refusal"),
    [
        (Path.unlink, opening.Missing),
        (emptied, opening.Empty),
        (truncated, opening.Damaged),
        (cut_in_a_page, opening.Damaged),
        (garbage, opening.Damaged),
        (garbage_behind_the_name, opening.Damaged),
        (somebody_elses, opening.NotOurs),
        (a_folder, opening.NotOurs),
        (newer, opening.Newer),
        (newer_and_killed, opening.Newer),
    ],
)
def test_refused_and_untouched(
    desk: Path, spoil: Callable[[Path], None], refusal: type[CannotOpen]
) -> None:
    spoil(desk)
    before = contents(desk.parent)
    with pytest.raises(refusal) as caught:
        examine(desk)
    assert caught.type is refusal
    after = contents(desk.parent)
    after.pop(desk.name + "-shm", None)  # shared memory, holds no data
    assert after == before


def test_a_missing_folder_is_a_missing_database(tmp_path: Path) -> None:
    with pytest.raises(opening.Missing):
        examine(tmp_path / "usb" / "desk.db")


@pytest.mark.parametrize(
    "hold", ["PRAGMA locking_mode = EXCLUSIVE", "BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"]
)
def test_in_use(desk: Path, hold: str) -> None:
    before = desk.read_bytes()
    with closing(sqlite.connect(desk, isolation_level=None)) as other:
        other.execute(hold)
        other.execute("SELECT * FROM alembic_version").fetchall()
        with pytest.raises(opening.InUse):
            examine(desk, wait=0)
    assert desk.read_bytes() == before


def test_shared_with_another_desk(desk: Path) -> None:
    with closing(sqlite.connect(desk, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("SELECT * FROM alembic_version").fetchall()
        assert examine(desk, wait=0)


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder that somebody else can reach, unlike `tmp_path`."""
    with TemporaryDirectory() as folder:
        yield Path(folder)


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
@pytest.mark.parametrize(
    ("file_mode", "folder_mode", "outcome"),
    [
        (0o666, 0o777, "opened"),
        (0o444, 0o777, "database.read_only"),
        (0o666, 0o555, "database.read_only"),
        (0o000, 0o777, "database.read_only"),
        (0o666, 0o000, "database.read_only"),
    ],
)
def test_read_only(
    open_to_all: Path, file_mode: int, folder_mode: int, outcome: str
) -> None:
    path = open_to_all / "desk.db"
    path.write_bytes(migrated())
    path.chmod(file_mode)
    open_to_all.chmod(folder_mode)
    found = run(AS_NOBODY, path)
    open_to_all.chmod(0o755)
    path.chmod(0o644)
    assert found == outcome
    assert path.read_bytes() == migrated()


@pytest.mark.parametrize(
    ("kind", "remote"),
    [
        ("nfs4", True),
        ("cifs", True),
        ("9p", True),
        ("fuse.sshfs", True),
        ("ext4", False),
        ("fuse.ntfs-3g", False),
    ],
)
def test_network_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, remote: bool
) -> None:
    share = tmp_path / "共有 フォルダー"
    share.mkdir()
    escaped = str(share).replace(" ", "\\040")
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda / ext4 rw 0 0\nserver:/x {escaped} {kind} rw 0 0\n")
    monkeypatch.setattr(network, "MOUNTS", mounts)
    path = share / "desk.db"
    path.write_bytes(migrated())
    if remote:
        with pytest.raises(opening.OnNetwork):
            examine(path)
        with pytest.raises(opening.OnNetwork):
            create(share / "new.db")
    assert network.is_remote(share / "not" / "there") is remote
    assert not network.is_remote(tmp_path)


def test_a_bad_page_is_found(desk: Path) -> None:
    check_pages(desk)
    pages = bytearray(desk.read_bytes())
    pages[4096 * 5 : 4096 * 6] = b"\x05" * 4096
    desk.write_bytes(pages)
    assert examine(desk)  # the damage is where nothing looked
    with pytest.raises(opening.Damaged):
        check_pages(desk)
    assert desk.read_bytes() == pages


def test_created_and_opened(tmp_path: Path) -> None:
    path = tmp_path / "データ" / "desk.db"
    create(path)
    store = open_store(path, "center")
    with store.read() as session:
        heads = session.execute(text("SELECT site FROM journal_head")).scalars().all()
    assert heads == ["center"]
    assert [file.name for file in path.parent.iterdir() if ".new" in file.name] == []


def test_a_creation_that_was_killed_is_begun_anew(tmp_path: Path) -> None:
    for end in ("", "-wal", "-shm"):
        (tmp_path / f"desk.db.new{end}").write_bytes(b"half done")
    create(tmp_path / "desk.db")
    assert [file.name for file in tmp_path.iterdir()] == ["desk.db"]


def test_nothing_is_created_over_a_database(desk: Path) -> None:
    with pytest.raises(opening.Exists):
        create(desk)
    assert desk.read_bytes() == migrated()


def test_on_a_server(postgres: Server) -> None:
    url = postgres.create()
    with pytest.raises(opening.NotOurs):
        examine(url)
    create(url)
    assert examine(url) == opening.known_versions()[-1]
    with pytest.raises(opening.Exists):
        create(url)
    engine = engine_for(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(opening.Newer):
        examine(url)


def test_a_server_out_of_reach_keeps_its_password_to_itself(tmp_path: Path) -> None:
    url = f"postgresql+psycopg://clerk:secret@/desk?host={tmp_path}"
    with pytest.raises(opening.Unreachable) as caught:
        examine(url)
    assert "secret" not in str(caught.value)
