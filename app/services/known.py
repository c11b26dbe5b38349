"""What the desk knows of a group, as facts that rules can hang on."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from app.rules.book.facts import Fact, Facts, one
from app.rules.book.rulebook import Rulebook
from app.rules.registrations import is_current
from db.queries import groups
from db.store import Reading


def group_facts(
    session: Reading, book: Rulebook, group_id: UUID | None, apply_on: date
) -> Facts:
    """Its registration on the day of application, and its class (団体区分).

    A class that the rules do not know is none to them. Without a group the registration
    is assumed.
    """
    if group_id is None:
        return Facts({"registered": True}, apply_on=apply_on)
    until, lapsed, kind = groups.term(session, group_id)
    values: dict[str, Fact] = {"registered": is_current(until, lapsed, apply_on)}
    if kind in book.words.group_types:
        values["group_type"] = one(kind)
    return Facts(values, apply_on=apply_on)
