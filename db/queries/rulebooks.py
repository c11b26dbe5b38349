"""Versions of the 規則集."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from db.records.sites import Rulebook
from db.session import Session


@dataclass(frozen=True, slots=True)
class RulebookRow:
    """One version of the rules, without its text."""

    id: UUID
    name: str
    valid_from: date


def versions(session: Session) -> Sequence[RulebookRow]:
    """Every version, the newest first."""
    found = session.execute(
        select(Rulebook.id, Rulebook.name, Rulebook.valid_from).order_by(
            Rulebook.valid_from.desc(), Rulebook.id.desc()
        )
    )
    return [RulebookRow(*row) for row in found]
