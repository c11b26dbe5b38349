"""Two clerks changed one form: what the other did, and what becomes of both. No Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from ui.pages.groups.shown import histories, roles
from ui.pages.groups.values import Values, as_values

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.groups import GroupCard, Rows
    from app.services.journal import Event


@dataclass(frozen=True, slots=True)
class Change:
    """A field that the other changed from `before` to `theirs`; `mine` stands here.

    `both`: it was changed here as well, to something else. `at` is local.
    """

    name: str
    before: str
    theirs: str
    mine: str
    staff: str
    at: datetime
    both: bool


@dataclass(frozen=True, slots=True)
class Clash:
    """What was typed here, over what is kept now."""

    card: GroupCard
    base: Values
    mine: Values
    changes: Sequence[Change]

    @property
    def staff(self) -> str:
        """Everybody who changed something, once each."""
        return "・".join(dict.fromkeys(change.staff for change in self.changes))

    def merged(self, keep_mine: frozenset[str]) -> Values:
        """Their changes and mine; `keep_mine` names fields of both where mine stays."""
        values = dict(as_values(self.card.form))
        theirs = {change.name for change in self.changes if change.both} - keep_mine
        for name, text in self.mine.items():
            if text != self.base[name] and name not in theirs:
                values[name] = text
        return values


def clash(
    desk: Desk, now: datetime, card: GroupCard, rows: Rows, base: Values, mine: Values
) -> Clash:
    """What is kept now (`card`) against what was typed (`mine`) over `base`.

    `rows` are those that the form showed, gone ones among them.
    """
    theirs = as_values(card.form)
    wrote = _writers(desk, card, rows)
    changes = []
    for name, before in base.items():
        if theirs[name] in (before, mine[name]):
            continue
        event = wrote.get(name) or wrote[""]
        at = event.at.astimezone(now.tzinfo).replace(tzinfo=None)
        both = mine[name] != before
        values = (before, theirs[name], mine[name])
        changes.append(Change(name, *values, event.staff, at, both))
    return Clash(card, base, mine, changes)


def _writers(desk: Desk, card: GroupCard, rows: Rows) -> Mapping[str, Event]:
    """Who wrote each field last; "" is the last of all, also for rows that are gone."""
    who = roles(card)
    found: dict[str, Event] = {}
    for row, events in histories(desk, rows | card.loaded.rows).items():
        for event in events:
            last = found.setdefault("", event)
            found[""] = max(last, event, key=lambda each: each.at)
            for field, *_ in event.fields:
                role = who.get(row.id, "")
                found[f"{role}.{field}" if role else field] = event
    return found
