"""在庫 and 備品台帳 without a screen: the days, one kind opened, its forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from app.kit.clock import Clock, wall
from app.kit.outcome import Outcome
from app.kit.refusal import Refusal
from app.services.equipment import KindForm, PieceForm, StaleForm
from app.services.sign_in import Actor
from ui.contracts import Alternative, OpRunner, Speaker, Undo
from ui.kit.grid.counts import Count, CountRow
from ui.parts.take_back import take_back

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.equipment import KindCard, KindRow, KindStock, Loaded, PieceRow

#: So many days are shown at once, and gone on by.
DAYS = 30


@dataclass(frozen=True, slots=True)
class Editing:
    """What a form is about: a kind, or a piece of one; None is a new one.

    `loaded` is what the form was filled from, None for a new one.
    """

    card: KindCard | None
    piece: PieceRow | None = None
    of_piece: bool = False

    @property
    def loaded(self) -> Loaded | None:
        return self.card.loaded if self.card else None


class CatalogueView(Speaker, Protocol):
    """The page, as the presenter knows it."""

    def show_stock(self, days: Sequence[date], rows: Sequence[CountRow]) -> None: ...

    def show_kinds(self, rows: Sequence[KindRow]) -> None: ...

    def show_kind(self, card: KindCard) -> None:
        """The panel of a kind."""

    def show_form(self, editing: Editing) -> None:
        """The form of a kind or a piece."""

    def refuse_form(self, refusal: Refusal) -> None:
        """What was typed stays, with what speaks against it."""

    def offer(self, refusal: Refusal, ways: Sequence[Alternative]) -> None:
        """A refusal with what is possible instead."""

    def close_form(self) -> None: ...


class Catalogue:
    def __init__(
        self, ops: OpRunner, desk: Desk, actor: Actor, clock: Clock, view: CatalogueView
    ) -> None:
        self._ops, self._desk, self._actor, self._view = ops, desk, actor, view
        self._clock = clock
        self.since = self.today()
        self.opened: UUID | None = None
        self.editing: Editing | None = None

    def today(self) -> date:
        return wall(self._clock()).date()

    def reload(self) -> None:
        """Read stock, kinds and the kind that is open again."""
        self.go(self.since)
        self._ops.query(self._desk.equipment.catalogue, self._view.show_kinds)
        if self.opened is not None and self.editing is None:
            self.open(self.opened)

    def go(self, since: date) -> None:
        """Stock from this day on."""
        self.since = since

        def show(found: Sequence[KindStock]) -> None:
            if since == self.since:
                days = [since + timedelta(days=ahead) for ahead in range(DAYS)]
                self._view.show_stock(days, [count_row(e, self.today()) for e in found])

        self._ops.query(lambda: self._desk.equipment.stock_month(since, DAYS), show)

    def step(self, spans: int) -> None:
        self.go(self.since + timedelta(days=DAYS * spans))

    def open(self, kind_id: UUID) -> None:
        """The panel of a kind."""
        self.opened, self.editing = kind_id, None

        def show(card: KindCard) -> None:
            if self.opened == kind_id and self.editing is None:
                self._view.show_kind(card)

        self._ops.query(lambda: self._desk.equipment.kind(kind_id), show)

    def close(self) -> None:
        """Nothing is open beside the lists any more."""
        self.opened = self.editing = None

    def edit(self, editing: Editing) -> None:
        """Show a form: of a new kind or piece, or of one that is there."""
        self.editing = editing
        self._view.show_form(editing)

    def save(self, values: Mapping[str, Any], loaded: Loaded | None = None) -> None:
        """Keep what was typed; `loaded` of a warning goes through."""
        if (editing := self.editing) is None:
            return
        words = f"{values.get('name') or values.get('label') or values['barcode']}"
        loaded = loaded or editing.loaded
        self._ops.command(
            partial(self._write, editing, values, loaded),
            partial(self._saved, editing, words),
            partial(self._refused, values),
        )

    # within

    def _write(
        self, editing: Editing, values: Mapping[str, Any], loaded: Loaded | None
    ) -> Outcome[Any]:
        equipment, staff, card = self._desk.equipment, self._actor.key, editing.card
        if not editing.of_piece:
            kind = kind_form(values)
            if card is None:
                return equipment.add_kind(staff, kind)
            assert loaded is not None
            return equipment.correct_kind(staff, card.row.id, kind, loaded)
        assert card is not None and loaded is not None
        piece = piece_form(values)
        if editing.piece is None:
            return equipment.add_piece(staff, card.row.id, piece)
        return equipment.correct_piece(staff, editing.piece.id, piece, loaded)

    def _saved(self, editing: Editing, words: str, outcome: Outcome[Any]) -> None:
        self.editing = None
        new = editing.piece is None if editing.of_piece else editing.card is None
        done = "登録しました" if new else "直しました"
        self._view.close_form()
        self._view.say(f"{words}を{done}。", self._undo(words, outcome))
        self.open(editing.card.row.id if editing.card else outcome.value)

    def _refused(self, values: Mapping[str, Any], refusal: Refusal) -> None:
        if not isinstance(refusal, StaleForm):
            self._view.refuse_form(refusal)
            return
        loaded = refusal.loaded
        way = Alternative(
            "このまま保存する",
            "ほかの職員が直したところも、ここに入力したものになります",
            lambda: self.save(values, loaded),
        )
        self._view.offer(refusal, [way])

    def _undo(self, words: str, outcome: Outcome[Any]) -> Undo | None:
        what = f"{words}の登録・変更"
        desk = self._desk
        return take_back(
            self._ops, lambda: desk, self._actor, self._view, what, outcome.entry
        )


def count_row(stock: KindStock, today: date) -> CountRow:
    """A line of the grid. What is overdue is told on today alone."""
    kind = stock.kind
    counts = [
        Count(
            max(0, day.free - late),
            day.total,
            late,
        )
        for day in stock.days
        for late in [day.overdue if day.day == today else 0]
    ]
    note = " ".join(words for words in (f"全部で{kind.total}", kind.shelf) if words)
    return CountRow(kind.id, kind.name, note, counts)


def kind_form(values: Mapping[str, Any]) -> KindForm:
    return KindForm(
        values["name"],
        str(values["quantity"]),
        values["shelf"],
        values["barcode"],
        values["note"],
        bool(values["retired"]),
    )


def piece_form(values: Mapping[str, Any]) -> PieceForm:
    return PieceForm(values["barcode"], values["label"], values["state"], values["note"])
