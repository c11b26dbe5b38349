"""What was half typed when the program, the PC or the power stopped."""

from __future__ import annotations

import json
from collections.abc import Mapping

from app.kit.clock import Clock, wall
from app.kit.outcome import Outcome
from app.services.sign_in import Actor
from db import drafts
from db.journal.entry import Act
from db.store import Store


class Drafts:
    """One draft per member of staff and form."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def keep(self, actor: Actor, form: str, values: Mapping[str, str]) -> Outcome[None]:
        now = self._clock()
        with self._store.write(Act("draft.keep", actor.key, now)) as work:
            body = json.dumps(dict(values), ensure_ascii=False)
            drafts.keep(work, actor.id, form, body, wall(now))
        return Outcome.of(None, work)

    def find(self, actor: Actor, form: str) -> dict[str, str] | None:
        with self._store.read() as session:
            body = drafts.find(session, actor.id, form)
        return None if body is None else json.loads(body)

    def drop(self, actor: Actor, form: str) -> Outcome[None]:
        with self._store.write(Act("draft.drop", actor.key, self._clock())) as work:
            drafts.drop(work, actor.id, form)
        return Outcome.of(None, work)
