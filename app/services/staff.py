"""Use cases of 職員."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from app.kit import checks
from app.kit.clock import Clock, wall
from app.kit.outcome import Outcome
from app.kit.pins import checked_pin
from app.kit.refusal import Refusal
from app.services.rights import ROLE_NAMES, expect_decider
from app.services.sign_in import Actor, Door, StaffRow, door, hashed
from db import credentials
from db.journal.capture import JournaledSession
from db.journal.entry import Act
from db.queries import staff as queries
from db.records.staff import DECIDING, Role, Staff
from db.store import Store

__all__ = ["ROLE_NAMES", "Actor", "Colleague", "NewStaff", "StaffDesk", "StaffRow"]


class Colleague(NamedTuple):
    """Somebody who works here or at another site; `has_pin`: can sign in here."""

    id: UUID
    name: str
    kana: str
    role: str
    has_pin: bool


@dataclass(frozen=True, slots=True)
class NewStaff:
    """Somebody who begins to work here."""

    name: str
    kana: str
    pin: str

    def checked(self) -> NewStaff:
        """As it is kept. FieldRefused."""
        return NewStaff(
            checks.line("name", self.name, most=40, required=True),
            checks.kana("kana", self.kana, most=60, required=True),
            checked_pin(self.pin),
        )

    def join(self, work: JournaledSession, at: datetime, role: Role = Role.CLERK) -> UUID:
        """Write the person and, beside the journal, the PIN's hash."""
        staff = Staff(
            id=work.new_id(),
            name=self.name,
            kana=self.kana,
            pin_set_at=at,
            role=role,
        )
        work.add(staff)
        credentials.keep(work, staff.id, hashed(self.pin))
        return staff.id


class LastDecider(Refusal):
    """Nobody else could approve, or make somebody else 所長 or 係長."""

    code = "staff.last_decider"


class StaffDesk:
    """Names and PINs. A PIN's hash stays here; that it changed is journaled."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def door(self, center: str) -> Door:
        """What is seen before anybody signs in; `center` is the center's code."""
        with self._store.reader() as read:
            return door(read, self._store.site, center)

    def able(self) -> Sequence[StaffRow]:
        with self._store.reader() as read:
            return queries.able(read)

    def colleagues(self) -> Sequence[Colleague]:
        """All who work at any site. PINs are given by `change_pin`."""
        with self._store.reader() as read:
            able = {row.id for row in queries.able(read)}
            return [Colleague(*row, row[0] in able) for row in queries.working(read)]

    def add(self, by: str, newcomer: NewStaff) -> Outcome[UUID]:
        """Somebody begins to work here. FieldRefused."""
        newcomer = newcomer.checked()
        now = self._clock()
        with self._store.write(Act("staff.add", by, now)) as work:
            staff_id = newcomer.join(work, wall(now))
        return Outcome.of(staff_id, work)

    def expect_decider(self, staff: str) -> None:
        """Whether somebody approves 減免, sets 特別の料金 and makes 例外. NotDeciding."""
        with self._store.read() as session:
            expect_decider(session, staff)

    def change_role(self, by: str, staff_id: UUID, role: str) -> Outcome[None]:
        """所長・係長・窓口職員. NotDeciding; LastDecider where nobody else decides."""
        with self._store.write(Act("staff.change_role", by, self._clock())) as work:
            expect_decider(work, by)
            staff = work.get_one(Staff, staff_id)
            others = [
                key
                for key, _, _, told in queries.working(work.read)
                if told in DECIDING and key != staff_id
            ]
            if role not in DECIDING and not others:
                raise LastDecider(name=staff.name)
            staff.role = Role(role)
        return Outcome.of(None, work)

    def change_pin(self, by: str, staff_id: UUID, pin: str) -> Outcome[None]:
        secret = hashed(checked_pin(pin))
        now = self._clock()
        with self._store.write(Act("staff.change_pin", by, now)) as work:
            work.get_one(Staff, staff_id).pin_set_at = wall(now)
            credentials.keep(work, staff_id, secret)
        return Outcome.of(None, work)
