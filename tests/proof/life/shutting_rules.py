"""利用停止: rooms that nobody is to have, and who has them all the same."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import rule

from app.services.blockings import BlockingKind, BlockRooms, Stretch
from tests.proof.life import model
from tests.proof.life.booking_rules import BookingRules
from tests.proof.life.clerk import ANY, SLOTS
from tests.proof.life.model import Cell, Time, cells, meet

BOSS = "所長"


class ShuttingRules(BookingRules):
    @rule(room=ANY, day=ANY, slot=SLOTS, allowed=st.booleans())
    def block(self, room: int, day: int, slot: str, allowed: bool) -> None:
        place = replace(self.place(room, day, slot), rest=(0, 0))
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
        wish = replace(self.wish(place, group), waiver="ほかに部屋がない")
        done = self.do(
            lambda: self.desk.bookings.book(self.staff, wish),
            taken=self.model.is_booked(place)
            or not all(it.allowed for it in given_up.values()),
            drawn=self.model.is_drawn(place),
        )
        if done:
            booked = model.Booking(place, "confirmed", place.fee, decided=True)
            rest = self._made() | {key: self._blocked()[key] for key in given_up}
            before = {cell for it in given_up.values() for cell in cells(it.time)}
            assert self._left(rest) == before - cells(place)
            assert all(it.allowed for it in rest.values())
            self.wrote(done, {done.value.id: booked, **rest})

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
