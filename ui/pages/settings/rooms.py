"""部屋: what each holds, and the time that is kept free before and after each use."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from app.services.rooms import MOST_MINUTES, MOST_PEOPLE, RoomCard, RoomForm
from ui.kit.buttons import Button
from ui.kit.dialog import FormSheet
from ui.kit.fields import NumberField
from ui.kit.form import Form
from ui.kit.layout import col, row, stretched
from ui.kit.row_table import Column
from ui.kit.table_view import TableView
from ui.kit.text import Text
from ui.kit.theme import Theme

TOLD = (
    "部屋の料金・区分・受付期間は、規則集で決まります。"
    "準備と片付けの時間は、利用の前と後に空けておく時間で、使用料はかかりません。"
)
NOTE = "これから取る予約と、これから変える予約に効きます。"


class RoomsPane(QWidget):
    """Rooms are those of the center's set-up; their fees are in the rulebook."""

    def __init__(self, t: Theme, change: Callable[[RoomCard, RoomForm], None]) -> None:
        super().__init__()
        self.t, self._change = t, change
        self._sites: Mapping[str, str] = {}
        columns: Sequence[Column[RoomCard]] = [
            Column("部屋", lambda row: row.name),
            Column("拠点", lambda row: self._sites.get(row.home, row.home)),
            Column("定員", _capacity, number=True, width=112),
            Column("準備", lambda row: _minutes(row.preparation), number=True, width=112),
            Column(
                "片付け", lambda row: _minutes(row.turnaround), number=True, width=112
            ),
        ]
        self.table = TableView(t, "部屋", columns, "部屋はまだありません。")
        self.table.opened.connect(lambda _: self.ask())
        self._ask = Button(t, "部屋を変える", "Alt+H")
        self._ask.clicked.connect(self.ask)
        told = Text(t, TOLD, "small", "text2", wraps=True)
        acts = row(t, self._ask, None)
        whole = col(t, told, acts, self.table, gap=12, margins=(24, 16, 24, 16))
        self.setLayout(stretched(whole, 2))

    def show_rows(self, rows: Sequence[RoomCard], sites: Mapping[str, str]) -> None:
        self._sites = sites
        self.table.show_rows(rows)
        self._ask.setEnabled(bool(rows))
        if rows and self.table.current() is None:
            self.table.selectRow(0)

    def ask(self) -> FormSheet | None:
        """A sheet for what the chosen room holds and needs."""
        chosen = self.table.current()
        if chosen is None:
            return None
        t = self.t
        fields = [
            NumberField(t, "capacity", "定員", most=MOST_PEOPLE, unit="人", need=True),
            NumberField(
                t, "preparation", "準備の時間", most=MOST_MINUTES, unit="分", need=True,
                help="利用の始まる前に空けます。",
            ),
            NumberField(
                t, "turnaround", "片付けの時間", most=MOST_MINUTES, unit="分", need=True,
                help=f"利用の終わった後に空けます。{NOTE}",
            ),
        ]  # fmt: skip
        shown = Form(t, fields)
        shown.fill({field.name: str(getattr(chosen, field.name)) for field in fields})

        def change(values: dict[str, Any]) -> None:
            capacity, before, after = (str(values[field.name]) for field in fields)
            form = RoomForm(chosen.name, capacity, before, after, chosen.parts)
            self._change(chosen, form)

        sheet = FormSheet(t, self, f"{chosen.name} を変える", shown, change, yes="変える")
        sheet.open()
        return sheet


def _capacity(room: RoomCard) -> str:
    return f"{room.capacity}人" if room.capacity else "－"


def _minutes(minutes: int) -> str:
    return f"{minutes}分" if minutes else "－"
