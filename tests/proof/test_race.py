"""The race in short, on databases that are named, and that it would notice."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from app.services.bookings import BookRoom
from db.opening import url_of
from db.store import engine_for
from tests.postgres import Server, Unavailable
from tests.proof import __main__ as prove
from tests.proof import race
from tests.proof.named import location_of, refuse_used
from tests.proof.past import Past
from tests.proof.told import Became, Kept, Lost, Time, Told
from tests.proof.workplace import Workplace, furnish

DAY = date(2026, 12, 1)


@pytest.fixture
def place(tmp_path: Path) -> Workplace:
    return furnish(tmp_path / "desk.db")


def named(url: str, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, object]:
    """The exit code of a race on a database, and its figures."""
    code = prove.main(["race", "--database", url, "--json", *more])
    [row] = json.loads(capsys.readouterr().out)["proofs"]
    return code, row["figures"] or row["result"]


def test_on_a_file_that_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "race.db"
    some = ("--processes", "1", "--attempts", "40")
    for _ in range(2):  # it is empty again afterwards
        code, figures = named(url_of(path), capsys, *some)
        assert isinstance(figures, dict) and figures["attempts"] == 40
        assert (code, figures["overlaps"], figures["told_wrongly"]) == (0, 0, 0)
        assert not list(tmp_path.iterdir())
    path.write_bytes(b"mine")
    code, told = named(url_of(path), capsys)
    assert code == 1 and "exists" in str(told) and path.read_bytes() == b"mine"


def test_on_a_server_that_is_named(
    postgres: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    url = postgres.create().replace("+psycopg", "")
    for _ in range(2):
        code, figures = named(url, capsys, "--processes", "1", "--attempts", "40")
        assert code == 0 and isinstance(figures, dict) and figures["errors"] == 0
    engine = engine_for(str(location_of(url)))
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE mine (one int)")
    engine.dispose()
    code, told = named(url, capsys)
    assert code == 1 and "mine" in str(told)


def test_where_nothing_is_raced() -> None:
    for url in ("nonsense", "mysql://localhost/x"):
        with pytest.raises(Unavailable):
            location_of(url)
    with pytest.raises(Unavailable):
        refuse_used(Path(__file__))


def test_an_answer_that_was_not_true_is_noticed(place: Workplace) -> None:
    """Whoever was told of a booking that does not hold the slot, or did so once."""
    opened, staff = place.open(), place.actor.key
    half, *_ = [room for room, parts in place.parts.items() if parts == (room,)]
    wish = BookRoom(half, place.groups[0], DAY, ("午前",), "練習", 20)
    booked = opened.desk.bookings.book(staff, wish)
    card = opened.desk.bookings.card(booked.value.id)
    assert booked.entry is not None
    said = {
        name: getattr(card, name)
        for name in ("number", "starts", "ends", "room", "group")
    }
    seq = booked.entry.seq
    wished = Time(half, card.starts, card.ends)
    lost = Lost((wished,), seq, seq, said)
    cancelled = opened.desk.bookings.cancel(staff, booked.value.id).entry
    assert cancelled is not None
    with opened.store.read() as session:
        past = Past(session, opened.store.site)
    opened.store.close()
    assert list(past.untrue(place, [lost])) == []
    [other] = [room for room, parts in place.parts.items() if half not in parts]
    noon = datetime(2026, 12, 1, 12)
    for wrong in (
        replace(lost, since=cancelled.seq, until=cancelled.seq),
        replace(lost, wished=(wished._replace(room_id=other),)),
        replace(lost, wished=(Time(half, noon, noon + timedelta(hours=1)),)),
        *(replace(lost, said={**said, name: None}) for name in said),
        replace(lost, said={}),
    ):
        assert len(list(past.untrue(place, [wrong]))) == 1


def test_an_answer_that_did_not_last_is_noticed(place: Workplace) -> None:
    opened, staff = place.open(), place.actor.key
    [room] = [room for room, parts in place.parts.items() if len(parts) == 2]
    wish = BookRoom(room, place.groups[0], DAY, ("午前",), "練習", 20)
    booked = opened.desk.bookings.book(staff, wish).value
    kept = Kept(room, DAY, "午前")

    def complaints(*said: tuple[int, Kept | Became]) -> int:
        told = Told(said=[(booked.number, seq, what) for seq, what in said])
        return len(list(race.untrue([told], opened)))

    assert complaints((1, kept)) == 0
    assert complaints((1, kept), (3, Became.BACK), (2, Became.GONE)) == 0
    assert complaints((1, kept), (2, Became.MOVED_BACK)) == 0
    assert complaints((1, replace(kept, slots="午後"))) == 1
    assert complaints((1, kept), (2, Became.GONE), (3, Became.MOVED_BACK)) == 1
    assert complaints() == 1
    opened.store.close()
