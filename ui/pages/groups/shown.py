"""What a card shows of a group, gathered from the use cases. No Qt here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.kit import labels
from app.kit.wareki import short
from app.rules.registrations import is_current

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.bookings import BookingCard
    from app.services.groups import GroupCard, GroupRow, Rows
    from app.services.journal import Dot, Event
    from app.services.loans import LoanRow
    from app.services.payments import PaymentRow

#: Fields that only tell the program how rows belong together.
UNTOLD = frozenset({"group_id", "person_id", "place", "role"})
ENDS = 40


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that somebody did to a group; `at` is local, `lines` say what changed."""

    at: datetime
    staff: str
    verb: str
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the card of a group tells; `has_draft`: half-typed changes are kept."""

    card: GroupCard
    bookings: Sequence[BookingCard]
    loans: Sequence[LoanRow]
    payments: Sequence[PaymentRow]
    deeds: Sequence[Deed]
    has_draft: bool
    standing: Sequence[str]


def state(group: GroupCard | GroupRow, today: date) -> tuple[str, str, str]:
    """Sign, word and color role of a registration."""
    if is_current(group.valid_until, group.lapsed, today):
        return "✓", "登録中", "good"
    return "×", "期限切れ", "late"


def until(group: GroupCard | GroupRow) -> str:
    """R9.3.31まで; a registration may have no end."""
    return f"{short(group.valid_until)}まで" if group.valid_until else "期限なし"


def histories(desk: Desk, rows: Rows) -> Mapping[Any, Sequence[Event]]:
    """What happened to each row of a group's form, the oldest first."""
    return {row: desk.journal.history(row.kind, row.id) for row in sorted(rows)}


def roles(card: GroupCard) -> Mapping[UUID, str]:
    """representative or contact, by the rows of the people and of their seats."""
    found: dict[UUID, str] = {}
    for member in card.members:
        found |= {member.id: member.role, member.person_id: member.role}
    return found


def deeds(desk: Desk, card: GroupCard, now: datetime) -> Sequence[Deed]:
    """The latest first. One entry is one deed, whatever rows it touched."""
    who = roles(card)
    found: dict[Dot, Deed] = {}
    for row, events in histories(desk, card.loaded.rows).items():
        for event in events:
            lines = _lines(row.kind, who.get(row.id, ""), event)
            before = found.get(event.entry)
            at = event.at.astimezone(now.tzinfo).replace(tzinfo=None)
            known = before.lines if before else ()
            verb = labels.verb(event.verb)
            found[event.entry] = Deed(at, event.staff, verb, [*known, *lines])
    latest = sorted(found, key=lambda entry: (found[entry].at, entry.seq), reverse=True)
    return [found[entry] for entry in latest]


def _lines(kind: str, role: str, event: Event) -> Sequence[str]:
    """電話番号  048-963-0000 → 048-963-1111; nothing for a registration itself."""
    if event.verb == "group.register":
        return []
    who = f"{labels.value('member', 'role', role)}の" if role else ""
    return [
        f"{who}{labels.field(kind, name)}  {_brief(kind, name, old)} → "
        f"{_brief(kind, name, new)}"
        for name, old, new in event.fields
        if name not in UNTOLD and (old or new)
    ]


def _brief(kind: str, name: str, value: object) -> str:
    told = " ".join(labels.value(kind, name, value).split())
    return told if len(told) <= ENDS else f"{told[: ENDS - 1]}…"
