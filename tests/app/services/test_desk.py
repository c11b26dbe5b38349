"""Staff and PINs, drafts, settings, and the day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from app.kit.pins import ShortPin
from app.kit.settings import PERMIT_ISSUER
from app.services.sign_in import Actor, WrongPin, actor
from app.services.staff import NewStaff
from app.services.today import StepKind
from tests.app.services.conftest import Center


def test_a_name_and_its_pin(center: Center) -> None:
    [row] = center.desk.staff.able()
    assert actor(row, "2468") == Actor(UUID(center.staff), "渡邊 千恵子")
    with pytest.raises(WrongPin):
        actor(row, "2469")


@pytest.mark.parametrize("pin", ["123", "12a4", "１２３４", "1" * 13, ""])
def test_a_pin_is_four_digits_or_more(center: Center, pin: str) -> None:
    with pytest.raises(ShortPin):
        center.desk.staff.add(center.staff, NewStaff("佐藤 梅", "サトウ ウメ", pin))
    assert len(center.desk.staff.able()) == 1


def test_a_pin_stays_out_of_the_journal(center: Center) -> None:
    staff_id = UUID(center.staff)
    center.clock.now += timedelta(days=1)
    center.desk.staff.change_pin(center.staff, staff_id, "13579")
    [row] = center.desk.staff.able()
    assert actor(row, "13579").id == staff_id
    events = center.desk.journal.history("staff", staff_id)
    assert events[-1].verb == "staff.change_pin"
    told = {name for event in events for name, *_ in event.fields}
    assert told == {"name", "kana", "pin_set_at", "retired", "role"}


def test_a_draft_outlives_the_program(center: Center) -> None:
    drafts, who = center.desk.drafts, Actor(UUID(center.staff), "渡邊 千恵子")
    before = center.desk.journal.vector()
    drafts.keep(who, "group.new", {"name": "花の"})
    drafts.keep(who, "group.new", {"name": "花の会"})
    assert drafts.find(who, "group.new") == {"name": "花の会"}
    drafts.drop(who, "group.new")
    assert drafts.find(who, "group.new") is None
    assert center.desk.journal.vector() == before


def test_a_setting_is_its_default_until_changed(center: Center) -> None:
    settings = center.desk.settings
    assert settings.values()[PERMIT_ISSUER.name] == ""
    settings.change(center.staff, {PERMIT_ISSUER: "越谷市長"})
    settings.change(center.staff, {PERMIT_ISSUER: "越谷市長 職務代理者"})
    assert settings.values()[PERMIT_ISSUER.name] == "越谷市長 職務代理者"


def test_who_waits_comes_first(center: Center) -> None:
    desk, staff = center.desk, center.staff
    group = center.register()
    day = date(2026, 12, 1)
    ids = {}
    for slot in ("午前", "午後", "夜間"):
        ids[slot] = desk.bookings.book(staff, center.wish(group, day, slot)).value.id
        desk.payments.take(staff, ids[slot])
    late = desk.bookings.book(staff, center.wish(group, day, "夜間", room="活動室B"))
    center.clock.now += timedelta(days=7)
    desk.bookings.check_in(staff, ids["午前"])
    steps = desk.today.view(datetime(2026, 12, 1, 12, 50)).steps
    assert [(s.kind, s.booking.id, s.late) for s in steps] == [
        (StepKind.CHECK_IN, ids["午後"], True),
        (StepKind.CHECK_OUT, ids["午前"], True),
        (StepKind.CHECK_IN, ids["夜間"], False),
        (StepKind.CHECK_IN, late.value.id, False),
        (StepKind.PAY, late.value.id, True),
    ]


def test_a_key_that_never_came_back_is_asked_for(center: Center) -> None:
    desk, staff = center.desk, center.staff
    wish = center.wish(center.register(), date(2026, 12, 1), "午後")
    booking = desk.bookings.book(staff, wish).value.id
    center.clock.now += timedelta(days=7)
    desk.bookings.check_in(staff, booking, accept_unpaid=True)
    morning = datetime(2026, 12, 2, 9)
    first, *_ = desk.today.view(morning).steps
    assert (first.kind, first.booking.id, first.late) == (
        StepKind.CHECK_OUT,
        booking,
        True,
    )


def test_a_satellite_gives_its_own_keys_only(center: Center) -> None:
    wish = center.wish(center.register(), date(2026, 12, 1), "午後")
    center.desk.bookings.book(center.staff, wish)
    view = center.desk.today.view(datetime(2026, 12, 1, 12, 50))
    assert len(view.steps) == 2
    assert view._replace(site="S").steps == []
