"""団体: the found list at the left, one card or its form at the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.kit.clock import Clock, wall
from app.kit.refusal import Refusal
from app.services.sign_in import Actor
from ui.contracts import NewGroup, OpenGroup, OpenLedger, OpenPerson, OpenYear
from ui.kit.layout import col, host, row, stretched
from ui.kit.ops import Ops
from ui.kit.page import Page
from ui.kit.signs import Icon
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.groups.card import CardPane
from ui.pages.groups.clash import Clash
from ui.pages.groups.clash_sheet import ClashSheet
from ui.pages.groups.form import FormPane
from ui.pages.groups.form_presenter import Editing
from ui.pages.groups.found import FoundPane
from ui.pages.groups.papers_part import PapersPart
from ui.pages.groups.presenter import GroupsPresenter
from ui.pages.groups.roster_part import KeptRoster, RosterPart
from ui.pages.groups.roster_table import RosterTable
from ui.pages.groups.shown import Shown
from ui.pages.groups.values import Values
from ui.parts.paper_sheet import show_paper
from ui.parts.when_sheet import show_when

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.bookings import BookingCard
    from app.services.finding import WhenFree
    from app.services.forms import Sheet
    from app.services.groups import GroupRow


@dataclass(frozen=True, slots=True)
class Kept:
    """What a rebuild of the window must not lose."""

    words: str
    chosen: UUID | None
    tab: int
    editing: Editing | None
    values: Values
    roster: KeptRoster


class GroupsPage(Page):
    topics = frozenset(
        {"group", "member", "person", "booking", "payment", "loan", "roster_line"}
        | {"insurance_enrolment", "attachment"}
    )
    hints = (("↑↓", "選ぶ"), ("Enter", "開く"))
    help: ClassVar[str] = (
        "団体をさがし、登録し、登録の内容を見て直します。\n\n"
        "名前、かな、番号、電話の下4桁、代表者の名前でさがせます。"
        "旧字と新字、全角と半角のちがいは気にしなくてかまいません。\n\n"
        "新しい団体は Ctrl+N。Enter で次の欄へ進み、Ctrl+Enter で登録します。"
        "続けて登録証の見本が開くので、Ctrl+P で印刷します。\n\n"
        "「いつなら空くか」（Alt+W）は、いつもの曜日・時間・部屋が次に空く日を出します。\n\n"
        "入力の途中で Esc を押しても、パソコンが止まっても、書きかけは残ります。"
    )

    def __init__(
        self, t: Theme, ops: Ops, desk: Desk, actor: Actor, clock: Clock
    ) -> None:
        super().__init__(t, ops)
        self._desk, self._actor, self._clock = desk, actor, clock
        self.presenter = GroupsPresenter(self.ops, desk, actor, clock, self)
        self.found = FoundPane(t, clock)
        self.card = CardPane(t, clock)
        self.form: FormPane | None = None
        self.roster = RosterPart(self, desk, actor, clock, self.card.roster)
        self.papers = PapersPart(self, desk, actor, self.card.papers)
        self.papers.counted.connect(self.card.count_papers)
        self._places = QStackedWidget()
        self._nobody = _nobody(t)
        self._over: RosterTable | None = None
        for place in (self._nobody, self.card):
            self._places.addWidget(place)
        self.setLayout(stretched(row(t, self.found, self._places, gap=0), 1))
        self._wire()

    def _wire(self) -> None:
        acts, found, card = self.presenter, self.found, self.card
        found.searched.connect(acts.search)
        found.chosen.connect(self._choose)
        found.opened.connect(self._open)
        found.new.connect(self._new)
        found.resumed.connect(self._new)
        card.correct.connect(self._correct)
        card.certificate.connect(acts.print_certificate)
        card.book.connect(self._book)
        card.when.connect(acts.ask_when)
        card.year.connect(self._show_year)
        card.opened.connect(self._open_booking)
        self.roster.table_opened.connect(self._show_over)
        self.roster.counted.connect(card.count_roster)

    # Page

    def reload(self) -> None:
        self.presenter.reload()

    def receive(self, request: object) -> None:
        if isinstance(request, OpenGroup):
            self._leave()
            self.presenter.choose(request.group_id)
        elif isinstance(request, OpenPerson):
            self.roster.open_person(request.person_id)
        elif isinstance(request, NewGroup):
            self._leave()
            self.presenter.form.new(request.name)

    def keep(self) -> object:
        editing, form = self.presenter.form.editing, self.form
        values = form.form.values() if form else {}
        acts, tab = self.presenter, self.card.tabs.currentIndex()
        return Kept(acts.words, acts.chosen, tab, editing, values, self.roster.keep())

    def take_up(self, kept: object) -> None:
        assert isinstance(kept, Kept)
        self.presenter.words, self.presenter.chosen = kept.words, kept.chosen
        self.found.edit.setText(kept.words)
        self.card.tabs.setCurrentIndex(kept.tab)
        if kept.editing is not None:
            self.presenter.form.open(kept.editing, kept.values, drafted=False)
        self.roster.take_up(kept.roster)

    def step_back(self) -> bool:
        if self.form is not None or self.roster.table is not None:
            self._leave()
        elif self.found.edit.text():
            self.found.forget()
            self.found.search_now()
        else:
            return False
        return True

    def start_focus(self) -> None:
        if (over := self.form or self.roster.table) is not None:
            over.start_focus()
        else:
            self.found.edit.setFocus()
            self.found.edit.selectAll()

    # what the presenter asks

    def show_found(self, rows: Sequence[GroupRow], on: UUID | None) -> None:
        self.found.show_found(rows, on)

    def show_group(self, shown: Shown) -> None:
        self.card.show_group(shown)
        self.roster.presenter.show(shown.card.id)
        self.papers.presenter.show(shown.card.id)
        if self.roster.table is None:
            self._places.setCurrentWidget(self.card)

    def show_nobody(self) -> None:
        if self.form is None:
            self._places.setCurrentWidget(self._nobody)

    def show_draft(self, name: str | None) -> None:
        self.found.show_draft(name)

    def forget_words(self) -> None:
        self.found.forget()

    def open_form(self, editing: Editing, values: Values, *, drafted: bool) -> None:
        self._drop_form()
        form = FormPane(self.t, editing, values, drafted=drafted)
        form.left.connect(self._leave)
        form.thrown_away.connect(self.presenter.form.throw_away)
        form.form.edited.connect(self._keep_draft)
        form.form.confirmed.connect(self.presenter.form.save)
        self.form = form
        self._places.addWidget(form)
        self._places.setCurrentWidget(form)
        self.found.show_draft(None)
        form.start_focus()

    def offer_kinds(self, kinds: Sequence[str]) -> None:
        if self.form is not None:
            self.form.offer_kinds(kinds)

    def fill_form(self, values: Values, remarks: Mapping[str, str]) -> None:
        if self.form is not None:
            self.form.fill(values, remarks)

    def close_form(self) -> None:
        self._drop_form()
        shown = self.presenter.chosen is not None
        self._places.setCurrentWidget(self.card if shown else self._nobody)
        # not the field to search in: there Ctrl+Z would mean what was typed
        (self.found.list if shown else self.found.edit).setFocus()

    def refuse_form(self, refusal: Refusal) -> None:
        if self.form is None or not self.form.refuse(refusal):
            self.show_refusal(refusal)

    def show_clash(self, found: Clash) -> None:
        settle = self.presenter.form.settle
        sheet = ClashSheet(
            self, self.t, found, lambda mine, save: settle(found, mine, save=save)
        )
        sheet.open()

    def show_paper(self, sheet: Sheet) -> None:
        show_paper(self, lambda: self._desk, self._actor, sheet)

    def show_when(self, group_id: UUID, found: WhenFree | None) -> None:
        show_when(self, group_id, found, wall(self._clock()).date())

    # what the person does

    def _choose(self, group: GroupRow) -> None:
        self._leave()
        self.presenter.choose(group.id)

    def _open(self, group: GroupRow) -> None:
        self._choose(group)
        self.card.go.setFocus()

    def _new(self) -> None:
        self._leave()
        self.presenter.form.new()

    def _correct(self) -> None:
        if (group_id := self.presenter.chosen) is not None:
            self.presenter.form.correct(group_id)

    def _book(self) -> None:
        today = wall(self._clock()).date()
        request = OpenLedger(today, group_id=self.presenter.chosen)
        self.asked.emit("bookings", request)

    def _show_year(self) -> None:
        if (group_id := self.presenter.chosen) is not None:
            self.asked.emit("bookings", OpenYear(group_id))

    def _open_booking(self, booking: BookingCard) -> None:
        day = booking.starts.date()
        self.asked.emit("bookings", OpenLedger(day, booking_id=booking.id))

    def _keep_draft(self) -> None:
        if self.form is not None:
            self.presenter.form.keep_draft(self.form.form.values())

    def _show_over(self, table: RosterTable | None) -> None:
        """The table of the roster over the card, or the card again."""
        if self._over is not None:
            self._places.removeWidget(self._over)
            self._over.deleteLater()
        self._over = table
        if table is not None:
            self._places.addWidget(table)
        self.found.setVisible(table is None)
        self._places.setCurrentWidget(table or self.card)

    def _leave(self) -> None:
        self.roster.leave()
        if self.form is not None:
            self.presenter.form.leave(self.form.form.values())

    def _drop_form(self) -> None:
        if self.form is not None:
            self._places.removeWidget(self.form)
            self.form.deleteLater()
            self.form = None


def _nobody(t: Theme) -> QWidget:
    words = "団体はまだありません。"
    hint = "Ctrl+N で、はじめの団体を登録できます。"
    sign = row(t, None, Icon(t, "group", "text3", 40), None)
    lines = [
        Text(t, words, "lead", align="c", wraps=True),
        Text(t, hint, "body", "text2", align="c", wraps=True),
    ]
    return host(col(t, None, sign, 12, *lines, None, margins=(24, 24, 24, 24)), "page")
