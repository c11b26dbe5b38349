"""What comes up now and then: an exception, an approval, a red slip, posters, rules."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from app.kit.clock import wall
from app.rules.fees import LineKind, kept_lines
from app.services.offered import LedgerDay
from app.services.today import BookingRow
from app.tour.steps import FIRST_DAY, Step, is_free
from ui.contracts import OpenGroup, OpenLedger
from ui.kit.shots import settle
from ui.kit.tabs import Tabs
from ui.pages.lobby.lobby import Lobby
from ui.pages.settings.page import SettingsPage
from ui.shell.window import MainWindow
from ui.tour.studio import Scene, Studio

TODAY = FIRST_DAY.date()
MONEY = "お金の手続き"


class Counter(Studio):
    """The center's desk; a subclass says in which order all of it is seen."""

    def ahead(self, since: int = 1) -> Iterator[LedgerDay]:
        offers = self.joint.desk().offers
        days = (TODAY + timedelta(days=n) for n in range(since, since + 120))
        return map(offers.day, days)

    def behind(self) -> Iterator[BookingRow]:
        """What was used in the last two weeks."""
        offers = self.joint.desk().offers
        days = (TODAY - timedelta(days=n) for n in range(1, 15))
        return (row for day in days for row in offers.day(day).bookings)

    def press_on(self, window: MainWindow, card: OpenLedger, words: str) -> None:
        """A button of the panel of a booking."""
        window.open_page("bookings", card)
        self.press(window, words)

    def turn(self, window: MainWindow, words: str) -> None:
        """To the tab of the page that says so."""
        for tabs in window.findChildren(Tabs):
            for place in range(tabs.count()):
                if tabs.isVisible() and tabs.tabText(place).startswith(words):
                    tabs.setCurrentIndex(place)

    def fairness(self, window: MainWindow) -> Iterator[Scene]:
        """上限 and 例外, 利用の制限, 減免の承認, 延長."""
        desk = self.joint.desk()
        allowed = desk.bookings.card(desk.waivers.latest()[0].booking_id)
        more = next(
            OpenLedger(ledger.day, room.room.id, (slot.slot.name,), allowed.group_id)
            for ledger in self.ahead(7)
            if ledger.day.month == allowed.starts.month
            for room in ledger.rooms
            if not room.elsewhere
            for slot in room.base
            if is_free(slot)
        )
        yield "bookings_limit", partial(window.open_page, "bookings", more)
        yield "bookings_exception", lambda: self._except(window, more)
        given = OpenLedger(allowed.starts.date(), booking_id=allowed.id)
        yield "bookings_excepted", partial(window.open_page, "bookings", given)
        row = desk.today.view(wall(self.joint.clock())).approving[0]
        asked = OpenLedger(row.starts.date(), booking_id=row.id)
        yield "bookings_approval", partial(window.open_page, "bookings", asked)
        yield "money_approval", lambda: self.press_on(window, asked, MONEY)
        yield "bookings_extended", lambda: self._extended(window)
        absent = next(row for row in self.behind() if row.status == "no_show")
        restricted = OpenGroup(absent.group_id)
        yield "groups_restricted", partial(window.open_page, "groups", restricted)
        yield "money_reverse", lambda: self._reverse(window, given)

    def _except(self, window: MainWindow, more: OpenLedger) -> None:
        window.open_page("bookings", more)
        self.press(window, "例外として認める")

    def _extended(self, window: MainWindow) -> None:
        desk = self.joint.desk()
        one = next(
            row
            for row in self.behind()
            if any(
                line.kind is LineKind.EXTENSION
                for line in kept_lines(desk.bookings.card(row.id).fee_lines)
            )
        )
        card = OpenLedger(one.starts.date(), booking_id=one.id)
        window.open_page("bookings", card)

    def _reverse(self, window: MainWindow, paid: OpenLedger) -> None:
        self.press_on(window, paid, MONEY)
        self.press(window, "納付を取り消す（赤伝票）")

    def posted(self, window: MainWindow) -> Iterator[Scene]:
        """掲示・一覧 and its papers."""
        yield "posting", lambda: self._post(window)
        for name, words in (
            ("day_sheet", "本日の利用一覧"),
            ("door_sheets", "部屋の掲示"),
            ("free_month", "空き状況"),
        ):
            yield name, partial(self._print, window, words)

    def _post(self, window: MainWindow) -> None:
        window.open_page("forms")
        self.press(window, "掲示・一覧")

    def _print(self, window: MainWindow, words: str) -> None:
        self._post(window)
        self.press(window, words)

    def rules(self, window: MainWindow) -> Iterator[Scene]:
        """設定 › 規則集, and each way to look at it."""
        for name, way in (
            ("rules_read", "読む"),
            ("rules_trial", "試算"),
            ("rules_change", "変える"),
        ):
            yield name, partial(self._look_at_rules, window, way)

    def _look_at_rules(self, window: MainWindow, way: str) -> None:
        page = window.open_page("settings")
        assert isinstance(page, SettingsPage)
        self.turn(window, "規則集")
        page.rules_tab.show_pane(way)
        settle(self.ops)

    def after(self, window: MainWindow) -> Iterator[Step]:
        """The lobby's display, beside the window."""
        self._print(window, "本日のご案内")
        lobby = window.findChild(Lobby)
        assert lobby is not None and lobby.screen is not None
        yield self.shoot_beside("lobby", lobby.screen)
        lobby.close()

    def month(self, window: MainWindow) -> Iterator[Scene]:
        """月締め of the month before, which is closed, and of this one."""
        yield "month_closed", lambda: self._month(window)
        self.press(window, "次の月")
        yield "month_closing", lambda: self.press(window, "月締め")

    def _month(self, window: MainWindow) -> None:
        window.open_page("reports")
        self.press(window, "月締め")
