"""Works the whole demo out, without a database: same seed and time, same plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random

from app.demo import samples
from app.demo.course import Course
from app.demo.diary import Diary
from app.demo.documents import documents
from app.demo.equipment import KINDS
from app.demo.groups import people_and_groups
from app.demo.house import CENTER, ROOMS, RULEBOOK, SATELLITE, STAFF
from app.demo.insurance import Insurer
from app.demo.loans import Lender
from app.demo.parts import Booking, Group, Plan
from app.demo.rosters import Registry
from app.demo.schedule import Schedule
from app.rules.numbering import fiscal_year

#: The center has existed for so many fiscal years.
AGE = 14

#: Acceptance begins three months ahead at the earliest: no booking lies further off.
AHEAD = timedelta(days=125)

#: What must not be empty on the day on which the demo is opened.
LIVELY = {
    "A": ("午前", "午後", "夜間"),
    "B": ("午前", "午後", "夜間"),
    "東1": ("午前", "午後"),
    "東2": ("午後",),
}


def plan(seed: int, now: datetime, years: int = 1) -> Plan:
    """`years` (1 to 10) of bookings up to `now`, and those made for the time after.

    On a closed day nothing takes place: `rules.open_moment` finds a better `now`.
    """
    today = now.date()
    opened_on = date(fiscal_year(today) - AGE, 4, 3)
    people, groups = people_and_groups(Random(f"{seed} people"), opened_on, today)
    bookings = _bookings(seed, now, years, groups)
    registry = Registry(Random(f"{seed} rosters"), people, groups)
    rosters = registry.rosters(today, years)
    insurer = Insurer(Random(f"{seed} insurance"), groups, now)
    batches = insurer.batches(rosters)
    return Plan(
        rulebook=RULEBOOK,
        now=now,
        opened_on=opened_on,
        center=CENTER,
        satellite=SATELLITE,
        rooms=ROOMS,
        staff=STAFF,
        people=tuple(registry.people),
        groups=groups,
        bookings=bookings,
        kinds=KINDS,
        loans=Lender(Random(f"{seed} loans"), groups, now).loans(
            bookings, _first_day(now, years)
        ),
        documents=documents(groups),
        rosters=rosters,
        insurance_plans=tuple(insurer.plans),
        batches=batches,
    )


def _first_day(now: datetime, years: int) -> date:
    return date(now.year - years, now.month, 1)


def _bookings(
    seed: int, now: datetime, years: int, groups: Sequence[Group]
) -> tuple[Booking, ...]:
    known = {sample.name: sample for sample in samples.groups()}
    diaries = [
        Diary(Random(f"{seed} {group.name}"), place, known[group.name])
        for place, group in enumerate(groups)
    ]
    first, last = _first_day(now, years), now.date() + AHEAD
    grounds = [known[group.name].ground for group in groups]
    schedule = Schedule(Random(f"{seed} schedule"), groups, grounds, now)
    schedule.take_all(wish for diary in diaries for wish in diary.wishes(first, last))
    _enliven(schedule, now.date(), _idle(seed, schedule, diaries, groups, now.date()))
    followed = Course(Random(f"{seed} course"), now).followed(schedule.bookings)
    return tuple(sorted(followed, key=lambda one: (one.applied_at, one.starts, one.room)))


def _idle(
    seed: int,
    schedule: Schedule,
    diaries: Sequence[Diary],
    groups: Sequence[Group],
    today: date,
) -> list[Diary]:
    """Groups that could come today and do not."""
    here = {booking.group for booking in schedule.bookings if booking.day == today}
    able = [
        diary
        for place, (diary, group) in enumerate(zip(diaries, groups, strict=True))
        if place not in here
        and group.registered_on < today - timedelta(60)
        and group.valid_until >= today
    ]
    Random(f"{seed} idle").shuffle(able)
    return able


def _enliven(schedule: Schedule, today: date, idle: list[Diary]) -> None:
    """Fills the gaps of the day with groups that like the room and the slot."""
    gaps = [
        (key, slot)
        for key, slots in LIVELY.items()
        for slot in slots
        if schedule.is_free(key, today, slot)
    ]
    for key, slot in gaps:
        diary = min(idle, key=lambda diary: diary.distance(key, slot))
        idle.remove(diary)
        schedule.take_one(diary.extra(today, slot, key))
