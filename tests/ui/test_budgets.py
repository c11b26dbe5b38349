"""The desk's tasks in the real window, by keyboard alone: their steps, and the budgets.

A step is one key chord; characters that only the clerk can know are none. Every task
begins on 今日 and ends with the paper in the printer, or with its last deed.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from pytestqt.qtbot import QtBot

from app.services.requests import Fate
from tests.app.printing.readers import text_of
from tests.app.services.conftest import Center
from tests.ui.pages.bookings.test_page import (
    ALT,
    CONTROL,
    TUESDAY,
    Clerk,
    Key,
    clerk,
)
from tests.ui.pages.bookings.test_requests import SECOND, told
from tests.ui.pages.emergencies import house as storm
from tests.ui.pages.loans.desk import kind
from tests.ui.pages.today.test_closing import House, house
from tests.ui.tray import Tray
from ui.kit.ops import Ops

__all__ = ["clerk", "house"]


class Task(NamedTuple):
    """`steps` as counted below, `budget` at most."""

    what: str
    steps: int
    budget: int


#: By their numbers on the desk's list.
TASKS = {
    1: Task("空いている部屋を電話で答える", 2, 2),
    2: Task("知っている団体の予約・納付・許可書", 7, 7),
    3: Task("プロジェクターとテント2張も一緒に", 10, 10),
    4: Task("年度の定期利用（第2火曜 午後）", 8, 10),
    10: Task("納付した予約の取消・還付・書類", 5, 6),
    13: Task("日締め・差額の説明・日計表", 3, 6),
    14: Task("あす13時からの臨時休館・連絡表・還付・振替", 8, 8),
}


def counted(number: int, steps: int) -> None:
    task = TASKS[number]
    assert steps == task.steps <= task.budget, f"{task.what}: {steps}"


def words_of(pdf: bytes) -> str:
    return "".join(text_of(pdf).split())


def begin_booking(clerk: Clerk, day: str) -> None:
    """花の会 asks for the afternoon of a day: its own fields are known from before."""
    clerk.chord(Key.Key_2, CONTROL)
    clerk.write(day)
    clerk.chord(Key.Key_Return)
    clerk.chord(Key.Key_Right)
    clerk.chord(Key.Key_Return)
    clerk.write("はなの")
    clerk.chord(Key.Key_Return)


def print_paper(clerk: Clerk, tray: Tray, words: str) -> None:
    paper = clerk.paper()
    assert paper is not None and words in paper.paper.title
    clerk.chord(Key.Key_P, CONTROL)
    assert tray.titles == [paper.paper.title]


def booked_before(clerk: Clerk, day: date) -> None:
    past = clerk.center.wish(clerk.center.register(), day, "午前")
    clerk.center.desk.bookings.book(clerk.center.staff, past)


def test_1_a_free_room_on_the_phone(clerk: Clerk) -> None:
    clerk.chord(Key.Key_2, CONTROL)
    clerk.write("12/1")
    clerk.chord(Key.Key_Return)
    counted(1, len(clerk.steps))
    assert clerk.page.ledger.day == TUESDAY
    shown = clerk.page.grid.currentIndex().data()
    assert shown == "活動室A 9:00–12:00 空き 800円"


def test_2_a_known_group_books_pays_and_has_its_permit(clerk: Clerk, tray: Tray) -> None:
    booked_before(clerk, date(2026, 12, 8))
    begin_booking(clerk, "12/1")
    clerk.chord(Key.Key_Return, CONTROL)
    print_paper(clerk, tray, "花の会")
    counted(2, len(clerk.steps))
    desk = clerk.center.desk
    [group] = desk.groups.search("花の会")
    booked = desk.bookings.of_group(group.id)[-1]
    assert (booked.slots, booked.purpose, booked.users) == ("午後", "生け花の練習", 20)
    assert booked.owed == 0 and len(desk.forms.printouts()) == 1
    assert clerk.page.panel.isHidden()
    assert clerk.window.focusWidget() is clerk.page.grid


def test_3_the_same_with_a_projector_and_two_tents(clerk: Clerk, tray: Tray) -> None:
    center = clerk.center
    kind(center, "プロジェクター", 1)
    kind(center, "テント", 3)
    booked_before(clerk, date(2026, 12, 8))
    begin_booking(clerk, "12/1")
    clerk.chord(Key.Key_B, ALT)
    clerk.write("ぷろ")
    clerk.chord(Key.Key_Return)
    clerk.write("てんと")
    clerk.write(" 2")
    clerk.chord(Key.Key_Return)
    clerk.chord(Key.Key_Return, CONTROL)
    print_paper(clerk, tray, "花の会")
    counted(3, len(clerk.steps))
    [group] = center.desk.groups.search("花の会")
    booked = center.desk.bookings.of_group(group.id)[-1]
    [loan] = center.desk.loans.of_booking(booked.id)
    assert (loan.what, loan.fee, booked.owed) == ("プロジェクター、テント×2", 0, 0)
    assert booked.fee == 1600  # 活動室A 午後 1,000円、テント 300円×2


def test_4_a_monthly_series_of_a_fiscal_year(clerk: Clerk, tray: Tray) -> None:
    """第2火曜 午後, clashes shown and left out."""
    desk, staff = clerk.center.desk, clerk.center.staff
    booked_before(clerk, date(2026, 12, 3))
    other = clerk.center.register("月の会", "ツキノカイ")
    desk.bookings.book(staff, clerk.center.wish(other, SECOND[1], "午後"))
    begin_booking(clerk, "12/8")
    clerk.chord(Key.Key_R, ALT)
    clerk.write("第2火")
    clerk.qtbot.waitUntil(lambda: bool(told(clerk)))
    clerk.wait()
    assert told(clerk) == [
        ("○ 1,000円", Fate.TAKE),
        ("× 月の会が予約(H26-0002)", Fate.SKIP),
        ("○ 1,000円", Fate.TAKE),
        ("早 受付は12/1(火)から", Fate.SKIP),
    ]
    [group] = desk.groups.search("花の会")
    assert not desk.bookings.of_group(group.id)[1:]  # nothing is saved yet
    clerk.chord(Key.Key_Return, CONTROL)
    print_paper(clerk, tray, "申込み全体")
    counted(4, len(clerk.steps))
    booked = desk.bookings.of_group(group.id)
    assert [card.starts.date() for card in booked][:2] == [SECOND[2], SECOND[0]]
    assert sum(card.owed for card in booked[:2]) == 0
    assert clerk.page.panel.isHidden()
    assert clerk.window.focusWidget() is clerk.page.grid


def test_10_a_paid_booking_is_cancelled_and_paid_back(clerk: Clerk, tray: Tray) -> None:
    desk, center = clerk.center.desk, clerk.center
    wish = center.wish(center.register(), TUESDAY, "午後")
    booking = desk.bookings.book(center.staff, wish, paid=True).value.id
    clerk.chord(Key.Key_K, CONTROL)
    clerk.write("12/1 花の会")
    bar = clerk.window.open_command_bar()
    clerk.qtbot.waitUntil(lambda: "花の会" in bar.edit.accessibleDescription())
    clerk.chord(Key.Key_Return)
    clerk.chord(Key.Key_X, ALT)
    clerk.chord(Key.Key_Return, CONTROL)
    print_paper(clerk, tray, "還付")
    counted(10, len(clerk.steps))
    card = desk.bookings.card(booking)
    assert (card.status, card.paid) == ("cancelled", 0)


def test_13_the_day_is_closed(house: House, tray: Tray) -> None:
    house.press(Key.Key_F9)
    house.type("3 0 0 0 1 0 1 0 0 0 ")
    assert {"30,550円", "30,600円", "△50円"} <= set(house.texts())
    house.explain("釣り銭を50円多く渡した")
    house.press(Key.Key_Return, CONTROL)
    house.press(Key.Key_P, CONTROL)
    ((pdf, title),) = tray.printed
    assert title.startswith("日計表 令和8年11月24日")
    assert "釣り銭を50円多く渡した" in words_of(pdf)
    counted(13, house.steps)
    (row,) = house.desk.closings.latest()
    assert (row.found, row.difference) == (30_550, -50)


def test_14_a_storm_is_closed_called_and_settled(
    center: Center, ops: Ops, qtbot: QtBot, tray: Tray
) -> None:
    storm.book(center)
    clerk = storm.at_desk(center, ops, qtbot)
    clerk.chord(Key.Key_K, CONTROL)
    clerk.write("臨時休館 明日 13:00-")
    bar = clerk.window.open_command_bar()
    qtbot.waitUntil(lambda: "臨時休館にする" in bar.edit.accessibleDescription())
    clerk.chord(Key.Key_Return)
    assert clerk.page.plan.table.rows.rowCount() == 3
    clerk.chord(Key.Key_Return, CONTROL)  # closed: the call sheet is shown
    clerk.chord(Key.Key_P, CONTROL)
    clerk.chord(Key.Key_2)  # the first group goes to the nearest free place
    clerk.chord(Key.Key_S, ALT)  # refunds and re-offers before they are made
    clerk.chord(Key.Key_Return, CONTROL)
    clerk.chord(Key.Key_P, CONTROL)
    counted(14, len(clerk.steps))
    (calls, title), (letters, _) = tray.printed
    assert title.startswith("臨時休館 連絡表") and "13:00" in words_of(calls)
    assert words_of(calls).count("□連絡済") == 3
    assert "振替後の使用" in words_of(letters)
    (row,) = center.desk.emergencies.latest()
    card = center.desk.emergencies.card(row.id)
    became = [line.call.became for line in card.lines]
    assert became == ["moved", "cancelled", "cancelled"]
    assert [line.paid == 0 for line in card.lines] == [False, True, True]
