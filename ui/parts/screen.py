"""What the actions of any noun see of the screen: a page, and what lies over it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from app.kit.refusal import Refusal
from app.services.sign_in import Actor
from ui.contracts import Alternative, Undo
from ui.kit.dialog import tell_refusal
from ui.kit.page import Page
from ui.parts.paper_sheet import show_paper

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services import forms


class Screen:
    """What a noun has to ask for, it adds."""

    def __init__(self, page: Page, desk: Callable[[], Desk], actor: Actor) -> None:
        self._page, self._desk, self._actor = page, desk, actor

    def say(self, text: str, undo: Undo | None = None) -> None:
        self._page.say(text, undo)

    def show_refusal(self, refusal: Refusal) -> None:
        self._page.show_refusal(refusal)

    def offer(self, refusal: Refusal, ways: Sequence[Alternative]) -> None:
        tell_refusal(self._page.t, self._page, refusal, ways)

    def show_paper(self, paper: forms.Sheet) -> None:
        show_paper(self._page, self._desk, self._actor, paper)
