"""The tour with pictures: every page and dialog of the real window, in two sizes."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget

from app.cli import add_tour, run_tour
from app.kit.config import Config
from app.services.opening import Missing, readable_at_once
from app.services.sign_in import actor
from app.tour.day import NEWCOMER
from app.tour.steps import FIRST_DAY, Step, hold, is_free
from ui.compose import desk_window
from ui.contracts import NewGroup, OpenGroup, OpenLedger
from ui.joint import Joint
from ui.kit.ops import Ops
from ui.kit.shots import settle, shoot
from ui.kit.theme import Theme, prepare, theme_for, wear
from ui.pages.start.first_start import FirstStartPage
from ui.pages.start.sign_in import SignInPage
from ui.pages.start.trouble import TroublePage
from ui.shell.command_bar import REST, CommandBar
from ui.shell.window import MainWindow

PIN = "0000"
#: The folder of the pictures, and that of the center they are taken in.
PICTURES, COPY = "screens", "screens-center"


@dataclass(frozen=True)
class Size:
    """Device px of the window, and the scale of everything in it."""

    name: str
    width: int
    height: int
    scale: float


SIZES = (Size("100", 1366, 768, 1.0), Size("150", 1920, 1080, 1.5))


def main(arguments: Sequence[str]) -> int:
    """`tour --out DIR --screens`: the tour, then its pictures."""
    parser = argparse.ArgumentParser(prog="madoguchi tour")
    add_tour(parser)
    options = parser.parse_args(arguments[1:])
    return run_tour(options, pictures)


def pictures(config: Config, out: Path) -> Iterator[Step]:
    """One step a picture; what is pressed for it happens in a copy of the center."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    prepare(application)
    for size in SIZES:
        yield from Studio(application, config, out, size).pictures()


class Studio:
    """A window of one size, and what is done in it for the pictures."""

    def __init__(
        self, application: QApplication, config: Config, out: Path, size: Size
    ) -> None:
        self._out, self._size = out, size
        self._ops = Ops(application)
        home = out / COPY
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(config.home, home)
        own = replace(config, home=home, scale=round(size.scale * 100))
        self.joint = Joint(own, lambda: FIRST_DAY, readable_at_once(own))

    def pictures(self) -> Iterator[Step]:
        try:
            yield from self._before()
            door = self.joint.door()
            who = actor(door.staff[0], PIN)
            window = desk_window(self.joint, door, who, self._ops)
            for name, do in self._scenes(window):
                do()
                yield self._shoot(name, window)
                self._tidy(window)
            window.close()
            window.deleteLater()
        finally:
            self._ops.shut_down()
            self.joint.close()

    def _scenes(self, window: MainWindow) -> Iterator[tuple[str, Callable[[], object]]]:
        """The pages in the order of the rail, each with its dialogs."""
        yield "today", lambda: window.open_page("today")
        yield "today_payment", lambda: self._key(window, "5")
        yield "help", lambda: self._key(window, Qt.Key.Key_F1)
        yield from self._bookings(window)
        yield from self._groups(window)
        for page in ("forms", "reports", "settings"):
            yield page, partial(window.open_page, page)
        for name, words in (("groups", "さくら"), ("rooms", "来週火 午後 20人")):
            yield f"command_{name}", partial(self._ask, window, words)

    def _before(self) -> Iterator[Step]:
        """What is seen before anybody has signed in."""
        t = theme_for("light", self._size.scale, self._size.width)
        home = self._out / COPY / "new"
        first = FirstStartPage(t, self._ops, home, self.joint.clock)
        yield self._shoot_alone("first_start", first, t)
        first.ask_own()
        yield self._shoot_alone("own_center", first, t)
        door = self.joint.door()
        title = door.title
        page = SignInPage(t, title, door.staff, actor, self.joint.remark())
        page.pin.edit.setText("1234")
        page.confirm()
        yield self._shoot_alone("sign_in", page, t)
        lost = self.joint.config.home / "lost.db"
        trouble = TroublePage(
            t, self._ops, Missing(path=lost), self.joint.config, self.joint.clock
        )
        yield self._shoot_alone("trouble", trouble, t)

    def _bookings(self, window: MainWindow) -> Iterator[tuple[str, Callable[[], object]]]:
        """The ledger: a day, a new booking, a refusal, and one that is there."""
        desk, day = self.joint.desk(), FIRST_DAY.date() + timedelta(days=7)
        ledger = desk.offers.day(day)
        group = desk.groups.search("空き家")[0].id
        free = next(
            OpenLedger(day, row.room.id, (offer.slot.name,), group)
            for row in ledger.rooms
            for offer in row.slots
            if is_free(offer) and not offer.slot.covers
        )
        booked = next(row for row in ledger.bookings if row.status == "confirmed")
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
        yield "permit", lambda: self._press(window, "許可書を印刷")

    def _groups(self, window: MainWindow) -> Iterator[tuple[str, Callable[[], object]]]:
        """The card of a group with a hard name, its certificate, and the form."""
        group = self.joint.desk().groups.search(NEWCOMER.name)[0].id
        yield "groups", partial(window.open_page, "groups", OpenGroup(group))
        yield "certificate", partial(self._press, window, "登録証を印刷")
        yield "groups_new", partial(window.open_page, "groups", NewGroup())
        yield "groups_new_errors", partial(self._press, window, "登録する")

    def _shoot(self, name: str, window: QWidget) -> Step:
        size = self._size
        path = self._out / PICTURES / f"{name}_{size.name}.png"
        shot = shoot(window, path, (size.width, size.height), self._ops)
        facts = asdict(shot.review)
        return Step("picture", name, facts, (f"{PICTURES}/{path.name}",))

    def _shoot_alone(self, name: str, page: QWidget, t: Theme) -> Step:
        wear(page, t)
        step = self._shoot(name, page)
        page.hide()
        return step

    def _key(self, window: MainWindow, key: str | Qt.Key) -> None:
        window.show()
        window.activateWindow()
        settle(self._ops)
        target = window.focusWidget() or window
        if isinstance(key, str):
            QTest.keyClicks(target, key)
        else:
            QTest.keyClick(target, key)
        settle(self._ops)

    def _press(self, window: MainWindow, words: str) -> None:
        """Press the button that says so."""
        settle(self._ops)
        found = [
            button
            for button in window.findChildren(QAbstractButton)
            if button.isVisible() and words in (button.accessibleName(), button.text())
        ]
        hold(bool(found), f"「{words}」というボタンがない")
        found[0].click()
        settle(self._ops)

    def _ask(self, window: MainWindow, words: str) -> None:
        window.open_command_bar().edit.setText(words)
        QTest.qWait(3 * REST)
        settle(self._ops)

    def _tidy(self, window: MainWindow) -> None:
        """Close what was opened over the page."""
        for bar in window.findChildren(CommandBar):
            bar.close_bar()
        for sheet in window.findChildren(QDialog):
            sheet.reject()
        settle(self._ops)
