"""試算: what would the rules answer? Two versions side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from app.kit.clock import Clock
from app.kit.refusal import Refusal
from app.rules.trial.entries import Entry, kinds_of
from ui.contracts import Undo
from ui.kit.buttons import Button
from ui.kit.fields_choice import ChoiceField
from ui.kit.layout import Scroll, col, host, row, stretched
from ui.kit.ops import OwnedOps
from ui.kit.page import Page
from ui.kit.tabs import Segments
from ui.kit.theme import Theme
from ui.pages.settings.impact import ImpactPane
from ui.pages.settings.trial_answer import TrialAnswer
from ui.pages.settings.trial_form import QuestionForm
from ui.pages.settings.trial_presenter import Looked, Texts, TrialPresenter, Versions
from ui.parts.group_picker import GroupPicker

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.groups import GroupRow
    from app.services.trials import Trial, YearImpact

TOML = "規則集 (*.toml)"
FORM, NARROW = 392, 328


@dataclass(frozen=True, slots=True)
class Kept:
    way: int
    looked: Looked
    typed: Texts


class TrialPane(QWidget):
    """Versions above; below one question, or all bookings of a year."""

    def __init__(
        self, t: Theme, ops: OwnedOps, desk: Desk, clock: Clock, page: Page
    ) -> None:
        super().__init__()
        self.t, self._page = t, page
        presenter = self.presenter = TrialPresenter(ops, desk, clock, self)
        self.left = ChoiceField(t, "left", "左の版", [], need=True)
        self.right = ChoiceField(t, "right", "右の版", [], need=True)
        for field in (self.left, self.right):
            field.edited.connect(self._choose)
        self.file = Button(t, "ファイルの版をためす", "Alt+F")
        self.file.clicked.connect(self._ask_file)
        self._kinds = kinds_of()
        self.kind = ChoiceField(t, "kind", "たずねること", self._kinds, need=True)
        self.kind.set_text(presenter.kind)
        self.kind.edited.connect(lambda: presenter.choose_kind(self.kind.read()))
        self.group = GroupPicker(t, ops, desk.groups, clock, need=False)
        self.group.picked.connect(self._picked)
        self.question = QuestionForm(t, clock)
        self.question.asked.connect(presenter.ask)
        self.answer = TrialAnswer(t)
        self.question.edited.connect(self.answer.mark_stale)
        self.impact = ImpactPane(
            t, presenter.reckon, presenter.file_name, presenter.save_at
        )
        self.ways = Segments(t, "試算のしかた", ["一つの問い", "一年の予約（影響額）"])
        self._lay()

    # what the presenter asks

    def show_versions(self, versions: Versions) -> None:
        chosen = (self.left, versions.left), (self.right, versions.right)
        for field, value in chosen:
            field.blockSignals(True)
            field.offer(versions.choices)
            field.set_text(value)
            field.blockSignals(False)

    def show_form(self, entries: Sequence[Entry]) -> None:
        self.question.show_entries(entries)
        applicant = any(entry.key.startswith("applicant.") for entry in entries)
        self.group.setVisible(applicant)

    def show_years(self, years: Sequence[int]) -> None:
        self.impact.show_years(years)

    def show_trial(self, trial: Trial, left: str, right: str) -> None:
        self.answer.show_trial(trial, left, right)

    def show_impact(self, impact: YearImpact) -> None:
        self.impact.show_impact(impact)

    def fill_form(self, values: Texts) -> None:
        self.question.fill(values)

    def refuse(self, refusal: Refusal) -> None:
        if not self.question.show_refusal(refusal):
            self.show_refusal(refusal)

    def say(self, text: str, undo: Undo | None = None) -> None:
        self._page.say(text, undo)

    def show_refusal(self, refusal: Refusal) -> None:
        self._page.show_refusal(refusal)

    # what the page asks

    def keep(self) -> object:
        return Kept(self.ways.place(), self.presenter.looked(), self.question.typed())

    def take_up(self, kept: object) -> None:
        if isinstance(kept, Kept):
            self.presenter.look_at(kept.looked)
            self.kind.blockSignals(True)
            self.kind.set_text(kept.looked.kind)
            self.kind.blockSignals(False)
            self.question.fill(kept.typed)
            self.ways.choose(kept.way)

    # within

    def _lay(self) -> None:
        t = self.t
        versions = stretched(row(t, self.left, self.right, gap=16), 0, 1)
        ways = row(t, self.ways, None, self.file)
        head = col(t, versions, ways, gap=12, margins=(24, 12, 24, 8))
        self.ask = Button(t, "たずねる", "Ctrl+Enter", "primary")
        self.ask.clicked.connect(self.question.confirm)
        fields = col(t, self.kind, self.group, self.question, None, gap=12)
        fields.setContentsMargins(*(t.px(n) for n in (24, 8, 16, 8)))
        foot = host(row(t, None, self.ask, margins=(24, 8, 16, 12)), "foot")
        side = host(stretched(col(t, Scroll(t, fields), foot), 0), "panel")
        side.setFixedWidth(t.px(t.pick(FORM, NARROW)))
        answer = Scroll(t, col(t, self.answer, None, margins=(16, 8, 24, 16)))
        one = host(stretched(row(t, side, answer, gap=0), 1))
        year = Scroll(t, col(t, self.impact, margins=(24, 8, 24, 16)))
        self.stack = QStackedWidget()
        self.stack.addWidget(one)
        self.stack.addWidget(year)
        self.ways.chosen.connect(self.stack.setCurrentIndex)
        self.setLayout(stretched(col(t, head, self.stack), 1))

    def _choose(self) -> None:
        self.presenter.choose(self.left.text(), self.right.text())
        self.answer.mark_stale()

    def _picked(self, group: GroupRow | None) -> None:
        if group is not None:
            self.presenter.pick_group(group.id)

    def _ask_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "ためす規則集のファイル", "", TOML)
        if path:
            self.presenter.try_file(path)
