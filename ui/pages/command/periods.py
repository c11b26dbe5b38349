"""Rooms in a period: on which days of 来月 or 来週 the time that is meant is free."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from app.kit import wareki
from app.kit.expression import Wish
from ui.contracts import Answer
from ui.pages.command.places import MOST_FREE, Places
from ui.pages.command.spans import month_ledger
from ui.parts.booking_words import short_day

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.groups import GroupRow
    from app.services.offered import Alternative


class PeriodPlaces(Places):
    """Answers to one wish for a period; with 火曜 for the Tuesdays in it."""

    def __init__(
        self,
        desk: Desk,
        open_page: Callable[[str, object], object],
        wish: Wish,
        today: date,
        groups: Sequence[GroupRow],
    ) -> None:
        assert wish.period is not None
        self._first, self._last = wish.period
        super().__init__(desk, open_page, wish, today, groups)
        self._day, self._said_day = max(self._first, today), None

    def answers(self) -> Sequence[Answer]:
        ledger = month_ledger(self._first, self._open)
        return [*self._offers("空いている日", self._days), ledger]

    @cached_property
    def _days(self) -> Sequence[Alternative]:
        wish = self._wish
        if self._why and not wish.slot:
            return []
        found = self._desk.finding.within(
            self._first, self._last, wish.slot, self._people, wish.rooms
        )
        day = wish.day
        alike = (p for p in found if day is None or p.day.weekday() == day.weekday())
        return list(islice(alike, MOST_FREE))

    def _when(self) -> Sequence[str]:
        """12月, 11/30(月)〜12/6(日); 火曜."""
        first, last = self._first, self._last
        told = f"{short_day(first)}〜{short_day(last)}"
        if (last - first).days > 6:
            same = first.year == self._today.year
            told = f"{first.month}月" if same else wareki.month_text(first)
        return [told, *([f"{wareki.weekday(d)}曜"] if (d := self._wish.day) else [])]

    def _refused(self) -> str:
        if self._days:
            return ""
        return "この期間に、予約できる空きはありません。"
