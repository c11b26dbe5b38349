"""Whether a folder is on another machine.

SQLite's WAL shares memory between the programs that use a file, so all of them must run
on one machine: https://www.sqlite.org/wal.html, "WAL does not work over a network
filesystem".
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

MOUNTS = Path("/proc/self/mounts")
#: File systems of Linux that keep their files elsewhere; other `fuse.` ones are local.
REMOTE = re.compile(
    r"nfs\d*|cifs|smb\w*|9p|afs|ceph|coda|davfs|glusterfs|lustre|ncpfs"
    r"|fuse\.(sshfs|rclone|davfs2?|glusterfs|ceph\S*|s3fs|gvfsd-fuse|smb\S*|cifs\S*)"
)


def is_remote(folder: Path) -> bool:
    """Whether `folder`, which need not exist yet, is a network folder."""
    folder = folder.resolve()
    if sys.platform == "win32":
        return _is_remote_drive(folder.anchor)  # untested: no Windows was at hand
    return MOUNTS.exists() and bool(REMOTE.fullmatch(_file_system(folder)))


def _file_system(folder: Path) -> str:
    """The type of the file system that is mounted nearest above `folder`."""
    nearest, kind = Path("/"), ""
    for line in MOUNTS.read_text("utf-8", "surrogateescape").splitlines():
        _, mounted_on, this_kind, *_ = line.split(" ")
        where = Path(re.sub(r"\\(\d{3})", lambda m: chr(int(m[1], 8)), mounted_on))
        if folder.is_relative_to(where) and where.is_relative_to(nearest):
            nearest, kind = where, this_kind
    return kind


if sys.platform == "win32":

    def _is_remote_drive(anchor: str) -> bool:
        import ctypes

        drive_remote = 4  # DRIVE_REMOTE of GetDriveTypeW
        return (
            anchor.startswith("\\\\")
            or ctypes.windll.kernel32.GetDriveTypeW(anchor) == drive_remote
        )
