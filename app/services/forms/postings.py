"""The papers of a day and of a month, filled from what is booked and what rules say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from app.kit import labels
from app.printing.booking_day_sheet import DaySheet, DayUse
from app.printing.booking_door_sheet import DoorSheet, DoorUse
from app.printing.booking_free_month import FreeMonth, Line, RoomMonth
from app.rules.book.holidays import national
from app.rules.vacancy import MEANINGS, Sign, lines
from app.services.forms.head import Head
from app.services.held import Held, kept_from
from app.services.months import LedgerMonth
from db.queries.blockings import BlockingRow
from db.queries.postings import PostedRow
from db.queries.today import BookingRow, RoomRow
from db.records.bookings import Status

#: Of each room that is made of others, those others.
Parts = Mapping[UUID, tuple[UUID, ...]]
OUT = (Status.IN_USE, Status.DONE)


def pieces(parts: Parts, room_id: UUID) -> frozenset[UUID]:
    """The undivided rooms that a room takes up."""
    return frozenset(parts.get(room_id, ()) or (room_id,))


def day_sheet_of(
    head: Head,
    now: datetime,
    day: date,
    rooms: Sequence[RoomRow],
    booked: Sequence[BookingRow],
    shut: Sequence[BlockingRow],
    lent: Mapping[UUID, str],
    parts: Parts,
) -> DaySheet:
    """A room made of others stands there on days on which it is used as a whole."""
    whole = [row for row in shut if row.room_id == row.blocked_id]
    used = {row.room_id for row in booked} | {row.room_id for row in whole}
    shown = [room for room in rooms if room.id in used or not parts.get(room.id)]
    names = {room.id: room.name for room in shown}
    return DaySheet(
        center=head.center,
        day=day,
        printed=now,
        rooms=[room.name for room in shown],
        uses=sorted(
            [
                *(_day_use(row, lent) for row in booked if row.room_id in names),
                *(
                    _day_stop(names[row.room_id], row)
                    for row in shut
                    if row.room_id in names
                ),
            ],
            key=lambda use: use.starts,
        ),
    )


def blocking_words(row: BlockingRow) -> str:
    """利用停止（点検・修繕）; with its reason where that is posted."""
    kind = labels.value("blocking", "kind", row.kind)
    told = f"{labels.kind('blocking')}（{kind}）"
    return f"{told} {row.reason}" if row.posted else told


def _day_stop(room: str, row: BlockingRow) -> DayUse:
    return DayUse(
        room,
        row.starts,
        row.ends,
        blocking_words(row),
        "" if row.posted else row.reason,
        0,
        "",
        0,
        key_out=False,
        key_back=False,
        blocked=True,
    )


def _day_use(row: BookingRow, lent: Mapping[UUID, str]) -> DayUse:
    return DayUse(
        row.room,
        row.starts,
        row.ends,
        row.group,
        row.purpose,
        row.users,
        lent.get(row.id, ""),
        row.owed,
        row.status in OUT,
        row.status == Status.DONE,
        row.status == Status.PROVISIONAL,
    )


def door_sheets_of(
    head: Head,
    day: date,
    rooms: Sequence[RoomRow],
    posted: Sequence[PostedRow],
    parts: Parts,
) -> Sequence[DoorSheet]:
    """One for each undivided room: what is booked as a whole stands at every door."""
    doors = []
    for room in rooms:
        if parts.get(room.id):
            continue
        uses = [row for row in posted if room.id in pieces(parts, row.room_id)]
        uses.sort(key=lambda row: row.starts)
        told = [DoorUse(row.starts, row.ends, row.group) for row in uses]
        doors.append(DoorSheet(center=head.center, room=room.name, day=day, uses=told))
    return doors


def free_month_of(head: Head, month: LedgerMonth, parts: Parts, today: date) -> FreeMonth:
    """What is still free, room by room; a part is taken where its whole is."""
    rooms = [
        RoomMonth(room.name, list(_lines(room, month, parts, today)))
        for room in month.rooms
    ]
    used = {sign for room in rooms for line in room.lines for sign in line.signs}
    days = next(iter(month.colors.values()), ())
    return FreeMonth(
        center=head.center,
        contact=f"電話 {head.phone}" if head.phone else "",
        first=month.first,
        rooms=rooms,
        holidays=frozenset(each.day for each in days if national(each.day)),
        meanings=[(sign.value, MEANINGS[sign]) for sign in MEANINGS if sign in used],
        printed=today,
    )


def _lines(
    room: RoomRow, month: LedgerMonth, parts: Parts, today: date
) -> Iterator[Line]:
    own = pieces(parts, room.id)
    rows: list[Held] = [row for row in month.bookings if own & pieces(parts, row.room_id)]
    rows += [row for row in month.blockings if row.room_id == room.id]
    held = [kept_from(room, row) for row in rows]
    for name, signs in lines(month.colors.get(room.name, ()), held, today):
        yield Line(name, [Sign(sign).value for sign in signs])
