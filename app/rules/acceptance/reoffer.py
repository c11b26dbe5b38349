"""空きの再受付: when a slot that was cancelled can be booked again."""

from __future__ import annotations

from datetime import date

from app.rules.book.base import Explained
from app.rules.book.deadlines import CANCELLING, Reoffer
from app.rules.book.facts import NOTHING, Facts
from app.rules.book.rulebook import Place
from app.rules.calendar.closing import PlaceDays


def offered_from(
    place: Place, use_date: date, cancel_on: date, facts: Facts = NOTHING
) -> tuple[date, Explained] | None:
    """The first day, and why; None where no rule says, or where it is after the use."""
    rule = place.the(Reoffer, place.on(facts, use_date, cancel_on))
    if rule is None:
        return None
    within = rule.at_once_within
    if within is not None and (use_date - cancel_on).days <= within:
        told = f"利用日の{within}日前からの取消しは、すぐに次の方に開きます"
        return cancel_on, Explained(told, rule.rule)
    day, how = rule.opens.worked_out(cancel_on, PlaceDays(place), CANCELLING)
    if day > use_date:
        return None
    return day, Explained(f"取り消された枠は{how}から次の方に開きます", rule.rule)
