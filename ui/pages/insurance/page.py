"""保険: who is enrolled, the applications, the plans; 加入する over them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.kit.clock import Clock
from app.kit.wareki import fiscal_year_text
from app.services.sign_in import Actor
from ui.contracts import OpenInsurance
from ui.kit.buttons import Button
from ui.kit.edit_table.rows import EditRow
from ui.kit.layout import col, host, row, stretched
from ui.kit.line_edit import LineEdit
from ui.kit.ops import Ops
from ui.kit.page import Page
from ui.kit.tabs import Segments, Tabs
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.insurance.batch_sheet import BatchSheet
from ui.pages.insurance.enrol_part import EnrolPart, KeptEnrol
from ui.pages.insurance.lists import OPEN, OwedBar, batch_table, people_table
from ui.pages.insurance.plans import PlansPane
from ui.pages.insurance.plans_presenter import PlansPresenter
from ui.pages.insurance.presenter import (
    BATCHES,
    PEOPLE,
    PLANS,
    InsurancePresenter,
    YearShown,
)
from ui.parts.money_task_sheets import money_actions
from ui.parts.paper_sheet import show_paper
from ui.parts.person_sheet import open_person

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.forms import Sheet
    from app.services.insurance import BatchCard, EnrolmentRow, PlanTable

#: Typing rests this long before it is searched for (ms).
REST = 120
Kept = tuple[int, int, str, KeptEnrol]
HELP = """
ボランティア活動保険などの加入を受け付け、申込書と名簿を印刷し、社協に納めます。

Ctrl+N で加入の手続きを始めます。団体を選ぶと、今年度か昨年度の名簿が出ます。
外す人の名前を打って Enter、終わったら Ctrl+Enter。申込書と名簿の見本が続けて開きます。

もう加入している人は、どの団体で加入したかを示して除きます。補償は手続きの翌日 0時から、
年度の終わり（3月31日 24時）までです。

