"""Whatever comes as a parcel is refused with a reason, and changes nothing."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from db.journal.entry import Change, Entry, Malformed, Op, canonical, dump
from db.journal.exchange import pack, unpack
from tests.sites import Site, Town

Line = dict[str, Any]


def lines(site: Site) -> list[Line]:
    parcel = site.journal.parcel({})
    return [json.loads(line) for line in zlib.decompress(parcel).decode().splitlines()]


def refused(site: Site, parcel: bytes) -> None:
    before = site.journal.vector()
    with pytest.raises(Malformed):
        site.journal.receive("t", parcel)
    assert site.journal.vector() == before and site.journal.complaints() == []


@pytest.mark.parametrize(
    "parcel",
    [
        b"",
        b"no parcel",
        Random(1).randbytes(5000),
        zlib.compress(b"\xff\xfe"),
        zlib.compress(b"[]"),
        zlib.compress(b"17"),
        zlib.compress(b'{"schema": 1}'),
        zlib.compress(b"[" * 200_000),
        zlib.compress(b'{"schema": "1"}'),
    ],
)
def test_what_is_no_parcel(home: Site, parcel: bytes) -> None:
    refused(home, parcel)


def test_a_cut_parcel(sites: list[Site], town: Town) -> None:
    parcel = sites[0].journal.parcel({})
    for length in range(0, len(parcel), 37):
        refused(sites[1], parcel[:length])


@pytest.mark.parametrize(
    "spoil",
    [
        lambda line: line.pop("verb"),
        lambda line: line.update(seq="1"),
        lambda line: line.update(seq=0),
        lambda line: line.update(seq=2.5),
        lambda line: line.update(clock=1 << 70),
        lambda line: line.update(clock=None),
        lambda line: line.update(seen=[1]),
        lambda line: line.update(seen={"H": "7"}),
        lambda line: line.update(schema=0),
        lambda line: line.update(staff=7),
        lambda line: line.update(site=None),
        lambda line: line.update(files=[{}]),
        lambda line: line.update(note="words"),
        lambda line: line.update(changes=[["group", "no key", "insert", "{}", None]]),
        lambda line: line["changes"][0].__setitem__(2, "explode"),
        lambda line: line["changes"][0].__setitem__(0, 5),
        lambda line: line["changes"][0].__setitem__(3, 5),
        lambda line: line.clear(),
    ],
)
def test_a_spoilt_line(
    sites: list[Site], town: Town, spoil: Callable[[Line], object]
) -> None:
    sites[0].correct(town.group, name="x")
    told = lines(sites[0])
    spoil(told[-1])
    refused(sites[1], zlib.compress("\n".join(map(canonical, told)).encode()))


def forged(entry: Entry, told: object) -> bytes:
    """A parcel of one entry that says `told` of its row, hashed as if it were true."""
    text = canonical({"salt": "", "told": told})
    body = replace(entry.changes[0].body, text=text)
    line = json.loads(
        dump(replace(entry, changes=(replace(entry.changes[0], body=body),)))
    )
    [made] = unpack(zlib.compress(canonical(line).encode()))
    return pack([replace(made, hash=made.computed_hash)])


@pytest.mark.parametrize(
    "told",
    [
        7,
        "x",
        {"name": "x"},
        {"name": [None, ["x"]]},
        {"name": [None, {}]},
        {"registered_on": [None, "the day before yesterday"]},
        {"members": [None, "many"]},
        {"name": [None, None]},
        {"members": [None, 1 << 80]},
        {"name": [None, "\ud800"]},
    ],
)
def test_a_body_that_makes_no_sense(sites: list[Site], town: Town, told: object) -> None:
    """It cannot be blamed on the way: its hash is right."""
    home, a, _ = sites
    home.correct(town.group, name="x")
    *_, last = unpack(home.journal.parcel(a.journal.vector()))
    try:
        parcel = forged(last, told)
    except UnicodeEncodeError:
        return  # cannot even be hashed
    refused(a, parcel)


def test_a_row_that_lacks_a_field(sites: list[Site], town: Town) -> None:
    home, a, _ = sites
    home.register("x")
    *_, last = unpack(home.journal.parcel(a.journal.vector()))
    refused(a, forged(last, {"name": [None, "x"]}))


def test_a_reference_to_nothing(sites: list[Site], town: Town) -> None:
    home, a, _ = sites
    home.join(town.group)
    *_, last = unpack(home.journal.parcel(a.journal.vector()))
    member = [change for change in last.changes if change.row.kind == "member"]
    alone = replace(last, changes=member)
    refused(a, pack([replace(alone, hash=alone.computed_hash)]))


def test_a_kind_that_nobody_knows_is_kept(sites: list[Site], town: Town) -> None:
    home, a, _ = sites
    home.correct(town.group, name="x")
    *_, last = unpack(home.journal.parcel(a.journal.vector()))
    row = last.changes[0].row._replace(kind="mascot")
    other = replace(last, changes=[Change.of(row, Op.INSERT, {"name": (None, "x")})])
    parcel = pack([replace(other, hash=other.computed_hash)])
    assert a.journal.receive("t", parcel).value.applied == 1
