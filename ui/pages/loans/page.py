"""備品: what goes out and comes back by scan, stock over days, the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QStackedWidget

from app.kit.clock import Clock
from app.kit.refusal import Refusal
from app.services.sign_in import Actor
from ui.contracts import Alternative, NewLoan, OpenKind, OpenLedger, OpenLoan, Scan
from ui.kit.dialog import tell_refusal
from ui.kit.grid.counts import CountRow
from ui.kit.layout import col, host, row, stretched
from ui.kit.messages import text_of
from ui.kit.ops import Ops
from ui.kit.page import Page
from ui.kit.theme import Theme
from ui.pages.loans.catalogue_presenter import Catalogue, Editing
from ui.pages.loans.head import LoansHead
from ui.pages.loans.kind_form import KindForm
from ui.pages.loans.kind_panel import KindPanel
from ui.pages.loans.lending import Lending
from ui.pages.loans.lists import LoanLists
from ui.pages.loans.loan_panel import LoanPanel
from ui.pages.loans.presenter import Kept, LoansPresenter, OpenedLoan
from ui.pages.loans.stock_view import CatalogueView, StockView
from ui.pages.loans.words import Lists
from ui.parts.loan_sheets import loan_actions
from ui.parts.money_task_sheets import money_actions
from ui.parts.paper_sheet import show_paper

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.equipment import KindCard, KindRow
    from app.services.forms import Sheet

VIEWS = ("貸出", "在庫", "備品台帳")
LISTS, STOCK = 0, 1


class LoansPage(Page):
    """The scan field has the focus when the page opens; a side panel shows one thing."""

    topics = frozenset(
        {
            "loan",
            "loan_line",
            "loan_piece",
            "equipment_kind",
            "equipment_piece",
            "payment",
            "group",
            "rulebook",
        }
    )
    hints = (("↑↓", "選ぶ"), ("Enter", "開く"), ("Ctrl+N", "新しい貸出"))
    help: ClassVar[str] = (
        "備品を貸し出し、返却を受けます。\n\n"
        "バーコードを読み取ると、貸し出しているものはその場で返却になります。"
        "棚にあるものは、今日それを待っている貸出が出るので、Alt+1 で引き渡します。"
        "貸出を開いてから読み取ると、1つずつ引き渡します。\n\n"
        "新しい貸出は Ctrl+N。団体、日、備品(「テント 2」のように品名と数)を入れ、"
        "Ctrl+Enter で許可します。\n\n"
        "「在庫」は30日分の残り、「備品台帳」は品目と個体です。"
        "まちがえたときは、Ctrl+Z で最後の仕事を元に戻せます。"
    )

    def __init__(
        self, t: Theme, ops: Ops, desk: Desk, actor: Actor, clock: Clock
    ) -> None:
        super().__init__(t, ops)
        self._desk, self._actor, self._clock = desk, actor, clock
        self.catalogue = Catalogue(self.ops, desk, actor, clock, self)
        self.lending = Lending(self, desk, actor, clock)
        self.acts = loan_actions(self, lambda: desk, actor)
        self._money = money_actions(self, lambda: desk, actor)
        self.loans = LoansPresenter(self.ops, desk, actor, clock, self.acts, self)
        self._fresh = True
        self.lists, self.stock = LoanLists(t), StockView(t)
        self.kinds = CatalogueView(t)
        self.side: QFrame | None = None
        self._views = QStackedWidget()
        for view in (self.lists, self.stock, self.kinds):
            self._views.addWidget(view)
        self.head = LoansHead(t, VIEWS)
        left = host(stretched(col(t, self.head, self._views), 1))
        self._sides = stretched(row(t, left, self.lending.panel, gap=0), 0)
        self.setLayout(self._sides)
        self._listen()

    def _listen(self) -> None:
        self.head.chosen.connect(self._views.setCurrentIndex)
        self.head.scanned.connect(self.loans.scan)
        self.head.down.connect(self._into_view)
        self.head.new.connect(self._begin)
        self.lists.opened.connect(lambda loan: self._open_loan(loan.id))
        self.lists.moved.connect(lambda r: self.told.emit(f"{r.group} {r.what}"))
        self.lists.left.connect(self.head.begin)
        self.stock.stepped.connect(self._step)
        lend = self.lending.start
        self.stock.opened.connect(lambda kind, day: lend(NewLoan(None, kind, day)))
        self.stock.grid.focused_text.connect(self.told)
        self.kinds.opened.connect(lambda kind: self._open_kind(kind.id))
        self.kinds.added.connect(lambda: self.catalogue.edit(Editing(None)))
        self.lending.panel.closed.connect(self._close)

    # what the window asks

    def reload(self) -> None:
        self.loans.reload()
        self.catalogue.reload()
        self.lending.reload()
        if self._fresh:
            self._fresh = False
            self.lending.presenter.look_for_draft()

    def receive(self, request: object) -> None:
        self._fresh = False
        if isinstance(request, OpenLoan):
            self._open_loan(request.loan_id)
            self.head.tell(request.told)
        elif isinstance(request, OpenKind):
            self._open_kind(request.kind_id)
        elif isinstance(request, Scan):
            self.loans.scan(request.barcode)
        elif isinstance(request, NewLoan):
            self.lending.panel.empty()
            self.lending.start(request)

    def keep(self) -> object:
        return Kept(
            self.head.segments.place(),
            self.catalogue.since,
            self.lending.panel.values(),
            not self.lending.panel.isHidden(),
            self.loans.opened,
            self.catalogue.opened,
        )

    def take_up(self, kept: object) -> None:
        assert isinstance(kept, Kept)
        self._fresh = False
        self.catalogue.since = kept.since
        self.head.segments.choose(kept.view)
        self.lending.panel.fill(kept.typed)
        if kept.new:
            self._begin()
        elif kept.loan is not None:
            self.loans.open(kept.loan)
        elif kept.kind is not None:
            self.catalogue.open(kept.kind)

    def step_back(self) -> bool:
        if self.is_clear() and self.lending.panel.isHidden():
            return False
        self._close()
        return True

    def start_focus(self) -> None:
        if self.lending.panel.isVisible():
            self.lending.panel.start_focus()
        else:
            self.head.begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What is typed over a list is a barcode, or its beginning."""
        sign = event.text()
        if event.matches(QKeySequence.StandardKey.New):
            self._begin()
        elif sign.isalnum() and sign.isascii() and not event.modifiers():
            self.head.begin(sign)
        else:
            super().keyPressEvent(event)

    # what the presenters ask

    def show_lists(self, found: Lists, today: date) -> None:
        self.lists.show_lists(found, today)

    def show_loan(self, opened: OpenedLoan) -> None:
        panel = LoanPanel(self.t, opened, self._clock)
        card = opened.card
        panel.asked.connect(lambda action: self.acts.do(action, card))
        panel.money.connect(lambda: self._money.open_loan(card.id))
        panel.closed.connect(self._close)
        panel.booking.connect(
            lambda: self.asked.emit(
                "bookings", OpenLedger(card.first_on, booking_id=card.booking_id)
            )
        )
        self._show_side(panel)

    def show_scanned(
        self, told: str, card: KindCard, ways: Sequence[Alternative]
    ) -> None:
        self.loans.close()
        self.catalogue.opened = card.row.id
        self._show_kind(card, told, ways)

    def add_to_new(self, kind_id: UUID) -> bool:
        if not self.lending.panel.isVisible():
            return False
        self.lending.panel.take(kind_id)
        return True

    def refuse_scan(self, refusal: Refusal) -> None:
        self.head.tell(text_of(refusal))
        self.head.begin()

    def show_stock(self, days: Sequence[date], rows: Sequence[CountRow]) -> None:
        self.stock.show_stock(days, rows)

    def show_kinds(self, rows: Sequence[KindRow]) -> None:
        self.kinds.show_kinds(rows)

    def show_kind(self, card: KindCard) -> None:
        self._show_kind(card, "", ())

    def show_form(self, editing: Editing) -> None:
        form = KindForm(self.t, editing)
        form.closed.connect(self._close)
        form.form.confirmed.connect(self.catalogue.save)
        self.lending.leave()
        self.loans.close()
        self._show_side(form)
        form.start_focus()

    def refuse_form(self, refusal: Refusal) -> None:
        if isinstance(self.side, KindForm):
            self.side.refuse(refusal)
        else:
            self.show_refusal(refusal)

    def offer(self, refusal: Refusal, ways: Sequence[Alternative]) -> None:
        tell_refusal(self.t, self, refusal, ways)

    def close_form(self) -> None:
        self._put_away()

    # what the panel of a new loan asks

    def is_clear(self) -> bool:
        return self.side is None

    def clear(self) -> None:
        self.head.tell("")
        self._put_away()
        self.loans.close()
        self.catalogue.close()

    def lent(self, loan_id: UUID) -> None:
        self._open_loan(loan_id)
        self.head.begin()

    def show_paper(self, sheet: Sheet) -> None:
        show_paper(self, lambda: self._desk, self._actor, sheet)

    # within

    def _into_view(self) -> None:
        """Down, from the scan field."""
        place = self.head.segments.place()
        if place == LISTS:
            self.lists.focus_first()
        elif place == STOCK:
            self.stock.grid.setFocus()
        else:
            table = self.kinds.table
            table.setFocus()
            table.selectRow(max(0, table.currentIndex().row()))

    def _step(self, spans: int) -> None:
        if spans:
            self.catalogue.step(spans)
        else:
            self.catalogue.go(self.catalogue.today())

    def _open_loan(self, loan_id: UUID) -> None:
        self.head.tell("")
        self.lending.leave()
        self.catalogue.close()
        self.loans.open(loan_id)

    def _open_kind(self, kind_id: UUID) -> None:
        self.head.tell("")
        self.lending.leave()
        self.loans.close()
        self.catalogue.open(kind_id)

    def _show_kind(self, card: KindCard, told: str, ways: Sequence[Alternative]) -> None:
        kind = card.row
        panel = KindPanel(self.t, card, self.loans.today(), told, ways)
        panel.closed.connect(self._close)
        panel.lend.connect(lambda: self.lending.start(NewLoan(None, kind.id)))
        panel.edit.connect(lambda: self.catalogue.edit(Editing(card)))
        panel.add_piece.connect(lambda: self.catalogue.edit(Editing(card, of_piece=True)))
        panel.edit_piece.connect(
            lambda piece: self.catalogue.edit(Editing(card, piece, of_piece=True))
        )
        self.lending.leave()
        self._show_side(panel)

    def _show_side(self, panel: QFrame) -> None:
        inside = self.side is not None and self.side.isAncestorOf(
            self.focusWidget() or self
        )
        self._put_away()
        self.side = panel
        self._sides.addWidget(panel)
        panel.show()
        if inside:
            self.head.begin()

    def _begin(self) -> None:
        """Ctrl+N: a new loan, with what stood there."""
        self.lending.start(NewLoan())

    def _put_away(self) -> None:
        if self.side is not None:
            self.side.hide()
            self.side.deleteLater()
            self.side = None

    def _close(self) -> None:
        self.clear()
        self.lending.leave()
        self.head.begin()
