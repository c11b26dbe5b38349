"""A view of お金の手続き that answers as it was told to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from app.kit.refusal import Refusal
from app.services.bookings import BookingCard
from app.services.forms import Sheet
from app.services.payments import Numbered
from ui.contracts import Undo
from ui.parts.money_actions import Account, Task


@dataclass
class Purse:
    """`task` is chosen of those offered; without `approves` a reduction is denied."""

    task: Task | None = None
    fee: int = 0
    reason: str = "別の団体の使用料だったため"
    approves: bool = True
    tasks: Sequence[Task] = ()
    said: list[str] = field(default_factory=list)
    papers: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    undo: Undo | None = None

    def say(self, text: str, undo: Undo | None = None) -> None:
        self.said.append(text)
        self.undo = undo

    def show_refusal(self, refusal: Refusal) -> None:
        self.refusals.append(refusal.code)

    def ask_task(self, account: Account, answer: Callable[[Task], None]) -> None:
        self.tasks = account.tasks
        if self.task is not None:
            answer(self.task)

    def ask_reversal(
        self,
        what: str,
        payments: Sequence[Numbered],
        answer: Callable[[UUID, str], None],
    ) -> None:
        answer(payments[0].row.id, self.reason)

    def ask_fee(self, account: Account, answer: Callable[[int, str], None]) -> None:
        answer(self.fee, self.reason)

    def ask_approval(
        self,
        card: BookingCard,
        approve: Callable[[], None],
        deny: Callable[[str], None],
    ) -> None:
        if self.approves:
            approve()
        else:
            deny(self.reason)

    def show_paper(self, sheet: Sheet) -> None:
        self.papers.append(sheet.title)
