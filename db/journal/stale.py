"""Tells a form that its rows changed while somebody typed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from db.journal import log, people
from db.journal.clock import wall_time
from db.journal.entry import Json, Op, RowKey, Vector
from db.journal.fold import Step
from db.journal.kinds import kinds
from db.refusal import Refusal, RowGone
from db.session import Session


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a form knows: every entry there was when its values were read."""

    vector: Vector


@dataclass(frozen=True, slots=True)
class Changed:
    """A field that was changed meanwhile, by `staff` last; `at` has a zone."""

    row: RowKey
    field: str
    old: Json
    new: Json
    staff: str
    at: datetime


class StaleForm(Refusal):
    """A warning: others changed what the form shows. Nothing was saved.

    `changes` says what; the same call with this `loaded` goes through, now that the
    changes were shown.
    """

    code = "journal.stale_form"

    def __init__(self, changes: Collection[Changed], loaded: Loaded) -> None:
        super().__init__(
            staff="・".join(dict.fromkeys(change.staff for change in changes)),
            count=len(changes),
        )
        self.changes = tuple(changes)
        self.loaded = loaded


def loaded_now(session: Session) -> Loaded:
    """To be taken in the transaction that reads the form's values."""
    return Loaded(log.vector(session))


def expect(
    session: Session,
    rows: Iterable[RowKey],
    loaded: Loaded,
    unshown: Collection[str] = (),
) -> None:
    """Refuse when one of `rows` changed since `loaded` in a field that is shown."""
    if log.vector(session) == loaded.vector:
        return
    found = [c for row in rows for c in changes_since(session, row, loaded)]
    if changes := [change for change in found if change.field not in unshown]:
        raise StaleForm(changes, loaded_now(session))


def changes_since(session: Session, row: RowKey, loaded: Loaded) -> list[Changed]:
    """What is different in the end, field by field. Refuses a row that is gone.

    Fields that the program fills in by itself do not count.
    """
    steps = log.steps_since(session, row, loaded.vector)
    if not steps:
        return []
    if steps[-1].op is Op.DELETE:
        raise RowGone()
    names = people.names(session)
    changes = []
    for field, old, step in _differences(steps, kinds()[row.kind].auto):
        staff = log.entry(session, step.dot).staff
        at = wall_time(step.clock)
        new = step.fields[field][1]
        changes.append(Changed(row, field, old, new, names.get(staff, staff), at))
    return changes


def _differences(
    steps: list[Step], auto: Collection[str]
) -> Iterator[tuple[str, Json, Step]]:
    """Each field with its first old value and the last step that changed it."""
    first: dict[str, Json] = {}
    last: dict[str, Step] = {}
    for step in steps:
        for field, (old, _) in step.fields.items():
            first.setdefault(field, old)
            last[field] = step
    for field, step in last.items():
        if field not in auto and first[field] != step.fields[field][1]:
            yield field, first[field], step
