"""臨時休館・臨時開館: what is coming, a small sheet for one more, the year on paper."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.kit import wareki
from app.kit.clock import Clock
from app.kit.refusal import Refusal
from app.rules.book.values import SPAN
from app.rules.file.entries import Entry
from app.services.sign_in import Actor
from app.services.special_days import SpecialDay
from ui.contracts import Undo
from ui.kit.buttons import Button
from ui.kit.dialog import Answer, FormSheet, Sheet
from ui.kit.fields import TextField
from ui.kit.fields_choice import ChecksField
from ui.kit.fields_date import DateField
from ui.kit.form import Form
from ui.kit.layout import col, row, stretched
from ui.kit.ops import OwnedOps
from ui.kit.page import Page
from ui.kit.row_table import Column
from ui.kit.table_view import TableView
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.settings.rulebook.fields import KindField
from ui.pages.settings.rulebook.special_presenter import SpecialPresenter
from ui.parts.paper_sheet import show_paper

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.forms import Sheet as Paper
    from app.services.special_days import BookedRow

TOLD = (
    "工事や行事で一度だけ休む日、休館日に一度だけ開ける日です。"
    "規則集の新しい版になり、予約台帳と開館カレンダーに出ます。"
)
EMPTY = "これからの臨時休館・臨時開館はありません。"
#: The sheet, and the characters that a row of boxes in it holds, each box taking three.
WIDE, CHARACTERS = 720, 42
#: Boxes for rooms in a row, and bookings that are listed one by one.
ACROSS, LISTED = 4, 12


class SpecialPane(QWidget):
    def __init__(
        self, t: Theme, ops: OwnedOps, desk: Desk, actor: Actor, clock: Clock, page: Page
    ) -> None:
        super().__init__()
        self.t, self._page, self._desk, self._actor = t, page, desk, actor
        self._clock = clock
        self._rooms: Sequence[str] = ()
        self.presenter = SpecialPresenter(ops, desk, actor, self)
        columns: Sequence[Column[SpecialDay]] = [
            Column("種類", lambda day: _word(day), width=112),
            Column("日", _days, width=280),
            Column("部屋", lambda day: "・".join(day.rooms) or "すべて"),
            Column("時間", lambda day: day.hours or "一日", width=128),
            Column("理由", lambda day: day.reason),
        ]
        self.table = TableView(t, "臨時休館・臨時開館", columns, EMPTY)
        wide = not t.compact
        self.close_ = Button(t, "臨時休館", "Ctrl+N", icon="plus", show_key=wide)
        self.close_.clicked.connect(lambda: self.ask_day(opens=False))
        self.open_ = Button(t, "臨時開館", "Alt+O", icon="plus", show_key=wide)
        self.open_.clicked.connect(lambda: self.ask_day(opens=True))
        self.revoke = Button(t, "取りやめる", "Alt+D", show_key=wide)
        self.revoke.clicked.connect(self._revoke)
        self.papers = [
            Button(t, words, key, icon="print", show_key=wide)
            for words, key in (("今年度のカレンダー", "Alt+1"), ("来年度", "Alt+2"))
        ]
        for ahead, button in enumerate(self.papers):
            button.clicked.connect(partial(self.presenter.calendar, ahead))
        told = Text(t, TOLD, "small", "text2", wraps=True)
        acts = row(t, self.close_, self.open_, self.revoke, None, *self.papers)
        whole = col(t, told, acts, self.table, gap=12, margins=(24, 12, 24, 16))
        self.setLayout(stretched(whole, 2))

    # what the presenter asks

    def show_days(self, days: Sequence[SpecialDay], rooms: Sequence[str]) -> None:
        self._rooms = rooms
        self.table.show_rows(days)
        self.revoke.setEnabled(bool(days))
        if days and self.table.current() is None:
            self.table.selectRow(0)

    def ask_closing(self, wish: SpecialDay, touched: Sequence[BookedRow]) -> None:
        """Bookings lie there: they stay; a person speaks with the groups."""
        t = self.t
        lines = [Text(t, _booking(each), wraps=True) for each in touched[:LISTED]]
        if len(touched) > LISTED:
            lines.append(Text(t, f"ほか {len(touched) - LISTED}件"))
        told = (
            "予約は取り消されず、そのまま残ります。"
            "団体に連絡し、予約台帳で一つずつ取消か変更をしてください。"
        )
        yes = Answer(
            "それでも休館にする",
            partial(self.presenter.declare, wish),
            "Alt+Y",
            "danger",
        )
        Sheet(
            t,
            self,
            f"この日には予約が {len(touched)}件 あります",
            Text(t, told, wraps=True),
            *lines,
            answers=[yes],
            leave="やめる",
            icon="warn",
            role="late",
            width=640,
            scrolls=True,
        ).open()

    def refuse_day(self, wish: SpecialDay, refusal: Refusal) -> None:
        sheet = self.ask_day(opens=wish.opens)
        sheet.form.fill(
            {
                "first": wish.first.isoformat(),
                "last": wish.last.isoformat(),
                "reason": wish.reason,
                "hours": wish.hours,
            }
        )
        if not sheet.form.show_refusal(refusal):
            self.show_refusal(refusal)

    def show_paper(self, paper: Paper) -> None:
        show_paper(self._page, lambda: self._desk, self._actor, paper)

    def say(self, text: str, undo: Undo | None = None) -> None:
        self._page.say(text, undo)

    def show_refusal(self, refusal: Refusal) -> None:
        self._page.show_refusal(refusal)

    # within

    def ask_day(self, *, opens: bool) -> FormSheet:
        t = self.t
        word = "臨時開館" if opens else "臨時休館"
        span = Entry(("hours",), "時間（一日なら空のまま）", SPAN, None)
        fields: list[Any] = [
            [
                DateField(t, "first", "いつから", self._clock, need=True),
                DateField(t, "last", "いつまで（一日だけなら空）", self._clock),
            ],
            TextField(t, "reason", "理由", most=100, need=True),
            KindField(t, "hours", span),
        ]
        if self._rooms:
            boxes = [(str(n), room) for n, room in enumerate(self._rooms)]
            widest = max(map(len, self._rooms)) + 3
            across = max(1, min(ACROSS, CHARACTERS // widest))
            told = "どれも選ばなければ、すべての部屋です。"
            fields.append(
                ChecksField(t, "rooms", "部屋", boxes, help=told, across=across)
            )
        sheet = FormSheet(
            t,
            self,
            f"{word}を加える",
            Form(t, fields),
            lambda values: self.presenter.wish(self._wish(opens, values)),
            yes="加える",
            width=WIDE,
            scrolls=True,
        )
        sheet.open()
        return sheet

    def _wish(self, opens: bool, values: dict[str, Any]) -> SpecialDay:
        chosen = values.get("rooms", "").split()
        rooms = tuple(self._rooms[int(at)] for at in chosen)
        last = values["last"] or values["first"]
        hours = values["hours"] or ""
        return SpecialDay(opens, values["first"], last, values["reason"], rooms, hours)

    def _revoke(self) -> None:
        if (day := self.table.current()) is not None:
            self.presenter.revoke(day)


def _word(day: SpecialDay) -> str:
    return "○ 臨時開館" if day.opens else "休 臨時休館"


def _days(day: SpecialDay) -> str:
    first = wareki.full(day.first)
    return first if day.last == day.first else f"{first}〜{wareki.short(day.last)}"


def _booking(row: BookedRow) -> str:
    return f"{wareki.full(row.starts.date())} {row.slots} {row.room}　{row.group}"
