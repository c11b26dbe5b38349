"""抽選: lotteries and their requests; キャンセル待ち beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.kit.clock import Clock
from app.kit.messages import text_of
from app.kit.refusal import Refusal
from app.services.sign_in import Actor
from ui.contracts import OpenLedger, OpenLottery, OpenWaiting
from ui.kit.buttons import Button
from ui.kit.dialog import Answer, Sheet, ask
from ui.kit.layout import col, host, row, stretched
from ui.kit.ops import Ops
from ui.kit.page import Page
from ui.kit.save_as import ask_where
from ui.kit.table_view import TableView
from ui.kit.tabs import Tabs
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.lotteries.detail import LotteryPane
from ui.pages.lotteries.lists import lottery_table, waiting_table, waiver_table
from ui.pages.lotteries.presenter import Lists, LotteriesPresenter
from ui.pages.lotteries.sheets import RequestSheet, ask_lottery, ask_seed, show_preview
from ui.pages.lotteries.waiting_sheets import CallSheet, ask_waiting
from ui.parts.group_picker import GroupPicker
from ui.parts.paper_sheet import show_paper

if TYPE_CHECKING:
    from app.desk import Desk
    from app.rules.use.asked import Question
    from app.services.forms import Sheet as Paper
    from app.services.lotteries import Dates, LotteryCard, RequestLine
    from app.services.today import RoomRow
    from app.services.waiting import WaitingRow
    from app.services.waivers import WaiverRow

LOTTERIES, WAITING, WAIVERS = range(3)
HELP = """
部屋の抽選と、キャンセル待ちを受け付けます。

Ctrl+N で抽選の募集を始め、団体ごとに希望を順に入れます（2/3 午後 活動室A のように）。
締め切ると一覧は変えられなくなり、照合値が出ます。種を公開の場で決め、結果を見てから
「この結果で決める」と、当選が予約になります。抽選録は Ctrl+P で印刷します。

当選した団体の行で Enter を押すと、本申請を記録します。

「キャンセル待ち」では、枠が空くと「空いた・電話する」と出ます。Enter で開き、電話のことを
書いて、返事を待つ・予約する・辞退を選びます。

