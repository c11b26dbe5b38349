"""Joins 書類 to the page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.kit.refusal import Refusal
from app.services.sign_in import Actor
from ui.contracts import Undo
from ui.kit.page import Page
from ui.pages.groups.papers import PapersPane
from ui.pages.groups.papers_presenter import PapersPresenter

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.attachments import AttachmentRow


class PapersPart(QObject):
    """What `PapersPresenter` sees of the screen."""

    #: how many files there are
    counted = Signal(int)

    def __init__(self, page: Page, desk: Desk, actor: Actor, pane: PapersPane) -> None:
        super().__init__(page)
        self._page, self.pane = page, pane
        acts = self.presenter = PapersPresenter(page.ops, desk, actor, self)
        pane.added.connect(acts.add)
        pane.opened.connect(lambda row: acts.open(row, pane.folder))
        pane.removed.connect(acts.remove)

    def show_papers(self, rows: Sequence[AttachmentRow]) -> None:
        self.pane.show_papers(rows)
        self.counted.emit(len(rows))

    def look_at(self, path: Path) -> None:
        self.pane.look_at(path)

    def say(self, text: str, undo: Undo | None = None) -> None:
        self._page.say(text, undo)

    def show_refusal(self, refusal: Refusal) -> None:
        self._page.show_refusal(refusal)
