"""受付期間 of a month or a 年度: what is the same whichever of its days is used."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

from app.rules.acceptance.staged import Staged
from app.rules.acceptance.windows import Window
from app.rules.book.base import Explained
from app.rules.book.offset import shifted

T = TypeVar("T")
Days = Sequence[date]


def month(first: date) -> Sequence[Days]:
    return (_days(first, shifted(first, 1)),)


def fiscal_year(year: int) -> Sequence[Days]:
    """Its two halves: fixed uses are given out for a year or for a half."""
    first = date(year, 4, 1)
    half, end = shifted(first, 6), shifted(first, 12)
    return _days(first, half), _days(half, end)


def _days(first: date, end: date) -> Days:
    return [first + timedelta(days=count) for count in range((end - first).days)]


def over(periods: Sequence[Days], find: Callable[[date], Window]) -> Window:
    """The values that all days share; of stages, those that a whole period shares."""
    found = [_shared([find(day) for day in days]) for days in periods]
    stages = {
        (each.stage.topics, tuple(each.days.items())): each
        for window in found
        for each in window.stages
    }
    steps = dict.fromkeys(step for window in found for step in window.explained)
    ordered = sorted(stages.values(), key=lambda each: each.first)
    return replace(_shared(found), stages=tuple(ordered), explained=tuple(steps))


def _shared(windows: Sequence[Window]) -> Window:
    first = windows[0]
    if len(windows) == 1:
        return first
    return replace(
        first,
        opens=_same(each.opens for each in windows),
        closes=_same(each.closes for each in windows),
        opens_month=_same(each.opens_month for each in windows),
        any_time=all(each.any_time for each in windows),
        tie_break=_same(each.tie_break for each in windows),
        queue=_same(each.queue for each in windows),
        stages=tuple(_stages(windows)),
        unknown=tuple(no for each in windows for no in each.unknown),
        explained=_steps(windows),
    )


def _same(values: Iterable[T | None]) -> T | None:
    found = set(values)
    return found.pop() if len(found) == 1 else None


def _stages(windows: Sequence[Window]) -> Iterator[Staged]:
    for stage in windows[0].stages:
        alike = [
            each
            for window in windows
            for each in window.stages
            if each.stage.topics == stage.stage.topics
        ]
        days = {
            step: day
            for step, day in stage.days.items()
            if all(each.days.get(step) == day for each in alike)
        }
        if days and len(alike) == len(windows):
            yield Staged(stage.stage, days, stage.explained)


def _steps(windows: Sequence[Window]) -> tuple[Explained, ...]:
    every = [set(window.explained) for window in windows]
    return tuple(
        step for step in windows[0].explained if all(step in steps for steps in every)
    )
