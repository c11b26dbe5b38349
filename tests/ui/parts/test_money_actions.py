"""お金の手続き without a window: what is offered, said, printed and refused."""

from __future__ import annotations

from uuid import UUID

import pytest

from app.services.payments import Tender
from app.services.sign_in import Actor
from tests.app.services.conftest import Center
from tests.app.services.test_deciding import GROUND, Deciding
from tests.ui.inline import InlineOps
from tests.ui.parts.purse import Purse
from ui.parts.money_actions import MoneyActions, Task


class Till:
    """A booking, the purse, and the actions of whoever sits there."""

    def __init__(self, center: Center) -> None:
        self.house, self.purse = Deciding(center), Purse()
        self.desk, self.head, self.clerk = center.desk, self.house.head, self.house.clerk
        self.booking = self.house.book(self.clerk)

    def acts(self, staff: str) -> MoneyActions:
        actor = Actor(UUID(staff), "職員")
        return MoneyActions(InlineOps(), lambda: self.desk, actor, self.purse)

    def open(self, staff: str, task: Task | None = None) -> None:
        self.purse.task = task
        self.acts(staff).open(self.desk.bookings.card(self.booking))


@pytest.fixture
def till(center: Center) -> Till:
    return Till(center)


def test_only_what_can_be_done_is_offered(till: Till) -> None:
    till.open(till.clerk)
    assert till.purse.tasks == [Task.SLIP, Task.SPECIAL]
    till.desk.payments.take(till.clerk, till.booking)
    till.open(till.clerk)
    assert till.purse.tasks == [Task.SPECIAL, Task.REVERSE]
    till.desk.bookings.cancel(till.clerk, till.booking)
    till.open(till.clerk)
    assert till.purse.tasks == [Task.REVERSE]


def test_a_payment_is_taken_back_and_its_paper_shown(till: Till) -> None:
    till.desk.payments.take(till.clerk, till.booking, Tender(300))
    till.open(till.clerk, Task.REVERSE)
    [said], [paper] = till.purse.said, till.purse.papers
    assert said.startswith("納付を取り消しました（取消番号 ") and "△300円" in said
    assert paper.startswith("納付取消伝票（赤伝票） ")
    assert till.desk.bookings.card(till.booking).paid == 0
    assert till.purse.undo is not None


def test_what_is_owed_is_billed(till: Till) -> None:
    till.open(till.clerk, Task.SLIP)
    assert till.purse.papers[0].startswith("納付書 ")


def test_a_clerk_is_told_before_anything_is_typed(till: Till) -> None:
    till.open(till.clerk, Task.SPECIAL)
    assert till.purse.refusals == ["staff.not_deciding"] and not till.purse.said
    till.purse.fee = 900
    till.open(till.head, Task.SPECIAL)
    assert "1,000円から900円に変えました" in till.purse.said[0]
    till.desk.payments.take(till.clerk, till.booking)
    till.purse.fee = 400
    till.open(till.head, Task.SPECIAL)
    assert till.purse.said[1].endswith("500円を返してください。")
    assert till.purse.papers[-1].startswith("使用料還付通知書兼領収書 ")


@pytest.mark.parametrize("approves", [True, False])
def test_a_reduction_is_decided_and_told(till: Till, approves: bool) -> None:
    till.booking = till.house.book(till.clerk, GROUND, "夜間")
    till.purse.approves = approves
    till.acts(till.clerk).approve(till.desk.bookings.card(till.booking))
    assert till.purse.refusals == ["staff.not_deciding"]
    till.open(till.head, Task.APPROVE)
    word = "承認しました" if approves else "不承認にしました"
    assert word in till.purse.said[0]
    assert till.purse.papers[0].startswith("使用料減免決定通知書 ")
    till.open(till.head)
    assert Task.NOTICE in till.purse.tasks and Task.APPROVE not in till.purse.tasks
