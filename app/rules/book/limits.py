"""利用の条件 as data: who may use what."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

from app.rules.book.base import Rule
from app.rules.book.parts import Parts, part
from app.rules.book.values import ListOf, choice


class Use(StrEnum):
    ROOMS = "rooms"
    ITEMS = "items"
    LOCKERS = "lockers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement(Rule):
    """Uses that are open to registered groups only."""

    single: ClassVar[bool] = False

    registered_only: frozenset[Use]


def _requirement(registered_only: tuple[Use, ...], **common: Any) -> Requirement:
    return Requirement(registered_only=frozenset(registered_only), **common)


USE = choice(Use, {"rooms": "部屋", "items": "備品", "lockers": "ロッカー"})
PARTS: Parts = {
    "requirement": part(_requirement, "registered_only", registered_only=ListOf(USE)),
}
