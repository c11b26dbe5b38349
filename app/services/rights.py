"""Who decides what a clerk does not: 減免の承認, 特別の料金 and 例外."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from app.kit.refusal import Refusal
from db.queries import staff as queries
from db.records.staff import DECIDING, Role, Staff
from db.store import Reading

ROLE_NAMES: Mapping[str, str] = {
    Role.HEAD: "所長",
    Role.CHIEF: "係長",
    Role.CLERK: "窓口職員",
}
#: 所長・係長: those who decide.
DECIDERS = "・".join(ROLE_NAMES[role] for role in DECIDING)


class NotDeciding(Refusal):
    """Whoever sits here has not the right; `who` names those who have it."""

    code = "staff.not_deciding"


def decider(session: Reading, staff: str) -> str:
    """係長 佐藤 花子, if this member of staff (a key) decides; else empty."""
    found = session.get(Staff, UUID(staff)) if staff else None
    if found is None or found.retired or found.role not in DECIDING:
        return ""
    return f"{ROLE_NAMES[found.role]} {found.name}"


def expect_decider(session: Reading, staff: str) -> str:
    """As `decider`; NotDeciding."""
    told = decider(session, staff)
    if not told:
        names = queries.deciding(session.read)
        raise NotDeciding(who="、".join(names) or DECIDERS)
    return told
