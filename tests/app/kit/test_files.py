"""A file is written whole, or not at all and why not is said."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from app.kit.files import DiskFull, FolderGone, Forbidden, NotSaved, save_file


def test_a_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "月報 令和8年10月分.xlsx"
    path.write_bytes(b"before")
    assert save_file(path, b"after") == path
    assert path.read_bytes() == b"after" and list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("number", "refusal"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EROFS, Forbidden),
        (errno.ENOENT, FolderGone),
        (errno.EIO, NotSaved),
    ],
)
def test_what_was_there_stays(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    refusal: type[NotSaved],
) -> None:
    path = tmp_path / "月報.xlsx"
    path.write_bytes(b"before")

    def fail(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(refusal) as refused:
        save_file(path, b"after")
    assert type(refused.value) is refusal
    assert path.read_bytes() == b"before" and list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_away(tmp_path: Path) -> None:
    with pytest.raises(FolderGone):
        save_file(tmp_path / "usb" / "月報.xlsx", b"")
