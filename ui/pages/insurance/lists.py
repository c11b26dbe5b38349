"""加入者 and 申込 of a fiscal year, and what must go to the 社協."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.kit.money import yen
from app.kit.wareki import fiscal_year_text, short
from ui.kit.buttons import Button
from ui.kit.layout import col, host, row, stretched
from ui.kit.row_table import Column
from ui.kit.table_view import TableView
from ui.kit.text import Text
from ui.kit.theme import Theme

if TYPE_CHECKING:
    from app.services.insurance import BatchRow, EnrolmentRow, Owed


def people_table(t: Theme) -> TableView[EnrolmentRow]:
    kana: Column[EnrolmentRow] = Column("フリガナ", lambda r: r.kana)
    columns: list[Column[EnrolmentRow]] = [
        Column("氏名", lambda r: r.name, width=t.pick(168, 148)),
        *([] if t.compact else [kana]),
        Column("団体", lambda r: r.group or "個人"),
        Column("プラン", lambda r: r.plan, width=t.pick(152, 128)),
        Column("保険料", lambda r: yen(r.premium), number=True, width=88),
        Column("補償の始まり", lambda r: short(r.starts_on), width=120),
        Column("申込番号", lambda r: r.batch, width=t.pick(136, 116)),
        Column("社協", lambda r: _went(r.delivered_on), width=112, tone=_tone_person),
    ]
    return TableView(t, "加入者", columns, "この年度に加入した人はいません。")


def batch_table(t: Theme) -> TableView[BatchRow]:
    columns: list[Column[BatchRow]] = [
        Column("申込番号", lambda b: b.number, width=t.pick(136, 116)),
        Column("申込日", lambda b: short(b.applied_at.date()), width=112),
        Column("団体", lambda b: b.group or "個人"),
        Column("人数", lambda b: f"{b.people}人", number=True, width=80),
        Column("保険料", lambda b: yen(b.premium), number=True, width=104),
        Column("団体から", _paid, width=t.pick(152, 148), tone=_tone_paid),
        Column("社協へ", lambda b: _went(b.delivered_on), width=120, tone=_tone_batch),
    ]
    return TableView(t, "申込", columns, "この年度の申込はまだありません。")


#: What the list of applications may be narrowed to, and by what.
OPEN: Mapping[str, Callable[[BatchRow], bool]] = {
    "すべて": lambda row: True,
    "未納": lambda row: bool(row.owed or row.too_much),
    "社協へまだ": lambda row: row.delivered_on is None,
}


class OwedBar(QWidget):
    """社協に納める 12件 180人 63,000円, and the button that does it."""

    deliver = Signal()

    def __init__(self, t: Theme) -> None:
        super().__init__()
        self._words = Text(t, "", elide=True)
        self._amount = Text(t, "", "figure")
        self._go = Button(t, "社協に納めた", "Alt+S")
        self._go.clicked.connect(self.deliver)
        line = row(
            t,
            Text(t, "社協に納める", "bodyb"),
            self._words,
            self._amount,
            self._go,
            gap=12,
            margins=(16, 8, 16, 8),
        )
        self.setLayout(col(t, stretched(col(t, host(line, "card")), 0)))

    def show_owed(self, owed: Owed) -> None:
        told = [
            f"{fiscal_year_text(each.fiscal_year)} {each.scheme} "
            f"{each.batches}件 {each.people}人"
            for each in owed.lines
        ]
        self._words.say("、".join(told) or "納めていない申込はありません")
        self._amount.say(yen(owed.total))
        self._go.setEnabled(bool(owed.batches))


def _went(day: date | None) -> str:
    return f"✓ {short(day)}" if day else "まだ"


def _tone_person(row: EnrolmentRow) -> str:
    return "" if row.delivered_on else "wait"


def _tone_batch(row: BatchRow) -> str:
    return "" if row.delivered_on else "wait"


def _paid(row: BatchRow) -> str:
    if row.too_much:
        return f"返す {yen(row.too_much)}"
    return f"未納 {yen(row.owed)}" if row.owed else "✓ 受領"


def _tone_paid(row: BatchRow) -> str:
    return "late" if row.owed or row.too_much else ""
