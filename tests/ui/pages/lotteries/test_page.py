"""抽選 and キャンセル待ち in the real window, by keys alone."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.cli import main
from app.services.sign_in import Actor
from app.services.waiting import Entry
from tests.app.services.conftest import Center
from tests.app.services.lotteries.town import DAY, NAMES, crowded, drawn, enter, form
from tests.ui.clerk import Clerk as Hands
from tests.ui.conftest import show
from tests.ui.pages.window import INFO, SIZES
from ui.contracts import Found, OpenLottery, OpenWaiting
from ui.kit.dialog import FormSheet
from ui.kit.ops import Ops
from ui.kit.shots import shoot
from ui.pages.lotteries.page import LotteriesPage
from ui.pages.lotteries.sheets import RequestSheet, StaySheet
from ui.pages.lotteries.waiting_sheets import CallSheet
from ui.parts.paper_sheet import PaperSheet
from ui.shell.window import MainWindow, PageEntry

Key, Held = Qt.Key, Qt.KeyboardModifier
CONTROL, ALT = Held.ControlModifier, Held.AltModifier
LONG = "NPO法人 みどりの里山を未来へつなぐ市民ネットワーク"


class Clerk(Hands):
    """Somebody at 抽選."""

    @property
    def page(self) -> LotteriesPage:
        page = self.window.page("lotteries")
        assert isinstance(page, LotteriesPage)
        return page

    def ask(self, request: object) -> None:
        self.window.open_page("lotteries", request)
        self.wait()


def at_desk(
    center: Center,
    ops: Ops,
    qtbot: QtBot,
    scale: float = 1.0,
    staff: UUID | None = None,
) -> Clerk:
    actor = Actor(staff or UUID(center.staff), "渡邊 千恵子")
    entry = PageEntry(
        "lotteries",
        "抽選",
        "lottery",
        lambda t: LotteriesPage(t, ops, center.desk, actor, center.clock),
    )
    window = MainWindow(
        [entry], ops, INFO, center.clock, lambda _: Found(), "light", scale
    )
    qtbot.addWidget(window)
    window.resize(1366, 768)
    show(window)
    return Clerk(window, center, ops)


@pytest.fixture
def clerk(center: Center, ops: Ops, qtbot: QtBot) -> Clerk:
    found = at_desk(center, ops, qtbot)
    found.wait()
    return found


def test_from_the_first_request_to_the_minutes(clerk: Clerk, tmp_path: Path) -> None:
    center, desk = clerk.center, clerk.center.desk
    for name in ("花の会", "山の会"):
        center.register(name, "カイ")
    lottery = desk.lotteries.open(center.staff, form(center)).value
    clerk.ask(OpenLottery(lottery))
    clerk.chord(Key.Key_N, CONTROL)
    assert clerk.sheet(RequestSheet) is not None
    for name in ("花の会", "山の会"):
        clerk.write(name)
        clerk.chord(Key.Key_Return)
        clerk.write("2/3 午前 活動室A")
        clerk.chord(Key.Key_Return)
        clerk.write("2/3 午後 活動室A")
        for _ in range(4):
            clerk.chord(Key.Key_Return)
        clerk.write("練習")
        clerk.chord(Key.Key_Return)
        clerk.write("12")
        clerk.chord(Key.Key_Return, CONTROL)
    assert len(desk.lotteries.card(lottery).requests) == 2
    clerk.chord(Key.Key_Escape)
    clerk.chord(Key.Key_F, ALT)
    clerk.chord(Key.Key_Y, ALT)  # requests may still come: frozen all the same
    assert desk.lotteries.card(lottery).status == "frozen"
    clerk.chord(Key.Key_S, ALT)
    clerk.write("471")
    clerk.chord(Key.Key_Return)
    clerk.write("申込者の前でさいころを3回")
    clerk.chord(Key.Key_Return, CONTROL)
    clerk.chord(Key.Key_D, ALT)
    assert desk.lotteries.card(lottery).status == "seeded"  # shown, not yet kept
    clerk.chord(Key.Key_Return, CONTROL)
    card = desk.lotteries.card(lottery)
    assert (card.status, card.winners) == ("drawn", 2)
    assert len(desk.offers.day(DAY).bookings) == 2
    clerk.chord(Key.Key_P, CONTROL)
    paper = clerk.sheet(PaperSheet)
    assert isinstance(paper, PaperSheet) and "抽選録" in paper.paper.title
    clerk.chord(Key.Key_Escape)
    clerk.page.presenter.save_file(str(tmp_path / "抽選.json"))
    clerk.wait()
    assert main(["lottery", "verify", str(tmp_path / "抽選.json")]) == 0


def test_a_wish_that_is_refused_stands_at_its_field(clerk: Clerk) -> None:
    center = clerk.center
    center.register("花の会", "ハナノカイ")
    lottery = center.desk.lotteries.open(center.staff, form(center)).value
    clerk.ask(OpenLottery(lottery))
    clerk.chord(Key.Key_N, CONTROL)
    sheet = clerk.sheet(RequestSheet)
    assert isinstance(sheet, RequestSheet)
    clerk.write("花の会")
    clerk.chord(Key.Key_Return)
    sheet.form.fill({"wish1": "2/15 午前 活動室A", "purpose": "練習", "users": "5"})
    clerk.chord(Key.Key_Return, CONTROL)
    assert "休館" in sheet.form["wish1"].error() and sheet.isVisible()
    clerk.chord(Key.Key_Escape)  # no exception is made
    sheet.form.fill({"wish1": "あさって あそこ"})
    clerk.chord(Key.Key_Return, CONTROL)
    assert "読めません" in sheet.form["wish1"].error()
    assert sheet.form.values()["purpose"] == "練習"


def test_a_request_is_changed_and_taken_back(clerk: Clerk) -> None:
    lottery = crowded(clerk.center, 1)
    clerk.ask(OpenLottery(lottery))
    clerk.chord(Key.Key_Return)
    sheet = clerk.sheet(RequestSheet)
    assert isinstance(sheet, RequestSheet)
    sheet.form.fill({"wish1": "2/4 夜間 活動室B"})
    clerk.chord(Key.Key_Return, CONTROL)
    [line] = clerk.center.desk.lotteries.card(lottery).requests
    assert line.wishes[0].room == "活動室B"
    clerk.chord(Key.Key_Return)
    clerk.chord(Key.Key_X, ALT)
    assert clerk.center.desk.lotteries.card(lottery).requests == []
    clerk.chord(Key.Key_Z, CONTROL)
    assert len(clerk.center.desk.lotteries.card(lottery).requests) == 1


def test_winners_claim_and_the_rest_is_given_up(clerk: Clerk) -> None:
    desk, clock = clerk.center.desk, clerk.center.clock
    lottery = drawn(clerk.center, crowded(clerk.center, 3))
    clerk.ask(OpenLottery(lottery))
    clerk.chord(Key.Key_Return)
    clerk.chord(Key.Key_Return, CONTROL)
    assert desk.lotteries.card(lottery).requests[0].row.status == "claimed"
    clock.now = clock.now.replace(day=11)
    clerk.chord(Key.Key_X, ALT)
    clerk.chord(Key.Key_Y, ALT)
    assert desk.lotteries.card(lottery).requests[1].row.status == "forfeited"


def test_a_call_to_who_is_next(clerk: Clerk) -> None:
    center, desk = clerk.center, clerk.center.desk
    group = center.register("花の会", "ハナノカイ")
    day = date(2026, 12, 1)
    entry = Entry(center.room().id, group, day, ("午前",), "練習", 8)
    outcome = desk.waiting.enter(center.staff, entry)
    key = outcome.value
    clerk.ops.changed.emit(outcome.changed)
    clerk.ask(OpenWaiting())
    clerk.chord(Key.Key_Return)
    assert clerk.sheet(CallSheet) is not None
    clerk.write("留守番電話に入れた")
    clerk.chord(Key.Key_1, ALT)
    found = desk.waiting.entry(key)
    assert found.status == "offered" and "留守番電話" in found.note
    assert found.offer_until == date(2026, 11, 26)
    clerk.chord(Key.Key_Return)
    clerk.chord(Key.Key_Return, CONTROL)
    assert desk.waiting.entry(key).status == "taken"
    assert len(desk.offers.day(day).bookings) == 1


def test_somebody_is_put_on_the_list(clerk: Clerk) -> None:
    clerk.center.register("花の会", "ハナノカイ")
    clerk.ask(OpenWaiting())
    clerk.chord(Key.Key_N, CONTROL)
    clerk.write("花の会")
    clerk.chord(Key.Key_Return)
    clerk.write("12/1 午前 活動室A")
    clerk.chord(Key.Key_Return)
    clerk.write("練習")
    clerk.chord(Key.Key_Return)
    clerk.write("9")
    clerk.chord(Key.Key_Return, CONTROL)
    [row] = clerk.center.desk.waiting.listed()
    assert (row.group, row.slots, row.users) == ("花の会", "午前", 9)


def test_a_lottery_is_begun(clerk: Clerk) -> None:
    clerk.chord(Key.Key_N, CONTROL)
    sheet = clerk.sheet()
    assert isinstance(sheet, StaySheet)
    sheet.form.fill({"closes_on": "12/10", "draws_on": "12/11", "claim_by": ""})
    clerk.chord(Key.Key_Return, CONTROL)
    [row] = clerk.center.desk.lotteries.latest()
    assert (row.name, row.closes_on) == ("令和9年1月分", date(2026, 12, 10))
    assert clerk.page.pane.isVisible()
    clerk.chord(Key.Key_Escape)
    assert not clerk.page.pane.isVisible()


@pytest.mark.parametrize(("width", "height", "scale"), SIZES)
def test_everything_fits(
    center: Center,
    ops: Ops,
    qtbot: QtBot,
    tmp_path: Path,
    width: int,
    height: int,
    scale: float,
) -> None:
    clerk = at_desk(center, ops, qtbot, scale)
    lottery = crowded(center, len(NAMES))
    enter(center, lottery, LONG, *[("活動室B", day, "午前") for day in (3, 4, 5, 6, 7)])
    size = (width, height)
    folder = tmp_path / "shots"

    def look(name: str) -> None:
        shot = shoot(
            clerk.window, folder / f"{name}_{width}_{scale}.png", size, ops, scale
        )
        assert not shot.review.faults(), (name, shot.review.faults())

    clerk.ask(OpenLottery(lottery))
    look("open")
    clerk.chord(Key.Key_Return)
    look("request")
    clerk.chord(Key.Key_Escape)
    drawn(center, lottery)
    ops.changed.emit(frozenset({"lottery"}))
    clerk.wait()
    look("drawn")
    clerk.ask(OpenLottery())
    look("list")
    clerk.ask(OpenWaiting())
    look("waiting")
    clerk.chord(Key.Key_Return)
    look("call")
    clerk.chord(Key.Key_Escape)
    clerk.page.tabs.setCurrentIndex(0)
    clerk.chord(Key.Key_N, CONTROL)
    look("new")
    center.clock.now += timedelta(days=1)


def test_a_seed_that_was_typed_is_there_again_after_esc(clerk: Clerk) -> None:
    desk, staff = clerk.center.desk, clerk.center.staff
    lottery = crowded(clerk.center, 1)
    desk.lotteries.freeze(staff, lottery, accept_early=True)
    clerk.ask(OpenLottery(lottery))
    clerk.chord(Key.Key_S, ALT)
    clerk.write("471")
    clerk.chord(Key.Key_Escape)
    assert clerk.sheet() is None
    clerk.chord(Key.Key_S, ALT)
    sheet = clerk.sheet()
    assert isinstance(sheet, FormSheet)
    assert sheet.form.values() == {"seed": "471", "source": ""}
    sheet.form.fill({"source": "さいころ"})
    clerk.chord(Key.Key_Return, CONTROL)
    assert desk.lotteries.card(lottery).seed == "471"
    actor = Actor(UUID(staff), "渡邊 千恵子")
    assert desk.drafts.find(actor, f"lottery.seed.{lottery.hex}") is None
