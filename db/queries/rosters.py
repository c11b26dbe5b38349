"""People on rosters: as tables, cards and doubts show them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, func, select, union

from db.folding import fold, katakana
from db.journal import log
from db.keys import derived
from db.records.groups import Group, Member, Person, Role
from db.records.insurance import InsuranceEnrolment, InsurancePlan
from db.records.rosters import PersonKey, RosterLine
from db.session import Session


class RosterRow(NamedTuple):
    """A person on a roster. `groups` names others this person belongs to, `insured`
    the plans of the roster's fiscal year."""

    line_id: UUID
    person_id: UUID
    title: str
    name: str
    kana: str
    born_on: date | None
    postal_code: str
    address: str
    phone: str
    groups: tuple[str, ...] = ()
    insured: tuple[str, ...] = ()


class PersonRow(NamedTuple):
    """A person as doubts show them; `groups` names where they belong."""

    id: UUID
    name: str
    kana: str
    born_on: date | None
    postal_code: str
    address: str
    phone: str
    groups: tuple[str, ...] = ()


class Standing(NamedTuple):
    """A person's place on the roster of a group in a fiscal year."""

    group_id: UUID
    group: str
    fiscal_year: int
    title: str


#: Between the two parts of フリガナ.
BLANK = "\u3000"
PERSON: tuple[Any, ...] = (
    Person.name,
    Person.kana,
    Person.born_on,
    Person.postal_code,
    Person.address,
    Person.phone,
)


def line_key(group_id: UUID, fiscal_year: int, person_id: UUID) -> UUID:
    """The key of a person's line on a roster, the same at every site."""
    return derived("roster_line", group_id, person_id, year=fiscal_year)


def of_group(session: Session, group_id: UUID, fiscal_year: int) -> Sequence[RosterRow]:
    """A roster in its order, without those who were forgotten."""
    found = session.execute(
        select(RosterLine.id, RosterLine.person_id, RosterLine.title, *PERSON)
        .join(Person, Person.id == RosterLine.person_id)
        .where(RosterLine.group_id == group_id, RosterLine.fiscal_year == fiscal_year)
        .where(Person.forgotten.is_(False))
        .order_by(RosterLine.place, Person.kana, RosterLine.id)
    )
    rows = [RosterRow(*row) for row in found]
    ids = [row.person_id for row in rows]
    groups = groups_of(session, ids)
    insured = insured_in(session, ids, fiscal_year)
    return [
        row._replace(
            groups=tuple(
                name for key, name in groups.get(row.person_id, ()) if key != group_id
            ),
            insured=insured.get(row.person_id, ()),
        )
        for row in rows
    ]


def years(session: Session, group_id: UUID) -> Mapping[int, int]:
    """How many people stood on a group's roster, by fiscal year, the latest first."""
    found = session.execute(
        select(RosterLine.fiscal_year, func.count())
        .join(Person, Person.id == RosterLine.person_id)
        .where(RosterLine.group_id == group_id, Person.forgotten.is_(False))
        .group_by(RosterLine.fiscal_year)
        .order_by(RosterLine.fiscal_year.desc())
    )
    return {year: count for year, count in found}


def lines(session: Session, group_id: UUID, fiscal_year: int) -> dict[UUID, RosterLine]:
    """The records of a roster, by person."""
    found = session.records(
        select(RosterLine)
        .join(Person, Person.id == RosterLine.person_id)
        .where(RosterLine.group_id == group_id, RosterLine.fiscal_year == fiscal_year)
        .where(Person.forgotten.is_(False))
    )
    return {line.person_id: line for line in found}


def heads(session: Session, group_id: UUID) -> Sequence[RosterRow]:
    """Who speaks for a group, as they would stand on its roster."""
    found = session.execute(
        select(Member.id, Member.person_id, Member.title, *PERSON)
        .join(Person, Person.id == Member.person_id)
        .where(Member.group_id == group_id)
        .order_by(Member.role.desc(), Member.place)
    )
    return [RosterRow(*row) for row in found]


