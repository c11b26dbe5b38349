"""Looking at this PC's database before it is opened; nothing here imports SQLAlchemy."""

from __future__ import annotations

from pathlib import Path

from app.kit.config import Config
from db import opening
from db.opening import CannotOpen, Missing

__all__ = ["CannotOpen", "Missing", "has_data", "readable_at_once"]


def readable_at_once(config: Config) -> Path | None:
    """The file that the plain driver may read now; None when it must be opened first.

    A database of an older version is migrated at opening, and one on a server is not a
    file. Raises CannotOpen when it cannot be opened at all.
    """
    location = config.location
    version = opening.examine(location)
    if isinstance(location, str) or version != opening.known_versions()[-1]:
        return None
    return location


def has_data(home: Path) -> bool:
    """Whether a database lies where a new center's would be made."""
    location = Config(home=home, site="", center="").location
    return isinstance(location, Path) and location.exists()
