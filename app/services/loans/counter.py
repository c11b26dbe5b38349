"""At the counter: what goes out and what comes back, one scan after the other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from app.kit import checks
from app.services.loans.refusals import (
    AlreadyBack,
    AlreadyOut,
    MoreThanAsked,
    MoreThanOut,
    NoneUnlabelled,
    NotHere,
    NotLent,
    NotUsable,
    OutElsewhere,
    UnknownBarcode,
    WhichLoan,
    WrongKind,
)
from db.journal.capture import JournaledSession
from db.queries import equipment, loans
from db.queries.equipment import ScannedPiece, ScannedShelf
from db.queries.loans import LineRow, LoanCard
from db.queries.loans_today import listed
from db.records.equipment import EquipmentKind, PieceState
from db.records.loans import Loan, LoanLine, LoanPiece, LoanStatus

MOST_UNITS = 9_999


class Back(NamedTuple):
    """What one scan brought back, of which loan."""

    loan_id: UUID
    kind: str
    label: str


class Counter:
    """Handing over and taking back within one transaction, at `at` on the wall."""

    def __init__(self, work: JournaledSession, at: datetime) -> None:
        self._work = work
        self._at = at

    def give(self, loan: Loan, barcode: str) -> None:
        """One piece, or one more of what has no label from the shelf that has one."""
        code = code_of(barcode)
        found = self._scanned(code)
        if isinstance(found, ScannedPiece):
            self._give_piece(loan, found)
        else:
            self._expect_home(found.name, found.home)
            self.give_count(loan, found.id, 1)

    def give_count(self, loan: Loan, kind_id: UUID, count: int) -> None:
        """So many of what has no label of its own."""
        checks.number("quantity", str(count), least=1, most=MOST_UNITS)
        kind = self._work.get_one(EquipmentKind, kind_id)
        line = self._line(loan, kind_id, kind.name)
        out = loans.unlabelled_out(self._work.read, kind_id)
        if out + count > kind.quantity:
            there = max(0, kind.quantity - out)
            raise NoneUnlabelled(kind=kind.name, there=there)
        self._count_out(line, kind.name, count)

    def take(self, barcode: str, loan_id: UUID | None) -> Back:
        """One piece, or one of what has no label, from `loan_id` if several have it."""
        code = code_of(barcode)
        shelf = self._scanned(code)
        if isinstance(shelf, ScannedPiece):
            return self._take_piece(shelf)
        self._expect_home(shelf.name, shelf.home)
        borrowers = [
            row
            for row in loans.unlabelled(self._work.read, shelf.id)
            if loan_id in (None, row.loan_id)
        ]
        if not borrowers:
            raise NotLent(what=shelf.name)
        if len(borrowers) > 1:
            raise WhichLoan(shelf.name, borrowers)
        card = loans.card(self._work.read, borrowers[0].loan_id)
        self.take_counts(card, {shelf.id: 1})
        return Back(card.id, shelf.name, "")

    def take_counts(self, card: LoanCard, counts: Mapping[UUID, int]) -> None:
        """So many of each kind, of what has no label of its own."""
        lines = {line.kind_id: line for line in card.lines}
        for kind_id, count in counts.items():
            line = lines[kind_id]
            checks.number("quantity", str(count), least=1, most=MOST_UNITS)
            if count > line.unlabelled:
                raise MoreThanOut(kind=line.kind, out=line.unlabelled)
            self._count_back(line.id, count)
        self._end(card.id)

    def take_all(self, card: LoanCard) -> None:
        """Whatever is still out."""
        for line in card.lines:
            for piece in line.pieces:
                if piece.taken_back_at is None:
                    out = self._work.get_one(LoanPiece, piece.id)
                    out.taken_back_at = self._at
            self._count_back(line.id, line.out)
        self._end(card.id)

    def _scanned(self, code: str) -> ScannedPiece | ScannedShelf:
        found = equipment.scanned(self._work.read, self._work.site, code)
        if found is None:
            raise UnknownBarcode(barcode=code)
        return found

    def _give_piece(self, loan: Loan, piece: ScannedPiece) -> None:
        what = _named(piece)
        self._expect_home(what, piece.home)
        line = self._line(loan, piece.kind_id, what)
        if piece.state != PieceState.IN_SERVICE:
            raise NotUsable(what=what)
        if piece.out_id and piece.loan_id:
            if piece.loan_id == loan.id:
                out = self._work.get_one(LoanPiece, piece.out_id)
                raise AlreadyOut(what=what, at=out.handed_over_at)
            other = loans.card(self._work.read, piece.loan_id)
            raise OutElsewhere(what=what, group=other.group, number=other.number)
        self._count_out(line, piece.kind, 1)
        self._work.add(
            LoanPiece(
                id=self._work.new_id(),
                line_id=line.id,
                piece_id=piece.id,
                home=piece.home,
                handed_over_at=self._at,
            )
        )

    def _take_piece(self, piece: ScannedPiece) -> Back:
        what = _named(piece)
        self._expect_home(what, piece.home)
        if piece.out_id is None or piece.loan_id is None:
            last = equipment.last_back(self._work.read, piece.id)
            if last is None:
                raise NotLent(what=what)
            raise AlreadyBack(what=what, group=last.group, at=last.at)
        out = self._work.get_one(LoanPiece, piece.out_id)
        out.taken_back_at = self._at
        self._count_back(out.line_id, 1)
        self._end(piece.loan_id)
        return Back(piece.loan_id, piece.kind, piece.label)

    def _line(self, loan: Loan, kind_id: UUID, what: str) -> LoanLine:
        card = loans.card(self._work.read, loan.id)
        for line in card.lines:
            if line.kind_id == kind_id:
                return self._work.get_one(LoanLine, line.id)
        raise WrongKind(what=what, asked=_asked(card.lines))

    def _count_out(self, line: LoanLine, kind: str, count: int) -> None:
        if line.handed_over + count > line.quantity:
            raise MoreThanAsked(kind=kind, quantity=line.quantity)
        line.handed_over += count

    def _count_back(self, line_id: UUID, count: int) -> None:
        self._work.get_one(LoanLine, line_id).taken_back += count

    def _end(self, loan_id: UUID) -> None:
        """The last thing back ends the loan, and frees what it still held."""
        card = loans.card(self._work.read, loan_id)
        if not any(line.out for line in card.lines):
            loan = self._work.get_one(Loan, loan_id)
            loan.status = LoanStatus.RETURNED
            loan.returned_at = self._at

    def _expect_home(self, what: str, home: str) -> None:
        if home != self._work.site:
            raise NotHere(what=what, home=home)


def code_of(barcode: str) -> str:
    """A barcode as it is kept, however the scanner or a hand typed it."""
    return checks.half_width("barcode", barcode, most=40, required=True)


def _named(piece: ScannedPiece) -> str:
    return f"{piece.kind} {piece.label}".strip()


def _asked(lines: tuple[LineRow, ...]) -> str:
    return listed((line.kind, line.quantity) for line in lines)
