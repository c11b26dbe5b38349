"""Copies of an SQLite database, each complete and read back, and the way to one of them.

A copy is made while the desk goes on. It has its name only once it is whole and on the
disk, so whatever bears such a name can be restored.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import chain, count
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from db.opening import (
    WAIT,
    CannotOpen,
    InUse,
    Newer,
    check_pages,
    known,
    refusing,
    version_of,
)
from db.refusal import Refusal

NAME = re.compile(r"madoguchi-(\d{8}-\d{6})-(start|end|asked)\.db")
STAMP = "%Y%m%d-%H%M%S"
PART = ".part"
#: Bytes left free beside a copy: a full disk would stop the desk itself.
RESERVE = 32 << 20
FULL = errno.ENOSPC, errno.EDQUOT, errno.EFBIG
FORBIDDEN = errno.EACCES, errno.EPERM, errno.EROFS
ABSENT = errno.ENOENT, errno.ENOTDIR


class BackupFailed(Refusal):
    code = "backup.failed"


class FolderMissing(BackupFailed):
    code = "backup.folder_missing"


class FolderForbidden(BackupFailed):
    code = "backup.folder_forbidden"


class DiskFull(BackupFailed):
    code = "backup.disk_full"


class Unusable(Refusal):
    """A backup that cannot be restored: harmed, taken away, or no backup at all."""

    code = "backup.unusable"


class Kind(StrEnum):
    """When a backup was made: at a start, at the day's end, or because staff asked."""

    START = "start"
    END = "end"
    ASKED = "asked"


@dataclass(frozen=True, slots=True, order=True)
class Backup:
    """One kept copy; `size` in bytes."""

    at: datetime
    kind: Kind
    path: Path
    size: int


@dataclass(frozen=True, slots=True)
class Generations:
    """How many are kept: the newest ones, and the last of each day and each month.

    Days and months count only if they have a backup. What staff asked for stays.
    """

    newest: int
    days: int
    months: int


def make(database: Path, folder: Path, at: datetime, kind: Kind) -> Backup:
    """Copy the database into `folder`; after a refusal nothing half-made is there."""
    final = folder / f"madoguchi-{at.strftime(STAMP)}-{kind}.db"
    part = final.with_name(final.name + PART)
    with _failing(folder):
        for left_over in folder.glob(f"madoguchi-*{PART}"):
            left_over.unlink()
        if shutil.disk_usage(folder).free < database.stat().st_size + RESERVE:
            raise DiskFull(path=folder)
        try:
            part.touch()  # says better than SQLite why it cannot be written
            _copy(database, part)
            check_pages(part)
            part.replace(final)
        finally:
            part.unlink(missing_ok=True)
        _settle(folder)
        return Backup(at, kind, final, final.stat().st_size)


def found(folder: Path) -> Sequence[Backup]:
    """Every backup in a folder, the newest first; none where there is no folder."""
    return sorted(_found(folder), reverse=True)


def prune(folder: Path, keep: Generations) -> None:
    """Delete the backups that no generation wants."""
    backups = found(folder)
    wanted = {
        *backups[: keep.newest],
        *_last_of(backups, lambda at: f"{at:%Y%m%d}", keep.days),
        *_last_of(backups, lambda at: f"{at:%Y%m}", keep.months),
    }
    with _failing(folder):
        for backup in backups:
            if backup not in wanted and backup.kind is not Kind.ASKED:
                backup.path.unlink()


def restore(backup: Path, database: Path, at: datetime) -> Path | None:
    """Put a backup in the database's place.

    Returns where what stood there was set aside: nothing is ever deleted. A refusal
    means that the database is as it was.
    """
    _check(backup)
    fresh = database.with_name(database.name + ".new")
    with _failing(database.parent):
        database.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copyfile(backup, fresh)
            _flush(fresh)
            _let_go(database)
            aside = _exchange(database, fresh, at)
        finally:
            fresh.unlink(missing_ok=True)
        _settle(database.parent)
    return aside


