"""Lines of people become people: whom each means, who is new, what is asked first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from app.rules.people import person_rows
from app.rules.people.person_rows import Doubtful, Known, PersonLine, Settled
from db import people
from db.journal.capture import JournaledSession
from db.queries import rosters
from db.queries.rosters import PersonRow
from db.records.groups import Person
from db.store import Reading

#: What a line tells about a person.
FIELDS = ("kana", "born_on", "postal_code", "address", "phone")


@dataclass(frozen=True, slots=True)
class Seated:
    """The person of each line, by the line's place."""

    people: Mapping[int, UUID]
    added: int


def settled(
    session: Reading, lines: Mapping[int, PersonLine], group_id: UUID | None
) -> Settled:
    """Whom lines mean, of all people known; `group_id` is the group they are for."""
    found = people.namesakes(session, set(person_rows.names(lines.values())))
    ids = {key for keys in found.values() for key in keys}
    own = rosters.belonging(session, group_id) if ids and group_id else set()
    rows = rosters.people(session, ids)
    known = {
        key: [_known(rows[each], each in own) for each in keys]
        for key, keys in found.items()
    }
    return person_rows.settled(lines, known)


def seat(
    work: JournaledSession, lines: Mapping[int, PersonLine], group_id: UUID | None
) -> Seated:
    """Make people of the lines: known ones learn what a line tells, others are new.

    Doubtful when a line may mean several. The name of a known person stays.
    """
    found = settled(work, lines, group_id)
    if found.doubts:
        raise Doubtful(found.doubts)
    known = {row: key for row, key in found.people.items() if key}
    _learn(work, {key: lines[row] for row, key in known.items()})
    seated = dict(known)
    for row, line in lines.items():
        if row not in known:
            seated[row] = work.new_id()
            work.add(_new(seated[row], line))
    return Seated({row: seated[row] for row in lines}, len(seated) - len(known))


def _new(key: UUID, line: PersonLine) -> Person:
    told = {field: getattr(line, field) for field in FIELDS}
    rest = {"id": key, "name": line.name, "email": "", "forgotten": False}
    return Person.stored({**told, **rest})


def _learn(work: JournaledSession, lines: Mapping[UUID, PersonLine]) -> None:
    """Let people know what their lines tell; an empty cell tells nothing."""
    told = {
        key: {field: value for field in FIELDS if (value := getattr(line, field))}
        for key, line in lines.items()
    }
    news = {
        person.id
        for person in people.rows(work, [key for key, values in told.items() if values])
        if any(getattr(person, name) != value for name, value in told[person.id].items())
    }
    for key, person in people.records(work, news).items():
        for field, value in told[key].items():
            setattr(person, field, value)


def correct(person: Person, line: PersonLine) -> None:
    """Let a person be as a line has it that showed all of them."""
    person.name = line.name
    for field in FIELDS:
        setattr(person, field, getattr(line, field))


def _known(row: PersonRow, own: bool) -> Known:
    return Known(*row, own=own)


def as_line(row: PersonRow | rosters.RosterRow, person_id: UUID) -> PersonLine:
    """A known person as a line of a table."""
    title = row.title if isinstance(row, rosters.RosterRow) else ""
    told = {field: getattr(row, field) for field in FIELDS}
    return PersonLine(name=row.name, title=title, person_id=person_id, **told)
