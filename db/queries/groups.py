"""Groups as lists and cards show them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from db.records.groups import Group, Member, Person, Role
from db.session import Session

LATEST = 50


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One line of a list of groups."""

    id: UUID
    number: str
    name: str
    kana: str
    phone: str
    representative: str
    members: int
    valid_until: date | None
    lapsed: bool


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A person in a group."""

    id: UUID
    person_id: UUID
    role: str
    title: str
    name: str
    kana: str
    postal_code: str
    address: str
    phone: str
    email: str


MEMBER: tuple[Any, ...] = (
    Member.id,
    Person.id,
    Member.role,
    Member.title,
    Person.name,
    Person.kana,
    Person.postal_code,
    Person.address,
    Person.phone,
    Person.email,
)


def rows(session: Session, ids: Collection[UUID]) -> Sequence[GroupRow]:
    """The groups of `ids`, in that order."""
    found = {row.id: row for row in _rows(session, Group.id.in_(ids), len(ids))}
    return [found[key] for key in ids if key in found]


def latest(session: Session, limit: int = LATEST) -> Sequence[GroupRow]:
    """The groups registered last."""
    return _rows(session, Group.id.is_not(None), limit)


def kinds(session: Session, limit: int) -> Sequence[str]:
    """The kinds that groups give for themselves, the commonest first."""
    return session.scalars(
        select(Group.kind)
        .where(Group.kind != "")
        .group_by(Group.kind)
        .order_by(func.count().desc(), Group.kind)
        .limit(limit)
    ).all()


def members(session: Session, group_id: UUID) -> Sequence[MemberRow]:
    """Representative, contact, then the others in their order."""
    found = session.execute(
        select(*MEMBER)
        .join(Person, Person.id == Member.person_id)
        .where(Member.group_id == group_id)
        .order_by(Member.place, Person.kana)
    )
    rank = {Role.REPRESENTATIVE: 0, Role.CONTACT: 1}
    return sorted(
        (MemberRow(*row) for row in found), key=lambda m: rank.get(Role(m.role), 2)
    )


def _rows(
    session: Session, wanted: ColumnElement[bool], limit: int
) -> Sequence[GroupRow]:
    head, person = aliased(Member), aliased(Person)
    found = session.execute(
        select(
            Group.id,
            Group.number,
            Group.name,
            Group.kana,
            Group.phone,
            person.name,
            Group.members,
            Group.valid_until,
            Group.lapsed,
        )
        .outerjoin(head, (head.group_id == Group.id) & (head.role == Role.REPRESENTATIVE))
        .outerjoin(person, person.id == head.person_id)
        .where(wanted)
        .order_by(Group.id.desc())
        .limit(limit)
    )
    return [
        GroupRow(key, number, name, kana, phone, who or "", count, until, lapsed)
        for key, number, name, kana, phone, who, count, until, lapsed in found
    ]
