"""Joins 加入する to the page: its pane, its sheets, its papers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.kit.clock import Clock, wall
from app.kit.refusal import Refusal
from app.rules.people.person_rows import PersonLine
from app.services.sign_in import Actor
from ui.contracts import Alternative, Undo
from ui.kit.dialog import tell_refusal
from ui.kit.edit_table.rows import EditRow
from ui.kit.page import Page
from ui.pages.insurance.enrol import EnrolPane
from ui.pages.insurance.enrol_presenter import EnrolPresenter, Table, Terms
from ui.pages.insurance.person_form import ask_person
from ui.parts.doubt_sheet import DoubtSheet
from ui.parts.doubts import Question, Reply
from ui.parts.paste_sheet import PasteSheet
from ui.parts.people_rows import as_line

if TYPE_CHECKING:
    from app.desk import Desk
    from app.rules.people.pasted_rows import Pasted
    from app.services.groups import GroupRow
    from app.services.insurance import EnrolOffer


BEGUN = "加入の手続きの続きです。はじめからにするときは、団体を選び直してください。"


@dataclass(frozen=True, slots=True)
class KeptEnrol:
    """What a rebuild of the window must not lose; `group` None: nobody chosen."""

    open: bool
    group: GroupRow | None
    table: Table
    terms: Terms


class EnrolPart(QObject):
    """What `EnrolPresenter` sees of the screen; `show` lays the pane over the page."""

    def __init__(
        self,
        page: Page,
        desk: Desk,
        actor: Actor,
        clock: Clock,
        show: Callable[[QWidget | None], None],
        papers: Callable[[UUID], None],
        plans: Callable[[int], None],
    ) -> None:
        super().__init__(page)
        self._page, self._desk, self._clock = page, desk, clock
        self._show, self._papers, self._plans = show, papers, plans
        self.pane: EnrolPane | None = None
        self.presenter = EnrolPresenter(page.ops, desk, actor, clock, self)

    # what the page asks

    def open(self, group_id: UUID | None) -> None:
        """Go on with what was begun, or begin; for a group if one is named."""
        begun, acts = self.keep(), self.presenter
        here = group_id is None or (acts.group is not None and acts.group.id == group_id)
        if self.pane is None and begun.table.people and here:
            self.take_up(replace(begun, open=True))
            self.say(BEGUN)
        elif self.pane is None:
            self._make()
            acts.open()
        if group_id is not None and self.pane is not None:
            self.pane.terms.picker.set_text(group_id.hex)

    def leave(self) -> None:
        """Close; what was chosen is there when it is opened again."""
        if self.pane is not None:
            self.pane = None
            self._show(None)

    def keep(self) -> KeptEnrol:
        acts = self.presenter
        return KeptEnrol(self.pane is not None, acts.group, acts.table, acts.terms)

    def take_up(self, kept: KeptEnrol) -> None:
        if not kept.open:
            return
        pane, acts = self._make(), self.presenter
        pane.terms.picker.blockSignals(True)
        pane.terms.picker.show_group(kept.group)
        pane.terms.picker.blockSignals(False)
        pane.terms.fill(kept.terms)
        acts.take_up(kept.group, kept.table, kept.terms)

    # what the presenter asks

    def show_years(self, years: Sequence[int], on: int) -> None:
        if self.pane is not None:
            self.pane.terms.show_years(years, on)

    def show_table(self, table: Table) -> None:
        if self.pane is not None:
            self.pane.show_table(table)

    def show_offer(self, offer: EnrolOffer) -> None:
        if self.pane is not None:
            self.pane.show_offer(offer)

    def show_no_offer(self, refusal: Refusal) -> None:
        if self.pane is not None:
            self.pane.show_no_offer(refusal)

    def show_pasted(self, pasted: Pasted) -> None:
        page = self._page
        PasteSheet(page, page.t, pasted, self._today, self._take, replaces=False).open()

    def ask_who(
        self, asked: Sequence[Question], answer: Callable[[Mapping[int, Reply]], None]
    ) -> None:
        DoubtSheet(self._page, self._page.t, asked, answer).open()

    def ask_without(self, refusal: Refusal, answer: Callable[[], None]) -> None:
        way = Alternative(
            "この人たちを除いて加入する", "ほかの人だけ申し込みます", answer
        )
        tell_refusal(self._page.t, self._page, refusal, [way])

    def show_enrolled(self, batch_id: UUID) -> None:
        self.leave()
        self._papers(batch_id)

    def say(self, text: str, undo: Undo | None = None) -> None:
        self._page.say(text, undo)

    def show_refusal(self, refusal: Refusal) -> None:
        self._page.show_refusal(refusal)

    # within

    def _make(self) -> EnrolPane:
        page, acts = self._page, self.presenter
        pane = EnrolPane(page.t, page.ops, self._desk.groups, self._clock)
        pane.left.connect(self.leave)
        pane.confirmed.connect(acts.enrol)
        pane.ticked.connect(acts.tick)
        pane.all_ticked.connect(lambda on: acts.tick_all(on=on))
        pane.plan_set.connect(acts.set_plan)
        pane.sought.connect(lambda words: pane.choose_row(acts.find(words)))
        pane.adding.connect(self._add)
        pane.pasting.connect(lambda: acts.paste(QGuiApplication.clipboard().text()))
        terms = pane.terms
        terms.picker.picked.connect(acts.choose)
        terms.changed.connect(acts.set_terms)
        terms.plan_for_all.connect(acts.set_plan)
        terms.year_chosen.connect(acts.turn)
        terms.asked_plans.connect(lambda: self._plans(acts.table.year))
        self.pane = pane
        self._show(pane)
        pane.start_focus()
        return pane

    def _add(self) -> None:
        ask_person(self._page, self._clock, self._added)

    def _added(self, line: PersonLine) -> None:
        self.presenter.add([line])
        if self.pane is not None:
            self.pane.seek.setFocus()

    def _take(self, rows: Sequence[EditRow], _: bool) -> None:
        self.presenter.add([as_line(row, self._today()) for row in rows])

    def _today(self) -> date:
        return wall(self._clock()).date()
