"""利用の条件 as data: who may use what."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

from app.rules.book.base import Rule
from app.rules.book.parts import Parts, part
from app.rules.book.values import TEXT, ListOf, choice


class Use(StrEnum):
    ROOMS = "rooms"
    ITEMS = "items"
    LOCKERS = "lockers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement(Rule):
    """Uses that are open to registered groups only."""

    single: ClassVar[bool] = False

    registered_only: frozenset[Use]


class About(StrEnum):
    """What is refused: 予約・抽選の申込み・団体登録・貸出."""

    BOOKING = "booking"
    LOTTERY = "lottery"
    REGISTRATION = "registration"
    LOAN = "loan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refuse(Rule):
    """Refused when the condition is certainly true; `instead` tells what is possible."""

    single: ClassVar[bool] = False

    reason: str
    instead: str = ""
    what: About = About.BOOKING


def _refuse(about: About = About.BOOKING, **rest: Any) -> Refuse:
    return Refuse(what=about, **rest)


def _requirement(registered_only: tuple[Use, ...], **common: Any) -> Requirement:
    return Requirement(registered_only=frozenset(registered_only), **common)


USE = choice(Use, {"rooms": "部屋", "items": "備品", "lockers": "ロッカー"})
ABOUT = choice(
    About,
    {
        "booking": "予約",
        "lottery": "抽選の申込み",
        "registration": "団体登録",
        "loan": "貸出",
    },
)
PARTS: Parts = {
    "refuse": part(_refuse, "reason when", reason=TEXT, instead=TEXT, about=ABOUT),
    "requirement": part(_requirement, "registered_only", registered_only=ListOf(USE)),
}