「例外」には、規則集の定めや利用停止をこえて認めた予約が、理由と認めた職員とともに並びます。
Enter でその予約が開きます。
"""


class LotteriesPage(Page):
    topics = frozenset(
        {"lottery", "lottery_request", "waiting", "waiver", "booking", "room"}
    )
    hints = (("Ctrl+N", "新しく入れる"), ("Enter", "開く"))
    help = HELP

    def __init__(
        self, t: Theme, ops: Ops, desk: Desk, actor: Actor, clock: Clock
    ) -> None:
        super().__init__(t, ops)
        self._desk, self._actor, self._clock = desk, actor, clock
        self._next: frozenset[UUID] = frozenset()
        self.presenter = LotteriesPresenter(self.ops, desk, actor, self)
        self.lotteries = lottery_table(t)
        self.waiting = waiting_table(t, lambda key: key in self._next)
        self.waivers = waiver_table(t)
        self.tabs = Tabs(t, "抽選とキャンセル待ち", ("抽選", "キャンセル待ち", "例外"))
        self.pane = LotteryPane(t)
        self._bodies, self._places = QStackedWidget(), QStackedWidget()
        self._places.addWidget(self._lists())
        self._places.addWidget(self.pane)
        self.setLayout(col(t, self._places))
        self.lotteries.opened.connect(lambda found: self.presenter.open(found.id))
        self.waiting.opened.connect(lambda found: self.presenter.open_waiting(found.id))
        self.waivers.opened.connect(self._open_waiver)
        self.tabs.currentChanged.connect(self._turn)
        self.pane.asked.connect(self._do)
        self.pane.table.opened.connect(self._open_request)

    # Page

    def reload(self) -> None:
        self.presenter.reload()

    def receive(self, request: object) -> None:
        if isinstance(request, OpenLottery):
            self.tabs.setCurrentIndex(LOTTERIES)
            if request.lottery_id is not None:
                self.presenter.open(request.lottery_id)
            else:
                self._close()
        elif isinstance(request, OpenWaiting):
            self.tabs.setCurrentIndex(WAITING)
            self._close()
            if request.waiting_id is not None:
                self.presenter.open_waiting(request.waiting_id)

    def keep(self) -> object:
        return self.tabs.currentIndex(), self.presenter.opened

    def take_up(self, kept: Any) -> None:
        tab, opened = kept
        self.tabs.setCurrentIndex(tab)
        if opened is not None:
            self.presenter.open(opened)

    def step_back(self) -> bool:
        if self._places.currentWidget() is not self.pane:
            return False
        self._close()
        return True

    def start_focus(self) -> None:
        if self._places.currentWidget() is self.pane:
            self.pane.table.setFocus()
        else:
            self._tables[self.tabs.currentIndex()].setFocus()

    # what the presenter asks

    def show_lists(self, lists: Lists) -> None:
        self._next = lists.to_ask
        self.lotteries.show_rows(lists.lotteries)
        self.waiting.show_rows(lists.waiting)
        self.waivers.show_rows(lists.waivers)
        self.tabs.count_beside(WAIVERS, f"{len(lists.waivers)}")
        for table in self._tables:
            if table.current() is None and table.rows.rowCount():
                table.selectRow(0)
        open_ = sum(each.status in ("waiting", "offered") for each in lists.waiting)
        self.tabs.count_beside(LOTTERIES, f"{len(lists.lotteries)}")
        self.tabs.count_beside(WAITING, f"{open_}")

    def show_lottery(self, card: LotteryCard) -> None:
        opening = self._places.currentWidget() is not self.pane
        self.pane.show_card(card)
        self._places.setCurrentWidget(self.pane)
        if opening:
            if card.requests:
                self.pane.table.selectRow(0)
            self.pane.table.setFocus()

    def ask_lottery(self, dates: Dates, rooms: Sequence[RoomRow]) -> None:
        ask_lottery(self, self._clock, dates, rooms, self.presenter.make)

    def ask_early(self, refusal: Refusal) -> None:
        freeze = partial(self.presenter.freeze, early=True)
        ask(self.t, self, "今、締め切りますか", text_of(refusal), "締め切る", freeze)

    def ask_seed(self, typed: Mapping[str, str]) -> None:
        ask_seed(self, typed, self.presenter.keep_seed, self.presenter.set_seed)

    def show_preview(self, card: LotteryCard) -> None:
        show_preview(self, card, self.presenter.draw)

    def show_waiting(self, row: WaitingRow) -> None:
        CallSheet(self, self._clock, row, self.presenter).open()

    def ask_waiting(
        self,
        rooms: Sequence[RoomRow],
        slots: Sequence[str],
        questions: Mapping[UUID, Sequence[Question]],
    ) -> None:
        picker = GroupPicker(self.t, self.ops, self._desk.groups, self._clock)
        ask_waiting(self, self._clock, picker, (rooms, slots, questions), self.presenter)

    def show_paper(self, paper: Paper, then: Callable[[], None] | None) -> None:
        show_paper(self, lambda: self._desk, self._actor, paper, then)

    # within

    @property
    def _tables(self) -> Sequence[TableView[Any]]:
        """In the order of the tabs."""
        return self.lotteries, self.waiting, self.waivers

    def _open_waiver(self, row: WaiverRow) -> None:
        """The booking that it was made for."""
        self.asked.emit("bookings", OpenLedger(row.starts.date(), row.booking_id))

    def _lists(self) -> QWidget:
        t = self.t
        self._new = Button(t, "抽選を始める", "Ctrl+N", "primary", height=40)
        self._wait = Button(t, "待ちに入れる", "Ctrl+N", "primary", height=40)
        self._new.clicked.connect(self.presenter.propose)
        self._wait.clicked.connect(self.presenter.ask_waiting)
        self._wait.hide()
        title = Text(t, "抽選・キャンセル待ち", "title")
        head = host(
            row(t, title, None, self._new, self._wait, gap=12, margins=(16, 12, 16, 4))
        )
        tabs = host(row(t, self.tabs, margins=(0, 0, 16, 0)))
        for table in self._tables:
            self._bodies.addWidget(host(col(t, table), "card"))
        top = host(col(t, head, tabs), "header")
        body = host(col(t, self._bodies, margins=(16, 12, 16, 12)))
        return host(stretched(col(t, top, body), 1))

    def _turn(self, tab: int) -> None:
        self._bodies.setCurrentIndex(tab)
        self._new.setVisible(tab == LOTTERIES)
        self._wait.setVisible(tab == WAITING)

    def _close(self) -> None:
        self.presenter.close()
        self._places.setCurrentIndex(0)
        self.start_focus()

    def _do(self, action: str) -> None:
        acts = self.presenter
        {
            "back": self._close,
            "enter": lambda: self._request(None),
            "freeze": acts.freeze,
            "seed": acts.ask_seed,
            "draw": acts.preview,
            "print": acts.print_minutes,
            "file": self._save,
            "forfeit": self._forfeit,
            "cancel": acts.cancel,
        }[action]()

    def _request(self, line: RequestLine | None) -> None:
        card = self.pane.card
        if card is not None:
            picker = GroupPicker(self.t, self.ops, self._desk.groups, self._clock)
            RequestSheet(self, picker, card, line, self.presenter).open()

    def _open_request(self, line: RequestLine) -> None:
        """Open, it is changed; won, it is claimed."""
        card = self.pane.card
        if card is not None and card.status == "open":
            self._request(line)
        elif line.row.status == "won":
            words = "本申請を受けたと記録します。まちがえたときは、元に戻せます。"
            claim = partial(self.presenter.claim, line)
            Sheet(
                self.t,
                self,
                f"{line.row.group}　{line.row.number}",
                Text(self.t, f"電話 {line.row.phone or '登録なし'}"),
                Text(self.t, words, wraps=True),
                answers=[Answer("本申請を受けた", claim, "Ctrl+Enter", "primary")],
            ).open()

    def _forfeit(self) -> None:
        words = (
            "末日までに本申請も納付もない当選を取り消し、枠を空けます。"
            "キャンセル待ちの団体への案内が今日に出ます。元に戻せます。"
        )
        title = "本申請のない当選を取り消しますか"
        ask(self.t, self, title, words, "取り消す", self.presenter.forfeit, danger=True)

    def _save(self) -> None:
        card = self.pane.card
        if card is not None:
            name = f"抽選_{card.number}.json"
            kind = "抽選のファイル (*.json)"
            ask_where(self, "ファイルに書き出す", name, kind, self.presenter.save_file)
