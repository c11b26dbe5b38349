"""特別の料金 and 減免の承認: who may, why, and what becomes of the money."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from uuid import UUID

import pytest
from openpyxl import load_workbook

from app.kit.checks import OutsideRange
from app.rules.fees import LineKind, kept_lines
from app.rules.file.shelf import sample_text
from app.services.bookings import BookingCard, ChangeWish
from app.services.bookings.refusals import (
    FeeMoved,
    NoDenialReason,
    NoFeeReason,
    NotAsked,
    NothingChanged,
)
from app.services.forms.money import NotDecided
from app.services.rights import NotDeciding
from app.services.rulebooks import NewRulebook
from app.services.sign_in import Actor
from app.services.staff import LastDecider, NewStaff
from app.services.today import StepKind
from db.records.staff import Role
from tests.app.printing.readers import text_of
from tests.app.services.conftest import JAPAN, Center
from tests.app.services.test_extending import RULE

USE = date(2026, 12, 1)
GROUND = "市内の学校または社会福祉施設が行う活動"
WHY = "備品の故障で半日使えなかったため"


class Deciding:
    """A clerk at the counter; `center.staff` is the 所長."""

    def __init__(self, center: Center, more: str = "") -> None:
        self.center, self.desk, self.head = center, center.desk, center.staff
        bases = {"koshigaya": sample_text("koshigaya")}
        text = sample_text("demo").replace(
            f'ground = "{GROUND}"', f'ground = "{GROUND}"\napproval = true'
        )
        text += RULE + more
        rules = NewRulebook("承認", USE, text, bases)
        self.desk.rulebooks.enact(self.head, rules)
        clerk = NewStaff("佐藤 花子", "サトウ ハナコ", "1357")
        self.clerk = self.desk.staff.add(self.head, clerk).value.hex
        self.group = center.register()

    def book(self, staff: str, ground: str = "", slot: str = "午後") -> UUID:
        wish = self.center.wish(self.group, USE, slot)
        asked = wish.__class__(
            wish.room_id, wish.group_id, USE, wish.slots, "練習", 20, ground
        )
        return self.desk.bookings.book(staff, asked).value.id

    def card(self, booking: UUID) -> BookingCard:
        return self.desk.bookings.card(booking)


@pytest.fixture
def deciding(center: Center) -> Deciding:
    return Deciding(center)


def test_a_fee_is_changed_with_a_reason(deciding: Deciding) -> None:
    booking = deciding.book(deciding.clerk)
    before = deciding.card(booking)
    change = deciding.desk.special_fees.change
    with pytest.raises(NotDeciding) as told:
        change(deciding.clerk, booking, seen=before.fee, fee=900, reason=WHY)
    assert told.value.params["who"] == "渡邊 千恵子"
    with pytest.raises(NoFeeReason):
        change(deciding.head, booking, seen=before.fee, fee=900, reason="　")
    with pytest.raises(NothingChanged):
        change(deciding.head, booking, seen=before.fee, fee=before.fee, reason=WHY)
    with pytest.raises(FeeMoved):
        change(deciding.head, booking, seen=before.fee + 1, fee=900, reason=WHY)
    change(deciding.head, booking, seen=before.fee, fee=900, reason=WHY)
    card = deciding.card(booking)
    *rules, line = kept_lines(card.fee_lines)
    assert rules == list(kept_lines(before.fee_lines))
    assert (line.kind, line.what, line.amount) == (
        LineKind.SPECIAL,
        WHY,
        900 - before.fee,
    )
    assert line.rule == "所長 渡邊 千恵子 R8.11.24"
    assert (card.fee, card.owed) == (900, 900)


@pytest.mark.parametrize("fee", [-1, 10_000_000])
def test_absurd_fees_are_refused(deciding: Deciding, fee: int) -> None:
    booking = deciding.book(deciding.clerk)
    card = deciding.card(booking)
    with pytest.raises(OutsideRange) as told:
        deciding.desk.special_fees.change(
            deciding.head, booking, seen=card.fee, fee=fee, reason=WHY
        )
    assert told.value.field == "fee"
    assert deciding.card(booking).fee == card.fee


def test_what_was_paid_beyond_is_paid_back(deciding: Deciding) -> None:
    booking = deciding.book(deciding.clerk)
    desk, card = deciding.desk, deciding.card(booking)
    desk.payments.take(deciding.clerk, booking)
    done = desk.special_fees.change(
        deciding.head, booking, seen=card.fee, fee=500, reason=WHY
    )
    assert done.value and done.value.amount == 500 - card.fee
    back = desk.payments.of_booking(booking)[0]
    assert back.reason == f"料金の変更: {WHY}［所長 渡邊 千恵子 R8.11.24］"
    assert deciding.card(booking).owed == 0
    assert done.entry
    desk.journal.undo(deciding.head, done.entry)
    assert deciding.card(booking).fee == card.fee
    assert deciding.card(booking).paid == card.fee


def test_a_change_of_the_use_tells_that_the_special_fee_ends(deciding: Deciding) -> None:
    booking = deciding.book(deciding.clerk)
    desk, card = deciding.desk, deciding.card(booking)
    desk.special_fees.change(deciding.head, booking, seen=card.fee, fee=1, reason=WHY)
    wish = ChangeWish(card.room_id, USE, ("夜間",), "練習", 20)
    offer = desk.changes.offer(booking, wish)
    assert all(line.kind is not LineKind.SPECIAL for line in offer.lines)
    assert any(WHY in step.text for step in offer.explained)


def test_a_reduction_waits_for_whoever_decides(deciding: Deciding) -> None:
    desk = deciding.desk
    plain = deciding.card(deciding.book(deciding.clerk, slot="午前"))
    assert plain.approval == ""
    booking = deciding.book(deciding.clerk, GROUND)
    assert (deciding.card(booking).approval, deciding.card(booking).ground) == (
        "asked",
        GROUND,
    )
    now = deciding.center.clock.now.replace(tzinfo=None)
    waiting = [s for s in desk.today.view(now).steps if s.kind is StepKind.APPROVE]
    assert [step.booking.id for step in waiting] == [booking]
    with pytest.raises(NotDeciding):
        desk.approvals.approve(deciding.clerk, booking)
    desk.approvals.approve(deciding.head, booking)
    assert desk.today.view(now).approving == []
    card = deciding.card(booking)
    assert (card.approval, card.approved_by) == ("given", "所長 渡邊 千恵子")
    assert card.approved_on == date(2026, 11, 24) and card.reduction
    with pytest.raises(NotAsked):
        desk.approvals.deny(deciding.head, booking, WHY)
    own = deciding.card(deciding.book(deciding.head, GROUND, "夜間"))
    assert (own.approval, own.approved_by) == ("given", "所長 渡邊 千恵子")


def test_what_is_denied_costs_what_it_costs(deciding: Deciding) -> None:
    desk = deciding.desk
    booking = deciding.book(deciding.clerk, GROUND)
    reduced = deciding.card(booking)
    desk.payments.take(deciding.clerk, booking)
    with pytest.raises(NoDenialReason):
        desk.approvals.deny(deciding.head, booking, "")
    done = desk.approvals.deny(deciding.head, booking, "学校の行事ではないため")
    card = deciding.card(booking)
    assert card.fee == done.value == reduced.fee + reduced.reduction
    assert (card.reduction, card.owed) == (0, reduced.reduction)
    assert (card.approval, card.approval_reason) == ("denied", "学校の行事ではないため")
    assert sum(line.amount for line in kept_lines(card.fee_lines)) == card.fee
    assert done.entry
    desk.journal.undo(deciding.head, done.entry)
    assert deciding.card(booking).approval == "asked"
    assert deciding.card(booking).fee == reduced.fee


def test_what_a_use_cost_longer_is_not_reduced_when_that_is_denied(
    deciding: Deciding,
) -> None:
    desk, booking = deciding.desk, deciding.book(deciding.clerk, GROUND)
    deciding.center.clock.now = datetime(2026, 12, 1, 13, tzinfo=JAPAN)
    desk.bookings.check_in(deciding.clerk, booking, accept_unpaid=True)
    loaded = desk.changes.changing(booking).loaded
    until = datetime(2026, 12, 1, 18)
    desk.extending.extend(deciding.clerk, booking, until, loaded)
    assert extension(deciding, booking) == 150
    desk.approvals.deny(deciding.head, booking, "学校の行事ではないため")
    assert extension(deciding, booking) == 300


def extension(deciding: Deciding, booking: UUID) -> int:
    lines = kept_lines(deciding.card(booking).fee_lines)
    return sum(line.amount for line in lines if line.kind is LineKind.EXTENSION)


def test_somebody_always_decides(deciding: Deciding) -> None:
    desk, head, clerk = deciding.desk, deciding.head, deciding.clerk
    with pytest.raises(NotDeciding):
        desk.staff.change_role(clerk, UUID(clerk), Role.CHIEF)
    with pytest.raises(LastDecider):
        desk.staff.change_role(head, UUID(head), Role.CLERK)
    desk.staff.change_role(head, UUID(clerk), Role.CHIEF)
    desk.staff.change_role(head, UUID(head), Role.CLERK)
    roles = {row.name: row.role for row in desk.staff.colleagues()}
    assert roles == {"渡邊 千恵子": "clerk", "佐藤 花子": "chief"}


def test_the_decision_has_its_paper(deciding: Deciding) -> None:
    desk, actor = deciding.desk, Actor(UUID(deciding.head), "渡邊 千恵子")
    given = deciding.book(deciding.clerk, GROUND)
    with pytest.raises(NotDecided):
        desk.money_forms.reduction_notice(given, actor)
    desk.approvals.approve(deciding.head, given)
    card = deciding.card(given)
    [line] = [x for x in kept_lines(card.fee_lines) if x.kind is LineKind.REDUCTION]
    told = "".join(text_of(desk.money_forms.reduction_notice(given, actor).pdf).split())
    assert f"{GROUND}［{line.rule}］".replace(" ", "") in told and "承認します" in told
    assert (
        f"{card.fee + card.reduction:,}円－{card.reduction:,}円＝{card.fee:,}円" in told
    )
    denied = deciding.book(deciding.clerk, GROUND, "夜間")
    desk.approvals.deny(deciding.head, denied, "学校の行事ではないため")
    told = "".join(text_of(desk.money_forms.reduction_notice(denied, actor).pdf).split())
    assert "承認しません理由学校の行事ではないため" in told
    assert f"［{line.rule}］".replace(" ", "") in told


def test_the_monthly_report_lists_other_fees(deciding: Deciding) -> None:
    booking = deciding.book(deciding.clerk)
    before = deciding.card(booking).fee
    deciding.desk.special_fees.change(
        deciding.head, booking, seen=before, fee=900, reason=WHY
    )
    [line] = deciding.desk.reports.figures(USE).special
    assert (line.amount, line.reason) == (900 - before, WHY)
    assert line.by == "所長 渡邊 千恵子 R8.11.24"
    book = load_workbook(BytesIO(deciding.desk.reports.monthly(USE).workbook))
    told = [cell.value for row in book["料金の変更"].iter_rows() for cell in row]
    assert WHY in told and 900 - before in told
