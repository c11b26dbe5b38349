"""今日 without Qt: the order of steps, the head line, the timeline."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

import pytest

from app.services.sign_in import Actor
from app.services.today import BookingRow, LoanRow, RoomRow, TodayView
from tests.app.services.conftest import Center
from tests.app.services.insured import NAMES, plans, wish
from tests.ui.inline import InlineOps
from tests.ui.parts.purse import Purse
from tests.ui.parts.test_booking_actions import Clerk
from tests.ui.parts.test_loan_actions import LoanClerk
from ui.contracts import (
    CloseRooms,
    OpenEmergency,
    OpenLedger,
    OpenLoan,
    OpenLottery,
    OpenWaiting,
    StepSection,
)
from ui.kit.grid.day import GridDay
from ui.pages.today import words
from ui.pages.today.presenter import TodayPresenter
from ui.parts.booking_actions import BookingActions
from ui.parts.booking_words import block
from ui.parts.insurance_actions import InsuranceActions
from ui.parts.loan_actions import LoanActions
from ui.parts.money_actions import MoneyActions

AT = datetime(2026, 12, 1, 14, 7)
A = RoomRow(UUID(int=1), "活動室A", "H", "センター", 24)
B = RoomRow(UUID(int=2), "活動室B", "H", "センター", 12)
FAR = RoomRow(UUID(int=3), "会議室1", "S", "東部サテライト", 20)


def row(
    group: str, starts: int, ends: int, status: str = "confirmed", **fields: Any
) -> BookingRow:
    """A booking of the day from an hour to another."""
    given: dict[str, Any] = {"room": A, "owed": 0, "day": 0, **fields}
    midnight = datetime(2026, 12, 1) + timedelta(days=given["day"])
    return BookingRow(
        uuid5(NAMESPACE_OID, f"{group} {starts}"),
        "H26-0001",
        given["room"].id,
        given["room"].name,
        UUID(int=9),
        group,
        "練習",
        "午後",
        midnight + timedelta(hours=starts),
        midnight + timedelta(hours=ends),
        midnight + timedelta(hours=starts),
        midnight + timedelta(hours=ends),
        status,
        18,
        given["owed"],
        0,
    )


def view(*bookings: BookingRow, unpaid: Sequence[BookingRow] = ()) -> TodayView:
    return TodayView(AT, "H", [A, B, FAR], bookings, (), unpaid)


@dataclass
class Screen:
    """What a page was told to show."""

    head: str = ""
    day: GridDay = field(default_factory=lambda: GridDay((), ()))
    sections: Sequence[StepSection] = ()
    asked: list[OpenLedger] = field(default_factory=list)
    loans: list[OpenLoan] = field(default_factory=list)
    lotteries: list[OpenLottery | OpenWaiting] = field(default_factory=list)
    settling: int = 0

    def show_head(self, words: str) -> None:
        self.head = words

    def show_day(self, day: GridDay) -> None:
        self.day = day

    def show_steps(self, sections: Sequence[StepSection]) -> None:
        self.sections = sections

    def ask_ledger(self, request: OpenLedger) -> None:
        self.asked.append(request)

    def ask_loans(self, request: OpenLoan) -> None:
        self.loans.append(request)

    def ask_emergencies(self, request: CloseRooms | OpenEmergency) -> None:
        raise AssertionError(request)

    def ask_lotteries(self, request: OpenLottery | OpenWaiting) -> None:
        self.lotteries.append(request)

    def ask_sync(self) -> None:
        self.settling += 1

    def after_painting(self, then: Callable[[], None]) -> None:
        then()

    def told(self) -> list[tuple[str, str, str]]:
        return [(s.lead, s.who, s.detail) for one in self.sections for s in one.steps]


@dataclass
class Desk:
    """The presenter over a real center, with a view of our own."""

    screen: Screen
    presenter: TodayPresenter


@pytest.fixture
def desk(center: Center) -> Desk:
    screen, clerk, ops = Screen(), Clerk(), InlineOps()
    actor = Actor(UUID(center.staff), "渡邊 千恵子")
    money = MoneyActions(ops, lambda: center.desk, actor, Purse())
    acts = BookingActions(ops, lambda: center.desk, actor, clerk, money)
    loan_acts = LoanActions(ops, lambda: center.desk, actor, LoanClerk())
    batch_acts = InsuranceActions(ops, lambda: center.desk, actor, center.clock, clerk)
    presenter = TodayPresenter(
        ops,
        lambda at: center.desk.today.view(at),
        lambda: center.desk,
        center.clock,
        lambda: acts,
        lambda: loan_acts,
        lambda: batch_acts,
        screen,
    )
    return Desk(screen, presenter)


def test_who_waits_is_first(desk: Desk) -> None:
    desk.presenter.show(
        view(
            row("花の会", 18, 21, owed=900),
            row("手話サークル", 14, 16),
            row("髙橋ゼミ", 13, 14, "in_use"),
            row("会合", 14, 17, room=FAR),
            unpaid=[
                row("花の会", 18, 21, owed=900),
                row("𠮷田塾", 9, 12, owed=800, day=3),
            ],
        )
    )
    assert desk.screen.told() == [
        ("14:00", "手話サークル", "活動室A・7分過ぎています"),
        ("14:00", "髙橋ゼミ", "活動室A・7分過ぎています"),
        ("18:00", "花の会", "活動室A・18人・未納"),
        ("900円", "花の会", "活動室A・18:00–21:00"),
        ("800円", "𠮷田塾", "活動室A・12/4(金)"),
    ]
    tones = [step.tone for one in desk.screen.sections for step in one.steps]
    assert tones == ["wait", "late", "text2", "late", "text2"]


def test_time_brings_up_who_comes_next(desk: Desk) -> None:
    desk.presenter.show(view(row("花の会", 15, 17)))
    (before,) = [one.title for one in desk.screen.sections if one.steps]
    desk.presenter.clock_moved(AT.replace(minute=45))
    (after,) = [one.title for one in desk.screen.sections if one.steps]
    assert (before, after) == ("このあとの来館", "来館待ち")
    assert desk.screen.day.now == 14 * 60 + 45
    assert desk.screen.day.blocks[0].state == "wait"


def test_the_head_line_tells_what_is_free_and_until_when(desk: Desk) -> None:
    desk.presenter.show(view(row("花の会", 13, 17, "in_use"), row("塾", 15, 17, room=B)))
    assert desk.screen.head == "使用中 1室  ・  空き 活動室B(15:00まで)"


def test_the_rulebook_gives_the_slots_and_the_closing_hour(
    desk: Desk, center: Center
) -> None:
    desk.presenter.reload()
    slots = [(slot.name, slot.start) for slot in desk.screen.day.slots]
    assert slots == [("午前", 540), ("午後", 780), ("夜間", 1080)]
    assert desk.screen.head == "空き 活動室A、活動室B"
    center.clock.now = center.clock.now.replace(hour=21, minute=30)
    desk.presenter.clock_moved(center.clock.now)
    assert desk.screen.head == ""


def test_a_closed_day_says_so(desk: Desk, center: Center) -> None:
    center.clock.now = center.clock.now.replace(month=12, day=21)  # 第3月曜
    desk.presenter.reload()
    assert desk.screen.head == "今日は休館日です(毎月第3月曜日)"
    assert (desk.screen.day.closed, desk.screen.day.now) == (desk.screen.head, None)


def test_another_day_is_read_anew(desk: Desk, center: Center) -> None:
    desk.presenter.reload()
    center.clock.now += timedelta(days=1)
    desk.presenter.clock_moved(center.clock.now)
    desk.presenter.open_block(UUID(int=5))
    assert desk.screen.asked == [
        OpenLedger(center.clock.now.date(), booking_id=UUID(int=5))
    ]


def test_a_step_is_done_and_its_row_goes(desk: Desk, center: Center) -> None:
    wish = center.wish(center.register(), center.clock.now.date() + timedelta(7), "午後")
    booking = center.desk.bookings.book(center.staff, wish).value.id
    center.desk.payments.take(center.staff, booking)
    center.clock.now += timedelta(days=7)
    desk.presenter.reload()
    [waiting] = [one for one in desk.screen.sections if one.steps]
    waiting.steps[0].do()
    assert center.desk.bookings.card(booking).status == "in_use"
    desk.presenter.reload()
    assert [who for _, who, _ in desk.screen.told()] == ["花の会"]
    [out] = [one for one in desk.screen.sections if one.steps]
    assert out.steps[0].action == "返却する"


def test_every_step_of_a_booking_has_its_row_and_one_key(
    desk: Desk, center: Center
) -> None:
    """Held, applied for, permitted, nobody seen: each is done from its row."""
    ours, staff = center.desk, center.staff
    day = center.clock.now.date() + timedelta(6)
    wish = center.wish(center.register(), day, "午後")
    until = day - timedelta(days=4)
    booking = ours.bookings.hold(staff, wish, until).value.id

    def press(section: str, action: str, state: str) -> None:
        desk.presenter.reload()
        steps = {one.title: one.steps for one in desk.screen.sections if one.steps}
        [step] = steps[section]
        assert step.action == action
        step.do()
        assert ours.bookings.card(booking).status == state

    press("まもなく失効", "申請を受ける", "applied")
    press("申請の許可", "許可する", "confirmed")
    press("未納", "受け取る", "confirmed")
    center.clock.now += timedelta(days=8)
    press("来館未確認", "確かめる", "confirmed")  # asks first


def test_what_is_past_its_deadline_lapses_when_the_day_is_read(
    desk: Desk, center: Center
) -> None:
    ours, staff = center.desk, center.staff
    day = center.clock.now.date() + timedelta(7)
    wish = center.wish(center.register(), day, "午後")
    held = ours.bookings.hold(staff, wish, day - timedelta(days=5)).value.id
    desk.presenter.reload()
    assert ours.bookings.card(held).status == "held"
    center.clock.now += timedelta(days=3)
    desk.presenter.reload()
    assert ours.bookings.card(held).status == "lapsed"


def test_what_was_seen_is_kept_for_a_page_built_anew(desk: Desk) -> None:
    assert desk.presenter.keep() is None
    desk.presenter.show(view(row("花の会", 15, 17)))
    kept = desk.presenter.keep()
    assert kept is not None
    desk.screen.sections = ()
    desk.presenter.take_up(kept)
    assert len(desk.screen.told()) == 1


@pytest.mark.parametrize(
    ("minutes", "told"),
    [(0, "時間です"), (7, "7分"), (60, "1時間"), (65, "1時間5分")],
)
def test_lateness_in_words(minutes: int, told: str) -> None:
    late = words.late_by(AT - timedelta(minutes=minutes), AT)
    assert late.removesuffix("過ぎています") == told


def test_who_never_came_is_marked() -> None:
    shown = block(row("花の会", 9, 12), AT, waiting=False)
    assert (shown.state, shown.mark) == ("permit", "来館未確認")


def lent(group: str, status: str, day: int, owed: int = 0) -> LoanRow:
    """A loan of one day, so many days off."""
    on = AT.date() + timedelta(days=day)
    lines = (("プロジェクター", 1, 0, 0), ("テント", 2, 0, 0))
    key = uuid5(NAMESPACE_OID, f"{group} {day}")
    return LoanRow(
        key,
        "H26-0001",
        "H",
        UUID(int=9),
        group,
        "048-963-0000",
        None,
        "夏祭り",
        on,
        on,
        status,
        owed,
        0,
        lines,
    )


def test_equipment_goes_out_comes_back_and_is_late(desk: Desk) -> None:
    loans = [
        lent("花の会", "confirmed", 0, owed=600),
        lent("手話サークル", "handed_over", 0),
        lent("山﨑の会", "handed_over", -3),
    ]
    unpaid = [lent("𠮷田塾", "handed_over", -1, owed=300)]
    desk.presenter.show(view()._replace(loans=loans, unpaid_loans=unpaid))
    what = "プロジェクター、テント×2"
    assert desk.screen.told() == [
        ("延滞3日", "山﨑の会", f"048-963-0000・{what}"),
        ("今日まで", "花の会", f"{what}・未納"),
        ("今日", "手話サークル", what),
        ("300円", "𠮷田塾", f"{what}・11/30(月)"),
    ]
    shown = [section for section in desk.screen.sections if section.steps]
    shown[0].steps[0].do()  # who is late is called: the loan has the number
    assert desk.screen.loans == [OpenLoan(loans[2].id)]
    titles = [section.title for section in shown]
    assert titles == ["備品の延滞", "備品の引渡", "備品の返却", "備品の未納"]


def test_a_key_of_yesterday_says_so(desk: Desk) -> None:
    out = row("花の会", 18, 21, "in_use", day=-1)
    desk.presenter.show(view()._replace(keys_out=[out]))
    assert desk.screen.told() == [
        ("11/30(月)", "花の会", "活動室A・21:00に返るはずでした")
    ]


def test_the_first_picture_imports_only_what_it_shows() -> None:
    heavy = {
        "sqlalchemy",
        "alembic",
        "reportlab",
        "openpyxl",
        "pypdfium2",
        "ui.kit.dialog",
    }
    code = f"import sys, ui.pages.today.page; print({heavy} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"


def test_premiums_are_taken_and_delivered_by_one_step_each(
    center: Center, desk: Desk
) -> None:
    insurance, (basic, _) = center.desk.insurance, plans(center)
    insurance.enrol(center.staff, wish(basic, *NAMES, group=center.register()))
    desk.presenter.reload()
    told = {section.title: section.steps for section in desk.screen.sections}
    [deliver], [pay] = told["保険を社協へ"], told["保険料の未納"]
    assert (pay.lead, pay.who, pay.action) == ("1,400円", "花の会", "受け取る")
    assert (deliver.lead, deliver.detail) == ("1,400円", "1件・4人")
    pay.do()
    deliver.do()
    desk.presenter.reload()
    left = {section.title for section in desk.screen.sections if section.steps}
    assert not left & {"保険を社協へ", "保険料の未納"}
    assert not insurance.owed().batches


def test_what_is_to_be_settled_leads_to_the_exchange(desk: Desk) -> None:
    desk.presenter.show(view()._replace(contradictions=2))
    [step] = [step for one in desk.screen.sections for step in one.steps]
    assert (step.lead, step.action) == ("2件", "開く")
    step.do()
    assert desk.screen.settling == 1
