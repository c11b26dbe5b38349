"""Entries of an older schema are read in today's words, and kept as they are.

The file holds entries of a group whose phone was still called `tel`, which had `remarks`
but no `kana` yet, of a member without a `place`, and of a kind that is long gone.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Engine, text

from db.journal import log, skew
from db.journal.entry import Change, Dot, Fields, Op, RowKey, dump, load
from db.journal.exchange import TooNew, pack, unpack
from db.journal.skew import Skew, added, dropped, renamed
from db.records.groups import Group, Member
from tests.sites import Site, open_site, send

LINES = (Path(__file__).parent / "entries_of_schema_1.jsonl").read_text("utf-8")
GROUP, MEMBER = (UUID(f"01890a5d-ac96-774b-bcce-{n:012x}") for n in (1, 3))
#: The schemas after those that there are.
NEXT = skew.schema() + 1
TODAY: Mapping[int, Mapping[str, Sequence[Skew]]] = {
    **skew.SKEWS,
    NEXT: {
        "group": (renamed("tel", "phone"), dropped("remarks")),
        "member": (added("place", 0),),
    },
    NEXT + 1: {"group": (added("kana", ""),)},
}


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(skew, "SKEWS", TODAY)


@pytest.fixture
def newer(today: None, new_engine: Callable[[], Engine]) -> Site:
    """A site of today that took in the old entries."""
    site = open_site("A", new_engine())
    site.journal.receive("", old_parcel())
    return site


def old_parcel() -> bytes:
    return zlib.compress(LINES.encode())


def test_old_entries_make_rows_of_today(newer: Site) -> None:
    with newer.store.read() as session:
        group = session.get_one(Group, GROUP)
        assert (group.name, group.phone, group.kana) == (
            "合唱団こだま",
            "048-963-1111",
            "",
        )
        assert session.get(Member, MEMBER) is None
    assert newer.journal.complaints() == []


def test_old_and_new_entries_live_together(newer: Site) -> None:
    newer.correct(GROUP, phone="048-963-2222", kana="ガッショウダンコダマ")
    phones = [
        (old, new)
        for event in newer.journal.history("group", GROUP)
        for name, old, new in event.fields
        if name == "phone"
    ]
    assert phones == [
        (None, "048-963-0000"),
        ("048-963-0000", "048-963-1111"),
        ("048-963-1111", "048-963-2222"),
    ]
    with newer.store.read() as session:
        assert [e.schema for e in log.entries(session, {})] == [NEXT + 1, 1, 1, 1, 1, 1]
    assert newer.journal.complaints() == []


def test_an_old_deletion_can_be_undone(newer: Site) -> None:
    newer.journal.undo("", Dot("H", 5))
    with newer.store.read() as session:
        member = session.get_one(Member, MEMBER)
    assert (member.title, member.place) == ("会長", 0)
    assert newer.journal.complaints() == []


def test_an_erasure_gets_new_fields_too(today: None) -> None:
    erased = Change.of(RowKey("group", GROUP), Op.ERASE, {"tel": (None, "")})
    blank = replace(erased, body=replace(erased.body, text=None))
    told = skew.fields_of(erased, 1)
    assert told.items() >= {"phone": (None, ""), "kana": (None, "")}.items()
    assert skew.fields_of(erased, NEXT) == {"tel": (None, ""), "kana": (None, "")}
    assert skew.fields_of(blank, 1) == {}


def test_what_is_not_known_is_kept_and_passed_on(
    newer: Site, new_engine: Callable[[], Engine]
) -> None:
    other = open_site("B", new_engine())
    send(newer, other)
    with other.store.read() as session:
        kept = [dump(entry) for entry in log.entries(session, {})]
    assert kept == LINES.splitlines()
    assert "mascot" in LINES and "remarks" in LINES


def test_an_entry_of_a_newer_schema_is_refused(home: Site) -> None:
    entry = load(json.loads(LINES.splitlines()[0]) | {"schema": skew.schema() + 1})
    with pytest.raises(TooNew):
        unpack(pack([entry]))
    assert home.journal.vector() == {}


def test_an_upgrade_folds_the_rows_again(
    home: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row that the migration could not fill is filled from its entries."""
    group = home.register("x").value
    with home.engine.begin() as connection:
        connection.info["journal_open"] = 1
        connection.execute(text("UPDATE \"group\" SET phone = 'lost'"))
    later = {**skew.SKEWS, NEXT: {"group": (renamed("tel", "phone"),)}}
    monkeypatch.setattr(skew, "SKEWS", later)
    upgraded = open_site("H", home.engine)
    with upgraded.store.read() as session:
        assert session.get_one(Group, group).phone == ""
    with home.engine.begin() as connection:
        connection.info["journal_open"] = 1
        connection.execute(text("UPDATE \"group\" SET phone = 'lost'"))
    again = open_site("H", home.engine)
    assert again.journal.complaints() == [f"group {group}"]


def test_before_there_was_preparation_a_room_was_taken_from_the_start() -> None:
    """Also where a booking of then was moved, or taken back."""
    key = RowKey("booking", GROUP)
    nine, ten, eleven = (f"2026-12-01T{hour:02}:00:00" for hour in (9, 10, 11))
    old: Fields = {"starts": (nine, ten), "busy_until": (ten, eleven)}
    for op in (Op.INSERT, Op.UPDATE, Op.DELETE):
        told = skew.fields_of(Change.of(key, op, old), 12)
        assert told.items() >= {**old, "busy_from": (nine, ten)}.items()
    untouched = Change.of(key, Op.UPDATE, {"users": (10, 12)})
    assert "busy_from" not in skew.fields_of(untouched, 12)


def test_before_there_was_a_ground_the_lines_of_a_fee_told_it() -> None:
    key = RowKey("booking", GROUP)
    by_ground, by_condition = (
        json.dumps(
            [{"kind": "base", "what": "午前"}, {"kind": "reduction", "what": what}]
        )
        for what in ("市が主催する事業(50%減額)", "条件による: 日曜日(50%減額)")
    )

    def ground(op: Op, fee_lines: tuple[str | None, str]) -> object:
        told = skew.fields_of(Change.of(key, op, {"fee_lines": fee_lines}), 10)
        return told.get("ground")

    assert ground(Op.INSERT, (None, by_ground)) == (None, "市が主催する事業")
    assert ground(Op.INSERT, (None, by_condition)) == (None, "")
    assert ground(Op.UPDATE, ("[]", by_ground)) == ("", "市が主催する事業")
    assert ground(Op.UPDATE, (by_condition, "[]")) is None
