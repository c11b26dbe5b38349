"""The life of the desk in short, and that a difference would be noticed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from db import occupancy
from db.journal import amend
from tests.postgres import Server
from tests.proof.life.run import databases, files, life

Break = Callable[[pytest.MonkeyPatch], None]


def test_life_in_short_on_files(tmp_path: Path) -> None:
    row = life("life", files(tmp_path), examples=10, steps=25)
    assert row.held, row.result


def test_life_in_short_on_a_server(postgres: Server) -> None:
    row = life("life", databases(postgres), examples=3, steps=20)
    assert row.held, row.result


def give_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(*_: Any) -> set[UUID]:
        return set()

    monkeypatch.setattr(occupancy, "_take", nobody)


def undo_by_halves(monkeypatch: pytest.MonkeyPatch) -> None:
    """All but the first row of an entry is put back."""
    undoing = amend.undoing
    monkeypatch.setattr(amend, "undoing", lambda *asked: undoing(*asked)[1:])


@pytest.mark.parametrize("spoil", [give_twice, undo_by_halves])
def test_a_difference_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoil: Break
) -> None:
    furnished = files(tmp_path)
    spoil(monkeypatch)
    assert not life("life", furnished, examples=60, steps=30).held
