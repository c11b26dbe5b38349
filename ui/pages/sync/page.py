"""同期: packages in and out, what contradicts, and the other sites."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from app.kit.refusal import Refusal
from app.services.sign_in import Actor
from ui.kit.buttons import Button
from ui.kit.dialog import Sheet
from ui.kit.layout import Scroll, card, col, host, row, stretched
from ui.kit.ops import Ops
from ui.kit.page import Page
from ui.kit.row_table import Column
from ui.kit.table_view import TableView
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.sync import sheets, words
from ui.pages.sync.presenter import SyncPresenter
from ui.pages.sync.sheets import SatelliteSheet

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.sync.values import (
        Contradiction,
        Inspection,
        Peer,
        Settled,
        SyncStatus,
    )

HELP = """
ほかの拠点と、交換ファイルで記録をやりとりします。USBメモリでも、共有フォルダーでも
かまいません。

送るとき：拠点を選び、「交換ファイルを作る」を押して、置く場所を選びます。
交換ファイルは相手の拠点でだけ開けます。

受けるとき：「取り込む」を押してファイルを選びます。何が入っているかを見てから取り込みます。
同じファイルを二度取り込むことはありません。順番が前後しても、なくなっても、
次の交換ファイルで補われます。

くい違い：同じことを別々に直したときは、両方を並べて見せます。Enter で開き、どちらかを
選びます。決めるのはセンターです。
"""
KINDS = "交換ファイル (*.mdg);;すべてのファイル (*)"


class SyncPage(Page):
    topics = frozenset({"sync", "site"})
    hints = (("Ctrl+O", "取り込む"), ("Enter", "くい違いを開く"))
    help = HELP

    def __init__(self, t: Theme, ops: Ops, desk: Desk, actor: Actor) -> None:
        super().__init__(t, ops)
        self.presenter = SyncPresenter(self.ops, desk, actor, self)
        self._status: SyncStatus | None = None
        self._moving = True
        self._asking: SatelliteSheet | None = None
        self.state = Text(t, "", "bodyb")
        self.contradictions = self._contradictions()
        self.peers = self._peers()
        self.settled = self._settled()
        self._lay()

    # what the presenter asks

    def show_status(self, status: SyncStatus) -> None:
        self._status = status
        ink = "wait" if status.contradictions else "text2"
        self.state.say(words.state(status), ink)
        self.peers.show_rows(status.peers)
        if status.peers and self.peers.current() is None:
            self.peers.selectRow(0)
        self._pack.setEnabled(bool(status.peers))
        self._add.setVisible(status.is_center)
        self._again.setEnabled(bool(status.peers))
        self._again.setVisible(status.is_center)

    def show_contradictions(self, found: Sequence[Contradiction]) -> None:
        self.contradictions.show_rows(found)
        if found:
            self.contradictions.selectRow(0)
            if self._moving:
                self.contradictions.setFocus()
        self._moving = False

    def show_settled(self, found: Sequence[Settled]) -> None:
        self.settled.show_rows(found)

    def show_inspection(self, path: Path, found: Inspection) -> None:
        apply = partial(self.presenter.apply, path)
        sheets.inspection_sheet(self.t, self, found, apply)

    def show_opening(self, code: str, passphrase: str) -> None:
        name = self.presenter.names.get(code, code)
        make = partial(self.presenter.open_file, code, passphrase)
        sheets.opening_sheet(self.t, self, name, passphrase, make)

    def go_to_contradictions(self) -> None:
        self._moving = True

    def refuse_satellite(self, refusal: Refusal) -> None:
        """At its field; the sheet stays with all that was typed."""
        if self._asking is None or not self._asking.show_refusal(refusal):
            self.show_refusal(refusal)

    def satellite_added(self) -> None:
        if self._asking is not None:
            self._asking.accept()

    # what the window asks

    def reload(self) -> None:
        self.presenter.reload()

    def start_focus(self) -> None:
        self._take.setFocus()

    # what a person does

    def ask_package(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "交換ファイルを選ぶ", "", KINDS)
        if path:
            self.presenter.look_into(path)

    def ask_pack(self) -> None:
        peer = self.peers.current()
        if peer is not None:
            title = f"{peer.name}あての交換ファイルを置くフォルダー"
            sheets.ask_folder(self, title, partial(self.presenter.pack, peer))

    def ask_satellite(self) -> SatelliteSheet:
        sheet = SatelliteSheet(
            self.t, self, self.presenter.city, self.presenter.add_satellite
        )
        sheet.finished.connect(self._asked)
        self._asking = sheet
        sheet.open()
        return sheet

    def ask_opening(self) -> None:
        peer = self.peers.current()
        if peer is not None:
            self.presenter.offer_opening(peer.code)

    def open_contradiction(self, of: Contradiction) -> Sheet:
        settle = partial(self.presenter.settle, of)
        sheet = sheets.ContradictionSheet(self.t, self, of, settle)
        sheet.open()
        return sheet

    # within

    def _asked(self) -> None:
        self._asking = None

    def _contradictions(self) -> TableView[Contradiction]:
        columns: Sequence[Column[Contradiction]] = [
            Column("くい違い", lambda of: of.title),
            Column("それぞれの版", words.versions),
            Column("決めるところ", words.settler, width=208),
        ]
        none = "くい違いはありません。"
        table = TableView(self.t, "くい違い", columns, none, whole=True)
        table.opened.connect(self.open_contradiction)
        return table

    def _peers(self) -> TableView[Peer]:
        columns: Sequence[Column[Peer]] = [
            Column("拠点", lambda peer: peer.name),
            Column("最後に取り込んだ", lambda peer: words.moment(peer.applied_at)),
            Column("最後に作った", lambda peer: words.moment(peer.packed_at)),
            Column("未送信", words.waiting, True, 112, _waits),
            Column("届いたか未確認", lambda peer: f"{peer.unconfirmed:,}件", True, 152),
        ]
        empty = "ほかの拠点はありません。"
        return TableView(self.t, "拠点", columns, empty, whole=True)

    def _settled(self) -> TableView[Settled]:
        columns: Sequence[Column[Settled]] = [
            Column("決めたとき", lambda of: words.local(of.at), width=152),
            Column("くい違い", lambda of: of.title),
            Column("決まったこと", lambda of: of.held),
            Column("決めた人", lambda of: of.staff, width=152),
        ]
        none = "まだありません。"
        table = TableView(self.t, "解決したくい違い", columns, none, whole=True)
        table.opened.connect(partial(sheets.settled_sheet, self.t, self))
        return table

    def _lay(self) -> None:
        t = self.t
        self._take = Button(t, "取り込む", "Ctrl+O", "primary", "down", height=40)
        self._take.clicked.connect(self.ask_package)
        self._pack = Button(t, "交換ファイルを作る", "Ctrl+S", icon="save", height=40)
        self._pack.clicked.connect(self.ask_pack)
        self._add = Button(t, "サテライトを加える", "Alt+A", icon="plus")
        self._add.clicked.connect(self.ask_satellite)
        self._again = Button(t, "開設ファイルを作る", "Alt+F")
        self._again.clicked.connect(self.ask_opening)
        title = Text(t, "同期", "title")
        head = row(
            t,
            *(title, self.state, None, self._pack, self._take),
            gap=16,
            margins=(16, 12, 16, 12),
        )
        sites = row(t, self._add, self._again, None)
        inner = col(
            t,
            card(t, "くい違い", self.contradictions),
            card(t, "拠点", self.peers, 8, sites),
            card(t, "解決したくい違い", self.settled),
            None,
            gap=12,
            margins=(16, 0, 16, 16),
        )
        self.setLayout(stretched(col(t, host(head), Scroll(t, inner)), 1))


def _waits(peer: Peer) -> str:
    return "wait" if peer.ready and peer.waiting else "text2"
