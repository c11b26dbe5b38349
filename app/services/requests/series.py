"""Changing and cancelling bookings that were asked for together: this one, those from it
on, or all. What has begun is left alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from app.kit.clock import Clock, wall
from app.kit.outcome import Outcome
from app.kit.refusal import Refusal
from app.rules.book.base import Explained
from app.rules.refunds import RefundDue, reasons
from app.services.bookings.altering import MAY, Altered, Altering
from app.services.bookings.asking import ChangeWish, as_it_is, asked_of
from app.services.bookings.changes import Changed
from app.services.bookings.deadlines import Deadlines
from app.services.bookings.refusals import NothingChanged
from app.services.bookings.states import OPEN, TO_COME, own, permitted
from app.services.bookings.withdrawing import mistake, take_back, withdraw
from app.services.loaded import LoadedRows
from app.services.offered import BookRoom
from app.services.offers import Offers
from app.services.payments import Part, pay_together
from app.services.requests.moving import Moving
from app.services.requests.series_values import (
    CancelLine,
    ChangeLine,
    NothingToCome,
    Scope,
    SeriesCancel,
    SeriesChange,
)
from app.services.weighing import who_allows
from db.journal import stale
from db.journal.capture import JournaledSession
from db.journal.entry import Act, RowKey
from db.queries import bookings, requests
from db.queries.bookings import BookingCard
from db.queries.requests import RequestCard
from db.records.payments import PaidFor
from db.records.rooms import Room
from db.store import Reading, Store

#: What a change of one booking changes of the others.
CHANGEABLE = (
    *("room_id", "slots", "purpose", "users", "ground", "aircon", "facts", "waiver"),
)


class Series:
    def __init__(
        self,
        store: Store,
        clock: Clock,
        offers: Offers,
        altering: Altering,
        deadlines: Deadlines,
    ) -> None:
        self._store = store
        self._clock = clock
        self._offers = offers
        self._altering = altering
        self._deadlines = deadlines

    def of_booking(self, booking_id: UUID) -> RequestCard | None:
        """The 申込み that a booking belongs to, if it was asked for with others."""
        with self._store.read() as session:
            card = bookings.card(session, booking_id)
            if card.request_id is None:
                return None
            return requests.card(session, card.request_id)

    def loaded(self, booking_id: UUID) -> LoadedRows:
        """What was seen of all of it, before anything is changed."""
        with self._store.read() as session:
            _, cards = self._in_scope(session, booking_id, Scope.ALL)
            rows = frozenset(RowKey("booking", card.id) for card in cards)
            return LoadedRows(rows, stale.loaded_now(session))

    def changing(
        self,
        booking_id: UUID,
        scope: Scope,
        wish: ChangeWish,
        leave: Collection[UUID] = (),
    ) -> SeriesChange:
        """What `wish` changes of one booking, for all in the scope; those to leave are
        named, and in the way of the others as they are."""
        with self._store.read() as session:
            every = self._wishes(session, booking_id, scope, wish)
            wishes = [each for each in every if each[0].id not in leave]
            found = {card.id: now for card, _, now in self._weighed(session, wishes)}
            altered = [each for each in found.values() if isinstance(each, Altered)]
            stays = Moving(session, altered).refused()
            lines = (
                self._line(session, card, asked, now, stays)
                for card, asked in every
                if (now := found.get(card.id)) is not None or card.id in leave
            )
            return SeriesChange(list(lines))

    def change(
        self,
        staff: str,
        booking_id: UUID,
        scope: Scope,
        wish: ChangeWish,
        loaded: LoadedRows,
        leave: Collection[UUID] = (),
    ) -> Outcome[Changed]:
        """Change all of them in one entry, or none; what is paid back has one number.

        Raises as a change of one does, and NothingToCome.
        """
        now = self._clock()
        with self._store.write(Act("series.change", staff, now)) as work:
            work.expect(sorted(loaded.rows), loaded.loaded)
            altered: list[Altered] = []
            every = self._wishes(work, booking_id, scope, wish)
            wishes = [each for each in every if each[0].id not in leave]
            for card, _ in wishes:
                own(work, self._store.site, card.id, *MAY)
            for *_, found in self._weighed(work, wishes):
                if isinstance(found, Refusal):
                    raise found
                if found is not None:
                    altered.append(found)
            if not altered:
                raise NothingChanged(number=bookings.card(work, booking_id).number)
            self._altering.write(work, altered)
            parts = [_back(each.card, each.settled.back) for each in altered]
            owed = [part for part in parts if part[1]]
            refund = None
            if owed:
                why = _why(
                    each.settled.explained for each in altered if each.settled.back
                )
                at, site = wall(now), self._store.site
                refund = pay_together(work, site, owed, at, reason=why)
        more, back = sum(each.more for each in altered), -sum(part[1] for part in owed)
        return Outcome.of(Changed(more, back, refund), work)

    def cancelling(self, booking_id: UUID, scope: Scope) -> SeriesCancel:
        """What cancelling today would pay back, booking by booking."""
        today = wall(self._clock()).date()
        with self._store.read() as session:
            _, cards = self._in_scope(session, booking_id, scope)
            return SeriesCancel(
                [
                    CancelLine(card, self._offers.refund(session, card, today))
                    for card in cards
                ]
            )

    def cancel(self, staff: str, booking_id: UUID, scope: Scope) -> Outcome[int]:
        """取消 of all in the scope in one entry; gives what was paid back (yen), under
        one number. NothingToCome, StillOut."""
        now = self._clock()

        def cancel(work: JournaledSession, card: BookingCard) -> RefundDue | None:
            return withdraw(work, self._offers, card, wall(now).date())

        return self._end(Act("series.cancel", staff, now), booking_id, scope, cancel)

    def mistaken(
        self, staff: str, booking_id: UUID, scope: Scope, what: str
    ) -> Outcome[int]:
        """The same of what was entered by mistake, paid back whole: see
        `Bookings.mistaken`. FieldRefused, NothingToCome, StillOut, NotDeciding."""
        now = self._clock()
        act = Act("series.mistaken", staff, now, note=mistake(what))

        def take(work: JournaledSession, card: BookingCard) -> RefundDue | None:
            return take_back(work, self._offers, card, staff, wall(now))

        return self._end(act, booking_id, scope, take)

    def _end(
        self,
        act: Act,
        booking_id: UUID,
        scope: Scope,
        end: Callable[[JournaledSession, BookingCard], RefundDue | None],
    ) -> Outcome[int]:
        """All in the scope, paid back under one number (yen)."""
        with self._store.write(act) as work:
            _, cards = self._in_scope(work, booking_id, scope)
            if not cards:
                raise NothingToCome()
            owed: list[Part] = []
            steps: list[tuple[Explained, ...]] = []
            for card in cards:
                back = end(work, card)
                if back and back.amount:
                    owed.append(_back(card, back.amount))
                    steps.append(back.explained)
            if owed:
                at, site = wall(act.now), self._store.site
                pay_together(work, site, owed, at, reason=_why(steps))
        return Outcome.of(-sum(amount for _, amount in owed), work)

    def permit(self, staff: str, booking_id: UUID, scope: Scope) -> Outcome[int]:
        """許可 of what was held or applied for in the scope; how many. NothingToCome."""
        now = self._clock()
        with self._store.write(Act("series.permit", staff, now)) as work:
            _, cards = self._in_scope(work, booking_id, scope)
            open_ = [card for card in cards if card.status in OPEN]
            if not open_:
                raise NothingToCome()
            for card in open_:
                booking = own(work, self._store.site, card.id, *OPEN)
                permitted(self._deadlines, work, booking, wall(now))
        return Outcome.of(len(open_), work)

    def _in_scope(
        self, session: Reading, booking_id: UUID, scope: Scope
    ) -> tuple[BookingCard, Sequence[BookingCard]]:
        """The booking that is looked at, and all that is meant and still to come."""
        opened = bookings.card(session, booking_id)
        if scope is Scope.THIS or opened.request_id is None:
            every: Sequence[BookingCard] = [opened]
        else:
            every = bookings.of_request(session, opened.request_id)
        now = wall(self._clock())
        since = opened.starts if scope is Scope.FOLLOWING else datetime.min
        return opened, [
            card
            for card in every
            if card.status in TO_COME and card.starts > now and card.starts >= since
        ]

    def _line(
        self,
        session: Reading,
        card: BookingCard,
        wish: ChangeWish,
        found: Altered | Refusal | None,
        stays: Mapping[UUID, Refusal],
    ) -> ChangeLine:
        """None is left as it is."""
        room = session.get_one(Room, wish.room_id)
        as_it_was = ChangeLine(card, wish, room.name, card.fee, 0, 0, None)
        if found is None:
            return replace(as_it_was, left=True)
        if isinstance(found, Refusal):
            rule = self._altering.waivable(session, card, wish, found)
            return replace(as_it_was, refusal=found, waivable=rule)
        no = stays.get(card.id)
        return ChangeLine(
            card,
            wish,
            room.name,
            found.settled.fee,
            found.more,
            found.settled.back,
            no,
            waivable=who_allows(no),
            waived=found.waived_in(session),
        )

    def _wishes(
        self,
        session: Reading,
        booking_id: UUID,
        scope: Scope,
        wish: ChangeWish,
    ) -> Sequence[tuple[BookingCard, ChangeWish]]:
        """What each is to be. Another room is meant for those in the same room only."""
        opened, cards = self._in_scope(session, booking_id, scope)
        if wish.room_id != opened.room_id:
            cards = [card for card in cards if card.room_id == opened.room_id]
        if not cards:
            raise NothingToCome()
        return [(card, _alike(card, opened, wish)) for card in cards]

    def _weighed(
        self, session: Reading, wishes: Sequence[tuple[BookingCard, ChangeWish]]
    ) -> Iterator[tuple[BookingCard, ChangeWish, Altered | Refusal | None]]:
        """What the rules make of each. For a limit the ones before count as they shall
        be, or as they are where that is refused; the ones after do not yet."""
        every = [card.id for card, _ in wishes]
        beside: list[BookRoom] = []
        for card, wish in wishes:
            found = self._altered(session, card, wish, every, beside)
            shall_be = as_it_is(card) if isinstance(found, Refusal) else wish
            beside.append(asked_of(card, shall_be))
            yield card, wish, found

    def _altered(
        self,
        session: Reading,
        card: BookingCard,
        wish: ChangeWish,
        besides: Collection[UUID],
        beside: Sequence[BookRoom],
    ) -> Altered | Refusal | None:
        """What the rules make of it; None for what is like that already."""
        try:
            return self._altering.terms(session, card, wish, besides, beside)
        except NothingChanged:
            return None
        except Refusal as no:
            return no


def _back(card: BookingCard, amount: int) -> Part:
    return (PaidFor.BOOKING, card.id), -amount


def _alike(card: BookingCard, opened: BookingCard, wish: ChangeWish) -> ChangeWish:
    """What `wish` changes of the opened booking, done to another of its 申込み."""
    was, now = as_it_is(opened), as_it_is(card)
    changed = replace(
        now,
        **{
            name: getattr(wish, name)
            for name in CHANGEABLE
            if getattr(wish, name) != getattr(was, name)
        },
    )
    return replace(changed, day=now.day + (wish.day - was.day))


def _why(steps: Iterable[tuple[Explained, ...]]) -> str:
    """Why so much is paid back, each reason once."""
    return "\n".join(dict.fromkeys(reasons(each) for each in steps))
