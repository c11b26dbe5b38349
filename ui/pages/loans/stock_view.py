"""在庫 and 備品台帳: kinds over thirty days, and the table of kinds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.kit.buttons import Button
from ui.kit.grid.count_view import CountGrid, CountLegend
from ui.kit.grid.counts import CountRow
from ui.kit.layout import col, host, row, stretched
from ui.kit.row_table import Column
from ui.kit.table_view import TableView
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.parts.loan_words import span

if TYPE_CHECKING:
    from app.services.equipment import KindRow

EMPTY = "備品はまだありません。「備品台帳」の Alt+A で、はじめの品目を登録できます。"


class StockView(QWidget):
    """Kinds down, days across. Enter on a day lends from it."""

    #: by so many spans; 0: from today
    stepped = Signal(int)
    #: (kind, day)
    opened = Signal(object, object)

    def __init__(self, t: Theme) -> None:
        super().__init__()
        self.grid = CountGrid(t, "備品の空き", EMPTY)
        self.grid.opened.connect(self.opened)
        self._title = Text(t, "", "lead", shrinks=True)
        before = self._step(t, "前の30日", "Alt+Left", "left", -1)
        after = self._step(t, "次の30日", "Alt+Right", "right", 1)
        home = Button(t, "今日から", "Alt+T", show_key=False)
        home.clicked.connect(lambda: self.stepped.emit(0))
        bar = row(t, before, after, home, 8, self._title, None, gap=4)
        card = host(col(t, self.grid, margins=(1, 1, 1, 1)), "card")
        whole = col(t, bar, card, CountLegend(t), gap=8, margins=(16, 0, 16, 8))
        self.setLayout(stretched(whole, 1))

    def _step(self, t: Theme, words: str, key: str, icon: str, by: int) -> Button:
        shown = "" if t.compact else words
        button = Button(t, shown, key, "plain", icon, says=words, show_key=False)
        button.clicked.connect(lambda: self.stepped.emit(by))
        return button

    def show_stock(self, days: Sequence[date], rows: Sequence[CountRow]) -> None:
        self._title.say(span(days[0], days[-1]))
        self.grid.show_counts(days, rows)


class CatalogueView(QWidget):
    """Every kind with its numbers; Enter opens it."""

    #: a kind was opened (KindRow)
    opened = Signal(object)
    added = Signal()

    def __init__(self, t: Theme) -> None:
        super().__init__()
        columns: list[Column[KindRow]] = [
            Column("品名", _name),
            Column("全部", lambda k: f"{k.total}", number=True, width=64),
            Column(
                "貸出中", lambda k: f"{k.out}" if k.out else "", number=True, width=80
            ),
            Column(
                "延滞",
                lambda k: f"{k.overdue}" if k.overdue else "",
                number=True,
                width=64,
                tone=lambda k: "late",
            ),
            Column(
                "残り",
                lambda k: f"{k.free}",
                number=True,
                width=64,
                tone=lambda k: "" if k.free else "late",
            ),
        ]
        if not t.compact:
            columns.append(Column("保管場所", lambda k: k.shelf, width=176))
            columns.append(Column("バーコード", lambda k: k.barcode, width=120))
        self.table: TableView[KindRow] = TableView(t, "備品台帳", columns, EMPTY)
        self.table.opened.connect(self.opened)
        self.count = Text(t, "", "body", "text2", elide=True)
        add = Button(t, "品目を追加", "Alt+A", icon="plus")
        add.clicked.connect(self.added)
        card = host(col(t, self.table, margins=(1, 1, 1, 1)), "card")
        bar = row(t, self.count, add)
        self.setLayout(stretched(col(t, bar, card, gap=8, margins=(16, 0, 16, 12)), 1))

    def show_kinds(self, rows: Sequence[KindRow]) -> None:
        pieces = sum(each.total for each in rows if not each.retired)
        self.count.say(f"{len(rows)}品目・貸し出せるもの {pieces}点" if rows else "")
        self.table.show_rows(rows)


def _name(kind: KindRow) -> str:
    return f"{kind.name}(廃止)" if kind.retired else kind.name
