"""定期利用 and 利用停止: what is asked for, moved, cancelled or blocked as one."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from hypothesis.stateful import rule
from sqlalchemy import select

from app.services.blockings import BlockingKind, BlockRooms, Stretch
from app.services.bookings import as_it_is
from app.services.requests import AskRequest, Fate, Scope
from db.records.base import table_of
from db.records.blockings import Blocking
from tests.proof.life import model
from tests.proof.life.booking_rules import BookingRules
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
        taken = [it for it in places if not self.model.is_taken(it)]
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
        if (found := self.pick(self.model.of(model.Booking), which)) is None:
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
        """All to another slot, but for those whose new time others have."""
        if (found := self.pick(self.model.of(model.Booking), which)) is None:
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
        for of in asked.refused:
            assert self.model.is_taken(self._moved(meant[of], slot).place, of)
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

    @rule(room=ANY, day=ANY, slot=SLOTS)
    def block(self, room: int, day: int, slot: str) -> None:
        place = replace(self.place(room, day, slot), rest=0)
        stretches = (Stretch(place.starts, place.ends),)
        blocks = BlockRooms((place.room,), stretches, BlockingKind.OTHER, "点検")
        done = self.do(
            lambda: self.desk.blockings.block(self.where.actor, blocks),
            taken=self.model.is_taken(place),
        )
        if done:
            ids = select(table_of(Blocking).c.id)
            with self.opened.store.read() as session:
                keys: set[UUID] = {*session.scalars(ids)}
            [new] = keys - self.model.things.keys()
            self.wrote(done, {new: model.Blocking(place)})

    @rule(which=ANY)
    def lift(self, which: int) -> None:
        if (found := self.pick(self.model.of(model.Blocking), which)) is None:
            return
        key, it = found
        done = self.do(
            lambda: self.desk.blockings.lift(self.where.actor, [key]),
            taken=False,
            allowed=it.status == "in_force",
        )
        if done:
            self.wrote(done, {key: replace(it, status="lifted")})

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
