"""The panes of 規則集 that share its presenter: 読む, 変える, 暦."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.desk import Desk
from app.kit.clock import Clock
from app.kit.refusal import Refusal
from app.rules.diff import Difference
from app.rules.file.entries import Path, Shown
from app.services.rulebooks import Doubtful, NewRulebook, ToldRule
from app.services.sign_in import Actor
from ui.contracts import Undo
from ui.kit.ops import OwnedOps
from ui.kit.page import Page
from ui.kit.theme import Theme
from ui.pages.settings.rulebook.change import ChangePane
from ui.pages.settings.rulebook.draft import Checked, Row
from ui.pages.settings.rulebook.presenter import RulebookPresenter
from ui.pages.settings.rulebook.read import ReadPane
from ui.pages.settings.rulebook.shown import Looked, State, Versions
from ui.pages.settings.rulebook.special import SpecialPane


class RulebookPanes:
    """What the presenter shows, handed to the pane that it stands in."""

    def __init__(
        self,
        t: Theme,
        ops: OwnedOps,
        desk: Desk,
        actor: Actor,
        clock: Clock,
        page: Page,
        try_version: Callable[[NewRulebook], None],
    ) -> None:
        self._page = page
        self.presenter = RulebookPresenter(ops, desk, actor, clock, self)
        self.read = ReadPane(t, self.presenter)
        self.change = ChangePane(t, clock, self.presenter, try_version)
        self.special = SpecialPane(t, ops, desk, actor, clock, page)

    def reload(self) -> None:
        self.presenter.reload()
        self.special.presenter.reload()

    def keep(self) -> Looked:
        self.change.flush()
        return self.presenter.looked()

    def show_versions(self, versions: Versions) -> None:
        self.read.show_versions(versions)

    def show_told(self, rules: Sequence[ToldRule]) -> None:
        self.read.show_told(rules)

    def show_differences(self, found: Sequence[Difference], than: str) -> None:
        self.read.show_differences(found, than)

    def show_rows(self, rows: Sequence[Row], on: int | None) -> None:
        self.change.show_rows(rows, on)

    def show_fields(self, part: str, fields: Sequence[Shown], at: Path) -> None:
        self.change.show_fields(part, fields, at)

    def refresh_fields(self, fields: Sequence[Shown]) -> None:
        self.change.refresh_fields(fields)

    def show_state(self, state: State) -> None:
        self.change.show_state(state)

    def show_problems(self, file: str, problems: Sequence[Refusal]) -> None:
        self.change.show_problems(file, problems)

    def ask_doubts(
        self, title: str, doubts: Sequence[Doubtful], yes: str, do: Callable[[], None]
    ) -> None:
        self.change.ask_doubts(title, doubts, yes, do)

    def ask_enact(self, found: Sequence[Difference], checked: Checked) -> None:
        self.change.ask_enact(found, checked)

    def say(self, text: str, undo: Undo | None = None) -> None:
        self._page.say(text, undo)

    def show_refusal(self, refusal: Refusal) -> None:
        self._page.show_refusal(refusal)
