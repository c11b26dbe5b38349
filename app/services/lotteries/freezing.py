"""From what is entered to the list that is drawn from, and what is gone of it since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from app.kit import labels
from app.rules.draws.caps import caps
from app.rules.draws.draw import (
    Cap,
    Cell,
    FrozenList,
    Gone,
    Request,
    Taken,
    cells,
)
from app.rules.fees.slots import SlotsOverlap, UnknownSlot
from app.services.awards.spans import Spans, stamped
from app.services.wishes import wishes_of
from db.occupancy import quarters, undivided
from db.queries import emergencies, lotteries, rooms, waiting
from db.queries.blockings import BlockingRow, blockings_in
from db.queries.lotteries import HeldRow, TakenRow
from db.queries.waiting import WaitingRow
from db.records.blockings import BlockingKind, BlockingStatus
from db.records.lotteries import Lottery
from db.store import Reading

#: Of a group, for one limit: the days of what it has already.
Had = Mapping[UUID, Sequence[str]]


def room_keys(lottery: Lottery) -> tuple[UUID, ...]:
    return tuple(UUID(key) for key in lottery.rooms.split())


def frozen_of(session: Reading, spans: Spans, lottery: Lottery) -> FrozenList:
    """The list as it is now: requests, limits, and what is taken already."""
    every = [card.name for card in rooms.cards(session)]
    drawn = [spans.room(key).name for key in room_keys(lottery)]
    book = spans.book(lottery.first_on)
    limits = caps(book, drawn, every, lottery.first_on, lottery.last_on)
    first = min([f"{lottery.first_on}", *(cap.first for cap in limits)])
    last = max([f"{lottery.last_on}", *(cap.last for cap in limits)])
    held = lotteries.held(session, _midnight(first), _midnight(last) + timedelta(days=1))
    had = [_had(spans, cap, held) for cap in limits]
    requests = tuple(
        Request(
            row.number,
            row.group,
            tuple(
                spans.wish(wish.room_id, wish.day, wish.slots)
                for wish in wishes_of(row.wishes)
            ),
            tuple(tuple(of.get(row.group_id, ())) for of in had),
        )
        for row in lotteries.requests(session, lottery.id)
    )
    shut = blockings_in(
        session.read,
        _midnight(f"{lottery.first_on}"),
        _midnight(f"{lottery.last_on}") + timedelta(days=1),
    )
    offers = waiting.promised(session.read, lottery.first_on, lottery.last_on)
    taken = (
        *_taken(spans, lottery, held),
        *_blocked(spans, lottery, shut),
        *_promised(spans, lottery, offers),
    )
    return FrozenList(lottery.number, lottery.name, lottery.most, requests, limits, taken)


def gone_since(
    session: Reading, spans: Spans, lottery: Lottery, frozen: FrozenList
) -> tuple[Gone, ...]:
    """Time that is free on the list and is not any more: closed, blocked, or back with
    whom it was before."""
    days = quarters(
        _midnight(f"{lottery.first_on}"),
        _midnight(f"{lottery.last_on}") + timedelta(days=1),
    )
    listed = {
        cell
        for each in frozen.taken
        for cell in cells((each.room,), each.starts, each.until)
    }
    rooms = undivided(session, room_keys(lottery))
    found = []
    for row in (*lotteries.taken(session, rooms, days), *_shut(session, rooms, days)):
        name = spans.room(row.room_id).name
        for run in _runs(name, row, listed):
            gone = Gone(name, stamped(run.start), stamped(run.stop), _why(row))
            listed |= cells((name,), gone.starts, gone.until)
            found.append(gone)
    return tuple(sorted(found, key=lambda each: (each.starts, each.room)))


def _shut(session: Reading, rooms: Collection[UUID], days: range) -> Iterator[TakenRow]:
    """What a 臨時休館 that is not settled closes, though what was booked in it was given
    up meanwhile."""
    for row in emergencies.not_settled(session):
        span = quarters(row.starts, row.ends)
        first, last = max(span.start, days.start), min(span.stop, days.stop) - 1
        why = BlockingKind.EMERGENCY, labels.value("emergency", "cause", row.cause), True
        for room in sorted(set(rooms).intersection(undivided(session, row.rooms))):
            if first <= last:
                yield TakenRow(room, first, last, None, *why)


def _runs(room: str, row: TakenRow, listed: Collection[Cell]) -> Iterator[range]:
    """What is in none of the cells that the list has as taken."""
    begins: int | None = None
    for quarter in range(row.first, row.last + 2):
        at, until = stamped(quarter), stamped(quarter + 1)
        free = quarter <= row.last and cells((room,), at, until).isdisjoint(listed)
        if free and begins is None:
            begins = quarter
        if not free and begins is not None:
            yield range(begins, quarter)
            begins = None


def _why(row: TakenRow) -> str:
    """予約 H26-0031; 臨時休館（台風）, the reason only where the public is told it."""
    if row.kind is None:
        return f"予約 {row.number}"
    told = labels.value("blocking", "kind", row.kind)
    return f"{told}（{row.reason}）" if row.posted and row.reason else told


def _pieces_of(spans: Spans, lottery: Lottery) -> set[str]:
    """The undivided rooms that are drawn for."""
    return {name for key in room_keys(lottery) for name in spans.takes(key)}


def _midnight(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time.min)


def _had(spans: Spans, cap: Cap, held: Sequence[HeldRow]) -> Had:
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    for row in held:
        day = row.starts.date()
        if (
            cap.first <= f"{day}" <= cap.last
            and spans.room(row.room_id).name in cap.rooms
        ):
            units = _pieces(spans, row) if cap.of == "slots" else 1
            found[row.group_id] += [f"{day}"] * units
    return found


def _pieces(spans: Spans, row: HeldRow) -> int:
    """区分 of a booking; 1 where the rules have no such slots any more."""
    try:
        slots = tuple(row.slots.split("・"))
        return spans.of(row.room_id, row.starts.date(), slots).pieces
    except (UnknownSlot, SlotsOverlap):
        return 1


def _taken(spans: Spans, lottery: Lottery, held: Sequence[HeldRow]) -> Iterator[Taken]:
    """Time of the rooms of a lottery that somebody has."""
    drawn = _pieces_of(spans, lottery)
    for row in held:
        if row.occupies and lottery.first_on <= row.starts.date() <= lottery.last_on:
            span = quarters(row.busy_from, row.busy_until)
            for name in sorted(drawn.intersection(spans.takes(row.room_id))):
                yield Taken(name, stamped(span.start), stamped(span.stop))


def _blocked(
    spans: Spans, lottery: Lottery, shut: Sequence[BlockingRow]
) -> Iterator[Taken]:
    """Time of the rooms of a lottery that is blocked."""
    drawn = _pieces_of(spans, lottery)
    for row in shut:
        if row.status == BlockingStatus.IN_FORCE and row.room_id == row.blocked_id:
            span = quarters(row.starts, row.ends)
            for name in sorted(drawn.intersection(spans.takes(row.room_id))):
                yield Taken(name, stamped(span.start), stamped(span.stop))


def _promised(
    spans: Spans, lottery: Lottery, offers: Sequence[WaitingRow]
) -> Iterator[Taken]:
    """Time of the rooms of a lottery that was offered to a group of the waiting list."""
    drawn = _pieces_of(spans, lottery)
    for row in offers:
        wish = spans.wish(row.room_id, row.starts.date(), tuple(row.slots.split("・")))
        for name in sorted(drawn.intersection(wish.takes)):
            yield Taken(name, wish.starts, wish.until)
