"""職員: who may sit down here, and their PINs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from app.services.staff import ROLE_NAMES, Colleague, NewStaff
from ui.kit.buttons import Button
from ui.kit.dialog import FormSheet
from ui.kit.fields import KanaField, TextField
from ui.kit.fields_choice import ChoiceField
from ui.kit.form import Form, Part
from ui.kit.layout import col, row, stretched
from ui.kit.row_table import Column
from ui.kit.table_view import TableView
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.parts.pin_fields import new_pin

TOLD = (
    "名前は画面と書類と記録に残ります。暗証番号は、窓口を開くたびにたずねます。"
    "拠点ごとに決めるので、ほかの拠点の人には、ここの番号を決めてください。"
    "減免の承認、料金の変更と、規則集が許す例外（上限や利用制限をこえる予約など）は、"
    "所長・係長だけができます。"
)
DECIDES = "減免の承認、料金の変更、例外は、所長・係長だけができます。"


class StaffPane(QWidget):
    def __init__(
        self,
        t: Theme,
        add: Callable[[NewStaff], None],
        change_pin: Callable[[Colleague, str], None],
        change_role: Callable[[Colleague, str], None],
    ) -> None:
        super().__init__()
        self.t, self._add, self._change_pin = t, add, change_pin
        self._change_role = change_role
        columns: Sequence[Column[Colleague]] = [
            Column("名前", lambda row: row.name),
            Column("フリガナ", lambda row: row.kana),
            Column("職", lambda row: ROLE_NAMES[row.role], width=112),
            Column("ここの暗証番号", lambda row: "あり" if row.has_pin else "まだ"),
        ]
        self.table = TableView(t, "職員", columns)
        self.table.opened.connect(lambda _: self.ask_pin())
        more = Button(t, "職員を足す", "Ctrl+N", icon="plus")
        more.clicked.connect(self.ask_newcomer)
        self._pin = Button(t, "暗証番号を変える", "Alt+P", icon="key")
        self._pin.clicked.connect(self.ask_pin)
        role = Button(t, "職を変える", "Alt+J", icon="person")
        role.clicked.connect(self.ask_role)
        told = Text(t, TOLD, "small", "text2", wraps=True)
        acts = row(t, more, self._pin, role, None)
        whole = col(t, told, acts, self.table, gap=12, margins=(24, 16, 24, 16))
        self.setLayout(stretched(whole, 2))

    def show_rows(self, rows: Sequence[Colleague]) -> None:
        self.table.show_rows(rows)
        if rows and self.table.current() is None:
            self.table.selectRow(0)

    def ask_newcomer(self) -> FormSheet:
        """A sheet for somebody who begins to work here."""
        t = self.t
        name = TextField(t, "name", "名前", most=40, need=True)
        kana = KanaField(t, "kana", "フリガナ", most=60, follows=name, need=True)
        sheet = _pin_sheet(
            self,
            "職員を足す",
            [name, kana],
            lambda values: self._add(
                NewStaff(values["name"], values["kana"], values["pin"])
            ),
            "加える",
        )
        sheet.open()
        return sheet

    def ask_role(self) -> FormSheet | None:
        """A sheet for what whoever is chosen may decide."""
        chosen = self.table.current()
        if chosen is None:
            return None
        t = self.t
        role = ChoiceField(
            t, "role", "職", list(ROLE_NAMES.items()), need=True, width=200, help=DECIDES
        )
        role.set_text(chosen.role)
        sheet = FormSheet(
            t,
            self,
            f"{chosen.name} さんの職",
            Form(t, [role]),
            lambda values: self._change_role(chosen, values["role"]),
            yes="変える",
            icon="person",
        )
        sheet.open()
        return sheet

    def ask_pin(self) -> FormSheet | None:
        """A sheet for a new PIN of whoever is chosen."""
        chosen = self.table.current()
        if chosen is None:
            return None
        sheet = _pin_sheet(
            self,
            f"{chosen.name} さんの暗証番号",
            [],
            lambda values: self._change_pin(chosen, values["pin"]),
            "変える",
        )
        sheet.open()
        return sheet


def _pin_sheet(
    pane: StaffPane,
    title: str,
    fields: Sequence[Part],
    do: Callable[[dict[str, Any]], None],
    yes: str,
) -> FormSheet:
    form = Form(pane.t, [*fields, new_pin(pane.t)])
    return FormSheet(pane.t, pane, title, form, do, yes=yes, icon="key")
