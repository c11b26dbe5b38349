"""The desk of this PC while it is not open yet, and after.

Asked before anybody has signed in: nothing here takes a page or SQLAlchemy along.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from app.kit.clock import Clock, wall
from app.kit.config import Config
from app.services.sign_in import Door, door_of

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.backups import BackupFailed, Kind
    from app.services.sync.header import Exchanged
    from app.services.today import TodayView

DEMO_REMARK = "体験用のセンターです。暗証番号は、だれでも 0000 です。"


class Joint:
    """The desk of this PC, opened by whoever needs it first."""

    def __init__(self, config: Config, clock: Clock, path: Path | None) -> None:
        self.config, self.clock = config, clock
        self._path = path
        self._desk: Desk | None = None
        self._opening = Lock()
        self._unsaved: BackupFailed | None = None

    def desk(self) -> Desk:
        """Takes a while when called first. Raises CannotOpen.

        A backup comes before, since opening may migrate; what stood against it is kept
        for `begin_day` to say.
        """
        with self._opening:
            if self._desk is None:
                from app.desk import open_desk
                from app.services.backups import BackupFailed, Kind

                try:
                    self._back_up(Kind.START)
                except BackupFailed as failure:
                    self._unsaved = failure
                self._desk = open_desk(self.config, self.clock)
            return self._desk

    def door(self) -> Door:
        if self._path is None:
            return self.desk().staff.door(self.config.center)
        return door_of(self._path, self.config.site, self.config.center)

    def today(self, now: datetime) -> TodayView:
        """The day, by the plain driver as long as the desk is not open."""
        from app.services.today import first_picture

        if self._desk is None and self._path is not None:
            return first_picture(self._path, self.config.site, wall(now))
        return self.desk().today.view(wall(now))

    def exchanged(self) -> Exchanged | None:
        """How far the exchange with other sites is; None where there are none."""
        from app.services.sync.header import header_of

        if self._desk is None and self._path is not None:
            return header_of(self._path, self.config.site, self.config.center)
        return self.desk().sync.header()

    def remark(self) -> str:
        """Said on the sign-in page of the demo."""
        return DEMO_REMARK if self.config.demo else ""

    def begin_day(self) -> None:
        """Open the desk after the first picture. Raises BackupFailed; it is open then."""
        self.desk()
        if self._unsaved is not None:
            raise self._unsaved

    def end_day(self) -> None:
        """Back up what the day brought, and let go of the database."""
        from app.services.backups import Kind

        try:
            if self._desk is not None:
                self._back_up(Kind.END)
        finally:
            self.close()

    def close(self) -> None:
        if self._desk is not None:
            self._desk.close()

    def _back_up(self, kind: Kind) -> None:
        from app.services.backups import backups_of

        backups = backups_of(self.config, self.clock)
        if not backups.kept_by_server:
            backups.make(kind)
