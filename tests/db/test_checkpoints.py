"""Rows with a long history: folding goes on from where it was."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select, text

from app.kit.outcome import Outcome
from db.journal import skew
from db.journal.entry import Change, Fields, RowKey
from db.journal.erase import erase
from db.journal.rebuild import LONG
from db.records.groups import Person
from db.records.journal import CheckpointRow
from tests.make import make_person
from tests.sites import Site, Town, meet


def undo(site: Site, done: Outcome[Any]) -> None:
    assert done.entry is not None
    site.journal.undo("t", done.entry)


def correct_often(site: Site, town: Town, times: int) -> Outcome[None]:
    for n in range(times):
        done = site.correct(town.group, phone=f"{n}", name=f"{n}")
    return done


def checkpoints(site: Site) -> int | None:
    with site.store.read() as session:
        return session.scalar(select(func.count()).select_from(CheckpointRow))


def test_undoing_costs_the_same_however_long_the_history(
    home: Site, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Change] = []
    true = skew.fields_of

    def counted(change: Change, number: int) -> Fields:
        read.append(change)
        return true(change, number)

    monkeypatch.setattr(skew, "fields_of", counted)
    costs = []
    for _ in range(4):
        done = correct_often(home, town, LONG)
        undo(home, done)
        read.clear()
        undo(home, home.correct(town.group, phone="x"))
        costs.append(len(read))
    assert checkpoints(home) == 1
    assert max(costs) <= 2 * LONG and costs[-1] <= costs[0]
    assert home.journal.complaints() == []


def test_a_short_history_needs_none(home: Site, town: Town) -> None:
    undo(home, home.correct(town.group, phone="x"))
    assert checkpoints(home) == 0


def test_merging_goes_on_from_one(sites: list[Site], town: Town) -> None:
    home, a, b = sites
    undo(home, correct_often(home, town, LONG))
    meet(*sites)
    assert checkpoints(a) == 1
    undo(a, correct_often(a, town, LONG))
    a.correct(town.group, name="x")
    home.correct(town.group, name="y")
    meet(*sites)
    assert [len(site.journal.conflicts()) for site in sites] == [1, 1, 1]
    assert all(site.journal.complaints() == [] for site in sites)
    [conflict] = home.journal.conflicts()
    home.journal.decide("h", conflict, "z")
    meet(*sites)
    assert b.group_name(town.group) == "z"
    assert all(site.journal.complaints() == [] for site in sites)


def test_an_altered_one_is_found(home: Site, town: Town) -> None:
    undo(home, correct_often(home, town, LONG))
    with home.engine.begin() as connection:
        connection.execute(
            text("UPDATE journal_checkpoint SET state = replace(state, 'H26', 'H27')")
        )
    assert home.journal.complaints() == [f"group {town.group}"]


def test_erasing_leaves_nothing_in_one(home: Site, town: Town) -> None:
    with home.store.write(home.act()) as work:
        person = make_person(work)
    for n in range(LONG):
        with home.store.write(home.act()) as work:
            work.get_one(Person, person.id).phone = f"{n}"
    undo(home, Outcome.of(None, work))
    assert checkpoints(home) == 1
    with home.store.write(home.act()) as work:
        erase(work, [RowKey("person", person.id)])
    with home.store.read() as session:
        kept = session.scalars(select(CheckpointRow.state)).all()
    assert len(kept) == 1 and person.name not in kept[0]
    assert home.journal.complaints() == []
