"""What the panes of 規則集 show, and what they are asked for. No Qt here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from app.kit.refusal import Refusal
from app.rules.diff import Difference
from app.rules.file.entries import Path, Shown
from app.rules.file.labels import CHAPTERS, OTHER, chapter_of
from app.rules.file.schema import RULES, form_of
from app.services.rulebooks import reigning
from ui.contracts import Speaker
from ui.pages.settings.rulebook.draft import BookDraft, Checked, Row

if TYPE_CHECKING:
    from app.services.rulebooks import Doubtful, RulebookRow, ToldRule


@dataclass(frozen=True, slots=True)
class Versions:
    """All versions, the newest first, and the one in force today."""

    rows: Sequence[RulebookRow]
    now: RulebookRow | None
    today: date

    def state(self, row: RulebookRow) -> str:
        if self.now is not None and row.id == self.now.id:
            return "いまの版"
        if row not in [*reigning(self.rows, date.min)]:
            return "差し替えた版"
        return "これから" if row.valid_from > self.today else "前の版"


@dataclass(frozen=True, slots=True)
class State:
    """What stands above the draft: whose copy it is, and what is to be done to it."""

    origin: str
    changed: bool
    can_go_back: bool
    checked: Checked


@dataclass(frozen=True, slots=True)
class Looked:
    """What a rebuild of the page must not lose."""

    draft: BookDraft | None
    changed: bool
    chapter: str
    place: int | None


class RulebookView(Speaker, Protocol):
    def show_versions(self, versions: Versions) -> None: ...

    def show_told(self, rules: Sequence[ToldRule]) -> None: ...

    def show_differences(self, found: Sequence[Difference], than: str) -> None: ...

    def show_rows(self, rows: Sequence[Row], on: int | None) -> None: ...

    def show_fields(self, title: str, fields: Sequence[Shown], at: Path) -> None: ...

    def refresh_fields(self, fields: Sequence[Shown]) -> None: ...

    def show_state(self, state: State) -> None: ...

    def show_problems(self, file: str, problems: Sequence[Refusal]) -> None: ...

    def ask_doubts(
        self, title: str, doubts: Sequence[Doubtful], yes: str, do: Callable[[], None]
    ) -> None: ...

    def ask_enact(self, found: Sequence[Difference], checked: Checked) -> None: ...


def chapters() -> list[str]:
    return [*CHAPTERS, *([OTHER] if parts_of(OTHER) else [])]


def parts_of(chapter: str) -> list[str]:
    """The parts of a chapter that a rulebook can have."""
    known = [*CHAPTERS.get(chapter, ()), *RULES]
    return [
        part
        for part in dict.fromkeys(known)
        if form_of(part) is not None and chapter_of(part) == chapter
    ]
