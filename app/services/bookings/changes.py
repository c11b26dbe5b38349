"""変更: another day, room or time, other people, in one transaction.

What it costs is shown and explained before it is confirmed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from app.kit.clock import Clock, wall
from app.kit.outcome import Outcome
from app.kit.refusal import Refusal
from app.rules.book.base import Explained
from app.rules.fees import FeeLine
from app.rules.refunds import reasons
from app.rules.use.asked import Question
from app.rules.use.waiving import Waived
from app.services.bookings.altering import MAY, Altering
from app.services.bookings.asking import ChangeWish
from app.services.bookings.states import own
from app.services.loaded import LoadedRows
from app.services.offers import Offers
from app.services.payments import Receipt, pay
from app.services.weighing import held_by_others, who_allows
from db.journal import stale
from db.journal.entry import Act, RowKey
from db.queries import bookings
from db.queries.bookings import BookingCard
from db.records.payments import PaidFor
from db.records.rooms import Room
from db.store import Store


@dataclass(frozen=True, slots=True)
class Changing:
    """A booking as it is, before anything of it is changed."""

    card: BookingCard
    ground: str
    loaded: LoadedRows


@dataclass(frozen=True, slots=True)
class ChangeOffer:
    """What a change would come to (yen), or why it cannot be.

    `fee` is the fee from then on, `more` is still to be paid, `back` is paid back.
    `aircon`: whether the rules know of 冷暖房 there.
    """

    before: int
    fee: int
    more: int
    back: int
    lines: tuple[FeeLine, ...]
    explained: tuple[Explained, ...]
    grounds: tuple[str, ...]
    refusal: Refusal | None = None
    aircon: bool = False
    questions: Sequence[Question] = ()
    waivable: str = ""
    waived: Sequence[Waived] = ()


@dataclass(frozen=True, slots=True)
class Changed:
    """What a change came to (yen); `refund` is the entry of what was paid back."""

    more: int
    back: int
    refund: Receipt | None


class Changes:
    def __init__(
        self,
        store: Store,
        clock: Clock,
        offers: Offers,
        altering: Altering,
    ) -> None:
        self._store = store
        self._clock = clock
        self._offers = offers
        self._altering = altering

    def changing(self, booking_id: UUID) -> Changing:
        """The booking, the ground its fee was reduced by, and what was seen of it."""
        with self._store.read() as session:
            card = bookings.card(session, booking_id)
            rows = frozenset({RowKey("booking", booking_id)})
            loaded = LoadedRows(rows, stale.loaded_now(session))
        return Changing(card, card.reduced_by, loaded)

    def offer(self, booking_id: UUID, wish: ChangeWish) -> ChangeOffer:
        """What it would cost, line by line, and what is paid or paid back."""
        with self._store.read() as session:
            card = bookings.card(session, booking_id)
            room = session.get_one(Room, wish.room_id)
            grounds = self._offers.grounds(session, room, wish.day)
            asks = self._altering.questions(session, room, wish.day)
            try:
                found = self._altering.terms(session, card, wish)
            except Refusal as no:
                rule = self._altering.waivable(session, card, wish, no)
                none = (card.fee, card.fee, 0, 0, (), ())
                return ChangeOffer(*none, grounds, no, questions=asks, waivable=rule)
            terms, settled = found.terms, found.settled
            use = terms.starts, terms.ends
            taken = held_by_others(session, room, *use, [card.id], waiver=wish.waiver)
            waived = found.waived_in(session)
            aircon = self._offers.has_aircon(session, room, wish.day)
        return ChangeOffer(
            card.fee,
            settled.fee,
            max(0, settled.fee - card.paid),
            settled.back,
            settled.lines,
            settled.explained,
            grounds,
            taken,
            aircon,
            asks,
            who_allows(taken),
            waived,
        )

    def change(
        self, staff: str, booking_id: UUID, wish: ChangeWish, loaded: LoadedRows
    ) -> Outcome[Changed]:
        """Move the booking and what is lent with it, and pay back what the rules say.

        RoomTaken, OutOfStock and what the rules have against it; StaleForm when somebody
        else changed it meanwhile; Begun, AwayRoom, NotPermitted, NothingChanged,
        ChangeIsCancel.
        """
        now = self._clock()
        with self._store.write(Act("booking.change", staff, now)) as work:
            work.expect(sorted(loaded.rows), loaded.loaded)
            own(work, self._store.site, booking_id, *MAY)
            found = self._altering.terms(work, bookings.card(work, booking_id), wish)
            self._altering.write(work, [found])
            due = PaidFor.BOOKING, booking_id
            back = found.settled.back
            refund = None
            if back:
                why = reasons(found.settled.explained)
                at, site = wall(now), self._store.site
                refund = pay(work, site, due, -back, at, reason=why)
        return Outcome.of(Changed(found.more, back, refund), work)
