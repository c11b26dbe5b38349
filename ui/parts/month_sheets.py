"""The sheet of 月締め: the days of a month, what is in the way, and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from app.kit.money import yen
from app.kit.wareki import full, month_text
from app.rules.closings import KINDS, METHODS
from app.services.month_closings import MonthOffer
from app.services.sign_in import Actor
from ui.kit.dialog import Answer, Sheet
from ui.kit.layout import Item, card, col, host, row, stretched
from ui.kit.lines import ShortLine, ShortList
from ui.kit.page import Page
from ui.kit.row_table import Column
from ui.kit.save_as import ask_where
from ui.kit.signs import note
from ui.kit.table_view import TableView
from ui.kit.text import Text
from ui.parts.booking_words import short_day
from ui.parts.closing_sheets import number_lines
from ui.parts.month_actions import MonthActions
from ui.parts.screen import Screen

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.closings import ClosingRow

MOST_TOLD = 8


def month_actions(page: Page, desk: Callable[[], Desk], actor: Actor) -> MonthActions:
    """The actions of a page; their sheets lie over its window."""
    sheets = MonthSheets(page, desk, actor)
    sheets.acts = MonthActions(page.ops, desk, actor, sheets)
    return sheets.acts


class MonthSheets(Screen):
    """What `MonthActions` sees of the screen."""

    acts: MonthActions

    def show_month(self, offer: MonthOffer) -> None:
        MonthSheet(self._page, offer, self.acts).open()

    def ask_where(self, name: str, do: Callable[[str], None]) -> None:
        ask_where(self._page, "月計表を保存", name, "Excel (*.xlsx)", do)


class MonthSheet(Sheet):
    """Ctrl+Enter closes the month as it is shown; closed, it is printed and saved."""

    def __init__(self, page: Page, offer: MonthOffer, acts: MonthActions) -> None:
        t = page.t
        self.offer = offer
        month = offer.month
        answers = [
            Answer(
                "Excelで保存", lambda: acts.save(month), "Ctrl+S", "plain", "save", False
            ),
            Answer("月計表を印刷", lambda: acts.print_sheet(month), "Ctrl+P", "plain"),
        ]
        closable = offer.closed is None and offer.over
        if closable:
            do = Answer(
                "月締めをする", lambda: acts.close(offer), "Ctrl+Enter", "primary"
            )
            answers.append(do)
        self.table: TableView[tuple[ClosingRow, int]] = TableView(
            t, "日締めをした日", COLUMNS, "この月に日締めをした日はありません。"
        )
        self.table.setMinimumHeight(t.px(t.pick(280, 200)))
        self.table.show_rows(
            [(row, day.left) for row, day in zip(offer.days, offer.by_day, strict=True)]
        )
        sums = card(t, "この月の日締めの計", ShortList(t, _sums(offer)))
        sums.setFixedWidth(t.px(t.pick(320, 288)))
        body = stretched(row(t, self.table, host(col(t, sums, None)), gap=16), 0)
        super().__init__(
            t,
            page,
            f"{month_text(month)} の月締め",
            *_notes(page, offer),
            host(body),
            *(Text(t, each, "small", wraps=True) for each in _differing(offer)),
            answers=answers,
            leave="やめる" if closable else "閉じる",
            icon="report",
            width=960,
            scrolls=True,
        )
        if offer.days:
            self.table.selectRow(0)
            self.table.setFocus()


COLUMNS: Sequence[Column[tuple[ClosingRow, int]]] = (
    Column("締めた日", lambda row: short_day(row[0].day), width=104),
    Column("差引", lambda row: yen(row[1]), number=True, width=112),
    Column(
        "現金の差額",
        lambda row: yen(row[0].difference) if row[0].difference else "なし",
        number=True,
        width=96,
        tone=lambda row: "late" if row[0].difference else "",
    ),
    Column("締めた職員", lambda row: row[0].closed_by),
)


def _differing(offer: MonthOffer) -> Sequence[str]:
    """現金の差額 of each day with its explanation."""
    return [
        f"{short_day(row.day)} 現金の差額 {yen(row.difference)}: {row.reason}"
        for row in offer.differing
    ]


def _sums(offer: MonthOffer) -> Sequence[ShortLine]:
    return [
        *(
            ShortLine(
                f"{KINDS[each.what]} {METHODS[each.method]} {each.payments}件",
                yen(each.left),
            )
            for each in offer.sums
        ),
        ShortLine("差引の計", yen(offer.left), role="text"),
        ShortLine("現金の差額の計", yen(offer.difference), role="text"),
        *number_lines(offer.issued),
    ]


def _notes(page: Page, offer: MonthOffer) -> Sequence[Item]:
    """What is in the way, and what is only told."""
    t = page.t
    if done := offer.closed:
        at = f"{full(done.closed_at.date())} {done.closed_at.hour}:{done.closed_at:%M}"
        told = f"{at} に{done.closed_by}さんが締めました。後から直すときは、赤伝票です。"
        return [note(t, told, "good", "check")]
    found: list[Item] = []
    if not offer.over:
        told = f"月の最後の日、{full(offer.last)}から月締めができます。"
        found.append(note(t, told, "accent", "lock"))
    if offer.open_days:
        told = f"お金を受け取って、まだ日締めをしていない日: {_told(offer.open_days)}"
        found.append(note(t, told, "late", "warn"))
    if offer.quiet_days:
        told = f"お金の動きも日締めもない日: {_told(offer.quiet_days)}"
        found.append(Text(t, told, "small", "text2", wraps=True))
    return found


def _told(days: Sequence[date]) -> str:
    told = "、".join(f"{day.day}日" for day in days[:MOST_TOLD])
    rest = len(days) - MOST_TOLD
    return f"{told} ほか{rest}日" if rest > 0 else told
