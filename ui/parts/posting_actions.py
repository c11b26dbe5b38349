"""掲示・一覧 without Qt: the papers of a day and a month, and files for calendars."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from app.kit.files import save_file
from ui.contracts import OpRunner, PaperView

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.forms import Form, Sheet
    from app.services.postings import CalendarFile, Stretch

#: Makes a paper of a day.
Paper = Callable[["Desk", date], "Sheet"]


class PostingView(PaperView, Protocol):
    def ask_where(self, name: str, do: Callable[[str], None]) -> None: ...


class PostingActions:
    def __init__(
        self, ops: OpRunner, desk: Callable[[], Desk], view: PostingView
    ) -> None:
        self._ops, self._desk, self._view = ops, desk, view

    def paper(self, make: Paper, day: date) -> None:
        """A paper of a day, shown as it will be printed."""
        self._ops.long(lambda _: make(self._desk(), day), self._view.show_paper)

    def blank(self, form: Form) -> None:
        self._ops.query(lambda: self._desk().forms.blank(form), self._view.show_paper)

    def calendar(self, room_id: UUID, stretch: Stretch, *, named: bool) -> None:
        """An iCalendar file of a room, to be saved where the person says."""

        def made(file: CalendarFile) -> None:
            self._view.ask_where(file.file_name, lambda path: self._save(file, path))

        self._ops.long(
            lambda _: self._desk().postings.calendar(room_id, stretch, named=named), made
        )

    def _save(self, file: CalendarFile, path: str) -> None:
        told = f"予約 {file.count:,}件を保存しました({path})。"
        self._ops.query(
            lambda: save_file(Path(path), file.data), lambda _: self._view.say(told)
        )
