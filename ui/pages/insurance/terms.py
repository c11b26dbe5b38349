"""What holds for all who are enrolled: group, year, plan, first day, money."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.kit.clock import Clock
from app.kit.money import yen
from app.kit.refusal import Refusal
from app.kit.wareki import fiscal_year_text
from app.rules.insurance import EarlyReason
from app.services.insurance import EnrolOffer, PlanRow, PremiumLine, YearOver
from ui.contracts import OpRunner
from ui.kit.buttons import Button
from ui.kit.fields import TextField
from ui.kit.fields_choice import Check, ChoiceField
from ui.kit.fields_date import DateField
from ui.kit.layout import clear, col, host, put, row
from ui.kit.lines import FeeLine, MoneyLines
from ui.kit.messages import text_of
from ui.kit.signs import note
from ui.kit.tabs import Segments
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.insurance.enrol_presenter import Terms
from ui.parts.group_picker import GroupPicker

if TYPE_CHECKING:
    from app.services.groups import Groups

REASONS = [
    (EarlyReason.DISASTER.value, "大規模災害特例（手続きの完了からすぐ）"),
    (EarlyReason.ACCEPTED.value, "社協が前に受け付けた"),
]
#: Refusals that a plan's table would help.
NO_PLANS = "insurance.no_plans"


class TermsPane(QWidget):
    changed = Signal(object)
    plan_for_all = Signal(object)
    year_chosen = Signal(int)
    asked_plans = Signal()

    def __init__(self, t: Theme, ops: OpRunner, groups: Groups, clock: Clock) -> None:
        super().__init__()
        self.t = t
        self._years: Sequence[int] = ()
        self.picker = GroupPicker(t, ops, groups, clock, need=False)
        self.activity = TextField(
            t, "activity", "活動の内容", most=200, help="申込書に印刷します"
        )
        self.plan = ChoiceField(
            t, "plan", "全員のプラン", [], need=True, width=t.pick(344, 272)
        )
        self.plan.combo.activated.connect(self._plan_chosen)
        self.start = DateField(t, "starts_on", "補償の始まり", clock)
        self.reason = ChoiceField(
            t,
            "reason",
            "翌日より前に始める理由",
            REASONS,
            none="理由なし",
            width=t.pick(344, 272),
        )
        self._early = host(col(t, self.start, 8, self.reason))
        self._early.hide()
        self.paid = Check(t, "保険料も受け取った")
        self.total = Text(t, "", "figure")
        self._term = QVBoxLayout()
        self._money = QVBoxLayout()
        for field in (self.activity, self.start, self.reason):
            field.edited.connect(self._edited)
        self.paid.toggled.connect(lambda _: self._edited())
        self._segments_of_year = QVBoxLayout()
        self._lay_out()

    def _lay_out(self) -> None:
        t = self.t
        other = Button(t, "変える", "Alt+T", "quiet", role="small", says="始まりを変える")
        other.clicked.connect(self._open_early)
        head = row(t, Text(t, "補償の期間", "smallb"), None, other)
        for box in (self._term, self._money, self._segments_of_year):
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(t.px(4))
        parts = (
            self.picker,
            host(self._segments_of_year),
            self.plan,
            host(col(t, host(head), self._early, 4, host(self._term))),
            self.activity,
            host(self._money),
            self.paid,
        )
        self.setLayout(col(t, *parts, gap=12))

    def show_years(self, years: Sequence[int], on: int) -> None:
        self._years = years
        words = [fiscal_year_text(year) for year in years]
        choice = Segments(self.t, "年度", words, list(years).index(on))
        choice.chosen.connect(lambda place: self.year_chosen.emit(self._years[place]))
        clear(self._segments_of_year)
        put(self._segments_of_year, choice)

    def show_plans(self, plans: Sequence[PlanRow]) -> None:
        self._plans = {plan.id.hex: plan.id for plan in plans}
        words = [(p.id.hex, f"{p.name}　{yen(p.premium)}") for p in plans]
        self.plan.offer(words)
        if plans and not self.plan.text():
            self.plan.set_text(plans[0].id.hex)

    def show_offer(self, offer: EnrolOffer) -> None:
        t = self.t
        clear(self._term)
        clear(self._money)
        self.start.show_error("")
        for why in offer.term.explained:
            put(self._term, Text(t, f"✓ {why.text}", "body", wraps=True))
        for rule in dict.fromkeys(why.rule for why in offer.term.explained):
            put(self._term, Text(t, f"　[{rule}]", "small", "accent", wraps=True))
        lines = [
            FeeLine(
                each.plan, f"{yen(each.premium)} × {each.people}人", "", yen(each.amount)
            )
            for each in offer.premiums
        ]
        put(self._money, MoneyLines(t, lines))
        self.total.say(yen(offer.total))

    def show_no_offer(self, refusal: Refusal) -> None:
        """At the first day when it is about that, else where the money would be."""
        t = self.t
        clear(self._money)
        self.total.say("")
        words = text_of(refusal)
        if not self._early.isHidden() and refusal.code.startswith("insurance.starts"):
            self.start.show_error(words)
            return
        if refusal.code == "insurance.nobody":
            return
        put(self._money, note(t, words, "wait"))
        if isinstance(refusal, YearOver):
            year = refusal.next_year
            on = Button(t, f"{fiscal_year_text(year)}で申し込む", "Alt+L")
            on.clicked.connect(lambda: self.year_chosen.emit(year))
            put(self._money, on)
        if refusal.code == NO_PLANS:
            go = Button(t, "プランと保険料を開く", "Alt+L")
            go.clicked.connect(self.asked_plans)
            put(self._money, go)

    def terms(self) -> Terms:
        starts: date | None = None
        try:
            starts = self.start.read()
        except Refusal as refusal:
            self.start.show_refusal(refusal)
        reason = EarlyReason(self.reason.text()) if self.reason.text() else None
        text = self.activity.text()
        return Terms(text, starts, reason, self.paid.isChecked())

    def fill(self, terms: Terms) -> None:
        """As they were, without telling."""
        self.blockSignals(True)
        self.activity.set_text(terms.activity)
        self.start.set_day(terms.starts_on)
        self.reason.set_text(terms.reason.value if terms.reason else "")
        self.paid.setChecked(terms.paid)
        self._early.setVisible(terms.starts_on is not None or terms.reason is not None)
        self.blockSignals(False)

    def _plan_chosen(self, _: int) -> None:
        if (plan_id := self._plans.get(self.plan.text())) is not None:
            self.plan_for_all.emit(plan_id)

    def _open_early(self) -> None:
        self._early.show()
        self.start.setFocus()

    def _edited(self) -> None:
        self.changed.emit(self.terms())


def _counted(line: PremiumLine) -> str:
    """350円 × 28人."""
    return f"{yen(line.premium)} × {line.people}人"
