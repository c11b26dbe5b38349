"""Groups as lists and cards show them."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Boolean, Date, String, bindparam, func, select, text

from db.prepared import Prepared
from db.reader import as_day, as_known_key
from db.records.base import table_of
from db.records.groups import Group, Member, Person, Role
from db.session import Session

ROW = """
    SELECT g.id, g.number, g.name, g.kana, g.phone,
           (SELECT p.name FROM member m JOIN person p ON p.id = m.person_id
            WHERE m.group_id = g.id AND m.role = 'representative'
            ORDER BY m.place LIMIT 1),
           g.members, g.valid_until, g.lapsed
"""
LATEST = Prepared(text(f'{ROW} FROM "group" g ORDER BY g.id DESC LIMIT :limit'))


GROUP = table_of(Group)
TERM = Prepared(
    select(GROUP.c.valid_until, GROUP.c.lapsed, GROUP.c.kind).where(
        GROUP.c.id == bindparam("key")
    ),
    Date(),
    Boolean(),
    String(),
)


class Among(NamedTuple):
    """How a database is given many keys at once, and tells their order."""

    statement: Prepared
    given: Callable[[Collection[UUID]], object]


def _among(wanted: str, given: Callable[[Collection[UUID]], object]) -> Among:
    joined = f'{ROW} FROM {wanted} JOIN "group" g ON g.id = wanted.value'
    return Among(Prepared(text(f"{joined} ORDER BY wanted.key")), given)


AMONG = {
    "sqlite": _among(
        "json_each(:ids) AS wanted", lambda ids: json.dumps([key.hex for key in ids])
    ),
    "postgresql": _among(
        "unnest(CAST(:ids AS uuid[])) WITH ORDINALITY AS wanted (value, key)", list
    ),
}


class GroupRow(NamedTuple):
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
    look = AMONG[session.connection().dialect.name]
    return _rows(session, look.statement, {"ids": look.given(ids)})


def term(session: Session, group_id: UUID) -> tuple[date | None, bool, str]:
    """The last day of a group's registration, whether it has lapsed, and its 団体区分."""
    [(until, lapsed, kind)] = session.rows(TERM, {"key": group_id})
    return until, lapsed, kind


def latest(session: Session, limit: int = 50) -> Sequence[GroupRow]:
    """The groups registered last."""
    return _rows(session, LATEST, {"limit": limit})


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
    session: Session, statement: Prepared, values: Mapping[str, Any]
) -> Sequence[GroupRow]:
    return [
        GroupRow(
            as_known_key(key), number, name, kana, phone, head or "", members,
            until and as_day(until), bool(lapsed),
        )
        for key, number, name, kana, phone, head, members, until, lapsed
        in statement.rows(session.connection(), values)
    ]  # fmt: skip
