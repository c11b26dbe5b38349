"""People enrolled, paid for and handed to the 社協."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from app.kit.refusal import Refusal
from app.rules.people.person_rows import Doubtful, PersonLine, RowsRefused
from app.services.insurance import (
    AlreadyEnrolled,
    Delivered,
    DeliveredWhen,
    EarlyReason,
    EnrolLine,
    EnrolWish,
    NobodyToEnrol,
    NoPlans,
    NoSuchPlan,
    NothingToTake,
    SeveralSchemes,
    YearOver,
)
from app.services.today import StepKind
from tests.app.services.conftest import JAPAN, Center
from tests.app.services.insured import BASIC, NAMES, SCHEME, people, plans, wish


def test_a_roster_is_enrolled_in_one_go(center: Center) -> None:
    group, (basic, quake) = center.register(), plans(center)
    lines = [*people(basic, *NAMES[:3]), EnrolLine(PersonLine(NAMES[3]), quake)]
    asked = EnrolWish(2026, [EnrolLine(PersonLine(), None), *lines], group, "清掃")
    insurance = center.desk.insurance
    offer = insurance.offer(asked)
    assert (offer.people, offer.total) == (4, 1550)
    assert [(line.plan, line.amount) for line in offer.premiums] == [
        ("基本", 1050),
        ("天災・地震補償", 500),
    ]
    assert offer.term.starts_on == date(2026, 11, 25)
    made = insurance.enrol(center.staff, asked).value
    assert (made.number, made.people, made.premium) == ("H26-0001", 4, 1550)
    card = insurance.batch(made.batch_id)
    assert [row.name for row in card.rows] == list(NAMES)
    assert {row.ends_on for row in card.rows} == {date(2027, 3, 31)}
    assert (card.batch.group, card.batch.activity) == ("花の会", "清掃")
    assert card.premiums == offer.premiums and card.elsewhere == []
    assert insurance.of_group(group) == insurance.batches(2026) == [card.batch]
    assert insurance.of_person(card.rows[0].person_id) == card.rows[:1]


def test_money_comes_in_and_goes_to_the_council(center: Center) -> None:
    group, (basic, _) = center.register(), plans(center)
    insurance, staff = center.desk.insurance, center.staff
    first = insurance.enrol(staff, wish(basic, *NAMES[:2], group=group)).value
    second = insurance.enrol(staff, wish(basic, *NAMES[2:]), paid=True).value
    assert second.receipt and second.receipt.amount == 700
    owed = insurance.owed()
    assert [(o.scheme, o.batches, o.people, o.amount) for o in owed.lines] == [
        (SCHEME, 2, 4, 1400)
    ]
    assert [row.owed for row in owed.batches] == [0, 700]
    assert insurance.take_premium(staff, first.batch_id).value.amount == 700
    with pytest.raises(NothingToTake):
        insurance.take_premium(staff, first.batch_id)
    today = center.clock.now.date()
    done = insurance.deliver(staff, [first.batch_id, second.batch_id], today)
    assert insurance.owed().total == 0
    assert insurance.batches(2026, open_only=True) == []
    for act in (insurance.cancel, lambda s, b: insurance.deliver(s, [b], today)):
        with pytest.raises(Delivered):
            act(staff, first.batch_id)
    assert done.entry
    center.desk.journal.undo(staff, done.entry)
    assert insurance.owed().total == 1400


def test_a_day_of_delivery_that_cannot_be(center: Center) -> None:
    (basic, _), insurance = plans(center), center.desk.insurance
    made = insurance.enrol(center.staff, wish(basic, *NAMES)).value
    for day in (date(2026, 11, 23), date(2026, 11, 25)):
        with pytest.raises(DeliveredWhen):
            insurance.deliver(center.staff, [made.batch_id], day)


def test_the_same_person_is_not_enrolled_twice(center: Center) -> None:
    (basic, quake), insurance = plans(center), center.desk.insurance
    group, other = center.register(), center.register("月の会", "ツキノカイ")
    first = insurance.enrol(center.staff, wish(basic, *NAMES[:2], group=group)).value
    again = wish(quake, *NAMES, group=other)
    offer = insurance.offer(again)
    assert [(each.row, each.enrolment.group) for each in offer.already] == [
        (0, "花の会"),
        (1, "花の会"),
    ]
    assert (offer.people, offer.total) == (2, 1000)
    with pytest.raises(AlreadyEnrolled) as warned:
        insurance.enrol(center.staff, again)
    assert warned.value.already == tuple(offer.already)
    assert warned.value.params["where"] == f"花の会（{first.number}）"
    made = insurance.enrol(center.staff, again, accept_already=True).value
    assert (made.people, made.premium) == (2, 1000)
    with pytest.raises(NobodyToEnrol):
        insurance.enrol(center.staff, again, accept_already=True)


def test_whom_a_name_means_is_asked_first(center: Center) -> None:
    (basic, _), insurance = plans(center), center.desk.insurance
    insurance.enrol(center.staff, wish(basic, "髙橋 節子"))
    line = EnrolLine(PersonLine("高橋 節子"), basic)
    asked = EnrolWish(2026, [line])
    [doubt] = insurance.offer(asked).doubts
    assert doubt.candidates[0].born_on == date(1960, 4, 1)
    with pytest.raises(Doubtful):
        insurance.enrol(center.staff, asked)
    apart = EnrolLine(replace(line.person, apart=True), basic)
    assert insurance.enrol(center.staff, EnrolWish(2026, [apart])).value.people == 1


def test_undo_takes_all_of_it_back(center: Center) -> None:
    (basic, _), insurance = plans(center), center.desk.insurance
    asked = wish(basic, *NAMES)
    done = insurance.enrol(center.staff, asked, paid=True)
    assert done.entry
    center.desk.journal.undo(center.staff, done.entry)
    assert insurance.batches(2026) == [] and insurance.owed().total == 0
    assert insurance.enrol(center.staff, asked).value.people == 4
    assert center.desk.journal.complaints() == []


def test_leaving_before_delivery_is_paid_back(center: Center) -> None:
    (basic, _), insurance = plans(center), center.desk.insurance
    made = insurance.enrol(center.staff, wish(basic, *NAMES), paid=True).value
    card = insurance.batch(made.batch_id)
    gone = insurance.withdraw(center.staff, made.batch_id, [card.rows[1].id])
    assert gone.value == 350
    left = insurance.batch(made.batch_id)
    assert [row.name for row in left.rows] == [NAMES[0], *NAMES[2:]]
    assert (left.batch.premium, left.batch.paid) == (1050, 1050)
    assert insurance.cancel(center.staff, made.batch_id).value == 1050
    assert insurance.batch(made.batch_id).rows == []
    assert insurance.owed().batches == []
    insurance.enrol(center.staff, wish(basic, *NAMES))


@pytest.mark.parametrize(
    ("year", "names", "refusal"),
    [(2025, NAMES, NoPlans), (2026, (), NobodyToEnrol), (2026, ("",), NobodyToEnrol)],
)
def test_what_is_not_offered(
    center: Center, year: int, names: tuple[str, ...], refusal: type[Refusal]
) -> None:
    basic, _ = plans(center)
    lines = [EnrolLine(PersonLine(name), basic) for name in names]
    with pytest.raises(refusal):
        center.desk.insurance.offer(EnrolWish(year, lines))


def test_a_line_without_a_plan_of_the_year(center: Center) -> None:
    basic, _ = plans(center)
    later = plans(center, year=2027)[0]
    other = plans(center, BASIC, replace(BASIC, scheme="県の制度"), year=2028)
    insurance = center.desk.insurance
    for plan in (later, None):
        lines = [*people(basic, "髙橋 節子"), EnrolLine(PersonLine("𠮷田 正"), plan)]
        with pytest.raises(NoSuchPlan) as refused:
            insurance.offer(EnrolWish(2026, lines))
        assert refused.value.row == 1
    mixed = [*people(other[0], NAMES[0]), *people(other[1], NAMES[1])]
    with pytest.raises(SeveralSchemes):
        insurance.offer(EnrolWish(2028, mixed))


def test_on_the_last_evening_the_next_year_is_named(center: Center) -> None:
    basic, _ = plans(center)
    coming = plans(center, year=2027)[0]
    center.clock.now = datetime(2027, 3, 31, 23, 59, tzinfo=JAPAN)
    insurance, asked = center.desk.insurance, wish(basic, "髙橋 節子")
    with pytest.raises(YearOver) as refused:
        insurance.offer(asked)
    assert refused.value.next_year == 2027
    lines = people(coming, "髙橋 節子")
    assert insurance.offer(EnrolWish(2027, lines)).term.starts_on == date(2027, 4, 1)
    at_once = replace(asked, reason=EarlyReason.DISASTER)
    made = insurance.enrol(center.staff, at_once)
    [row] = insurance.batch(made.value.batch_id).rows
    assert (row.starts_on, row.ends_on) == (date(2027, 3, 31), date(2027, 3, 31))
    [event] = center.desk.journal.history("insurance_batch", made.value.batch_id)
    assert event.reason == "disaster"


def test_today_says_what_is_due(center: Center) -> None:
    (basic, _), insurance = plans(center), center.desk.insurance

    def steps() -> list[tuple[StepKind, int, bool]]:
        view = center.desk.today.view(center.clock.now.replace(tzinfo=None))
        return [(step.kind, step.amount, step.late) for step in view.batch_steps]

    assert steps() == []
    made = insurance.enrol(center.staff, wish(basic, *NAMES)).value
    assert steps() == [(StepKind.DELIVER, 1400, False), (StepKind.PAY, 1400, False)]
    center.clock.now = center.clock.now.replace(day=25)
    assert steps() == [(StepKind.DELIVER, 1400, True), (StepKind.PAY, 1400, True)]
    insurance.take_premium(center.staff, made.batch_id)
    insurance.deliver(center.staff, [made.batch_id], date(2026, 11, 25))
    assert steps() == []


def test_a_plan_in_use_is_retired_and_not_changed(center: Center) -> None:
    (basic, quake), insurance = plans(center), center.desk.insurance
    insurance.enrol(center.staff, wish(basic, *NAMES))
    table = insurance.plan_table(2026)
    dearer = [replace(table.forms[0], premium=400), table.forms[1]]
    with pytest.raises(RowsRefused) as refused:
        insurance.save_plans(center.staff, 2026, dearer, table.loaded)
    assert [p.refusal.code for p in refused.value.problems] == ["insurance.plan_in_use"]
    new = [replace(BASIC, premium=400), replace(table.forms[1], premium=510)]
    insurance.save_plans(center.staff, 2026, new, table.loaded)
    found = {row.id: (row.premium, row.retired) for row in insurance.plans(2026)}
    assert (found[basic], found[quake]) == ((350, True), (510, False))
    with pytest.raises(NoSuchPlan):
        insurance.offer(wish(basic, "石井 実"))


def test_last_years_plans_are_proposed(center: Center) -> None:
    plans(center)
    table = center.desk.insurance.plan_table(2027)
    assert (table.forms, table.proposed_from) == ([], 2026)
    assert [(form.name, form.source) for form in table.proposal] == [
        ("基本", ""),
        ("天災・地震補償", ""),
    ]
    assert center.desk.insurance.years() == [2026]


def test_who_is_enrolled_is_found_by_any_of_their_words(center: Center) -> None:
    (basic, _), insurance = plans(center), center.desk.insurance
    group = center.register()
    insurance.enrol(center.staff, wish(basic, *NAMES, group=group))
    assert [row.name for row in insurance.people(2026)] == list(NAMES)
    assert [row.name for row in insurance.people(2026, "山崎")] == ["山﨑 花"]
    assert len(insurance.people(2026, "花の会")) == len(NAMES)
    assert not insurance.people(2025) and not insurance.people(2026, "太陽")
