"""What became of a booking by now: paid, used, cancelled, or still to come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from random import Random

from app.demo import rules
from app.demo.house import CENTER, ROOMS
from app.demo.parts import Booking, Money

#: Of a hundred bookings so many are cancelled.
CANCELLED = 4

#: A key is brought back late now and then.
LATE_KEY = timedelta(minutes=45)


class Course:
    """Follows bookings up to `now`."""

    def __init__(self, random: Random, now: datetime) -> None:
        self._random = random
        self._now = now

    def followed(self, bookings: Sequence[Booking]) -> list[Booking]:
        today = [one for one in bookings if one.day == self._now.date()]
        others = [one for one in bookings if one.day != self._now.date()]
        followed = [self._followed(booking) for booking in others]
        return followed + [
            self._of_today(
                booking, booking is _debtor(today), booking is self._late(today)
            )
            for booking in today
        ]

    def _followed(self, booking: Booking) -> Booking:
        if self._random.randrange(100) < CANCELLED:
            cancelled = self._cancelled(booking)
            if cancelled is not None:
                return cancelled
        return self._used(self._paid(booking))

    def _of_today(self, booking: Booking, owes: bool, late: bool) -> Booking:
        paid = booking if owes else self._paid(booking, surely=True)
        return paid if late else self._used(paid)

    def _used(self, booking: Booking) -> Booking:
        """Key out and key in, as far as that has happened."""
        key_out = booking.starts + timedelta(minutes=self._random.randint(-9, 8))
        key_in = booking.ends - timedelta(minutes=self._random.randint(1, 18))
        if booking.starts > self._now:
            return booking
        booking = replace(booking, checked_in_at=min(key_out, self._now))
        if booking.ends > self._now or self._forgotten(booking):
            return booking
        users = max(2, round(booking.users * self._random.uniform(0.72, 1.05)))
        users = min(users, ROOMS[booking.room].capacity)
        return replace(booking, checked_out_at=key_in, actual_users=users)

    def _forgotten(self, booking: Booking) -> bool:
        """In the first room somebody is still tidying up."""
        return booking.room == 0 and self._now - booking.ends < LATE_KEY

    def _paid(self, booking: Booking, surely: bool = False) -> Booking:
        """Paid at once by most, by all before they use the room."""
        fee = booking.quote.fee
        if not fee:
            return booking
        at = booking.applied_at + timedelta(minutes=self._random.randint(3, 15))
        if not surely and self._random.random() < 0.3:
            last = (booking.day - booking.applied_at.date()).days
            later = at.date() + timedelta(min(last, self._random.randint(2, 50)))
            facility = ROOMS[booking.room].facility
            at = datetime.combine(rules.open_day(facility, later), at.time())
        at = min(at, booking.starts - timedelta(minutes=10))
        return (
            replace(booking, payments=(Money(at, fee),)) if at <= self._now else booking
        )

    def _cancelled(self, booking: Booking) -> Booking | None:
        """Cancelled some days before the use, if that is not in the future."""
        ahead = (booking.day - booking.applied_at.date()).days
        if ahead < 3:
            return None
        back = self._random.randint(1, min(ahead - 1, 20))
        room = ROOMS[booking.room]
        on = rules.open_day(room.facility, booking.day - timedelta(back))
        at = datetime.combine(on, time(9, 30)) + timedelta(
            minutes=self._random.randrange(420)
        )
        if at > self._now or on >= booking.day:
            return None
        paid = [money for money in self._paid(booking).payments if money.at < at]
        back_again = self._refund(booking, at, paid)
        return replace(booking, cancelled_on=on, payments=(*paid, *back_again))

    def _refund(
        self, booking: Booking, at: datetime, paid: list[Money]
    ) -> Iterator[Money]:
        for money in paid:
            room, on = ROOMS[booking.room], at.date()
            amount = rules.paid_back(room, booking.day, on, money.amount)
            if amount:
                yield Money(at, -amount)

    def _late(self, today: list[Booking]) -> Booking | None:
        """Of two groups that should be here by now, one is still expected."""
        here = [
            booking
            for booking in today
            if booking.starts <= self._now < booking.ends
            and ROOMS[booking.room].facility == CENTER.name
        ]
        return here[-1] if len(here) > 1 else None


def _debtor(today: list[Booking]) -> Booking | None:
    """The one that has not paid yet: the last to come to the center."""
    owing = [
        booking
        for booking in today
        if booking.quote.fee and ROOMS[booking.room].facility == CENTER.name
    ]
    return max(owing, key=lambda booking: (booking.starts, booking.room), default=None)
