"""Writes equipment and loans as the desk would have."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from app.demo import records
from app.demo.hands import Hands
from app.demo.moments import Move, is_recent
from app.demo.parts import Loan
from db.journal.capture import JournaledSession
from db.records.loans import Loan as LoanRecord
from db.records.loans import LoanLine, LoanPiece, LoanStatus


class Lending:
    """Keeps the keys of kinds, pieces and loans."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands
        self._plan = hands.plan
        self._kinds: dict[int, UUID] = {}
        self._pieces: dict[tuple[int, int], UUID] = {}
        self._lines: dict[tuple[int, int], UUID] = {}
        self._out: dict[tuple[UUID, int], UUID] = {}
        self.loans: dict[int, UUID] = {}

    def add_equipment(self, work: JournaledSession, facility: str) -> None:
        for place, kind in enumerate(self._plan.kinds):
            if kind.facility != facility:
                continue
            key = self._kinds[place] = work.new_id()
            work.add(records.equipment_kind(key, work.site, kind, place))
            for seat, piece in enumerate(kind.pieces):
                own = self._pieces[place, seat] = work.new_id()
                work.add(records.equipment_piece(own, key, work.site, piece))

    def add_loans(self, work: JournaledSession, places: Sequence[int]) -> None:
        """As they are by now; lately, as they were when they were asked for."""
        alone = [place for place in places if self._plan.loans[place].booking is None]
        days = [self._plan.loans[place].applied_at.date() for place in alone]
        own = dict(zip(alone, self._hands.numbers(work, "loan", days), strict=True))
        for place in places:
            self._add_loan(work, place, own.get(place))

    def _add_loan(self, work: JournaledSession, place: int, number: str | None) -> None:
        """Without a number of its own it has that of its booking."""
        loan = self._plan.loans[place]
        key = self.loans[place] = work.new_id()
        group = self._hands.groups[loan.group]
        booking_id = None
        if loan.booking is not None:
            booking_id = self._hands.bookings[loan.booking]
            number = self._hands.numbered[loan.booking]
        record = records.loan(key, number or "", work.site, group, booking_id, loan)
        work.add(record)
        self._add_lines(work, place, loan)
        if loan.handed_over_at is not None and not is_recent(self._plan, loan):
            self._hand_over(work, place, record, loan.handed_over_at)
            if loan.returned_at is not None:
                self._take_back(work, place, record, loan.returned_at)

    def move(self, facility: str, move: Move) -> None:
        at, place, back = move
        verb = "loan.take_back" if back else "loan.hand_over"
        with self._hands.write(facility, verb, at) as work:
            loan = work.get_one(LoanRecord, self.loans[place])
            do = self._take_back if back else self._hand_over
            do(work, place, loan, at)

    def _add_lines(self, work: JournaledSession, place: int, loan: Loan) -> None:
        for seat, line in enumerate(loan.lines):
            key = self._lines[place, seat] = work.new_id()
            work.add(
                LoanLine(
                    id=key,
                    loan_id=self.loans[place],
                    kind_id=self._kinds[line.kind],
                    home=work.site,
                    quantity=line.quantity,
                )
            )

    def _hand_over(
        self, work: JournaledSession, place: int, loan: LoanRecord, at: datetime
    ) -> None:
        loan.status, loan.handed_over_at = LoanStatus.HANDED_OVER, at
        for seat, planned in enumerate(self._plan.loans[place].lines):
            line = work.get_one(LoanLine, self._lines[place, seat])
            line.handed_over = line.quantity
            for piece in planned.pieces:
                self._out[line.id, piece] = key = work.new_id()
                work.add(
                    LoanPiece(
                        id=key,
                        line_id=line.id,
                        piece_id=self._pieces[planned.kind, piece],
                        home=work.site,
                        handed_over_at=at,
                    )
                )

    def _take_back(
        self, work: JournaledSession, place: int, loan: LoanRecord, at: datetime
    ) -> None:
        loan.status, loan.returned_at = LoanStatus.RETURNED, at
        for seat, planned in enumerate(self._plan.loans[place].lines):
            line = work.get_one(LoanLine, self._lines[place, seat])
            line.taken_back = line.quantity
            for piece in planned.pieces:
                own = work.get_one(LoanPiece, self._out.pop((line.id, piece)))
                own.taken_back_at = at
