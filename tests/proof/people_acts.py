"""What a desk does with groups, people, rosters, insurance, files and settings."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from db import contents
from db.journal.capture import JournaledSession
from db.journal.entry import RowKey
from db.journal.erase import erase
from db.keys import derived
from db.records.attachments import Attachment
from db.records.groups import Group, Member, Person
from db.records.insurance import InsuranceBatch, InsuranceEnrolment, InsurancePlan
from db.records.payments import Payment, Printout
from db.records.rosters import RosterLine
from tests.make import make_group, make_member, make_person
from tests.proof.office import Office, one, some

YEAR = 2026


class PeopleActs:
    """Each does one thing, if there is anything to do it with."""

    def __init__(self, office: Office) -> None:
        self._office, self._random = office, office.random

    def register(self, work: JournaledSession) -> None:
        make_group(work, f"会{self._random.randrange(10)}")

    def correct(self, work: JournaledSession) -> None:
        if key := one(work, self._random, Group):
            group, value = work.get_one(Group, key), f"{self._random.randrange(3)}"
            setattr(group, self._random.choice(["name", "phone", "note"]), value)

    def lapse(self, work: JournaledSession) -> None:
        if key := one(work, self._random, Group):
            group = work.get_one(Group, key)
            group.lapsed = not group.lapsed

    def join(self, work: JournaledSession) -> None:
        """Somebody new, or somebody who is in another group already."""
        group, person = one(work, self._random, Group), self._known(work)
        if person is None or self._random.random() < 0.5:
            made = make_person(work, "")
            made.name, made.phone = (self._office.words.new(made.id) for _ in "np")
            person = made.id
        if group:
            make_member(work, group, person, title=f"{self._random.randrange(3)}")

    def correct_person(self, work: JournaledSession) -> None:
        if key := self._known(work):
            person = work.get_one(Person, key)
            field = self._random.choice(["name", "kana", "phone", "email", "address"])
            setattr(person, field, self._office.words.new(key))

    def forget(self, work: JournaledSession) -> None:
        if key := self._known(work):
            erase(work, [RowKey("person", key)])
            self._office.words.forgotten.add(key)

    def entitle(self, work: JournaledSession) -> None:
        if key := one(work, self._random, Member):
            work.get_one(Member, key).title = f"{self._random.randrange(3)}"

    def leave(self, work: JournaledSession) -> None:
        if key := one(work, self._random, Member):
            work.delete(work.get_one(Member, key))

    def enter_roster(self, work: JournaledSession) -> None:
        if group := one(work, self._random, Group):
            for person in some(work, self._random, Person, 4):
                self._enter(work, group, person)

    def leave_roster(self, work: JournaledSession) -> None:
        if key := one(work, self._random, RosterLine):
            work.delete(work.get_one(RosterLine, key))

    def enrol(self, work: JournaledSession) -> None:
        """Several at once; who is in already stays out of it."""
        plan, group = (
            one(work, self._random, InsurancePlan),
            one(work, self._random, Group),
        )
        people = some(work, self._random, Person, 3)
        keys = {
            person: derived("insurance_enrolment", "s", YEAR, person) for person in people
        }
        new = {
            p: key for p, key in keys.items() if work.get(InsuranceEnrolment, key) is None
        }
        if not (plan and new):
            return
        batch = InsuranceBatch(
            id=work.new_id(),
            number="",
            home=work.site,
            scheme="s",
            fiscal_year=YEAR,
            group_id=group,
            applied_at=self._office.here,
        )
        work.add(batch)
        for person, key in new.items():
            work.add(
                InsuranceEnrolment(
                    id=key,
                    batch_id=batch.id,
                    plan_id=plan,
                    person_id=person,
                    premium=self._random.choice([350, 500]),
                    starts_on=date(YEAR, 4, self._random.randint(2, 4)),
                    ends_on=date(YEAR + 1, 3, 31),
                )
            )

    def deliver(self, work: JournaledSession) -> None:
        if key := one(work, self._random, InsuranceBatch):
            day = date(YEAR, 4, self._random.randint(2, 5))
            work.get_one(InsuranceBatch, key).delivered_on = day

    def withdraw_enrolments(self, work: JournaledSession) -> None:
        """A whole batch, if no money was taken for it."""
        if key := one(work, self._random, InsuranceBatch):
            if one(work, self._random, Payment, Payment.batch_id == key):
                return
            of_batch = InsuranceEnrolment.batch_id == key
            for enrolment in some(work, self._random, InsuranceEnrolment, 99, of_batch):
                work.delete(work.get_one(InsuranceEnrolment, enrolment))
            work.delete(work.get_one(InsuranceBatch, key))

    def attach(self, work: JournaledSession) -> None:
        if group := one(work, self._random, Group):
            key = work.new_id()
            data = self._office.words.new(key).encode()
            work.add(
                Attachment(
                    id=key,
                    group_id=group,
                    name=self._office.words.new(key),
                    digest=contents.put(work, data),
                    size=len(data),
                    added_at=self._office.here,
                )
            )

    def detach(self, work: JournaledSession) -> None:
        if key := one(work, self._random, Attachment):
            work.delete(work.get_one(Attachment, key))

    def forget_file(self, work: JournaledSession) -> None:
        if key := one(work, self._random, Attachment, Attachment.digest != ""):
            erase(work, [RowKey("attachment", key)])
            self._office.words.forgotten.add(key)

    def print(self, work: JournaledSession) -> None:
        if key := one(work, self._random, Group):
            work.add(
                Printout(
                    id=work.new_id(),
                    form="group_certificate",
                    subject_id=key,
                    title="",
                    printed_at=self._office.here,
                )
            )

    def _enter(self, work: JournaledSession, group: UUID, person: UUID) -> None:
        key, title = (
            derived("roster_line", group, YEAR, person),
            self._random.choice("ab"),
        )
        if line := work.get(RosterLine, key):
            line.title = title
            return
        line = RosterLine(
            id=key, group_id=group, fiscal_year=YEAR, person_id=person, title=title
        )
        work.add(line)

    def _known(self, work: JournaledSession) -> UUID | None:
        return one(work, self._random, Person, ~Person.forgotten)
