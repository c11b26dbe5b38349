"""くい違い: what waits for a person, in words, and settling it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from app.kit import labels
from app.kit.outcome import Outcome
from app.kit.refusal import Refusal
from app.services.sync.place import Place
from app.services.sync.values import (
    Choice,
    Contradiction,
    ContradictionKind,
    Settled,
    Side,
)
from db.journal import amend
from db.journal.entry import Json, RowKey
from db.journal.fold import EXISTENCE
from db.queries import conflicts, sync, titles
from db.queries.conflicts import Conflict
from db.reader import Reader
from db.store import Reading

#: What a contradiction is known by: the kind of record, the row, the field.
Key = tuple[str, UUID, str]
THERE, GONE = "残す", "削除する"


class NotSettler(Refusal):
    """Another site settles it."""

    code = "sync.not_settler"


class NoSuchChoice(Refusal):
    """It is settled already, or was never offered."""

    code = "sync.no_such_choice"


def count(read: Reader, site: str) -> int:
    return sync.open_conflicts(read)


def keys(session: Reading) -> frozenset[Key]:
    """Those open now."""
    return frozenset(
        (found.kind, found.row_id, found.field)
        for found in conflicts.open_conflicts(session)
    )


def key_of(contradiction: Contradiction) -> Key:
    return contradiction.record, contradiction.row_id, contradiction.field


def open_here(session: Reading, site: str, center: str) -> Sequence[Contradiction]:
    names = titles.sites(session)
    return [
        _of_field(session, found, names, site, center)
        for found in conflicts.open_conflicts(session)
    ]


def settle(
    place: Place, staff: str, contradiction: Contradiction, choice: str, note: str
) -> Outcome[None]:
    if not contradiction.mine:
        raise NotSettler(site=contradiction.settler)
    record, row_id, field = key_of(contradiction)
    with place.store.write(place.act("journal.decide", staff, note=note)) as work:
        values = _values(work, contradiction)
        if choice not in values:
            raise NoSuchChoice()
        amend.decide(work, RowKey(record, row_id), field, values[choice])
    return Outcome.of(None, work)


def settled(session: Reading, limit: int) -> Sequence[Settled]:
    return []


def _values(session: Reading, contradiction: Contradiction) -> dict[str, Json]:
    """What each choice writes, as the conflict stands now."""
    for found in conflicts.open_conflicts(session):
        if (found.kind, found.row_id, found.field) == key_of(contradiction):
            return {_choice(side): side.value for side in found.sides}
    return {}


def _of_field(
    session: Reading, found: Conflict, names: Mapping[str, str], site: str, center: str
) -> Contradiction:
    row = RowKey(found.kind, found.row_id)
    settler = titles.home(session, row) or center
    exists = found.field == EXISTENCE
    subject = f"{labels.kind(found.kind)}「{titles.title(session, row)}」"
    what = "" if exists else f"の{labels.field(found.kind, found.field)}"
    return Contradiction(
        kind=ContradictionKind.EXISTENCE if exists else ContradictionKind.FIELD,
        record=found.kind,
        row_id=found.row_id,
        field=found.field,
        title=subject + what,
        sides=[
            Side(
                value=_words(session, found, side.value),
                staff=side.staff,
                site=names.get(side.site, side.site),
                at=side.at,
                choice=_choice(side),
            )
            for side in found.sides
        ],
        against=[],
        choices=[
            Choice(_choice(side), _words(session, found, side.value))
            for side in found.sides
        ],
        settler=names.get(settler, settler),
        mine=settler == site,
    )


def _choice(side: conflicts.Side) -> str:
    return f"{side.entry.site}{side.entry.seq}"


def _words(session: Reading, found: Conflict, value: Json) -> str:
    if found.field == EXISTENCE:
        return THERE if value else GONE
    meant = titles.referred(session, found.kind, found.field, value)
    return labels.value(found.kind, found.field, value) if meant is None else meant
