"""This PC's config survives people, other versions and crashes."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from app.kit import config
from app.kit.config import Config, Look, load, save

HOUSE = Path(__file__).parents[3]


def test_nothing_is_set_up_at_first(tmp_path: Path) -> None:
    assert load(tmp_path / "new") is None


def test_read_back_as_saved(tmp_path: Path) -> None:
    home = tmp_path / "窓口"
    kept = Config(
        home=home,
        site="satellite-1",
        center="center",
        database='C:\\記録 "本番"\\desk\x7f.db',
        backups="E:\\控え",
        look=Look.CONTRAST,
        scale=150,
    )
    save(kept)
    assert load(home) == kept
    assert [file.name for file in home.iterdir()] == [config.FILE]


def test_what_is_not_ours_stays(tmp_path: Path) -> None:
    file = tmp_path / config.FILE
    file.write_text(
        "\ufeff# 情報担当より\nsite = 'center'\ncenter = 'center' # 本館\nshade = 3\n"
        '[later]\nscale = "of a later version"\n',
        "utf-8",
    )
    found = load(tmp_path)
    assert found and found.scale == 100
    save(replace(found, scale=200))
    assert file.read_text("utf-8") == (
        "# 情報担当より\nsite = 'center'\ncenter = 'center' # 本館\nshade = 3\n"
        'database = "madoguchi.db"\nbackups = "backups"\nlook = "system"\nscale = 200\n'
        "lobby = 0\nbackups_newest = 10\nbackups_days = 30\nbackups_months = 12\n"
        '[later]\nscale = "of a later version"\n'
    )


def test_places_are_relative_to_home(tmp_path: Path) -> None:
    kept = Config(home=tmp_path, site="center", center="center", backups="/mnt/usb")
    assert kept.location == tmp_path / "madoguchi.db"
    assert kept.backup_folder == Path("/mnt/usb")
    url = "postgresql+psycopg://desk@server/madoguchi"
    assert replace(kept, database=url).location == url


@pytest.mark.parametrize(
    "content", [b"site = ", b"\xff\xfe", b"site 'center'", b"\0" * 99]
)
def test_a_damaged_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / config.FILE).write_bytes(content)
    with pytest.raises(config.ConfigDamaged):
        load(tmp_path)


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("", "site"),
        ("site = ''", "site"),
        ("site = 1", "site"),
        ("site = 'a'\ncenter = 'a'\nscale = 110", "scale"),
        ("site = 'a'\ncenter = 'a'\nscale = true", "scale"),
        ("site = 'a'\ncenter = 'a'\nlook = 'pink'", "look"),
        ("site = 'a'\ncenter = 'a'\ndatabase = ['a']", "database"),
        ("site = 'a'\ncenter = 'a'\nbackups_days = 0", "backups_days"),
    ],
)
def test_a_wrong_value_is_named(tmp_path: Path, line: str, key: str) -> None:
    (tmp_path / config.FILE).write_text(line, "utf-8")
    with pytest.raises(config.WrongValue) as caught:
        load(tmp_path)
    assert caught.value.params["key"] == key


def test_a_home_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(config.NotSaved):
        save(Config(home=tmp_path / "file" / "home", site="center", center="center"))


def test_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MADOGUCHI_HOME", str(tmp_path))
    assert config.home_folder() == tmp_path
    assert config.home_folder("/srv/desk") == Path("/srv/desk").absolute()
    monkeypatch.delenv("MADOGUCHI_HOME")
    assert config.home_folder().name == "madoguchi"


def test_reading_it_imports_no_slow_library(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from app.kit.config import load;"
        "load(Path(sys.argv[1])); print({'sqlalchemy', 'platformdirs'} & {*sys.modules})"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    done = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
