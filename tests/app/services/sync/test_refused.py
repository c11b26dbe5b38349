"""A file that cannot be taken in is refused with its reason, and changes nothing."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from app.kit.checks import Required
from app.kit.files import DiskFull, FolderGone
from app.kit.messages import text_of
from app.kit.refusal import Refusal
from app.services.setup import NewRoom
from app.services.sync.packages import ForAnother, Replayed, UnknownSender
from app.services.sync.place import NoKeys, NoSuchSite
from app.services.sync.satellites import (
    AlreadyOpened,
    CodeTaken,
    OnlyCenter,
    RoomNameTaken,
    WrongCode,
)
from app.services.sync.values import NewSatellite
from app.sync import opening_file, package
from app.sync.files import CannotRead, WrittenWrong
from app.sync.keys import Keys, new_keys
from app.sync.opening_file import WrongPassphrase
from app.sync.package import Altered, NewerPackage, NotPackage, Truncated
from db import peers
from db.journal.intake import Forked
from db.records.base import Base
from db.store import Store
from tests.app.services.conftest import Center
from tests.app.services.sync.conftest import PASSPHRASE, opened_from

JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000")


def all_of(store: Store) -> list[object]:
    """Every row of every table."""
    with store.read() as session:
        return [
            sorted(map(repr, session.execute(table.select())))
            for table in Base.metadata.sorted_tables
        ]


@pytest.fixture
def sent(center: Center, east: Center, folder: Path) -> Path:
    """A package from the center that its satellite has not taken in."""
    center.register()
    return center.desk.sync.pack(center.staff, "E", folder / "a.mdg").value.path


@pytest.fixture
def refused(east: Center) -> Callable[[Path], type[Refusal]]:
    """Why the satellite does not take a file in; it is as it was, and says so."""

    def try_it(path: Path) -> type[Refusal]:
        before = all_of(east.store)
        for attempt in (
            lambda: east.desk.sync.inspect(path),
            lambda: east.desk.sync.apply("", path),
        ):
            with pytest.raises(Refusal) as found:
                attempt()
            assert "何も" in text_of(found.value)
        assert all_of(east.store) == before
        return found.type

    return try_it


Refused = Callable[[Path], type[Refusal]]


@pytest.mark.parametrize("data", [b"", JPEG, b"madoguchi-package", os.urandom(10_000)])
def test_no_package_at_all(data: bytes, refused: Refused, folder: Path) -> None:
    (path := folder / "写真.mdg").write_bytes(data)
    assert refused(path) is NotPackage


def test_an_opening_file_is_no_package(
    center: Center, refused: Refused, tmp_path: Path
) -> None:
    [path] = tmp_path.glob("開設_*")
    assert refused(path) is NotPackage


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(part=st.floats(0, 1, exclude_max=True))
def test_altered_or_cut_anywhere(part: float, sent: Path, refused: Refused) -> None:
    whole = sent.read_bytes()
    place = int(part * len(whole))
    try:
        sent.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        refused(sent)
        sent.write_bytes(whole[:place])
        assert refused(sent) in (Truncated, NotPackage)
    finally:
        sent.write_bytes(whole)


def test_a_name_given_by_windows_does_not_matter(
    east: Center, sent: Path, folder: Path
) -> None:
    renamed = sent.rename(folder / "交換_センター→東部 (1).mdg.txt")
    assert east.desk.sync.apply("", renamed).value.applied == 1


def test_for_somebody_else(center: Center, refused: Refused, folder: Path) -> None:
    west = NewSatellite("W", "西部", "越谷市")
    center.desk.sync.add_satellite(center.staff, west)
    path = center.desk.sync.pack(center.staff, "W", folder / "w.mdg").value.path
    assert refused(path) is ForAnother


def test_from_nobody_known(
    center: Center, east: Center, sent: Path, refused: Refused
) -> None:
    line, _, sealed = sent.read_bytes().partition(b"\n")
    sent.write_bytes(line.replace(b" H E ", b" W E ") + b"\n" + sealed)
    assert refused(sent) is UnknownSender


def test_taken_in_before(east: Center, sent: Path, refused: Refused) -> None:
    east.desk.sync.apply("", sent)
    assert refused(sent) is Replayed


def test_from_a_newer_program(
    center: Center, sent: Path, refused: Refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.services.sync.packages.skew.schema", lambda: 99)
    center.desk.sync.pack(center.staff, "E", sent)
    monkeypatch.undo()
    assert refused(sent) is NewerPackage
    sent.write_bytes(sent.read_bytes().replace(b"package 1", b"package 7", 1))
    assert refused(sent) is NewerPackage


def test_from_a_site_that_was_opened_twice(
    center: Center,
    east: Center,
    new_engine: Callable[[], Engine],
    folder: Path,
    tmp_path: Path,
) -> None:
    """The same opening file on a second PC: both write number 2 of E."""
    [path] = tmp_path.glob("開設_*")
    twin = opened_from(path, center, new_engine())
    for nth, site in enumerate((east, twin)):
        site.register(f"{nth}の会", "ノカイ")
        site.desk.sync.pack(center.staff, "H", folder / f"{nth}.mdg")
    center.desk.sync.apply(center.staff, folder / "0.mdg")
    before = all_of(center.store)
    with pytest.raises(Forked):
        center.desk.sync.apply(center.staff, folder / "1.mdg")
    assert all_of(center.store) == before
    with pytest.raises(AlreadyOpened):
        center.desk.sync.opening_file(center.staff, "E", PASSPHRASE, folder)


def test_a_file_or_folder_that_is_gone(refused: Refused, folder: Path) -> None:
    assert refused(folder / "ない.mdg") is CannotRead
    assert refused(folder) is CannotRead


def test_a_stick_pulled_out_or_full_leaves_no_half_file(
    center: Center, east: Center, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = center.desk.sync.pack
    before = all_of(center.store)
    with pytest.raises(FolderGone):
        pack(center.staff, "E", folder / "gone" / "a.mdg")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull):
        pack(center.staff, "E", folder)
    monkeypatch.undo()
    monkeypatch.setattr("app.sync.files.read", lambda _: b"other bits")
    with pytest.raises(WrittenWrong):
        pack(center.staff, "E", folder)
    assert all_of(center.store) == before
    assert not [path for path in folder.iterdir() if path.suffix != ".mdg"]


def test_a_full_disk_takes_nothing_in(center: Center, east: Center, folder: Path) -> None:
    with east.store.read() as session:
        if session.connection().dialect.name != "sqlite":
            pytest.skip("a server looks after its own disk")
    for nth in range(40):
        center.register(f"{nth}の会", "ノカイ")
    path = center.desk.sync.pack(center.staff, "E", folder).value.path
    before = all_of(east.store)
    with east.store.reader() as read:
        [(pages,)] = read("PRAGMA page_count", {})
        read(f"PRAGMA max_page_count = {pages}", {})
    with pytest.raises(Refusal, match=r"database\.full"):
        east.desk.sync.apply("", path)
    with east.store.reader() as read:
        read("PRAGMA max_page_count = 100000", {})
    assert all_of(east.store) == before
    assert east.desk.sync.apply("", path).value.applied == 40


class TestSites:
    def test_the_wrong_passphrase(
        self, center: Center, east: Center, tmp_path: Path
    ) -> None:
        [path] = tmp_path.glob("開設_*")
        with pytest.raises(WrongPassphrase):
            opening_file.open_file(path.read_bytes(), "48120-03392")
        with pytest.raises(NotPackage):
            opening_file.open_file(JPEG, PASSPHRASE)

    def test_only_the_center_opens_satellites(self, center: Center, east: Center) -> None:
        with pytest.raises(OnlyCenter):
            west = NewSatellite("W", "西部", "越谷市")
            east.desk.sync.add_satellite(center.staff, west)

    def test_codes(self, center: Center, east: Center) -> None:
        add = center.desk.sync.add_satellite
        with pytest.raises(CodeTaken):
            add(center.staff, NewSatellite("E", "西部", "越谷市"))
        for code in ("", "e", "東", "EAST", "E 1"):
            with pytest.raises(WrongCode):
                add(center.staff, NewSatellite(code, "西部", "越谷市"))

    def test_rooms_are_known_by_name(self, center: Center) -> None:
        before = all_of(center.store)
        for rooms, refusal in (
            (["活動室A"], RoomNameTaken),
            (["和室", "和室"], RoomNameTaken),
            ([" "], Required),
        ):
            west = NewSatellite(
                "W", "西部", "越谷市", rooms=[NewRoom(name, 10) for name in rooms]
            )
            with pytest.raises(refusal):
                center.desk.sync.add_satellite(center.staff, west)
        assert all_of(center.store) == before

    def test_nobody_to_pack_for(self, center: Center, folder: Path) -> None:
        with pytest.raises(NoSuchSite):
            center.desk.sync.pack(center.staff, "Z", folder)
        with pytest.raises(NoSuchSite):
            center.desk.sync.pack(center.staff, "H", folder)


def test_keys_that_are_not_here(center: Center, east: Center, sent: Path) -> None:
    with east.store.write(east.desk.sync._place.act("test.forget", "")) as work:
        peers.forget_secret(work, "E")
    with pytest.raises(NoKeys):
        east.desk.sync.inspect(sent)


def test_a_forger_without_the_key(east: Center, sent: Path, refused: Refused) -> None:
    with east.store.read() as session:
        own = Keys(*(peers.secret(session, "E") or ("", "")))
    found = package.Told(UUID(int=1), east.clock(), 1, {"H": 99}, [])
    address = package.Address("H", "E")
    sent.write_bytes(package.build(address, new_keys(), own.recipient, found, [], []))
    assert refused(sent) is Altered
