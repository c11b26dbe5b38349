"""料金改定の影響額: a year's real bookings under both versions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.kit.money import yen
from app.kit.wareki import fiscal_year_text, full, short
from ui.kit.buttons import Button
from ui.kit.fields_choice import ChoiceField
from ui.kit.layout import card, clear, col, host, put, row, stretched
from ui.kit.row_table import Column
from ui.kit.save_as import ask_where
from ui.kit.signs import Chip, note
from ui.kit.table_view import TableView
from ui.kit.tabs import Tabs
from ui.kit.text import Text
from ui.kit.theme import Theme

if TYPE_CHECKING:
    from app.services.trials import Requoted, Sum, YearImpact

BOOK = "Excel ブック (*.xlsx)"
TOLD = (
    "その年度に許可した予約（取り消したものを除く）を、左の版と右の版で計算しなおして比べます。"
    "部屋・日・区分・減免の事由・登録の有無は、予約の記録のとおりです。"
    "備品の使用料は入りません。記録は変わりません。"
)
#: Five rows and their heads.
LEAST = 216
#: Signs of how fees change, side by side.
ACROSS = 4
NO_YEAR = "許可した予約がまだないので、計算できる年度がありません。"
EMPTY = "この年度の予約はありません。"


class ImpactPane(QWidget):
    """Totals first; then rooms, groups, and the bookings that change."""

    def __init__(
        self,
        t: Theme,
        reckon: Callable[[int], None],
        file_name: Callable[[], str],
        save: Callable[[str], None],
    ) -> None:
        super().__init__()
        self.t, self._reckon, self._file_name, self._save_to = t, reckon, file_name, save
        self.year = ChoiceField(t, "year", "年度", [], need=True, width=160)
        self.go = Button(t, "計算する", "Ctrl+Enter", "primary")
        self.go.clicked.connect(self.start)
        self.save = Button(t, "Excel に保存", "Alt+S", icon="save")
        self.save.clicked.connect(self.ask_where)
        self.save.hide()
        self._head = QVBoxLayout()
        self._head.setContentsMargins(0, 0, 0, 0)
        self._head.setSpacing(t.px(8))
        self.rooms = TableView(t, "部屋別の影響額", _sums("部屋"), EMPTY)
        self.groups = TableView(t, "団体別の影響額", _sums("団体"), EMPTY)
        none = "変わる予約も、答えのない予約もありません。"
        self.changed = TableView(t, "変わる予約", _bookings(), none)
        self.tabs = Tabs(
            t, "影響額の見出し", ["部屋別", "団体別", "変わる予約・答えのない予約"]
        )
        stack = QStackedWidget()
        for table in (self.rooms, self.groups, self.changed):
            stack.addWidget(table)
        self.tabs.currentChanged.connect(stack.setCurrentIndex)
        stack.setMinimumHeight(t.px(LEAST))
        self._tables = host(stretched(col(t, self.tabs, stack), 1))
        self._tables.hide()
        acts = host(col(t, 24, row(t, self.go, self.save, None)))
        top = row(t, self.year, acts, None, gap=16)
        self._told = Text(t, TOLD, "small", "text2", wraps=True)
        self._rest = col(t, None)
        whole = col(t, self._told, top, self._head, self._tables, self._rest, gap=12)
        self.setLayout(stretched(whole, 3))

    def show_years(self, years: Sequence[int]) -> None:
        choices = [(str(year), fiscal_year_text(year)) for year in years]
        self.year.offer(choices)
        if not self.year.text() and choices:
            self.year.set_text(choices[min(1, len(choices) - 1)][0])
        self.go.setEnabled(bool(choices))
        self._told.say(TOLD if choices else f"{NO_YEAR}{TOLD}")

    def start(self) -> None:
        if self.year.text():
            self._reckon(int(self.year.text()))

    def ask_where(self) -> None:
        if name := self._file_name():
            ask_where(self, "影響額を保存", name, BOOK, self._save_to)

    def show_impact(self, found: YearImpact) -> None:
        t, impact = self.t, found.impact
        clear(self._head)
        put(self._head, self._totals(found))
        if impact.not_recorded:
            missing = "、".join(impact.not_recorded)
            words = (
                f"予約に記録がないので「ない」ものとして計算しました: {missing}。"
                "これらで料金が変わる予約は、実際と違う額になります。"
            )
            put(self._head, note(t, words, "wait", "info"))
        self.rooms.show_rows(impact.by_room)
        self.groups.show_rows(impact.by_group)
        rows = [row for row in impact.rows if row.change.value != "同じ"]
        self.changed.show_rows(rows)
        counts = (len(impact.by_room), len(impact.by_group), len(rows))
        for place, count in enumerate(counts):
            self.tabs.count_beside(place, f"{count:,}")
        self._told.hide()
        self._tables.show()
        self.save.show()

    def _totals(self, found: YearImpact) -> QWidget:
        t, total = self.t, found.impact.total
        sums = (
            (found.left, yen(total.left)),
            (found.right, yen(total.right)),
            ("影響額", signed(total.change)),
        )
        figures = [
            host(
                col(
                    t, Text(t, label, "small", "text2", wraps=True), Text(t, told, "lead")
                )
            )
            for label, told in sums
        ]
        chips = [
            Chip(t, f"{change.value} {count:,}件", _tone(change.value))
            for change, count in found.impact.counts.items()
            if count
        ]
        lines = [row(t, *part, None) for part in (chips[:ACROSS], chips[ACROSS:]) if part]
        title = f"{fiscal_year_text(found.year)}の予約 {total.bookings:,}件"
        by = f"右の版は{full(found.as_of)}の規則で計算"
        amounts = stretched(row(t, *figures, gap=16), 0, 1, 2)
        return card(t, title, amounts, *lines, note=by, gap=8)


def signed(amount: int) -> str:
    """＋1,200円, △300円, ±0円."""
    if amount == 0:
        return "±0円"
    return f"＋{yen(amount)}" if amount > 0 else yen(amount)


def _tone(change: str) -> str:
    return {"同じ": "off", "上がる": "wait", "下がる": "good"}.get(change, "late")


def _sums(of: str) -> Sequence[Column[Sum]]:
    return [
        Column(of, lambda row: row.name),
        Column("予約", lambda row: f"{row.bookings:,}件", number=True, width=88),
        Column("答えなし", lambda row: _count(row.unpriced), number=True, width=88),
        Column("左の版", lambda row: yen(row.left), number=True, width=120),
        Column("右の版", lambda row: yen(row.right), number=True, width=120),
        Column("差", lambda row: signed(row.change), number=True, width=120),
    ]


def _bookings() -> Sequence[Column[Requoted]]:
    return [
        Column("使用日", lambda row: short(row.used.day), width=96),
        Column("部屋・区分", lambda row: f"{row.used.room} {'・'.join(row.used.slots)}"),
        Column("団体", lambda row: row.used.group),
        Column("左の版", lambda row: _fee(row.left), number=True, width=96),
        Column("右の版", lambda row: _fee(row.right), number=True, width=96),
        Column("変わり方・理由", lambda row: row.reason or row.change.value, width=240),
    ]


def _count(bookings: int) -> str:
    return f"{bookings:,}件" if bookings else "－"


def _fee(amount: int | None) -> str:
    return "答えなし" if amount is None else yen(amount)
