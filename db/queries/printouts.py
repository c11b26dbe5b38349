"""What was printed, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from db.records.payments import Printout
from db.session import Session


@dataclass(frozen=True, slots=True)
class PrintoutRow:
    """One printing; `copy` 2 and more is a 再発行. `fiscal_year` is 0 for most papers."""

    id: UUID
    form: str
    subject_id: UUID
    title: str
    copy: int
    fiscal_year: int
    printed_at: datetime


def latest(session: Session, words: str = "", limit: int = 200) -> Sequence[PrintoutRow]:
    """Those with the words in their title; without words all of them."""
    found = session.execute(
        select(
            Printout.id,
            Printout.form,
            Printout.subject_id,
            Printout.title,
            Printout.copy,
            Printout.fiscal_year,
            Printout.printed_at,
        )
        .where(Printout.title.contains(words, autoescape=True))
        .order_by(Printout.printed_at.desc(), Printout.id.desc())
        .limit(limit)
    )
    return [PrintoutRow(*row) for row in found]


def copies(session: Session, form: str, subject_id: UUID, fiscal_year: int = 0) -> int:
    """How often this paper has been printed."""
    return session.execute(
        select(func.count())
        .select_from(Printout)
        .where(Printout.form == form, Printout.subject_id == subject_id)
        .where(Printout.fiscal_year == fiscal_year)
    ).scalar_one()
