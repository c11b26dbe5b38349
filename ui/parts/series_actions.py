"""What the desk does with one booking of a 申込み: this one only, or others with it.

Where a booking was asked for with others, cancelling, permitting, money and the permit
ask first how far they reach; everything else is left to `BookingActions`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from app.kit.money import yen
from app.rules.fees import kept_lines, kept_text, summed
from app.services.requests import RequestCard, Scope, SeriesCancel
from app.services.sign_in import Actor
from ui.contracts import Alternative, OpRunner, Speaker
from ui.parts.booking_actions import Action, BookingActions
from ui.parts.booking_steps import BookingFacts
from ui.parts.take_back import taking_back

if TYPE_CHECKING:
    from app.desk import Desk
    from app.kit.outcome import Outcome
    from app.services.forms import Sheet
    from app.services.payments import Receipt, Tender

ASKS = (Action.CANCEL, Action.PERMIT, Action.TAKE_PAYMENT, Action.PRINT_PERMIT)
#: How far an action reaches, as buttons say it.
SCOPES = {
    Scope.THIS: "この回だけ",
    Scope.FOLLOWING: "この回以降",
    Scope.ALL: "すべて",
}
WIDER = (Scope.FOLLOWING, Scope.ALL)


@dataclass(frozen=True, slots=True)
class OwingRequest:
    """All that is owed for a 申込み (yen), as the sheet of a payment shows it."""

    number: str
    owed: int
    paid: int
    fee_lines: str


class SeriesView(Speaker, Protocol):
    def choose_reach(self, title: str, told: str, ways: Sequence[Alternative]) -> None:
        """How far it reaches."""

    def ask_payment_of_all(
        self, what: str, owing: OwingRequest, answer: Callable[[Tender], None]
    ) -> None:
        """Whether the money for all of it has been received, and how."""

    def ask_mistake(self, what: str, paid: int, answer: Callable[[str], None]) -> None:
        """What was mistaken; `paid` yen are paid back."""

    def show_paper(self, sheet: Sheet) -> None: ...


def told_of(request: RequestCard) -> str:
    """花の会 毎月第2火 12件."""
    return f"{request.group} {request.repeat} {len(request.living)}件".replace("  ", " ")


class SeriesActions:
    def __init__(
        self,
        ops: OpRunner,
        desk: Callable[[], Desk],
        actor: Actor,
        acts: BookingActions,
        view: SeriesView,
    ) -> None:
        self._ops, self._desk, self._actor = ops, desk, actor
        self._acts, self._view = acts, view
        self._undo = taking_back(ops, desk, actor, view)

    def do(self, action: Action, booking: BookingFacts) -> None:
        if action not in ASKS:
            self._acts.do(action, booking)
            return
        asked = {
            Action.CANCEL: self._cancel,
            Action.PERMIT: self._permit,
            Action.TAKE_PAYMENT: self._take,
            Action.PRINT_PERMIT: self._print,
        }[action]

        def found(request: RequestCard | None) -> None:
            if request is None or len(request.living) < 2:
                self._acts.do(action, booking)
            else:
                asked(booking, request)

        self._ops.query(lambda: self._desk().series.of_booking(booking.id), found)

    def _cancel(self, booking: BookingFacts, request: RequestCard) -> None:
        def read() -> Sequence[tuple[Scope, SeriesCancel]]:
            series = self._desk().series
            return [(scope, series.cancelling(booking.id, scope)) for scope in WIDER]

        def told(found: Sequence[tuple[Scope, SeriesCancel]]) -> None:
            wider = [
                Alternative(
                    SCOPES[scope],
                    _counted(len(cancel.lines), "還付", cancel.back),
                    partial(self._cancel_all, booking, request, scope),
                )
                for scope, cancel in found
                if len(cancel.lines) > 1
            ]
            this = self._this(Action.CANCEL, booking, "還付の額を見てから取り消します")
            mistake = Alternative(
                "入力の誤り…",
                "受け取った額を全部返します。団体の取消には数えません",
                partial(self._mistake, booking, request, found),
            )
            title = "どこまで取り消しますか"
            self._view.choose_reach(title, told_of(request), [this, *wider, mistake])

        self._ops.query(read, told)

    def _mistake(
        self,
        booking: BookingFacts,
        request: RequestCard,
        found: Sequence[tuple[Scope, SeriesCancel]],
    ) -> None:
        """How far it reaches, then what was mistaken."""
        wider = [
            Alternative(
                SCOPES[scope],
                _counted(len(cancel.lines), "還付", cancel.paid),
                partial(self._ask_mistake, booking, request, scope, cancel.paid),
            )
            for scope, cancel in found
            if len(cancel.lines) > 1
        ]
        back = partial(self._acts.take_back, booking)
        this = Alternative(SCOPES[Scope.THIS], "", back)
        title = "どこまでまちがえましたか"
        self._view.choose_reach(title, told_of(request), [this, *wider])

    def _ask_mistake(
        self, booking: BookingFacts, request: RequestCard, scope: Scope, paid: int
    ) -> None:
        def mistaken(what: str) -> None:
            key = self._actor.key
            self._end(
                request,
                scope,
                lambda: self._desk().series.mistaken(key, booking.id, scope, what),
            )

        told = f"{told_of(request)} のうち{SCOPES[scope]}"
        self._view.ask_mistake(told, paid, mistaken)

    def _cancel_all(
        self, booking: BookingFacts, request: RequestCard, scope: Scope
    ) -> None:
        key = self._actor.key
        self._end(
            request, scope, lambda: self._desk().series.cancel(key, booking.id, scope)
        )

    def _end(
        self, request: RequestCard, scope: Scope, end: Callable[[], Outcome[int]]
    ) -> None:
        def cancelled(outcome: Outcome[int]) -> None:
            words = f"{told_of(request)} のうち{SCOPES[scope]}を取り消しました。"
            if outcome.value:
                words += f"{yen(outcome.value)}を返してください。"
            self._view.say(words, self._undo(f"{request.group}の取消", outcome))
            if outcome.value:
                self._show(lambda desk: self._last_refund(desk, request))

        self._ops.command(end, cancelled)

    def _last_refund(self, desk: Desk, request: RequestCard) -> Sheet:
        """One number was given for all that was paid back just now."""
        of = desk.payments.of_booking
        rows = [row for card in request.bookings for row in of(card.id)]
        last = max(rows, key=lambda row: (row.paid_at, row.id))
        return desk.money_forms.receipt(last.id)

    def _permit(self, booking: BookingFacts, request: RequestCard) -> None:
        def permitted(outcome: Outcome[int]) -> None:
            words = f"{told_of(request)} のうち{outcome.value}件を許可しました。"
            self._view.say(words, self._undo(f"{request.group}の許可", outcome))
            self._show(lambda desk: desk.forms.request_permit(request.id, self._actor))

        def permit(scope: Scope) -> None:
            self._ops.command(
                lambda: self._desk().series.permit(self._actor.key, booking.id, scope),
                permitted,
            )

        wider = [
            Alternative(SCOPES[scope], "まとめて許可します", partial(permit, scope))
            for scope in WIDER
        ]
        this = self._this(Action.PERMIT, booking, "")
        title = "どこまで許可しますか"
        self._view.choose_reach(title, told_of(request), [this, *wider])

    def _take(self, booking: BookingFacts, request: RequestCard) -> None:
        this = self._this(Action.TAKE_PAYMENT, booking, yen(booking.owed))
        count = sum(card.owed > 0 for card in request.living)
        whole = Alternative(
            "申込み全体",
            _counted(count, "合計", request.owed),
            partial(self._take_all, request),
        )
        title = "どこまで受け取りますか"
        self._view.choose_reach(title, told_of(request), [this, whole])

    def _take_all(self, request: RequestCard) -> None:
        def taken(outcome: Outcome[Receipt]) -> None:
            receipt = outcome.value
            words = f"{request.group}から{yen(receipt.amount)}を受け取りました"
            undo = self._undo(f"{request.group}の使用料の受け取り", outcome)
            self._view.say(f"{words}(領収番号 {receipt.number})。", undo)
            if receipt.part:
                self._show(lambda desk: desk.money_forms.receipt(receipt.id))
            else:
                self._show(
                    lambda desk: desk.forms.request_permit(request.id, self._actor)
                )

        def received(tender: Tender) -> None:
            self._ops.command(
                lambda: self._desk().payments.take_for_request(
                    self._actor.key, request.id, tender
                ),
                taken,
            )

        owing = [card for card in request.living if card.owed]
        lines = summed(line for card in owing for line in kept_lines(card.fee_lines))
        shown = OwingRequest(
            request.number,
            request.owed,
            sum(card.paid for card in owing),
            kept_text(lines),
        )
        self._view.ask_payment_of_all(told_of(request), shown, received)

    def _print(self, booking: BookingFacts, request: RequestCard) -> None:
        this = self._this(Action.PRINT_PERMIT, booking, "")
        whole = Alternative(
            "申込み全体",
            f"{len(request.living)}件を1枚の許可書に",
            lambda: self._show(
                lambda desk: desk.forms.request_permit(request.id, self._actor)
            ),
        )
        title = "どの許可書を印刷しますか"
        self._view.choose_reach(title, told_of(request), [this, whole])

    def _this(self, action: Action, booking: BookingFacts, detail: str) -> Alternative:
        return Alternative(
            SCOPES[Scope.THIS], detail, lambda: self._acts.do(action, booking)
        )

    def _show(self, made: Callable[[Desk], Sheet]) -> None:
        self._ops.long(lambda _: made(self._desk()), self._view.show_paper)


def place_in(request: RequestCard, booking_id: UUID) -> str:
    """3/12: which of all that are left it is; nothing once it was given up."""
    keys = [card.id for card in request.living]
    if booking_id not in keys:
        return ""
    return f"{keys.index(booking_id) + 1}/{len(keys)}"


def _counted(count: int, what: str, amount: int) -> str:
    return f"{count}件・{what} {yen(amount)}" if amount else f"{count}件"
