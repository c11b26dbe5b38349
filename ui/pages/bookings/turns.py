"""What is kept when one grid of 予約台帳 takes the place of another."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from ui.pages.bookings.modes import Mode
from ui.pages.bookings.panes import Panes
from ui.pages.bookings.presenter import LedgerPresenter

if TYPE_CHECKING:
    from app.services.groups import GroupRow


class Turns:
    """The room and the day that the keys are on, and the group of the year."""

    def __init__(self, panes: Panes, ledger: LedgerPresenter) -> None:
        self._panes, self._ledger = panes, ledger

    def note_where(self) -> None:
        if self._ledger.mode is Mode.MONTH:
            if (here := self._panes.month.here()) is not None:
                self._ledger.stood_in_month(*here)
        elif self._ledger.mode is not Mode.YEAR:
            self._ledger.stood(self._panes.grid.walk.row_id)

    def take_group(self, key: str) -> None:
        """The year is that of the booking shown, or of the one being made."""
        if key:
            self._ledger.take_group(UUID(hex=key))
            self._panes.group.set_text(key)

    def show_group(self, group: GroupRow | None) -> None:
        """Taking a group away shows none; the same one is there already."""
        group_id, ledger = group.id if group else None, self._ledger
        if ledger.mode is Mode.YEAR and ledger.looked.group_id != group_id:
            ledger.show_group(group_id)
