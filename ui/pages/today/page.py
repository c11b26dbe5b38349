"""今日: where (a timeline of every room) and what to do next (a list)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.kit.clock import Clock
from app.services.sign_in import Actor
from ui.contracts import (
    CloseDay,
    CloseRooms,
    OpenEmergency,
    OpenLedger,
    OpenLoan,
    OpenLottery,
    OpenWaiting,
    StepSection,
)
from ui.kit.buttons import Button
from ui.kit.grid.day import GridDay
from ui.kit.grid.legend import Legend
from ui.kit.grid.view import DayGrid
from ui.kit.layout import Scroll, col, host, row, stretched
from ui.kit.ops import Ops
from ui.kit.page import Page
from ui.kit.signs import KeyHint
from ui.kit.steps import DIGITS, StepList, StepRow
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.today.presenter import Kept, TodayPresenter, TodaySource

if TYPE_CHECKING:
    from app.desk import Desk
    from ui.parts.booking_actions import BookingActions
    from ui.parts.closing_actions import ClosingActions
    from ui.parts.insurance_actions import InsuranceActions
    from ui.parts.loan_actions import LoanActions


HELP = """
今日の予約と、次にすることを見ます。

右の「次にすること」は、お待ちの方が上に来ます。Enter で選んだ行の仕事をします。
数字の 1〜9 と 0 は、その番号の行の仕事をします。

左は部屋ごとの予定で、縦の線がいまの時刻です。F6 で一覧と表を行き来します。
表では矢印キーで選び、Enter で予約を開きます。

台風や停電のときは F8 で臨時休館にし、予約のある団体に連絡します。

一日の終わりは F9 で日締めをします。現金を数え、日計表を印刷します。

