"""Writes a plan into a new database, as a center and its satellite would have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime, time
from itertools import groupby
from random import Random
from uuid import UUID

from app.demo import records
from app.demo.house import SETTINGS
from app.demo.moments import Moment, is_of_today, keys_of_today, moments, unused
from app.demo.parts import Money, Plan
from app.kit.progress import Progress
from app.rules.numbering import fiscal_year, human_number
from app.rules.shelf import sample, sample_text
from app.services.rulebooks import NewRulebook
from app.services.staff import NewStaff
from db.journal.capture import JournaledSession
from db.journal.entry import Act
from db.numbers import next_numbers
from db.occupancy import claim
from db.queries.settings import setting_key
from db.records.bookings import Booking, Status
from db.records.sites import Setting as SettingRecord
from db.records.sites import SiteKind
from db.store import Store

#: The satellite's name in the journal and in front of its numbers (East).
SATELLITE = "E"

#: What the demo's rulebook builds on.
BASE = "koshigaya"

WHAT = "体験用のデータを作っています"


def build(store: Store, plan: Plan, pin: str, progress: Progress) -> Sequence[UUID]:
    """Gives the staff, who all have the same `pin`. The database must be empty."""
    builder = _Builder(store, plan)
    builder.found(pin)
    row = list(moments(plan))
    for done, (facility, moment) in enumerate(row):
        progress.at(WHAT, done, len(row))
        builder.note(facility, moment)
    builder.move_keys()
    builder.part()
    progress.at(WHAT, len(row), len(row))
    return builder.staff


class _Builder:
    """Keeps the keys of what is written, for what refers to it later."""

    def __init__(self, store: Store, plan: Plan) -> None:
        self._plan = plan
        self._stores = {
            plan.center.name: store,
            plan.satellite.name: store.beside(SATELLITE),
        }
        self._random = Random("staff")
        self.staff: list[UUID] = []
        self._rooms: dict[int, UUID] = {}
        self._people: dict[int, UUID] = {}
        self._groups: dict[int, UUID] = {}
        self._bookings: dict[int, UUID] = {}
        self._given: Counter[tuple[str, int]] = Counter()

    def found(self, pin: str) -> None:
        """The center opens, with its staff and its rules, and so does the satellite."""
        plan, at = self._plan, datetime.combine(self._plan.opened_on, time(8, 30))
        center = self._stores[plan.center.name]
        with center.write(Act("site.found", "", at)) as work:
            for one in plan.staff:
                self.staff.append(NewStaff(one.name, one.kana, pin).join(work, at))
            _rulebook(plan).enact(work)
            work.add_all(
                [
                    records.site(work.new_id(), code, kind, place)
                    for code, kind, place in (
                        (center.site, SiteKind.CENTER, plan.center),
                        (SATELLITE, SiteKind.SATELLITE, plan.satellite),
                    )
                ]
            )
            work.add_all(
                SettingRecord(id=setting_key(one.name, ""), name=one.name, value=value)
                for one, value in SETTINGS
            )
        for facility, store in self._stores.items():
            with store.write(Act("room.add", self.staff[0].hex, at)) as work:
                self._add_rooms(work, facility)

    def note(self, facility: str, moment: Moment) -> None:
        """Write what a facility noted: its groups, then its bookings, then its money."""
        if moment.groups:
            with self._write(facility, "group.register", moment.at) as work:
                self._add_groups(work, moment.groups)
        if moment.bookings:
            with self._write(facility, "booking.book", moment.at) as work:
                self._add_bookings(work, moment.bookings)
        if moment.payments:
            with self._write(facility, "payment.take", moment.at) as work:
                self._add_payments(work, moment.payments)

    def move_keys(self) -> None:
        """Today's comings and goings, each as the desk noted it."""
        for at, place, back in keys_of_today(self._plan):
            planned = self._plan.bookings[place]
            facility = self._plan.rooms[planned.room].facility
            verb = "booking.check_out" if back else "booking.check_in"
            with self._write(facility, verb, at) as work:
                booking = work.get_one(Booking, self._bookings[place])
                if back:
                    booking.status = Status.DONE
                    booking.checked_out_at = at
                    booking.actual_users = planned.actual_users
                else:
                    booking.status = Status.IN_USE
                    booking.checked_in_at = at

    def part(self) -> None:
        """Only the satellite keeps what its rooms are taken up by."""
        own = {
            self._bookings[place]
            for place, booking in enumerate(self._plan.bookings)
            if self._plan.rooms[booking.room].facility == self._plan.satellite.name
        }
        with self._write(self._plan.center.name, "demo.part", self._plan.now) as work:
            claim(work, work.here, own)

    def _write(
        self, facility: str, verb: str, at: datetime
    ) -> AbstractContextManager[JournaledSession]:
        staff = self._random.choice(self.staff)
        return self._stores[facility].write(Act(verb, staff.hex, at))

    def _add_rooms(self, work: JournaledSession, facility: str) -> None:
        for place, room in enumerate(self._plan.rooms):
            if room.facility == facility:
                self._rooms[place] = work.new_id()
                work.add(records.room(self._rooms[place], work.site, room, place))

    def _add_groups(self, work: JournaledSession, places: Sequence[int]) -> None:
        groups = [self._plan.groups[place] for place in places]
        numbers = self._numbers(work, "group", [group.registered_on for group in groups])
        for place, number, group in zip(places, numbers, groups, strict=True):
            key = self._groups[place] = work.new_id()
            work.add(records.group(key, number, group))
            for seat, member in enumerate(group.roster):
                person = self._person(work, member.person)
                work.add(records.member(work.new_id(), key, person, member, seat))

    def _person(self, work: JournaledSession, place: int) -> UUID:
        if place not in self._people:
            self._people[place] = work.new_id()
            work.add(records.person(self._people[place], self._plan.people[place]))
        return self._people[place]

    def _add_bookings(self, work: JournaledSession, places: Sequence[int]) -> None:
        planned = [self._plan.bookings[place] for place in places]
        days = [booking.applied_at.date() for booking in planned]
        numbers = self._numbers(work, "booking", days)
        for place, number, booking in zip(places, numbers, planned, strict=True):
            key = self._bookings[place] = work.new_id()
            room_id, group_id = self._rooms[booking.room], self._groups[booking.group]
            if is_of_today(self._plan, booking):
                booking = unused(booking)
            work.add(records.booking(key, number, work.site, room_id, group_id, booking))

    def _add_payments(
        self, work: JournaledSession, payments: Sequence[tuple[int, Money]]
    ) -> None:
        numbers = self._numbers(
            work, "payment", [money.at.date() for _, money in payments]
        )
        for number, (place, money) in zip(numbers, payments, strict=True):
            key, booking_id = work.new_id(), self._bookings[place]
            work.add(records.payment(key, number, work.site, booking_id, money))

    def _numbers(
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


def _rulebook(plan: Plan) -> NewRulebook:
    name, text = sample(plan.rulebook).name, sample_text(plan.rulebook)
    return NewRulebook(name, plan.opened_on, text, {BASE: sample_text(BASE)})
