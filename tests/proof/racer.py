"""A clerk among several who want the same rooms: what was asked, and what was told.

Books, holds, applies, moves, cancels, takes from the waiting list, lets holds lapse,
blocks rooms, closes them for a storm, lengthens uses and takes back what was just done;
also with bookings that another clerk has made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random
from time import perf_counter
from typing import Any

from app.kit.outcome import Outcome
from app.services.blockings.refusals import NotAllowedBy, NotInForce
from app.services.bookings import (
    BookingCard,
    BookRoom,
    ChangeWish,
    NotPermitted,
    StaleForm,
    as_it_is,
)
from app.services.bookings.refusals import NothingChanged, NotToday
from app.services.emergencies import AlreadySettled, Gone
from app.services.requests import AskRequest, Fate, RequestLine, Scope
from app.services.requests.requests import NothingTaken
from app.services.requests.series_values import NothingToCome
from app.services.waiting import Entry
from app.services.waiting.waiting import AlreadyWaiting
from db.journal import log
from db.journal.amend import BuiltUpon, ChangedSince
from db.occupancy import NotFree
from db.refusal import RowGone
from db.trouble import Busy
from tests.proof.at_desk import DAYS, AtDesk, was
from tests.proof.longer import Longer
from tests.proof.shutting import Shutting
from tests.proof.told import Became, Kept, Span, Told, Undo
from tests.proof.workplace import Opened, Workplace

#: What somebody else may have done meanwhile: told in plain words, nothing happened.
TOO_LATE = (
    *(NotPermitted, StaleForm, NothingChanged, RowGone, ChangedSince, BuiltUpon),
    *(AlreadyWaiting, NothingTaken, NothingToCome, NotInForce, NotAllowedBy),
    *(AlreadySettled, Gone, NotToday),
)


class Racer:
    def __init__(self, place: Workplace, opened: Opened, random: Random) -> None:
        self._at = AtDesk(place, opened, random)
        shutting, longer = Shutting(self._at), Longer(self._at)
        self._acts: dict[str, tuple[int, Callable[[], str]]] = {
            "booked": (36, self.book),
            "held": (10, self.hold),
            "applied": (4, self.apply),
            "taken": (6, self.take),
            "moved": (18, self.move),
            "cancelled": (14, self.cancel),
            "asked for a series": (4, self.ask_for_series),
            "moved a series": (4, self.move_series),
            "cancelled a series": (2, self.cancel_series),
            "lapsed": (2, self.lapse),
            "blocked": (4, shutting.block),
            "lifted": (6, shutting.lift),
            "exempted": (4, shutting.exempt),
            "closed": (2, shutting.close),
            "ended a closing": (2, shutting.end),
            "lengthened": (3, longer.lengthen),
            "ended a use": (3, longer.end),
            "taken back": (6, self.take_back),
        }

    @property
    def told(self) -> Told:
        return self._at.told

    def act(self) -> None:
        names, weights = [*self._acts], [weight for weight, _ in self._acts.values()]
        [name] = self._at.random.choices(names, weights)
        began = perf_counter()
        try:
            self.told.done[self._acts[name][1]()] += 1
        except TOO_LATE:
            self.told.done["too late"] += 1
        except Busy:
            self.told.done["busy"] += 1
        except Exception as bug:
            self.told.wrong.append(f"{name}: {type(bug).__name__} {bug}")
        self.told.seconds.append(perf_counter() - began)

    def book(self) -> str:
        wish = self._at.wish()
        return self._at.won(wish, "booked", self._at.desk.bookings.book)

    def hold(self) -> str:
        wish, until = self._at.wish(), self._at.opened.clock.now.date()

        def hold(staff: str, wish: BookRoom) -> Outcome[Any]:
            days = timedelta(days=self._at.random.randrange(2))
            return self._at.desk.bookings.hold(staff, wish, until + days)

        return self._at.won(wish, "held", hold)

    def apply(self) -> str:
        return self._at.won(
            self._at.wish(), "applied", self._at.desk.bookings.take_application
        )

    def take(self) -> str:
        """Somebody waits for a slot, and is asked at once."""
        wish = self._at.wish()
        assert wish.group_id is not None
        entry = Entry(
            wish.room_id, wish.group_id, wish.day, wish.slots, wish.purpose, wish.users
        )
        key = self._at.desk.waiting.enter(self._at.staff, entry).value

        def take(staff: str, _: BookRoom) -> Outcome[str]:
            return self._at.desk.waiting.take(staff, key)

        answer = self._at.won(wish, "taken", take)
        if answer != "taken":
            self._at.desk.waiting.decline(self._at.staff, key)
        return answer

    def move(self) -> str:
        """To another room, day or time, whoever has made the booking."""
        if (row := self._at.some()) is None:
            return "nothing there"
        wish = self._at.wish()
        changing = self._at.desk.changes.changing(row.id)
        other = ChangeWish(
            wish.room_id, wish.day, wish.slots, changing.card.purpose, changing.card.users
        )

        def change(staff: str, _: BookRoom) -> Outcome[Any]:
            return self._at.desk.changes.change(staff, row.id, other, changing.loaded)

        return self._at.won(wish, "moved", change, changing.card)

    def cancel(self) -> str:
        if (row := self._at.some()) is None:
            return "nothing there"
        done = self._at.desk.bookings.cancel(self._at.staff, row.id)
        self._at.gone(row.number, done.entry)
        assert done.entry is not None
        card = self._at.desk.bookings.card(row.id)
        self._at.undo = Undo(done.entry, {row.number: Became.BACK}, (was(card),))
        return "cancelled"

    def lapse(self) -> str:
        """It has become tomorrow: what was held until today is free again."""
        with self._at.at(self._at.opened.clock.now + timedelta(hours=12)):
            lapsed = self._at.desk.lapses.lapse()
        for card in lapsed.value:
            self._at.gone(card.number, lapsed.entry)
        return "lapsed" if lapsed.value else "nothing there"

    def take_back(self) -> str:
        """What this clerk did last, if nobody has built on it."""
        if self._at.undo is None:
            return "nothing there"
        undo, self._at.undo = self._at.undo, None
        since = self._at.entries()
        try:
            done = self._at.desk.journal.undo(self._at.staff, undo.entry)
        except NotFree as taken:
            self._at.lost(undo.needs, since, taken)
            return "told who has it"
        for number, became in undo.then.items():
            self.told.note(number, done.entry, became)
        return "taken back"

    def ask_for_series(self) -> str:
        """The same every week; what others have is left out."""
        wish, since = self._at.wish(), self._at.entries()
        offer = self._at.desk.requests.offer(AskRequest(wish, "毎週", DAYS[-1]))
        for line in offer.lines:
            self._told_of(line, since)
        spans = [_span(line) for line in offer.of(Fate.TAKE)]
        try:
            done = self._at.desk.requests.book(self._at.staff, offer)
        except NotFree as taken:
            self._at.lost(spans, since, taken)
            return "told who has it"
        cards = [self._at.desk.bookings.card(key) for key in done.value.bookings]
        for card in cards:
            self.told.note(card.number, done.entry, _kept(card))
        assert done.entry is not None
        then = {card.number: Became.GONE for card in cards}
        self._at.undo = Undo(done.entry, then)
        return "asked for a series"

    def move_series(self) -> str:
        """From one of them on, to another room or slot, but for what others have."""
        if (row := self._at.some()) is None:
            return "nothing there"
        loaded, since = self._at.desk.series.loaded(row.id), self._at.entries()
        card = self._at.desk.bookings.card(row.id)
        other = self._at.wish()
        wish = replace(as_it_is(card), room_id=other.room_id, slots=other.slots)
        asked = self._at.desk.series.changing(row.id, Scope.FOLLOWING, wish)
        lines = [line for line in asked.lines if line.refusal is None]
        change = self._at.desk.series.change
        try:
            done = change(
                self._at.staff, row.id, Scope.FOLLOWING, wish, loaded, asked.refused
            )
        except NotFree as taken:
            spans = [self._at.asked(line.after) for line in lines]
            self._at.lost(spans, since, taken)
            return "told who has it"
        for line in lines:
            after, number = line.after, line.before.number
            kept = Kept(after.room_id, after.day, "・".join(after.slots))
            self.told.note(number, done.entry, kept)
        assert done.entry is not None
        before = tuple(line.before for line in lines)
        then = {card.number: Became.MOVED_BACK for card in before}
        self._at.undo = Undo(done.entry, then, tuple(map(was, before)))
        return "moved a series"

    def cancel_series(self) -> str:
        if (row := self._at.some()) is None:
            return "nothing there"
        done = self._at.desk.series.cancel(self._at.staff, row.id, Scope.ALL)
        assert done.entry is not None
        with self._at.opened.store.read() as session:
            rows = {change.row for change in log.entry(session, done.entry).changes}
        keys = sorted(row.id for row in rows if row.kind == "booking")
        cards = tuple(self._at.desk.bookings.card(key) for key in keys)
        then = {card.number: Became.BACK for card in cards}
        for number in then:
            self._at.gone(number, done.entry)
        self._at.undo = Undo(done.entry, then, tuple(map(was, cards)))
        return "cancelled a series"

    def _told_of(self, line: RequestLine, since: int) -> None:
        if isinstance(line.refusal, NotFree):
            self._at.lost([_span(line)], since, line.refusal)


def _span(line: RequestLine) -> Span:
    assert line.starts is not None and line.ends is not None
    return line.wish.room_id, line.starts, line.ends


def _kept(card: BookingCard) -> Kept:
    return Kept(card.room_id, card.starts.date(), card.slots)
