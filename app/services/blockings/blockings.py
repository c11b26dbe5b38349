"""Use cases of 利用停止: block rooms, change a blocking, end it early, lift it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from app.kit import checks
from app.kit.clock import Clock, wall
from app.kit.outcome import Outcome
from app.kit.wareki import full
from app.services.blockings.refusals import (
    AwayBlocking,
    FarDay,
    InTheWay,
    NoRoom,
    NoTime,
    NotInForce,
    NotOneDay,
    Over,
    TooMany,
)
from app.services.blockings.values import BlockingForm, BlockRooms, Stretch
from app.services.loaded import LoadedRows
from app.services.sign_in import Actor
from app.services.under_lottery import expect_undrawn
from db.journal import stale
from db.journal.capture import JournaledSession
from db.journal.entry import Act, RowKey
from db.occupancy import holding, in_the_way, quarters
from db.queries import blockings, bookings
from db.queries.blockings import BlockingCard
from db.queries.bookings import BookingCard
from db.reader import EPOCH, QUARTER
from db.records.blockings import Blocking, BlockingKind, BlockingStatus
from db.records.rooms import Room
from db.store import Reading, Store

#: Blockings of one entry: more than two years of one room, day by day.
MOST = 800
#: No day farther off is meant (three years).
MOST_AHEAD = timedelta(days=3 * 366)
MOST_REASON, MOST_NAMES = 100, 60


@dataclass(frozen=True, slots=True)
class Blocks:
    """What was blocked; `provisional` (仮) are those in rooms of other sites."""

    set_id: UUID
    count: int
    provisional: int


@dataclass(frozen=True, slots=True)
class Lifting:
    """A blocking, what was seen of it, and the others of its set that are to come.

    `own`: of a room of this site.
    """

    card: BlockingCard
    others: Sequence[UUID]
    loaded: LoadedRows
    own: bool


class Blockings:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def in_the_way(
        self, rooms: Collection[UUID], stretches: Collection[Stretch]
    ) -> Sequence[BookingCard]:
        """The bookings that have some of these times in these rooms or their parts."""
        with self._store.read() as session:
            return bookings_in_the_way(session, rooms, stretches)

    def block(self, actor: Actor, wish: BlockRooms) -> Outcome[Blocks]:
        """Take all this time, in one entry. Away from a room's home it is 仮 till merged.

        InTheWay lists the bookings that have some of it; RoomBlocked, Over, FieldRefused;
        UnderLottery for what a frozen list says is free.
        """
        now = self._clock()
        with self._store.write(Act("blocking.block", actor.key, now)) as work:
            for day in {stretch.starts.date() for stretch in wish.stretches}:
                for room in wish.rooms:
                    expect_undrawn(work, room, day)
            done = write(work, actor, wish, wall(now))
        return Outcome.of(done, work)

    def looked_at(self, blocking_id: UUID) -> Lifting:
        """One of them, before it is changed or lifted."""
        with self._store.read() as session:
            card = blockings.card(session.read, blocking_id)
            rows = frozenset({RowKey("blocking", blocking_id)})
            loaded = LoadedRows(rows, stale.loaded_now(session))
            of_set = blockings.of_set(session.read, card.set_id, wall(self._clock()))
        others = [key for key in of_set if key != blocking_id]
        return Lifting(card, others, loaded, card.home == self._store.site)

    def change(
        self, actor: Actor, blocking_id: UUID, form: BlockingForm, loaded: LoadedRows
    ) -> Outcome[None]:
        """Another time or reason. As `block`; NotInForce, AwayBlocking, StaleForm."""
        with self._store.write(Act("blocking.change", actor.key, self._clock())) as work:
            work.expect(sorted(loaded.rows), loaded.loaded)
            blocking = self._own(work, blocking_id)
            _check(form.starts, form.ends)
            given = _told(form.kind, form.reason, form.allowed_by)
            _refuse_booked(work, {blocking.room_id}, [Stretch(form.starts, form.ends)])
            if not blocking.starts <= form.starts < form.ends <= blocking.ends:
                expect_undrawn(work, blocking.room_id, form.starts.date())
            blocking.kind, blocking.reason, blocking.allowed_by = given
            blocking.posted = form.posted
            blocking.starts, blocking.ends = form.starts, form.ends
        return Outcome.of(None, work)

    def end(self, actor: Actor, blocking_id: UUID) -> Outcome[None]:
        """It is over earlier than it was meant to be: with this quarter of an hour."""
        now = self._clock()
        with self._store.write(Act("blocking.end", actor.key, now)) as work:
            blocking = self._own(work, blocking_id)
            span = quarters(wall(now), wall(now) + QUARTER)
            ends = EPOCH + span.start * QUARTER
            if not blocking.starts < ends < blocking.ends:
                raise NotInForce()
            blocking.ends = ends
        return Outcome.of(None, work)

    def lift(self, actor: Actor, ids: Collection[UUID]) -> Outcome[None]:
        """Their time can be booked again. Away from home they are withdrawn."""
        with self._store.write(Act("blocking.lift", actor.key, self._clock())) as work:
            lift_each(work, ids)
        return Outcome.of(None, work)

    def _own(self, work: JournaledSession, key: UUID) -> Blocking:
        blocking = _in_force(work, key)
        if blocking.home != work.site:
            raise AwayBlocking()
        return blocking


def bookings_in_the_way(
    session: Reading, rooms: Collection[UUID], stretches: Iterable[Stretch]
) -> Sequence[BookingCard]:
    """As `Blockings.in_the_way`, within an entry or another reading."""
    spans = (quarters(*stretch) for stretch in stretches)
    return bookings.cards(session, holding(session, "booking", rooms, spans))


def write(
    work: JournaledSession,
    actor: Actor,
    wish: BlockRooms,
    now: datetime,
    set_id: UUID | None = None,
) -> Blocks:
    """Block rooms within an entry that does more than that; as `Blockings.block`.

    With `set_id` they belong to a set that there is already.
    """
    if not wish.rooms:
        raise NoRoom()
    if not wish.stretches:
        raise NoTime()
    if len(wish.rooms) * len(wish.stretches) > MOST:
        raise TooMany("days", most=MOST)
    for stretch in wish.stretches:
        _check(*stretch)
    if any(stretch.ends <= now for stretch in wish.stretches):
        raise Over()
    if (last := max(wish.stretches)).starts.date() > now.date() + MOST_AHEAD:
        raise FarDay("days", day=full(last.starts.date()), years=MOST_AHEAD.days // 366)
    told = _told(wish.kind, wish.reason, wish.allowed_by)
    rooms = [work.get_one(Room, key) for key in dict.fromkeys(wish.rooms)]
    own = {room.id for room in rooms if room.home == work.site}
    _refuse_booked(work, own, wish.stretches)
    _refuse_blocked(work, own, wish.stretches)
    set_id = set_id or work.new_id()
    made = [
        _made(work, room, stretch, told, (set_id, wish.posted, actor.name, now.date()))
        for stretch in wish.stretches
        for room in rooms
    ]
    work.add_all(made)
    away = sum(each.status == BlockingStatus.PROVISIONAL for each in made)
    return Blocks(set_id, len(made), away)


def lift_each(work: JournaledSession, ids: Collection[UUID]) -> None:
    """Lift blockings within an entry that does more than that. NotInForce."""
    for key in ids:
        blocking = _in_force(work, key)
        blocking.withdrawn = True
        if blocking.home == work.site:
            blocking.status = BlockingStatus.LIFTED


def _made(
    work: JournaledSession,
    room: Room,
    stretch: Stretch,
    told: tuple[str, str, str],
    given: tuple[UUID, bool, str, date],
) -> Blocking:
    kind, reason, allowed_by = told
    set_id, posted, made_by, made_on = given
    at_home = room.home == work.site
    return Blocking(
        id=work.new_id(),
        home=room.home,
        room_id=room.id,
        set_id=set_id,
        starts=stretch.starts,
        ends=stretch.ends,
        kind=kind,
        reason=reason,
        posted=posted,
        allowed_by=allowed_by,
        status=BlockingStatus.IN_FORCE if at_home else BlockingStatus.PROVISIONAL,
        made_on=made_on,
        made_by=made_by,
    )


def _told(kind: str, reason: str, allowed_by: str) -> tuple[str, str, str]:
    return (
        BlockingKind(kind),
        checks.line("reason", reason, most=MOST_REASON, required=True),
        checks.line("allowed_by", allowed_by, most=MOST_NAMES),
    )


def _check(starts: datetime, ends: datetime) -> None:
    midnight = datetime(starts.year, starts.month, starts.day) + timedelta(days=1)
    if not starts < ends <= midnight:
        raise NotOneDay()


def _refuse_booked(
    work: JournaledSession, rooms: Collection[UUID], stretches: Collection[Stretch]
) -> None:
    if rooms and (found := bookings_in_the_way(work, rooms, stretches)):
        raise InTheWay(found)


def _refuse_blocked(
    work: JournaledSession, rooms: Collection[UUID], stretches: Collection[Stretch]
) -> None:
    for stretch in stretches:
        for room in rooms:
            if held := in_the_way(work, room, quarters(*stretch)):
                raise held


def _in_force(work: JournaledSession, key: UUID) -> Blocking:
    blocking = work.get_one(Blocking, key)
    if blocking.status not in (BlockingStatus.IN_FORCE, BlockingStatus.PROVISIONAL):
        raise NotInForce()
    return blocking
