"""試算 without Qt: two versions, a question to both, and a year's bookings by both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from app.kit.clock import Clock, wall
from app.kit.files import save_file
from app.kit.progress import Progress
from app.kit.refusal import Refusal
from app.kit.wareki import full
from app.rules.trial.asked import Typed, ask_of
from app.rules.trial.entries import Entry
from ui.contracts import OpRunner, Speaker

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.rulebooks import NewRulebook, RulebookRow
    from app.services.trials import Trial, Version, YearImpact

Texts = Mapping[str, str]
#: The choice of the version that is not in force yet: edited here, or of a file.
EDITED = "edited"


@dataclass(frozen=True, slots=True)
class Versions:
    """(value, words) to choose from, and the two that are chosen."""

    choices: Sequence[tuple[str, str]]
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Looked:
    """What a rebuild of the page must not lose: versions, and the kind of question."""

    kind: str
    left: str
    right: str
    edited: NewRulebook | None


class TrialView(Speaker, Protocol):
    def show_versions(self, versions: Versions) -> None: ...

    def show_form(self, entries: Sequence[Entry]) -> None: ...

    def show_years(self, years: Sequence[int]) -> None: ...

    def show_trial(self, trial: Trial, left: str, right: str) -> None: ...

    def show_impact(self, impact: YearImpact) -> None: ...

    def fill_form(self, values: Texts) -> None: ...

    def refuse(self, refusal: Refusal) -> None: ...


class TrialPresenter:
    """Begins with the version in force beside the one that comes after it."""

    def __init__(self, ops: OpRunner, desk: Desk, clock: Clock, view: TrialView) -> None:
        self._ops, self._desk, self._clock, self._view = ops, desk, clock, view
        self.kind = "quote"
        self._rows: Sequence[RulebookRow] = ()
        self._edited: NewRulebook | None = None
        self._left = self._right = ""
        self._entries: Sequence[Entry] = ()
        self._impact: YearImpact | None = None

    def looked(self) -> Looked:
        return Looked(self.kind, self._left, self._right, self._edited)

    def look_at(self, looked: Looked) -> None:
        self.kind, self._edited = looked.kind, looked.edited
        self._left, self._right = looked.left, looked.right

    def reload(self) -> None:
        self._ops.query(self._desk.rulebooks.versions, self._read)
        self._ops.query(self._desk.trials.years, self._view.show_years)

    def try_file(self, path: str) -> None:
        """Try the rules of a file that are not in force, and need not be."""
        today = wall(self._clock()).date()

        def work() -> NewRulebook:
            from app.services.rulebooks import NewRulebook

            return NewRulebook.of_file(Path(path), today)

        self._ops.query(work, self.try_edited)

    def try_edited(self, version: NewRulebook) -> None:
        """Put a version that is being edited beside the one in force."""
        self._edited, self._right = version, EDITED
        self._show_versions()

    def choose(self, left: str, right: str) -> None:
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self._show_form()

    def choose_kind(self, kind: str) -> None:
        self.kind = kind
        self._show_form()

    def pick_group(self, group: UUID) -> None:
        """Fill in what the desk knows of a group."""
        self._ops.query(lambda: self._desk.trials.applicant(group), self._view.fill_form)

    def ask(self, typed: Mapping[str, Typed]) -> None:
        """Ask both versions what was typed; a slip is said at its field."""
        try:
            question = ask_of(self.kind, self._entries, typed)
        except Refusal as refusal:
            self._view.refuse(refusal)
            return
        left, right = self._versions()
        other = self._name(self._right) if self._left != self._right else ""
        names = self._name(self._left), other
        self._ops.query(
            lambda: self._desk.trials.ask(question, left, right),
            lambda trial: self._view.show_trial(trial, *names),
        )

    def reckon(self, year: int) -> None:
        """料金改定の影響額 of a fiscal year."""
        left, right = self._versions()

        def work(progress: Progress) -> YearImpact:
            return self._desk.trials.impact(year, left, right, progress)

        self._ops.long(work, self._reckoned)

    def file_name(self) -> str:
        """What the workbook is called; empty while there is none to save."""
        return f"{self._impact.title}.xlsx" if self._impact else ""

    def save_at(self, path: str) -> None:
        if (impact := self._impact) is None:
            return

        def work(progress: Progress) -> Path:
            progress.at("影響額の表を作っています")
            return save_file(Path(path), self._desk.trials.workbook(impact))

        self._ops.long(work, self._saved)

    # within

    def _read(self, rows: Sequence[RulebookRow]) -> None:
        self._rows = rows
        known = {row.id.hex for row in rows} | ({EDITED} if self._edited else set())
        if self._left not in known:
            self._left = self._now()
        if self._right not in known or self._right == self._left:
            self._right = rows[0].id.hex if rows else ""
        self._show_versions()

    def _now(self) -> str:
        """The version in force today, else the oldest."""
        today = wall(self._clock()).date()
        past = [row for row in self._rows if row.valid_from <= today]
        found = past[0] if past else next(reversed(self._rows), None)
        return found.id.hex if found else ""

    def _show_versions(self) -> None:
        choices = [(row.id.hex, self._words(row)) for row in self._rows]
        if self._edited is not None:
            choices.insert(0, (EDITED, self._edited.told))
        self._view.show_versions(Versions(choices, self._left, self._right))
        self._show_form()

    def _words(self, row: RulebookRow) -> str:
        now = "、いまの版" if row.id.hex == self._now() else ""
        return f"{row.name}（{full(row.valid_from)}から{now}）"

    def _name(self, choice: str) -> str:
        if choice == EDITED and self._edited is not None:
            return self._edited.name
        found = next(row for row in self._rows if row.id.hex == choice)
        return f"{full(found.valid_from)}からの版"

    def _versions(self) -> tuple[Version, Version]:
        return self._version(self._left), self._version(self._right)

    def _version(self, choice: str) -> Version:
        if choice == EDITED and self._edited is not None:
            return self._edited
        return UUID(hex=choice)

    def _show_form(self) -> None:
        if not (self._left and self._right):
            return
        kind, (left, right) = self.kind, self._versions()
        self._ops.query(
            lambda: self._desk.trials.form(kind, left, right), self._form_read
        )

    def _form_read(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._view.show_form(entries)

    def _reckoned(self, impact: YearImpact) -> None:
        self._impact = impact
        self._view.show_impact(impact)

    def _saved(self, path: Path) -> None:
        self._view.say(f"{path.name} を保存しました（{path.parent}）。")
