"""Joins 名簿 to the page: its pane on the card, its table over it, its sheets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from app.kit.clock import Clock, wall
from app.kit.refusal import Refusal
from app.services.sign_in import Actor
from ui.contracts import Undo
from ui.kit.edit_table.rows import EditRow
from ui.kit.page import Page
from ui.pages.groups.roster import RosterPane
from ui.pages.groups.roster_draft import RosterEditing
from ui.pages.groups.roster_presenter import RosterPresenter, RosterShown
from ui.pages.groups.roster_table import RosterTable
from ui.parts.doubt_sheet import DoubtSheet
from ui.parts.doubts import Question, Reply
from ui.parts.paper_sheet import show_paper
from ui.parts.paste_sheet import PasteSheet
from ui.parts.person_sheet import open_person

if TYPE_CHECKING:
    from app.desk import Desk
    from app.rules.people.pasted_rows import Pasted
    from app.services.forms import Sheet
    from app.services.rosters import RosterRow


@dataclass(frozen=True, slots=True)
class KeptRoster:
    """What a rebuild of the window must not lose."""

    group_id: UUID | None
    year: int
    editing: RosterEditing | None
    rows: Sequence[EditRow]


class RosterPart(QObject):
    """What `RosterPresenter` sees of the screen."""

    #: the table to type into is there (RosterTable), or gone (None)
    table_opened = Signal(object)
    #: how many people stand on the roster shown
    counted = Signal(int)

    def __init__(
        self, page: Page, desk: Desk, actor: Actor, clock: Clock, pane: RosterPane
    ) -> None:
        super().__init__(page)
        self._page, self._desk, self._actor = page, desk, actor
        self._clock, self.pane = clock, pane
        self.table: RosterTable | None = None
        acts = self.presenter = RosterPresenter(page.ops, desk, actor, clock, self)
        pane.turned.connect(acts.turn)
        pane.edit.connect(acts.edit)
        pane.take_over.connect(acts.take_over)
        pane.printed.connect(lambda: acts.print(self._show_paper))
        pane.opened.connect(self._open_row)

    # what the page asks

    def keep(self) -> KeptRoster:
        acts = self.presenter
        rows = self.table.people.rows() if self.table else ()
        return KeptRoster(acts.group_id, acts.year, acts.editing, rows)

    def take_up(self, kept: KeptRoster) -> None:
        self.presenter.group_id, self.presenter.year = kept.group_id, kept.year
        if kept.editing is not None:
            self.presenter.open(kept.editing, kept.rows, drafted=False)

    def leave(self) -> None:
        """Close the table, if it is open, and keep what was typed."""
        if self.table is not None:
            self.presenter.leave(self.table.people.rows())

    def open_person(self, person_id: UUID) -> None:
        open_person(self._page, self._desk, self._actor, self._clock, person_id)

    # what the presenter asks

    def show_roster(self, shown: RosterShown) -> None:
        self.pane.show_roster(shown)
        self.counted.emit(len(shown.roster.rows))

    def open_table(
        self, editing: RosterEditing, rows: Sequence[EditRow], *, drafted: bool
    ) -> None:
        table = RosterTable(self._page.t, editing, rows, self._today, drafted=drafted)
        table.left.connect(self.leave)
        table.thrown_away.connect(self.presenter.throw_away)
        table.confirmed.connect(self._save)
        table.people.edited.connect(self._keep_draft)
        table.people.pasted.connect(self.presenter.paste)
        self.table = table
        self.table_opened.emit(table)
        table.start_focus()

    def close_table(self) -> None:
        self.table = None
        self.table_opened.emit(None)
        self.pane.table.setFocus()

    def show_faults(self, faults: Mapping[tuple[int, str], str]) -> None:
        if self.table is not None:
            self.table.people.show_faults(faults)

    def show_pasted(self, pasted: Pasted) -> None:
        if self.table is not None:
            page, there = self._page, bool(self.table.people.rows())
            PasteSheet(
                page, page.t, pasted, self._today, self._take, replaces=there
            ).open()

    def show_merged(
        self, rows: Sequence[EditRow], faults: Mapping[tuple[int, str], str], words: str
    ) -> None:
        if self.table is not None:
            self.table.show_merged(rows, faults, words)

    def ask_who(
        self, asked: Sequence[Question], answer: Callable[[Mapping[int, Reply]], None]
    ) -> None:
        DoubtSheet(self._page, self._page.t, asked, answer).open()

    def say(self, text: str, undo: Undo | None = None) -> None:
        self._page.say(text, undo)

    def show_refusal(self, refusal: Refusal) -> None:
        self._page.show_refusal(refusal)

    # what the person does

    def _save(self) -> None:
        if self.table is not None and (lines := self.table.people.read()) is not None:
            self.presenter.save(self.table.people.rows(), lines)

    def _keep_draft(self) -> None:
        if self.table is not None:
            self.presenter.keep_draft(self.table.people.rows())

    def _take(self, rows: Sequence[EditRow], replaces: bool) -> None:
        if self.table is not None:
            self.table.people.take(rows, replaces=replaces)

    def _open_row(self, row: RosterRow) -> None:
        self.open_person(row.person_id)

    def _show_paper(self, sheet: Sheet) -> None:
        show_paper(self._page, lambda: self._desk, self._actor, sheet)

    def _today(self) -> date:
        return wall(self._clock()).date()
