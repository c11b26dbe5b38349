"""What is seen at the center: every page with its panels and dialogs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.demo.hands import SATELLITE
from app.demo.rosters import LARGE
from app.kit.clock import wall
from app.rules.numbering import fiscal_year
from app.rules.series import suggested
from app.services.opening import Missing
from app.services.sign_in import actor
from app.tour.day import NEWCOMER
from app.tour.exchange import PASSPHRASE
from app.tour.lending import PROJECTOR
from app.tour.steps import Step, is_free
from ui.contracts import (
    CloseRooms,
    NewGroup,
    NewLoan,
    OpenGroup,
    OpenInsurance,
    OpenKind,
    OpenLedger,
    OpenLoan,
    OpenLottery,
    OpenWaiting,
    OpenYear,
)
from ui.joint import Joint
from ui.kit.shots import settle
from ui.kit.steps import StepRow
from ui.kit.theme import theme_for
from ui.pages.bookings.page import BookingsPage
from ui.pages.emergencies.page import EmergenciesPage
from ui.pages.start.first_start import FirstStartPage
from ui.pages.start.sign_in import SignInPage
from ui.pages.start.trouble import TroublePage
from ui.pages.sync.page import SyncPage
from ui.shell.command_bar import REST
from ui.shell.window import MainWindow
from ui.tour.counter import MONEY, TODAY, Counter
from ui.tour.studio import Scene, Size

CHANGE = "予約を変える"


class Center(Counter):
    """The pages in the order of the rail; `package` waits to be taken in."""

    def __init__(
        self,
        application: QApplication,
        joint: Joint,
        out: Path,
        size: Size,
        package: Path,
    ) -> None:
        super().__init__(application, joint, out, size)
        self._package = package

    def before(self) -> Iterator[Step]:
        joint = self.joint
        t = theme_for("light", self.size.scale, self.size.width)
        home = joint.config.home / "new"
        first = FirstStartPage(t, self.ops, home, joint.clock)
        yield self.shoot_alone("first_start", first, t)
        first.ask_own()
        yield self.shoot_alone("own_center", first, t)
        first.ask_satellite()
        yield self.shoot_alone("own_satellite", first, t)
        door = joint.door()
        page = SignInPage(t, door.title, door.staff, actor, joint.remark())
        page.pin.edit.setText("1234")
        page.confirm()
        yield self.shoot_alone("sign_in", page, t)
        missing = Missing(path=joint.config.home / "lost.db")
        trouble = TroublePage(t, self.ops, missing, joint.config, joint.clock)
        yield self.shoot_alone("trouble", trouble, t)

    def scenes(self, window: MainWindow) -> Iterator[Scene]:
        yield "today", lambda: window.open_page("today")
        yield "today_payment", partial(self._step, window, "受け取る")
        yield "help", lambda: self.key(window, Qt.Key.Key_F1)
        yield from self._bookings(window)
        yield from self.fairness(window)
        yield from self._lotteries(window)
        yield from self._loans(window)
        yield from self._groups(window)
        yield from self._insurance(window)
        for page in ("forms", "reports"):
            yield page, partial(window.open_page, page)
        yield from self.month(window)
        yield from self.posted(window)
        yield from self._sync(window)
        yield "settings", partial(window.open_page, "settings")
        yield from self.rules(window)
        for name, words in (
            ("groups", "さくら"),
            ("rooms", "来週火 午後 20人"),
            ("scan", "BH-1301"),
        ):
            yield f"command_{name}", partial(self.ask, window, words)
        yield from self._emergencies(window)

    def _bookings(self, window: MainWindow) -> Iterator[Scene]:
        """The ledger: a day, a new booking, a refusal, and one that is there."""
        desk, day = self.joint.desk(), TODAY + timedelta(days=7)
        ledger = desk.offers.day(day)
        group = desk.groups.search("空き家")[0].id
        free = next(
            OpenLedger(day, row.room.id, (offer.slot.name,), group)
            for row in ledger.rooms
            for offer in row.slots
            if is_free(offer) and not offer.slot.covers
        )
        here = {row.room.id for row in ledger.rooms if not row.elsewhere}
        booked = next(
            row
            for row in ledger.bookings
            if row.status == "confirmed" and row.room_id in here
        )
        taken = free._replace(
            room_id=booked.room_id, slots=tuple(booked.slots.split("・"))
        )
        card = OpenLedger(day, booking_id=booked.id)
        for name, request in (
            ("bookings", OpenLedger(day)),
            ("bookings_new", free),
            ("bookings_refused", taken),
            ("bookings_card", card),
        ):
            yield name, partial(window.open_page, "bookings", request)
        yield "bookings_series", lambda: self._repeat(window, free)
        yield "permit", lambda: self.press_on(window, card, "許可書を印刷")
        yield "bookings_change", lambda: self.press_on(window, card, CHANGE)
        yield "money_tasks", lambda: self.press_on(window, card, MONEY)
        held = desk.today.view(wall(self.joint.clock())).lapsing[0]
        slip = OpenLedger(held.starts.date(), booking_id=held.id)
        yield "bookings_held", partial(window.open_page, "bookings", slip)
        yield "hold_slip", lambda: self.press(window, "仮予約票を印刷")
        for name, key in (("week", Qt.Key.Key_W), ("month", Qt.Key.Key_M)):
            yield f"bookings_{name}", partial(self._look, window, key)
        busy = OpenYear(booked.group_id)
        yield "bookings_year", partial(window.open_page, "bookings", busy)
        yield from self._series(window)
        yield from self._blocked(window)

    def _series(self, window: MainWindow) -> Iterator[Scene]:
        """定期利用: one of it, how far it is given up, and how far it is changed."""
        desk = self.joint.desk()
        one = next(
            OpenLedger(row.starts.date(), booking_id=row.id)
            for ledger in self.ahead()
            for row in ledger.bookings
            if (asked := desk.series.of_booking(row.id)) and asked.repeat
        )
        yield "bookings_series_card", partial(window.open_page, "bookings", one)
        yield "bookings_series_cancel", partial(self.press, window, "予約を取り消す")
        yield "bookings_series_change", lambda: self.press_on(window, one, CHANGE)

    def _blocked(self, window: MainWindow) -> Iterator[Scene]:
        """利用停止: one that is there, a new one, and the bookings in its way."""
        ledger = next(ledger for ledger in self.ahead() if ledger.blockings)

        def open_card() -> None:
            page = window.open_page("bookings", OpenLedger(ledger.day))
            assert isinstance(page, BookingsPage)
            settle(self.ops)
            page.blocking.open(ledger.blockings[0])

        yield "bookings_blocked", open_card
        window.open_page("bookings", OpenLedger(TODAY + timedelta(days=7)))
        yield "bookings_block", lambda: self.key(window, Qt.Key.Key_X)

    def _lotteries(self, window: MainWindow) -> Iterator[Scene]:
        """抽選 that was drawn, its minutes, who waits, and a call."""
        desk = self.joint.desk()
        found = {row.status: row.id for row in reversed(desk.lotteries.latest())}
        drawn, frozen = found["drawn"], found["frozen"]
        listed = desk.waiting.listed()
        waiting = next(row.id for row in listed if row.status == "waiting")
        yield "lotteries", partial(window.open_page, "lotteries", OpenLottery())
        closed = OpenLottery(frozen)
        yield "lottery_frozen", partial(window.open_page, "lotteries", closed)
        opened = OpenLottery(drawn)
        yield "lottery_drawn", partial(window.open_page, "lotteries", opened)
        yield "lottery_minutes", partial(self.press, window, "抽選録を印刷")
        yield "waiting", partial(window.open_page, "lotteries", OpenWaiting())
        call = OpenWaiting(waiting)
        yield "waiting_call", partial(window.open_page, "lotteries", call)

    def _look(self, window: MainWindow, key: Qt.Key) -> None:
        """Another grid of 予約台帳, from the day that the tour is about."""
        window.open_page("bookings", OpenLedger(TODAY + timedelta(days=7)))
        self.key(window, key)

    def _loans(self, window: MainWindow) -> Iterator[Scene]:
        """備品: what is out, stock over days, the catalogue, and the panels."""
        desk = self.joint.desk()
        overdue = desk.loans.overdue(TODAY)[0].id
        [kind] = [
            row.id
            for row in desk.equipment.catalogue()
            if (row.name, row.home) == (PROJECTOR, desk.settings.site)
        ]
        group = desk.groups.search("空き家")[0].id
        yield "loans", lambda: window.open_page("loans")
        for name, request in (
            ("loans_overdue", OpenLoan(overdue)),
            ("loans_kind", OpenKind(kind)),
            ("loans_new", NewLoan(group, kind, TODAY + timedelta(days=7))),
        ):
            yield name, partial(window.open_page, "loans", request)
        self.key(window, Qt.Key.Key_Escape)
        yield "loans_stock", lambda: self.press(window, "在庫")
        yield "loans_catalogue", lambda: self.press(window, "備品台帳")

    def _groups(self, window: MainWindow) -> Iterator[Scene]:
        """The card of a group with a hard name, its certificate, and the form."""
        groups = self.joint.desk().groups
        group, large = groups.search(NEWCOMER.name)[0].id, groups.search(LARGE)[0].id
        yield "groups", partial(window.open_page, "groups", OpenGroup(group))
        yield "certificate", partial(self.press, window, "登録証を印刷")
        yield "groups_large", partial(window.open_page, "groups", OpenGroup(large))
        yield "groups_roster", partial(self.turn, window, "名簿")
        yield "groups_papers", partial(self.turn, window, "書類")
        yield "groups_new", partial(window.open_page, "groups", NewGroup())
        yield "groups_new_errors", partial(self.press, window, "登録する")

    def _insurance(self, window: MainWindow) -> Iterator[Scene]:
        """保険: who is in, what goes to the 社協, premiums, and enrolling."""
        desk = self.joint.desk()
        owed = desk.insurance.owed().batches[0].id
        yield "insurance", lambda: window.open_page("insurance")
        yield "insurance_batches", partial(self.turn, window, "申込と納付")
        yield "insurance_plans", partial(self.turn, window, "プランと保険料")
        yield "insurance_batch", partial(self._open_insurance, window, batch_id=owed)
        group = self._not_enrolled()
        yield "insurance_enrol", partial(self._open_insurance, window, group_id=group)

    def _not_enrolled(self) -> UUID:
        """A group that has a roster of this fiscal year and no insurance."""
        desk, year = self.joint.desk(), fiscal_year(TODAY)
        groups = (row.id for row in desk.groups.search("", limit=200))
        return next(
            group
            for group in groups
            if year in desk.rosters.years(group)
            and all(b.fiscal_year < year for b in desk.insurance.of_group(group))
        )

    def _open_insurance(self, window: MainWindow, **what: UUID) -> None:
        window.open_page("insurance", OpenInsurance(**what))

    def _sync(self, window: MainWindow) -> Iterator[Scene]:
        """同期: what contradicts, each with both versions, and a package looked into."""
        sync = self.joint.desk().sync
        page = window.open_page("sync")
        assert isinstance(page, SyncPage)
        yield "sync", lambda: window.open_page("sync")
        for found in sync.contradictions():
            name = f"sync_{found.kind.value}"
            yield name, partial(page.open_contradiction, found)
        looked = sync.inspect(self._package)
        yield "sync_package", partial(page.show_inspection, self._package, looked)
        yield "sync_opening", partial(page.show_opening, SATELLITE, PASSPHRASE)
        yield "sync_satellite", page.ask_satellite

    def _emergencies(self, window: MainWindow) -> Iterator[Scene]:
        """臨時休館 of tomorrow: planned, called through, before all is settled."""
        page = window.open_page("emergencies")
        assert isinstance(page, EmergenciesPage)
        storm = CloseRooms(TODAY + timedelta(days=1), 13 * 60)
        yield "emergencies", partial(window.open_page, "emergencies", storm)
        yield "emergencies_sheet", partial(self.press, window, "休館にする")
        for call in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_4):
            self.key(window, call)
        yield "emergencies_calls", page.start_focus
        yield "emergencies_call", lambda: self.key(window, Qt.Key.Key_Return)
        yield "emergencies_settle", partial(self.press, window, "まとめて行う")
        yield "emergencies_notice", partial(self.press, window, "貼り紙")

    def _step(self, window: MainWindow, action: str) -> None:
        """Do the first of today's steps that is done by this action."""
        settle(self.ops)
        rows = (row for row in window.findChildren(StepRow) if row.isVisible())
        next(row for row in rows if row.step.action == action).click()
        settle(self.ops)

    def _repeat(self, window: MainWindow, first: OpenLedger) -> None:
        """A booking that is asked for every week: its lines."""
        window.open_page("bookings", first)
        self.press(window, "日を増やす・くり返す")
        self.press(window, suggested(first.day)[0])
        QTest.qWait(3 * REST)
        settle(self.ops)
