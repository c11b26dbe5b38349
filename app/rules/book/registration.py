"""団体登録 as data."""

from __future__ import annotations

from dataclasses import dataclass

from app.rules.book.base import Rule
from app.rules.book.parts import Parts, part
from app.rules.book.values import COUNT, TEXT, ListOf


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration(Rule):
    """団体登録: papers that come with the application."""

    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Rule):
    """Registration holds for so many 年度, counting the one it falls in."""

    fiscal_years: int


PARTS: Parts = {
    "registration": part(Registration, "documents", documents=ListOf(TEXT)),
    "term": part(Term, "fiscal_years", fiscal_years=COUNT),
}
