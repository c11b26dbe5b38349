"""臨時休館: plan, close, call, settle."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.kit.clock import Clock, wall
from app.kit.refusal import Refusal
from app.services.sign_in import Actor
from ui.contracts import CloseRooms, OpenEmergency
from ui.kit.layout import col, host, row, stretched
from ui.kit.ops import Ops
from ui.kit.page import Page
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.emergencies.card_pane import CardPane
from ui.pages.emergencies.plan_pane import PlanPane
from ui.pages.emergencies.presenter import EmergenciesPresenter, Ground, Places
from ui.pages.emergencies.sheets import CallSheet, PastSheet, SettleSheet
from ui.parts.paper_sheet import show_paper

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.emergencies import (
        Affected,
        AffectedRow,
        EmergencyCard,
        EmergencyRow,
        Noted,
        Proposal,
        Settlement,
    )
    from app.services.forms import Sheet as Paper

HELP = """
台風や停電のときに、部屋を臨時休館にして、予約のある団体に連絡します。

日と時間と部屋を決めると、連絡する団体が電話をかける順に並びます。警報を選ぶと、規則集の
定めから案が出ます（Alt+P で案のとおりにします）。Ctrl+Enter で休館にすると、その時間は
だれも予約できなくなり、連絡表が出ます。

電話の結果は、行を選んで数字の 1〜7 で記録します。Enter を押すと、振替先を選べます。
休館の前に始まる予約は、休館の始まるまでに短くできます（7）。
キャンセル待ちの案内と抽選の希望も並びます。

Alt+S で、取消・短縮・還付・振替の内容を見てから、まとめて行います。ご連絡の用紙と
還付通知書が続けて出ます。休館をやめるときは Alt+X です。どれも Ctrl+Z で元に戻せます。
"""
NO_PLACE = "{}を振り替えられる近い空きがありません。Enter でほかの結果を選んでください。"
LOOKING = "{}の近い空きをさがしています。出てから、もう一度押してください。"


class EmergenciesPage(Page):
    topics = frozenset(
        {"emergency", "emergency_call", "booking", "payment", "room", "rulebook"}
        | {"blocking", "group"}
    )
    hints = (("↑↓", "選ぶ"), ("Enter", "開く"))
    help = HELP

    def __init__(
        self, t: Theme, ops: Ops, desk: Desk, actor: Actor, clock: Clock
    ) -> None:
        super().__init__(t, ops)
        self._desk, self._actor, self._clock = desk, actor, clock
        self.presenter = EmergenciesPresenter(self.ops, desk, actor, self)
        self._wish: CloseRooms | None = None
        self._begun, self._kept = False, dict[str, str]()
        self.plan = PlanPane(t, clock)
        self.pane = CardPane(t)
        self._places = QStackedWidget()
        self._places.addWidget(self._planning())
        self._places.addWidget(self.pane)
        self.setLayout(col(t, self._places))
        self.plan.looked.connect(self.presenter.look)
        self.plan.warned.connect(self.presenter.propose)
        self.plan.confirmed.connect(self.presenter.close)
        self.plan.asked.connect(self._do)
        self.pane.asked.connect(self._do)
        self.pane.noted.connect(self._note)
        self.pane.table.opened.connect(self._call)

    # Page

    def reload(self) -> None:
        if self.presenter.opened is not None:
            self.presenter.reload()
        elif not self._begun:
            self._begun = True
            self.presenter.begin()
        elif self._wish is None:
            self._look_again()

    def receive(self, request: object) -> None:
        self._begun = True
        if isinstance(request, CloseRooms):
            self._begin(request)
        elif isinstance(request, OpenEmergency) and request.emergency_id is not None:
            self.presenter.open(request.emergency_id)
        elif isinstance(request, OpenEmergency):
            self.presenter.begin()

    def step_back(self) -> bool:
        if self._places.currentWidget() is not self.pane:
            return False
        self.presenter.leave()
        return True

    def start_focus(self) -> None:
        if self._places.currentWidget() is self.pane:
            self.pane.table.setFocus()
        else:
            self.plan.start_focus()

    def keep(self) -> object:
        return self.presenter.opened, self.plan.keep()

    def take_up(self, kept: object) -> None:
        assert isinstance(kept, tuple)
        opened, values = kept
        self._begun = True
        if opened is not None:
            self.presenter.open(opened)
        else:
            self._kept = values
            self._begin(CloseRooms())

    # what the presenter asks

    def show_ground(self, ground: Ground) -> None:
        wish, self._wish = self._wish or CloseRooms(), None
        self.plan.show_ground(ground, wish)
        if self._kept:
            self.plan.form.fill(self._kept)
            self._kept = {}
        self._places.setCurrentIndex(0)
        if self.isVisible():
            self.plan.start_focus()

    def show_proposal(self, warning: str, found: Proposal) -> None:
        self.plan.show_proposal(warning, found)

    def show_affected(self, rows: Sequence[AffectedRow]) -> None:
        self.plan.show_affected(rows)

    def show_plan(self) -> None:
        self._begin(CloseRooms())

    def refuse_plan(self, refusal: Refusal) -> None:
        if not self.plan.refuse(refusal):
            self.show_refusal(refusal)

    def show_card(self, card: EmergencyCard) -> None:
        opening = self._places.currentWidget() is not self.pane
        self.pane.show_card(card)
        self._places.setCurrentWidget(self.pane)
        if opening:
            self.pane.table.setFocus()

    def show_places(self, places: Places) -> None:
        self.pane.show_places(places)

    def show_list(self, rows: Sequence[EmergencyRow]) -> None:
        PastSheet(self, rows, lambda row: self.presenter.open(row.id)).open()

    def show_settlement(self, found: Settlement) -> None:
        SettleSheet(self, found, self.presenter.settle).open()

    def show_paper(self, paper: Paper) -> None:
        show_paper(self, lambda: self._desk, self._actor, paper)

    # within

    def _planning(self) -> QWidget:
        t = self.t
        title = Text(t, "臨時休館", "title")
        head = host(row(t, title, None, margins=(16, 12, 16, 8)), "header")
        return host(stretched(col(t, head, self.plan), 1))

    def _begin(self, wish: CloseRooms) -> None:
        self._wish = wish
        self.presenter.prepare(wish.day or wall(self._clock()).date())

    def _look_again(self) -> None:
        if (plan := self.plan.plan()) is not None:
            self.presenter.look(plan)

    def _do(self, action: str) -> None:
        acts = self.presenter
        {
            "back": self._back,
            "list": acts.list_all,
            "blank": acts.print_blank,
            "calls": acts.print_calls,
            "door": acts.print_door,
            "letters": acts.print_letters,
            "settle": acts.ask_settle,
            "call_off": acts.call_off,
        }[action]()

    def _back(self) -> None:
        if self._places.currentWidget() is self.pane:
            self.presenter.leave()
        else:
            self.asked.emit("today", None)

    def _call(self, line: Affected) -> None:
        if line.open:
            CallSheet(self, line, self.pane.near(line), self.presenter.note).open()

    def _note(self, line: Affected, noted: Noted | None) -> None:
        if noted is None:
            told = NO_PLACE if line.row.id in self.pane.places else LOOKING
            self.say(told.format(line.row.group))
        else:
            self.presenter.note(line, noted)
