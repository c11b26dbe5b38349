"""交換ファイル on a stick or in a shared folder."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

from app.kit import wareki
from app.kit.files import NotSaved, save_file
from app.kit.refusal import Refusal
from app.sync.package import NotPackage

#: What Windows allows in no name of a file, and what would hide it.
FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]|^\.+')
PACKAGE, OPENING = ".mdg", ".mdgopen"
#: How each of our files begins.
OURS = b"madoguchi-"


class CannotRead(Refusal):
    """The file or its folder is gone, or may not be read; `reason` is the system's."""

    code = "package.cannot_read"


class WrittenWrong(NotSaved):
    """The file reads back otherwise than it was written."""

    code = "package.written_wrong"


def name_of(sender: str, receiver: str, made_at: datetime) -> str:
    """交換_センター→東部_R8.11.24-1308.mdg; reading never looks at it."""
    day = wareki.short(made_at.date())
    return _fit(f"交換_{sender}→{receiver}_{day}-{made_at:%H%M}{PACKAGE}")


def opening_name(satellite: str) -> str:
    """開設_東部.mdgopen."""
    return _fit(f"開設_{satellite}{OPENING}")


def write(path: Path, data: bytes) -> Path:
    """Write a package whole or not at all, and read it back. NotSaved."""
    save_file(path, data)
    if read(path) != data:
        raise WrittenWrong(path=path)
    return path


def read(path: Path) -> bytes:
    """The bytes of a package. CannotRead; NotPackage before much of it is read."""
    try:
        with path.open("rb") as file:
            head = file.read(len(OURS))
            if head != OURS:
                raise NotPackage(path=path)
            return head + file.read()
    except OSError as error:
        raise CannotRead(path=path, reason=error.strerror) from error


def _fit(name: str) -> str:
    return FORBIDDEN.sub("", name)
