"""Enrolling 500 people in one go, in a center that insured many before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID, uuid4

import sqlcipher3.dbapi2 as sqlite

from app.kit.kana import fold
from app.rules.people.person_rows import PersonLine
from app.services.insurance import EarlyReason, EnrolLine, EnrolWish, PlanForm
from tests.bench import data
from tests.bench.rows import Row, Scale, Work, compare

FULL = Scale(many=200_000, few=20_000, runs=30)
AT_ONCE = 500
#: The key of a person in each table of people.
FIRST = {"person": "id", "person_key": "person_id"}
PLAN = PlanForm("ボランティア活動保険", "基本", 350, "ふくしの保険")


def measure(folder: Path, scale: Scale = FULL) -> Iterator[Row]:
    large = with_people(folder / "large", scale.many)
    small = with_people(folder / "small", scale.few)
    runs, grown = scale.runs, f"the same after {scale.few:,}"
    floor = "its rows and look-ups, raw"
    pasted, roster = _pasted(large), _roster(large)
    yield compare(f"enrol {AT_ONCE} new", floor, 3, pasted, Plain(large, new=True), runs)
    yield compare(
        f"enrol {AT_ONCE} of a roster", floor, 3, roster, Plain(large, new=False), runs
    )
    yield compare(
        f"enrol {AT_ONCE} new, 10x history", grown, 1.2, pasted, _pasted(small), runs
    )
    yield compare("the same of a roster", grown, 1.2, roster, _roster(small), runs)
    for insured in (large, small):
        insured.center.desk.close()


@dataclass(frozen=True)
class Insured:
    """A center, the people it knows, and the plan of this year."""

    center: data.Center
    people: Sequence[tuple[UUID, str]]
    plan: UUID


def with_people(folder: Path, many: int) -> Insured:
    """A center that enrolled so many people last year."""
    made, last = data.center(folder), data.TODAY.year - 1
    insurance, names = made.desk.insurance, _names(Random(many))
    plans = [_plan(made, year) for year in (last, last + 1)]
    people = [(UUID(int=n), next(names)) for n in range(1, many + 1)]
    lines = [EnrolLine(PersonLine(next(names)), plans[0])]
    wish = EnrolWish(last, lines, starts_on=date(last, 4, 2), reason=EarlyReason.ACCEPTED)
    insurance.enrol(made.staff, wish)
    with closing(made.plain()) as raw:
        raw.execute("PRAGMA synchronous = OFF")
        raw.execute("BEGIN IMMEDIATE")
        _fill(raw, people)
        raw.execute("COMMIT")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Insured(made, people, plans[1])


def _plan(made: data.Center, year: int) -> UUID:
    insurance = made.desk.insurance
    insurance.save_plans(made.staff, year, [PLAN], insurance.plan_table(year).loaded)
    return insurance.plans(year)[0].id


def _fill(raw: sqlite.Connection, people: Sequence[tuple[UUID, str]]) -> None:
    """Rows of the journal too, after the pattern of the one enrolment there is."""
    [(enrolment, person)] = raw.execute("SELECT id, person_id FROM insurance_enrolment")
    rows = [
        (
            {"id": key.hex, "name": name, "person_id": key.hex, "key": fold(name)},
            _key(data.TODAY.year - 1),
        )
        for key, name in people
    ]
    persons = [told for told, _ in rows]
    for table in FIRST:
        pattern = Pattern(raw, table, FIRST[table], person)
        pattern.write(
            [{n: told[n] for n in pattern.names if n in told} for told in persons]
        )
    keys = [{"id": key, "person_id": told["person_id"]} for told, key in rows]
    Pattern(raw, "insurance_enrolment", "id", enrolment).write(keys)
    change = Pattern(raw, "journal_change", "row_id", enrolment)
    place = count(10)
    change.write([{"row_id": key, "place": next(place)} for _, key in rows])


def _key(year: int) -> str:
    """As keys of enrolments are: the year, then anything."""
    return f"{year:04x}{uuid4().hex[4:]}"


def _names(random: Random) -> Iterator[str]:
    while True:
        family, given = (random.choices(data.KANJI, k=k) for k in (2, 3))
        yield f"{''.join(family)} {''.join(given)}"


def _pasted(insured: Insured) -> Work:
    """People of whom only the name is known, and nobody has it."""
    names = (f"甲{name}" for name in _names(Random(2)))

    def lines() -> list[PersonLine]:
        return [PersonLine(f"{next(names)}{n}") for n in range(AT_ONCE)]

    return _enrol(insured, lines)


def _roster(insured: Insured) -> Work:
    """People who are known, as the table of a roster has them."""
    people = iter(insured.people)

    def lines() -> list[PersonLine]:
        known = (next(people) for _ in range(AT_ONCE))
        return [PersonLine(name, person_id=key) for key, name in known]

    return _enrol(insured, lines)


def _enrol(insured: Insured, lines: Callable[[], list[PersonLine]]) -> Work:
    center = insured.center

    def enrol() -> object:
        told = [EnrolLine(line, insured.plan) for line in lines()]
        wish = EnrolWish(data.TODAY.year, told, center.group)
        return center.desk.insurance.enrol(center.staff, wish)

    return enrol


class Pattern:
    """An INSERT after a row that is there."""

    def __init__(
        self, raw: sqlite.Connection, table: str, column: str, key: str | int
    ) -> None:
        found = raw.execute(f"SELECT * FROM {table} WHERE {column} = ? LIMIT 1", (key,))
        self.names = [column[0] for column in found.description]
        self.values = dict(zip(self.names, found.fetchone(), strict=True))
        marks = ", ".join(f":{name}" for name in self.names)
        self._sql = f"INSERT INTO {table} ({', '.join(self.names)}) VALUES ({marks})"
        self._raw = raw

    def write(self, rows: Sequence[Mapping[str, Any]]) -> None:
        self._raw.executemany(self._sql, [{**self.values, **row} for row in rows])


class Plain:
    """One batch of 500 in one durable transaction: look-ups, rows, entry."""

    def __init__(self, insured: Insured, *, new: bool) -> None:
        self._raw, self._new = insured.center.plain(), new
        self._people = iter(insured.people[::-1])
        self._names = (f"{'乙' if new else '丙'}{name}" for name in _names(Random(3)))
        raw, pattern = self._raw, partial(Pattern, self._raw)
        (_enrol(insured, lambda: [PersonLine(next(self._names))]))()
        [[seq]] = raw.execute("SELECT seq FROM journal_head WHERE site = 'H'")
        [(enrolment, batch, person)] = raw.execute(
            "SELECT id, batch_id, person_id FROM insurance_enrolment ORDER BY rowid DESC"
            " LIMIT 1"
        )
        self._person = pattern("person", "id", person)
        self._key = pattern("person_key", "person_id", person)
        self._enrolment = pattern("insurance_enrolment", "id", enrolment)
        self._batch = pattern("insurance_batch", "id", batch)
        self._entry = pattern("journal_entry", "seq", seq)
        self._changes = {
            key: pattern("journal_change", "row_id", key)
            for key in (person, enrolment, batch)
        }
        self._ids = enrolment, batch, person

    def __call__(self) -> None:
        raw = self._raw
        enrolment, batch, person = self._ids
        keys = [_key(data.TODAY.year) for _ in range(AT_ONCE)]
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("UPDATE counter SET last = last + 1 WHERE kind = 'insurance'")
        [[seq]] = raw.execute("SELECT seq FROM journal_head WHERE site = 'H'")
        at = {"seq": seq + 1}
        batch_id = uuid4().hex
        if self._new:
            people = self._add_people()
            marked = [
                {**at, "row_id": p, "place": 1_000 + n} for n, p in enumerate(people)
            ]
            self._changes[person].write(marked)
        else:
            people = [next(self._people)[0].hex for _ in range(AT_ONCE)]
        for key in keys:
            raw.execute(
                "SELECT * FROM insurance_enrolment WHERE id = ?", (key,)
            ).fetchall()
        self._batch.write([{"id": batch_id}])
        told = zip(keys, people, strict=True)
        self._enrolment.write(
            [{"id": key, "person_id": p, "batch_id": batch_id} for key, p in told]
        )
        self._changes[batch].write([{**at, "row_id": batch_id}])
        self._changes[enrolment].write(
            [{**at, "row_id": key, "place": n} for n, key in enumerate(keys, 10)]
        )
        self._entry.write([at])
        raw.execute("UPDATE journal_head SET seq = ? WHERE site = 'H'", (seq + 1,))
        raw.execute("COMMIT")

    def _add_people(self) -> list[str]:
        names = [next(self._names) for _ in range(AT_ONCE)]
        people = [(uuid4().hex, name, fold(name)) for name in names]
        for _, _, key in people:
            found = "SELECT person_id FROM person_key WHERE key = ?"
            self._raw.execute(found, (key,)).fetchall()
        self._person.write([{"id": p, "name": name} for p, name, _ in people])
        self._key.write([{"person_id": p, "key": key} for p, _, key in people])
        return [p for p, *_ in people]
