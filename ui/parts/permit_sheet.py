"""まとめて許可: which of those applied for are permitted, all in one act."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from ui.kit.buttons import Button
from ui.kit.dialog import Answer, Sheet
from ui.kit.layout import row
from ui.kit.page import Page
from ui.kit.row_table import Column
from ui.kit.table_view import TableView
from ui.kit.text import Text
from ui.kit.theme import CONTROL
from ui.parts.booking_steps import BookingFacts
from ui.parts.booking_words import short_day

#: Lines seen at once; the others are scrolled to.
MOST_SEEN = 8
HEADS = 32
YES = "許可して許可書を印刷"


class PermitSheet(Sheet):
    """Space picks a line. Nothing is picked beforehand: each 許可 is a decision."""

    WIDE = 760

    def __init__(
        self,
        page: Page,
        waiting: Sequence[BookingFacts],
        answer: Callable[[Sequence[BookingFacts]], None],
    ) -> None:
        t = page.t
        self._waiting, self._answer_with = waiting, answer
        self._picked: set[UUID] = set()
        self.table = TableView[BookingFacts](
            t,
            "申請 スペースで選ぶ",
            [
                Column("使用日", _when, width=228, ticked=self._is_picked),
                Column("団体", lambda booking: booking.group),
                Column("部屋", lambda booking: booking.room, width=132),
                Column("人数", lambda each: f"{each.users}人", number=True, width=84),
            ],
        )
        self.table.setFixedHeight(t.px(CONTROL * min(MOST_SEEN, len(waiting)) + HEADS))
        self.table.ticked.connect(self._tick)
        self._told = Text(t, "", "bodyb")
        every = Button(t, "すべて選ぶ", "Alt+A")
        none = Button(t, "選び直す", "Alt+N", says="何も選ばない")
        every.clicked.connect(lambda: self._pick(each.id for each in waiting))
        none.clicked.connect(lambda: self._pick(()))
        super().__init__(
            t,
            page,
            "まとめて許可",
            row(t, self._told, None, every, none),
            self.table,
            answers=[Answer(YES, self._permit, "Ctrl+Enter", "primary")],
            leave="やめる",
            icon="ledger",
            width=self.WIDE,
        )
        self._pick(())
        self.table.selectRow(0)
        self.table.setFocus()

    def _is_picked(self, booking: BookingFacts) -> bool:
        return booking.id in self._picked

    def _tick(self, booking: BookingFacts) -> None:
        self._pick(self._picked ^ {booking.id})

    def _pick(self, keys: Iterable[UUID]) -> None:
        self._picked = set(keys)
        self.table.show_rows(self._waiting)
        count = len(self._picked)
        told = "スペースで選びます" if not count else f"{count}件を選んでいます"
        self._told.say(told)
        self.buttons[-1].setEnabled(bool(count))

    def _permit(self) -> None:
        self._answer_with([each for each in self._waiting if each.id in self._picked])


def _when(booking: BookingFacts) -> str:
    return f"{short_day(booking.starts.date())} {booking.slots}"
