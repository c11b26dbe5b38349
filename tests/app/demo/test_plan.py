"""The plan of the demo: the same for the same seed, and free of contradictions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache

import pytest

from app.demo import rules, samples
from app.demo.parts import Booking, Plan
from app.demo.plan import plan
from app.rules.acceptance.windows import window
from app.rules.file.shelf import sample
from app.rules.people.group_form import GroupForm, PersonForm, checked

NOW = datetime(2026, 11, 24, 14, 7)
MOMENTS = [
    datetime(2027, 1, 1, 10, 0),
    datetime(2028, 2, 29, 14, 30),
    datetime(2027, 3, 31, 19, 15),
    datetime(2026, 4, 1, 9, 20),
    datetime(2026, 11, 16, 13, 5),  # the third Monday: closed
    datetime(2026, 12, 29, 8, 40),
    datetime(2026, 8, 14, 17, 30),
    datetime(2026, 7, 5, 22, 10),
]


@cache
def demo(seed: int = 1, now: datetime = NOW, years: int = 1) -> Plan:
    return plan(seed, now, years)


def today(of: Plan) -> list[Booking]:
    return [booking for booking in of.bookings if booking.day == of.now.date()]


def pieces(of: Plan) -> Iterator[tuple[Booking, str]]:
    """Bookings by the undivided slots they take up."""
    for booking in of.bookings:
        if not booking.cancelled_on:
            room = of.rooms[booking.room]
            for piece in rules.pieces(room, booking.day, booking.slots):
                yield booking, piece


def test_the_same_seed_gives_the_same_plan() -> None:
    assert plan(1, NOW) == demo()
    assert plan(2, NOW).bookings != demo().bookings


def test_it_has_the_size_of_a_real_center() -> None:
    of = demo()
    assert len(of.groups) == 108
    assert 1_050 <= len(of.people) <= 1_200
    used = [one for one in of.bookings if NOW - timedelta(365) < one.starts < NOW]
    assert 1_300 < len(used) < 2_200
    assert all(len(group.on_card) >= 6 for group in of.groups)
    known = {member.person for group in of.groups for member in group.on_card}
    known |= {person for roster in of.rosters for person, _ in roster.lines}
    assert known == set(range(len(of.people)))


@pytest.mark.parametrize("years", [1, 10])
def test_no_room_is_given_twice_and_no_group_is_in_two(years: int) -> None:
    taken = list(pieces(demo(years=years)))
    rooms = Counter((one.room, one.day, piece) for one, piece in taken)
    groups = Counter((one.group, one.day, piece) for one, piece in taken)
    assert rooms.most_common(1)[0][1] == groups.most_common(1)[0][1] == 1


def test_every_booking_keeps_the_rules() -> None:
    of = demo()
    for booking in of.bookings:
        room, group = of.rooms[booking.room], of.groups[booking.group]
        accepted = window(sample("demo"), booking.day, room.name, room.facility)
        assert accepted.earliest <= booking.applied_at.date() <= accepted.latest
        assert rules.is_open(room.facility, booking.day)
        assert rules.is_open(room.facility, booking.applied_at.date())
        assert group.registered_on < booking.applied_at.date()
        assert booking.applied_at <= of.now
        assert 0 < booking.users <= room.capacity
        assert (booking.actual_users or 0) <= room.capacity


def test_money_adds_up() -> None:
    of = demo()
    for booking in of.bookings:
        paid = [money for money in booking.payments if money.amount > 0]
        assert sum(money.amount for money in paid) in (0, booking.quote.fee)
        assert all(booking.applied_at < money.at <= of.now for money in booking.payments)
        if booking.day < of.now.date() and not booking.cancelled_on:
            assert paid or not booking.quote.fee
        if len(booking.payments) > len(paid):
            assert booking.cancelled_on
    open_ahead = [
        one
        for one in of.bookings
        if one.starts > NOW and not one.payments and one.quote.fee
    ]
    assert 5 < len(open_ahead) < 60


def test_the_past_is_over_and_the_future_has_not_begun() -> None:
    of = demo()
    for booking in of.bookings:
        if booking.day < NOW.date() and not booking.cancelled_on:
            assert booking.checked_in_at and booking.checked_out_at
            assert booking.checked_in_at < booking.checked_out_at <= booking.ends
            assert booking.actual_users
        if booking.starts > NOW:
            assert not booking.checked_in_at
    assert any(booking.cancelled_on for booking in of.bookings)


def test_november_is_busy_and_august_quiet() -> None:
    months = Counter(booking.day.month for booking in demo(years=10).bookings)
    assert months[11] == max(months.values())
    assert months[8] < 0.7 * months[11]
    assert months[1] < months[6]


def test_a_weekly_group_comes_nearly_every_week() -> None:
    of = demo()
    [place] = [n for n, group in enumerate(of.groups) if "はなみずき" in group.name]
    days = [one.day for one in of.bookings if one.group == place and one.starts < NOW]
    thursdays = [day for day in days if day.weekday() == 3]
    assert 38 <= len(thursdays) <= 58 and len(thursdays) > 0.9 * len(days)


@pytest.mark.parametrize("moment", MOMENTS, ids=str)
def test_today_is_alive_on_any_day(moment: datetime) -> None:
    now = rules.open_moment(moment)
    of = demo(now=now)
    assert now.time() == moment.time()
    assert 0 <= (now.date() - moment.date()).days <= 7
    of_day = today(of)
    assert len(of_day) >= 9
    assert {one.room for one in of_day} == {0, 1, 2, 3}
    assert not any(one.cancelled_on for one in of_day)
    assert sum(1 for one in of_day if one.quote.fee and not one.payments) == 1
    for one in of_day:
        assert one.checked_in_at is None or one.checked_in_at <= now
        assert one.checked_out_at is None or one.checked_out_at <= now


def test_in_the_afternoon_there_is_one_of_everything() -> None:
    of_day = today(demo())
    done = [one for one in of_day if one.checked_out_at]
    here = [one for one in of_day if one.checked_in_at and not one.checked_out_at]
    late = [one for one in of_day if one.starts < NOW and not one.checked_in_at]
    later = [one for one in of_day if one.starts > NOW]
    assert len(done) >= 3 and len(here) >= 2 and len(late) == 1 and len(later) >= 2


def test_every_group_could_have_been_registered_at_the_desk() -> None:
    of = demo()
    for group in of.groups:
        head = of.people[group.on_card[0].person]
        person = PersonForm(name=head.name, kana=head.kana, phone=head.phone)
        form = GroupForm(
            name=group.name,
            kana=group.kana,
            kind=group.kind,
            postal_code=group.postal,
            address=group.address,
            phone=group.phone,
            mobile=group.mobile,
            fax=group.fax,
            email=group.email,
            members=group.members,
            members_local=group.members_local,
            aim=group.aim,
            activities=group.activities,
            representative=person,
        )
        assert checked(form) == form
        assert group.on_card[0].role == "representative"
        assert group.on_card[1].role == "contact"


def test_no_number_can_ring() -> None:
    """No exchange and no mobile number after 090 begins with 0."""
    of = demo()
    numbers = {person.phone for person in of.people} | {one.phone for one in of.groups}
    assert all(number.startswith(("048-0", "090-0")) for number in numbers)


def test_heads_carry_the_names_of_their_groups() -> None:
    of = demo()
    [club] = [group for group in of.groups if group.name == "渡邊邦楽会"]
    assert of.people[club.on_card[0].person].name.startswith("渡邊　")
    assert any("葛󠄀" in person.name for person in of.people)


def test_groups_of_a_quarter_live_there() -> None:
    of = demo()
    [block] = [group for group in of.groups if group.name == "若葉台三丁目自治会"]
    homes = [of.people[member.person].address for member in block.on_card]
    assert all(home.startswith("若葉台三丁目") for home in (block.address, *homes))


def test_men_who_nurse_are_men() -> None:
    of = demo()
    [circle] = [group for group in of.groups if group.name.startswith("男性介護者の会")]
    words = samples.names()
    men = {
        kanji for age in ("elder", "middle", "young") for kanji, _ in words[age]["men"]
    }
    given = {of.people[member.person].name.split("　")[1] for member in circle.on_card}
    assert given <= men
