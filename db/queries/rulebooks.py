"""Versions of the 規則集."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Date, String, Uuid, select

from db.prepared import Prepared
from db.records.sites import Rulebook
from db.session import Session

VERSIONS = Prepared(
    select(Rulebook.id, Rulebook.name, Rulebook.valid_from).order_by(
        Rulebook.valid_from.desc(), Rulebook.id.desc()
    ),
    Uuid(),
    String(),
    Date(),
)


@dataclass(frozen=True, slots=True)
class RulebookRow:
    """One version of the rules, without its text."""

    id: UUID
    name: str
    valid_from: date


def versions(session: Session) -> Sequence[RulebookRow]:
    """Every version, the newest first."""
    return [RulebookRow(*row) for row in session.rows(VERSIONS)]
