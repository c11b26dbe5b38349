"""Finds people again by their names, however these were written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import String, Uuid, insert, select

from db.folding import fold
from db.journal import log
from db.journal.projections import Here, projects
from db.prepared import OfKeys, Prepared
from db.records.base import table_of
from db.records.groups import Person
from db.records.rosters import PersonKey
from db.session import Session

ADD = Prepared(insert(table_of(PersonKey)))
STALE = OfKeys("DELETE FROM person_key WHERE person_id IN {keys}", "uuid")
NAMED = OfKeys(
    "SELECT id, name FROM person WHERE id IN {keys} AND NOT forgotten",
    "uuid",
    Uuid(),
    String(),
)
CALLED = OfKeys(
    "SELECT key, person_id FROM person_key WHERE key IN {keys}", "text", String(), Uuid()
)


@projects("person")
def index_people(session: Session, _: Here, ids: Collection[UUID]) -> None:
    """Make the keys of these people anew. Who was forgotten is not found again."""
    connection = session.connection()
    STALE.run(connection, ids)
    named = NAMED.rows(connection, ids)
    if named:
        rows = [{"person_id": key, "key": fold(name)} for key, name in named]
        ADD.run(connection, *rows)


def namesakes(session: Session, names: Collection[str]) -> Mapping[str, Sequence[UUID]]:
    """Everybody called so, by the folded name."""
    found: defaultdict[str, list[UUID]] = defaultdict(list)
    for key, person_id in sorted(CALLED.rows(session.connection(), set(names))):
        found[key].append(person_id)
    return found


class Told(NamedTuple):
    """What is known of a person."""

    id: UUID
    name: str
    kana: str
    born_on: date | None
    postal_code: str
    address: str
    phone: str


COLUMNS: tuple[Any, ...] = tuple(getattr(Person, name) for name in Told._fields)


def rows(session: Session, ids: Collection[UUID]) -> Sequence[Told]:
    """What is known of people, in no order."""
    found: list[Told] = []
    for chunk in log.chunks(sorted(set(ids))):
        rows = session.execute(select(*COLUMNS).where(Person.id.in_(chunk)))
        found += [Told(*row) for row in rows]
    return found


def records(session: Session, ids: Collection[UUID]) -> Mapping[UUID, Person]:
    """People by their keys, as records of this transaction."""
    found: dict[UUID, Person] = {}
    for chunk in log.chunks(sorted(set(ids))):
        for person in session.records(select(Person).where(Person.id.in_(chunk))):
            found[person.id] = person
    return found
