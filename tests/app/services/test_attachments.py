"""Files on the card of a group."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import delete

from app.kit.refusal import Refusal
from app.kit.settings import ATTACHMENT_MOST
from app.services.attachments import (
    MEGABYTE,
    Empty,
    NotArrived,
    Program,
    TooLarge,
    Unreadable,
)
from db.contents import TABLE
from db.journal.entry import Act
from tests.app.services.conftest import Center


def test_a_file_is_kept_shown_and_opened(center: Center, tmp_path: Path) -> None:
    group, files = center.register(), center.desk.attachments
    path = tmp_path / "会則（葛\U000e0100城）.pdf"
    path.write_bytes(b"%PDF-1.7 kept")
    made = files.add(center.staff, group, path).value
    [row] = files.of_group(group)
    assert (row.id, row.name, row.size, row.here) == (made, path.name, 13, True)
    path.unlink()
    copy = files.open(made, tmp_path)
    assert copy == path and copy.read_bytes() == b"%PDF-1.7 kept"


def test_taking_a_file_off_can_be_undone(center: Center, tmp_path: Path) -> None:
    group, files = center.register(), center.desk.attachments
    path = tmp_path / "名簿.xlsx"
    path.write_bytes(b"PK")
    made = files.add(center.staff, group, path).value
    gone = files.remove(center.staff, made)
    assert files.of_group(group) == [] and gone.entry
    center.desk.journal.undo(center.staff, gone.entry)
    assert files.open(made, tmp_path / "").read_bytes() == b"PK"


def test_the_same_content_is_kept_once(center: Center, tmp_path: Path) -> None:
    group, files = center.register(), center.desk.attachments
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes("同じ".encode())
        files.add(center.staff, group, tmp_path / name)
    assert [row.name for row in files.of_group(group)] == ["b.txt", "a.txt"]
    with center.store.read() as session:
        assert len(session.execute(TABLE.select()).all()) == 1


@pytest.mark.parametrize(
    ("name", "size", "refusal"),
    [
        ("なし.pdf", None, Unreadable),
        ("空.pdf", 0, Empty),
        ("大.pdf", MEGABYTE + 1, TooLarge),
        ("罠.pdf.EXE", 1, Program),
    ],
)
def test_what_is_not_kept(
    center: Center, tmp_path: Path, name: str, size: int | None, refusal: type[Refusal]
) -> None:
    group = center.register()
    center.desk.settings.change(center.staff, {ATTACHMENT_MOST: "1"})
    if size is not None:
        (tmp_path / name).write_bytes(b"0" * size)
    with pytest.raises(refusal):
        center.desk.attachments.add(center.staff, group, tmp_path / name)
    assert center.desk.attachments.of_group(group) == []


def test_a_content_that_has_not_come_is_told(center: Center, tmp_path: Path) -> None:
    group, files = center.register(), center.desk.attachments
    (tmp_path / "会則.pdf").write_bytes(b"%PDF")
    made = files.add(center.staff, group, tmp_path / "会則.pdf").value
    with center.store.write(Act("test.lose", "", center.clock())) as work:
        work.execute(delete(TABLE))
    assert [row.here for row in files.of_group(group)] == [False]
    with pytest.raises(NotArrived):
        files.open(made, tmp_path)
