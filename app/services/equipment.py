"""Use cases of 備品: the catalogue, its pieces, stock over days, what a scan means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from app.kit import checks
from app.kit.checks import FieldRefused
from app.kit.clock import Clock, wall
from app.kit.outcome import Outcome
from app.kit.refusal import Refusal
from db import stock
from db.journal import stale
from db.journal.capture import JournaledSession
from db.journal.entry import Act, RowKey
from db.journal.stale import Loaded, StaleForm
from db.queries import equipment, loans, sites
from db.queries.equipment import DayStock, KindRow, PieceRow, ScannedPiece
from db.queries.loans import Borrower, LoanCard
from db.records.equipment import EquipmentKind, EquipmentPiece, PieceState
from db.stock import HolderRow
from db.store import Store

__all__ = [
    "Borrower",
    "DayStock",
    "Equipment",
    "HolderRow",
    "KindCard",
    "KindForm",
    "KindRow",
    "KindStock",
    "Loaded",
    "LoanCard",
    "PieceForm",
    "PieceRow",
    "PieceState",
    "ScanKind",
    "Scanned",
    "StaleForm",
]

#: More than any center has of one thing.
MOST = 9_999


class BarcodeTaken(FieldRefused):
    """Something else at the site bears this barcode: `what` it is."""

    code = "equipment.barcode_taken"


class NameTaken(FieldRefused):
    """Another kind at the site has this name, by which the rules know it."""

    code = "equipment.name_taken"


class OtherSite(Refusal):
    """Equipment is kept by its home."""

    code = "equipment.other_site"


class PieceIsOut(Refusal):
    """A piece that is lent stays as it is until it is back: `loan` and `group`."""

    code = "equipment.piece_is_out"


@dataclass(frozen=True, slots=True)
class KindForm:
    """A kind as it is typed. `quantity` counts what has no label of its own."""

    name: str
    quantity: str = "0"
    shelf: str = ""
    barcode: str = ""
    note: str = ""
    retired: bool = False


@dataclass(frozen=True, slots=True)
class PieceForm:
    """A piece as it is typed; `label` tells it from its like (1号機)."""

    barcode: str
    label: str = ""
    state: str = PieceState.IN_SERVICE
    note: str = ""


@dataclass(frozen=True, slots=True)
class KindCard:
    """All of one kind. `own`: this site keeps it. `holders` are the loans that hold it
    today; `loaded` is for `correct_kind` and `correct_piece`."""

    row: KindRow
    own: bool
    form: KindForm
    pieces: Sequence[PieceRow]
    holders: Sequence[HolderRow]
    loaded: Loaded


@dataclass(frozen=True, slots=True)
class KindStock:
    """One line of the grid."""

    kind: KindRow
    days: Sequence[DayStock]


class ScanKind(StrEnum):
    """What a barcode stands on: one piece, a shelf, nothing known here."""

    PIECE = "piece"
    SHELF = "shelf"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Scanned:
    """What was scanned. A piece that is out is on `loan`; `borrowers` are the loans
    from which something of a shelf without labels may come back."""

    what: ScanKind
    barcode: str
    kind_id: UUID | None = None
    kind: str = ""
    label: str = ""
    state: str = ""
    loan: LoanCard | None = None
    borrowers: Sequence[Borrower] = ()


class Equipment:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def catalogue(self) -> Sequence[KindRow]:
        """Every kind of every site as it stands today, those given up last."""
        with self._store.reader() as read:
            return equipment.catalogue(read, self._today())

    def kind(self, kind_id: UUID) -> KindCard:
        with self._store.read() as session:
            row = equipment.kind(session.read, kind_id, self._today())
            return KindCard(
                row,
                row.home == self._store.site,
                _form(session.get_one(EquipmentKind, kind_id)),
                equipment.pieces(session.read, kind_id),
                stock.holders(session.read, kind_id, self._today()),
                stale.loaded_now(session),
            )

    def stock(self, kind_id: UUID, since: date, days: int) -> Sequence[DayStock]:
        """A kind's stock on `days` days from `since`."""
        with self._store.reader() as read:
            return equipment.days(
                read, self._store.site, kind_id, since, days, self._today()
            )

    def stock_month(self, since: date, days: int = 31) -> Sequence[KindStock]:
        """All kinds in use on `days` days from `since`, for a grid."""
        with self._store.reader() as read:
            found = equipment.month(read, self._store.site, since, days, self._today())
        return [KindStock(kind, days_of) for kind, days_of in found]

    def scan(self, barcode: str) -> Scanned:
        """What a barcode means, and where the thing is that bears it."""
        code = _barcode(barcode, required=True)
        with self._store.reader() as read:
            found = equipment.scanned(read, self._store.site, code)
            if isinstance(found, ScannedPiece):
                return Scanned(
                    ScanKind.PIECE,
                    code,
                    found.kind_id,
                    found.kind,
                    found.label,
                    found.state,
                    loans.card(read, found.loan_id) if found.loan_id else None,
                )
            if found:
                borrowers = loans.unlabelled(read, found.id)
                return Scanned(
                    ScanKind.SHELF, code, found.id, found.name, borrowers=borrowers
                )
        return Scanned(ScanKind.UNKNOWN, code)

    def add_kind(self, staff: str, form: KindForm) -> Outcome[UUID]:
        """品目の追加, at this site. FieldRefused."""
        kept = _checked_kind(form)
        with self._store.write(self._act("equipment.add", staff)) as work:
            kinds = equipment.catalogue(work.read, self._today())
            kind = EquipmentKind(
                id=work.new_id(),
                home=self._store.site,
                place=max((row.place for row in kinds), default=0) + 1,
                **kept,
            )
            self._expect_free(work, kind)
            work.add(kind)
        return Outcome.of(kind.id, work)

    def correct_kind(
        self, staff: str, kind_id: UUID, form: KindForm, loaded: Loaded
    ) -> Outcome[None]:
        """品目の変更. OutOfStock below what is promised, FieldRefused, StaleForm."""
        kept = _checked_kind(form)
        with self._store.write(self._act("equipment.correct", staff)) as work:
            kind = work.get_one(EquipmentKind, kind_id)
            self._expect_home(work, kind)
            work.expect([RowKey("equipment_kind", kind_id)], loaded)
            for name, value in kept.items():
                setattr(kind, name, value)
            self._expect_free(work, kind)
        return Outcome.of(None, work)

    def add_piece(self, staff: str, kind_id: UUID, form: PieceForm) -> Outcome[UUID]:
        """個体の追加. FieldRefused."""
        kept = _checked_piece(form)
        with self._store.write(self._act("equipment.add_piece", staff)) as work:
            kind = work.get_one(EquipmentKind, kind_id)
            self._expect_home(work, kind)
            piece = EquipmentPiece(
                id=work.new_id(), kind_id=kind_id, home=kind.home, **kept
            )
            self._expect_free(work, piece)
            work.add(piece)
        return Outcome.of(piece.id, work)

    def correct_piece(
        self, staff: str, piece_id: UUID, form: PieceForm, loaded: Loaded
    ) -> Outcome[None]:
        """個体の変更, 修理 and 廃棄. OutOfStock where it is promised; PieceIsOut."""
        kept = _checked_piece(form)
        with self._store.write(self._act("equipment.correct_piece", staff)) as work:
            piece = work.get_one(EquipmentPiece, piece_id)
            self._expect_home(work, piece)
            work.expect([RowKey("equipment_piece", piece_id)], loaded)
            if kept["state"] != piece.state:
                _expect_here(work, piece)
            for name, value in kept.items():
                setattr(piece, name, value)
            self._expect_free(work, piece)
        return Outcome.of(None, work)

    def _today(self) -> date:
        return wall(self._clock()).date()

    def _act(self, verb: str, staff: str) -> Act:
        return Act(verb, staff, self._clock())

    def _expect_home(
        self, work: JournaledSession, record: EquipmentKind | EquipmentPiece
    ) -> None:
        if record.home != self._store.site:
            raise OtherSite(home=sites.name_of(work.read, record.home))

    def _expect_free(
        self, work: JournaledSession, record: EquipmentKind | EquipmentPiece
    ) -> None:
        """No two things at a site bear one barcode, no two kinds one name."""
        home = self._store.site
        if record.barcode:
            what = equipment.bearer(work.read, home, record.barcode, record.id)
            if what:
                raise BarcodeTaken("barcode", what=what)
        if isinstance(record, EquipmentKind) and equipment.named(
            work.read, home, record.name, record.id
        ):
            raise NameTaken("name", name=record.name)


def _expect_here(work: JournaledSession, piece: EquipmentPiece) -> None:
    if found := equipment.where(work.read, piece.id):
        number, group = found
        raise PieceIsOut(loan=number, group=group)


def _form(kind: EquipmentKind) -> KindForm:
    names = ("name", "shelf", "barcode", "note", "retired")
    told = {name: getattr(kind, name) for name in names}
    return KindForm(quantity=str(kind.quantity), **told)


def _checked_kind(form: KindForm) -> dict[str, Any]:
    return {
        "name": checks.line("name", form.name, most=40, required=True),
        "quantity": checks.number("quantity", form.quantity, least=0, most=MOST),
        "shelf": checks.line("shelf", form.shelf, most=40),
        "barcode": _barcode(form.barcode),
        "note": checks.lines("note", form.note, most=500),
        "retired": form.retired,
    }


def _checked_piece(form: PieceForm) -> dict[str, str]:
    return {
        "barcode": _barcode(form.barcode, required=True),
        "label": checks.line("label", form.label, most=40),
        "state": PieceState(form.state),
        "note": checks.lines("note", form.note, most=500),
    }


def _barcode(text: str, *, required: bool = False) -> str:
    return checks.half_width("barcode", text, most=40, required=required)
