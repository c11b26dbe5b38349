"""What the demo asks of the rulebook; answers are remembered, there are thousands."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache

from app.demo.house import CENTER, RULEBOOK, SATELLITE
from app.demo.parts import Room
from app.rules.acceptance.windows import window
from app.rules.book.lending import Item
from app.rules.calendar.opening import opening
from app.rules.fees import FeeLine, Quote, kept_text, quote
from app.rules.fees.slots import chosen
from app.rules.file.shelf import sample
from app.rules.lending.loans import loan
from app.rules.refunds import refund


@cache
def is_open(facility: str, day: date) -> bool:
    return opening(sample(RULEBOOK), day, facility=facility).open


def open_day(facility: str, day: date) -> date:
    """The day itself, or the first open one after it."""
    while not is_open(facility, day):
        day += timedelta(1)
    return day


def open_moment(now: datetime) -> datetime:
    """The same time on the first day on which every facility is open."""
    day = now.date()
    while (later := open_day(SATELLITE.name, open_day(CENTER.name, day))) != day:
        day = later
    return datetime.combine(day, now.time())


@cache
def first_day(room: Room, day: date) -> date:
    """When applications for a day of use begin."""
    return window(sample(RULEBOOK), day, room.name, room.facility).earliest


def hours(room: Room, day: date, slots: tuple[str, ...]) -> tuple[datetime, datetime]:
    place = sample(RULEBOOK).place(room.name, room.facility)
    found = chosen(place, day, slots)
    return found[0].starts_on(day), found[-1].ends_on(day)


def pieces(room: Room, day: date, slots: tuple[str, ...]) -> tuple[str, ...]:
    """The undivided slots that a use takes up: 全日 is 午前, 午後 and 夜間."""
    place = sample(RULEBOOK).place(room.name, room.facility)
    found = chosen(place, day, slots)
    return tuple(piece for slot in found for piece in slot.covers or (slot.name,))


def fee(room: Room, day: date, slots: tuple[str, ...], ground: str) -> Quote:
    book = sample(RULEBOOK)
    return quote(book, room.name, day, slots, ground=ground, facility=room.facility)


def paid_back(room: Room, day: date, cancelled_on: date, paid: int) -> int:
    """Yen."""
    due = refund(
        sample(RULEBOOK),
        room.name,
        use_date=day,
        cancel_on=cancelled_on,
        paid=paid,
        facility=room.facility,
    )
    return due.amount


@cache
def longest(facility: str, item: str) -> int:
    """For how many days an item may be borrowed; one, where no limit is known."""
    rules = sample(RULEBOOK).place("", facility).all(Item)
    return next(rule.longest_days or 1 for rule in rules if rule.name == item)


def loan_fee(
    facility: str, first: date, last: date, wanted: tuple[tuple[str, int], ...]
) -> tuple[int, str]:
    """Yen for so many of each item, borrowed by a registered group; and the lines."""
    lines = [line for each in wanted for line in _lines(facility, first, last, *each)]
    return sum(line.amount for line in lines), kept_text(lines)


@cache
def _lines(
    facility: str, first: date, last: date, item: str, count: int
) -> tuple[FeeLine, ...]:
    terms = loan(
        sample(RULEBOOK),
        item,
        first,
        last,
        registered=True,
        units=count,
        facility=facility,
    )
    return terms.lines
