"""The hands that write the demo: the center's and the satellite's, each its own rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from itertools import groupby
from random import Random
from uuid import UUID

from app.demo.parts import Plan
from app.rules.numbering import fiscal_year, human_number
from db.journal.capture import JournaledSession
from db.journal.entry import Act
from db.numbers import next_numbers
from db.store import Store

#: The satellite's name in the journal and in front of its numbers (East).
SATELLITE = "E"


class Hands:
    """Who writes where, and the keys of what is written, for what refers to it later.

    The keys are by place in the plan, and so are the numbers of bookings (`numbered`);
    those of kinds and loans are with `Lending`.
    """

    def __init__(self, store: Store, plan: Plan) -> None:
        self.plan = plan
        self.stores = {
            plan.center.name: store,
            plan.satellite.name: store.beside(SATELLITE),
        }
        self.staff: list[UUID] = []
        self.people: dict[int, UUID] = {}
        self.groups: dict[int, UUID] = {}
        self.bookings: dict[int, UUID] = {}
        self.numbered: dict[int, str] = {}
        self._random = Random("staff")
        self._given: Counter[tuple[str, int]] = Counter()

    def write(
        self, facility: str, verb: str, at: datetime
    ) -> AbstractContextManager[JournaledSession]:
        """One entry of a facility, by somebody of the staff."""
        staff = self._random.choice(self.staff)
        return self.stores[facility].write(Act(verb, staff.hex, at))

    def numbers(
        self, work: JournaledSession, kind: str, days: Sequence[date]
    ) -> list[str]:
        """One number for each of these days, which are in order."""
        found: list[str] = []
        for year, same in groupby(days, fiscal_year):
            numbers = self._next(work, kind, year, len(list(same)))
            found += [human_number(work.site, year, number) for number in numbers]
        return found

    def _next(self, work: JournaledSession, kind: str, year: int, count: int) -> range:
        """The database counts for the center only; the satellite counts at its own."""
        if work.site != SATELLITE:
            return next_numbers(work, kind, year, count)
        before = self._given[kind, year]
        self._given[kind, year] += count
        return range(before + 1, before + count + 1)
