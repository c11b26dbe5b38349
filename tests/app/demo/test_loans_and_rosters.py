"""Equipment, rosters and insurance of the plan: nothing twice, nothing too much."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from functools import cache

import pytest

from app.demo import rules
from app.demo.equipment import usable
from app.demo.parts import Loan, Plan, Roster
from app.demo.plan import plan
from app.demo.rosters import LARGE
from app.rules.file.shelf import sample
from app.rules.lending.loans import loan as terms_of

NOW = datetime(2026, 11, 24, 14, 7)
TODAY = NOW.date()
MOMENTS = [NOW, datetime(2027, 4, 1, 9, 20), datetime(2028, 1, 4, 10, 0)]


@cache
def demo(now: datetime = NOW, years: int = 1) -> Plan:
    return plan(1, rules.open_moment(now), years)


def days(of: Loan) -> list[date]:
    """The days of a loan; what is not back stays out until today."""
    is_out = of.handed_over_at and not of.returned_at
    last = max(of.last_on, TODAY) if is_out else of.last_on
    return [of.first_on + timedelta(n) for n in range((last - of.first_on).days + 1)]


@pytest.mark.parametrize("years", [1, 10])
def test_no_more_is_lent_than_there_is(years: int) -> None:
    of = demo(years=years)
    lent: Counter[tuple[int, date]] = Counter()
    out: Counter[tuple[int, int, date]] = Counter()
    for loan in of.loans:
        for line in loan.lines:
            assert len(line.pieces) in (0, line.quantity)
            lent.update({(line.kind, day): line.quantity for day in days(loan)})
            out.update((line.kind, piece, d) for piece in line.pieces for d in days(loan))
    for (place, _), count in lent.items():
        kind = of.kinds[place]
        assert count <= kind.quantity + len(usable(kind))
    assert max(out.values()) == 1


def test_every_loan_keeps_the_rules() -> None:
    of = demo()
    for loan in of.loans:
        assert of.groups[loan.group].registered_on < loan.applied_at.date()
        assert loan.applied_at <= of.now and loan.first_on <= loan.last_on
        for line in loan.lines:
            kind = of.kinds[line.kind]
            terms = terms_of(
                sample(of.rulebook),
                kind.name,
                loan.first_on,
                loan.last_on,
                registered=True,
                units=line.quantity,
                facility=kind.facility,
            )
            assert terms.allowed and kind.facility == loan.facility


def test_a_loan_with_a_room_shares_its_fate() -> None:
    of = demo()
    with_room = [loan for loan in of.loans if loan.booking is not None]
    assert len(with_room) > 150
    for loan in with_room:
        booking = of.bookings[loan.booking or 0]
        assert loan.first_on == loan.last_on == booking.day and not loan.fee
        assert loan.cancelled_on == booking.cancelled_on
        assert loan.returned_at == booking.checked_out_at
        assert loan.facility == of.rooms[booking.room].facility


@pytest.mark.parametrize("moment", MOMENTS, ids=str)
def test_the_shelves_are_alive_on_any_day(moment: datetime) -> None:
    of = demo(moment)
    today = of.now.date()
    out = [one for one in of.loans if one.handed_over_at and not one.returned_at]
    waiting = [
        one
        for one in of.loans
        if not (one.handed_over_at or one.cancelled_on) and one.first_on >= today
    ]
    assert any(one.last_on < today - timedelta(1) for one in out)
    assert any(one.last_on == today and one.booking is None for one in out)
    assert any(one.last_on > today for one in out)
    assert any(one.first_on == today for one in waiting)
    assert sum(one.first_on > today for one in waiting) > 5
    assert any(one.fee for one in waiting)


def roster_of_the_large(of: Plan) -> Roster:
    *_, last = (one for one in of.rosters if of.groups[one.group].name == LARGE)
    return last


def test_the_large_group_has_what_makes_rosters_hard() -> None:
    of = demo()
    roster = roster_of_the_large(of)
    names = Counter(of.people[person].name for person, _ in roster.lines)
    assert roster.fiscal_year == 2026 and len(roster.lines) == 32
    assert names.most_common(1) == [("鈴木　和子", 2)]
    assert any("\U000e0100" in name for name in names) and "𠮷" in "".join(names)
    born = {of.people[person].born_on for person, _ in roster.lines}
    assert None in born and len(born) > 25


def test_nobody_is_enrolled_twice_in_a_year() -> None:
    of = demo(years=10)
    enrolled = [
        (of.insurance_plans[batch.plan].fiscal_year, person)
        for batch in of.batches
        for person in batch.people
    ]
    assert len(enrolled) == len(set(enrolled)) > 2_000
    for batch in of.batches:
        on = batch.applied_at.date()
        year = of.insurance_plans[batch.plan].fiscal_year
        assert (
            batch.starts_on == on + timedelta(1) <= batch.ends_on == date(year + 1, 3, 31)
        )


def test_the_large_group_is_yet_to_enrol_but_for_two() -> None:
    of = demo()
    roster = roster_of_the_large(of)
    enrolled = {
        person
        for batch in of.batches
        if of.insurance_plans[batch.plan].fiscal_year == roster.fiscal_year
        for person in batch.people
    }
    assert sum(person in enrolled for person, _ in roster.lines) == 2


def test_some_of_it_is_owed_and_the_source_of_every_premium_is_told() -> None:
    of = demo()
    owed = [batch for batch in of.batches if batch.delivered_on is None]
    assert 1 <= len(owed) <= 6
    year = of.rosters[-1].fiscal_year
    enrolled = {
        batch.group
        for batch in of.batches
        if of.insurance_plans[batch.plan].fiscal_year == year
    }
    assert sum(one.group not in enrolled for one in of.rosters[-20:]) > 2
    assert any(batch.payment is None for batch in owed)
    sources = {plan.fiscal_year: plan.source for plan in of.insurance_plans}
    assert "naniwa-ku-cosw.or.jp" in sources[2025] and sources[2026] == "体験用の値"
