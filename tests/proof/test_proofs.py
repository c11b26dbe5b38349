"""The proofs in short, and that they would notice."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text

from db.opening import url_of
from db.session import Session
from db.store import engine_for
from tests.postgres import Server, Unavailable
from tests.proof import __main__ as prove
from tests.proof.checks import complaints, overlaps
from tests.proof.clerk import Answered, Asked
from tests.proof.exchange import exchange
from tests.proof.kill import Ledger, compare, kill
from tests.proof.promises import broken_promises
from tests.proof.race import race
from tests.proof.rows import Row, Size, as_table
from tests.proof.stock import hoard
from tests.proof.workplace import Workplace, furnish


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Workplace:
    if request.param == "SQLite":
        return furnish(tmp_path / "desk.db")
    on: Server = request.getfixturevalue("postgres")
    return furnish(on.create())


def test_race_in_short(place: Workplace) -> None:
    row = race("race", place, count=2, attempts=25)
    assert row.held and row.count == 50, row.result


def test_stock_in_short(place: Workplace) -> None:
    row = hoard("stock", place, count=2, wishes=25)
    assert row.held and row.count == 50, row.result


def test_kill_in_short(place: Workplace) -> None:
    row = kill("kill", place, kills=3)
    assert row.held and row.count == 3, row.result


def test_kill_at_a_restore_in_short(tmp_path: Path) -> None:
    row = exchange("kill", furnish(tmp_path / "desk.db"), kills=3)
    assert row.held and row.count == 3, row.result


def test_an_overlap_is_noticed(place: Workplace) -> None:
    halves = [room for room, parts in place.parts.items() if parts == (room,)]
    [whole] = place.parts.keys() - {*halves}

    def at(
        number: str, room: UUID, starts: int, ends: int
    ) -> tuple[str, UUID, datetime, datetime]:
        return number, room, datetime(2026, 12, 1, starts), datetime(2026, 12, 1, ends)

    apart = [at("1", halves[0], 9, 12), at("2", halves[1], 9, 12), at("3", whole, 12, 17)]
    assert list(overlaps(place, apart)) == []
    assert len(list(overlaps(place, [*apart, at("4", whole, 11, 12)]))) == 2
    assert len(list(overlaps(place, [*apart, at("4", halves[0], 11, 13)]))) == 2


def test_a_broken_promise_is_noticed(place: Workplace) -> None:
    hoard("stock", place, count=1, wishes=12)
    for break_it in (
        "UPDATE equipment_kind SET quantity = 0",
        "DELETE FROM stock",
        "DELETE FROM stock_claim",
    ):
        behind = engine_for(url_of(place.location))
        with behind.connect() as connection, connection.begin() as transaction:
            assert broken_promises(Session(connection)) == []
            connection.execute(text(break_it))
            assert broken_promises(Session(connection))
            transaction.rollback()
        behind.dispose()


def test_a_lost_action_is_noticed(place: Workplace) -> None:
    opened = place.open()
    ledger = Ledger(seq=opened.desk.journal.vector()["H"])
    assert compare(place, ledger, opened) == []
    key = ("booking", "0" * 32)
    ledger.hear(Asked("book"))
    ledger.hear(Answered("book", {key: {"number": "H26-0001"}}, ledger.seq + 1, None))
    assert len(compare(place, ledger, opened)) == 2  # neither the entry nor the row
    ledger.hear(
        Answered("draft", {("draft", "group.register"): {"name": "花"}}, None, None)
    )
    assert "the draft is None" in compare(place, ledger, opened)
    opened.store.close()


def test_a_half_saved_booking_is_noticed(place: Workplace) -> None:
    row = race("race", place, count=1, attempts=12)
    assert row.count == 12
    opened = place.open()
    assert complaints(place, opened) == []
    behind = engine_for(url_of(place.location))
    with behind.begin() as connection:
        connection.execute(text("DELETE FROM occupancy"))
    behind.dispose()
    assert complaints(place, opened)
    opened.store.close()


def test_what_fails_or_cannot_run_fails_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def no_server(_: Size) -> list[Row]:
        raise Unavailable("no server here")

    good, bad = Row("race", "done", 1, "", held=True), Row("kill", "", 1, "", held=False)
    for proofs, code in (
        ({"race": lambda _: iter([good])}, 0),
        ({"race": lambda _: iter([good, bad])}, 1),
        ({"race": no_server}, 1),
    ):
        monkeypatch.setattr(prove, "PROOFS", proofs)
        assert prove.main(["race", "--json"]) == code
        shown = json.loads(capsys.readouterr().out)
    row = {
        "name": "race",
        "done": "could not run",
        "count": 0,
        "result": "no server here",
        "held": False,
        "figures": {},
    }
    assert shown == {"held": False, "proofs": [row]}
    for wrong in (
        ["nonsense"],
        ["kill", "--attempts", "9"],
        ["race", "--processes", "0"],
    ):
        with pytest.raises(SystemExit):
            prove.main(wrong)


def test_a_table_stays_in_line_with_wide_characters() -> None:
    rows = [Row("予約", "a", 1, "x", held=True), Row("race", "b", 1000, "x", held=False)]
    _, first, second = as_table(rows).splitlines()
    assert first == "ok      予約   a              1      x"
    assert second == "FAILED  race   b              1,000  x"
