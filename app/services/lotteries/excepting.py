"""例外 for a request in a lottery: kept with it, and with the booking if it wins."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from app.kit.messages import text_of
from app.kit.refusal import Refusal
from app.rules.book.waivers import Waiver
from app.rules.use.waiving import Waived
from app.services.lotteries.values import WishRefused
from app.services.waivers import Given, allowed_by, give, keep, waived
from app.services.wishes import WishForm, wishes_text
from db.journal.capture import JournaledSession
from db.records.lotteries import LotteryRequest

#: The place of what concerns every wish.
ALL = 0


class Excepted(NamedTuple):
    """What is excepted from for the wish at a place (1 the dearest), or for all."""

    place: int
    waived: Waived


def excepted(
    place: int,
    field: str,
    found: Sequence[tuple[Refusal, Waiver | None]],
    reason: str,
) -> Sequence[Excepted]:
    """What is excepted from for a reason. Raises WishRefused with what is left."""
    left = [no for no, rule in found if rule is None or not reason]
    if left:
        raise WishRefused(field, left[0], text_of(left[0]), allowed_by(found))
    return [Excepted(place, waived(no)) for no, _ in found]


def kept(
    work: JournaledSession,
    passed: Sequence[Excepted],
    wishes: Sequence[WishForm],
    reason: str,
    before: str,
) -> str:
    """As the request keeps it, by who acts; what was excepted from `before` as well, of
    the same wish and for the same reason, stays with who did it. NotDeciding;
    FieldRefused at `waiver`."""
    if not passed:
        return ""
    of = {place: wishes_text([wish]) for place, wish in enumerate(wishes, 1)}
    of[ALL] = wishes_text(wishes)
    listed = [[each.place, *_told(each.waived), of[each.place]] for each in passed]
    if before and _same(json.loads(before), listed, reason.strip()):
        return before
    given = give(work, reason)
    told = {
        "reason": given.reason,
        "staff": given.staff,
        "at": given.at.isoformat(),
        "from": listed,
    }
    return json.dumps(told, ensure_ascii=False)


def reason_of(text: str) -> str:
    return str(json.loads(text)["reason"]) if text else ""


def keep_with(
    work: JournaledSession, booking_id: UUID, request: LotteryRequest, place: int
) -> None:
    """The exceptions that let a wish be entered stay with what it won."""
    if not request.waived:
        return
    told = json.loads(request.waived)
    given = Given(told["reason"], told["staff"], datetime.fromisoformat(told["at"]))
    for of, about, what, rule, *_ in told["from"]:
        if of in (ALL, place):
            keep(work, booking_id, about, what, given, rule)


def _same(told: dict[str, Any], listed: list[list[Any]], reason: str) -> bool:
    return told["reason"] == reason and all(each in told["from"] for each in listed)


def _told(it: Waived) -> tuple[str, str, str]:
    return str(it.about), it.told, it.rule
