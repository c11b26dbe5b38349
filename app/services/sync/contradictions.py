"""くい違い: what waits for a person, in words, and settling it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from app.kit import labels
from app.kit.outcome import Outcome
from app.kit.refusal import Refusal
from app.services.sync import promises
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
from db.queries import conflicts, titles
from db.queries.conflicts import Conflict
from db.store import Reading

#: What a contradiction is known by: what it is, the kind of record, the row, the field.
Key = tuple[ContradictionKind, str, UUID, str]
PROMISES = ContradictionKind.UNANSWERED, ContradictionKind.EXCESS
THERE, GONE = "残す", "削除する"


class NotSettler(Refusal):
    """Another site settles it."""

    code = "sync.not_settler"


class NoSuchChoice(Refusal):
    """It is settled already, or was never offered."""

    code = "sync.no_such_choice"


def key_of(contradiction: Contradiction) -> Key:
    it = contradiction
    return it.kind, it.record, it.row_id, it.field


def open_at(session: Reading, place: Place) -> Sequence[Contradiction]:
    """Those open now, seen from a site."""
    names = titles.sites(session)
    return [
        *promises.waiting(session, place.site, names),
        *(
            _of_field(session, found, names, place)
            for found in conflicts.open_conflicts(session)
        ),
    ]


def new(
    before: Sequence[Contradiction], after: Sequence[Contradiction]
) -> Sequence[Contradiction]:
    known = set(map(key_of, before))
    return [each for each in after if key_of(each) not in known]


def fits(contradiction: Contradiction) -> bool:
    """Whether answering will settle it: nothing stands in its way."""
    asked = contradiction.kind is ContradictionKind.UNANSWERED
    return asked and not contradiction.against and not contradiction.undrawn


def settle(
    place: Place, staff: str, contradiction: Contradiction, choice: str, note: str
) -> Outcome[None]:
    if not contradiction.mine:
        raise NotSettler(site=contradiction.settler)
    with place.store.read() as session:
        now = open_at(session, place)
        offered = {key_of(each): each.choices for each in now}
    if choice not in [each.code for each in offered.get(key_of(contradiction), ())]:
        raise NoSuchChoice()
    if contradiction.kind in PROMISES:
        return promises.settle(place, staff, contradiction, choice, note)
    _, record, row_id, field = key_of(contradiction)
    with place.store.write(place.act("journal.decide", staff, note=note)) as work:
        values = _values(work, contradiction)
        amend.decide(work, RowKey(record, row_id), field, values[choice])
    return Outcome.of(None, work)


def settled(session: Reading, since: datetime, limit: int) -> Sequence[Settled]:
    names = titles.sites(session)
    decided = [
        Settled(
            title=_title(session, found.conflict),
            sides=_sides(session, found.conflict, names),
            held=_words(session, found.conflict, found.held.value),
            staff=found.held.staff,
            site=names.get(found.held.site, found.held.site),
            at=found.held.at,
            note=found.note,
        )
        for found in conflicts.settled(session, since, limit)
    ]
    both = [*decided, *promises.refused(session, since, limit, names)]
    return sorted(both, key=lambda each: each.at, reverse=True)[:limit]


def _values(session: Reading, contradiction: Contradiction) -> dict[str, Json]:
    """What each choice writes, as the conflict stands now."""
    for found in conflicts.open_conflicts(session):
        if (found.kind, found.row_id, found.field) == key_of(contradiction)[1:]:
            return {_choice(side): side.value for side in found.sides}
    return {}


def _of_field(
    session: Reading, found: Conflict, names: Mapping[str, str], place: Place
) -> Contradiction:
    row = RowKey(found.kind, found.row_id)
    settler = titles.home(session, row) or place.center
    exists = found.field == EXISTENCE
    sides = _sides(session, found, names)
    return Contradiction(
        kind=ContradictionKind.EXISTENCE if exists else ContradictionKind.FIELD,
        record=found.kind,
        row_id=found.row_id,
        field=found.field,
        title=_title(session, found),
        sides=sides,
        against=[],
        choices=[Choice(side.choice, side.value) for side in sides],
        settler=names.get(settler, settler),
        mine=settler == place.site,
    )


def _title(session: Reading, found: Conflict) -> str:
    """団体「花の会」の電話番号."""
    name = titles.title(session, RowKey(found.kind, found.row_id))
    field = f"の{labels.field(found.kind, found.field)}" if found.field else ""
    return f"{labels.kind(found.kind)}「{name}」{field}"


def _sides(session: Reading, found: Conflict, names: Mapping[str, str]) -> Sequence[Side]:
    return [
        Side(
            value=_words(session, found, side.value),
            staff=side.staff,
            site=names.get(side.site, side.site),
            at=side.at,
            choice=_choice(side),
        )
        for side in found.sides
    ]


def _choice(side: conflicts.Side) -> str:
    return f"{side.entry.site}{side.entry.seq}"


def _words(session: Reading, found: Conflict, value: Json) -> str:
    if found.field == EXISTENCE:
        return THERE if value else GONE
    meant = titles.referred(session, found.kind, found.field, value)
    return labels.value(found.kind, found.field, value) if meant is None else meant