def _check(backup: Path) -> None:
    try:
        known(version_of(backup), backup)
        check_pages(backup)
    except Newer:
        raise
    except CannotOpen as refusal:
        raise Unusable(path=backup) from refusal


def _copy(database: Path, target: Path) -> None:
    version_of(database)
    uri = f"{database.absolute().as_uri()}?mode=rw"
    with (
        closing(sqlite.connect(uri, uri=True, timeout=WAIT)) as source,
        closing(sqlite.connect(_alone(target), uri=True, isolation_level=None)) as copy,
    ):
        # The file is flushed once below, and thrown away if anything fails before.
        copy.execute("PRAGMA journal_mode = OFF")
        copy.execute("PRAGMA synchronous = OFF")
        try:
            source.backup(copy)
        except sqlite.OperationalError as error:  # comes without SQLite's code
            full = str(error) == "database or disk is full"
            raise OSError(errno.ENOSPC if full else errno.EIO, str(error)) from error
    _flush(target)


def _alone(target: Path) -> str:
    """A file that is ours alone, so that its disk need not know how to lock."""
    return f"{target.absolute().as_uri()}?nolock=1"


def _let_go(database: Path) -> None:
    """Refuse while any program has the database open, be it idle."""
    try:
        version_of(database)
    except InUse:
        raise
    except CannotOpen:
        return  # no database any more, hence nobody who uses it
    uri = f"{database.absolute().as_uri()}?mode=rw"
    with refusing(database), closing(sqlite.connect(uri, uri=True, timeout=0)) as desk:
        desk.execute("PRAGMA locking_mode = EXCLUSIVE")
        desk.execute("BEGIN EXCLUSIVE")
        desk.execute("ROLLBACK")


def _exchange(database: Path, fresh: Path, at: datetime) -> Path | None:
    """Rename what is there, then the new file; if one step fails, all go back.

    A log goes with its database: it must not meet another one.
    """
    aside = _free_name(database, at)
    moves = [
        (database.with_name(database.name + end), aside.with_name(aside.name + end))
        for end in ("", "-wal", "-shm", "-journal")
    ]
    done: list[tuple[Path, Path]] = []
    try:
        for here, there in moves:
            if here.exists():
                here.rename(there)
                done.append((here, there))
        fresh.rename(database)
    except OSError:
        for here, there in reversed(done):
            there.rename(here)
        raise
    return aside if aside.exists() else None


def _free_name(database: Path, at: datetime) -> Path:
    name = f"{database.stem}-{at.strftime(STAMP)}"
    names = chain([name], (f"{name}-{number}" for number in count(2)))
    paths = (database.with_name(name + database.suffix) for name in names)
    return next(path for path in paths if not path.exists())


def _found(folder: Path) -> Iterator[Backup]:
    with _failing(folder):
        for path in folder.iterdir() if folder.is_dir() else ():
            if name := NAME.fullmatch(path.name):
                at = datetime.strptime(name[1], STAMP)
                yield Backup(at, Kind(name[2]), path, path.stat().st_size)


def _last_of(
    backups: Sequence[Backup], period: Callable[[datetime], str], count: int
) -> Sequence[Backup]:
    """The last backup of each of the last `count` periods."""
    last: dict[str, Backup] = {}
    for backup in backups:
        last.setdefault(period(backup.at), backup)
    return list(last.values())[:count]


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Make names in a folder last; Windows does so by itself."""
    if os.name == "posix":
        number = os.open(folder, os.O_RDONLY)
        os.fsync(number)
        os.close(number)


@contextmanager
def _failing(folder: Path) -> Iterator[None]:
    """Turn what the disk says into a refusal."""
    try:
        yield
    except OSError as error:
        kinds = {FULL: DiskFull, FORBIDDEN: FolderForbidden, ABSENT: FolderMissing}
        for numbers, refusal_type in kinds.items():
            if error.errno in numbers:
                raise refusal_type(path=folder) from error
        raise BackupFailed(path=folder, reason=error.strerror) from error
