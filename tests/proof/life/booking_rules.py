"""The life of a booking, step by step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import rule
from sqlalchemy import select

from app.kit.outcome import Outcome
from app.services.bookings import ChangeWish
from app.services.payments import Tender
from db.records.payments import Payment
from tests.proof.life import model
from tests.proof.life.clerk import ANY, SLOTS, Clerk
from tests.proof.life.model import OPEN, PAYABLE, TO_COME, Place, Thing

LATEST, CLOSES = time(23, 59), time(21, 30)


class BookingRules(Clerk):
    @rule(room=ANY, day=ANY, slot=SLOTS, group=ANY, paid=st.booleans())
    def book(self, room: int, day: int, slot: str, group: int, paid: bool) -> None:
        place = self.place(room, day, slot)
        wish = self.wish(place, group)
        done = self.do(
            lambda: self.desk.bookings.book(self.staff, wish, paid=paid),
            taken=self.model.is_taken(place),
            drawn=self.model.is_drawn(place),
        )
        if done:
            made = done.value
            things: dict[UUID, Thing | None] = {
                made.id: model.Booking(place, "confirmed", place.fee, decided=True)
            }
            if paid:
                assert made.receipt is not None
                things[made.receipt.id] = model.Payment(made.id, place.fee, self.today)
            self.wrote(done, things)

    @rule(room=ANY, day=ANY, slot=SLOTS, group=ANY, days=st.integers(0, 3))
    def hold(self, room: int, day: int, slot: str, group: int, days: int) -> None:
        place = self.place(room, day, slot)
        until = min(self.today + timedelta(days=days), place.day)
        wish = self.wish(place, group)
        done = self.do(
            lambda: self.desk.bookings.hold(self.staff, wish, until),
            taken=self.model.is_taken(place),
            drawn=self.model.is_drawn(place),
            allowed=self._end(until, place) > self.now,
        )
        if done:
            end = self._end(until, place)
            self.wrote(
                done, {done.value.id: model.Booking(place, "held", place.fee, end)}
            )

    @rule(room=ANY, day=ANY, slot=SLOTS, group=ANY)
    def take_application(self, room: int, day: int, slot: str, group: int) -> None:
        place = self.place(room, day, slot)
        wish = self.wish(place, group)
        done = self.do(
            lambda: self.desk.bookings.take_application(self.staff, wish),
            taken=self.model.is_taken(place),
            drawn=self.model.is_drawn(place),
        )
        if done:
            made = model.Booking(place, "applied", place.fee)
            self.wrote(done, {done.value.id: made})

    @rule(which=ANY)
    def apply(self, which: int) -> None:
        if (found := self._one(which, lambda it: it.status == "held")) is None:
            return
        key, it = found
        done = self.do(
            lambda: self.desk.decisions.apply(self.staff, key),
            taken=False,
            allowed=it.status == "held",
        )
        if done:
            self.wrote(done, {key: replace(it, status="applied", held_until=None)})

    @rule(which=ANY)
    def permit(self, which: int) -> None:
        if (found := self._one(which, lambda it: it.status in OPEN)) is None:
            return
        key, it = found
        done = self.do(
            lambda: self.desk.decisions.permit(self.staff, key),
            taken=False,
            allowed=it.status in OPEN,
        )
        if done:
            then = replace(it, status="confirmed", held_until=None, decided=True)
            self.wrote(done, {key: then})

    @rule(which=ANY)
    def refuse(self, which: int) -> None:
        if (found := self._one(which, lambda it: it.status in OPEN)) is None:
            return
        key, it = found
        done = self.do(
            lambda: self.desk.decisions.refuse(self.staff, key, "満員のため"),
            taken=False,
            allowed=it.status in OPEN,
        )
        if done:
            then = replace(
                it, status="refused", held_until=None, decided=True, reason=True
            )
            self.wrote(done, {key: then})

    @rule(which=ANY, days=st.integers(0, 3))
    def extend(self, which: int, days: int) -> None:
        """Also what has lapsed, which then needs its room again."""
        if (
            found := self._one(
                which, lambda it: it.status in ("held", "confirmed", "lapsed")
            )
        ) is None:
            return
        key, it = found
        until = min(self.today + timedelta(days=days), it.place.day)
        end = self._end(until, it.place)
        back = it.status == "lapsed"
        done = self.do(
            lambda: self.desk.decisions.extend(self.staff, key, until),
            taken=back and self.model.is_taken(it.time),
            drawn=back and self.model.is_given_out(model.cells(it.time)),
            allowed=it.status in ("held", "confirmed", "lapsed") and end > self.now,
        )
        if done:
            then = replace(it, held_until=end)
            if back:
                status = "confirmed" if it.decided else "held"
                then = replace(then, status=status, reason=False)
            self.wrote(done, {key: then})

    @rule()
    def lapse(self) -> None:
        due = self.model.due(self.now)
        assert {*self.desk.lapses.due()} == due
        done = self.desk.lapses.lapse()
        if due:
            was = self.model.of(model.Booking)
            lapsed = {"status": "lapsed", "held_until": None, "reason": True}
            self.wrote(done, {key: replace(was[key], **lapsed) for key in due})
            self.model.lapsed |= {(key, was[key].held_until) for key in due}

    @rule(which=ANY, room=ANY, day=ANY, slot=SLOTS)
    def change(self, which: int, room: int, day: int, slot: str) -> None:
        if (found := self._one(which, lambda it: it.status in TO_COME)) is None:
            return
        key, it = found
        place = self.place(room, day, slot)
        changing = self.desk.changes.changing(key)
        card = changing.card
        wish = ChangeWish(place.room, place.day, (place.slot,), card.purpose, card.users)
        ahead = it.status in TO_COME and it.place.starts > self.now
        done = self.do(
            lambda: self.desk.changes.change(self.staff, key, wish, changing.loaded),
            taken=self.model.is_taken(place, key),
            drawn=self.model.is_drawn(place) and not inside(place, it.place),
            allowed=ahead and place != it.place,
        )
        if done:
            until = it.held_until and min(it.held_until, place.starts)
            then = replace(it, place=place, fee=place.fee, held_until=until)
            self.wrote(done, {key: then})
            assert done.value.more == self.model.owed(key)

    @rule(which=ANY)
    def cancel(self, which: int) -> None:
        if (found := self._one(which, lambda it: it.status in TO_COME)) is None:
            return
        key, it = found
        paid, back = self.model.paid(key), self.back(key, it)
        done = self.do(
            lambda: self.desk.bookings.cancel(self.staff, key),
            taken=False,
            allowed=it.status in TO_COME,
        )
        if done:
            assert (done.value.amount if done.value else 0) == back, paid
            things: dict[UUID, Thing | None] = {
                key: replace(it, status="cancelled", held_until=None)
            }
            if back:
                things |= self.refunds()
            self.wrote(done, things)

    @rule(which=ANY, part=st.sampled_from([None, None, 100, 5000]))
    def pay(self, which: int, part: int | None) -> None:
        if (found := self._one(which, lambda it: it.status in PAYABLE)) is None:
            return
        key, it = found
        owed = self.model.owed(key)
        done = self.do(
            lambda: self.desk.payments.take(self.staff, key, Tender(part)),
            taken=False,
            allowed=it.status in PAYABLE and 0 < (part or owed) <= owed,
        )
        if done:
            paid = model.Payment(key, part or owed, self.today)
            self.wrote(done, {done.value.id: paid})

    @rule(which=ANY)
    def its_day_comes(self, which: int) -> None:
        found = self._one(which, lambda it: it.status == "confirmed")
        if found is not None and found[1].place.day > self.today:
            morning = datetime.combine(found[1].place.day, time(8))
            clock = self.opened.clock
            clock.now = morning.replace(tzinfo=clock.now.tzinfo)

    @rule(which=ANY)
    def check_in(self, which: int) -> None:
        if (
            found := self._one(
                which, lambda it: it.status == "confirmed" and it.place.day == self.today
            )
        ) is None:
            return
        key, it = found
        done = self.do(
            lambda: self.desk.bookings.check_in(self.staff, key, accept_unpaid=True),
            taken=False,
            allowed=it.status == "confirmed" and it.place.day == self.today,
        )
        if done:
            self.wrote(done, {key: replace(it, status="in_use", held_until=None)})

    @rule(which=ANY)
    def check_out(self, which: int) -> None:
        if (found := self._one(which, lambda it: it.status == "in_use")) is None:
            return
        key, it = found
        done = self.do(
            lambda: self.desk.bookings.check_out(self.staff, key, 12),
            taken=False,
            allowed=it.status == "in_use",
        )
        if done:
            self.wrote(done, {key: replace(it, status="done")})

    @rule(which=ANY, hours=st.integers(1, 4))
    def lengthen(self, which: int, hours: int) -> None:
        """A use that has begun goes on, for as much as each hour costs."""
        if (found := self._one(which, lambda it: it.status == "in_use")) is None:
            return
        key, it = found
        loaded, before = self.desk.changes.changing(key).loaded, it.until or it.place.ends
        until = before + timedelta(hours=hours)
        longer = replace(it, until=until)
        if until.date() == it.place.day:
            hours_more = (until - it.place.ends) // timedelta(hours=1)
            longer = replace(longer, fee=it.place.fee + 300 * hours_more)
        done = self.do(
            lambda: self.desk.extending.extend(self.staff, key, until, loaded),
            taken=self.model.is_taken(longer.time, key),
            drawn=self.model.is_drawn(it.place),
            allowed=it.status == "in_use"
            and until > self.now
            and until <= datetime.combine(it.place.day, CLOSES),
        )
        if done:
            self.wrote(done, {key: longer})
            assert done.value.more == self.model.owed(key)

    @rule(which=ANY, came=st.booleans())
    def afterwards(self, which: int, came: bool) -> None:
        """Nobody came, or they did and nobody noted it."""
        if (
            found := self._one(
                which, lambda it: it.status == "confirmed" and it.place.ends <= self.now
            )
        ) is None:
            return
        key, it = found
        visits, staff = self.desk.visits, self.staff

        def note() -> Outcome[Any]:
            return visits.came(staff, key, 9) if came else visits.no_show(staff, key)

        done = self.do(
            note,
            taken=False,
            allowed=it.status == "confirmed" and it.place.ends <= self.now,
        )
        if done:
            status = "done" if came else "no_show"
            then = replace(it, status=status, held_until=None, reason=not came)
            self.wrote(done, {key: then})

    def _one(
        self, which: int, fit: Callable[[model.Booking], bool]
    ) -> tuple[UUID, model.Booking] | None:
        return self.one(model.Booking, which, fit)

    def _end(self, until: date, place: Place) -> datetime:
        return min(datetime.combine(until, LATEST), place.starts)

    def back(self, key: UUID, it: model.Booking) -> int:
        """By the refund tiers of the rules: all, half, nothing."""
        ahead, paid = (it.place.day - self.today).days, self.model.paid(key)
        if ahead >= 7:
            return paid
        return paid // 2 // 10 * 10 if ahead >= 1 else 0

    def refunds(self) -> dict[UUID, Thing | None]:
        """The payments that were just written; who has them is looked up."""
        with self.opened.store.read() as session:
            rows = session.execute(
                select(Payment.id, Payment.booking_id, Payment.amount).where(
                    Payment.booking_id.is_not(None)
                )
            ).all()
        return {
            row.id: model.Payment(row.booking_id, row.amount, self.today)
            for row in rows
            if row.id not in self.model.things
        }


def inside(place: Place, other: Place) -> bool:
    """Whether it takes up no other time."""
    within = other.starts <= place.starts and place.ends <= other.ends
    return place.room == other.room and within
