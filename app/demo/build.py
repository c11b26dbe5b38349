"""Writes a plan into a new database, as a center and its satellite would have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, time
from typing import Any
from uuid import UUID

from app.demo import records
from app.demo.hands import SATELLITE, Hands
from app.demo.house import JOINED, SETTINGS
from app.demo.lending import Lending
from app.demo.life import lives
from app.demo.lottery import WISHES, add_lottery
from app.demo.membership import Membership
from app.demo.moments import Moment, Paid, is_of_today, keys_of_today, moments, unused
from app.demo.parts import Booking as Planned
from app.demo.parts import Plan
from app.kit.progress import Progress
from app.rules.file.shelf import sample, sample_text
from app.services.rulebooks import NewRulebook
from app.services.staff import NewStaff
from db import stock
from db.journal.capture import JournaledSession
from db.journal.entry import Act
from db.keys import derived
from db.occupancy import claim
from db.queries.settings import setting_key
from db.records.bookings import Booking, Status
from db.records.payments import PaidFor
from db.records.rooms import RoomPart
from db.records.sites import Setting as SettingRecord
from db.records.sites import SiteKind
from db.records.staff import Role
from db.store import Store

#: What the demo's rulebook builds on.
BASE = "koshigaya"

WHAT = "体験用のデータを作っています"

Task = Callable[[JournaledSession, Sequence[Any]], None]


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
    builder.draw()
    progress.at(WHAT, len(row), len(row))
    return builder.staff


class _Builder:
    """Writes a plan, moment by moment."""

    def __init__(self, store: Store, plan: Plan) -> None:
        self._plan = plan
        self._hands = Hands(store, plan)
        self._lending = Lending(self._hands)
        self._membership = Membership(self._hands)
        self._rooms: dict[int, UUID] = {}
        self._lives = lives(plan)

    @property
    def staff(self) -> Sequence[UUID]:
        return self._hands.staff

    def found(self, pin: str) -> None:
        """The center opens, with its staff and its rules, and so does the satellite."""
        plan, at = self._plan, datetime.combine(self._plan.opened_on, time(8, 30))
        center = self._hands.stores[plan.center.name]
        with center.write(Act("site.found", "", at)) as work:
            for one in plan.staff:
                newcomer = NewStaff(one.name, one.kana, pin)
                role = Role(one.role)
                staff = newcomer.join(work, at, role)
                self._hands.staff.append(staff)
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
        for facility, store in self._hands.stores.items():
            first = self._hands.staff[0].hex
            with store.write(Act("room.add", first, at)) as work:
                self._add_rooms(work, facility)
            with store.write(Act("equipment.add", first, at)) as work:
                self._lending.add_equipment(work, facility)

    def note(self, facility: str, moment: Moment) -> None:
        """Write what a facility noted: its groups first, then what they asked for."""
        tasks: list[tuple[str, Task, Sequence[Any]]] = [
            ("group.register", self._add_groups, moment.groups),
            ("attachment.add", self._membership.add_documents, moment.documents),
            ("insurance.save_plans", self._membership.add_plans, moment.plans),
            ("booking.book", self._add_bookings, [moment] if moment.bookings else []),
            ("loan.lend", self._lending.add_loans, moment.loans),
        ]
        for verb, add, things in tasks:
            if things:
                with self._hands.write(facility, verb, moment.at) as work:
                    add(work, things)
        self._note_members(facility, moment)
        if moment.payments:
            with self._hands.write(facility, "payment.take", moment.at) as work:
                self._add_payments(work, moment.payments)
        for move in moment.moves:
            self._lending.move(facility, move)

    def _note_members(self, facility: str, moment: Moment) -> None:
        """Each roster and each batch was one piece of work."""
        for place in moment.rosters:
            at = self._plan.rosters[place].written_at
            with self._hands.write(facility, "roster.save", at) as work:
                self._membership.add_roster(work, place)
        for place in moment.batches:
            at = self._plan.batches[place].applied_at
            with self._hands.write(facility, "insurance.enrol", at) as work:
                self._membership.add_batches(work, [place])

    def move_keys(self) -> None:
        """Today's comings and goings, each as the desk noted it."""
        for at, place, back in keys_of_today(self._plan):
            planned = self._plan.bookings[place]
            facility = self._plan.rooms[planned.room].facility
            verb = "booking.check_out" if back else "booking.check_in"
            with self._hands.write(facility, verb, at) as work:
                booking = work.get_one(Booking, self._hands.bookings[place])
                if back:
                    booking.status = Status.DONE
                    booking.checked_out_at = at
                    booking.actual_users = planned.actual_users
                else:
                    booking.status = Status.IN_USE
                    booking.checked_in_at = at

    def part(self) -> None:
        """Only the satellite keeps what its rooms and its shelves are taken up by."""
        there = self._plan.satellite.name
        bookings = {
            self._hands.bookings[place]
            for place, booking in enumerate(self._plan.bookings)
            if self._plan.rooms[booking.room].facility == there
        }
        loans = {
            self._lending.loans[place]
            for place, loan in enumerate(self._plan.loans)
            if loan.facility == there
        }
        center = self._plan.center.name
        with self._hands.write(center, "demo.part", self._plan.now) as work:
            claim(work, work.here, bookings)
            stock.claim(work, work.here, loans)

    def draw(self) -> None:
        """A lottery of the center's first room, for the last groups that came."""
        plan = self._plan
        groups = sorted(self._hands.groups, key=lambda n: plan.groups[n].registered_on)
        add_lottery(self._hands, plan, self._rooms[0], groups[-len(WISHES) :])

    def _add_rooms(self, work: JournaledSession, facility: str) -> None:
        for place, room in enumerate(self._plan.rooms):
            if room.facility == facility:
                self._rooms[place] = work.new_id()
                work.add(records.room(self._rooms[place], work.site, room, place))
        if facility == self._plan.center.name:
            self._join(work)

    def _join(self, work: JournaledSession) -> None:
        names = [room.name for room in self._plan.rooms]
        places = [names.index(name) for name in JOINED.parts]
        key = work.new_id()
        work.add(records.joined(key, work.site, JOINED, max(places)))
        for place in places:
            part = self._rooms[place]
            one = derived("room_part", key, part)
            work.add(RoomPart(id=one, room_id=key, part_id=part))

    def _add_groups(self, work: JournaledSession, places: Sequence[int]) -> None:
        groups = [self._plan.groups[place] for place in places]
        days = [group.registered_on for group in groups]
        numbers = self._hands.numbers(work, "group", days)
        for place, number, group in zip(places, numbers, groups, strict=True):
            key = self._hands.groups[place] = work.new_id()
            work.add(records.group(key, number, group))
            for seat, member in enumerate(group.on_card):
                person = self._membership.person(work, member.person)
                work.add(records.member(work.new_id(), key, person, member, seat))

    def _add_bookings(self, work: JournaledSession, moments: Sequence[Moment]) -> None:
        """Equipment asked for with a room is lent with it."""
        for moment in moments:
            planned = [self._plan.bookings[place] for place in moment.bookings]
            days = [booking.applied_at.date() for booking in planned]
            numbers = self._hands.numbers(work, "booking", days)
            self._hands.numbered.update(zip(moment.bookings, numbers, strict=True))
            for place, booking in zip(moment.bookings, planned, strict=True):
                self._add_booking(work, place, booking)
            self._lending.add_loans(work, moment.with_rooms)

    def _add_booking(self, work: JournaledSession, place: int, planned: Planned) -> None:
        key = self._hands.bookings[place] = work.new_id()
        number, home = self._hands.numbered[place], work.site
        room_id, group_id = self._rooms[planned.room], self._hands.groups[planned.group]
        if is_of_today(self._plan, planned):
            planned = unused(planned)
        booking = records.booking(
            key, number, home, room_id, group_id, planned, self._plan.rooms[planned.room]
        )
        if life := self._lives.get(place):
            life.lead(booking)
        work.add(booking)

    def _add_payments(self, work: JournaledSession, payments: Sequence[Paid]) -> None:
        keys = {
            PaidFor.BOOKING: self._hands.bookings,
            PaidFor.LOAN: self._lending.loans,
            PaidFor.BATCH: self._membership.batches,
        }
        days = [money.at.date() for *_, money in payments]
        numbers = self._hands.numbers(work, "payment", days)
        for number, (kind, place, money) in zip(numbers, payments, strict=True):
            due = kind, keys[kind][place]
            work.add(records.payment(work.new_id(), number, work.site, due, money))


def _rulebook(plan: Plan) -> NewRulebook:
    name, text = sample(plan.rulebook).name, sample_text(plan.rulebook)
    return NewRulebook(name, plan.opened_on, text, {BASE: sample_text(BASE)})
