"""What is half typed in a panel of something new, kept through a crash as well."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from app.services.sign_in import Actor
from ui.contracts import OpRunner

if TYPE_CHECKING:
    from app.desk import Desk


class Draft:
    """The one of this name of this member of staff."""

    def __init__(self, ops: OpRunner, desk: Desk, actor: Actor, name: str) -> None:
        self._ops, self._desk, self._actor, self._name = ops, desk, actor, name

    def keep(self, values: Mapping[str, str]) -> None:
        kept = dict(values)
        self._ops.command(
            lambda: self._desk.drafts.keep(self._actor, self._name, kept), lambda _: None
        )

    def drop(self) -> None:
        """Throw it away."""
        self._ops.command(
            lambda: self._desk.drafts.drop(self._actor, self._name), lambda _: None
        )

    def find(self, found: Callable[[dict[str, str]], None]) -> None:
        """What was left behind, if anything was."""

        def told(kept: dict[str, str] | None) -> None:
            if kept is not None:
                found(kept)

        self._ops.query(lambda: self._desk.drafts.find(self._actor, self._name), told)