まちがえたときは、Ctrl+Z で最後の仕事を元に戻せます。
"""


NOTHING = "いま、することはありません。"
LATER = "来館や返却の時刻になると、ここに出ます。"


class TodayPage(Page):
    """`source` gives the day, first from the plain driver, then from the desk.

    `desk` is asked on the worker thread, which may wait there until it is open.
    """

    topics = frozenset(
        {"booking", "blocking", "payment", "group", "room", "rulebook"}
        | {"loan", "loan_line"}
        | {"insurance_batch", "insurance_enrolment", "sync"}
        | {"lottery", "lottery_request", "waiting", "emergency", "emergency_call"}
    )
    hints = (("↑↓", "選ぶ"), ("Enter", "次の一手"), ("F8", "臨時休館"))
    help = HELP

    def __init__(
        self,
        t: Theme,
        ops: Ops,
        source: TodaySource,
        desk: Callable[[], Desk],
        actor: Actor,
        clock: Clock,
    ) -> None:
        super().__init__(t, ops)
        self.grid, self.steps = DayGrid(t, "今日の部屋の予定"), StepList(t)
        self.head = Text(t, "", "body", "text2", elide=True)
        self.count = Text(t, "", "body", "text2")
        self._wants_focus = False

        @cache
        def acts() -> BookingActions:
            # boxes and papers are first wanted when the first picture is long there
            from ui.parts.booking_sheets import booking_actions

            return booking_actions(self, desk, actor, clock)

        @cache
        def loan_acts() -> LoanActions:
            from ui.parts.loan_sheets import loan_actions

            return loan_actions(self, desk, actor)

        @cache
        def batch_acts() -> InsuranceActions:
            from ui.parts.insurance_actions import InsuranceActions

            return InsuranceActions(self.ops, desk, actor, clock, self)

        @cache
        def closing_acts() -> ClosingActions:
            from ui.parts.closing_sheets import closing_actions

            return closing_actions(self, desk, actor)

        self._closing_acts = closing_acts
        self.presenter = TodayPresenter(
            self.ops, source, desk, clock, acts, loan_acts, batch_acts, self
        )
        self.grid.opened.connect(self.presenter.open_block)
        self.grid.focused_text.connect(self.told)
        self.steps.moved.connect(self._tell)
        self.setLayout(stretched(row(t, self._where(), self._what(), gap=0), 0))
        QShortcut(QKeySequence("F6"), self).activated.connect(self._cross)
        QShortcut(QKeySequence("F8"), self).activated.connect(
            lambda: self.ask_emergencies(CloseRooms())
        )

    # what the presenter asks

    def show_head(self, words: str) -> None:
        self.head.say(words)

    def show_day(self, day: GridDay) -> None:
        self.grid.show_day(day)

    def show_steps(self, sections: Sequence[StepSection]) -> None:
        self.steps.show_sections(sections)
        count = len(self.steps.rows())
        self.count.say(f"{count}件")
        self._nothing.setVisible(not count)
        if self._wants_focus:
            self.start_focus()

    def ask_ledger(self, request: OpenLedger) -> None:
        self.asked.emit("bookings", request)

    def ask_loans(self, request: OpenLoan) -> None:
        self.asked.emit("loans", request)

    def ask_sync(self) -> None:
        self.asked.emit("sync", None)

    def ask_lotteries(self, request: OpenLottery | OpenWaiting) -> None:
        self.asked.emit("lotteries", request)

    def ask_emergencies(self, request: CloseRooms | OpenEmergency) -> None:
        self.asked.emit("emergencies", request)

    def after_painting(self, then: Callable[[], None]) -> None:
        QTimer.singleShot(0, self, then)

    # what the window asks

    def reload(self) -> None:
        self.presenter.reload()

    def clock_moved(self, now: datetime) -> None:
        self.presenter.clock_moved(now)

    def receive(self, request: object) -> None:
        if isinstance(request, CloseDay):
            self._close_day()

    def keep(self) -> object:
        return self.presenter.keep()

    def take_up(self, kept: object) -> None:
        if isinstance(kept, Kept):
            self.presenter.take_up(kept)

    def start_focus(self) -> None:
        """On the first step; where there is none yet, as soon as there is."""
        self._wants_focus = not self.steps.rows()
        if self._wants_focus:
            self._new.setFocus()
        else:
            self.steps.focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The digits do their step from the timeline too."""
        if event.text() in tuple(DIGITS) and not event.isAutoRepeat():
            self.steps.press(DIGITS.index(event.text()))
        else:
            super().keyPressEvent(event)

    # within

    def _where(self) -> QWidget:
        t = self.t
        self._new = Button(t, "新しい予約", "Ctrl+N", show_key=not t.compact)
        self._new.clicked.connect(self.presenter.new_booking)
        title = row(t, Text(t, "今日", "title"), self.head, self._new, gap=16)
        card = host(stretched(col(t, self.grid, margins=(1, 8, 1, 1)), 0), "card")
        hint = [] if t.compact else [KeyHint(t, "F6", "一覧と表を移る")]
        legend = row(t, Legend(t), None, *hint, gap=16)
        body = col(t, title, 12, card, 8, legend, margins=(16, 12, 16, 12))
        return host(stretched(body, 2))

    def _what(self) -> QWidget:
        t = self.t
        words = Text(t, "次にすること", "lead")
        close = Button(t, "日締め", "F9", says="日締めをする")
        close.clicked.connect(self._close_day)
        head = host(row(t, words, self.count, None, close, margins=(16, 12, 16, 4)))
        self._nothing = host(
            col(
                t,
                Text(t, NOTHING),
                Text(t, LATER, "small", "text2", wraps=True),
                margins=(16, 8, 16, 0),
            )
        )
        scroll = Scroll(t, col(t, self.steps))
        self.steps.moved.connect(scroll.show_whole)
        panel = host(stretched(col(t, head, self._nothing, scroll), 2), "panel")
        panel.setFixedWidth(t.px(t.pick(440, 376)))
        return panel

    def _close_day(self) -> None:
        self._closing_acts().close_today()

    def _tell(self, row: StepRow) -> None:
        """A narrow list cuts words; the status line has them whole."""
        self.told.emit(f"{row.step.who} {row.step.detail}")

    def _cross(self) -> None:
        """F6: from the list to the timeline and back."""
        if self.grid.hasFocus():
            self.steps.focus_first()
        else:
            self.grid.setFocus()
