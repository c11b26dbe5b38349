"""集計・Excel: the figures of a month, and the workbook for the city."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.kit.clock import Clock
from app.kit.refusal import Refusal
from app.services.sign_in import Actor
from ui.contracts import CloseMonth, ListClosings
from ui.kit.buttons import Button
from ui.kit.layout import Scroll, clear, col, host, put, row, stretched
from ui.kit.messages import text_of
from ui.kit.ops import Ops
from ui.kit.page import Page
from ui.kit.save_as import ask_where
from ui.kit.signs import note
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.reports.cards import cards
from ui.pages.reports.figures import MonthFigures
from ui.pages.reports.presenter import ReportsPresenter
from ui.parts.closing_sheets import closing_actions
from ui.parts.month_sheets import month_actions

if TYPE_CHECKING:
    from app.desk import Desk

HELP = """
月ごとの利用・使用料・備品・保険・活動分野を見て、市に出す月報をExcelで保存します。

開いたときは先月です。Alt+← と Alt+→ で前と次の月に移ります。

「月報をExcelで保存」を押すと、保存先をたずねます。Excelの中の合計は式なので、
どこから来た数かをたどれます。

「日締めの一覧」（Alt+H）に、締めた日が並びます。Enter で日計表をもう一度印刷します。

「月締め」（Alt+T）で、見ている月の日締めを確かめて月を締め、月計表を印刷します。

稼働率は2とおりです。区分の稼働率は、使われた区分を利用できる区分で割ったもの、
日数の稼働率は、使われた日を開館日で割ったものです。
"""
GOING = "この月はまだ終わっていません。今日までに入っている予約と納付の数です。"


class ReportsPage(Page):
    topics = frozenset(
        {
            *("booking", "payment", "room", "rulebook", "site", "group"),
            *("loan", "loan_line", "equipment_kind"),
            *("insurance_batch", "insurance_enrolment", "insurance_plan"),
        }
    )
    hints = (("Alt+←→", "月を変える"), ("Ctrl+S", "Excelで保存"))
    help = HELP

    def __init__(
        self, t: Theme, ops: Ops, desk: Desk, actor: Actor, clock: Clock
    ) -> None:
        super().__init__(t, ops)
        self.presenter = ReportsPresenter(self.ops, desk, clock, self)
        self._closings = closing_actions(self, lambda: desk, actor)
        self._months = month_actions(self, lambda: desk, actor)
        self.month = Text(t, "", "lead")
        self._going = note(t, GOING, "accent", "info")
        self._body = col(t, gap=12)
        inner = col(t, self._going, self._body, None, gap=12, margins=(16, 0, 16, 16))
        whole = col(t, self._head(), Scroll(t, inner))
        self.setLayout(stretched(whole, 1))

    # what the presenter asks

    def show_month(self, title: str, *, going: bool) -> None:
        self.month.say(title)
        self._going.setVisible(going)
        self._later.setEnabled(not going)

    def show_figures(self, figures: MonthFigures) -> None:
        self._save.setEnabled(True)
        clear(self._body)
        for card in cards(self.t, figures):
            put(self._body, card)

    def show_none(self, refusal: Refusal) -> None:
        self._save.setEnabled(False)
        clear(self._body)
        put(self._body, note(self.t, text_of(refusal), "wait"))

    def ask_where(self, name: str) -> None:
        ask_where(self, "月報を保存", name, "Excel (*.xlsx)", self.presenter.save_at)

    # what the window asks

    def reload(self) -> None:
        self.presenter.reload()

    def receive(self, request: object) -> None:
        if isinstance(request, ListClosings):
            self._closings.list_closings()
        elif isinstance(request, CloseMonth):
            self._close_month()

    def keep(self) -> object:
        return self.presenter.month

    def take_up(self, kept: object) -> None:
        if isinstance(kept, date):
            self.presenter.month = kept

    def start_focus(self) -> None:
        self._save.setFocus()

    # within

    def _close_month(self) -> None:
        self._months.show(self.presenter.month)

    def _head(self) -> QWidget:
        t = self.t
        earlier = Button(t, "", "Alt+Left", icon="left", says="前の月", show_key=False)
        earlier.clicked.connect(self.presenter.earlier)
        self._later = Button(
            t, "", "Alt+Right", icon="right", says="次の月", show_key=False
        )
        self._later.clicked.connect(self.presenter.later)
        self._save = Button(
            t, "月報をExcelで保存", "Ctrl+S", "primary", "save", height=40
        )
        self._save.clicked.connect(self.presenter.save)
        closings = Button(t, "日締めの一覧", "Alt+H", show_key=not t.compact)
        closings.clicked.connect(self._closings.list_closings)
        close = Button(t, "月締め", "Alt+T", show_key=not t.compact)
        close.clicked.connect(self._close_month)
        title = Text(t, "集計・Excel", "title")
        months = row(t, earlier, self._later, 4, self.month)
        return host(
            row(
                t,
                title,
                months,
                None,
                closings,
                close,
                self._save,
                gap=t.pick(24, 12),
                margins=(16, 12, 16, 12),
            )
        )
