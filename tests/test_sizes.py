"""The house is small enough, and what is not is named."""

from __future__ import annotations

from pathlib import Path

from tests.sizes import HOUSE, too_large


def test_the_house_is_small_enough() -> None:
    assert too_large(HOUSE) == []


def test_a_long_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "run.py").write_text("\n" * 400, "utf-8")
    assert too_large(tmp_path) == ["run.py:1: 400 lines in a file, the limit is 400"]


def test_a_long_function_is_named(tmp_path: Path) -> None:
    room = tmp_path / "app"
    room.mkdir()
    (room / "long.py").write_text("\ndef f():\n" + "    0\n" * 59, "utf-8")
    (room / "short.py").write_text("def f():\n" + "    0\n" * 58, "utf-8")
    assert too_large(tmp_path) == ["app/long.py:2: 60 lines in f, the limit is 60"]


def test_migrations_may_be_long(tmp_path: Path) -> None:
    room = tmp_path / "db" / "migrations" / "versions"
    room.mkdir(parents=True)
    (room / "0001.py").write_text("def upgrade():\n" + "    0\n" * 500, "utf-8")
    assert too_large(tmp_path) == []
