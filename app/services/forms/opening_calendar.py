"""開館カレンダー of a fiscal year from the rules in force on each of its days."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from app.kit.wareki import day_text, weekday
from app.printing.opening_calendar import Day, OpeningCalendar
from app.rules.book.base import Silent
from app.rules.book.calendar import Closed, Opened, Span
from app.rules.book.rulebook import Rulebook
from app.rules.calendar.opening import reason_text
from app.rules.calendar.opening_year import Calendar, CalendarDay, calendars, hours_of
from app.rules.wording import span_text
from app.services.forms.head import Head

#: What stands in the cell of a day; hours that are not the usual ones have a number.
CLOSED, CLOSED_ONCE, OPENED_ONCE, NO_COUNTER = "休", "臨休", "臨開", "窓休"
NUMBERS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
WEEKDAYS = frozenset("月火水木金")

Hours = Sequence[tuple[tuple[Span, ...], list[str]]]


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the rules: what it is called, and its first day."""

    name: str
    valid_from: date
    book: Rulebook


def calendar_pages(
    head: Head, versions: Sequence[Version], year: int, today: date
) -> Sequence[OpeningCalendar]:
    """A page for each facility and for its rooms that differ; `versions` newest first.

    Raises Silent where the rules tell of no calendar.
    """
    first, end = date(year, 4, 1), date(year + 1, 3, 31)
    shown = [each for each in versions if each.valid_from <= end]
    older = [each for each in shown if each.valid_from <= first][1:]
    shown = [each for each in shown if each not in older]
    told = "、".join(f"「{v.name}」({day_text(v.valid_from)}から)" for v in shown)
    facilities = dict.fromkeys(f for v in shown for f in v.book.facilities)
    pages = [
        _page(head, facility, found, year, today, f"規則集{told}による。")
        for facility in facilities
        for found in calendars(_book_on(shown), facility, year)
    ]
    if not pages:
        raise Silent("休館日")
    return pages


def _book_on(versions: Sequence[Version]) -> Callable[[date], Rulebook | None]:
    return lambda day: next((v.book for v in versions if v.valid_from <= day), None)


def _page(
    head: Head, facility: str, found: Calendar, year: int, today: date, rules: str
) -> OpeningCalendar:
    hours = hours_of(found.days)
    signs = {spans: NUMBERS[n] for n, (spans, _) in enumerate(hours[1:20])}
    days = [_day(day, signs) for day in found.days]
    contact = f"電話 {head.phone}" if head.phone else ""
    return OpeningCalendar(
        center=head.center,
        place=" ".join((facility, "・".join(found.rooms))).strip(),
        contact=contact if facility in head.center or head.center in facility else "",
        fiscal_year=year,
        days=days,
        signs=list(_meanings(days)),
        hours=list(_hours(hours, signs)),
        regular=_regular(found.days),
        single=list(_single(found.days)),
        rules=rules,
        printed=today,
    )


def _day(day: CalendarDay, signs: Mapping[tuple[Span, ...], str]) -> Day:
    closed = day.known and not day.open
    if closed:
        once = day.closed is not None and bool(day.closed.dates)
        sign = CLOSED_ONCE if once else CLOSED
    elif day.opened is not None:
        sign = OPENED_ONCE
    else:
        sign = signs.get(day.spans or (), "")
    told = sign + NO_COUNTER * (day.open and not day.counter)
    return Day(
        day.day,
        day.holiday,
        closed=closed,
        known=day.known,
        signs=told,
        framed=day.opened is not None,
    )


def _meanings(days: Sequence[Day]) -> Iterator[tuple[str, str]]:
    """The signs that are on the page; those of hours are told beside the hours."""
    words = {
        CLOSED: "休館日",
        CLOSED_ONCE: "臨時休館",
        OPENED_ONCE: "臨時開館",
        NO_COUNTER: "窓口は休み(部屋は使えます)",
    }
    used = {day.signs for day in days} | {day.signs[-2:] for day in days}
    yield from ((sign, words[sign]) for sign in words if sign in used)
    if not all(day.known for day in days):
        yield "薄い数字", "定めがない日"


def _hours(hours: Hours, signs: Mapping[tuple[Span, ...], str]) -> Iterator[str]:
    for spans, kinds in hours:
        mark = f"{signs[spans]} " if spans in signs else ""
        clock = "・".join(map(span_text, spans))
        said = f"({'・'.join(_kinds(kinds))})" if len(hours) > 1 else ""
        yield f"{mark}{clock}{said}"


def _kinds(kinds: Sequence[str]) -> list[str]:
    if WEEKDAYS.issubset(kinds):
        return ["平日", *(kind for kind in kinds if kind not in WEEKDAYS)]
    return list(kinds)


def _regular(days: Sequence[CalendarDay]) -> Sequence[str]:
    """Each rule of 休館日 that closes a day of the year, in its own words."""
    rules = [day.closed for day in days if day.closed is not None and not day.open]
    return list(dict.fromkeys(rule.reason for rule in rules if not rule.dates))


def _single(days: Sequence[CalendarDay]) -> Iterator[str]:
    """臨時休館 and 臨時開館: days in a row of one rule together."""
    for rule, group in groupby(days, key=_once):
        if rule is None:
            continue
        told = list(group)
        first, last = told[0].day, told[-1].day
        said = _short(first) if first == last else f"{_short(first)}〜{_short(last)}"
        if isinstance(rule, Opened):
            clock = f" {span_text(rule.span)}" if rule.span else ""
            yield f"{said} 臨時開館{clock}" + reason_text(rule.reason)
        else:
            yield f"{said} 臨時休館" + reason_text(rule.why)


def _once(day: CalendarDay) -> Closed | Opened | None:
    if day.opened is not None:
        return day.opened
    return day.closed if day.closed is not None and day.closed.dates else None


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日({weekday(day)})"