「プランと保険料」は年度ごとの表です。社協の案内で確かめて、出典とともに入れてください。
"""


class InsurancePage(Page):
    topics = frozenset(
        {"insurance_plan", "insurance_batch", "insurance_enrolment", "payment"}
        | {"person", "group"}
    )
    hints = (("Ctrl+N", "加入する"), ("Enter", "開く"))
    help = HELP

    def __init__(
        self, t: Theme, ops: Ops, desk: Desk, actor: Actor, clock: Clock
    ) -> None:
        super().__init__(t, ops)
        self._desk, self._actor, self._clock = desk, actor, clock
        self._shown: YearShown | None = None
        self.presenter = InsurancePresenter(self.ops, desk, actor, clock, self)
        self._money = money_actions(self, lambda: desk, actor)
        self.plans_presenter = PlansPresenter(self.ops, desk, actor, self)
        self.people, self.batches = people_table(t), batch_table(t)
        self.owed, self.plans = OwedBar(t), PlansPane(t)
        self.tabs = Tabs(t, "保険のこと", ("加入者", "申込と納付", "プランと保険料"))
        self._bodies, self._places = QStackedWidget(), QStackedWidget()
        self._year = Text(t, "", "lead")
        self.words = LineEdit(t, "words", "加入者をさがす", t.pick(280, 176))
        self.words.setPlaceholderText("名前・かな・団体・申込番号")
        self.narrow = Segments(t, "申込をしぼる", tuple(OPEN))
        self.narrow.hide()
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._places.addWidget(self._lists())
        self.setLayout(col(t, self._places))
        self.enrol = EnrolPart(
            self,
            desk,
            actor,
            clock,
            self._open_over,
            self.presenter.print_batch,
            self.open_plans,
        )
        self._wire()

    def _wire(self) -> None:
        acts, plans = self.presenter, self.plans_presenter
        self._rest.timeout.connect(lambda: acts.search(self.words.text()))
        self.words.textEdited.connect(lambda _: self._rest.start())
        self.people.opened.connect(self._open_person)
        self.batches.opened.connect(lambda batch: acts.open_batch(batch.id))
        self.owed.deliver.connect(self._deliver)
        self.narrow.chosen.connect(lambda _: self._show_batches())
        self.tabs.currentChanged.connect(self._turn)
        self.plans.copied.connect(plans.copy_last_year)
        self.plans.saved.connect(self._save_plans)

    # Page

    def reload(self) -> None:
        self.presenter.reload()

    def receive(self, request: object) -> None:
        if isinstance(request, OpenInsurance):
            if request.batch_id is not None:
                self.presenter.open_batch(request.batch_id)
            else:
                self.enrol.open(request.group_id)

    def keep(self) -> Kept:
        acts = self.presenter
        return acts.year, self.tabs.currentIndex(), acts.words, self.enrol.keep()

    def take_up(self, kept: Any) -> None:
        year, tab, words, enrol = kept
        self.presenter.year, self.presenter.words = year, words
        self.words.setText(words)
        self.tabs.setCurrentIndex(tab)
        self.enrol.take_up(enrol)

    def step_back(self) -> bool:
        if self.enrol.pane is not None:
            self.enrol.leave()
        elif self.words.text():
            self.words.clear()
            self.presenter.search("")
        else:
            return False
        return True

    def start_focus(self) -> None:
        if self.enrol.pane is not None:
            self.enrol.pane.start_focus()
        else:
            (self.plans.table if self._tab() == PLANS else self.words).setFocus()

    # what the presenters ask

    def show_year(self, shown: YearShown) -> None:
        if self._shown is None or self._shown.year != shown.year:
            self.plans_presenter.show(shown.year)
        self._shown = shown
        self._year.say(fiscal_year_text(shown.year))
        self.people.show_rows(shown.people)
        self._show_batches()
        self.owed.show_owed(shown.owed)
        self.tabs.count_beside(PEOPLE, f"{len(shown.people)}")
        self.tabs.count_beside(BATCHES, f"{len(shown.batches)}")
        self.tabs.count_beside(PLANS, "" if shown.has_plans else "なし")

    def show_batch(self, card: BatchCard) -> None:
        BatchSheet(self, card, self.presenter, self._money.open_batch).open()

    def show_paper(self, paper: Sheet, then: Callable[[], None] | None) -> None:
        show_paper(self, lambda: self._desk, self._actor, paper, then)

    def show_plans(self, table: PlanTable) -> None:
        self.plans.show_plans(table)

    def fill_plans(self, rows: Sequence[EditRow]) -> None:
        self.plans.fill(rows)

    def show_plan_faults(self, faults: Mapping[tuple[int, str], str]) -> None:
        self.plans.show_faults(faults)

    # within

    def open_plans(self, year: int) -> None:
        """The table of a year that has none yet."""
        self.enrol.leave()
        self.presenter.year = year
        self.presenter.reload()
        self.tabs.setCurrentIndex(PLANS)

    def _lists(self) -> QWidget:
        t = self.t
        earlier = Button(t, "", "Alt+Left", icon="left", says="前の年度", show_key=False)
        earlier.clicked.connect(lambda: self.presenter.turn(-1))
        later = Button(t, "", "Alt+Right", icon="right", says="次の年度", show_key=False)
        later.clicked.connect(lambda: self.presenter.turn(1))
        go = Button(t, "加入する", "Ctrl+N", "primary", height=40)
        go.clicked.connect(lambda: self.enrol.open(None))
        head = row(
            t,
            Text(t, "保険", "title"),
            8,
            earlier,
            later,
            self._year,
            None,
            self.narrow,
            self.words,
            go,
            gap=12,
            margins=(16, 12, 16, 4),
        )
        tabs = host(row(t, self.tabs, margins=(0, 0, 16, 0)))
        for body in (
            host(col(t, self.people), "card"),
            stretched(col(t, self.owed, host(col(t, self.batches), "card"), gap=8), 1),
            self.plans,
        ):
            self._bodies.addWidget(body if isinstance(body, QWidget) else host(body))
        body = col(t, self._bodies, margins=(16, 12, 16, 12))
        top = host(col(t, host(head), tabs), "header")
        return host(stretched(col(t, top, host(body)), 1))

    def _tab(self) -> int:
        return self.tabs.currentIndex()

    def _turn(self, tab: int) -> None:
        self._bodies.setCurrentIndex(tab)
        self.words.setVisible(tab != PLANS)
        self.narrow.setVisible(tab == BATCHES)

    def _show_batches(self) -> None:
        """Those that the list is narrowed to."""
        if self._shown is not None:
            wanted = list(OPEN.values())[self.narrow.place()]
            self.batches.show_rows([row for row in self._shown.batches if wanted(row)])

    def _open_over(self, pane: QWidget | None) -> None:
        """加入する over the lists, or the lists again."""
        over = self._places.widget(1)
        if over is not None:
            self._places.removeWidget(over)
            over.deleteLater()
        if pane is not None:
            self._places.addWidget(pane)
            self._places.setCurrentWidget(pane)
        else:
            self.start_focus()

    def _open_person(self, enrolment: EnrolmentRow) -> None:
        key = enrolment.person_id
        open_person(self, self._desk, self._actor, self._clock, key)

    def _deliver(self) -> None:
        if self._shown is not None:
            self.presenter.acts.deliver(self._shown.owed.batches)

    def _save_plans(self) -> None:
        if self.plans.table.read():
            self.plans_presenter.save(self.plans.table.rows())
