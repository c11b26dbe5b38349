"""The cards of a month: what stands out, then table by table what the workbook has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from app.kit.money import yen
from ui.kit.layout import card, col, host, row, stretched
from ui.kit.lines import ShortLine, ShortList
from ui.kit.row_table import Column
from ui.kit.table_view import TableView
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.reports.figures import (
    FieldFigures,
    KindFigures,
    MonthFigures,
    PlanFigures,
    RoomFigures,
)

RATES = (
    "稼働率（区分）は、使われた区分 ÷ 利用できる区分。"
    "稼働率（日数）は、使われた日 ÷ 開館日。"
)


def cards(t: Theme, figures: MonthFigures) -> Sequence[QWidget]:
    first = [_tiles(t, figures), _rooms(t, figures)]
    money, income = _money(t, figures), _income(t, figures)
    rest = [_kinds(t, figures), _plans(t, figures), _fields(t, figures)]
    if t.compact:
        return [*first, money, income, *rest]
    income.setFixedWidth(t.px(288))
    beside = stretched(row(t, money, income, gap=12), 0)
    return [*first, host(beside), *rest]


def _tiles(t: Theme, figures: MonthFigures) -> QWidget:
    """Four figures that one asks for first."""
    total = figures.total
    tiles = [
        _tile(t, "開館日数", f"{figures.open_days}日"),
        _tile(t, "利用件数", f"{total.uses:,}件"),
        _tile(t, "利用者数", f"{total.users:,}人"),
        _tile(t, "この月の収入", yen(figures.taken - figures.given)),
    ]
    return host(stretched(row(t, *tiles, gap=12), *range(len(tiles))))


def _tile(t: Theme, label: str, figure: str) -> QWidget:
    words = (Text(t, label, "small", "text2"), Text(t, figure, "figure"))
    tile = host(col(t, *words, margins=(16, 8, 16, 8)), "card")
    tile.setAccessibleName(f"{label} {figure}")
    return tile


def _rooms(t: Theme, figures: MonthFigures) -> QWidget:
    columns: list[Column[RoomFigures]] = [
        Column("室", lambda room: room.name, width=t.pick(240, 176)),
        *_of_slots(figures.slots),
        Column("計", lambda room: f"{room.used:,}", True),
        Column("件数", lambda room: f"{room.uses:,}", True),
        Column("利用者数", lambda room: f"{room.users:,}", True),
        Column("稼働率（区分）", lambda room: room.by_slot, True),
        Column("稼働率（日数）", lambda room: room.by_day, True),
    ]
    table = TableView(t, "施設の利用", columns, whole=True)
    table.show_rows(figures.rooms)
    foot = Text(t, RATES, "small", "text2", wraps=True)
    return card(t, "施設の利用", table, 4, foot)


def _of_slots(slots: Sequence[str]) -> Iterator[Column[RoomFigures]]:
    for place, slot in enumerate(slots):
        yield Column(slot, partial(_uses_of, place), True)


def _uses_of(place: int, room: RoomFigures) -> str:
    return f"{room.slots[place]:,}"


def _money(t: Theme, figures: MonthFigures) -> QWidget:
    columns: list[Column[RoomFigures]] = [
        Column("室", lambda room: room.name, width=t.pick(240, 176)),
        Column("減免前", lambda room: yen(room.before), True),
        Column("減免額", lambda room: yen(room.reduction), True),
        Column("使用料", lambda room: yen(room.fee), True),
        Column("納付済", lambda room: yen(room.paid), True),
        Column(
            "未納", lambda room: yen(room.owed), True, tone=lambda room: room.owed_tone
        ),
    ]
    table = TableView(t, "使用料と減免", columns, whole=True)
    table.show_rows(figures.rooms)
    return card(t, "使用料と減免", table, note="この月の利用について")


def _income(t: Theme, figures: MonthFigures) -> QWidget:
    lines = [
        ShortLine("収納", yen(figures.taken), role="text"),
        ShortLine("還付", yen(figures.given), role="text"),
        ShortLine("差引", yen(figures.taken - figures.given), role="text"),
    ]
    return card(t, "この月の収入", ShortList(t, lines), None, note="納付した日で")


def _kinds(t: Theme, figures: MonthFigures) -> QWidget:
    columns: list[Column[KindFigures]] = [
        Column("品目", lambda kind: kind.name, width=320),
        Column("件数", lambda kind: f"{kind.loans:,}", True),
        Column("点数", lambda kind: f"{kind.pieces:,}", True),
        Column("使用料", lambda kind: yen(kind.fee), True),
        Column("うち予約に含む", lambda kind: yen(kind.with_room), True),
    ]
    table = TableView(t, "備品の貸出", columns, "この月の貸出はありません。", whole=True)
    table.show_rows(figures.kinds)
    return card(t, "備品の貸出", table, note="この月に始まった貸出について")


def _plans(t: Theme, figures: MonthFigures) -> QWidget:
    columns: list[Column[PlanFigures]] = [
        Column("制度・プラン", lambda plan: plan.name, width=400),
        Column("人数", lambda plan: f"{plan.people:,}", True),
        Column("保険料", lambda plan: yen(plan.premium), True),
        Column("社協へ納めた額", lambda plan: yen(plan.delivered), True),
        Column(
            "これから納める額",
            lambda plan: yen(plan.owed),
            True,
            tone=lambda plan: plan.owed_tone,
        ),
    ]
    table = TableView(t, "保険の加入", columns, "この月の加入はありません。", whole=True)
    table.show_rows(figures.plans)
    note = "この月の申込みについて。保険料は預り金です"
    return card(t, "保険の加入", table, note=note)


def _fields(t: Theme, figures: MonthFigures) -> QWidget:
    columns: list[Column[FieldFigures]] = [
        Column("活動分野", lambda field: field.name, width=320),
        Column("団体数", lambda field: f"{field.groups:,}", True),
        Column("件数", lambda field: f"{field.uses:,}", True),
        Column("人数", lambda field: f"{field.users:,}", True),
    ]
    empty = "この月の利用はありません。"
    table = TableView(t, "活動分野別の利用", columns, empty, whole=True)
    table.show_rows(figures.fields)
    return card(t, "活動分野別の利用", table)
