"""The proof of merging in short, and that it would notice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from db.journal import blank, rebuild
from db.journal.entry import Entry
from db.opening import Location
from tests.postgres import Server
from tests.proof.merge import SITES, merge

Break = Callable[[pytest.MonkeyPatch], None]


@pytest.fixture
def files(tmp_path: Path) -> Sequence[Location]:
    return [tmp_path / f"{name}.db" for name in SITES]


def test_merge_in_short_on_files(files: Sequence[Location]) -> None:
    row = merge("merge", files, steps=150, seed=0)
    assert row.held, row.result


def test_merge_in_short_on_a_server(postgres: Server) -> None:
    row = merge("merge", [postgres.create() for _ in SITES], steps=150, seed=0)
    assert row.held, row.result


def remember(monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes late of somebody who was forgotten is kept."""

    def kept(entry: Entry, known: blank.Erasures) -> Entry:
        return entry

    monkeypatch.setattr(blank, "blanked", kept)


def overlook_conflicts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last to be taken in wins."""

    def last(session: Any, row: Any, field: str, sides: Any) -> None:
        return None

    monkeypatch.setattr(rebuild, "_list", last)


@pytest.mark.parametrize("spoil", [remember, overlook_conflicts])
def test_a_broken_merge_is_noticed(
    files: Sequence[Location], monkeypatch: pytest.MonkeyPatch, spoil: Break
) -> None:
    spoil(monkeypatch)
    assert not merge("merge", files, steps=250, seed=0).held
