"""例外 as data: what may be allowed against the rules, by whose word and why.

Only what the city lets be excepted (「市長が特に認めるときは、この限りでない」) can be.
What the database guarantees, a room that is taken for one, never is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

from app.rules.book.base import Rule
from app.rules.book.parts import Parts, part
from app.rules.book.values import ListOf, must, word


class Waivable(StrEnum):
    """What an exception can be made from."""

    WINDOW = "window"
    LIMIT = "limit"
    LENGTH = "length"
    CONDITION = "condition"
    REGISTERED = "registered"
    CLOSED = "closed"
    HOURS = "hours"
    PENALTY = "penalty"


WAIVABLE: Mapping[Waivable, str] = {
    Waivable.WINDOW: "受付期間",
    Waivable.LIMIT: "回数などの上限",
    Waivable.LENGTH: "利用の長さ",
    Waivable.CONDITION: "お断りする場合",
    Waivable.REGISTERED: "登録団体だけの利用",
    Waivable.CLOSED: "休館日",
    Waivable.HOURS: "開館時間",
    Waivable.PENALTY: "利用の制限",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver(Rule):
    """What an exception may be made from, with a reason that is kept."""

    single: ClassVar[bool] = False

    of: tuple[Waivable, ...]

    @property
    def topics(self) -> frozenset[str]:
        return frozenset(self.of)

    @property
    def told(self) -> str:
        what = "・".join(WAIVABLE[each] for each in self.of)
        return f"{what}は、理由があれば例外を認められる"


def _waiver(of: tuple[str, ...], **common: Any) -> Waiver:
    must(bool(of))
    return Waiver(of=tuple(map(Waivable, of)), **common)


PARTS: Parts = {
    "waiver": part(
        _waiver,
        "of",
        of=ListOf(word({each.value: told for each, told in WAIVABLE.items()})),
    ),
}
