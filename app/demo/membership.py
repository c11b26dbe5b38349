"""Writes rosters and insurance as the desk would have."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from app.demo import records
from app.demo.hands import Hands
from db import contents
from db.journal.capture import JournaledSession
from db.queries.insurance import enrolment_key
from db.queries.rosters import line_key
from db.records.attachments import Attachment
from db.records.insurance import InsuranceBatch, InsuranceEnrolment
from db.records.rosters import RosterLine


class Membership:
    """Keeps the keys of plans and batches."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands
        self._plan = hands.plan
        self._plans: dict[int, UUID] = {}
        self.batches: dict[int, UUID] = {}

    def person(self, work: JournaledSession, place: int) -> UUID:
        """Whoever is met for the first time is written down."""
        known = self._hands.people
        if place not in known:
            known[place] = work.new_id()
            work.add(records.person(known[place], self._plan.people[place]))
        return known[place]

    def add_documents(self, work: JournaledSession, places: Sequence[int]) -> None:
        for place in places:
            document = self._plan.documents[place]
            work.add(
                Attachment(
                    id=work.new_id(),
                    group_id=self._hands.groups[document.group],
                    name=document.name,
                    digest=contents.put(work, document.data),
                    size=len(document.data),
                    added_at=document.handed_in_at,
                )
            )

    def add_roster(self, work: JournaledSession, place: int) -> None:
        roster = self._plan.rosters[place]
        group, year = self._hands.groups[roster.group], roster.fiscal_year
        for seat, (person, title) in enumerate(roster.lines):
            person_id = self.person(work, person)
            work.add(
                RosterLine(
                    id=line_key(group, year, person_id),
                    group_id=group,
                    fiscal_year=year,
                    person_id=person_id,
                    title=title,
                    place=seat,
                )
            )

    def add_plans(self, work: JournaledSession, places: Sequence[int]) -> None:
        for place in places:
            key = self._plans[place] = work.new_id()
            plan = self._plan.insurance_plans[place]
            work.add(records.insurance_plan(key, plan, place))

    def add_batches(self, work: JournaledSession, places: Sequence[int]) -> None:
        batches = [self._plan.batches[place] for place in places]
        days = [batch.applied_at.date() for batch in batches]
        numbers = self._hands.numbers(work, "insurance", days)
        for place, number, batch in zip(places, numbers, batches, strict=True):
            plan = self._plan.insurance_plans[batch.plan]
            key = self.batches[place] = work.new_id()
            work.add(
                InsuranceBatch(
                    id=key,
                    number=number,
                    home=work.site,
                    scheme=plan.scheme,
                    fiscal_year=plan.fiscal_year,
                    group_id=self._hands.groups[batch.group],
                    activity=batch.activity,
                    applied_at=batch.applied_at,
                    delivered_on=batch.delivered_on,
                )
            )
            self._enrol(work, place)

    def _enrol(self, work: JournaledSession, place: int) -> None:
        batch = self._plan.batches[place]
        plan = self._plan.insurance_plans[batch.plan]
        for seat, person in enumerate(batch.people):
            person_id = self._hands.people[person]
            of = plan.scheme, plan.fiscal_year, person_id
            work.add(
                InsuranceEnrolment(
                    id=enrolment_key(*of),
                    batch_id=self.batches[place],
                    plan_id=self._plans[batch.plan],
                    person_id=person_id,
                    premium=plan.premium,
                    starts_on=batch.starts_on,
                    ends_on=batch.ends_on,
                    place=seat,
                )
            )
