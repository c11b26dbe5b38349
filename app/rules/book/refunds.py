"""取消・変更と還付 as data."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from app.rules.book.base import Needs, Rule
from app.rules.book.conditions import facts_of
from app.rules.book.fees import ROUNDING, Rounding
from app.rules.book.offset import Offset
from app.rules.book.parts import Parts, part
from app.rules.book.values import FLAG, OFFSET, RATE, Form, ListOf, choice, must
from app.rules.wording import percent_text

#: Rates that are told without a number.
WHOLE = {Decimal(0): "返さない", Decimal(1): "全額"}


@dataclass(frozen=True, slots=True)
class Tier:
    """Cancelled `by` this day (included), `rate` of the fee is paid back.

    Without `by` it holds whenever the cancellation comes.
    """

    rate: Decimal
    by: Offset | None = None

    def __str__(self) -> str:
        by = f"{self.by}までは" if self.by is not None else ""
        return by + WHOLE.get(self.rate, percent_text(self.rate))


class CutShort(StrEnum):
    """What of a use that the house cuts short is not charged: the slots that are lost
    whole, or the time that is lost."""

    SLOTS = "slots"
    TIME = "time"


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundTiers(Rule):
    """還付; after the last tier nothing is paid back, without tiers nothing at all.

    `cut_short` says what is lost of a use that ends earlier (None: nothing of it).

    `rounding` of what is paid back, or `kept_rounding` of what is not (取消料), is needed
    only where the share of a fee is not whole yen.
    """

    tiers: tuple[Tier, ...]
    rounding: Rounding | None = None
    kept_rounding: Rounding | None = None
    cut_short: CutShort | None = None

    def about(self, name: str) -> bool:
        """Whether its condition asks for a fact, the item for one."""
        return name in facts_of(self.when)

    def __str__(self) -> str:
        later = self.tiers and self.tiers[-1].by is not None and self.tiers[-1].rate
        told = [*map(str, self.tiers), *(["その後は返さない"] if later else [])]
        return "、".join(told) or "返さない"

    @property
    def told(self) -> str:
        told = f"{self}({self.rounded})" if self.rounded else str(self)
        if self.cut_short is not None:
            told += f"。短くした使用は{CUT_SHORT.choices[self.cut_short]}"
        return told

    @property
    def rounded(self) -> str:
        if self.kept_rounding is not None:
            return f"取消料の{self.kept_rounding}"
        return "" if self.rounding is None else str(self.rounding)


class Cheaper(StrEnum):
    """When the new date costs less: the difference is paid back, or it is not."""

    REFUND = "refund"
    KEEP = "keep"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Rule):
    """使用日の変更. Until `difference_until` (None: always) only the difference is paid.

    Later `later_share` of the fee paid so far is owed besides. `as_cancel`: a change is
    a cancellation and a new application.
    """

    difference_until: Offset | None = None
    later_share: Decimal | None = None
    cheaper: Cheaper | None = None
    rounding: Rounding | None = None
    as_cancel: bool = False

    @property
    def told(self) -> str:
        if self.as_cancel:
            return "変更は、取消しと新しい申込みとして扱う"
        until = f"{self.difference_until}までは" if self.difference_until else ""
        told = [f"{until}差額だけを納める"]
        if self.later_share is not None:
            told.append(f"その後は前の使用料の{percent_text(self.later_share)}を加える")
        if self.cheaper is not None:
            told.append(f"安くなったときは{CHEAPER.choices[self.cheaper]}")
        if self.rounding is not None:
            told.append(str(self.rounding))
        return "、".join(told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancel(Rule):
    """取消. `charged_from` is the first day on which a cancellation is charged.

    `always`: whenever it comes. `owed_if_unpaid`: of a fee that is not paid yet, what
    would not be paid back is still owed. `whole_only`: no part of an application can be
    cancelled.
    """

    charged_from: Offset | None = None
    always: bool = False
    owed_if_unpaid: bool | None = None
    whole_only: bool = False

    @property
    def told(self) -> str:
        told = []
        if self.charged_from is not None:
            told.append(f"{self.charged_from}から取消料がかかる")
        if self.always:
            told.append("いつでも取消料がかかる")
        if self.owed_if_unpaid is not None:
            owed = "未納でも請求する" if self.owed_if_unpaid else "未納なら請求しない"
            told.append(owed)
        if self.whole_only:
            told.append("申請の全部についてだけ取り消せる")
        return "、".join(told)


def _refund(tiers: tuple[Tier, ...], **rest: Any) -> RefundTiers:
    must(all(early.by is not None for early, _ in itertools.pairwise(tiers)))
    must(not {"rounding", "kept_rounding"} <= rest.keys())
    return RefundTiers(tiers=tiers, **rest)


def _change(**keys: Any) -> Change:
    made = Change(**keys)
    if made.as_cancel:
        must(made.difference_until is None and made.later_share is None)
    if made.later_share is not None and made.difference_until is None:
        raise Needs("difference_until")
    return made


def _cancel(**keys: Any) -> Cancel:
    made = Cancel(**keys)
    must(not (made.always and made.charged_from is not None))
    return made


TIER = Form(Tier, {"by": OFFSET, "rate": RATE}, frozenset({"rate"}))
CUT_SHORT = choice(
    CutShort, {"slots": "使えない区分の分だけ", "time": "使えない時間の分だけ"}
)
CHEAPER = choice(Cheaper, {"refund": "差額を返す", "keep": "差額を返さない"})
PARTS: Parts = {
    "refund": part(
        _refund,
        "tiers",
        tiers=ListOf(TIER),
        rounding=ROUNDING,
        kept_rounding=ROUNDING,
        cut_short=CUT_SHORT,
    ),
    "change": part(
        _change,
        difference_until=OFFSET,
        later_share=RATE,
        cheaper=CHEAPER,
        rounding=ROUNDING,
        as_cancel=FLAG,
    ),
    "cancel": part(
        _cancel,
        charged_from=OFFSET,
        always=FLAG,
        owed_if_unpaid=FLAG,
        whole_only=FLAG,
    ),
}
