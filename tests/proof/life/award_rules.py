"""抽選 and キャンセル待ち: who gets what was drawn for, or waited for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule
from sqlalchemy import select

from app.services.lotteries import LotteryForm, RequestForm, WishForm
from app.services.waiting import Entry
from db.queries.lotteries import request_key, won_key
from db.records.base import table_of
from db.records.waiting import Waiting
from tests.proof.life import model
from tests.proof.life.clerk import ANY, DAYS, SLOTS, Clerk
from tests.proof.life.model import Place, Thing

WISHES = st.lists(st.tuples(ANY, ANY, SLOTS), min_size=1, max_size=3)
#: What of a win can still be claimed.
KEPT = "held", "applied", "confirmed", "in_use", "done"
PENDING = "waiting", "offered"


class AwardRules(Clerk):
    @rule(room=ANY, day=ANY, slot=SLOTS, group=ANY)
    def wait(self, room: int, day: int, slot: str, group: int) -> None:
        place = self.place(room, day, slot)
        who = self.where.groups[group % len(self.where.groups)]
        waits = any(
            it.place == place and it.group == who and it.status in PENDING
            for it in self.model.of(model.Waiting).values()
        )
        entry = Entry(place.room, who, place.day, (place.slot,), "練習", 8)
        done = self.do(
            lambda: self.desk.waiting.enter(self.staff, entry),
            taken=False,
            allowed=not waits,
        )
        if done:
            self.wrote(done, {done.value: model.Waiting(who, place)})

    @rule(which=ANY, days=st.integers(0, 2))
    def offer(self, which: int, days: int) -> None:
        if (found := self._waiting(which)) is None:
            return
        key, it = found
        until = self.today + timedelta(days=days)
        done = self.do(
            lambda: self.desk.waiting.offer(self.staff, key, until),
            taken=False,
            drawn=self.model.is_drawn(it.place),
            allowed=it.status == "waiting" and until <= it.place.day,
        )
        if done:
            self.wrote(done, {key: replace(it, status="offered", offer_until=until)})

    @rule(which=ANY)
    def take(self, which: int) -> None:
        if (found := self._waiting(which)) is None:
            return
        key, it = found
        done = self.do(
            lambda: self.desk.waiting.take(self.staff, key),
            taken=self.model.is_taken(it.place),
            drawn=self.model.is_given_out(model.cells(it.place)),
            allowed=it.status in PENDING and it.place.starts > self.now,
        )
        if done:
            things: dict[UUID, Thing | None] = {key: replace(it, status="taken")}
            self.wrote(done, things | self._awarded([it.place]))

    @rule(which=ANY, lapsed=st.booleans())
    def decline(self, which: int, lapsed: bool) -> None:
        if (found := self._waiting(which)) is None:
            return
        key, it = found
        waiting = self.desk.waiting
        done = self.do(
            lambda: (waiting.lapse if lapsed else waiting.decline)(self.staff, key),
            taken=False,
            allowed=it.status in PENDING,
        )
        if done:
            self.wrote(
                done, {key: replace(it, status="lapsed" if lapsed else "declined")}
            )

    @invariant()
    def whoever_can_be_asked_is_asked(self) -> None:
        asked = {row.id for row in self.desk.waiting.to_ask()}
        every = self.model.of(model.Waiting)
        ahead = {k: it for k, it in every.items() if it.place.starts >= self.now}
        offered = {k for k, it in ahead.items() if it.status == "offered"}
        for key, it in ahead.items():
            out = self.model.is_taken(it.place) or self.model.is_drawn(it.place)
            free = it.status == "waiting" and not out
            assert free or key not in asked
            before = [ahead[other].place for other in (asked | offered) - {key}]
            kept_out = any(
                o.room == it.place.room and model.meet(o, it.place) for o in before
            )
            assert not free or key in asked or kept_out

    @rule(most=st.integers(1, 2), asked=st.lists(WISHES, max_size=3))
    def open_lottery(self, most: int, asked: list[list[tuple[int, int, str]]]) -> None:
        """With what some groups ask for at once."""
        if self.today >= DAYS[-1]:
            return
        first = max(self.today, DAYS[0])
        form = LotteryForm(
            "抽選", first, DAYS[-1], tuple(self.rooms), self.today, first,
            claim_by=first, lapses=True, most=most,
        )  # fmt: skip
        done = self.do(lambda: self.desk.lotteries.open(self.staff, form), taken=False)
        if done:
            opened = model.Lottery(self.today, first, DAYS[-1])
            self.wrote(done, {done.value: opened})
            for group, wishes in enumerate(asked):
                self._enter(done.value, opened, group, wishes)

    @rule(which=ANY, group=ANY, wishes=WISHES)
    def enter(self, which: int, group: int, wishes: list[tuple[int, int, str]]) -> None:
        if (found := self.one(model.Lottery, which, self._open)) is None:
            return
        self._enter(*found, group, wishes)

    def _enter(
        self,
        key: UUID,
        it: model.Lottery,
        group: int,
        wishes: list[tuple[int, int, str]],
    ) -> None:
        who = self.where.groups[group % len(self.where.groups)]
        places = [*dict.fromkeys(self.place(*wish) for wish in wishes)]
        form = RequestForm(who, tuple(map(_form, places)), "練習", 8, waits=True)
        inside = all(it.first <= place.day <= DAYS[-1] for place in places)
        done = self.do(
            lambda: self.desk.lotteries.enter(self.staff, key, form),
            taken=False,
            allowed=it.stage == "open" and self.today == it.closes and inside,
        )
        if done:
            was = self.model.of(model.Request).get(request_key(key, who))
            made = was or model.Request(key, who, (), revision=0)
            then = replace(made, wishes=tuple(places), revision=made.revision + 1)
            self.wrote(done, {done.value: then})

    @rule(which=ANY, seed=st.sampled_from("pqr"))
    def freeze(self, which: int, seed: str) -> None:
        """The list stands, and a seed is set."""
        if (found := self.one(model.Lottery, which, self._open)) is None:
            return
        key, it = found
        lotteries, requests = self.desk.lotteries, self._requests(key)
        done = self.do(
            lambda: lotteries.freeze(self.staff, key, accept_early=True),
            taken=False,
            allowed=it.stage == "open" and bool(requests),
        )
        if done:
            listed: dict[UUID, Thing | None] = {
                of: replace(request, revision=request.revision + 1)
                for of, request in requests.items()
            }
            frozen = replace(it, stage="frozen", listed=self._left_out())
            self.wrote(done, {key: frozen, **listed})
            seeded = self.do(
                lambda: lotteries.set_seed(self.staff, key, seed, "抽選会"), taken=False
            )
            assert seeded
            self.wrote(seeded, {key: replace(frozen, stage="seeded")})

    def _left_out(self) -> frozenset[model.Cell]:
        """What somebody has, or was offered."""
        offered = [
            it.place
            for it in self.model.of(model.Waiting).values()
            if it.status == "offered"
        ]
        promised = {cell for place in offered for cell in model.cells(place)}
        return frozenset(self.model.taken() | promised)

    @rule(which=ANY)
    def draw(self, which: int) -> None:
        if (
            found := self.one(model.Lottery, which, lambda it: it.stage == "seeded")
        ) is None:
            return
        key, it = found
        desk, requests = self.desk.lotteries, self._requests(key)
        won: dict[UUID, tuple[int, ...]] = {}
        if it.stage == "seeded":
            lines = desk.preview(key).requests
            won = {line.row.id: line.outcome.won for line in lines if line.outcome}
        places = {
            won_key(of, place): requests[of].wishes[place - 1]
            for of, wins in won.items()
            for place in wins
        }
        done = self.do(
            lambda: desk.draw(self.staff, key),
            taken=False,
            allowed=it.stage == "seeded",
        )
        if done:
            things: dict[UUID, Thing | None] = {key: replace(it, stage="drawn")}
            for of, place in places.items():
                things[of] = model.Booking(place, "confirmed", place.fee, decided=True)
            for of, wins in won.items():
                status = "won" if wins else "lost"
                things[of] = replace(requests[of], status=status)
            lost = [requests[of] for of, wins in won.items() if not wins]
            self.wrote(done, things | self._made_to_wait(lost))

    @rule(which=ANY)
    def claim(self, which: int) -> None:
        if (
            found := self.one(model.Request, which, lambda it: it.status == "won")
        ) is None:
            return
        key, it = found
        done = self.do(
            lambda: self.desk.lotteries.claim(self.staff, key),
            taken=False,
            allowed=it.status == "won"
            and any(each.status in KEPT for each in self._wins(key, it).values()),
        )
        if done:
            self.wrote(done, {key: replace(it, status="claimed")})

    @rule(which=ANY)
    def forfeit(self, which: int) -> None:
        """Winners who have neither claimed nor paid lose it."""
        if (found := self.pick(self.model.of(model.Lottery), which)) is None:
            return
        key, it = found
        done = self.do(
            lambda: self.desk.lotteries.forfeit(self.staff, key),
            taken=False,
            allowed=self.today > it.first,
        )
        if done:
            self.wrote(done, self._forfeited(key))

    def _forfeited(self, lottery: UUID) -> dict[UUID, Thing | None]:
        things: dict[UUID, Thing | None] = {}
        for key, it in self._requests(lottery).items():
            won = self._wins(key, it)
            if it.status != "won" or any(self.model.paid(each) > 0 for each in won):
                continue
            lost = any(each.status in ("confirmed", "lapsed") for each in won.values())
            things[key] = replace(it, status="forfeited" if lost else "ended")
            for of, booking in won.items():
                if booking.status == "confirmed":
                    things[of] = replace(booking, status="cancelled", held_until=None)
        return things

    def _wins(self, key: UUID, it: model.Request) -> dict[UUID, model.Booking]:
        bookings = self.model.of(model.Booking)
        keys = [won_key(key, n + 1) for n in range(len(it.wishes))]
        return {of: bookings[of] for of in keys if of in bookings}

    def _awarded(self, places: Sequence[Place]) -> dict[UUID, Thing | None]:
        with self.opened.store.read() as session:
            keys = {key for key in self.found(session) if key not in self.model.things}
        [new] = keys
        [place] = places
        return {new: model.Booking(place, "confirmed", place.fee, decided=True)}

    def _made_to_wait(self, lost: Sequence[model.Request]) -> dict[UUID, Thing | None]:
        """Losers wait for what they wished for most; their keys are found."""
        every = select(*table_of(Waiting).c)
        with self.opened.store.read() as session:
            rows = session.execute(every).all()
        new = {row.group_id: row.id for row in rows if row.id not in self.model.things}
        assert len(new) == len(lost)
        return {new[it.group]: model.Waiting(it.group, it.wishes[0]) for it in lost}

    def _waiting(self, which: int) -> tuple[UUID, model.Waiting] | None:
        return self.one(model.Waiting, which, lambda it: it.status in PENDING)

    def _open(self, it: model.Lottery) -> bool:
        return it.stage == "open" and it.closes == self.today

    def _requests(self, lottery: UUID) -> dict[UUID, model.Request]:
        every = self.model.of(model.Request)
        return {key: it for key, it in every.items() if it.lottery == lottery}


def _form(place: Place) -> WishForm:
    return WishForm(place.room, place.day, (place.slot,))
