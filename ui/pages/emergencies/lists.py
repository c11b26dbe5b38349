"""The lists of 臨時休館: who would be affected, whom to call, what is settled."""

from __future__ import annotations

from collections.abc import Callable

from app.services.emergencies import (
    Affected,
    AffectedRow,
    EmergencyRow,
    Settling,
)
from ui.kit.row_table import Column
from ui.kit.table_view import TableView
from ui.kit.theme import Theme
from ui.pages.emergencies import words

#: Widths of what must be read whole (px): 11/25 13:00–17:00 and 090-0000-0000.
WHEN, PHONE = 192, 168

#: Its place in the order of calling, and the booking.
Numbered = tuple[int, AffectedRow]


def affected_table(t: Theme) -> TableView[Numbered]:
    columns: list[Column[Numbered]] = [
        Column("順", lambda each: f"{each[0]}", number=True, width=56),
        Column("使用の時間", lambda each: words.when(each[1]), width=WHEN),
        Column("部屋", lambda each: words.room(each[1]), width=t.pick(120, 96)),
        Column("団体", lambda each: each[1].group),
    ]
    if not t.compact:
        columns += [
            Column("電話", lambda e: e[1].phone or words.NO_PHONE, width=PHONE),
            Column("人数", lambda each: f"{each[1].users}", number=True, width=64),
        ]
    return TableView(t, "連絡する団体", columns, "この時間に予約はありません。")


def call_table(t: Theme, near: Callable[[Affected], str]) -> TableView[Affected]:
    """`near` names the place that a group could move to."""
    columns: list[Column[Affected]] = [
        Column("順", lambda line: f"{line.call.place}", number=True, width=56),
        Column("使用の時間", words.was, width=WHEN),
        Column("部屋", lambda line: line.was_room, width=t.pick(120, 96)),
        Column("団体", lambda line: line.row.group),
        Column("電話", lambda line: line.row.phone or words.NO_PHONE, width=PHONE),
        Column("結果・希望", words.came, width=t.pick(176, 160), tone=words.result_tone),
    ]
    if not t.compact:
        columns.append(Column("振替先・近い空き", near, width=248))
    return TableView(t, "連絡する団体", columns, "この時間に予約はありません。")


def settling_table(t: Theme) -> TableView[Settling]:
    columns: list[Column[Settling]] = [
        Column("団体", lambda each: each.line.row.group),
        Column("取扱い", words.becomes, tone=lambda e: "late" if e.refused else ""),
        Column("還付", words.back, number=True, width=96),
        Column("決まり", words.rule),
        Column("空きの案内", words.told_of),
    ]
    return TableView(t, "取消・還付・振替の内容", columns, "することはありません。")


def past_table(t: Theme) -> TableView[EmergencyRow]:
    columns: list[Column[EmergencyRow]] = [
        Column("休館の時間", lambda row: words.span(row.starts, row.ends), width=264),
        Column("原因", lambda row: words.cause(row.cause), width=112),
        Column("理由", lambda row: row.reason),
        Column("決めた職員", lambda row: row.declared_by, width=136),
        Column(
            "状態",
            lambda row: words.state(row)[0],
            width=112,
            tone=lambda row: words.state(row)[1],
        ),
    ]
    return TableView(t, "これまでの臨時休館", columns, "臨時休館はまだありません。")
