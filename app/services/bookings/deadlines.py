"""Until when a room is held: by the rulebook, else by the center's own setting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.kit.settings import HOLD_DAYS
from app.kit.wareki import full
from app.rules.acceptance.deadlines import Last, NoStart, formal_application, payment_due
from app.rules.book.base import Explained, Silent, UnknownPlace
from app.rules.book.deadlines import Since
from app.rules.book.facts import NOTHING
from app.rules.book.rulebook import Place
from app.services.bookings.refusals import NotThatDeadline
from app.services.fairness import past
from app.services.rulebooks import Rulebooks
from db.queries import settings
from db.records.bookings import Booking
from db.store import Reading

#: Nothing is held longer by the setting.
MOST_DAYS = 366
#: The last moment of a day.
LATEST = time(23, 59)
#: What the rules may count from that is not told, or not said.
UNSAID = (Silent, UnknownPlace, NoStart)


@dataclass(frozen=True, slots=True)
class HoldTerms:
    """The last day of a 仮予約, and where that comes from."""

    day: date
    why: Explained


class Deadlines:
    def __init__(self, site: str, rulebooks: Rulebooks) -> None:
        self._site = site
        self._rulebooks = rulebooks

    def hold(
        self, session: Reading, room: str, starts: datetime, today: date
    ) -> HoldTerms:
        """Until when a room may be held that is asked for today."""
        known = {Since.PROVISIONAL: today, Since.USE: starts.date()}
        try:
            place = self._place(session, room, starts)
            last = formal_application(place, NOTHING, known)
        except UNSAID:
            return self._by_setting(session, starts, today)
        day = max(today, min(last.day, starts.date()))
        return HoldTerms(day, last.explained[0])

    def payment(
        self, session: Reading, room: str, booking: Booking, today: date
    ) -> datetime | None:
        """Until when a permitted use must be paid; None where it does not lapse.

        Rules may ask it earlier of a group under 利用制限.
        """
        known = {
            Since.PROVISIONAL: booking.applied_on,
            Since.DECIDED: today,
            Since.USE: booking.starts.date(),
        }
        try:
            book = self._rulebooks.on(session, booking.starts.date())
            place = book.place(room)
            held = past(session, book, place, booking.group_id, today).periods
            last = payment_due(place, NOTHING.knowing(restricted=bool(held)), known)
        except UNSAID:
            return None
        return _moment(last, booking.starts) if last.lapses else None

    def _place(self, session: Reading, room: str, starts: datetime) -> Place:
        return self._rulebooks.on(session, starts.date()).place(room)

    def _by_setting(self, session: Reading, starts: datetime, today: date) -> HoldTerms:
        text = HOLD_DAYS.read(settings.values(session, self._site))
        days = min(int(text if text.isdecimal() else HOLD_DAYS.default), MOST_DAYS)
        day = min(today + timedelta(days=days), starts.date())
        told = f"仮予約は{days}日後まで、{full(day)}まで"
        return HoldTerms(day, Explained(told, "当センターの設定"))


def end_of(day: date, starts: datetime, now: datetime) -> datetime:
    """The end of a day, or when the use begins. NotThatDeadline where that is past."""
    moment = min(datetime.combine(day, LATEST), starts)
    if moment <= now or day > starts.date():
        first, last = full(now.date()), full(starts.date())
        raise NotThatDeadline("held_until", first=first, last=last)
    return moment


def _moment(last: Last, starts: datetime) -> datetime:
    return min(datetime.combine(last.day, LATEST), starts)
