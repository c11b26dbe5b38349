"""月報 from what happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from app.services.loans import LendEquipment, Wanted
from tests.app.services.conftest import Center
from tests.app.services.insured import BASIC, NAMES, QUAKE, SCHEME, plans, wish

TUESDAY = date(2026, 12, 1)


def test_a_month_tells_its_uses_and_its_money(center: Center) -> None:
    desk, staff = center.desk, center.staff
    group = center.register()
    whole = desk.bookings.book(staff, center.wish(group, TUESDAY, "全日")).value
    desk.payments.take(staff, whole.id)
    gone = desk.bookings.book(staff, center.wish(group, date(2026, 12, 2), "午後")).value
    desk.payments.take(staff, gone.id)
    desk.bookings.cancel(staff, gone.id)
    center.clock.now += timedelta(days=7)
    desk.bookings.check_in(staff, whole.id)
    desk.bookings.check_out(staff, whole.id, 31)
    late = desk.bookings.book(staff, center.wish(group, date(2026, 12, 8), "午前")).value
    desk.payments.take(staff, late.id)

    report = desk.reports.figures(date(2026, 12, 15))
    assert report.title == "令和8年12月分"
    assert [(u.day.day, u.slots, u.users, u.fee, u.paid) for u in report.uses] == [
        (1, ("午前", "午後", "夜間"), 31, 2700, 2700),
    ]
    assert report.unseen == []  # the other is still to come
    assert [line.amount for line in report.income] == [800]  # 2,700円 came in November
    november = desk.reports.figures(date(2026, 11, 1)).income
    assert [line.amount for line in november] == [2700, 1000, -1000]
    # 体験用: 第3月曜 and 12/29–31
    assert [closed.day.day for closed in report.closed] == [21, 29, 30, 31]
    assert [room.open_days for room in report.rooms] == [27, 27]


def test_a_month_tells_what_was_lent_and_what_it_brought(center: Center) -> None:
    desk, staff, group = center.desk, center.staff, center.register()
    tents, beamers = center.kind("テント", 9), center.kind()
    wanted = (Wanted(tents, 2), Wanted(beamers))
    asked = LendEquipment(group, TUESDAY, TUESDAY, wanted)
    alone = desk.loans.lend(staff, asked, paid=True).value
    wish = replace(center.wish(group, TUESDAY, "午後"), equipment=(Wanted(tents),))
    booked = desk.bookings.book(staff, wish, paid=True).value
    gone = desk.loans.lend(staff, asked, paid=True).value
    desk.loans.cancel(staff, gone.id)

    december = desk.reports.figures(TUESDAY).lent
    assert [(line.number, line.kind, line.quantity, line.fee) for line in december] == [
        (alone.number, "テント", 2, 600),
        (alone.number, "プロジェクター", 1, 0),
        (booked.number, "テント", 1, 300),
    ]
    assert [line.booking for line in december] == ["", "", booked.number]
    november = desk.reports.figures(date(2026, 11, 1)).income
    assert [(line.subject, line.room, line.amount) for line in november] == [
        (alone.number, "", 600),
        (booked.number, "活動室A", 1300),
        (gone.number, "", 600),
        (gone.number, "", -600),
    ]


def test_an_empty_month_is_a_workbook_too(center: Center) -> None:
    book = center.desk.reports.monthly(date(2027, 2, 1))
    assert book.file_name == "月報 令和9年2月分 市民活動支援センター.xlsx"
    assert book.workbook.startswith(b"PK")


def test_premiums_are_kept_for_the_council_and_no_income(center: Center) -> None:
    desk, staff = center.desk, center.staff
    basic, quake = plans(center)
    asked = wish(basic, *NAMES, group=center.register())
    made = desk.insurance.enrol(staff, asked, paid=True).value
    desk.insurance.enrol(staff, wish(quake, "濵田 千代"))
    desk.insurance.deliver(staff, [made.batch_id], date(2026, 11, 24))

    report = desk.reports.figures(date(2026, 11, 1))
    assert report.income == []
    names = tuple(f"令和8年度 {SCHEME} {plan.name}" for plan in (BASIC, QUAKE))
    assert report.plans == names
    assert [
        (line.number, line.plan, line.people, line.amount, line.delivered_on)
        for line in report.insured
    ] == [
        (made.number, names[0], 4, 1400, date(2026, 11, 24)),
        ("H26-0002", names[1], 1, 500, None),
    ]
    receipt = made.receipt
    assert receipt is not None
    assert [(line.receipt, line.amount) for line in report.deposits] == [
        ("", -1400),
        (receipt.number, 1400),
    ]
    december = desk.reports.figures(date(2026, 12, 1))
    assert (december.insured, december.deposits) == ([], [])
    assert december.plans == names
