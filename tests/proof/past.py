"""How every booking was, entry by entry: whether what a loser was told was true."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from db.journal import log, skew
from db.journal.entry import Op
from db.journal.kinds import kinds
from db.records.blockings import Blocking, BlockingStatus
from db.records.bookings import Booking
from db.records.groups import Group
from db.records.rooms import Room
from db.session import Session
from tests.proof.checks import KEEPING
from tests.proof.told import Lost
from tests.proof.workplace import Workplace

BOOKING, BLOCKING = Booking.__tablename__, Blocking.__tablename__
#: What is told of a blocking.
OF_BLOCKING = "kind", "reason", "starts", "ends", "made_by", "allowed_by"


@dataclass(frozen=True, slots=True)
class Period:
    """A booking or blocking from one entry on, up to another that changed it."""

    since: int
    until: float
    values: dict[str, Any]

    def holds_against(self, lost: Lost, parts: dict[UUID, tuple[UUID, ...]]) -> bool:
        """Whether it had the time that was wished for, while that was asked."""
        its, values = set(parts[self.values["room_id"]]), self.values
        since = values.get("busy_from", values["starts"])
        until = values.get("busy_until", values["ends"])
        return (
            values["status"] in (*KEEPING, BlockingStatus.IN_FORCE)
            and self.since <= lost.until
            and self.until > lost.since
            and any(
                not its.isdisjoint(parts[wished.room_id])
                and since < wished.busy_until
                and wished.busy_from < until
                for wished in lost.wished
            )
        )


class Past:
    """All periods of the bookings of a site, by number, and of its blockings, by when
    they start."""

    def __init__(self, session: Session, site: str) -> None:
        self._rooms = {
            key: name for key, name in session.execute(select(Room.id, Room.name))
        }
        self._groups = {
            key: name for key, name in session.execute(select(Group.id, Group.name))
        }
        self._periods: defaultdict[object, list[Period]] = defaultdict(list)
        rows: dict[UUID, tuple[int, dict[str, Any]]] = {}
        for entry in log.by_site(session, {})[0]:
            assert entry.dot.site == site
            for change in entry.changes:
                if (kind := change.row.kind) not in (BOOKING, BLOCKING):
                    continue
                before = rows.pop(change.row.id, None)
                if before is not None:
                    self._end(before, entry.dot.seq)
                if change.op is Op.DELETE:
                    continue
                fields = skew.fields_of(change, entry.schema)
                new = kinds()[kind].decode({n: to for n, (_, to) in fields.items()})
                rows[change.row.id] = entry.dot.seq, {**(before or (0, {}))[1], **new}
        for last in rows.values():
            self._end(last, float("inf"))

    def untrue(self, place: Workplace, lost: Sequence[Lost]) -> Iterator[str]:
        """Each answer that named nobody, or somebody who did not have it then."""
        for each in lost:
            if not self._is_true(place, each):
                yield f"told of {each.said}, which does not hold {each.wished}"

    def _is_true(self, place: Workplace, lost: Lost) -> bool:
        said = lost.said
        return any(
            said.items() >= self._as_told(period.values).items()
            for period in self._periods[said.get("number", said.get("starts"))]
            if period.holds_against(lost, place.parts)
        )

    def _as_told(self, values: dict[str, Any]) -> dict[str, object]:
        room = self._rooms[values["room_id"]]
        if "number" not in values:
            return {"room": room} | {name: values[name] for name in OF_BLOCKING}
        return {
            **{name: values[name] for name in ("number", "starts", "ends")},
            "room": room,
            "group": self._groups[values["group_id"]],
        }

    def _end(self, period: tuple[int, dict[str, Any]], until: float) -> None:
        since, values = period
        self._periods[values.get("number", values["starts"])].append(
            Period(since, until, values)
        )
