"""バックアップ: made at every start and day's end, kept by generations, put back.

Needs no open store: what cannot be opened can still be replaced by its last backup.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.kit.clock import Clock, wall
from app.kit.config import Config
from app.kit.refusal import Refusal
from db import backup
from db.backup import Backup, BackupFailed, FolderMissing, Generations, Kind
from db.opening import CannotOpen, Location

__all__ = [
    "Backup",
    "BackupFailed",
    "Backups",
    "CannotOpen",
    "Generations",
    "Kind",
    "backups_of",
]


class ServerKeeps(Refusal):
    """The database is on a PostgreSQL server, whose own backup holds it."""

    code = "backup.server_keeps"


class Backups:
    """The backups of one database, in one folder.

    Every refusal leaves both the database and the older backups as they were: the desk
    can go on and say so.
    """

    def __init__(
        self,
        location: Location,
        folder: Path,
        clock: Clock,
        keep: Generations,
    ) -> None:
        self._location = location
        self._folder = folder
        self._clock = clock
        self._keep = keep

    def prepare(self) -> None:
        """Make the folder; only set-up does, lest a pulled USB stick be made anew."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FolderMissing(path=self._folder) from error

    @property
    def kept_by_server(self) -> bool:
        """Whether backups are the server's business and not ours."""
        return isinstance(self._location, str)

    def make(self, kind: Kind) -> Backup:
        """Copy the database and let go of what no generation wants."""
        made = backup.make(self._file(), self._folder, wall(self._clock()), kind)
        backup.prune(self._folder, self._keep)
        return made

    def all(self) -> Sequence[Backup]:
        """The newest first."""
        return backup.found(self._folder)

    def latest(self) -> Backup | None:
        """What to offer when the database cannot be opened."""
        return next(iter(self.all()), None)

    def restore(self, chosen: Backup) -> Path | None:
        """Put a backup in place; returns where the database that was there is now."""
        return backup.restore(chosen.path, self._file(), wall(self._clock()))

    def _file(self) -> Path:
        if isinstance(self._location, str):
            raise ServerKeeps
        return self._location


def backups_of(config: Config, clock: Clock) -> Backups:
    """The backups that this PC makes."""
    keep = Generations(config.backups_newest, config.backups_days, config.backups_months)
    return Backups(config.location, config.backup_folder, clock, keep)
