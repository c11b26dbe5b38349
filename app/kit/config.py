"""What this PC is told: where its data is, whose desk it is, how the window looks.

Kept in `config.toml` in the home folder, which a person may edit: comments and keys that
are not ours stay as they are. Settings of the center are elsewhere, in the database.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from app.kit.refusal import Refusal

FILE: Final = "config.toml"
SCALES: Final = (100, 125, 150, 200)


class ConfigDamaged(Refusal):
    code = "config.damaged"


class WrongValue(Refusal):
    code = "config.wrong_value"


class NotSaved(Refusal):
    code = "config.not_saved"


class Look(StrEnum):
    """Colors of the window; SYSTEM follows the desktop, CONTRAST is at least 7:1."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings of one PC.

    `demo` is the day (ISO) on which the demo center lives for ever, empty for a real
    center. `site` and `center` are codes of sites. `database` is a file or the URL of a
    PostgreSQL database; files and folders are relative to `home`. `scale` is per cent.
    `lobby` is the display, counted from 1, on which 本日のご案内 stands from the start; 0
    for none. The last three say how many backups are kept: the newest ones, and the last
    of so many days and months.
    """

    home: Path
    site: str
    center: str
    database: str = "madoguchi.db"
    backups: str = "backups"
    look: Look = Look.SYSTEM
    scale: int = 100
    demo: str = ""
    lobby: int = 0
    backups_newest: int = 10
    backups_days: int = 30
    backups_months: int = 12

    @property
    def location(self) -> Path | str:
        """The database: a path for SQLite, a URL for PostgreSQL."""
        return self.database if "://" in self.database else self.home / self.database

    @property
    def backup_folder(self) -> Path:
        return self.home / self.backups


def home_folder(named: str | None = None) -> Path:
    """Where this PC's config lives: as named, as MADOGUCHI_HOME says, or the user's."""
    if chosen := named or os.environ.get("MADOGUCHI_HOME"):
        return Path(chosen).absolute()
    from platformdirs import user_data_path  # takes 20 ms that most starts can save

    return user_data_path("madoguchi", appauthor=False)


def load(home: Path) -> Config | None:
    """This PC's config; None where nothing is set up yet."""
    path = home / FILE
    try:
        values = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise ConfigDamaged(path=path, reason=str(error)) from error
    return Config(
        home=home, **{key: _checked(path, key, values) for key in _keys(values)}
    )


def save(config: Config) -> None:
    """Write the config; killed at any moment, either the old or the new one is there."""
    path = config.home / FILE
    try:
        config.home.mkdir(parents=True, exist_ok=True)
        text = path.read_text("utf-8-sig") if path.exists() else ""
        before = tomllib.loads(text)
        for key in CHECKS:
            if before.get(key, "") != (value := getattr(config, key)):
                text = _with(text, key, value)
        _replace(path, text)
    except OSError as error:
        raise NotSaved(path=path, reason=error.strerror) from error


def _keys(values: dict[str, Any]) -> list[str]:
    """Those to read: what is there, and what has no default and must be."""
    return [key for key in CHECKS if key in values or key in REQUIRED]


def _checked(path: Path, key: str, values: dict[str, Any]) -> Any:
    value: Any = values.get(key)
    if not CHECKS[key](value):
        raise WrongValue(path=path, key=key, value=value)
    return Look(value) if key == "look" else value


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_day_or_empty(value: Any) -> bool:
    if not isinstance(value, str):
        return False
    try:
        return not value or bool(date.fromisoformat(value))
    except ValueError:
        return False


def _is_count(value: Any) -> bool:
    return type(value) is int and 1 <= value <= 1_000


def _is_display(value: Any) -> bool:
    return type(value) is int and 0 <= value <= 16


CHECKS: dict[str, Callable[[Any], bool]] = {
    "site": _is_text,
    "center": _is_text,
    "database": _is_text,
    "backups": _is_text,
    "look": lambda value: value in list(Look),
    "demo": _is_day_or_empty,
    "scale": lambda value: type(value) is int and value in SCALES,
    "lobby": _is_display,
    "backups_newest": _is_count,
    "backups_days": _is_count,
    "backups_months": _is_count,
}
REQUIRED = ("site", "center")
assert {"home", *CHECKS} == {field.name for field in fields(Config)}


def _with(text: str, key: str, value: str | int) -> str:
    """The text with one line changed or added, above its first table."""
    import json  # for writing only, which a start does not

    written = json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    line = f"{key} = {written}"
    table = re.search(r"(?m)^[ \t]*\[", text)
    end = table.start() if table else len(text)
    head, rest = text[:end], text[end:]
    head, found = re.subn(rf"(?m)^{key}[ \t]*=.*$", lambda _: line, head, count=1)
    if not found:
        head += "\n" * (bool(head) and not head.endswith("\n")) + line + "\n"
    return head + rest


def _replace(path: Path, text: str) -> None:
    fresh = path.with_name(path.name + ".new")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
