"""月締め: look at a month, close it, print and save its 月計表. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from app.kit.files import save_file
from app.kit.money import yen
from app.kit.wareki import month_text
from app.services.sign_in import Actor
from ui.contracts import OpRunner, PaperView
from ui.parts.take_back import take_back

if TYPE_CHECKING:
    from uuid import UUID

    from app.desk import Desk
    from app.kit.outcome import Outcome
    from app.services.month_closings import MonthOffer


class MonthView(PaperView, Protocol):
    """What the actions ask of the screen."""

    def show_month(self, offer: MonthOffer) -> None:
        """The month, and what can be done with it."""

    def ask_where(self, name: str, do: Callable[[str], None]) -> None: ...


class MonthActions:
    """`desk` is asked on the worker thread: it may wait until the desk is open."""

    def __init__(
        self, ops: OpRunner, desk: Callable[[], Desk], actor: Actor, view: MonthView
    ) -> None:
        self._ops, self._desk, self._actor, self._view = ops, desk, actor, view

    def show(self, month: date) -> None:
        self._ops.query(
            lambda: self._desk().month_closings.offer(month), self._view.show_month
        )

    def close(self, seen: MonthOffer) -> None:
        """月締め of the month as it was shown, then its 月計表."""

        def closed(outcome: Outcome[UUID]) -> None:
            what = f"{month_text(seen.month)}の月締め"
            undo = take_back(
                self._ops, self._desk, self._actor, self._view, what, outcome.entry
            )
            told = f"{len(seen.days)}日・差引 {yen(seen.left)}"
            words = f"{month_text(seen.month)}を月締めしました（{told}）。"
            self._view.say(words, undo)
            self.print_sheet(seen.month)

        self._ops.command(
            lambda: self._desk().month_closings.close(self._actor, seen), closed
        )

    def print_sheet(self, month: date) -> None:
        """月計表, shown as it will be printed."""
        self._ops.long(
            lambda _: self._desk().money_forms.month_sheet(month), self._view.show_paper
        )

    def save(self, month: date) -> None:
        """月計表 as a workbook; the name proposed says what it is."""

        def made(book: tuple[str, bytes]) -> None:
            name, data = book
            self._view.ask_where(name, lambda path: self._save_at(path, data))

        self._ops.long(lambda _: self._desk().money_forms.month_book(month), made)

    def _save_at(self, path: str, data: bytes) -> None:
        def saved(file: Path) -> None:
            self._view.say(f"{file.name} を保存しました（{file.parent}）。")

        self._ops.long(lambda _: save_file(Path(path), data), saved)
