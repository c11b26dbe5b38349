"""利用停止 and 臨時休館: rooms that nobody is to have, and who has them all the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import rule

from app.services.blockings import BlockingKind, BlockRooms, Stretch
from app.services.emergencies import Cause, Plan
from app.services.offered import Exemption
from db.queries.emergencies import call_key
from tests.proof.life import model
from tests.proof.life.booking_rules import BookingRules
from tests.proof.life.clerk import ANY, SLOTS
from tests.proof.life.model import TO_COME, Cell, Thing, Time, cells, meet

BOSS = "所長"


class ShuttingRules(BookingRules):
    @rule(room=ANY, day=ANY, slot=SLOTS, allowed=st.booleans())
    def block(self, room: int, day: int, slot: str, allowed: bool) -> None:
        place = replace(self.place(room, day, slot), rest=0)
        blocks = BlockRooms(
            (place.room,),
            (Stretch(place.starts, place.ends),),
            BlockingKind.OTHER,
            "点検",
            allowed_by=f"係長・{BOSS}" if allowed else "",
        )
        done = self.do(
            lambda: self.desk.blockings.block(self.where.actor, blocks),
            taken=self.model.is_taken(place),
            drawn=self.model.is_drawn(place),
        )
        if done:
            made = self._made()
            [new] = made.values()
            assert new.allowed == allowed
            assert self._left(made) == cells(place)
            self.wrote(done, {**made})

    @rule(which=ANY)
    def lift(self, which: int) -> None:
        if (
            found := self.one(model.Blocking, which, lambda it: it.status == "in_force")
        ) is None:
            return
        key, it = found
        done = self.do(
            lambda: self.desk.blockings.lift(self.where.actor, [key]),
            taken=False,
            allowed=it.status == "in_force",
        )
        if done:
            self.wrote(done, {key: replace(it, status="lifted")})

    @rule(room=ANY, day=ANY, slot=SLOTS, group=ANY)
    def book_all_the_same(self, room: int, day: int, slot: str, group: int) -> None:
        """The blocking gives up what the use needs, and nothing else."""
        place = self.place(room, day, slot)
        blocked = self.model.blockings()
        given_up = {k: it for k, it in blocked.items() if meet(it.time, place)}
        wish = replace(self.wish(place, group), exemption=Exemption(BOSS, "ほかにない"))
        done = self.do(
            lambda: self.desk.bookings.book(self.staff, wish),
            taken=self.model.is_booked(place),
            drawn=self.model.is_drawn(place),
            allowed=all(it.allowed for it in given_up.values()),
        )
        if done:
            booked = model.Booking(place, "confirmed", place.fee, decided=True)
            rest = self._made() | {key: self._blocked()[key] for key in given_up}
            before = {cell for it in given_up.values() for cell in cells(it.time)}
            assert self._left(rest) == before - cells(place)
            assert all(it.allowed for it in rest.values())
            self.wrote(done, {done.value.id: booked, **rest})

    @rule(room=ANY, day=ANY, every=st.booleans(), first=st.sampled_from([9, 14]))
    def close_for_a_storm(self, room: int, day: int, every: bool, first: int) -> None:
        """What nobody has is shut at once; the others are to be called."""
        place = self.place(room, day, "全日")
        rooms = tuple(self.rooms) if every else (place.room,)
        starts, ends = (datetime.combine(place.day, time(hour)) for hour in (first, 22))
        plan = Plan(rooms, starts, ends, Cause.TYPHOON)
        done = self.do(
            lambda: self.desk.emergencies.close(self.where.actor, plan), taken=False
        )
        if done:
            closed = model.Emergency(self.parts(rooms), starts, ends)
            calls: dict[UUID, Thing | None] = {
                call_key(done.value, key): model.Call(done.value, key)
                for key in self._affected(closed)
            }
            shut = self._shut(done.value, cells(closed.time) - self.model.taken())
            self.wrote(done, {done.value: closed, **calls, **shut})

    @rule(which=ANY)
    def call_off(self, which: int) -> None:
        """The storm passed by: what is still to come can be had again."""
        if (found := self.one(model.Emergency, which, lambda it: not it.settled)) is None:
            return
        key, it = found
        done = self.do(
            lambda: self.desk.emergencies.call_off(self.where.actor, key),
            taken=False,
            allowed=not it.settled,
        )
        if done:
            lifted: dict[UUID, Thing | None] = {
                of: replace(each, status="lifted")
                for of, each in self.model.blockings().items()
                if each.of == key and each.ends > self.now
            }
            over = replace(it, settled=True, called_off=True)
            self.wrote(done, {key: over, **lifted})

    @rule(which=ANY)
    def settle(self, which: int) -> None:
        """All that was booked is cancelled and paid back, and shut as well."""
        if (found := self.one(model.Emergency, which, lambda it: not it.settled)) is None:
            return
        key, it = found
        gone = self._affected(it)
        back = sum(map(self.model.paid, gone))
        done = self.do(
            lambda: self.desk.emergencies.settle(self.where.actor, key),
            taken=False,
            allowed=not it.settled,
        )
        if done:
            assert (done.value.cancelled, done.value.moved) == (len(gone), 0)
            assert done.value.back == back
            cancelled = {
                of: replace(each, status="cancelled", held_until=None)
                for of, each in gone.items()
            }
            calls = {
                call_key(key, of): model.Call(key, of, became="cancelled") for of in gone
            }
            free = cells(it.time) - self.model.with_things(cancelled).taken()
            to_come = {cell for cell in free if cell[1] + model.QUARTER > self.now}
            shut = self._shut(key, to_come)
            over = replace(it, settled=True)
            things: dict[UUID, Thing | None] = {key: over, **cancelled, **calls, **shut}
            self.wrote(done, things | self.refunds())

    def _affected(self, closed: model.Emergency) -> dict[UUID, model.Booking]:
        """What has not begun; cleaning up does not count."""
        return {
            key: it
            for key, it in self.model.bookings(*TO_COME).items()
            if not it.place.parts.isdisjoint(closed.parts)
            if it.place.starts < closed.ends and closed.starts < it.place.ends
        }

    def _shut(self, emergency: UUID, wanted: set[Cell]) -> dict[UUID, model.Blocking]:
        """The blockings that were just made, which must be that time."""
        made = self._made()
        assert all(it.of == emergency and not it.allowed for it in made.values())
        assert self._left(made) == wanted
        return made

    def _left(self, blockings: dict[UUID, model.Blocking]) -> set[Cell]:
        """The time of those in force, of which none has another's."""
        times: list[Time] = [
            it.time for it in blockings.values() if it.status == "in_force"
        ]
        found = [cell for time in times for cell in cells(time)]
        assert len(found) == len({*found})
        return {*found}

    def _made(self) -> dict[UUID, model.Blocking]:
        every = self._blocked().items()
        return {key: it for key, it in every if key not in self.model.things}

    def _blocked(self) -> dict[UUID, model.Blocking]:
        with self.opened.store.read() as session:
            return self.blockings(session)
