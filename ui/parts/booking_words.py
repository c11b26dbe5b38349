"""A booking in words and as a block of a day grid. No Qt here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from app.kit import labels
from app.kit.money import yen
from app.kit.wareki import weekday
from app.services.today import BlockingRow, BookingRow
from ui.kit.grid.day import GridBlock, GridSlot, State, clock

STATES: dict[str, State] = {
    "provisional": "hold",
    "held": "hold",
    "applied": "applied",
    "confirmed": "permit",
    "in_use": "inuse",
    "done": "done",
    "no_show": "absent",
}
#: What must be paid: of what is only asked for, or whose use nobody came to, nothing is
#: marked.
PAYABLE = ("provisional", "confirmed", "in_use", "done")


def minute(moment: datetime) -> int:
    """Minutes since midnight."""
    return moment.hour * 60 + moment.minute


def short_day(day: date) -> str:
    """11/24(火)."""
    return f"{day.month}/{day.day}({weekday(day)})"


def hours(starts: datetime, ends: datetime) -> str:
    """13:00–17:00; midnight, where something ends, is 24:00."""
    return f"{clock(minute(starts))}–{clock(minute(ends) or 24 * 60)}"


def block(row: BookingRow, at: datetime, waiting: bool) -> GridBlock:
    """A booking in a grid. `waiting`: someone may stand at the counter."""
    state = "wait" if waiting else STATES[row.status]
    more = f"{row.group} {row.purpose} {row.users}人".replace("  ", " ")
    starts = minute(row.starts)
    # a use may end at midnight, which is 24:00 of its day
    ends, busy = (
        starts + int((until - row.starts).total_seconds()) // 60
        for until in (row.ends, row.busy_until)
    )
    lead = int((row.starts - row.busy_from).total_seconds()) // 60
    price = f"使用料 {yen(row.fee)}" if row.fee else "無料"
    return GridBlock(
        row.id, row.room_id, starts, ends, state, row.group, _mark(row, at), more, busy,
        price, lead,
    )  # fmt: skip


def joined(rows: Iterable[BookingRow]) -> Sequence[GridBlock]:
    """The same where they take up a room that they are not in: 会議室1の予約.

    Several claims on one time of a room are said once; the tooltip names them all.
    """
    found: dict[tuple[str, int, int], GridBlock] = {}
    for each in map(_joined, rows):
        place = (each.title, each.start, each.end)
        if (said := found.get(place)) is not None:
            each = said._replace(tooltip=f"{said.tooltip}、{each.tooltip}")
        found[place] = each
    return list(found.values())


def _joined(row: BookingRow) -> GridBlock:
    taken = f"{row.room}の予約"
    whose = f"{taken}({row.group} {row.purpose} {row.users}人)".replace("  ", " ")
    found = block(row, row.starts, waiting=False)
    return found._replace(
        state="joined", title=taken, mark="", tooltip=whose, price="", brief=row.room
    )


def kind_of(row: BlockingRow) -> str:
    """公用・点検・修繕…"""
    return labels.value("blocking", "kind", row.kind)


def stop_sign(kind: str) -> str:
    """What stands for a kind of 利用停止 where there is room for one sign."""
    return {"official": "公", "maintenance": "点"}.get(kind, "停")


def blocked(row: BlockingRow, slots: Sequence[GridSlot]) -> GridBlock:
    """A blocking in a grid, as far as the grid goes: 点検・修繕 空調の点検.

    The block's id is the row: what is opened is no booking.
    """
    starts, ends = minute(row.starts), minute(row.ends) or 24 * 60
    if slots:
        starts = max(starts, min(slot.start for slot in slots))
        ends = min(ends, max(slot.end for slot in slots))
    kind = kind_of(row)
    mark = "回答待ち" if row.status == "provisional" else ""
    where = "" if row.room_id == row.blocked_id else f"{row.room} "
    whole = f"{where}{hours(row.starts, row.ends)} {kind} {row.reason}"
    title = f"{kind} {row.reason}"
    return GridBlock(row, row.room_id, starts, ends, "stop", title, mark, whole)


def _mark(row: BookingRow, at: datetime) -> str:
    """What is out of the ordinary, or until when it is held."""
    if row.status == "provisional":
        return "回答待ち"
    if row.status == "held" and row.held_until is not None:
        return f"{row.held_until.month}/{row.held_until.day}まで"
    if row.status == "confirmed" and row.ends <= at:
        return "来館未確認"
    return "未納" if row.owed and row.status in PAYABLE else ""
