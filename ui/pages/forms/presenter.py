"""帳票 without Qt: blank forms, and what was printed when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from app.services.sign_in import Actor
from ui.contracts import OpRunner, PaperView

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.forms import Form, PrintoutRow


class FormsView(PaperView, Protocol):
    def show_printouts(self, rows: Sequence[PrintoutRow]) -> None: ...


class FormsPresenter:
    """`words` narrow what was printed."""

    def __init__(self, ops: OpRunner, desk: Desk, actor: Actor, view: FormsView) -> None:
        self._ops, self._desk, self._actor, self._view = ops, desk, actor, view
        self.words = ""

    def reload(self) -> None:
        words = self.words
        self._ops.query(
            lambda: self._desk.forms.printouts(words),
            lambda rows: self._show(words, rows),
        )

    def look_for(self, words: str) -> None:
        self.words = words
        self.reload()

    def blank(self, form: Form) -> None:
        """A form to be filled in by hand."""
        self._ops.query(lambda: self._desk.forms.blank(form), self._view.show_paper)

    @property
    def fiscal_year(self) -> int:
        return self._desk.forms.fiscal_year

    def opening_calendar(self, year: int) -> None:
        """The open and closed days of a fiscal year."""
        self._ops.query(
            lambda: self._desk.forms.opening_calendar(year), self._view.show_paper
        )

    def again(self, row: PrintoutRow) -> None:
        """What was printed, once more: it carries 再発行."""
        self._ops.query(
            lambda: self._desk.forms.again(row, self._actor), self._view.show_paper
        )

    def _show(self, words: str, rows: Sequence[PrintoutRow]) -> None:
        if words == self.words:
            self._view.show_printouts(rows)
