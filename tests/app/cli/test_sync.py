"""`sync` as processes: two homes, a folder between them, and no screen."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import beginning
from app.desk import open_desk
from app.kit.config import Config, load
from app.kit.progress import Progress
from app.services.groups import GroupForm, PersonForm
from app.services.setup import NewCenter, NewRoom
from app.services.sign_in import actor, door_of
from app.services.staff import NewStaff
from app.services.sync.header import header_of
from app.services.sync.values import NewSatellite
from app.sync.opening_file import new_passphrase, open_file
from tests.app.services.conftest import Hand, demo_rules

HOUSE = Path(__file__).parents[3]


class Told:
    """What a command said, and its exit code."""

    def __init__(self, *words: str | Path) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "ui.main", "sync", *map(str, words)],
            cwd=HOUSE,
            env={**os.environ, "PYTHONUTF8": "1", "TZ": "Asia/Tokyo"},
            capture_output=True,
            encoding="utf-8",
        )
        self.code, self.out, self.error = done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Config, Config]]:
    """A center and its satellite, opened with a real passphrase."""
    folder, clock = tmp_path_factory.mktemp("homes"), Hand()
    staff = NewStaff("渡邊 千恵子", "ワタナベ チエコ", "2468")
    rooms = [NewRoom("活動室A", 24)]
    asked = NewCenter("市民活動支援センター", "越谷市", demo_rules(), rooms, staff)
    center = beginning.center(folder / "center", asked, folder / "b", clock)
    desk = open_desk(center, clock)
    [clerk] = desk.staff.able()
    desk.sync.add_satellite(
        clerk.id.hex, NewSatellite("E", "東部", "越谷市", rooms=[NewRoom("和室", 10)])
    )
    passphrase = new_passphrase()
    path = desk.sync.opening_file(clerk.id.hex, "E", passphrase, folder).value
    head = PersonForm(name="髙橋 節子", kana="タカハシ セツコ")
    group = GroupForm("花の会", "ハナノカイ", members=18, representative=head)
    desk.groups.register(clerk.id.hex, group)
    desk.close()
    wide = str.maketrans("0123456789-", "０１２３４５６７８９ ")
    opening = open_file(path.read_bytes(), passphrase.translate(wide))
    assert [one.name for one in opening.told.staff] == ["渡邊 千恵子"]
    east = beginning.satellite(
        folder / "east", opening, clerk.id.hex, "1357", folder / "c", clock, Progress()
    )
    yield center, east


Homes = tuple[Config, Config]


def test_a_satellite_begins(homes: Homes) -> None:
    _, east = homes
    assert load(east.home) == east and (east.site, east.center) == ("E", "H")
    location = east.location
    assert isinstance(location, Path)
    door = door_of(location, "E", "H")
    assert (door.site, door.center) == ("東部", "市民活動支援センター")
    [row] = door.staff
    assert actor(row, "1357").name == "渡邊 千恵子"
    header = header_of(location, "E", "H")
    assert header and header.waiting == 0 and header.last


def test_a_package_is_made_looked_into_and_taken_in(homes: Homes, tmp_path: Path) -> None:
    center, east = homes
    file = tmp_path / "交換.mdg"
    told = Told("status", "--home", center.home)
    assert told.code == 0 and "東部（E）: 最終取り込み まだ" in told.out
    assert "未送信 1件" in told.out and "くい違い: 0件" in told.out
    told = Told("pack", "--to", "E", "--out", file, "--home", center.home)
    assert told.code == 0 and "宛先: 東部\n新しい記録 1件" in told.out
    told = Told("inspect", file, "--home", east.home)
    assert told.code == 0 and "したこと: 団体の登録 1" in told.out
    assert Told("apply", "--dry-run", file, "--home", east.home).out == told.out
    told = Told("apply", file, "--home", east.home)
    assert told.code == 0 and "新しい 1件" in told.out
    told = Told("apply", file, "--home", east.home)
    assert told.code == 1 and "取り込み済みです" in told.error and not told.out


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("pack", "--to", "Z", "--out", "z.mdg"), "記号の拠点はありません"),
        (("apply", "ない.mdg"), "読めません"),
        (("inspect", "pyproject.toml"), "交換ファイルではありません"),
    ],
)
def test_refusals_are_told_without_a_traceback(
    homes: Homes, words: tuple[str, ...], why: str
) -> None:
    told = Told(*words, "--home", homes[0].home)
    assert told.code == 1 and why in told.error and "Traceback" not in told.error


def test_a_folder_without_a_site(tmp_path: Path) -> None:
    told = Told("status", "--home", tmp_path)
    assert told.code == 1 and "まだありません" in told.error
    assert list(tmp_path.iterdir()) == []
