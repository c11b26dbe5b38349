"""書類 of a group without a screen: adding, opening, taking off."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from app.services.sign_in import Actor
from ui.contracts import OpRunner, Speaker
from ui.parts.take_back import take_back

if TYPE_CHECKING:
    from app.desk import Desk
    from app.kit.outcome import Outcome
    from app.services.attachments import AttachmentRow


class PapersView(Speaker, Protocol):
    def show_papers(self, rows: Sequence[AttachmentRow]) -> None: ...

    def look_at(self, path: Path) -> None:
        """Show a copy with the program this PC has for it."""


class PapersPresenter:
    def __init__(self, ops: OpRunner, desk: Desk, actor: Actor, view: PapersView) -> None:
        self._ops, self._desk, self._actor, self._view = ops, desk, actor, view
        self.group_id: UUID | None = None

    def show(self, group_id: UUID) -> None:
        self.group_id = group_id

        def read(rows: Sequence[AttachmentRow]) -> None:
            if group_id == self.group_id:
                self._view.show_papers(rows)

        self._ops.query(lambda: self._desk.attachments.of_group(group_id), read)

    def add(self, paths: Sequence[Path]) -> None:
        """Keep copies; each is one deed, so that one that is refused stops no other."""
        if (group_id := self.group_id) is None:
            return
        for path in paths:
            self._add(group_id, path)

    def open(self, row: AttachmentRow, folder: Path) -> None:
        self._ops.query(
            lambda: self._desk.attachments.open(row.id, folder), self._view.look_at
        )

    def remove(self, row: AttachmentRow) -> None:
        def removed(outcome: Outcome[None]) -> None:
            desk, what = self._desk, f"{row.name} の取り外し"
            undo = take_back(
                self._ops, lambda: desk, self._actor, self._view, what, outcome.entry
            )
            self._view.say(f"{row.name} を外しました。", undo)

        self._ops.command(
            lambda: self._desk.attachments.remove(self._actor.key, row.id), removed
        )

    def _add(self, group_id: UUID, path: Path) -> None:
        def added(outcome: Outcome[UUID]) -> None:
            desk, what = self._desk, f"{path.name} の添付"
            undo = take_back(
                self._ops, lambda: desk, self._actor, self._view, what, outcome.entry
            )
            self._view.say(f"{path.name} を添付しました。", undo)

        self._ops.command(
            lambda: self._desk.attachments.add(self._actor.key, group_id, path), added
        )
