"""Writing a file that somebody asked for."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from app.kit.refusal import Refusal

FULL = errno.ENOSPC, errno.EDQUOT, errno.EFBIG
FORBIDDEN = errno.EACCES, errno.EPERM, errno.EROFS


class NotSaved(Refusal):
    """A file could not be written; `reason` is the system's."""

    code = "file.not_saved"


class DiskFull(NotSaved):
    code = "file.disk_full"


class Forbidden(NotSaved):
    """The folder may not be written to, or the file is open in another program."""

    code = "file.forbidden"


class FolderGone(NotSaved):
    """A stick that was pulled out, a share that is away."""

    code = "file.folder_gone"


def save_file(path: Path, data: bytes) -> Path:
    """Write a file whole or not at all; one that was there stays until then.

    Raises `NotSaved`.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        try:
            with part.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise _refusal(error)(path=path, reason=error.strerror) from error
    return path


def _refusal(error: OSError) -> type[NotSaved]:
    if error.errno in FULL:
        return DiskFull
    if error.errno in FORBIDDEN:
        return Forbidden
    return FolderGone if error.errno == errno.ENOENT else NotSaved
