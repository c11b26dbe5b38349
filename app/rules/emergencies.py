"""臨時休館: who is called first, and what becomes of a use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

#: The setting's word for: on a day the largest groups first. Else by the time of use.
BY_USERS = "人数"


class Callee(Protocol):
    """A booking whose group is called."""

    @property
    def starts(self) -> datetime: ...
    @property
    def users(self) -> int: ...
    @property
    def phone(self) -> str: ...
    @property
    def number(self) -> str: ...


C = TypeVar("C", bound=Callee)


def in_call_order(rows: Iterable[C], order: str) -> Sequence[C]:
    """Who would come first is called first; who has no phone, last of the same time.

    No published rule says more. With `BY_USERS`, of a day who would come with the most.
    """

    def by_time(row: C) -> tuple[object, ...]:
        return row.starts, not row.phone, row.number

    def by_users(row: C) -> tuple[object, ...]:
        return row.starts.date(), -row.users, *by_time(row)

    return sorted(rows, key=by_users if order == BY_USERS else by_time)


def cut_at(starts: datetime, ends: datetime, shut_from: datetime) -> datetime | None:
    """When a use ends that begins before the closing and reaches into it; None for one
    that lies within it or before it."""
    return shut_from if starts < shut_from < ends else None


def worth_keeping(starts: datetime, ends: datetime, cut: datetime) -> bool:
    """Whether it is proposed to cut it short: half of it is left, or more. No published
    rule says more; whoever is called decides."""
    return (cut - starts) * 2 >= ends - starts


def leaves_at(
    starts: datetime, shut_from: datetime, now: datetime, step: timedelta
) -> datetime:
    """When who is in the house ends: with the closing, or at the next `step` from now.
    Who has the key before the use `starts` has one `step` of it."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return max(shut_from, midnight - (midnight - now) // step * step, starts + step)
