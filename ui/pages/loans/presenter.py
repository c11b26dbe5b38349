"""備品 without a screen: what waits at the counter, one loan opened, what a scan does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from app.kit import labels
from app.kit.clock import Clock, wall
from app.kit.outcome import Outcome
from app.kit.refusal import Refusal
from app.services.sign_in import Actor
from ui.contracts import Alternative, OpRunner, Speaker
from ui.pages.loans.words import Lists, lists
from ui.parts.booking_words import short_day
from ui.parts.loan_actions import LoanActions, LoanFacts
from ui.parts.loan_words import span
from ui.parts.take_back import taking_back

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.equipment import KindCard, Scanned
    from app.services.journal import Event
    from app.services.loans import LoanCard, LoanRow, TakenBack
    from app.services.payments import PaymentRow


#: As many as there are keys for.
MOST_WAYS = 9


@dataclass(frozen=True, slots=True)
class OpenedLoan:
    """All that the panel of a loan shows."""

    card: LoanCard
    phone: str
    payments: Sequence[PaymentRow]
    events: Sequence[Event]


@dataclass(frozen=True, slots=True)
class Kept:
    """What a rebuild of the window must not lose."""

    view: int
    since: date
    typed: Mapping[str, str]
    new: bool
    loan: UUID | None
    kind: UUID | None


class LoansView(Speaker, Protocol):
    """The page, as the presenter knows it."""

    def show_lists(self, found: Lists, today: date) -> None: ...

    def show_loan(self, opened: OpenedLoan) -> None:
        """The panel of a loan."""

    def show_scanned(
        self, told: str, card: KindCard, ways: Sequence[Alternative]
    ) -> None:
        """What was scanned lies here: its kind, and what may be done with it."""

    def add_to_new(self, kind_id: UUID) -> bool:
        """One more for the loan that is being made; False when none is."""

    def refuse_scan(self, refusal: Refusal) -> None:
        """At the scan field: the next scan goes on."""


class LoansPresenter:
    def __init__(
        self,
        ops: OpRunner,
        desk: Desk,
        actor: Actor,
        clock: Clock,
        acts: LoanActions,
        view: LoansView,
    ) -> None:
        self._ops, self._desk, self._actor, self._view = ops, desk, actor, view
        self._undo = taking_back(ops, lambda: desk, actor, view)
        self._clock, self._acts = clock, acts
        self._rows: Sequence[LoanRow] = ()
        self._opened: OpenedLoan | None = None
        self.opened: UUID | None = None
        self._last_out = self._last_back = ""

    def today(self) -> date:
        return wall(self._clock()).date()

    def reload(self) -> None:
        """Read the lists again, and the loan that is open beside them."""

        def show(rows: Sequence[LoanRow]) -> None:
            self._rows = rows
            self._view.show_lists(lists(rows, self.today()), self.today())

        self._ops.query(self._desk.loans.current, show)
        if self.opened is not None:
            self.open(self.opened)

    def open(self, loan_id: UUID) -> None:
        """The panel of a loan: its card, payments and history."""
        self.opened = loan_id

        def read() -> OpenedLoan:
            card = self._desk.loans.card(loan_id)
            return OpenedLoan(
                card,
                self._desk.groups.row(card.group_id).phone,
                self._desk.payments.of_loan(loan_id),
                self._events(card),
            )

        def show(opened: OpenedLoan) -> None:
            if self.opened == loan_id:
                self._opened = opened
                self._view.show_loan(opened)

        self._ops.query(read, show)

    def _events(self, card: LoanCard) -> Sequence[Event]:
        """All that happened to the loan, its lines and the pieces on them."""
        pieces = [piece for line in card.lines for piece in line.pieces]
        rows = [
            ("loan", card.id),
            *(("loan_line", line.id) for line in card.lines),
            *(("loan_piece", piece.id) for piece in pieces),
        ]
        history = self._desk.journal.history
        return [event for kind, key in rows for event in history(kind, key)]

    def close(self) -> None:
        """No loan is open beside the lists any more."""
        self.opened = self._opened = None

    def scan(self, barcode: str) -> None:
        """Take back what is out; hand over or show what is in."""
        self._ops.query(
            lambda: self._desk.equipment.scan(barcode),
            partial(self._scanned, barcode),
            self._view.refuse_scan,
        )

    # what a scan means

    def _scanned(self, barcode: str, found: Scanned) -> None:
        if found.kind_id is None:
            self._take_back(barcode)  # the use case says what is wrong with it
        elif self._view.add_to_new(found.kind_id):
            return
        elif found.loan is not None:
            self._of_loan(barcode, found, found.loan)
        elif (card := self._waiting_card(found.kind_id)) is not None:
            self._hand_over(barcode, found, card)
        elif barcode == self._last_back and not found.borrowers:
            self._take_back(barcode)  # the use case tells when it came back
        else:
            self._shelved(barcode, found)

    def _of_loan(self, barcode: str, found: Scanned, loan: LoanCard) -> None:
        """A piece that is out comes back, unless it has only just gone out."""
        if barcode == self._last_out and self.opened == loan.id:
            self._hand_over(barcode, found, loan)  # the use case says it is out
        else:
            self._take_back(barcode)

    def _shelved(self, barcode: str, found: Scanned) -> None:
        """Of a shelf without labels something comes back, if only one group has it."""
        waiting = self._waiting(found.kind)
        here = [b for b in found.borrowers if b.loan_id == self.opened]
        if here:
            self._take_back(barcode, here[0].loan_id)
        elif len(found.borrowers) == 1 and not waiting:
            self._take_back(barcode, found.borrowers[0].loan_id)
        else:
            self._offer(barcode, found, waiting)

    def _offer(self, barcode: str, found: Scanned, waiting: Sequence[LoanRow]) -> None:
        """Who may bring it, who waits for it; the kind itself below."""
        back = [
            Alternative(
                f"{who.group} から返却",
                f"{who.number}・{short_day(who.due)}まで",
                partial(self._take_back, barcode, who.loan_id),
            )
            for who in found.borrowers
        ]
        out = [
            Alternative(
                f"{row.group} に引き渡す",
                f"{span(row.first_on, row.last_on)}・{row.what}",
                partial(self._hand_over, barcode, found, row),
            )
            for row in waiting
        ]
        kind_id = found.kind_id
        assert kind_id is not None
        ways = [*back, *out][:MOST_WAYS]
        self._ops.query(
            lambda: self._desk.equipment.kind(kind_id),
            lambda card: self._view.show_scanned(_told(found), card, ways),
        )

    def _waiting(self, kind: str) -> Sequence[LoanRow]:
        """Loans of today that this kind has not yet gone out for."""
        return [
            row
            for row in lists(self._rows, self.today()).going_out
            if any(name == kind and out < asked for name, asked, out, _ in row.lines)
        ]

    def _waiting_card(self, kind_id: UUID) -> LoanCard | None:
        """The loan that is open, if this kind has not yet gone out for it."""
        card = self._opened.card if self._opened and self.opened else None
        if card is None or card.status not in ("confirmed", "handed_over"):
            return None
        if card.first_on > self.today() or not any(
            line.kind_id == kind_id and line.handed_over < line.quantity
            for line in card.lines
        ):
            return None
        return card

    def _hand_over(self, barcode: str, found: Scanned, loan: LoanFacts) -> None:
        what = _what(found)

        def given(outcome: Outcome[LoanCard]) -> None:
            card = outcome.value
            self._last_out, self._last_back = barcode, ""
            rest = sum(line.quantity - line.handed_over for line in card.lines)
            words = f"{card.group}に{what}を渡しました。"
            words += f"あと{rest}点です。" if rest else "全部そろいました。"
            self._view.say(words, self._undo(f"{card.group}への{what}の引渡", outcome))
            self.open(card.id)

        self._acts.hand_over(loan, [barcode], given, self._view.refuse_scan)

    def _take_back(self, barcode: str, loan_id: UUID | None = None) -> None:
        def taken(outcome: Outcome[TakenBack]) -> None:
            back, card = outcome.value, outcome.value.card
            self._last_out, self._last_back = "", barcode
            what = f"{back.kind} {back.label}".strip()
            rest = sum(line.out for line in card.lines)
            words = f"{card.group}から{what}が戻りました。"
            words += f"残り{rest}点です。" if rest else "すべて返却済みです。"
            self._view.say(words, self._undo(f"{card.group}からの{what}の返却", outcome))
            self.open(card.id)

        self._ops.command(
            lambda: self._desk.loans.take_back(self._actor.key, barcode, loan_id),
            taken,
            self._view.refuse_scan,
        )


def _what(found: Scanned) -> str:
    """プロジェクター 1号機."""
    return f"{found.kind} {found.label}".strip()


def _told(found: Scanned) -> str:
    """Where the thing is that was scanned."""
    if found.state in ("", "in_service"):
        return f"{_what(found)} は、ここにあります。"
    state = labels.value("equipment_piece", "state", found.state)
    return f"{_what(found)} は「{state}」です。貸し出せません。"
