"""規則集 without Qt: its versions to read, and the draft of the next one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path as File
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.kit.clock import Clock, wall
from app.kit.files import save_file
from app.kit.outcome import Outcome
from app.kit.refusal import Refusal
from app.rules.diff import Difference, differences
from app.rules.file.doubts import doubts
from app.rules.file.entries import Path, Shown, shown
from app.rules.file.labels import chapter_of
from app.rules.file.open_gaps import OpenGap
from app.rules.file.schema import form_of
from app.services.rulebooks import DoubtfulRules, NewRulebook, problems_of
from app.services.sign_in import Actor
from ui.contracts import OpRunner
from ui.pages.settings.rulebook.draft import (
    BookDraft,
    Checked,
    begun,
    first_values,
    with_value,
)
from ui.pages.settings.rulebook.shown import (
    Looked,
    RulebookView,
    State,
    Versions,
    chapters,
    parts_of,
)
from ui.parts.take_back import take_back

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.rulebooks import Doubtful

#: The form under which the draft is kept; one for each member of staff.
KEPT = "rulebook"


class RulebookPresenter:
    """A draft is begun from the version in force as soon as something is changed."""

    def __init__(
        self, ops: OpRunner, desk: Desk, actor: Actor, clock: Clock, view: RulebookView
    ) -> None:
        self._ops, self._desk, self._actor = ops, desk, actor
        self._clock, self._view = clock, view
        self.versions = Versions((), None, self.today)
        self.draft: BookDraft | None = None
        self.checked = Checked((), ())
        self.chapter = ""
        self.place: int | None = None
        self._opened: set[Path] = set()
        self._changed = False

    @property
    def today(self) -> date:
        return wall(self._clock()).date()

    def reload(self) -> None:
        self._ops.query(self._read_versions, self._show_versions)

    # reading

    def read(self, key: UUID) -> None:
        """Show the rules of a version."""
        self._ops.query(lambda: self._desk.rulebooks.told(key), self._view.show_told)

    def compare(self, key: UUID) -> None:
        """What the version changed in the one before it."""
        rows = self.versions.rows
        place = next(n for n, row in enumerate(rows) if row.id == key)
        if place + 1 >= len(rows):
            return
        before = rows[place + 1]

        def work() -> Sequence[Difference]:
            old, new = (self._desk.rulebooks.told(each) for each in (before.id, key))
            return differences(old, new)

        self._ops.query(
            work, lambda found: self._view.show_differences(found, before.name)
        )

    def save(self, key: UUID, path: str) -> None:
        def work() -> File:
            return save_file(File(path), self._desk.rulebooks.exported(key).encode())

        self._ops.query(work, self._saved)

    # the draft

    def take_file(self, path: str) -> None:
        """Let the draft be what stands in a file, or show all that is wrong with it."""

        def work() -> tuple[NewRulebook, Sequence[Doubtful]]:
            version = NewRulebook.of_file(File(path), self.today)
            return version, doubts(version.text, File(path).name, self.today)

        def taken(found: tuple[NewRulebook, Sequence[Doubtful]]) -> None:
            version, doubtful = found
            if not doubtful:
                self.take_version(version)
                return
            self._view.ask_doubts(
                f"{File(path).name} に、書きまちがいかもしれない所があります",
                doubtful,
                "このまま下書きにする",
                lambda: self.take_version(version),
            )

        def refused(refusal: Refusal) -> None:
            self._ops.query(
                lambda: problems_of(File(path)),
                lambda found: self._view.show_problems(File(path).name, found),
            )

        self._ops.query(work, taken, refused)

    def take_version(self, version: NewRulebook) -> None:
        """Let the draft be this one."""
        self._begin(BookDraft.of(version), changed=True)
        self._view.say(f"「{version.name}」を下書きにしました。まだ使われていません。")
        self._keep()

    def drop(self) -> None:
        """Begin again with the version in force."""
        self._ops.command(
            lambda: self._desk.drafts.drop(self._actor, KEPT), lambda _: self._again()
        )

    def show_chapter(self, chapter: str) -> None:
        self.chapter = chapter
        self._show_rows()

    def choose(self, place: int | None) -> None:
        self.place = place
        self._opened = set()
        self._show_fields(())

    def type(self, path: Path, value: Any) -> None:
        """A field has another value; None empties it."""
        draft, place = self._at()
        values = with_value(draft.text.tables[place].values, path, value)
        self._step(draft.step(draft.text.with_values(place, values)))
        self._view.refresh_fields(self._fields())

    def add_key(self, path: Path, key: str, kind: Any) -> None:
        """One more key in a table of the rule."""
        at = (*path, key)
        first = begun(kind)
        if first is None:
            self._opened.add(at)
        else:
            self.type(at, first)
        self._show_fields(at)

    def add_row(self, path: Path, rows: Sequence[Any]) -> None:
        self.type((*path, len(rows)), {})
        self._show_fields((*path, len(rows)))

    def take_key(self, path: Path) -> None:
        self.type(path, None)
        self._show_fields(path[:-1])

    def add(self, part: str) -> None:
        draft = self._begun()
        text = draft.text.with_more(part, first_values(part))
        self.place = [n for n, each in enumerate(text.tables) if each.part == part][-1]
        if self.chapter and self.chapter != chapter_of(part):
            self.chapter = ""
        self._moved(draft.step(text))

    def fill(self, gap: OpenGap) -> None:
        """Go to the field that a gap leaves open; add its rule where there is none."""
        place = self._begun().place_for(gap)
        if place is None:
            self.add(gap.part)
        else:
            self.chapter = ""
            self.choose(place)
            self._show_rows()
        form = form_of(gap.part)
        if gap.key and form is not None:
            self.add_key((), gap.key, form.fields[gap.key])

    def copy(self) -> None:
        draft, place = self._at()
        table = draft.text.tables[place]
        text = draft.text.with_more(table.part, table.values, place)
        self.place = place + 1
        self._moved(draft.step(text))

    def remove(self) -> None:
        draft, place = self._at()
        rows = [row.place for row in draft.rows(self._parts(), set())]
        on = rows.index(place) if place in rows else 0
        left = [each - (each > place) for each in rows if each != place]
        self.place = left[min(on, len(left) - 1)] if left else None
        self._moved(draft.step(draft.text.without(place)))

    def back(self) -> None:
        """Take the last step back."""
        if self.draft is None or not self.draft.past:
            return
        draft = self.draft.back()
        if self.place is not None and self.place >= len(draft.text.tables):
            self.place = None
        self._moved(draft)

    def ask_enact(self) -> None:
        """What would change is shown first, with what is still left open."""
        draft, now = self._begun(), self.versions.now

        def work() -> Sequence[Difference]:
            before = self._desk.rulebooks.told(now.id) if now is not None else ()
            return draft.changes(before)

        self._ops.query(work, lambda found: self._view.ask_enact(found, self.checked))

    def enact(
        self, name: str, valid_from: date, accepted: frozenset[str] = frozenset()
    ) -> None:
        """Put the draft in force beside the others, from its day on.

        What is hardly meant is asked about first; nothing is in force until then.
        """
        version = self._begun().version(name, valid_from)

        def work() -> Outcome[UUID]:
            made = self._desk.rulebooks.enact(self._actor.key, version, accepted)
            self._desk.drafts.drop(self._actor, KEPT)
            return made

        def refused(refusal: Refusal) -> None:
            if not isinstance(refusal, DoubtfulRules):
                self._view.show_refusal(refusal)
                return
            self._view.ask_doubts(
                "書きまちがいではありませんか",
                refusal.doubts,
                "このとおりで使う",
                lambda: self.enact(name, valid_from, accepted | refusal.keys),
            )

        self._ops.command(work, lambda outcome: self._enacted(name, outcome), refused)

    def tell(self, text: str) -> None:
        self._view.say(text)

    def tried(self) -> NewRulebook:
        """The draft, to be asked beside the version in force."""
        return self._begun().version(f"{self._begun().origin}（下書き）", self.today)

    def looked(self) -> Looked:
        return Looked(self.draft, self._changed, self.chapter, self.place)

    def look_at(self, looked: Looked) -> None:
        """What another presenter had open."""
        self.draft, self._changed = looked.draft, looked.changed
        self.chapter, self.place = looked.chapter, looked.place
        if self.draft is not None:
            self._show_rows()
            self._check()
            self._show_fields(())

    # within

    def _read_versions(
        self,
    ) -> tuple[Versions, NewRulebook | None, dict[str, str] | None]:
        rows, today = self._desk.rulebooks.versions(), self.today
        now = next((row for row in rows if row.valid_from <= today), None)
        source = self._desk.rulebooks.source(now.id) if now is not None else None
        kept = self._desk.drafts.find(self._actor, KEPT)
        return Versions(rows, now, today), source, kept

    def _show_versions(
        self, found: tuple[Versions, NewRulebook | None, dict[str, str] | None]
    ) -> None:
        self.versions, source, kept = found
        self._view.show_versions(self.versions)
        if self._changed:
            return
        if kept is not None:
            self._begin(BookDraft.kept(kept), changed=True)
        elif source is not None:
            self._begin(BookDraft.of(source), changed=False)

    def _begin(self, draft: BookDraft, *, changed: bool) -> None:
        self.draft, self._changed = draft, changed
        self.place = None
        self._show_rows()
        self._check()
        self._show_fields(())

    def _again(self) -> None:
        self._changed = False
        self.reload()
        self._view.say("下書きを捨てました。いまの版から始められます。")

    def _begun(self) -> BookDraft:
        assert self.draft is not None
        return self.draft

    def _at(self) -> tuple[BookDraft, int]:
        assert self.place is not None
        return self._begun(), self.place

    def _step(self, draft: BookDraft) -> None:
        if draft is self.draft:
            return
        self.draft, self._changed = draft, True
        self._show_rows()
        self._check()
        self._keep()

    def _moved(self, draft: BookDraft) -> None:
        self._opened = set()
        self._step(draft)
        self._show_rows()
        self._show_fields(())

    def _check(self) -> None:
        draft = self._begun()
        today = self.today
        self._ops.query(
            lambda: draft.check(today), lambda checked: self._show_check(draft, checked)
        )

    def _show_check(self, draft: BookDraft, checked: Checked) -> None:
        if draft is not self.draft:
            return
        self.checked = checked
        self._show_rows()
        back = bool(draft.past)
        self._view.show_state(State(draft.origin, self._changed, back, checked))

    def _keep(self) -> None:
        values = self._begun().keep()
        self._ops.command(
            lambda: self._desk.drafts.keep(self._actor, KEPT, values), lambda _: None
        )

    def _parts(self) -> Sequence[str]:
        if self.chapter:
            return parts_of(self.chapter)
        return [part for chapter in chapters() for part in parts_of(chapter)]

    def _show_rows(self) -> None:
        if self.draft is None:
            return
        wrong = {fault.place for fault in self.checked.faults}
        rows = self.draft.rows(self._parts(), wrong)
        places = [row.place for row in rows]
        on = places.index(self.place) if self.place in places else None
        self._view.show_rows(rows, on)

    def _show_fields(self, at: Path) -> None:
        part = ""
        if self.draft is not None and self.place is not None:
            part = self.draft.text.tables[self.place].part
        self._view.show_fields(part, self._fields(), at)

    def _fields(self) -> Sequence[Shown]:
        if self.draft is None or self.place is None:
            return ()
        table = self.draft.text.tables[self.place]
        form = form_of(table.part)
        if form is None:
            return ()
        names = self.draft.names()
        return shown(form, table.values, names, table.part, self._opened)

    def _enacted(self, name: str, outcome: Outcome[UUID]) -> None:
        self._changed = False
        undo = take_back(
            self._ops,
            lambda: self._desk,
            self._actor,
            self._view,
            "規則集の新しい版",
            outcome.entry,
        )
        self._view.say(f"「{name}」を新しい版にしました。", undo)

    def _saved(self, path: File) -> None:
        self._view.say(f"{path.name} を保存しました（{path.parent}）。")
