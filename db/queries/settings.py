"""設定 as they were changed from the declared ones."""

from __future__ import annotations

from uuid import NAMESPACE_OID, UUID, uuid5

from sqlalchemy import select

from db.records.sites import Setting
from db.session import Session


def values(session: Session, site: str) -> dict[str, str]:
    """By name; the site's own win over those of all sites."""
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
