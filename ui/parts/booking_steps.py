"""The steps of a booking before its key and after its time: 申請・許可・不許可・期限,
失効, 来館の確認, and their papers. `booking_actions` puts them beside the others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from app.kit.wareki import weekday
from app.services.sign_in import Actor
from ui.contracts import Alternative, OpRunner, PaperView
from ui.parts.take_back import taking_back

if TYPE_CHECKING:
    from app.desk import Desk
    from app.kit.outcome import Outcome
    from app.kit.refusal import Refusal
    from app.services.bookings import Absence, BookingCard, RefundDue
    from app.services.forms import Forms, Sheet
    from app.services.payments import Tender

#: How much longer what is held is offered to be held.
LONGER = timedelta(days=3)


class BookingFacts(Protocol):
    """What rows and cards of bookings have in common. `owed` is yen."""

    @property
    def id(self) -> UUID: ...
    @property
    def room(self) -> str: ...
    @property
    def group(self) -> str: ...
    @property
    def slots(self) -> str: ...
    @property
    def starts(self) -> datetime: ...
    @property
    def ends(self) -> datetime: ...
    @property
    def status(self) -> str: ...
    @property
    def users(self) -> int: ...
    @property
    def owed(self) -> int: ...
    @property
    def held_until(self) -> datetime | None: ...


class BookingView(PaperView, Protocol):
    """What the actions ask of the screen; each answer is called at most once."""

    def offer(self, refusal: Refusal, ways: Sequence[Alternative]) -> None:
        """A refusal with what is possible instead."""

    def ask_users(self, booking: BookingFacts, answer: Callable[[int], None]) -> None:
        """How many people there were."""

    def ask_payment(self, card: BookingCard, answer: Callable[[Tender], None]) -> None:
        """Whether the money shown has been received, or a part of it, and how."""

    def ask_cancel(
        self,
        card: BookingCard,
        back: RefundDue | None,
        answer: Callable[[], None],
        mistaken: Callable[[], None],
    ) -> None:
        """Whether to cancel, paying back what is shown, None when nothing was paid; or
        whether it was a mistake."""

    def ask_mistake(self, what: str, paid: int, answer: Callable[[str], None]) -> None:
        """What was mistaken about it; `paid` yen are paid back."""

    def ask_which(
        self,
        waiting: Sequence[BookingFacts],
        answer: Callable[[Sequence[BookingFacts]], None],
    ) -> None:
        """Which of those applied for are permitted: one at least."""

    def ask_reason(self, booking: BookingFacts, answer: Callable[[str], None]) -> None:
        """Why it is not permitted."""

    def ask_deadline(
        self,
        booking: BookingFacts,
        usual: date,
        why: str,
        answer: Callable[[date], None],
    ) -> None:
        """Until when it is held; `usual` stands there already, `why` says whence."""

    def ask_seen(
        self,
        absence: Absence,
        absent: Callable[[], None],
        came: Callable[[], None],
    ) -> None:
        """Whether anybody came, and what the rules make of it if nobody did."""


def named(booking: BookingFacts) -> str:
    """花の会 12/1(火) 午後 活動室A."""
    day = booking.starts
    when = f"{day.month}/{day.day}({weekday(day)}) {booking.slots}"
    return f"{booking.group} {when} {booking.room}"


class BookingSteps:
    def __init__(
        self, ops: OpRunner, desk: Callable[[], Desk], actor: Actor, view: BookingView
    ) -> None:
        self._ops, self._desk, self._actor, self._view = ops, desk, actor, view
        self._undo = taking_back(ops, desk, actor, view)

    def apply(self, booking: BookingFacts) -> None:
        """申請: the paper has come in."""
        self._run(
            lambda: self._desk().decisions.apply(self._actor.key, booking.id),
            f"{named(booking)} の申請を受け付けました。",
            f"{named(booking)}の申請の受付",
        )

    def permit(self, booking: BookingFacts) -> None:
        """許可, then the permit."""

        def permitted(outcome: Outcome[None]) -> None:
            undo = self._undo(f"{named(booking)}の許可", outcome)
            self._view.say(f"{named(booking)} を許可しました。", undo)
            self._print(lambda forms: forms.permit(booking.id, self._actor))

        self._ops.command(
            lambda: self._desk().decisions.permit(self._actor.key, booking.id), permitted
        )

    def permit_some(self, waiting: Sequence[BookingFacts]) -> None:
        """許可 of those that are picked, in one entry, then their permits in one job."""

        def picked(chosen: Sequence[BookingFacts]) -> None:
            ids = [booking.id for booking in chosen]
            told = f"{named(chosen[0])} など{len(ids)}件"

            def permitted(outcome: Outcome[None]) -> None:
                words = f"{told}を許可しました。"
                self._view.say(words, self._undo(f"{told}の許可", outcome))
                self._print(lambda forms: forms.permits(ids, self._actor))

            if len(ids) == 1:
                self.permit(chosen[0])
                return
            self._ops.command(
                lambda: self._desk().decisions.permit(self._actor.key, *ids), permitted
            )

        self._view.ask_which(waiting, picked)

    def refuse(self, booking: BookingFacts) -> None:
        """不許可, with its reason, then the notice."""

        def told(reason: str) -> None:
            self._ops.command(
                lambda: self._desk().decisions.refuse(
                    self._actor.key, booking.id, reason
                ),
                refused,
            )

        def refused(outcome: Outcome[None]) -> None:
            undo = self._undo(f"{named(booking)}の不許可", outcome)
            self._view.say(f"{named(booking)} を不許可にしました。", undo)
            self.print_refusal(booking)

        self._view.ask_reason(booking, told)

    def extend(self, booking: BookingFacts) -> None:
        """Another deadline; what has lapsed comes back with it."""

        def asked(until: date) -> None:
            day = f"{until.month}/{until.day}({weekday(until)})"
            self._run(
                lambda: self._desk().decisions.extend(self._actor.key, booking.id, until),
                f"{named(booking)} の期限を{day}までにしました。",
                f"{named(booking)}の期限の変更",
            )

        day = booking.starts.date()
        if booking.held_until is not None:
            day = min(day, booking.held_until.date() + LONGER)
        self._view.ask_deadline(booking, day, "", asked)

    def lapse(self) -> None:
        """The program frees what is past its deadline, and says what."""

        def lapsed(outcome: Outcome[Sequence[BookingCard]]) -> None:
            cards = outcome.value
            if not cards:
                return
            rest = f" ほか{len(cards) - 1}件" if len(cards) > 1 else ""
            what = f"{named(cards[0])}{rest}"
            words = f"期限を過ぎた {what} を失効にしました。"
            self._view.say(words, self._undo(f"{what}の失効", outcome))

        def found(due: Sequence[UUID]) -> None:
            if due:
                self._ops.command(lambda: self._desk().lapses.lapse(), lapsed)

        self._ops.query(lambda: self._desk().lapses.due(), found)

    def see(self, booking: BookingFacts) -> None:
        """来館の確認: nobody came, or somebody did and nobody noted it."""

        def absent() -> None:
            self._run(
                lambda: self._desk().visits.no_show(self._actor.key, booking.id),
                f"{named(booking)} を不使用と記録しました。",
                f"{named(booking)}の不使用の記録",
            )

        def came(users: int) -> None:
            self._run(
                lambda: self._desk().visits.came(self._actor.key, booking.id, users),
                f"{named(booking)} の来館を記録しました({users}人)。",
                f"{named(booking)}の来館の記録",
            )

        self._ops.query(
            lambda: self._desk().visits.absence(booking.id),
            lambda found: self._view.ask_seen(
                found, absent, lambda: self._view.ask_users(booking, came)
            ),
        )

    def print_hold(self, booking: BookingFacts) -> None:
        self._print(lambda forms: forms.hold_slip(booking.id, self._actor))

    def print_refusal(self, booking: BookingFacts) -> None:
        self._print(lambda forms: forms.refusal_notice(booking.id, self._actor))

    def print_change(self, booking: BookingFacts) -> None:
        self._print(lambda forms: forms.change_permit(booking.id, self._actor))

    def _print(self, made: Callable[[Forms], Sheet]) -> None:
        self._ops.long(lambda _: made(self._desk().forms), self._view.show_paper)

    def _run(self, act: Callable[[], Outcome[Any]], done: str, what: str) -> None:
        self._ops.command(
            act, lambda outcome: self._view.say(done, self._undo(what, outcome))
        )
