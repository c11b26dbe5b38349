"""名簿 of a group without a screen: the year shown, taking over, editing, printing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Protocol
from uuid import UUID

from app.kit.clock import Clock, wall
from app.kit.messages import text_of
from app.kit.wareki import fiscal_year, fiscal_year_text
from app.rules.people.person_rows import Doubtful, RowsRefused
from app.services.sign_in import Actor
from ui.contracts import OpRunner, Speaker
from ui.kit.edit_table.rows import EditRow
from ui.pages.groups.roster_draft import RosterEditing, draft_name
from ui.pages.groups.roster_merge import merged
from ui.parts.doubts import Question, Reply, answered, questions, renamed
from ui.parts.people_rows import Seat
from ui.parts.take_back import taking_back

if TYPE_CHECKING:
    from app.desk import Desk
    from app.kit.outcome import Outcome
    from app.kit.refusal import Refusal
    from app.rules.people.pasted_rows import Pasted
    from app.rules.people.person_rows import Doubt, PersonLine
    from app.services.forms import Sheet
    from app.services.rosters import Roster, Saved

STALE = ("journal.stale_form", "journal.row_gone")
#: How far before and after this fiscal year rosters are looked at.
BACK, AHEAD = 10, 1
MET = (
    "ほかの職員が先に直したので、両方の変更を合わせました。"
    "見直して、もう一度保存してください。"
)
BOTH = "どちらも直したところには印があります。"
THEIRS = (
    "ほかの職員が「{text}」に直しています。このまま保存すると、ここの内容になります。"
)


class RosterShown(NamedTuple):
    """A roster as it is read; `drafted`: half-typed changes of this clerk are kept."""

    roster: Roster
    this_year: bool
    drafted: bool


class RosterView(Speaker, Protocol):
    def show_roster(self, shown: RosterShown) -> None: ...

    def open_table(
        self, editing: RosterEditing, rows: Sequence[EditRow], *, drafted: bool
    ) -> None:
        """The table to type into; `drafted`: as it was left half-typed."""

    def close_table(self) -> None: ...

    def show_faults(self, faults: Mapping[tuple[int, str], str]) -> None: ...

    def show_pasted(self, pasted: Pasted) -> None: ...

    def show_merged(
        self, rows: Sequence[EditRow], faults: Mapping[tuple[int, str], str], words: str
    ) -> None:
        """Other rows into the table that is open, and why."""

    def ask_who(
        self, asked: Sequence[Question], answer: Callable[[Mapping[int, Reply]], None]
    ) -> None: ...


class RosterPresenter:
    """`editing` is the table that is open over the card."""

    def __init__(
        self, ops: OpRunner, desk: Desk, actor: Actor, clock: Clock, view: RosterView
    ) -> None:
        self._ops, self._desk, self._actor = ops, desk, actor
        self._clock, self._view = clock, view
        self._undo = taking_back(ops, lambda: desk, actor, view)
        self._saving = False
        self.group_id: UUID | None = None
        self.year = fiscal_year(wall(clock()).date())
        self.shown: Roster | None = None
        self.editing: RosterEditing | None = None

    def show(self, group_id: UUID) -> None:
        """The roster of a group, in the year that is being looked at."""
        if group_id != self.group_id:
            self.year = self._this_year()
        self.group_id = group_id
        self._read()

    def turn(self, by: int) -> None:
        """Another fiscal year."""
        this = self._this_year()
        self.year = max(this - BACK, min(this + AHEAD, self.year + by))
        self._read()

    def take_over(self) -> None:
        """昨年度から引き継ぐ: begin the year with the people of the last one."""
        shown, staff = self.shown, self._actor.key
        if shown is None or (before := shown.earlier) is None:
            return
        group_id, year = shown.group_id, shown.fiscal_year

        def taken(outcome: Outcome[Saved]) -> None:
            what = f"{fiscal_year_text(year)}の名簿への引き継ぎ"
            whence, people = fiscal_year_text(before), outcome.value.people
            words = f"{whence}から{people}人を引き継ぎました。"
            self._view.say(words, self._undo(what, outcome))

        self._ops.command(
            lambda: self._desk.rosters.take_over(staff, group_id, before, year), taken
        )

    def print(self, show: Callable[[Sheet], None]) -> None:
        """名簿, shown as it will be printed."""
        if (shown := self.shown) is not None:
            group_id, year = shown.group_id, shown.fiscal_year
            self._ops.long(lambda _: self._desk.forms.group_roster(group_id, year), show)

    # the table to type into

    def edit(self) -> None:
        """Open the table, as it was left or as the roster is now."""
        if (group_id := self.group_id) is None:
            return
        year, desk, actor = self.year, self._desk, self._actor

        def read(found: tuple[str, Roster, dict[str, str] | None]) -> None:
            name, roster, draft = found
            editing = RosterEditing.of(name, roster)
            rows = editing.opened
            if draft is not None:
                editing, rows = RosterEditing.from_draft(name, roster, draft)
            self.open(editing, rows, drafted=draft is not None)

        self._ops.query(
            lambda: (
                desk.groups.row(group_id).name,
                desk.rosters.of_group(group_id, year),
                desk.drafts.find(actor, draft_name(group_id, year)),
            ),
            read,
        )

    def open(
        self, editing: RosterEditing, rows: Sequence[EditRow], *, drafted: bool
    ) -> None:
        self.editing, self._saving = editing, False
        self._view.open_table(editing, rows, drafted=drafted)

    def keep_draft(self, rows: Sequence[EditRow]) -> None:
        """What was typed so far; a table that is as it was opened leaves no draft."""
        if (editing := self.editing) is None:
            return
        drafts, actor = self._desk.drafts, self._actor
        keep = partial(drafts.keep, actor, editing.draft, editing.kept(rows))
        drop = partial(drafts.drop, actor, editing.draft)
        same = list(rows) == list(editing.opened)
        self._ops.command(drop if same else keep, lambda _: None)

    def leave(self, rows: Sequence[EditRow]) -> None:
        """Close the table and keep what was typed."""
        if (editing := self.editing) is None:
            return
        self.keep_draft(rows)
        if list(rows) != list(editing.opened):
            self._view.say("書きかけの名簿を取ってあります。次に開くと続きから書けます。")
        self._close()

    def throw_away(self) -> None:
        """Drop what was typed, and begin again."""
        if (editing := self.editing) is not None:
            self.editing = None
            drop = partial(self._desk.drafts.drop, self._actor, editing.draft)
            self._ops.command(drop, lambda _: self.edit())

    def paste(self, text: str) -> None:
        self._ops.query(lambda: self._desk.rosters.paste(text), self._view.show_pasted)

    def save(self, rows: Sequence[EditRow], lines: Sequence[PersonLine]) -> None:
        """Keep the table; whoever is not sure is asked first, all in one sheet."""
        if (editing := self.editing) is None or self._saving:
            return
        self._saving = True
        over = renamed(lines, [_seat(row) for row in rows])

        def doubted(doubts: Sequence[Doubt]) -> None:
            if asked := questions(lines, doubts, over):
                self._ask(rows, lines, asked)
            else:
                self._write(rows, lines)

        self._ops.query(
            lambda: self._desk.rosters.doubts(editing.group_id, lines),
            doubted,
            partial(self._refused, rows, lines),
        )

    # within

    def _ask(
        self,
        rows: Sequence[EditRow],
        lines: Sequence[PersonLine],
        asked: Sequence[Question],
    ) -> None:
        """The sheet may be left without an answer: the table can be saved again then."""
        self._saving = False

        def answer(replies: Mapping[int, Reply]) -> None:
            if self.editing is not None:
                self._saving = True
                self._write(rows, answered(lines, replies))

        self._view.ask_who(asked, answer)

    def _write(self, rows: Sequence[EditRow], lines: Sequence[PersonLine]) -> None:
        editing = self.editing
        assert editing is not None

        def save() -> Outcome[Saved]:
            outcome = self._desk.rosters.save(
                self._actor.key, editing.group_id, editing.year, lines, editing.loaded
            )
            self._desk.drafts.drop(self._actor, editing.draft)
            return outcome

        self._ops.command(
            save, partial(self._saved, editing), partial(self._refused, rows, lines)
        )

    def _saved(self, editing: RosterEditing, outcome: Outcome[Saved]) -> None:
        people = outcome.value.people
        words = f"{editing.title}を保存しました（{people}人）。"
        self._view.say(words, self._undo(f"{editing.title}の変更", outcome))
        self._close()
        self._read()

    def _refused(
        self, rows: Sequence[EditRow], lines: Sequence[PersonLine], refusal: Refusal
    ) -> None:
        self._saving = False
        if isinstance(refusal, RowsRefused):
            faults = {(p.row, p.field): text_of(p.refusal) for p in refusal.problems}
            self._view.show_faults(faults)
        elif isinstance(refusal, Doubtful):
            self._ask(rows, lines, questions(lines, refusal.doubts))
        elif refusal.code in STALE:
            self._merge(rows)
        else:
            self._view.show_refusal(refusal)

    def _merge(self, rows: Sequence[EditRow]) -> None:
        """Somebody saved this roster meanwhile: lay both changes into the table."""
        editing = self.editing
        assert editing is not None

        def read(roster: Roster) -> None:
            theirs = RosterEditing.of(editing.group, roster)
            both = merged(editing.base, rows, theirs.base)
            self.editing = replace(theirs, opened=theirs.base)
            faults = {
                cell: THEIRS.format(text=text or "空")
                for cell, text in both.remarks.items()
            }
            self._view.show_merged(both.rows, faults, MET + BOTH * bool(faults))
            self.keep_draft(both.rows)

        self._ops.query(
            lambda: self._desk.rosters.of_group(editing.group_id, editing.year), read
        )

    def _read(self) -> None:
        if (group_id := self.group_id) is None or self.editing is not None:
            return
        year, desk, actor = self.year, self._desk, self._actor

        def read(found: tuple[Roster, bool]) -> None:
            roster, drafted = found
            if (roster.group_id, roster.fiscal_year) == (self.group_id, self.year):
                self.shown = roster
                this = roster.fiscal_year == self._this_year()
                self._view.show_roster(RosterShown(roster, this, drafted))

        self._ops.query(
            lambda: (
                desk.rosters.of_group(group_id, year),
                desk.drafts.find(actor, draft_name(group_id, year)) is not None,
            ),
            read,
        )

    def _this_year(self) -> int:
        return fiscal_year(wall(self._clock()).date())

    def _close(self) -> None:
        self.editing = None
        self._view.close_table()


def _seat(row: EditRow) -> Seat:
    return row.key if isinstance(row.key, Seat) else Seat()
