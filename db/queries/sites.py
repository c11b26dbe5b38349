"""拠点 and what is in force there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_OID, UUID, uuid5

from sqlalchemy import select

from db.reader import Reader, as_key
from db.records.sites import Rulebook, Setting, Site
from db.session import Session

SITES = """
    SELECT id, code, kind, name, city, postal_code, address, phone FROM site
    ORDER BY kind, code
"""


@dataclass(frozen=True, slots=True)
class SiteRow:
    """One facility, as headers and papers name it."""

    id: UUID
    code: str
    kind: str
    name: str
    city: str
    postal_code: str
    address: str
    phone: str


@dataclass(frozen=True, slots=True)
class RulebookRow:
    """One version of the rules, without its text."""

    id: UUID
    name: str
    valid_from: date


def sites(read: Reader) -> Sequence[SiteRow]:
    return [SiteRow(as_key(key), *rest) for key, *rest in read(SITES, {})]


def site(session: Session, code: str) -> Site:
    """The site of a code."""
    [found] = session.records(select(Site).where(Site.code == code))
    return found


def rulebooks(session: Session) -> Sequence[RulebookRow]:
    """Every version, the newest first."""
    found = session.execute(
        select(Rulebook.id, Rulebook.name, Rulebook.valid_from).order_by(
            Rulebook.valid_from.desc(), Rulebook.id.desc()
        )
    )
    return [RulebookRow(*row) for row in found]


def settings(session: Session, site: str) -> dict[str, str]:
    """Values that differ from the declared ones; the site's own win over all sites'."""
    found = session.execute(
        select(Setting.name, Setting.value)
        .where(Setting.scope.in_(["", site]))
        .order_by(Setting.scope)
    )
    return {name: value for name, value in found}


def setting_key(name: str, scope: str) -> UUID:
    """The same at every site, so that a setting made twice is one row."""
    return uuid5(NAMESPACE_OID, f"{scope}/{name}")


def setting(session: Session, name: str, scope: str) -> Setting | None:
    return session.get(Setting, setting_key(name, scope))