def spoken_for(session: Session, person_id: UUID) -> Sequence[str]:
    """The names of groups that are still registered and for which somebody speaks."""
    return session.scalars(
        select(Group.name)
        .join(Member, Member.group_id == Group.id)
        .where(Member.person_id == person_id, Group.lapsed.is_(False))
        .where(Member.role.in_((Role.REPRESENTATIVE, Role.CONTACT)))
        .distinct()
        .order_by(Group.name)
    ).all()


def people(session: Session, ids: Collection[UUID]) -> Mapping[UUID, PersonRow]:
    """People and the groups they belong to."""
    rows: dict[UUID, PersonRow] = {}
    groups = groups_of(session, ids)
    for chunk in log.chunks(sorted(set(ids))):
        for row in session.execute(
            select(Person.id, *PERSON).where(Person.id.in_(chunk))
        ):
            person = PersonRow(*row)
            names = tuple(name for _, name in groups.get(person.id, ()))
            rows[person.id] = person._replace(groups=names)
    return rows


def named(session: Session, words: str, most: int) -> Sequence[UUID]:
    """People whose name or kana has these words in it, the shortest names first."""
    key, kana = fold(words), katakana("".join(words.split()))
    found = session.execute(
        select(Person.id)
        .join(PersonKey, PersonKey.person_id == Person.id)
        .where(
            PersonKey.key.contains(key, autoescape=True)
            | func.replace(Person.kana, BLANK, "").contains(kana, autoescape=True)
        )
        .order_by(func.length(PersonKey.key), PersonKey.key, Person.id)
        .limit(most)
    )
    return [row[0] for row in found]


def belonging(session: Session, group_id: UUID) -> set[UUID]:
    """Who speaks for a group, or stands on the last roster it has."""
    last = (
        select(func.max(RosterLine.fiscal_year))
        .where(RosterLine.group_id == group_id)
        .scalar_subquery()
    )
    on_roster = select(RosterLine.person_id).where(
        RosterLine.group_id == group_id, RosterLine.fiscal_year == last
    )
    members = select(Member.person_id).where(Member.group_id == group_id)
    return {row[0] for row in session.execute(union(on_roster, members))}


def groups_of(
    session: Session, ids: Collection[UUID]
) -> Mapping[UUID, Sequence[tuple[UUID, str]]]:
    """The groups of each person, by member and by roster: key and name."""
    found: dict[UUID, list[tuple[UUID, str]]] = {}
    for chunk in log.chunks(sorted(set(ids))):
        belongs = union(_groups(Member, chunk), _groups(RosterLine, chunk)).subquery()
        for person_id, group_id, name in session.execute(
            select(belongs.c.person_id, Group.id, Group.name)
            .join(Group, Group.id == belongs.c.group_id)
            .order_by(Group.kana, Group.id)
        ):
            found.setdefault(person_id, []).append((group_id, name))
    return found


def _groups(
    record: type[Member] | type[RosterLine], ids: Collection[UUID]
) -> Select[UUID, UUID]:
    return select(record.person_id, record.group_id).where(record.person_id.in_(ids))


def insured_in(
    session: Session, ids: Collection[UUID], fiscal_year: int
) -> Mapping[UUID, tuple[str, ...]]:
    """The plans that people are enrolled in for a fiscal year."""
    found: dict[UUID, tuple[str, ...]] = {}
    for chunk in log.chunks(sorted(set(ids))):
        for person_id, plan in session.execute(
            select(InsuranceEnrolment.person_id, InsurancePlan.name)
            .join(InsurancePlan, InsurancePlan.id == InsuranceEnrolment.plan_id)
            .where(InsuranceEnrolment.person_id.in_(chunk))
            .where(InsurancePlan.fiscal_year == fiscal_year)
            .order_by(InsurancePlan.place, InsurancePlan.name)
        ):
            found[person_id] = (*found.get(person_id, ()), plan)
    return found


def standings(session: Session, person_id: UUID) -> Sequence[Standing]:
    """Every roster that a person stands on, the latest first."""
    found = session.execute(
        select(Group.id, Group.name, RosterLine.fiscal_year, RosterLine.title)
        .join(Group, Group.id == RosterLine.group_id)
        .where(RosterLine.person_id == person_id)
        .order_by(RosterLine.fiscal_year.desc(), Group.kana)
    )
    return [Standing(*row) for row in found]
