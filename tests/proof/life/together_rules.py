"""定期利用: what is asked for, moved or cancelled as one."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from hypothesis.stateful import rule

from app.services.bookings import as_it_is
from app.services.requests import AskRequest, Fate, Scope
from tests.proof.life import model
from tests.proof.life.booking_rules import BookingRules, inside
from tests.proof.life.clerk import ANY, DAYS, SLOTS
from tests.proof.life.model import TO_COME, Thing


class TogetherRules(BookingRules):
    @rule(room=ANY, day=ANY, slot=SLOTS, group=ANY)
    def ask_for_series(self, room: int, day: int, slot: str, group: int) -> None:
        """Every week; what is taken is left out."""
        place = self.place(room, day, slot)
        wish = self.wish(place, group)
        assert wish.group_id is not None
        offer = self.desk.requests.offer(
            AskRequest(wish, "毎週", max(place.day, DAYS[-1]))
        )
        places = [replace(place, day=line.wish.day) for line in offer.lines]
        assert {it.day for it in places} >= {
            day
            for day in DAYS
            if day >= place.day and day.weekday() == place.day.weekday()
        }
        taken = [
            it
            for it in places
            if not self.model.is_taken(it) and not self.model.is_drawn(it)
        ]
        assert [line.wish.day for line in offer.of(Fate.TAKE)] == [it.day for it in taken]
        done = self.do(
            lambda: self.desk.requests.book(self.staff, offer),
            taken=False,
            allowed=bool(taken),
        )
        if done:
            made = done.value
            things: dict[UUID, Thing | None] = {made.id: model.Series(wish.group_id)}
            for key, it in zip(made.bookings, taken, strict=True):
                things[key] = model.Booking(
                    it, "confirmed", it.fee, decided=True, request=made.id
                )
            self.wrote(done, things)

    @rule(which=ANY)
    def cancel_series(self, which: int) -> None:
        if (found := self.one(model.Booking, which, lambda it: it.request)) is None:
            return
        key, it = found
        meant = self._meant(key, it)
        back = sum(self.back(of, each) for of, each in meant.items())
        done = self.do(
            lambda: self.desk.series.cancel(self.staff, key, Scope.ALL),
            taken=False,
            allowed=bool(meant),
        )
        if done:
            assert done.value == back
            things: dict[UUID, Thing | None] = {
                of: replace(each, status="cancelled", held_until=None)
                for of, each in meant.items()
            }
            self.wrote(done, things | self.refunds())

    @rule(which=ANY, slot=SLOTS)
    def move_series(self, which: int, slot: str) -> None:
        """All to another slot, but for those whose new time others have, or that is too
        late to ask for: the day before is the last one."""
        if (found := self.one(model.Booking, which, lambda it: it.request)) is None:
            return
        key, it = found
        meant = self._meant(key, it)
        if not meant or key not in meant or it.place.slot == slot:
            return
        loaded, series = self.desk.series.loaded(key), self.desk.series
        wish = replace(as_it_is(self.desk.bookings.card(key)), slots=(slot,))
        asked = series.changing(key, Scope.ALL, wish)
        moved = {
            line.before.id: self._moved(meant[line.before.id], slot)
            for line in asked.lines
            if line.refusal is None
        }
        for of, was in meant.items():
            place = self._moved(was, slot).place
            closed = self.model.is_drawn(place) or place.day <= self.today
            no = closed and not inside(place, was.place)
            assert of not in moved or not no
            assert of not in asked.refused or no or self.model.is_taken(place, of)
        assert not [*self.model.with_things(moved).clashes()]
        done = self.do(
            lambda: series.change(
                self.staff, key, Scope.ALL, wish, loaded, asked.refused
            ),
            taken=False,
            allowed=bool(moved),
        )
        if done:
            self.wrote(done, moved)

    def _meant(self, key: UUID, it: model.Booking) -> dict[UUID, model.Booking]:
        """What was asked for together with it and is to come."""
        return {
            of: each
            for of, each in self.model.bookings(*TO_COME).items()
            if of == key or (it.request is not None and each.request == it.request)
            if each.place.starts > self.now
        }

    def _moved(self, it: model.Booking, slot: str) -> model.Booking:
        place = replace(it.place, slot=slot)
        until = it.held_until and min(it.held_until, place.starts)
        return replace(it, place=place, fee=place.fee, held_until=until)
